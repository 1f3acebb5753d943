"""What Calamine does not tell of an OpenDocument spreadsheet: merged cells, and errors (empty or 0 to it)."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from etl.readers.workbook_xlsx import UNVALUED, Texts, local

Range = tuple[tuple[int, int], tuple[int, int]]
_CELLS = ("table-cell", "covered-table-cell")
_ERROR = re.compile(r"#[A-Z0-9/]{1,8}[!?]?|Err:[0-9]{3}")


def merges(path: str, most_rows: int) -> dict[str, list[Range]]:
    """Return the merged ranges among the first rows of each sheet, as Calamine gives them."""
    found: dict[str, list[Range]] = {}
    for sheet, row, column, cell in _cells(path):
        if row < most_rows:
            down, right = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
            if down > 1 or right > 1:
                found.setdefault(sheet, []).append(((row, column), (row + down - 1, column + right - 1)))
    return found


def unvalued(path: str, name: str) -> Texts:
    """Return the errors of a sheet, and its formulas that were written without their value."""
    texts: Texts = {}
    for sheet, row, column, cell in _cells(path):
        said = _said(cell) if sheet == name else ""
        if said:
            texts.setdefault(row, {})[column] = said
    return texts


def _said(cell: Any) -> str:
    about = {local(key): value for key, value in cell.attrib.items()}
    if "formula" not in about and "error" not in about.values():
        return ""
    shown = "".join(part for child in cell if local(child.tag) == "p" for part in child.itertext())
    if _ERROR.fullmatch(shown):
        return shown
    return "" if "value-type" in about else f"{UNVALUED}={about.get('formula', '').partition('=')[2]}"


def _cells(path: str) -> Iterator[tuple[str, int, int, Any]]:
    """Yield the cells that are written down, with sheet, row and column; one that is repeated comes once.

    Expat fetches nothing and bounds what entities grow to; this process has little memory and time to lose.
    """
    sheet, row = "", 0
    with zipfile.ZipFile(path) as book, book.open("content.xml") as file:
        for event, found in ElementTree.iterparse(file, ("start", "end")):  # noqa: S314
            kind = local(found.tag)
            if event == "start" and kind == "table":
                sheet, row = _attribute(found, "name") or "", 0
            elif event == "end" and kind == "table-row":
                yield from ((sheet, row, column, cell) for column, cell in _placed(found))
                row += _number(found, "number-rows-repeated")
                found.clear()


def _placed(row: Any) -> Iterator[tuple[int, Any]]:
    column = 0
    for cell in row:
        if local(cell.tag) in _CELLS:
            yield column, cell
            column += _number(cell, "number-columns-repeated")


def _number(element: Any, name: str) -> int:
    return int(_attribute(element, name) or 1)


def _attribute(element: Any, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if local(key) == name), None)
