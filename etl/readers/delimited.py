"""CSV and its relatives, record by record."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

from etl.readers.header import SEARCHED, find_header
from etl.readers.problem import Problem
from geo.errors import Refused

DELIMITERS = ",;\t|"
_SAMPLE_LINES = 400
_LONGEST_LINE = 4 << 20
_TALLEST_RECORD = 40  # lines within one pair of quotation marks, beyond which one is taken to be missing


class DelimitedRows:
    """The records of a delimited text file; reading them again starts from the top.

    `problems` collects, by the number of a record, what looks wrong with it. Raises `Refused`, while reading,
    for a quotation mark that is never closed and for absurdly long lines.
    """

    def __init__(self, path: Path, encoding: str, known: Sequence[str]) -> None:
        self._path, self.encoding = path, encoding
        self._size = path.stat().st_size
        self._done = 0
        self.problems: dict[int, Problem] = {}
        with self._open() as file:
            sample = list(islice(_Lines(file), _SAMPLE_LINES))
        self.delimiter = find_delimiter(sample, known)

    @property
    def head(self) -> list[list[str]]:
        """The first records."""
        return list(islice(self, SEARCHED))

    @property
    def progress(self) -> float:
        """The part of the file that has been read, 0 to 1."""
        return min(1.0, self._done / self._size)

    def __iter__(self) -> Iterator[list[str]]:
        with self._open() as file:
            lines = _Lines(file)
            reader = csv.reader(lines, delimiter=self.delimiter)
            number, started = 0, 0
            try:
                for record in reader:
                    number += 1
                    if lines.ended:
                        raise _unclosed(number)
                    if reader.line_num - started > _TALLEST_RECORD:
                        self.problems[number] = _tall(reader.line_num - started)
                    started = reader.line_num
                    if number % 1000 == 0:
                        self._done = file.buffer.tell()
                    yield record
            except csv.Error:
                raise _unclosed(number + 1) from None
            self._done = self._size

    def _open(self) -> TextIO:
        return self._path.open(encoding=self.encoding, newline="")


class _Lines:
    """The lines of a text file; `ended` once a line beyond the last was asked for."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE:
                raise Refused(
                    "ไฟล์มีบรรทัดยาวเกินไป ไม่ใช่ตารางข้อความ",
                    "The file has a line too long for a table in text.",
                )
            yield line
        self.ended = True


def find_delimiter(lines: Sequence[str], known: Iterable[str]) -> str:
    """Return the delimiter with which the first lines look most like a table with a header of known words."""
    stated = re.fullmatch(r"\ufeff?sep=([,;\t|])\s*", lines[0]) if lines else None
    if stated:
        return stated[1]
    words = list(known)
    return max(DELIMITERS, key=lambda delimiter: _likeness(lines, delimiter, words))


def _likeness(lines: Sequence[str], delimiter: str, known: Sequence[str]) -> tuple[float, float, int]:
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return 0, 0, 0
    header = find_header(rows, known)
    widths = Counter(len(row) for row in rows)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    alike = count / len(rows) if width > 1 else 0.0
    return (header.score if header else 0.0), alike, width


def _unclosed(number: int) -> Refused:
    return Refused(
        f'แถวที่ {number:,}: เครื่องหมายคำพูด (") ไม่ครบคู่ แก้ไขแล้วส่งใหม่',
        f'Row {number:,}: a quotation mark (") is never closed; mend it and send the file again.',
    )


def _tall(lines: int) -> Problem:
    return Problem(
        f'แถวนี้ยาว {lines} บรรทัด เครื่องหมายคำพูด (") อาจไม่ครบคู่',
        f'The row spans {lines} lines; a quotation mark (") may be missing.',
    )
