import pytest

from etl.readers.header import WIDEST, Merge, find_header, fold, letters

KNOWN = ["ที่", "โครงการ", "งบประมาณ", "หน่วยงาน", "lat", "long", "หมายเหตุ"]


def test_a_header_on_the_first_row_is_found() -> None:
    header = find_header([["โครงการ", "งบประมาณ (บาท)"], ["ถนน", "100"]], KNOWN)
    assert header is not None
    assert (header.first, header.last, header.columns) == (0, 0, ["โครงการ", "งบประมาณ (บาท)"])


def test_titles_above_the_header_are_passed_over() -> None:
    rows = [
        ["บัญชีโครงการและงบประมาณ ประจำปี 2565", "", "", ""],
        [""],
        ["ที่", "โครงการ", "งบประมาณ", ""],
        ["1", "ก่อสร้างถนน", "100", ""],
    ]
    header = find_header(rows, KNOWN, [Merge(0, 0, 0, 3)])
    assert header is not None
    assert (header.first, header.last, header.columns) == (2, 2, ["ที่", "โครงการ", "งบประมาณ"])


def test_a_merged_header_of_two_rows_is_joined() -> None:
    rows = [
        ["ที่", "โครงการ", "พิกัด", "", "หมายเหตุ"],
        ["", "", "Lat", "Long", ""],
        ["1", "ถนน", "19.9", "99.8", ""],
    ]
    merges = [Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3), Merge(0, 4, 1, 4)]
    for given in (merges, []):
        header = find_header(rows, KNOWN, given)
        assert header is not None
        assert (header.first, header.last) == (0, 1)
        assert header.columns == ["ที่", "โครงการ", "พิกัด Lat", "พิกัด Long", "หมายเหตุ"]


def test_years_under_a_merged_title_belong_to_the_header() -> None:
    rows = [
        ["ที่", "โครงการ", "งบประมาณ (บาท)", "", "", "หน่วยงาน"],
        ["", "", "2566", "2567", "2568", ""],
        ["1", "ถนน", "100", "200", "300", "กองช่าง"],
    ]
    header = find_header(rows, KNOWN, [Merge(0, 2, 0, 4)])
    assert header is not None
    assert header.last == 1
    assert header.columns[2:5] == ["งบประมาณ (บาท) 2566", "งบประมาณ (บาท) 2567", "งบประมาณ (บาท) 2568"]


def test_group_titles_above_the_named_columns_are_joined() -> None:
    rows = [
        ["แผนพัฒนาท้องถิ่น", "", "", ""],
        ["รายการ", "", "ที่ตั้ง", ""],
        ["โครงการ", "งบประมาณ", "Lat", "Long"],
        ["ถนน", "1", "19", "99"],
    ]
    header = find_header(rows, KNOWN, [Merge(0, 0, 0, 3), Merge(1, 0, 1, 1), Merge(1, 2, 1, 3)])
    assert header is not None
    assert (header.first, header.last) == (1, 2)
    assert header.columns == ["รายการ โครงการ", "รายการ งบประมาณ", "ที่ตั้ง Lat", "ที่ตั้ง Long"]


def test_the_first_row_of_data_is_not_taken_for_a_part_of_the_header() -> None:
    rows = [["โครงการ", "งบประมาณ", ""], ["ถนน", "กองช่าง", "หมายเหตุยาว"], ["ฝาย", "5", ""]]
    header = find_header(rows, KNOWN)
    assert header is not None
    assert header.last == 0


def test_without_known_words_the_fullest_row_of_texts_is_the_header() -> None:
    header = find_header([["รายงาน"], ["code", "name", "area"], ["1", "ก", "2.5"]], [])
    assert header is not None
    assert header.columns == ["code", "name", "area"]


def test_nameless_and_repeated_columns_get_names_of_their_own() -> None:
    rows = [["โครงการ", "", "งบประมาณ", "งบประมาณ"], ["ถนน", "x", "1", "2"]]
    header = find_header(rows, KNOWN)
    assert header is not None
    assert header.columns == ["โครงการ", "คอลัมน์ B", "งบประมาณ", "งบประมาณ (2)"]


def test_of_a_table_without_end_to_its_right_only_the_first_columns_are_looked_at() -> None:
    header = find_header([["โครงการ", *(f"ช่อง {at}" for at in range(50_000))], ["1"] * 50_001], KNOWN)
    assert header is not None
    assert len(header.columns) == WIDEST


@pytest.mark.parametrize("rows", [[], [[]], [["", " "], ["\u00a0"]]])
def test_a_blank_sheet_has_no_header(rows: list[list[str]]) -> None:
    assert find_header(rows, KNOWN) is None


def test_titles_compare_without_case_blanks_and_punctuation() -> None:
    assert fold(" งบประมาณ (บาท) ") == fold("งบประมาณบาท")
    assert fold("ที่") != fold("ท")
    assert fold("ปี ๒๕๖๘") == "ปี2568"


def test_columns_have_a_spreadsheets_letters() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_row_of_units_below_belongs_to_the_header() -> None:
    rows = [["ที่", "โครงการ", "งบประมาณ", "ระยะทาง"], ["", "", "(ล้านบาท)", "(ม.)"], ["1", "ถนน", "1.5", "200"]]
    header = find_header(rows, KNOWN)
    assert header is not None
    assert (header.last, header.columns[2:]) == (1, ["งบประมาณ (ล้านบาท)", "ระยะทาง (ม.)"])


@pytest.mark.parametrize("below", [["1", "ถนน", "(บาท)"], ["", "(ต่อ)", ""], ["", "", "500 บาท"]])
def test_a_row_with_more_than_units_is_no_part_of_the_header(below: list[str]) -> None:
    header = find_header([["ที่", "โครงการ", "งบประมาณ"], below, ["2", "ฝาย", "5"]], KNOWN)
    assert header is not None
    assert header.last == 0


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("หน่วย : พันบาท", "พันบาท"),
        ("แผนปี 2567 (หน่วย:ล้านบาท)", "ล้านบาท"),
        ("(ล้านบาท)", "ล้านบาท"),
        ("Unit: million baht", "million baht"),
        ("หน่วยงาน : กองช่าง", ""),
        ("วงเงินรวม 5 ล้านบาท", ""),
    ],
)
def test_the_unit_above_the_header_is_told(title: str, unit: str) -> None:
    header = find_header([[title, "", ""], ["ที่", "โครงการ", "งบประมาณ"], ["1", "ถนน", "5"]], KNOWN)
    assert header is not None
    assert header.unit == unit
