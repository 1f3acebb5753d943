"""What Calamine leaves empty in an XLSX workbook though it is not: errors and formulas without value.

They come as the error's name, `#REF!`, and as the formula whose value the program that wrote the file did not
keep, `=B2*C2` behind `UNVALUED`, so that no amount is lost without a word and no formula taken for a text.
"""

import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree import ElementTree

PIECE = 1 << 20
UNVALUED = "\x0e"
"""What stands before a formula without a value; no text of a workbook begins so."""

Texts = dict[int, dict[int, str]]
"""Texts of cells by row and column, both from 0."""


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
            yield column, f"{UNVALUED}={parts['f']}"


def elements(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """Yield the elements of an XML part as they end, with their names without namespace.

    Expat fetches nothing and bounds what entities grow to; this process has little memory and time to lose.
    """
    for _, found in ElementTree.iterparse(file):  # noqa: S314
        yield local(found.tag), found


def local(name: object) -> str:
    """Return the name of an element or attribute without its namespace."""
    return str(name).rpartition("}")[2]
