"""Which column of a file becomes which field of a project."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.projects.columns import WrongMap, check_enough, fields, find_columns
from geo.errors import BadRequest, Refused


def taken(*names: str, year: int | None = None, **said: str) -> dict[str, str]:
    """The column of each field; `said` maps fields to columns."""
    return find_columns(names, {column: field for field, column in said.items()}, year).taken


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            ["ที่", "โครงการ", "รายละเอียดของกิจกรรม", "งบประมาณ (บาท)", "สถานที่ดำเนินการ", "หน่วยงานรับผิดชอบหลัก"],
            {
                "serial": "ที่",
                "title": "โครงการ",
                "approved": "งบประมาณ (บาท)",
                "authority_name": "หน่วยงานรับผิดชอบหลัก",
            },
        ),
        (
            [
                "item_id",
                "กระทรวง",
                "แผนงาน",
                "ชื่อโครงการ",
                "ปีงบประมาณ (พ.ศ.)",
                "งบประมาณปี 2565 (บาท)",
                "รวมทุกปี (บาท)",
            ],
            {
                "reference": "item_id",
                "programme": "แผนงาน",
                "title": "ชื่อโครงการ",
                "fiscal_year": "ปีงบประมาณ (พ.ศ.)",
                "approved": "งบประมาณปี 2565 (บาท)",
            },
        ),
        (
            ["ลำดับที่", "รหัส อปท.", "ชื่อ อปท.", "อำเภอ", "พิกัด (ละติจูด)", "พิกัด (ลองจิจูด)", "วันที่ (ว/ด/พ.ศ.)"],
            {
                "serial": "ลำดับที่",
                "authority": "รหัส อปท.",
                "authority_name": "ชื่อ อปท.",
                "lat": "พิกัด (ละติจูด)",
                "lon": "พิกัด (ลองจิจูด)",
                "approved_on": "วันที่ (ว/ด/พ.ศ.)",
            },
        ),
        (
            ["Project Name", "Budget (THB)", "Contract Amount", "Paid Amount", "X", "Y", "Remarks"],
            {
                "title": "Project Name",
                "approved": "Budget (THB)",
                "contracted": "Contract Amount",
                "paid": "Paid Amount",
                "easting": "X",
                "northing": "Y",
                "note": "Remarks",
            },
        ),
        (
            ["งานที่จัดซื้อหรือจัดจ้าง", "วงเงินที่จะซื้อหรือจ้าง", "ราคากลาง", "ราคาที่ตกลงซื้อหรือจ้าง"],
            {
                "title": "งานที่จัดซื้อหรือจัดจ้าง",
                "approved": "วงเงินที่จะซื้อหรือจ้าง",
                "contracted": "ราคาที่ตกลงซื้อหรือจ้าง",
            },
        ),
        (
            ["#", "รายการ", "วงเงินงบประมาณ", "วงเงินตามสัญญา (บาท)", "เบิกจ่ายแล้ว", "สัญญาเลขที่", "ผู้รับจ้าง"],
            {
                "serial": "#",
                "title": "รายการ",
                "approved": "วงเงินงบประมาณ",
                "contracted": "วงเงินตามสัญญา (บาท)",
                "paid": "เบิกจ่ายแล้ว",
                "document": "สัญญาเลขที่",
                "contractor": "ผู้รับจ้าง",
            },
        ),
    ],
)
def test_headings_of_real_files_are_understood(names: list[str], expected: dict[str, str]) -> None:
    assert taken(*names) == expected


def test_a_budget_that_was_paid_out_is_what_was_paid() -> None:
    assert taken("งบประมาณ อนุมัติ", "งบประมาณ เบิกจ่าย") == {
        "approved": "งบประมาณ อนุมัติ",
        "paid": "งบประมาณ เบิกจ่าย",
    }
    assert "approved" not in taken("งบประมาณที่เบิกจ่ายแล้ว")


def test_our_own_exports_are_understood() -> None:
    short = "ID REFERENCE TITLE FISC_YEAR STAGE AUTH_CODE AUTH_NAME PROG_CODE CAT_CODE APPROVED REMAINING"
    found = taken(*short.split())
    assert found["reference"] == "REFERENCE"
    assert found["authority"] == "AUTH_CODE"
    assert found["approved"] == "APPROVED"
    assert {"ID", "STAGE", "REMAINING"}.isdisjoint(found.values())


@pytest.mark.parametrize(
    "heading",
    [
        "งบประมาณคงเหลือ",
        "budget balance",
        "budget year",
        "วันที่เริ่มสัญญา",
        "วันที่สิ้นสุดสัญญา",
        "contract status",
        "contract_start_date",
        "project type id",
        "approved by",
        "เบิกจ่ายร้อยละ",
        "date created",
        "%",
        "(บาท)",
        "",
    ],
)
def test_a_heading_of_another_thing_is_not_taken_for_money_or_a_date(heading: str) -> None:
    assert not {"approved", "contracted", "paid", "approved_on", "title"} & taken(heading).keys()


def test_a_word_of_a_field_goes_before_a_heading_that_begins_with_it() -> None:
    assert taken("งบประมาณรายจ่ายอื่น", "งบประมาณ")["approved"] == "งบประมาณ"
    assert taken("id", "reference")["reference"] == "reference"
    assert taken("งบประมาณ", "งบประมาณที่อนุมัติ")["approved"] == "งบประมาณที่อนุมัติ"


def test_of_a_budget_for_each_year_that_of_the_year_is_taken() -> None:
    years = [f"งบประมาณ {year} (บาท)" for year in (2566, 2567, 2568)]
    assert taken("โครงการ", *years, year=2025)["approved"] == "งบประมาณ 2568 (บาท)"
    assert taken("โครงการ", *years, approved="งบประมาณ 2566 (บาท)")["approved"] == "งบประมาณ 2566 (บาท)"
    for year in (None, 2030):
        with pytest.raises(BadRequest, match="--fiscal-year"):
            taken("โครงการ", *years, year=year)


def test_of_several_columns_of_money_the_whole_is_taken_or_it_is_asked_which() -> None:
    parts = ["งบประมาณ ข้อบัญญัติ", "งบประมาณ เงินอุดหนุน"]
    assert taken("โครงการ", *parts, "งบประมาณ รวม")["approved"] == "งบประมาณ รวม"
    assert taken("โครงการ", "งบประมาณ (บาท)", "งบประมาณ (แผน)")["approved"] == "งบประมาณ (บาท)"
    for names in (parts, ["งบประมาณ", "งบประมาณ (2)"], ["เบิกจ่าย (ต.ค.)", "เบิกจ่าย (พ.ย.)"]):
        with pytest.raises(BadRequest, match="--map"):
            taken("โครงการ", *names)


def test_one_coordinate_of_several_is_told_by_its_heading() -> None:
    ends = [f"พิกัด{end} {axis}" for end in ("เริ่มต้น", "สิ้นสุด") for axis in ("Lat", "Long")]
    assert taken("โครงการ", *ends) == {"title": "โครงการ", "lat": ends[0], "lon": ends[1]}
    assert taken("จุดเริ่มต้น ละติจูด", "จุดเริ่มต้น ลองจิจูด").keys() == {"lat", "lon"}
    assert taken("พิกัด UTM X", "พิกัด UTM Y") == {"easting": "พิกัด UTM X", "northing": "พิกัด UTM Y"}
    assert taken("พิกัด google") == {"place": "พิกัด google"}


def test_what_is_said_of_a_column_goes_first() -> None:
    assert taken("ชื่อ", "งบ", "งบประมาณ", title="ชื่อ", approved="งบ") == {"title": "ชื่อ", "approved": "งบ"}
    found = find_columns(["Name ", "name"], {"name": "title"})
    assert found.taken["title"] == "name"


def test_a_column_may_be_typed_with_other_blanks_and_case() -> None:
    assert taken("พิกัด Lat", lat="พิกัดlat") == {"lat": "พิกัด Lat"}


def test_a_column_can_be_kept_out() -> None:
    found = find_columns(["title", "location", "id"], {"location": "ignore", "ID": "ignore"})
    assert found.taken == {"title": "title"}
    assert found.ignored == ("location", "id")


@pytest.mark.parametrize(
    "said", [{"ก": "price"}, {"ค": "title"}, {"ก": "title", "ข": "title"}, {"ก": ""}, {"": "title"}]
)
def test_a_map_that_fits_nothing_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(WrongMap):
        find_columns(["ก", "ข"], said)


@settings(deadline=None)
@given(
    st.lists(st.text(max_size=12) | st.sampled_from([w for ws in fields().values() for w in ws]), unique=True)
)
def test_any_headings_are_each_taken_once_or_ignored_unless_the_money_is_unclear(names: list[str]) -> None:
    try:
        found = find_columns(names, {}, 2025)
    except BadRequest as unclear:
        assert "--map" in unclear.english
        return
    assert sorted([*found.taken.values(), *found.ignored]) == sorted(names)
    assert found.taken.keys() <= fields().keys()


def test_a_file_without_any_field_is_not_asked_for_one_of_them() -> None:
    with pytest.raises(Refused, match="no feature with any data"):
        check_enough(find_columns([], {}, None), authority=True, fiscal_year=True)
