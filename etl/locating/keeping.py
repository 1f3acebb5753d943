"""A table of places taken in: read as hostile files are, its rows kept for a person to look at."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from uuid import UUID

from psycopg import Connection

from etl.locating.columns import PlaceColumns, column, found_columns, place_columns
from etl.locating.table import GIVEN_BACK, MOST_TRIED, records, wished
from etl.projects.columns import Columns, fields, heading_words
from etl.readers.header import fold
from etl.readers.limits import Limits
from etl.readers.tables import Frame, Table, open_table
from etl.readers.upload import inspect
from geo.database import Row
from geo.errors import Refused
from geo.notation import read_places
from geo.thai.dates import parse_fiscal_year
from geo.thai.digits import arabic_digits, one_line
from geo.thai.unreadable import Unreadable
from layers.bulk.matching import match
from layers.bulk.table import NewRow, add_rows, begin
from layers.locating import find_wanted

LIMITS = Limits(
    file_bytes=8 << 20,
    unpacked_bytes=128 << 20,
    members=2_000,
    harmless_bytes=32 << 20,
    rows=20_000,
    columns=100,
    cell_chars=20_000,
    workbook_memory=512 << 20,
    workbook_seconds=30,
)
"""What one table may ask of a portal that others use at the same time."""

MOST_CHARS = 16_000_000
"""Of all cells and texts of places together, which a workbook may repeat by the thousand from one of them."""
ACCEPTED = ".csv .tsv .txt .xlsx"
MOST_PASTED = 1 << 20
LONGEST_NAME = 120
PASTED = "ข้อความที่วาง.csv"
_SYSTEM_ID = fold("เลขที่ระบบ")
"""The heading of the system's own numbers, as its exports write it; any list may number its rows as `id`."""
_BARE = {fold("id"), fold("code"), fold("รหัส")}
_SERIAL = re.compile("[0-9]{0,6}")
"""Headings under which lists number their rows, and what such numbers look like: no references, those."""
_TABLES = (".csv", ".tsv", ".txt", ".xlsx")
_LONGEST_ID = 15
_LONG_WORD = 6


@dataclass(frozen=True, slots=True)
class Asking:
    """What is said of a table as it is sent in; see `layers.bulk.table.BulkTable`.

    `columns` are those of the places, where they are not to be found; `within` is the code for all rows and
    `within_column` the column that tells it for each.
    """

    name: str
    phase: str = "planned"
    within: str | None = None
    within_column: str | None = None
    crs: str | None = None
    columns: tuple[str, ...] = ()
    sheet: str | None = None


def keep_table(connection: Connection[Row], path: Path, asking: Asking) -> UUID:
    """Take a table in for the acting account; return its id. Its texts are not read yet.

    Raises `Refused` for what cannot be read safely and wholly within `LIMITS`, `BadRequest` for columns or
    codes that do not fit it, `NotFound` for an area or authority that is not there.
    """
    if Path(asking.name).suffix.lower() not in _TABLES:
        raise Refused(
            f"หน้านี้รับเฉพาะตาราง {ACCEPTED}", f"This page takes tables only: {ACCEPTED}."
        )  # features carry their places already
    if asking.within:
        find_wanted(connection, asking.within)
    upload = inspect(path, LIMITS, name=asking.name)
    with open_table(upload, heading_words(), sheet=asking.sheet, limits=LIMITS) as table:
        return _Keeping(connection, table, asking).run()


class _Keeping:
    """One open table on its way in."""

    def __init__(self, connection: Connection[Row], table: Table, asking: Asking) -> None:
        self._connection, self._table, self._asking = connection, table, asking
        self._names = [name for name in table.columns if name not in GIVEN_BACK]
        self._chars = 0
        self._within = column(self._names, asking.within_column) if asking.within_column else None

    def run(self) -> UUID:
        first = next(self._table.chunks, None)
        if first is None or not len(first.rows):
            raise Refused("ตารางไม่มีแถวข้อมูลใต้หัวตาราง", "The table has no rows below its header.")
        some = records(first)[:MOST_TRIED]
        places = place_columns(self._names, self._asking.columns, some)
        keys = _Keys([name for name in self._names if name not in places.names], some)
        table = begin(
            self._connection,
            name=one_line(Path(self._asking.name).name)[:LONGEST_NAME] or PASTED,
            columns=self._names,
            place_columns=list(places.names),
            keyed=keys.any,
            phase=self._asking.phase,
            within=self._asking.within,
            crs=self._asking.crs,
        )
        for frame in chain([first], self._table.chunks):
            add_rows(self._connection, table, list(self._rows(frame, places, keys)))
        match(self._connection, table, self._asking.within)
        return table

    def _rows(self, frame: Frame, places: PlaceColumns, keys: "_Keys") -> Iterator[NewRow]:
        for number, row in zip(frame.rows.tolist(), records(frame), strict=True):
            problem = frame.problems.get(number)
            new = NewRow(
                number,
                [_clean(row[name]) for name in self._names],
                _clean(places.text(row)),
                within=_clean(row[self._within]).strip() or None if self._within else None,
                problem=(problem.thai, problem.english) if problem else None,
                wished=wished(row),
            )
            keys.tell(new, row)
            self._weigh(new)
            yield new

    def _weigh(self, new: NewRow) -> None:
        """Raise `Refused` where a row makes the table too large."""
        self._chars += len(new.text) + sum(map(len, new.cells))
        if self._chars > MOST_CHARS:
            most = MOST_CHARS // 1_000_000
            raise Refused(
                f"ข้อความในตารางรวมกันเกิน {most} ล้านตัวอักษร (ถึงแถวที่ {new.line:,}) "
                "ให้แบ่งเป็นหลายไฟล์ หรือเอาคอลัมน์ที่ไม่ใช้ออก",
                f"Together, the texts of this table are over {most} million letters (at row {new.line:,}). "
                "Send it in parts, or without the columns that are not needed.",
            )


class _Keys:
    """The columns that tell which project a row is about."""

    def __init__(self, names: Sequence[str], some: Sequence[Mapping[str, str]]) -> None:
        """Find them among `names`; `some` rows tell references from mere serial numbers."""
        names = [name for name in names if not _numbering(name, some)]
        taken: Columns = found_columns(names)
        self._id = next((name for name in names if fold(name) == _SYSTEM_ID), None)
        self._reference = taken.get("reference") or _ending(names, "reference")
        self._title, self._year = taken.get("title"), taken.get("fiscal_year")

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return any((self._id, self._reference, self._title))

    def tell(self, new: NewRow, row: dict[str, str]) -> None:
        """Note what a row tells of its project."""
        new.reference = _told(row, self._reference)
        new.title = _told(row, self._title)
        new.fiscal_year = _year(row[self._year]) if self._year else None
        number = _whole(row[self._id]) if self._id else ""
        whole = number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID
        new.system_id = int(number) if whole else None


def _numbering(name: str, some: Sequence[Mapping[str, str]]) -> bool:
    """Whether a column only numbers the rows of the list."""
    return fold(name) in _BARE and all(_SERIAL.fullmatch(_whole(row[name])) for row in some)


def _told(row: Mapping[str, str], name: str | None) -> str | None:
    """Return a cell's text; None where it has no letter or digit, as `-` for nothing."""
    text = one_line(_clean(row[name])) if name else ""
    return text if any(map(str.isalnum, text)) else None


def _whole(text: str) -> str:
    """Return a number as a spreadsheet means it: `3` for `๓` and `3.0`."""
    return arabic_digits(text.strip()).removesuffix(".0")


def _ending(names: Sequence[str], field: str) -> str | None:
    """Return the column whose heading ends in a field's word, as below the merged title of a group."""
    words = [fold(word) for word in fields()[field] if len(fold(word)) >= _LONG_WORD]
    return next((name for name in names if any(fold(name).endswith(word) for word in words)), None)


def pasted(text: str) -> str:
    """Return pasted rows as CSV: cells of a spreadsheet by their tabs, else a text of a place a line.

    What has no heading gets one. Raises `Refused` for nothing, or too much.
    """
    lines = [line for line in re.split(r"\r\n|\r|\n", text.replace("\0", "")) if line.strip()]
    if not lines:
        raise Refused("ยังไม่ได้วางข้อความ หรือเลือกไฟล์", "Nothing was pasted, and no file chosen.")
    if len(text) > MOST_PASTED:
        raise Refused(
            f"ข้อความที่วางยาวเกิน {MOST_PASTED >> 20} ล้านตัวอักษร ให้ส่งเป็นไฟล์",
            f"More than {MOST_PASTED >> 20} million letters were pasted; send a file.",
        )
    if len(lines) > 1 and "\t" not in text and _is_heading(lines[0]) and "," in lines[0]:
        return "\n".join(lines)
    cells = [line.split("\t") for line in lines]
    if len(lines) == 1 or not _is_heading(" ".join(cells[0])):
        width = max(map(len, cells))
        cells.insert(0, ["พิกัด"] if width == 1 else [f"คอลัมน์ {at}" for at in range(1, width + 1)])
    elif len(cells[0]) == 1:
        cells[0] = [cells[0][0].strip()]
    return _as_csv(cells)


def _as_csv(cells: Sequence[Sequence[str]]) -> str:
    lines: list[str] = []

    class Lines:
        def write(self, line: str) -> None:
            lines.append(line)

    csv.writer(Lines(), quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(cells)
    return "".join(lines)


def _is_heading(line: str) -> bool:
    """Whether a line is a heading: it has no more than a digit or two, and no place."""
    if sum(sign.isdigit() for sign in line) > 2:  # a heading may say UTM 47
        return False
    try:
        return not read_places(line)
    except Unreadable:
        return True


def _clean(text: str) -> str:
    return text.replace("\0", "")


def _year(text: str) -> int | None:
    try:
        return parse_fiscal_year(arabic_digits(text.strip()).removesuffix(".0"))
    except Unreadable:
        return None
