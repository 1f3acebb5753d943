"""Reads one XLSX workbook in a process of its own, where a hostile one can exhaust nothing but itself.

Run as a script: `workbook_worker.py FILE MEMORY SECONDS ROWS COLUMNS`. Writes one line of JSON, `{"sheets":
[{"name", "visible", "height", "width", "rows", "merges"}]}` with the upper left corner of every sheet, reads
a sheet's name as a line of JSON, and writes that sheet as CSV (UTF-8). A workbook that cannot be read ends it
with status 3.

Calamine leaves two kinds of cell empty that are not: errors such as `#REF!`, and formulas whose value the
program that wrote the file did not keep. They come as the error's name and as the formula, `=B2*C2`, so that
no amount is lost without a word.
"""

import csv
import datetime
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

UNREADABLE = 3
LONGEST = 500  # letters of a cell in the corner that is shown first
PIECE = 1 << 20

Texts = dict[int, dict[int, str]]
"""Texts of cells by row and column, both from 0."""


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
                cells[column] = cells[column] or said
        yield cells


def unvalued(path: str, name: str) -> Texts:
    """Return the errors of a sheet, and its formulas that were written without their value."""
    with zipfile.ZipFile(path) as book:
        part = part_of(book, name)
        if part is None or not suspicious(book, part):
            return {}
        with book.open(part) as file:
            return {row: said for row, cells in xml_rows(file) if (said := dict(unvalued_of(cells)))}


def part_of(book: zipfile.ZipFile, name: str) -> str | None:
    """Return the part of a workbook in which a sheet stands."""
    known = {part.lower(): part for part in book.namelist()}
    with book.open(known["xl/workbook.xml"]) as file:
        links = [
            found.attrib for kind, found in elements(file) if kind == "sheet" and found.get("name") == name
        ]
    ids = [value for link in links for key, value in link.items() if local(key) == "id"]
    with book.open(known["xl/_rels/workbook.xml.rels"]) as file:
        targets = [found.get("Target", "") for _, found in elements(file) if found.get("Id") in ids]
    target = targets[0].lower() if targets else ""
    return known.get(target[1:] if target.startswith("/") else f"xl/{target}")


def suspicious(book: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet has formulas or errors at all: looking is ten times as fast as parsing."""
    end = b""
    with book.open(part) as file:
        while piece := file.read(PIECE):
            if any(sign in end + piece for sign in (b"<f", b":f>", b":f ", b't="e"', b"t='e'")):
                return True
            end = piece[-8:]
    return False


def xml_rows(file: IO[bytes]) -> Iterator[tuple[int, list[tuple[int, Any]]]]:
    """Yield the rows of a sheet's XML, from 0, each with its cells and their columns."""
    number = -1
    for kind, found in elements(file):
        if kind == "row":
            number = int(found.get("r") or number + 2) - 1
            yield number, list(placed(found))
            found.clear()


def placed(row: Any) -> Iterator[tuple[int, Any]]:
    """Yield the cells of a row with their columns, from 0; a cell without an address follows the last."""
    last = 0
    for cell in row:
        column = 0
        for letter in filter(str.isalpha, cell.get("r", "").upper()):
            column = column * 26 + ord(letter) - 64
        last = column or last + 1
        yield last - 1, cell


def unvalued_of(cells: list[tuple[int, Any]]) -> Iterator[tuple[int, str]]:
    """Yield what stands for the value of those cells that have none."""
    for column, cell in cells:
        parts = {local(part.tag): part.text or "" for part in cell}
        if cell.get("t") == "e":
            yield column, parts.get("v") or "#N/A"
        elif "f" in parts and not parts.get("v") and not (cell.get("t") == "str" and "v" in parts):
            yield column, f"={parts['f']}"


def elements(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """Yield the elements of an XML part as they end, with their names without namespace.

    Expat fetches nothing and bounds what entities grow to; this process has little memory and time to lose.
    """
    for _, found in ElementTree.iterparse(file):  # noqa: S314
        yield local(found.tag), found


def local(name: object) -> str:
    """Return the name of an element or attribute without its namespace."""
    return str(name).rpartition("}")[2]


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
            name = json.loads(chosen)
            told = unvalued(path, name)
            csv.writer(sys.stdout).writerows(rows(book.get_sheet_by_name(name), unvalued=told))


def main(path: str, memory: int, seconds: int, most_rows: int, most_columns: int) -> int:
    """Serve one workbook within limits of memory (bytes) and processor time; returns the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        serve(path, most_rows, most_columns)
    except (CalamineError, ValueError, OSError, KeyError, ElementTree.ParseError, zipfile.BadZipFile):
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:6])))
