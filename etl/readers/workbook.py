"""Workbooks (XLSX, XLS, ODS), each read by a process of its own (`workbook_worker`)."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO, cast

from etl.readers.archive import Archive
from etl.readers.header import SEARCHED, Header, Merge, find_header
from etl.readers.limits import Limits
from etl.readers.problem import Problem
from etl.readers.workbook_kind import protected
from geo.errors import Refused
from geo.thai.unreadable import shown

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.append(sys.argv.pop(1)); from etl.readers.workbook_worker import run; run()"
_DATA_PARTS = {"ods": ("content.xml",)}
"""The parts that are looked at where not all are; OpenOffice declares document types in others."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet's name, size and upper left corner; `down` are the merged cells anywhere that join rows."""

    name: str
    visible: bool
    height: int
    width: int
    rows: list[list[str]]
    merges: list[Merge]
    down: list[Merge]

    def header(self, known: Sequence[str]) -> Header | None:
        """Return the header of the sheet."""
        return find_header(self.rows, known, self.merges)


class Workbook:
    """An open workbook; leaving it ends its process. Raises `Refused` when it cannot be read within the
    limits.
    """

    def __init__(self, path: Path, limits: Limits, form: str = "xlsx") -> None:
        if form != "xls":
            check_parts(path, limits, _DATA_PARTS.get(form))
        shape = limits.workbook_memory, limits.workbook_seconds, SEARCHED, limits.columns + 1
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, _ROOT, form, str(path), *map(str, shape)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self._in, self._out = cast(TextIO, self._process.stdin), cast(TextIO, self._process.stdout)
        try:
            self.sheets = [_sheet(found) for found in self._summary()]
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._in, self._out):
            with suppress(OSError):
                stream.close()

    def choose(self, name: str | None, known: Sequence[str]) -> Sheet:
        """Return the sheet of a name, else the visible one whose header matches best. Raises `Refused`."""
        named = [sheet for sheet in self.sheets if sheet.name.strip() == (name or "").strip()]
        if name is not None and not named:
            raise self._no_sheet(name)
        candidates = named or [sheet for sheet in self.sheets if sheet.visible and sheet.height]
        if not candidates:
            raise Refused("สมุดงานไม่มีแผ่นงานที่มีข้อมูล", "The workbook has no sheet with data.")
        return max(candidates, key=lambda sheet: header.score if (header := sheet.header(known)) else -1.0)

    def alike(self, chosen: Sheet, known: Sequence[str]) -> list[Sheet]:
        """Return the other visible sheets whose header has at least two of the known words."""
        others = [sheet for sheet in self.sheets if sheet.visible and sheet.height and sheet is not chosen]
        headers = [(sheet, sheet.header(known)) for sheet in others]
        return [sheet for sheet, header in headers if header and header.score >= 2]

    def rows(self, sheet: Sheet) -> "SheetRows":
        """Return the rows of one sheet, to be read once."""
        return SheetRows(self, sheet)

    def send(self, sheet: Sheet) -> Iterator[list[str]]:
        """Have the process write a sheet, and yield its rows from its first row and column on."""
        self._in.write(json.dumps(sheet.name) + "\n")
        self._in.close()
        try:
            yield from csv.reader(self._out)
        except csv.Error:
            raise _too_large() from None
        self._check_end()

    def _summary(self) -> list[dict[str, Any]]:
        line = self._out.readline()
        if not line.endswith("\n"):
            self._check_end()
            raise _damaged()
        return cast(list[dict[str, Any]], json.loads(line)["sheets"])

    def _check_end(self) -> None:
        status = self._process.wait()
        if status == 3:
            raise _damaged()
        if status == 4:
            raise protected()
        if status != 0:
            raise _too_large()

    def _no_sheet(self, name: str) -> Refused:
        names = ", ".join(f"“{shown(sheet.name)}”" for sheet in self.sheets)
        return Refused(
            f"ไม่มีแผ่นงาน “{shown(name)}” ในสมุดงานมี {names}",
            f"There is no sheet “{shown(name)}”; the workbook has {names}.",
        )


class SheetRows:
    """The rows of one sheet; `problems` stays empty, since a workbook's cells cannot be confused."""

    def __init__(self, workbook: Workbook, sheet: Sheet) -> None:
        self._workbook, self._sheet = workbook, sheet
        self._read = 0
        self.head: Sequence[list[str]] = sheet.rows
        self.problems: dict[int, Problem] = {}

    @property
    def progress(self) -> float:
        """The part of the sheet that has been read, 0 to 1."""
        return min(1.0, self._read / max(1, self._sheet.height))

    def __iter__(self) -> Iterator[list[str]]:
        for row in self._workbook.send(self._sheet):
            self._read += 1
            yield row


def check_parts(path: Path, limits: Limits, parts: Sequence[str] | None = None) -> None:
    """Raise `Refused` when a part of the workbook declares a document type, which only attacks do."""
    with Archive(path, limits) as archive:
        for name in parts or [name for name in archive.names if name.lower().endswith((".xml", ".rels"))]:
            if b"<!" in archive.read(name, 1024).replace(b"\0", b""):
                raise _damaged()


def _sheet(found: dict[str, Any]) -> Sheet:
    merged = {name: [Merge(*merge) for merge in found[name]] for name in ("merges", "down")}
    return Sheet(**{**found, **merged})


def _damaged() -> Refused:
    return Refused(
        "สมุดงานเสียหายหรือใส่รหัสผ่าน ให้เปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx",
        "The workbook is damaged or protected; open it in Excel and save it again as .xlsx.",
    )


def _too_large() -> Refused:
    return Refused(
        "สมุดงานใหญ่เกินไปหรือมีช่องว่างกว้างผิดปกติ ให้ลบแถวและคอลัมน์ว่าง หรือบันทึกเป็น CSV",
        "The workbook is too large, or its cells lie absurdly far apart; delete empty rows and columns, or "
        "save it as CSV.",
    )
