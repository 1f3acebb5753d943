import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from etl.readers.limits import DEFAULT, Limits
from etl.readers.tables import open_table
from etl.readers.workbook_xlsx import UNVALUED
from geo.errors import Refused
from geo.thai.dates import parse_date

KNOWN = ["โครงการ", "งบประมาณ", "วันที่"]

PARTS = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="xml" ContentType="application/xml"/></Types>""",
    "_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="r1" Target="xl/workbook.xml"
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
        </Relationships>""",
    "xl/workbook.xml": """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
        <sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<Relationships
        xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="r1" Target="worksheets/sheet1.xml"
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>
        <Relationship Id="r2" Target="sharedStrings.xml"
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>
        </Relationships>""",
}
SHEET = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
    <sheetData>{}</sheetData></worksheet>"""
STRINGS = """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>"""
TITLE = '<row r="1"><c r="A1" t="inlineStr"><is><t>โครงการ</t></is></c></row>'


def by_hand(path: Path, rows: str, strings: str = "", **parts: str) -> Path:
    """Write a workbook part by part, as no spreadsheet program would."""
    sheets = {"xl/worksheets/sheet1.xml": SHEET.format(rows), "xl/sharedStrings.xml": STRINGS.format(strings)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (PARTS | sheets | parts).items():
            archive.writestr(name, content)
    return path


def cells(path: Path, sheet: str | None = None, limits: Limits = DEFAULT) -> list[list[str]]:
    with open_table(path, KNOWN, sheet=sheet, limits=limits) as table:
        return [row for frame in table.chunks for row in frame.texts.to_numpy().tolist()]


def test_cells_become_the_text_that_their_owner_would_type(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx", {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["โครงการ", "งบประมาณ", "วันที่", "ก", "ข", "ค", "ง"])
    sheet.write_row(1, 0, ["ถนน", 1594300, date(2018, 10, 5), 1.1 + 2.2, True, 66029108764, 1e-7])
    sheet.write_datetime(2, 2, datetime(2018, 10, 5, 13, 30))
    sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    book.close()
    first, second = cells(tmp_path / "a.xlsx")
    assert first == ["ถนน", "1594300", "2018-10-05", "3.3", "TRUE", "66029108764", "0.0000001"]
    assert parse_date(second[2]) == date(2018, 10, 5)
    assert second[3] == "#DIV/0!"


def test_the_sheet_whose_header_fits_best_is_read_unless_another_is_named(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    for name, rows in {
        "ปก": [["แผนพัฒนา"]],
        "ข้อมูล": [["", ""], ["", "โครงการ", "งบประมาณ"], ["", "ถนน", 5]],
        "ซ่อน": [["โครงการ", "งบประมาณ", "วันที่"], ["ลับ", 1, 2]],
    }.items():
        sheet = book.add_worksheet(name)
        for index, row in enumerate(rows):
            sheet.write_row(index, 0, row)
    book.worksheets()[2].hide()
    book.close()
    with open_table(tmp_path / "a.xlsx", KNOWN) as table:
        frames = list(table.chunks)
    assert (table.sheet, table.header_rows) == ("ข้อมูล", (2, 2))
    assert table.columns == ["คอลัมน์ A", "โครงการ", "งบประมาณ"]
    assert frames[0].rows.tolist() == [3]
    assert cells(tmp_path / "a.xlsx", "ซ่อน") == [["ลับ", "1", "2"]]
    with pytest.raises(Refused, match="ข้อมูล"):
        cells(tmp_path / "a.xlsx", "ไม่มี")


def test_a_workbook_made_by_hand_is_read(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "a.xlsx", TITLE + '<row r="3"><c r="A3"><v>5</v></c></row>')
    assert cells(path) == [["5"]]


def test_a_formula_without_its_value_and_an_error_are_no_empty_cells(tmp_path: Path) -> None:
    heads = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in KNOWN)
    rows = """
        <row r="3"><c r="A3"><v>5</v></c><c r="C3"><f>A3*2</f><v/></c><c r="B3" t="e"><v>#REF!</v></c></row>
        <row r="5"><c t="str"><f>T(1)</f><v></v></c><c><f>1+1</f><v>2</v></c><c><f t="shared"/></c></row>
        <row><c/><c t="str"><f>T(2)</f></c><c><v>7</v></c></row>"""
    first, second, third = cells(by_hand(tmp_path / "a.xlsx", f'<row r="1">{heads}</row>{rows}'))
    assert first == ["5", "#REF!", f"{UNVALUED}=A3*2"]
    assert second == ["", "2", f"{UNVALUED}="]
    assert third == ["", f"{UNVALUED}=T(2)", "7"]


def test_cells_absurdly_far_apart_are_refused(tmp_path: Path) -> None:
    far = TITLE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(Refused, match="too large"):
        cells(by_hand(tmp_path / "a.xlsx", far))


def test_one_long_text_shared_by_many_cells_is_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_000))
    path = by_hand(tmp_path / "a.xlsx", rows, f"<si><t>{'x' * 30_000}</t></si>")
    with pytest.raises(Refused, match="too large"):
        cells(path, limits=Limits(workbook_memory=400 << 20))


def test_document_types_and_entities_are_refused(tmp_path: Path) -> None:
    workbook = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + PARTS["xl/workbook.xml"]
    with pytest.raises(Refused, match="damaged"):
        cells(by_hand(tmp_path / "a.xlsx", TITLE, **{"xl/workbook.xml": workbook}))


@pytest.mark.parametrize("broken", ["workbook.xml", "_rels/workbook.xml.rels", "worksheets/sheet1.xml"])
def test_a_damaged_workbook_is_refused(tmp_path: Path, broken: str) -> None:
    with pytest.raises(Refused):
        cells(by_hand(tmp_path / "a.xlsx", TITLE, **{f"xl/{broken}": "<oops"}))


def test_a_workbook_without_data_is_refused(tmp_path: Path) -> None:
    xlsxwriter.Workbook(tmp_path / "a.xlsx").close()
    with pytest.raises(Refused, match="no sheet"):
        cells(tmp_path / "a.xlsx")


def open_files() -> set[Path]:
    return set(Path("/proc/self/fd").iterdir())


def children() -> set[str]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {pid for task in tasks for pid in task.read_text().split()}


def test_no_process_outlives_a_table_that_was_left_early(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "a.xlsx", TITLE + '<row r="2"><c r="A2"><v>5</v></c></row>')
    files, processes = open_files(), children()
    with pytest.raises(RuntimeError), open_table(path, KNOWN):
        assert children() - processes
        raise RuntimeError
    assert open_files() <= files
    assert children() <= processes
