"""Workbooks as spreadsheet programs and the systems of public offices really write them."""

import shutil
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest

from etl.readers.limits import DEFAULT, Limits
from etl.readers.tables import open_table
from etl.readers.upload import Kind, inspect
from geo.errors import Refused
from geo.thai.dates import parse_date
from geo.thai.money import parse_money

WORKBOOKS = Path(__file__).with_name("workbooks")
KNOWN = ["โครงการ", "อนุมัติ", "เบิกจ่าย", "วันที่"]
COLUMNS = ["ที่", "โครงการ", "งบประมาณ อนุมัติ", "งบประมาณ เบิกจ่าย", "หมายเหตุ", "วันที่", "ร้อยละ"]
ROWS = [
    ["1", "ถนน คสล. หมู่ที่ ๑", "500000", "250000", "ปกติ", "2025-03-15", "0.5"],
    ["2", "คลอง", "๒๕๐,๐๐๐.๕๐", "#DIV/0!", "", "2568-12-31", "0.125"],
    ["3", "ฝาย", "1234567.89", "#N/A", "#N/A", "2025-04-01T13:30:00", ""],
]


def read(path: Path, limits: Limits = DEFAULT) -> tuple[list[str], list[list[str]]]:
    with open_table(path, KNOWN, limits=limits) as table:
        return table.columns, [row for frame in table.chunks for row in frame.texts.to_numpy().tolist()]


def refused(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        read(path)
    assert refusal.value.thai != refusal.value.english
    return refusal.value.english


@pytest.mark.parametrize("name", ["plan.xls", "plan.ods", "plan1904.xls", "plan1904.xlsx"])
def test_every_kind_of_workbook_gives_the_same_cells(name: str) -> None:
    assert read(WORKBOOKS / name) == (COLUMNS, ROWS)


def test_dates_of_both_eras_are_the_days_they_name() -> None:
    dates = [parse_date(row[5]) for row in read(WORKBOOKS / "plan.xls")[1]]
    assert dates == [date(2025, 3, 15), date(2025, 12, 31), date(2025, 4, 1)]


def test_html_under_the_name_of_a_workbook_is_read_with_its_merged_header() -> None:
    columns, rows = read(WORKBOOKS / "page.xls")
    assert columns == COLUMNS
    assert [parse_money(row[2]) for row in rows] == [parse_money("500000"), parse_money("1234567.89")]


@pytest.mark.parametrize("kept", ["plan.xls", "plan.ods", "plan1904.xlsx", "page.xls"])
@pytest.mark.parametrize("ending", [".xls", ".xlsx", ".ods"])
def test_the_content_says_which_kind_a_workbook_is(tmp_path: Path, kept: str, ending: str) -> None:
    there = shutil.copy(WORKBOOKS / kept, tmp_path / f"a{ending}")
    assert read(there) == read(WORKBOOKS / kept)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_tabs_under_the_name_of_a_workbook_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes("โครงการ\tอนุมัติ\r\nถนนหมู่ที่ ๑\t1,500\r\n".encode(encoding))
    assert inspect(path).kind is Kind.CSV
    assert read(path) == (["โครงการ", "อนุมัติ"], [["ถนนหมู่ที่ ๑", "1,500"]])


@pytest.mark.parametrize("name", ["password.xls", "password.ods"])
def test_a_password_is_told_apart_from_damage(name: str) -> None:
    assert "password" in refused(WORKBOOKS / name) and "damaged" not in refused(WORKBOOKS / name)


def test_a_password_of_a_new_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0".ljust(512, b"\0") + "EncryptedPackage".encode("utf-16-le"))
    assert "password" in refused(path)


@pytest.mark.parametrize("name", ["plan.xlsb", "plan.numbers", "plan.fods", "plan.xltx"])
def test_the_owner_of_another_workbook_is_told_how_to_save_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    assert "save or export it as .xlsx" in refused(tmp_path / name)


@pytest.mark.parametrize(
    "content",
    [
        b"\x09\x04\x06\x00\x00\x04\x10\x00",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n",
    ],
)
def test_older_ways_of_keeping_a_workbook_are_told_how_to_be_saved(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xls").write_bytes(content)
    assert "save or export it as .xlsx" in refused(tmp_path / "a.xls")


def test_a_binary_workbook_by_another_name_is_told_how_to_be_saved(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.bin", b"\0")
    assert "save or export it as .xlsx" in refused(tmp_path / "a.xlsx")


@pytest.mark.parametrize("name", ["plan.xls", "plan.ods"])
def test_a_damaged_workbook_is_refused_wherever_it_breaks(tmp_path: Path, name: str) -> None:
    whole = (WORKBOOKS / name).read_bytes()
    for part in (0.1, 0.4, 0.7, 0.95):
        (tmp_path / name).write_bytes(whole[: int(len(whole) * part)])
        assert refused(tmp_path / name)


def test_sectors_that_lead_in_a_circle_are_refused(tmp_path: Path) -> None:
    content = bytearray((WORKBOOKS / "plan.xls").read_bytes())
    table = 512 * (1 + struct.unpack_from("<I", content, 76)[0])
    for sector in range(128):
        struct.pack_into("<I", content, table + 4 * sector, sector)
    (tmp_path / "a.xls").write_bytes(content)
    assert "damaged" in refused(tmp_path / "a.xls") or "large" in refused(tmp_path / "a.xls")


def test_cells_repeated_beyond_reason_are_refused(tmp_path: Path) -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
    )
    row += (
        'table:number-columns-repeated="16384"><text:p>โครงการ</text:p></table:table-cell></table:table-row>'
    )
    with zipfile.ZipFile(WORKBOOKS / "plan.ods") as kept, zipfile.ZipFile(tmp_path / "a.ods", "w") as made:
        for info in kept.infolist():
            content = kept.read(info)
            if info.filename == "content.xml":
                content = content.replace(b"</table:table>", row.encode() + b"</table:table>", 1)
            made.writestr(info, content)
    with pytest.raises(Refused):
        read(tmp_path / "a.ods", Limits(workbook_memory=400 << 20, workbook_seconds=10))


def page(path: Path, table: str) -> Path:
    path.write_text(f"<html><body>{table}</body></html>", "utf-8")
    return path


def test_rows_of_html_need_no_closing_tags_and_keep_their_letters(tmp_path: Path) -> None:
    table = """<TABLE><tr><td>โครงการ<td>อนุมัติ
        <tr><td>ถนน&nbsp;<b>คสล.</b> &lt;1&gt;<br>สาย 2<td> 1,500 </TABLE>
        <table><tr><td><style>td {}</style>คลอง</td><td>2</td></tr></table>"""
    _, rows = read(page(tmp_path / "a.xls", table))
    assert rows == [["ถนน คสล. <1> สาย 2", "1,500"], ["คลอง", "2"]]


def test_cells_of_html_that_span_rows_push_those_below_aside(tmp_path: Path) -> None:
    table = (
        """<table><tr><th>โครงการ<th>อนุมัติ<th>เบิกจ่าย<tr><td rowspan=2>ถนน<td>1<td>2<tr><td>3<td>4</table>"""
    )
    assert read(page(tmp_path / "a.xls", table))[1] == [["ถนน", "1", "2"], ["", "3", "4"]]


@pytest.mark.parametrize("begin", ["\r\n\r\n", "<div>", '<?xml version="1.0"?><html>', "<style>td{}</style>"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874", "utf-16"])
def test_html_is_known_however_it_begins(tmp_path: Path, begin: str, encoding: str) -> None:
    rows = "<table><tr><td>โครงการ<td>อนุมัติ<tr><td>ถนนลาดยาง<td>5</table>"
    (tmp_path / "a.xls").write_bytes((begin + rows).encode(encoding))
    assert read(tmp_path / "a.xls") == (["โครงการ", "อนุมัติ"], [["ถนนลาดยาง", "5"]])


def test_html_without_a_table_is_refused(tmp_path: Path) -> None:
    assert "No header" in refused(page(tmp_path / "a.xls", "<p>กรุณาเข้าสู่ระบบ</p>"))


def test_html_too_wide_is_refused(tmp_path: Path) -> None:
    table = '<table><tr><td>โครงการ<td colspan="999999">อนุมัติ</table>'
    assert "more than 500 columns" in refused(page(tmp_path / "a.xls", table))
