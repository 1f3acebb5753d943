"""A table's rows judged one by one, some thousands at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from psycopg import Connection

from etl.locating.columns import PlaceColumns, column, place_columns
from etl.outcome import Progress
from etl.projects.columns import heading_words
from etl.readers.tables import Frame, Table, open_table
from geo.database import Row
from geo.datum import CRSLike
from geo.errors import BadRequest, EplanError, NotFound
from geo.notation.repair import SUPPOSED
from layers.locating import Asked, Judge, Judgement, Wanted

MOST_TRIED = 200
"""The rows by which a column of places is found where no heading tells it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller says: the columns of places, where they should lie, and how the file is to be read.

    `within` is a code for all rows, `within_column` the column with a code or name a row.
    """

    columns: tuple[str, ...] = ()
    within: str | None = None
    within_column: str | None = None
    crs: CRSLike | None = None
    sheet: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row of the user's, its number in the file, and what its place was judged to be; None for a blank."""

    number: int
    cells: tuple[str, ...]
    judgement: Judgement | None
    note: tuple[str, str] = ("", "")

    @property
    def status(self) -> str:
        """What became of the row: `blank`, `refused`, `choose` (two readings stand), `mended` or `read`."""
        if self.judgement is None:
            return "blank"
        if self.judgement.refused:
            return "refused"
        if self.judgement.contested:
            return "choose"
        return "mended" if {*self.judgement.readings[0].reading.repairs} - SUPPOSED else "read"


@dataclass(slots=True)
class Located:
    """A table that is being judged: its columns, its rows to be taken once, and how many became what."""

    names: list[str]
    places: PlaceColumns
    rows: Iterator[JudgedRow]
    counts: Counter[str] = field(default_factory=Counter)


def open_located(path: Path | str, wishes: Wishes) -> AbstractContextManager[Table]:
    """Open the table of places that `located` judges; raises `Refused` for what cannot be read safely."""
    return open_table(path, heading_words(), sheet=wishes.sheet, encoding=wishes.encoding)


def located(table: Table, wishes: Wishes, connection: Connection[Row], progress: Progress) -> Located:
    """Judge an open table; raises `BadRequest` or `NotFound` for wishes that do not fit it."""
    if wishes.within and wishes.within_column:
        raise BadRequest(
            "ระบุ --within หรือ --within-column อย่างใดอย่างหนึ่ง", "Give --within or --within-column, not both."
        )
    first = next(table.chunks, None)
    frames = chain([first] if first is not None else [], table.chunks)
    some = _records(first)[:MOST_TRIED] if first is not None else []
    places = place_columns(table.columns, wishes.columns, some)
    judging = _Judging(Judge(connection), places, wishes, table.columns)
    found = Located(table.columns, places, iter(()))
    found.rows = _counted(judging.rows(frames, progress), found.counts)
    return found


def _records(frame: Frame) -> list[dict[str, str]]:
    names = list(frame.texts.columns)
    return [dict(zip(names, cells, strict=True)) for cells in frame.texts.to_numpy().tolist()]


def _counted(rows: Iterable[JudgedRow], counts: Counter[str]) -> Iterator[JudgedRow]:
    for row in rows:
        counts[row.status] += 1
        yield row


class _Judging:
    """Rows on their way through the judge."""

    def __init__(self, judge: Judge, places: PlaceColumns, wishes: Wishes, names: list[str]) -> None:
        self._judge, self._places, self._crs = judge, places, wishes.crs
        self._within = judge.within(wishes.within) if wishes.within else None
        self._column = column(names, wishes.within_column) if wishes.within_column else None

    def rows(self, frames: Iterable[Frame], progress: Progress) -> Iterator[JudgedRow]:
        """Yield every row of some frames, judged."""
        for frame in frames:
            yield from self._judged(list(zip(frame.rows.tolist(), _records(frame), strict=True)))
            progress("check", frame.progress)

    def _judged(self, rows: list[tuple[int, Mapping[str, str]]]) -> Iterator[JudgedRow]:
        asked: list[Asked | None] = []
        notes: list[tuple[str, str]] = []
        for _, row in rows:
            text = self._places.text(row)
            wanted, note = self._wanted(row)
            asked.append(Asked(text, wanted, self._crs) if text else None)
            notes.append(note)
        judgements = iter(self._judge.many([one for one in asked if one is not None]))
        for (number, row), one, note in zip(rows, asked, notes, strict=True):
            yield JudgedRow(number, tuple(row.values()), next(judgements) if one else None, note)

    def _wanted(self, row: Mapping[str, str]) -> tuple[Wanted | None, tuple[str, str]]:
        """Return where a row's place should lie, and what is wrong with what the row says of that."""
        said = row[self._column].strip() if self._column else ""
        if not said:
            return self._within, ("", "")
        try:
            return self._judge.wanted(said), ("", "")
        except (BadRequest, NotFound) as error:
            return None, _lines(error)


def _lines(error: EplanError) -> tuple[str, str]:
    return error.thai, error.english
