"""The tables of an HTML page, which many systems of public offices give away under the name `.xls`."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

from etl.readers.header import SEARCHED, Merge
from etl.readers.limits import Limits
from etl.readers.problem import Problem
from geo.errors import Refused

_PIECE = 1 << 16
_TALLEST = 200  # rows that one cell may span
_SPACE = re.compile(r"\s+")
_HIDDEN = ("style", "script", "title", "xml")


class HtmlRows:
    """The rows of all tables of a page, in order; reading them again starts from the top.

    A cell that spans several stands in the first of them, as in a workbook. Raises `Refused`, while reading,
    for a row that is too wide.
    """

    def __init__(self, path: Path, encoding: str, limits: Limits) -> None:
        self._path, self.encoding, self._limits = path, encoding, limits
        self._size = path.stat().st_size
        self._done = 0
        self.problems: dict[int, Problem] = {}
        self.merges: list[Merge] = []
        self.head: Sequence[list[str]] = list(islice(self._rows(self.merges), SEARCHED))

    @property
    def progress(self) -> float:
        """The part of the page that has been read, 0 to 1."""
        return min(1.0, self._done / self._size)

    def __iter__(self) -> Iterator[list[str]]:
        return self._rows([])

    def _rows(self, merges: list[Merge]) -> Iterator[list[str]]:
        parser = _Tables(self._limits, merges)
        self._done = 0
        with self._path.open(encoding=self.encoding, newline="") as file:
            while piece := file.read(_PIECE):
                self._done += len(piece.encode(self.encoding, "ignore"))
                parser.feed(piece)
                yield from parser.taken()
        parser.close()
        parser.end_row()
        yield from parser.taken()


class _Tables(HTMLParser):
    """Collects finished rows; a tag that was left out is closed by the next."""

    def __init__(self, limits: Limits, merges: list[Merge]) -> None:
        super().__init__(convert_charrefs=True)
        self._limits, self._merges = limits, merges
        self._rows: list[list[str]] = []
        self._number = 0
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._below: dict[int, int] = {}
        self._hidden = 0

    def taken(self) -> list[list[str]]:
        """Return the rows that were finished since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        self._hidden += tag in _HIDDEN
        if tag == "table":
            self.end_row()
            self._below.clear()
        elif tag == "tr":
            self.end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._row = [] if self._row is None else self._row
            about = dict(attrs)
            self._spans = _span(about.get("rowspan"), _TALLEST), _span(about.get("colspan"), None)
            self._cell = []
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Finish a row or a cell."""
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self.end_row()

    def handle_data(self, data: str) -> None:
        """Take the letters of a cell."""
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def end_row(self) -> None:
        """Finish the row that is open, if there is one."""
        self._end_cell()
        if self._row is None:
            return
        self._past_spans()
        self._rows.append(self._row)
        self._row = None
        self._number += 1

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        self._past_spans()
        left, (down, right) = len(self._row), self._spans
        if left + right > self._limits.columns + 1:
            raise _too_wide(self._number + 1, self._limits)
        self._row += [_SPACE.sub(" ", "".join(self._cell)).strip(), *[""] * (right - 1)]
        if down > 1:
            self._below |= dict.fromkeys(range(left, left + right), down - 1)
        if (down > 1 or right > 1) and self._number < SEARCHED:
            self._merges.append(Merge(self._number, left, self._number + down - 1, left + right - 1))
        self._cell = None

    def _past_spans(self) -> None:
        """Leave out the columns that cells of rows above reach down into."""
        row = self._row if self._row is not None else []
        while self._below.get(len(row), 0):
            self._below[len(row)] -= 1
            row.append("")


def _span(text: str | None, most: int | None) -> int:
    digits = (text or "").strip()[:6]
    number = max(1, int(digits)) if digits.isdecimal() else 1
    return number if most is None else min(number, most)


def _too_wide(row: int, limits: Limits) -> Refused:
    return Refused(
        f"แถวที่ {row:,} ของตารางมีมากกว่า {limits.columns:,} คอลัมน์",
        f"Row {row:,} of the table has more than {limits.columns:,} columns.",
    )
