"""CSV, workbooks and HTML tables as frames of texts, each row with its number in the file."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from etl.readers.delimited import DelimitedRows
from etl.readers.encoding import find_encoding
from etl.readers.header import SEARCHED, Header, Merge, find_header
from etl.readers.html_rows import HtmlRows
from etl.readers.limits import DEFAULT, Limits
from etl.readers.problem import Problem
from etl.readers.upload import Kind, Upload, inspect
from etl.readers.workbook import Workbook
from geo.errors import Refused
from geo.thai.unreadable import shown

_CHUNK_ROWS = 20_000
_PIECE = 100
_CHUNK_CHARS = 32 << 20


@dataclass(frozen=True, slots=True)
class Frame:
    """Some rows of a table, in order.

    `texts` has one column of strings per name, as written, blank for nothing; `rows` their numbers in the
    file, from 1, as a spreadsheet counts them; `problems` what the reader saw wrong, by row number;
    `progress` the part read, 0 to 1; `above` the texts of cells merged over several rows, which a spreadsheet
    keeps in the first of them, by the other rows' numbers and by column.
    """

    rows: NDArray[np.int64]
    texts: pd.DataFrame
    problems: dict[int, Problem]
    progress: float
    above: dict[int, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: its columns, and its frames to be read once. `header_rows` are the first and last,
    from 1; `others` are sheets of the workbook that look like such tables too, where none was asked for;
    `unit` is the unit of money that stands above the header, if any.
    """

    name: str
    columns: list[str]
    header_rows: tuple[int, int]
    chunks: Iterator[Frame]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    others: tuple[str, ...] = ()
    unit: str = ""


@contextmanager
def open_table(
    source: str | Path | Upload,
    known: Iterable[str] = (),
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    limits: Limits = DEFAULT,
) -> Iterator[Table]:
    """Open a CSV file, a workbook or tables in HTML; `known` are words by which its header is recognised.

    Blank rows and repetitions of the header are left out. Raises `Refused`, while reading too, for what
    cannot be read safely and wholly.
    """
    upload = source if isinstance(source, Upload) else inspect(source, limits)
    words = list(known)
    if upload.kind.is_workbook:
        with Workbook(upload.path, limits, upload.kind.lower()) as workbook:
            yield _of_workbook(workbook, upload, words, sheet, limits)
    elif upload.kind is Kind.HTML:
        yield _of_page(upload, words, encoding, limits)
    elif upload.kind is Kind.CSV:
        yield _of_text(upload, words, encoding, limits)
    else:
        raise Refused(
            f"“{upload.name}” เป็นไฟล์แผนที่ ไม่ใช่ตาราง",
            f"“{upload.name}” is a file of features, not a table.",
        )


class _Rows(Protocol):
    """The rows of a file as texts: the first ones at once, and all of them in order."""

    @property
    def head(self) -> Sequence[list[str]]: ...

    @property
    def problems(self) -> dict[int, Problem]: ...

    @property
    def progress(self) -> float: ...

    def __iter__(self) -> Iterator[list[str]]: ...


def _of_text(upload: Upload, known: Sequence[str], encoding: str | None, limits: Limits) -> Table:
    letters = find_encoding(upload.path, encoding, upload.name, whole=False)
    rows = DelimitedRows(upload.path, letters, known)
    header = _required(find_header(rows.head, known), limits)
    frames = _frames(rows, header, limits)
    return Table(
        upload.name, header.columns, _span(header), frames, rows.encoding, rows.delimiter, unit=header.unit
    )


def _of_page(upload: Upload, known: Sequence[str], encoding: str | None, limits: Limits) -> Table:
    rows = HtmlRows(upload.path, find_encoding(upload.path, encoding, upload.name), limits)
    header = _required(find_header(rows.head, known, rows.merges), limits)
    frames = _frames(rows, header, limits)
    return Table(upload.name, header.columns, _span(header), frames, rows.encoding, "HTML", unit=header.unit)


def _of_workbook(
    workbook: Workbook, upload: Upload, known: Sequence[str], name: str | None, limits: Limits
) -> Table:
    sheet = workbook.choose(name, known)
    header = _required(sheet.header(known), limits)
    frames = _with_above(_frames(workbook.rows(sheet), header, limits), sheet.down, header.columns)
    others = () if name else tuple(other.name for other in workbook.alike(sheet, known))
    return Table(
        upload.name,
        header.columns,
        _span(header),
        frames,
        sheet=sheet.name,
        others=others,
        unit=header.unit,
    )


def _span(header: Header) -> tuple[int, int]:
    return header.first + 1, header.last + 1


def _required(header: Header | None, limits: Limits) -> Header:
    if header is None:
        raise Refused(
            f"ไม่พบหัวตารางใน {SEARCHED} แถวแรก",
            f"No header was found in the first {SEARCHED} rows.",
        )
    if len(header.columns) > limits.columns:
        raise Refused(
            f"ตารางมีมากกว่า {limits.columns:,} คอลัมน์",
            f"The table has more than {limits.columns:,} columns.",
        )
    return header


def _frames(rows: _Rows, header: Header, limits: Limits) -> Iterator[Frame]:
    """Yield the rows below the header, some thousands at a time."""
    pending = _Pending(header.columns, limits)
    repeated = rows.head[header.first : header.last + 1]
    usual = {row[0].strip() for row in repeated if row} | {""}
    every, number = iter(rows), 0
    while piece := list(islice(every, _PIECE)):
        if number > header.last and _is_plain(piece, len(header.columns), usual):
            pending.extend(number + 1, piece)
        else:
            for at, cells in enumerate(piece, number + 1):
                if at > header.last + 1 and "".join(cells).strip() and cells not in repeated:
                    pending.add(at, cells)
        number += len(piece)
        if pending.is_full:
            yield pending.frame(rows.problems, rows.progress)
    yield pending.frame(rows.problems, 1.0)


def _is_plain(piece: list[list[str]], width: int, firsts: set[str]) -> bool:
    """Whether all rows have the header's width, and something in the first cell that is none of `firsts`."""
    return set(map(len, piece)) == {width} and firsts.isdisjoint(map(str.strip, map(itemgetter(0), piece)))


def _with_above(
    frames: Iterable[Frame], merges: Sequence[Merge], columns: Sequence[str], most: int = 1_000_000
) -> Iterator[Frame]:
    """Yield frames with the texts of cells merged down over their rows, `most` cells in all."""
    for frame in frames:
        at = {row: position for position, row in enumerate(frame.rows.tolist())} if merges else {}
        above: dict[int, dict[str, str]] = {}
        for merge in merges:
            first = at.get(merge.top + 1)
            if first is None or merge.left >= len(columns) or len(merge.columns) > 1:
                continue
            text = str(frame.texts.iat[first, merge.left])
            last = min(merge.bottom + 1, int(frame.rows[-1]), merge.top + 1 + most)
            most -= last - merge.top
            for row in range(merge.top + 2, last + 1):
                if row in at:
                    above.setdefault(row, {})[columns[merge.left]] = text
        yield replace(frame, above=above) if above else frame


class _Pending:
    """Rows that wait to become a frame, by column: rows as such would keep the garbage collector busy."""

    def __init__(self, columns: list[str], limits: Limits) -> None:
        self._columns, self._limits = columns, limits
        self._taken = 0
        self._clear()

    def _clear(self) -> None:
        self._numbers: list[int] = []
        self._cells: list[list[str]] = [[] for _ in self._columns]
        self._problems: dict[int, Problem] = {}
        self._chars = 0

    @property
    def is_full(self) -> bool:
        return len(self._numbers) >= _CHUNK_ROWS or self._chars >= _CHUNK_CHARS

    def add(self, number: int, cells: list[str]) -> None:
        """Take a row, of the header's width or any other."""
        width = len(self._columns)
        if len(cells) != width:
            if any(cell.strip() for cell in cells[width:]):
                self._problems[number] = _too_wide(len(cells), width)
            cells = cells[:width] + [""] * (width - len(cells))
        self.extend(number, [cells])

    def extend(self, first: int, piece: list[list[str]]) -> None:
        """Take rows of the header's width that follow each other in the file."""
        self._taken += len(piece)
        if self._taken > self._limits.rows:
            raise Refused(
                f"ตารางมีเกิน {self._limits.rows:,} แถว ให้แบ่งไฟล์",
                f"The table has more than {self._limits.rows:,} rows; split the file.",
            )
        self._numbers.extend(range(first, first + len(piece)))
        for waiting, cells in zip(self._cells, zip(*piece, strict=True), strict=True):
            waiting.extend(cells)
        self._chars += sum(map(len, chain.from_iterable(piece)))

    def frame(self, problems: dict[int, Problem], progress: float) -> Frame:
        """Return the waiting rows, and wait for more."""
        numbers = np.array(self._numbers, dtype=np.int64)
        arrays = [
            self._checked(pa.array(cells, pa.string()), name, numbers)
            for cells, name in zip(self._cells, self._columns, strict=True)
        ]
        texts = pa.table(arrays, names=self._columns).to_pandas()
        seen = [row for row in problems if self._numbers and row <= self._numbers[-1]]
        found = self._problems | {row: problems.pop(row) for row in seen}
        self._clear()
        return Frame(numbers, texts, found, progress)

    def _checked(self, column: pa.StringArray, name: str, numbers: NDArray[np.int64]) -> pa.StringArray:
        lengths = pc.utf8_length(column)
        if len(column) and pc.max(lengths).as_py() > self._limits.cell_chars:
            row = int(numbers[int(np.argmax(lengths.to_numpy()))])
            raise Refused(
                f"แถวที่ {row:,} คอลัมน์ “{shown(name)}”: ข้อความยาวเกิน {self._limits.cell_chars:,} ตัวอักษร",
                f"Row {row:,}, column “{shown(name)}”: the text has more than {self._limits.cell_chars:,} "
                "letters.",
            )
        return column


def _too_wide(cells: int, columns: int) -> Problem:
    return Problem(
        f"แถวนี้มี {cells} ช่อง แต่หัวตารางมี {columns} คอลัมน์ (จำนวนเงินที่มีจุลภาคต้องอยู่ในเครื่องหมายคำพูด)",
        f"The row has {cells} cells but the header {columns} columns (an amount with commas must stand in "
        "quotation marks).",
    )
