"""Rows of texts checked: what may be written, what is refused and why, what is no project. No database."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.projects.checked import Ask, Checked, Defaults, check
from etl.projects.columns import fields, find_columns
from etl.projects.opening import Batch, Shapes
from etl.projects.owners import Authorities, SpokenNames
from etl.projects.reading import read_lines
from etl.projects.refusal import Refusals
from etl.readers.tables import Frame
from etl.readers.workbook_xlsx import UNVALUED
from geo.datum import CRSLike
from geo.thai.digits import one_line, thai_digits
from geo.thai.money import format_amount

OURS, THEIRS, NAMESAKE = 1, 2, 3
KNOWN = Authorities(
    {"5571401": OURS, "6571404": THEIRS, "6560101": NAMESAKE},
    SpokenNames(
        [
            {"id": OURS, "type": "subdistrict", "name_th": "บ้านต้า", "name_en": None},
            {"id": THEIRS, "type": "sao", "name_th": "ต้า", "name_en": None},
            {"id": NAMESAKE, "type": "subdistrict", "name_th": "ต้า", "name_en": None},
        ]
    ),
    {OURS: "57", THEIRS: "57", NAMESAKE: "56"},
)
Rows = Sequence[Mapping[str, str]]


def checked(
    rows: Rows,
    *,
    authority: int | None = OURS,
    year: int | None = 2025,
    crs: CRSLike | None = None,
    shapes: Sequence[object] | None = None,
) -> Checked:
    """Check rows whose keys are headings."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    texts = pd.DataFrame([[row.get(name, "") for name in names] for row in rows], columns=names, dtype="str")
    frame = Frame(np.arange(2, len(rows) + 2, dtype=np.int64), texts, {}, 1.0)
    geometries = np.empty(len(rows), dtype=object)
    geometries[:] = shapes if shapes is not None else None
    batch = Batch(frame, Shapes(geometries, "EPSG:4326", "unchanged") if shapes is not None else None)
    return check(batch, Ask(find_columns(names, {}), Defaults(authority, year, crs), KNOWN))


def one(**cells: str) -> pd.Series:
    """The good row of one row with a title."""
    found = checked([{"title": "ถนน", **cells}])
    assert found.refused == []
    return found.good.iloc[0]


def faults(**cells: str) -> list[tuple[str, str]]:
    """Column and value of what is refused in one row with a title."""
    found = checked([{"title": "ถนน", **cells}])
    assert found.good.empty
    return [(fault.column, fault.value) for fault in found.refused]


def kinds(rows: Rows) -> list[tuple[int, str]]:
    """Row and kind of what is left out; nothing may be refused."""
    found = checked(rows)
    assert found.refused == []
    assert len(found.good) + len(found.left_out) == len(rows)
    return [(row.row, row.kind) for row in found.left_out]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("21,057,300.-", "21057300.00"),
        ("๗๙๐๑๐๐๐", "7901000.00"),
        ("396,000.00 บาท", "396000.00"),
        ("1.5 ล้านบาท", "1500000.00"),
        ("0", "0"),
        ("999999999999.99", "999999999999.99"),
        (" - ", None),
        ("", None),
        ("\u200b", None),
    ],
)
def test_amounts_are_read_exactly(text: str, amount: str | None) -> None:
    assert one(approved=text).approved == amount


@pytest.mark.parametrize("text", ["-5", "(500)", "1000000000000", "1.255", "1e9", "ประมาณ 500", "5๐๐ บาทครึ่ง"])
def test_an_amount_without_an_exact_reading_is_refused_by_its_column_and_value(text: str) -> None:
    assert faults(approved=text) == [("approved", text)]


@pytest.mark.parametrize(
    ("heading", "text", "amount"),
    [
        ("งบประมาณ (ล้านบาท)", "5.25", "5250000.00"),
        ("งบประมาณ (ล้านบาท)", "๐.๕", "500000.00"),
        ("งบประมาณ (ล้านบาท)", "1,200,000 บาท", "1200000.00"),
        ("วงเงิน (หน่วย : พันบาท)", "1,250.255", "1250255.00"),
        ("Budget (million baht)", "2", "2000000.00"),
        ("งบประมาณ (บาท)", "5.25", "5.25"),
    ],
)
def test_the_unit_in_a_heading_holds_for_bare_numbers(heading: str, text: str, amount: str) -> None:
    assert one(**{heading: text}).approved == amount


@settings(max_examples=40, deadline=None)
@given(st.decimals(0, Decimal("999999999999.99"), places=2), st.booleans())
def test_money_goes_there_and_back(amount: Decimal, in_thai: bool) -> None:
    text = format_amount(amount)
    assert Decimal(one(approved=thai_digits(text) if in_thai else text).approved) == amount


def test_the_sums_of_a_row_keep_the_rules_of_the_ledger() -> None:
    assert faults(approved="100", contracted="100.01") == [("contracted", "100.01")]
    assert faults(approved="100", contracted="90", paid="90.01") == [("paid", "90.01")]
    assert faults(approved="100", contracted="0", paid="101") == [("paid", "101")]
    assert one(approved="100", contracted="100", paid="100").procurement


def test_what_is_paid_without_a_contract_needs_none() -> None:
    assert not one(approved="100", paid="100").procurement
    assert not one(approved="100", contracted="0", paid="100").procurement
    assert one(approved="100", contracted="0", paid="0").procurement


def test_what_a_row_does_not_say_is_left_to_the_ledger() -> None:
    assert one(contracted="90", paid="80").approved is None
    assert one(approved="-", paid="80").paid == "80"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"fiscal_year": "2568"}, "2025"),
        ({"fiscal_year": "๖๘"}, "2025"),
        ({"fiscal_year": "-"}, None),
        ({"date": "๑๙/๑๐/๒๕๖๖"}, "2024"),
        ({"date": "30 ก.ย. 66", "fiscal_year": ""}, "2023"),
        ({"date": "1/10/2566", "fiscal_year": "2566"}, "2023"),
    ],
)
def test_the_fiscal_year_is_the_rows_own_or_that_of_its_date(
    cells: dict[str, str], expected: str | None
) -> None:
    found = checked([{"title": "ถนน", **cells}], year=None)
    assert list(found.good.fiscal_year) == ([expected] if expected else [])
    assert bool(found.refused) == (expected is None)


@pytest.mark.parametrize("text", ["2500", "2750", "1850", "ปีหน้า", "25680"])
def test_a_year_or_date_that_cannot_be_is_refused(text: str) -> None:
    found = checked([{"title": "ถนน", "fiscal_year": text}], year=None)
    assert [(fault.column, fault.value) for fault in found.refused] == [("fiscal_year", text)]


def test_a_year_that_is_not_the_one_given_is_refused() -> None:
    assert faults(fiscal_year="2567") == [("fiscal_year", "2567")]


@pytest.mark.parametrize("day", ["1/1/2460", "31/2/2568", "44927", "วันนี้"])
def test_a_date_that_cannot_be_booked_is_refused(day: str) -> None:
    assert faults(paid_on=day, paid="1", approved="1") == [("paid_on", day)]


def test_money_without_a_date_is_dated() -> None:
    row = one(approved="9", contracted="8", paid="7", paid_on="5/11/2567")
    assert (row.approved_on, row.contracted_on, row.paid_on) == ("2024-10-01", "2024-10-01", "2024-11-05")


@pytest.mark.parametrize(
    ("cells", "owner"),
    [
        ({"รหัส อปท.": "5571401"}, OURS),
        ({"รหัส อปท.": " ๕๕๗๑๔๐๑ "}, OURS),
        ({"อปท.": "อบต. ต้า"}, THEIRS),
        ({"อปท.": "ต้า", "จังหวัด": "จ.พะเยา"}, NAMESAKE),
        ({"อปท.": "ต้า", "จังหวัด": "57"}, THEIRS),
        ({"อปท.": "ต้า", "รหัส อปท.": "6560101"}, NAMESAKE),
        ({"อปท.": "อบต. ต้า", "รหัส อปท.": "-"}, THEIRS),
    ],
)
def test_the_authority_is_told_by_code_or_by_a_name_of_one_only(cells: dict[str, str], owner: int) -> None:
    found = checked([{"title": "ถนน", **cells}], authority=None)
    assert found.refused == []
    assert list(found.good.authority_id) == [owner]


@pytest.mark.parametrize(
    ("cells", "column", "word"),
    [
        ({"รหัส อปท.": "9999999"}, "รหัส อปท.", "cannot be told"),
        ({"รหัส อปท.": "9999999", "อปท.": "บ้านต้า"}, "รหัส อปท.", "cannot be told"),
        ({"อปท.": "กองช่าง"}, "อปท.", "cannot be told"),
        ({"อปท.": "ต้า"}, "อปท.", "More than one"),
        ({"อปท.": "ต้า", "จังหวัด": "ไม่มี"}, "อปท.", "More than one"),
        ({"อปท.": ""}, "อปท.", "cannot be told"),
        ({}, "อปท.", "cannot be told"),
    ],
)
def test_an_authority_that_cannot_be_told_is_refused(cells: dict[str, str], column: str, word: str) -> None:
    (fault,) = checked([{"title": "ถนน", **cells}], authority=None).refused
    assert (fault.column, fault.value) == (column, cells.get(column, ""))
    assert word in fault.english


def test_another_code_than_the_one_given_is_refused_but_a_division_is_not() -> None:
    assert faults(**{"รหัส อปท.": "6571404", "หน่วยงาน": "กองช่าง"}) == [("รหัส อปท.", "6571404")]
    assert one(**{"หน่วยงาน": "กองช่าง"}).authority_id == OURS


def test_a_title_is_required_and_has_its_length() -> None:
    assert faults(title="", approved="5") == [("title", "")] == faults(title="\u200b", approved="5")
    assert len(one(title="ก" * 2000).title) == 2000
    ((column, value),) = faults(title="ก" * 2001)
    assert column == "title"
    assert len(value) <= 200


def test_a_dash_is_no_reference() -> None:
    assert one(reference=" - ").reference is None
    assert one(reference="1-2").reference == "1-2"


def test_control_characters_are_neither_stored_nor_told() -> None:
    assert one(title="ถนน\x00สาย\x1b[31m1\x07").title == "ถนนสาย[31m1"
    ((_, value),) = faults(approved="\x1b[2Jมาก\n")
    assert value == "[2Jมาก"


@settings(deadline=None)
@given(st.lists(st.text() | st.text("กา\u0e4d\u0e48\u0e38\u0e3aเแ -\u200ba"), min_size=1, max_size=5))
def test_lines_are_settled_whatever_they_hold(texts: list[str]) -> None:
    refusals = Refusals()
    read = read_lines(pd.Series(texts, dtype="str"), "c", refusals)
    for at, text in enumerate(texts):
        assert read[at] in (None, one_line(text))
        assert read[at] or text.startswith(UNVALUED) or not one_line(text).strip("-–—−_.‐‑‒― ")


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("19.9047", "99.8412"),
        ("๑๙.๙๐๔๗", "๙๙.๘๔๑๒"),
        ("19°54'16.92\"N", "99°50'28.32\"E"),
        ("19 องศา 54 ลิปดา 16.92 ฟิลิปดา", "99 องศา 50 ลิปดา 28.32 ฟิลิปดา"),
        ("19,9047", "99,8412"),
    ],
)
def test_degrees_are_read_in_any_notation(lat: str, lon: str) -> None:
    row = one(lat=lat, lon=lon)
    point = shapely.from_wkb(row.geom)
    assert (point.y, point.x) == pytest.approx((19.9047, 99.8412), abs=1e-7)
    assert row.place_text == f"{lat} {lon}"
    assert row.place_crs == "EPSG:4326"


@pytest.mark.parametrize(
    ("cells", "column", "word"),
    [
        ({"lat": "19.9", "lon": ""}, "lon", "Half"),
        ({"lat": "-", "lon": "99.8"}, "lat", "Half"),
        ({"lat": "99.8", "lon": "19.9"}, "lat / lon", "swapped"),
        ({"lat": "51.5", "lon": "-0.13"}, "lat / lon", "outside Thailand"),
        ({"lat": "0", "lon": "0"}, "lat / lon", "outside Thailand"),
        ({"lat": "19.9", "lon": "999"}, "lat / lon", "outside Thailand"),
        ({"lat": "ริมถนน", "lon": "99.8"}, "lat / lon", "not a"),
        ({"x": "588123", "y": "2201234"}, "y / x", "EPSG:32647"),
        ({"x": "588123", "y": ""}, "y", "Half"),
        ({"พิกัด": "หลัก กม. 12+500 ถึง 13+200"}, "พิกัด", "no single reading"),
    ],
)
def test_what_is_no_place_in_thailand_is_refused(cells: dict[str, str], column: str, word: str) -> None:
    (fault,) = checked([{"title": "ถนน", **cells}]).refused
    assert fault.column == column
    assert word in fault.english


def test_the_declared_system_moves_bare_numbers() -> None:
    cells = {"title": "ถนน", "X": "588123", "Y": "2201234"}
    wgs, indian = (
        shapely.from_wkb(checked([cells], crs=crs).good.geom.iloc[0]) for crs in ("EPSG:32647", "EPSG:24047")
    )
    apart = np.hypot((wgs.x - indian.x) * 111_320 * np.cos(np.radians(wgs.y)), (wgs.y - indian.y) * 110_600)
    assert apart == pytest.approx(453, abs=5)
    spoken = checked([{**cells, "X": "588,123 ม.", "Y": "2,201,234 ม."}], crs="EPSG:24047").good.geom.iloc[0]
    assert shapely.from_wkb(spoken).equals_exact(indian, 1e-9)


def test_metres_the_other_way_round_are_put_right() -> None:
    right, wrong = (
        checked([{"title": "ถนน", "X": x, "Y": y}], crs="EPSG:32647").good.geom.iloc[0]
        for x, y in (("588123", "2201234"), ("2201234", "588123"))
    )
    assert right == wrong


def test_web_mercator_in_the_deep_south_is_not_turned_round() -> None:
    found = checked([{"title": "ถนน", "X": "11300000", "Y": "650000"}], crs="EPSG:3857")
    point = shapely.from_wkb(found.good.geom.iloc[0])
    assert (point.x, point.y) == pytest.approx((101.5091, 5.8290), abs=1e-3)


def test_each_row_is_placed_by_what_it_has() -> None:
    found = checked(
        [
            {"title": "ก", "lat": "19.9047", "lon": "99.8412"},
            {"title": "ข", "lat": "-", "lon": "-", "X": "588123", "Y": "2201234"},
            {"title": "ค", "พิกัด": "19.9047, 99.8412"},
            {"title": "ง", "พิกัด": "หมู่ 3 บ้านดอยงาม"},
        ],
        crs="EPSG:32647",
    )
    assert found.refused == []
    assert found.good.geom.notna().tolist() == [True, True, True, False]
    assert found.unrecognised == {("พิกัด", "หมู่ 3 บ้านดอยงาม"): 1}


def test_shapes_of_any_kind_but_mixtures_are_places() -> None:
    point, line = shapely.Point(99.8, 19.9), shapely.LineString([(99.8, 19.9), (99.9, 19.9)])
    shapes = [
        point,
        line,
        line.buffer(0.01),
        shapely.MultiPoint([point]),
        None,
        shapely.GeometryCollection([point, line]),
        shapely.Point(19.9, 9.8),
    ]
    found = checked([{"title": str(at)} for at in range(len(shapes))], shapes=shapes)
    assert found.good.row.tolist() == [2, 3, 4, 5, 6]
    assert [fault.row for fault in found.refused] == [7, 8]
    assert found.left_out == []


@pytest.mark.parametrize(
    ("cells", "needs", "reason"),
    [
        ({"title": "ก่อสร้างถนน"}, True, None),
        ({"title": "จัดซื้อครุภัณฑ์คอมพิวเตอร์"}, False, "ครุภัณฑ์และวัสดุ: ไม่มีที่ตั้งเฉพาะ"),
        ({"title": "จัดซื้อครุภัณฑ์คอมพิวเตอร์", "lat": "19.9", "lon": "99.8"}, True, None),
        ({"title": "ก่อสร้างถนน", "needs_place": "ไม่", "no_place_reason": "โอนให้กรม"}, False, "โอนให้กรม"),
        ({"title": "จัดซื้อครุภัณฑ์คอมพิวเตอร์", "needs_place": "yes"}, True, None),
    ],
)
def test_what_needs_no_place_says_why(cells: dict[str, str], needs: bool, reason: str | None) -> None:
    row = one(**cells)
    assert (row.needs_place, row.no_place_reason) == (needs, reason)


def test_programmes_and_sources_on_no_list_are_counted() -> None:
    rows = [
        {"title": "ก", "แผนงาน": text, "แหล่งเงิน": "-"}
        for text in ("แผนงานเคหะและชุมชน", "บูรณาการ", "บูรณาการ", "-")
    ]
    found = checked(rows)
    assert found.good.programme.tolist() == ["00240", None, None, None]
    assert found.unrecognised == {("แผนงาน", "บูรณาการ"): 2}


PLAN = ("ที่", "โครงการ", "รายละเอียด", "งบประมาณ", "หน่วยงาน")


def plan(*rows: Sequence[str]) -> Rows:
    """Rows of a plan."""
    return [dict(zip(PLAN, [*row, *[""] * 5][:5], strict=True)) for row in rows]


def test_sums_headings_and_continuations_are_no_projects() -> None:
    found = kinds(
        plan(
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            ("ยุทธศาสตร์ที่ 1 ด้านโครงสร้างพื้นฐาน",),
            ("", "แผนงานอุตสาหกรรมและการโยธา"),
            ("1", "ก่อสร้างถนน หมู่ 1", "กว้าง 4 ม.", "500,000", "กองช่าง"),
            ("", "", "ยาว 200 ม."),
            ("", "และหมู่ 2", "หนา 0.15 ม.", "", "กองช่าง"),
            ("2", "ขุดลอกคลอง", "", "-", "กองช่าง"),
            ("", "รวม 2 โครงการ", "", "500,000"),
            ("", "รวมแผนงานอุตสาหกรรมและการโยธา", "", "500,000"),
            ("", "แผนงานสาธารณสุข", "", "100,000"),
            ("1", "พ่นหมอกควัน", "", "๑๐๐,๐๐๐.-", "กองสาธารณสุข"),
            ("3",),
            ("รวมทั้งสิ้น", "", "", "600,000"),
            ("หมายเหตุ : เพิ่มเติมครั้งที่ 1",),
            ("", "", "", "(ลงชื่อ) ......", "ผู้จัดทำ"),
        )
    )
    assert found == [
        (2, "column-numbers"),
        (3, "heading"),
        (4, "heading"),
        (6, "nothing"),
        (7, "nothing"),
        (9, "total"),
        (10, "total"),
        (11, "total"),
        (13, "nothing"),
        (14, "total"),
        (15, "heading"),
        (16, "nothing"),
    ]


def test_the_programme_of_a_section_is_that_of_its_projects() -> None:
    rows = plan(
        ("1", "ก่อนหมวดใด", "", "1"),
        ("", "1.1 แผนงานเคหะและชุมชน"),
        ("1", "ก่อสร้างถนน", "", "1"),
        ("2", "ก่อสร้างคลอง", "", "1"),
        ("", "รวมแผนงานเคหะและชุมชน", "", "2"),
        ("แผนงานสาธารณสุข", "", "", "1"),
        ("1", "พ่นหมอกควัน", "", "1"),
        ("ยุทธศาสตร์ที่ 2",),
        ("1", "อื่น ๆ", "", "1"),
    )
    found = checked(rows)
    assert found.good.programme.tolist() == [None, "00240", "00240", "00220", None]
    assert found.programme is None
    told = checked([{**row, "แผนงาน": "การศึกษา" if row["ที่"] in ("1", "2") else ""} for row in rows])
    assert set(told.good.programme) == {"00210"}


@pytest.mark.parametrize(
    "row",
    [
        ("5", "รวมพลังสามัคคี", "", "1"),
        ("6", "รวม", "", "1"),
        ("7", "แผนงานเฉลิมพระเกียรติ", "", "1"),
        ("8", "Total Station"),
        ("9", "ด้านหน้าอาคาร ปรับปรุง", "กว้าง 4 ม."),
    ],
)
def test_what_has_a_number_is_a_project_whatever_it_is_called(row: Sequence[str]) -> None:
    assert kinds(plan(("1", "ถนน", "", "1"), row)) == []


@pytest.mark.parametrize("title", ["รวมทั้งสิ้น", "รวมเป็นเงินทั้งสิ้น", "Grand Total"])
def test_the_sum_of_all_is_no_project_even_with_a_number_drawn_down_to_it(title: str) -> None:
    assert kinds(plan(("1", "ถนน", "", "1"), ("2", title, "", "1"))) == [(3, "total")]


def test_titles_alone_are_projects_where_nothing_is_numbered() -> None:
    assert kinds([{"title": "ถนน"}, {"title": "Total Station"}, {"title": "แผนงานใหม่"}]) == []
    assert kinds([{"title": "ถนน", "budget": "5"}, {"title": "คลอง", "budget": ""}]) == []
    assert kinds([{"title": "ถนน", "budget": "5"}, {"title": "แผนงานสาธารณสุข", "budget": ""}]) == [
        (3, "heading")
    ]


def test_names_below_a_table_without_numbers_are_no_projects() -> None:
    rows = [
        {"title": "ถนน", "budget": "5"},
        {"title": "ลงชื่อ..............ผู้จัดทำ", "budget": ""},
        {"title": "(นายสมชาย ใจดี)", "budget": ""},
        {"title": "ผู้อำนวยการกองช่าง", "budget": ""},
    ]
    assert kinds(rows) == [(3, "signature"), (4, "signature"), (5, "signature")]
    assert kinds([*rows[:2], {"title": "ฝาย", "budget": "7"}, {"title": "คลอง", "budget": ""}]) == [
        (3, "signature")
    ]
    assert kinds([{"title": "ลานผู้สูงอายุ"}, {"title": "(นางแล) ขุดลอกคลอง (ต่อ)"}]) == []


def test_a_formula_without_its_value_is_no_title_and_no_amount() -> None:
    assert [column for column, _ in faults(title=f"{UNVALUED}=A1&B1", budget="5")] == ["title"]
    (fault,) = checked([{"title": "ถนน", "budget": f"{UNVALUED}=A1*2"}]).refused
    assert (fault.value, "value was not saved" in fault.english) == ("=A1*2", True)


def test_the_amount_of_a_total_is_told() -> None:
    found = checked(plan(("1", "ถนน", "", "500"), ("", "รวมทั้งสิ้น", "", "๕๐๐.-")))
    (total,) = found.left_out
    assert (total.row, total.text, total.amount) == (3, "รวมทั้งสิ้น ๕๐๐.-", "500.00")


WORDS = st.sampled_from(
    [
        "",
        "-",
        "0",
        "1",
        "รวม",
        "รวมทั้งสิ้น",
        "ถนน",
        "5571401",
        "ต้า",
        "2568",
        "19.9",
        "99.8",
        "588123",
        "(2)",
        "\x00",
        "แผนงาน",
    ]
)
CELLS = WORDS | st.text(max_size=20) | st.text("0123456789๐๑๒.,-/°'\"NE บาท", max_size=20)
HEADS = [words[0] for words in fields().values()]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=len(HEADS), max_size=len(HEADS)), max_size=4),
    st.sampled_from([None, OURS]),
    st.sampled_from([None, 2025]),
    st.sampled_from([None, "EPSG:32647", "EPSG:24047", "EPSG:4240"]),
)
def test_no_text_in_any_cell_fails_otherwise_than_by_a_refusal(
    rows: list[list[str]], authority: int | None, year: int | None, crs: str | None
) -> None:
    found = checked(
        [dict(zip(HEADS, row, strict=True)) for row in rows] or [], authority=authority, year=year, crs=crs
    )
    numbers = [*found.good.row, *{fault.row for fault in found.refused}, *(row.row for row in found.left_out)]
    assert sorted(numbers) == [*range(2, len(rows) + 2)]
    assert all("\x00" not in str(cell) for cell in found.good.to_numpy().ravel())
    assert found.good.title.str.len().between(1, 2000).all()


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(HEADS), CELLS)
def test_no_text_in_one_cell_of_a_good_row_fails(head: str, cell: str) -> None:
    good = {"ชื่อโครงการ": "ถนน", "งบประมาณ": "500", "ละติจูด": "19.9", "ลองจิจูด": "99.8"}
    found = checked([{**good, head: cell}])
    assert len(found.good) + len(found.left_out) + bool(found.refused) == 1
