"""Reads one XLSX workbook in a process of its own, where a hostile one can exhaust nothing but itself.

Run as a script: `workbook_worker.py FILE MEMORY SECONDS ROWS COLUMNS`. Writes one line of JSON, `{"sheets":
[{"name", "visible", "height", "width", "rows", "merges"}]}` with the upper left corner of every sheet, reads
a sheet's name as a line of JSON, and writes that sheet as CSV (UTF-8). A workbook that cannot be read ends it
with status 3.
"""

import csv
import datetime
import json
import resource
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

UNREADABLE = 3
LONGEST = 500  # letters of a cell in the corner that is shown first


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


def rows(sheet: Any, most: int | None = None) -> Iterator[list[str]]:
    """Yield the rows of a sheet from its first row and column on, as texts."""
    if sheet.start is None:
        return
    margin = [""] * int(sheet.start[1])
    for index, row in enumerate(sheet.iter_rows()):
        if index == most:
            return
        yield margin + [text(value) for value in row]


def summary(sheet: Any, visible: bool, most_rows: int, most_columns: int) -> dict[str, Any]:
    """Return what a sheet is called, its size, its upper left corner and the merged ranges there."""
    corner = [[cell[:LONGEST] for cell in row[:most_columns]] for row in rows(sheet, most_rows)]
    merges = [(*start, *end) for start, end in sheet.merged_cell_ranges or [] if start[0] < most_rows]
    return {
        "name": sheet.name,
        "visible": visible,
        "height": 0 if sheet.start is None else sheet.end[0] + 1,
        "width": 0 if sheet.start is None else sheet.end[1] + 1,
        "rows": corner,
        "merges": [merge for merge in merges if merge[1] < most_columns][:10_000],
    }


def serve(path: str, most_rows: int, most_columns: int) -> None:
    """Answer for one workbook on standard output what standard input asks."""
    with Path(path).open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        sheets = [about for about in book.sheets_metadata if about.typ == SheetTypeEnum.WorkSheet]
        found = [
            summary(
                book.get_sheet_by_name(about.name),
                about.visible == SheetVisibleEnum.Visible,
                most_rows,
                most_columns,
            )
            for about in sheets
        ]
        print(json.dumps({"sheets": found}), flush=True)
        chosen = sys.stdin.readline()
        if chosen:
            csv.writer(sys.stdout).writerows(rows(book.get_sheet_by_name(json.loads(chosen))))


def main(path: str, memory: int, seconds: int, most_rows: int, most_columns: int) -> int:
    """Serve one workbook within limits of memory (bytes) and processor time; returns the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        serve(path, most_rows, most_columns)
    except (CalamineError, ValueError, OSError):
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:6])))
