"""Dimensions in the titles of works, as offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.thai.digits import thai_digits
from geo.thai.dimensions import Dimensions, read_dimensions

LENGTHS = st.integers(10, 20_000)
WIDTHS = st.integers(1, 9)
METRES = st.sampled_from(["ม.", "เมตร", " ม.", " เมตร", "  ม."])


@pytest.mark.parametrize(
    ("title", "length", "width", "area"),
    [
        (
            "ถนน คสล. กว้าง 5.00 ม. ยาว 1,745 ม. หนา 0.15 ม. หรือพื้นที่ไม่น้อยกว่า 8,725 ตร.ม.",
            1745,
            5,
            8725,
        ),
        ("ถนนคอนกรีต กว้าง ๔.๐๐ เมตร ยาว ๒๕๐ เมตร หนา ๐.๑๕ เมตร", 250, 4, None),
        ("ถนน คสล. 4.00 x 250 เมตร", 250, 4, None),
        ("ถนนลาดยาง 4.00 × 250.00 × 0.05 ม.", 250, 4, None),
        ("ลานกีฬา ขนาด 18 x 30 เมตร", 30, 18, None),
        ("คลองส่งน้ำ ระยะทาง 2.096 กิโลเมตร", 2096, None, None),
        ("ขุดลอกลำห้วย ปากกว้าง 6 เมตร ก้นกว้าง 2 เมตร ลึก 1.5 เมตร ยาว 1.2 กม.", 1200, 6, None),
        ("ถนนกว้าง 5 ยาว 100 หนา 15 ซม. ไหล่ทางกว้างข้างละ 0.50 เมตร", 100, 5, None),
        ("ผิวจราจรกว้างเฉลี่ย 4.00-5.00 เมตร ความยาวไม่น้อยกว่า 500 เมตร", 500, 4.5, None),
        ("สระเก็บน้ำ เนื้อที่ 3 ไร่ 2 งาน 50 ตร.ว.", None, None, 5800),
        ("ขุดสระ พื้นที่ 12 ไร่", None, None, 19200),
        ("หรือมีพื้นที่คอนกรีตไม่น้อยกว่า 1,000 ตารางเมตร", None, None, 1000),
        ("กม.10+000 - กม.12+500 ระยะทาง 4.100 กิโลเมตร", 4100, None, None),
    ],
)
def test_a_title_is_read_as_it_is_written(
    title: str, length: float | None, width: float | None, area: float | None
) -> None:
    said = read_dimensions(title)
    assert (said.length_m, said.width_m, said.area_m2) == (length, width, area)


def test_several_stretches_are_summed_and_kept_apart() -> None:
    said = read_dimensions(
        "ช่วงที่ 1 กว้าง 4 เมตร ยาว 120 เมตร ช่วงที่ 2 กว้าง 3 เมตร ยาว 80 เมตร หรือมีพื้นที่ไม่น้อยกว่า 720 ตารางเมตร"
    )
    assert [(stretch.width_m, stretch.length_m) for stretch in said.stretches] == [(4, 120), (3, 80)]
    assert (said.length_m, said.area_m2, said.worked_area_m2) == (200, 720, 720)


def test_a_stated_sum_wins_over_the_stretches() -> None:
    said = read_dimensions("สายที่ 1 ยาว 30 ม. สายที่ 2 ยาว 40 ม. รวมระยะทาง 75 เมตร")
    assert said.length_m == 75


def test_stretches_without_a_number_begin_with_the_next_width() -> None:
    said = read_dimensions("กว้าง 4 ม. ยาว 100 ม. และกว้าง 3 ม. ยาว 50 ม.")
    assert (said.length_m, said.worked_area_m2) == (150, 550)


@pytest.mark.parametrize(
    "title",
    [
        "คลอง พื้นที่รับประโยชน์ 800 ไร่",
        "อาคาร พื้นที่ใช้สอยประมาณ 1,788 ตารางเมตร",
        "วางท่อ คสล. Ø 0.60 x 1.00 เมตร",
        "ท่อลอดเหลี่ยม 1.80 x 1.80 เมตร",
        "อบรม อสม. หมู่ที่ 3 จำนวน 100 คน",
        "ไหล่ทางกว้าง 0.50 เมตร",
        "",
    ],
)
def test_what_is_no_size_of_the_works_is_left_alone(title: str) -> None:
    assert read_dimensions(title) == Dimensions()


@given(WIDTHS, LENGTHS, METRES, st.booleans(), st.booleans())
def test_any_width_and_length_come_back(
    width: int, length: int, unit: str, thai: bool, separated: bool
) -> None:
    figure = f"{length:,}" if separated else str(length)
    title = f"ก่อสร้างถนน กว้าง {width}.00{unit} ยาว {figure}{unit} หนา 0.15{unit} หมู่ที่ 5"
    said = read_dimensions(thai_digits(title) if thai else title)
    assert (said.width_m, said.length_m) == (width, length)
    assert said.worked_area_m2 == width * length


@given(st.integers(0, 500), st.integers(0, 3), st.integers(0, 99))
def test_any_area_in_rai_comes_back(rai: int, ngan: int, wa: int) -> None:
    said = read_dimensions(f"ขุดสระ พื้นที่ {rai} ไร่ {ngan} งาน {wa} ตารางวา")
    assert said.area_m2 in ((rai * 1600 + ngan * 400 + wa * 4), None)
    assert said.area_m2 is not None or rai == ngan == wa == 0


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    assert isinstance(read_dimensions(text).length_m, float | None)


@given(st.text(alphabet="กว้างยาม.หนาx×0123456789 ,.-ตรไพืน้ทีเมตร", max_size=300))
def test_no_jumble_of_the_words_themselves_is_too_odd(text: str) -> None:
    assert isinstance(read_dimensions(text).area_m2, float | None)
