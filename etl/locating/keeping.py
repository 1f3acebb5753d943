"""A table of places taken in: read as hostile files are, its rows kept for a person to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from uuid import UUID

from psycopg import Connection

from etl.locating.columns import PlaceColumns, column, place_columns
from etl.locating.keys import Keys
from etl.locating.pasting import PASTED
from etl.locating.table import GIVEN_BACK, MOST_TRIED, records, wished
from etl.projects.columns import heading_words
from etl.readers.limits import Limits
from etl.readers.tables import Frame, Table, open_table
from etl.readers.upload import inspect
from geo.database import Row
from geo.errors import Refused
from geo.thai.digits import one_line
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
ACCEPTED = ".csv .tsv .txt .xlsx .xls .ods"
LONGEST_NAME = 120


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
    if Path(asking.name).suffix.lower() not in ACCEPTED.split():
        # Features carry their places already.
        raise Refused(f"หน้านี้รับเฉพาะตาราง {ACCEPTED}", f"This page takes tables only: {ACCEPTED}.")
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
        keys = Keys([name for name in self._names if name not in places.names], some)
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

    def _rows(self, frame: Frame, places: PlaceColumns, keys: Keys) -> Iterator[NewRow]:
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


def _clean(text: str) -> str:
    """Return a text without the one letter that PostgreSQL cannot keep."""
    return text.replace("\0", "")
