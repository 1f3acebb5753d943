"""Reads one workbook in a process of its own, where a hostile one can exhaust nothing but itself.

`run()` takes `FORM FILE MEMORY SECONDS ROWS COLUMNS` as arguments; the form is `xlsx`, `xls` or `ods`. Writes
one line of JSON, `{"sheets": [{"name", "visible", "height", "width", "rows", "merges", "down"}]}` with the
upper left corner of every sheet, reads a sheet's name as a line of JSON, and writes that sheet as CSV
(UTF-8). A workbook that cannot be read ends it with status 3, one with a password with status 4.
"""

import csv
import datetime
import json
import resource
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from etl.readers import workbook_ods, workbook_xls, workbook_xlsx
from etl.readers.workbook_xlsx import Texts

UNREADABLE, PROTECTED = 3, 4
LONGEST = 500  # letters of a cell in the corner that is shown first
FAULTS = (
    ValueError,
    OSError,
    LookupError,
    RecursionError,
    struct.error,
    ElementTree.ParseError,
    zipfile.BadZipFile,
)
UNVALUED: dict[str, Callable[[str, str], Texts]] = {
    "xlsx": workbook_xlsx.unvalued,
    "xls": workbook_xls.unvalued,
    "ods": workbook_ods.unvalued,
}


def text(value: Any) -> str:
    """Return a cell as its owner would type it: whole numbers without `.0`, dates in ISO 8601."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def number(value: float) -> str:
    """Return a number at the 15 digits that a spreadsheet keeps, never with an exponent."""
    if value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f")


def rows(sheet: Any, most: int | None = None, unvalued: Texts | None = None) -> Iterator[list[str]]:
    """Yield the rows of a sheet from its first row and column on, as texts; `unvalued` stand where it has
    none.
    """
    if sheet.start is None:
        return
    margin = [""] * int(sheet.start[1])
    for index, row in enumerate(sheet.iter_rows()):
        if index == most:
            return
        cells = margin + [text(value) for value in row]
        for column, said in (unvalued or {}).get(index, {}).items():
            if column < len(cells):
                cells[column] = said
        yield cells


def summary(
    sheet: Any, visible: bool, merged: list[Any], most_rows: int, most_columns: int
) -> dict[str, Any]:
    """Return what a sheet is called, its size, its upper left corner and the merged ranges there.

    `down` are those anywhere that join rows.
    """
    corner = [[cell[:LONGEST] for cell in row[:most_columns]] for row in rows(sheet, most_rows)]
    known = [(*start, *end) for start, end in merged if start[1] < most_columns]
    return {
        "name": sheet.name,
        "visible": visible,
        "height": 0 if sheet.start is None else sheet.end[0] + 1,
        "width": 0 if sheet.start is None else sheet.end[1] + 1,
        "rows": corner,
        "merges": [merge for merge in known if merge[0] < most_rows][:10_000],
        "down": [merge for merge in known if merge[2] > merge[0]][:10_000],
    }


def serve(form: str, path: str, most_rows: int, most_columns: int) -> None:
    """Answer for one workbook on standard output what standard input asks."""
    with Path(path).open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        merges = workbook_ods.merges(path, most_rows) if form == "ods" else {}
        found = []
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(about.name)
                merged = merges.get(about.name) or sheet.merged_cell_ranges or []
                visible = about.visible == SheetVisibleEnum.Visible
                found.append(summary(sheet, visible, merged, most_rows, most_columns))
        print(json.dumps({"sheets": found}), flush=True)
        chosen = sys.stdin.readline()
        if chosen:
            name = json.loads(chosen)
            told = UNVALUED[form](path, name)
            csv.writer(sys.stdout).writerows(rows(book.get_sheet_by_name(name), unvalued=told))


def main(form: str, path: str, memory: int, seconds: int, corner: list[int]) -> int:
    """Serve one workbook within limits of memory (bytes) and processor time; returns the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        try:
            serve(form, path, *corner)
        except CalamineError as error:
            hidden = isinstance(error, PasswordError) or (form == "xls" and workbook_xls.has_password(path))
            return PROTECTED if hidden else UNREADABLE
    except FAULTS:
        return UNREADABLE
    return 0


def run() -> None:
    """Serve the workbook that the arguments name, and exit."""
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    form, path, *figures = sys.argv[1:7]
    memory, seconds, *corner = map(int, figures)
    sys.exit(main(form, path, memory, seconds, corner))
