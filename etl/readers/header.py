"""Where a table's header stands, and what its columns are called.

Official workbooks start with titles; their headers may span two or three rows with merged cells, and come
again on every printed page.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from geo.thai.digits import arabic_digits, one_line

SEARCHED = 60
"""Rows at the top of a sheet among which the header is looked for."""

WIDEST = 1_000
"""Columns among which it is looked for: more than any table may have, and so are refused elsewhere."""

_TIERS = 3
_LONGEST_TITLE = 80
_YEAR = re.compile("(?:25|20)[0-9]{2}")
_NUMBER = re.compile(r"[-+(]?[0-9๐-๙][0-9๐-๙,. %]*\)?-?")
_MONEY_UNIT = r"(?:(?:พัน|หมื่น|แสน)?\s*(?:ล้าน)?\s*บาท|(?:thousand|million)?\s*(?:baht|thb))"
_UNIT = re.compile(
    rf"[(\[]?\s*(?:หน่วย\s*:?\s*)?(?P<money>{_MONEY_UNIT})\s*[)\]]?|[(\[][^()\[\]0-9๐-๙]{{1,20}}[)\]]|%|ร้อยละ",
    re.IGNORECASE,
)
"""A cell that says nothing but a unit: `(บาท)`, `ล้านบาท`, `(ม.)`."""

_UNIT_OF_ALL = re.compile(
    rf"(?:หน่วย(?:นับ|เงิน|เป็น)?|unit)\s*[:=-]?\s*({_MONEY_UNIT})(?![ก-๎a-z])"
    rf"|^[(\[]?\s*({_MONEY_UNIT})\s*[)\]]?$",
    re.IGNORECASE,
)
"""How a title tells the unit of all amounts below it: `หน่วย : พันบาท`."""


class Merge(NamedTuple):
    """A merged range, rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def columns(self) -> range:
        """The columns that it covers."""
        return range(self.left, self.right + 1)


Row: TypeAlias = Sequence[str]


@dataclass(frozen=True, slots=True)
class Header:
    """Rows `first` to `last` (from 0) hold the names `columns`; `score` tells sheets apart.

    `unit` is the unit of money that stands above them, empty where none does: `พันบาท`.
    """

    first: int
    last: int
    columns: list[str]
    score: float
    unit: str = ""


def find_header(rows: Sequence[Row], known: Iterable[str], merges: Sequence[Merge] = ()) -> Header | None:
    """Return the header among the first rows of a table, or None when all are blank.

    It is the row that matches most of the `known` words; without any match, the first row with as many texts
    as the fullest. Titles of groups above and sub-titles below are joined: `พิกัด Lat`; so is a row of units
    below: `งบประมาณ (ล้านบาท)`. Nameless columns are called `คอลัมน์ C` after their letter; a name that comes
    again gets ` (2)`. Cells to the right of the header belong to no column.
    """
    rows = [row[:WIDEST] for row in rows[:SEARCHED]]
    grid = _grid(rows)
    words = {fold(word) for word in known} - {""}
    parts = tuple(word for word in words if len(word) >= 3)
    scores = [_score(row, words, parts) for row in grid]
    best = scores.index(max(scores)) if scores and max(scores) >= 1 else _fullest(grid)
    if best is None:
        return None
    first = last = best
    while first > 0 and last - first + 1 < _TIERS and _groups(grid, first - 1, merges):
        first -= 1
    lead = next(column for column, cell in enumerate(grid[best]) if cell)
    while last + 1 < len(grid) and last - first + 1 < _TIERS and _continues(grid, last, lead, merges):
        last += 1
    if last + 1 < len(grid) and _is_units(grid[last + 1]):
        last += 1
    width = max(len(row) for row in rows[first : last + 1])
    return Header(
        first, last, _names(grid, first, last, merges)[:width], scores[best], _unit_above(grid[:first])
    )


def fold(title: str) -> str:
    """Return a title as it compares: Thai and Latin letters and digits only, without case."""
    return re.sub("[^0-9a-z\u0e01-\u0e5b]+", "", arabic_digits(one_line(title)).casefold())


def _grid(rows: Sequence[Row]) -> list[list[str]]:
    """Return the rows as a rectangle of clean texts, up to the last column that holds anything."""
    cleaned = [[one_line(cell) for cell in row] for row in rows]
    width = max((column + 1 for row in cleaned for column, cell in enumerate(row) if cell), default=0)
    return [row[:width] + [""] * (width - len(row)) for row in cleaned]


def _score(row: Row, words: set[str], parts: tuple[str, ...]) -> float:
    return sum(_match(fold(cell), words, parts) for cell in row if 0 < len(cell) <= _LONGEST_TITLE)


def _match(title: str, words: set[str], parts: tuple[str, ...]) -> float:
    if title in words:
        return 1.0
    return 0.6 if title.startswith(parts) or title.endswith(parts) else 0.0


def _fullest(grid: Sequence[Row]) -> int | None:
    """Return the first row with as many texts (not numbers) as any row has."""
    counts = [sum(bool(cell) and not _NUMBER.fullmatch(cell) for cell in row) for row in grid]
    most = max(counts, default=0)
    return counts.index(most) if most else None


def _groups(grid: Sequence[Row], above: int, merges: Sequence[Merge]) -> bool:
    """Whether a row holds several titles, one at least over a group of columns, and not the sheet's own
    title.
    """
    titles = sum(map(bool, grid[above]))
    return titles > 1 and bool(_wide(grid, above, merges))


def _continues(grid: Sequence[Row], row: int, lead: int, merges: Sequence[Merge]) -> bool:
    """Whether the next row holds sub-titles of the groups in a row, or shares a title with it.

    A title may go on there too, `งบประมาณ` with `(บาท)`, but not the leading one, below which rows begin.
    """
    below = grid[row + 1]
    filled = {column for column, cell in enumerate(below) if cell}
    wide, open_ = _wide(grid, row, merges), _open(grid, row, merges)
    numbers = {column for column in filled if _NUMBER.fullmatch(below[column])}
    if lead not in filled:
        numbers -= {column for column in numbers if _YEAR.fullmatch(arabic_digits(below[column]))}
    if any(merge.top <= row < merge.bottom and _text(grid, merge.top, merge.left) for merge in merges):
        return numbers <= wide
    leaders = {column - 1 for column in open_}
    return (
        numbers <= wide
        and bool(filled & (wide | open_))
        and (lead not in filled or filled <= wide | open_ | leaders)
    )


def _is_units(row: Row) -> bool:
    """Whether a row says nothing but units, one of money at least."""
    units = [_UNIT.fullmatch(cell) for cell in row if cell]
    return all(units) and any(unit and unit["money"] for unit in units)


def _unit_above(titles: Sequence[Row]) -> str:
    """Return the unit of money that the titles above a header tell, the nearest one, empty for none."""
    told = (_UNIT_OF_ALL.search(cell) for row in reversed(titles) for cell in row if cell)
    return next((one_line(unit[1] or unit[2]) for unit in told if unit), "")


def _wide(grid: Sequence[Row], row: int, merges: Sequence[Merge]) -> set[int]:
    """Return the columns that a merged title of a row spans together with others."""
    across = [merge for merge in merges if merge.top <= row <= merge.bottom and len(merge.columns) > 1]
    return {column for merge in across if _text(grid, merge.top, merge.left) for column in merge.columns}


def _open(grid: Sequence[Row], row: int, merges: Sequence[Merge]) -> set[int]:
    """Return the columns without a title, merged with nothing, that stand right of one."""
    merged = {column for merge in merges if merge.top <= row <= merge.bottom for column in merge.columns}
    return {column for column, cell in enumerate(grid[row]) if not cell and any(grid[row][:column])} - merged


def _text(grid: Sequence[Row], row: int, column: int) -> str:
    return grid[row][column] if row < len(grid) and column < len(grid[row]) else ""


def _names(grid: Sequence[Row], first: int, last: int, merges: Sequence[Merge]) -> list[str]:
    tiers = [_spread(grid, row, last, merges) for row in range(first, last + 1)]
    names: list[str] = []
    for column in range(len(grid[first])):
        parts = dict.fromkeys(tier[column] for tier in tiers if tier[column])
        names.append(unlike(" ".join(parts) or f"คอลัมน์ {letters(column)}", names))
    return names


def _spread(grid: Sequence[Row], row: int, last: int, merges: Sequence[Merge]) -> list[str]:
    """Return a header row with each group's title over all its columns."""
    titles = list(grid[row])
    for merge in merges:
        if merge.top == row:
            text = _text(grid, row, merge.left)
            titles = [text if column in merge.columns else title for column, title in enumerate(titles)]
    if row < last:
        for column in sorted(_open(grid, row, merges)):
            titles[column] = titles[column - 1] if grid[row + 1][column] else ""
    return titles


def unlike(name: str, names: Container[str]) -> str:
    """Return a name, with a number behind it where it is already taken."""
    found, number = name, 2
    while found in names:
        found, number = f"{name} ({number})", number + 1
    return found


def letters(column: int) -> str:
    """Return a spreadsheet's letters of a column, counted from 0: `A`, `Z`, `AA`."""
    head, tail = divmod(column, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + tail)
