"""CSV and its relatives, record by record."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from etl.readers.header import SEARCHED, find_header
from etl.readers.problem import Problem
from geo.errors import Refused

DELIMITERS = ",;\t|"
_SAMPLE_LINES = 400
_BLOCK = 1 << 20
_LONGEST_LINE = 4 << 20
_PIECE = 100
_LINE_END = re.compile(r"\r\n?|\n")
_TALLEST_RECORD = 40  # lines within one pair of quotation marks, beyond which one is taken to be missing


class DelimitedRows:
    """The records of a delimited text file; reading them again starts from the top.

    `problems` collects, by the number of a record, what looks wrong with it, some records ahead. Raises
    `Refused`, while reading, for a quotation mark that is never closed, for absurdly long lines and for bytes
    that are no text in the encoding.
    """

    def __init__(self, path: Path, encoding: str, known: Sequence[str]) -> None:
        self._path, self.encoding = path, encoding
        self._size = path.stat().st_size
        self._done = 0
        self.problems: dict[int, Problem] = {}
        with self._open() as file:
            sample = list(islice(_lines(file), _SAMPLE_LINES))
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
        return chain.from_iterable(self._pieces())

    def _pieces(self) -> Iterator[list[list[str]]]:
        """Yield the records, some at a time: one by one they would cost as much again as to read them."""
        with self._open() as file:
            end = _End()
            reader = csv.reader(chain(_lines(file), end), delimiter=self.delimiter)
            number, lines = 0, 0
            while piece := _next(reader, number):
                if reader.line_num - lines > len(piece):
                    self._look_for_tall(piece, number)
                number, lines = number + len(piece), reader.line_num
                self._done = file.buffer.tell()
                if end.is_reached and piece.pop() != [end.MARK]:
                    raise _unclosed(number)
                yield piece

    def _look_for_tall(self, piece: list[list[str]], before: int) -> None:
        for number, record in enumerate(piece, before + 1):
            lines = 1 + sum(len(_LINE_END.findall(cell)) for cell in record)
            if lines > _TALLEST_RECORD:
                self.problems[number] = _tall(lines)

    def _open(self) -> TextIO:
        return self._path.open(encoding=self.encoding, newline="")


class _End:
    """A line of our own after the last one: a record of its own unless a quotation mark stands open."""

    MARK = "\x04"

    def __init__(self) -> None:
        self.is_reached = False

    def __iter__(self) -> Iterator[str]:
        self.is_reached = True
        yield self.MARK


def _next(reader: Iterator[list[str]], before: int) -> list[list[str]]:
    """Return the next records; `before` are those that came before."""
    piece: list[list[str]] = []
    try:
        piece.extend(islice(reader, _PIECE))
    except csv.Error:  # the records before it stand in the piece
        raise _unclosed(before + len(piece) + 1) from None
    except ValueError:
        raise _no_text(before + len(piece)) from None
    return piece


def _lines(file: TextIO) -> Iterator[str]:
    return chain.from_iterable(_blocks(file))


def _blocks(file: TextIO) -> Iterator[StringIO]:
    """Yield the text in blocks of whole lines."""
    rest = ""
    while text := file.read(_BLOCK):
        if "\0" in text:
            raise ValueError
        text = rest + text
        end = max(text.rfind("\n"), text.rfind("\r", 0, -1)) + 1  # a last \r may be half of a line's end
        rest = text[end:]
        if len(rest) >= _LONGEST_LINE:
            raise Refused(
                "ไฟล์มีบรรทัดยาวเกินไป ไม่ใช่ตารางข้อความ",
                "The file has a line too long for a table in text.",
            )
        yield StringIO(text[:end], newline="")
    yield StringIO(rest, newline="")


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


def _no_text(number: int) -> Refused:
    return Refused(
        f"หลังแถวที่ {number:,}: มีไบต์ที่อ่านเป็นข้อความไม่ได้ "
        "ไฟล์อาจเสีย หรือต่อจากไฟล์ที่ใช้รหัสอักขระต่างกัน บันทึกทั้งไฟล์ใหม่เป็น UTF-8 แล้วส่งอีกครั้ง",
        f"After row {number:,} there are bytes that are no text; the file may be damaged, or put together "
        "from files in different encodings. Save all of it as UTF-8 and send it again.",
    )


def _tall(lines: int) -> Problem:
    return Problem(
        f'แถวนี้ยาว {lines} บรรทัด เครื่องหมายคำพูด (") อาจไม่ครบคู่',
        f'The row spans {lines} lines; a quotation mark (") may be missing.',
    )
