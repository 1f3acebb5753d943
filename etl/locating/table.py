"""A table's rows judged one by one, some thousands at a time."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

from psycopg import Connection

from etl.locating.columns import PlaceColumns, column, place_columns
from etl.outcome import Progress
from etl.projects.columns import heading_words
from etl.readers.tables import Frame, Table, open_table
from geo.database import Row
from geo.datum import CRSLike
from geo.errors import BadRequest, EplanError, NotFound
from geo.thai.digits import arabic_digits
from layers.bulk.wish import Wish, granted
from layers.locating import Asked, Judge, Judged, Judgement, Wanted

CHOICE = "เลือก / Choice"
LAT, LON = "ละติจูด / Latitude", "ลองจิจูด / Longitude"
OFF, OTHERS = "ห่าง (ม.) / Off by (m)", "อ่านอย่างอื่นได้ / Other readings"
HEADS = (
    "แถวในไฟล์ / Row",
    "ผล / Status",
    LAT,
    LON,
    "อ่านเป็น / Read as",
    "ที่แก้ให้ / Mended",
    "พื้นที่ / Area",
    OFF,
    "ความเชื่อมั่น / Confidence",
    "คำอธิบาย / Explanation",
    OTHERS,
    "รูปร่าง / Shape (WKT)",
    CHOICE,
)
MORE = ("โครงการ / Project", "การบันทึก / Saved")
GIVEN_BACK = frozenset((*HEADS, *MORE))
"""The columns that we add when a table is given back: sent in again, only the choice among them is read,
and the readings of which it was made."""

_NUMBER = r"(-?[0-9]{1,3}(?:\.[0-9]*)?)"
_PAIR = re.compile(f"{_NUMBER}, {_NUMBER}")
_OTHER = re.compile(rf"^([0-9]{{1,2}})\) {_NUMBER}, {_NUMBER}", re.MULTILINE)

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
    """A row of the user's, its number in the file, and what its place was judged to be; None for a blank.

    `chosen` is the reading that somebody chose, from 0, or -1 for leaving the row out; `more`
    are cells beside those of every table.
    """

    number: int
    cells: tuple[str, ...]
    judgement: Judgement | None
    note: tuple[str, str] = ("", "")
    chosen: int | None = None
    more: tuple[str, ...] = ()

    @property
    def meant(self) -> Judged | None:
        """The reading that was chosen, else the best."""
        readings = self.judgement.readings if self.judgement else ()
        if self.chosen is not None and 0 <= self.chosen < len(readings):
            return readings[self.chosen]
        return readings[0] if readings else None

    @property
    def choice(self) -> int | None:
        """Which reading is taken, from 0, -1 for none of them; None where a person still has to choose."""
        if self.judgement is None or self.chosen is None:
            return self.judgement.taken if self.judgement else None
        return self.chosen if -1 <= self.chosen < len(self.judgement.readings) else None

    @property
    def status(self) -> str:
        """What became of the row: `blank`, `refused`, `choose` (two readings stand), `mended` or `read`."""
        if self.judgement is None:
            return "blank"
        meant = self.meant
        chosen = self.choice is not None and self.choice >= 0
        return meant.status if meant is not None and chosen else self.judgement.status


@dataclass(slots=True)
class Located:
    """A table that is being judged: its columns, its rows to be taken once, and how many became what.

    `more` are the headings of cells that the rows have beside those of every table.
    """

    names: list[str]
    places: PlaceColumns | None
    rows: Iterator[JudgedRow]
    counts: Counter[str] = field(default_factory=Counter)
    more: tuple[str, ...] = ()


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
    some = records(first)[:MOST_TRIED] if first is not None else []
    names = [name for name in table.columns if name not in GIVEN_BACK]
    places = place_columns(names, wishes.columns, some)
    judging = _Judging(Judge(connection), places, wishes, names)
    found = Located(names, places, iter(()))
    found.rows = _counted(judging.rows(frames, progress), found.counts)
    return found


def records(frame: Frame) -> list[dict[str, str]]:
    """Return the rows of a frame, each by its columns' names."""
    names = list(frame.texts.columns)
    return [dict(zip(names, cells, strict=True)) for cells in frame.texts.to_numpy().tolist()]


def wished(row: Mapping[str, str]) -> Wish | None:
    """Return the choice that a row given back brings along (1 for the first reading, 0 for none of them).

    None where there is no choice, or the columns that tell of which readings it was made are gone.
    """
    digits = arabic_digits(row.get(CHOICE, "").strip()).removesuffix(".0")
    meant = _PAIR.fullmatch(f"{row.get(LAT, '').strip()}, {row.get(LON, '').strip()}")
    if meant is None or len(digits) != 1 or digits not in "0123456789":
        return None
    others = {
        int(number) - 1: (float(lat), float(lon)) for number, lat, lon in _OTHER.findall(row.get(OTHERS, ""))
    }
    at = next(number for number in count() if number not in others)
    shown = [pair for _, pair in sorted({**others, at: (float(meant[1]), float(meant[2]))}.items())]
    off, choice = arabic_digits(row.get(OFF, "").strip()), int(digits) - 1
    return Wish(choice, shown, inside=choice == at and not off.strip("0."))


def _counted(rows: Iterable[JudgedRow], counts: Counter[str]) -> Iterator[JudgedRow]:
    for row in rows:
        counts[row.status] += 1
        yield row


class _Judging:
    """Rows on their way through the judge."""

    def __init__(self, judge: Judge, places: PlaceColumns, wishes: Wishes, names: list[str]) -> None:
        self._judge, self._places, self._crs = judge, places, wishes.crs
        self._within = judge.within(wishes.within) if wishes.within else None
        self._names, self._column = names, None
        if wishes.within_column:
            self._column = column(names, wishes.within_column)

    def rows(self, frames: Iterable[Frame], progress: Progress) -> Iterator[JudgedRow]:
        """Yield every row of some frames, judged."""
        for frame in frames:
            yield from self._judged(list(zip(frame.rows.tolist(), records(frame), strict=True)))
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
            cells = tuple(row[name] for name in self._names)
            judgement = next(judgements) if one else None
            chosen = granted(wished(row), judgement.readings) if judgement else None
            yield JudgedRow(number, cells, judgement, note, chosen)

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
