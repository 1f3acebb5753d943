"""The user's own rows given back as a workbook, with what is to be mended beside each."""

import os
from collections import defaultdict
from pathlib import Path

import xlsxwriter

from etl.projects.left_out import Kind
from etl.projects.opening import Manner, open_projects
from etl.projects.report import ProjectsReport
from etl.readers.workbook_xlsx import UNVALUED
from geo.errors import Refused

HEADS = ("แถวในไฟล์ / Row", "ผล / Status", "สิ่งที่ต้องแก้ / What to mend")
MOST_ROWS = 1_048_575
MOST_CHARS = 32_767
_WIDTHS = (10, 16, 60)
_MEND = "ต้องแก้ / mend"
_LEFT_OUT: dict[Kind, str] = {
    "total": "แถวรวม / total",
    "heading": "หัวข้อ / heading",
    "nothing": "ไม่ใช่โครงการ / no project",
    "column-numbers": "เลขคอลัมน์ / column numbers",
    "signature": "ลงชื่อ / signature",
}


def check_target(path: Path | str, out: Path) -> None:
    """Raise `Refused` where a workbook could not be written to `out`, before anything else is done."""
    if out.suffix.lower() != ".xlsx":
        raise _unfit(out, "ชื่อไฟล์ต้องลงท้ายด้วย .xlsx", "its name must end in .xlsx")
    if out.resolve() == Path(path).resolve():
        raise _unfit(out, "เป็นไฟล์เดียวกับไฟล์ที่โหลด", "it is the file that is loaded")
    if out.is_dir() or not out.parent.is_dir() or not os.access(out.parent, os.W_OK):
        raise _unfit(
            out, "ไม่มีโฟลเดอร์นั้น หรือเขียนในนั้นไม่ได้", "there is no such folder, or it cannot be written to"
        )


def give_back(path: Path | str, manner: Manner, report: ProjectsReport, out: Path) -> None:
    """Write the rows of a file to `out` (XLSX), refused ones marked; the file appears whole or not at all.

    Of a file with more rows than a sheet may have, only those to be mended are written. Every cell is text,
    so that no spreadsheet takes one for a formula. Raises `Refused` where the workbook cannot be written.
    """
    check_target(path, out)
    part = out.with_name(out.name + ".part")
    try:
        with xlsxwriter.Workbook(part, {"constant_memory": True}) as book:
            _Sheet(book, report).fill(path, manner)
        part.replace(out)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise _unfit(out, str(error), str(error)) from error
    finally:
        part.unlink(missing_ok=True)


class _Sheet:
    """The one sheet of the workbook."""

    def __init__(self, book: xlsxwriter.Workbook, report: ProjectsReport) -> None:
        self._sheet = book.add_worksheet("แถวของท่าน")
        self._head = book.add_format(
            {"bold": True, "bg_color": "#E6F1F0", "text_wrap": True, "valign": "top"}
        )
        self._plain = book.add_format({"text_wrap": False, "valign": "top"})
        self._wrong = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FBE9E7"})
        self._faults = _faults(report)
        self._left_out = {row.row: _LEFT_OUT[row.kind] for row in report.left_out}
        self._good = "โหลดแล้ว / loaded" if report.loaded else "ใช้ได้ / good"
        self._only_wrong = report.rows + len(report.left_out) > MOST_ROWS

    def fill(self, path: Path | str, manner: Manner) -> None:
        """Write the headings, and every row of a file."""
        with open_projects(path, manner) as opened:
            self._write(0, (*HEADS, *opened.columns), self._head)
            for column, width in enumerate((*_WIDTHS, *([22] * len(opened.columns)))):
                self._sheet.set_column(column, column, width)
            self._sheet.freeze_panes(1, len(HEADS))
            line = 0
            for batch in opened.batches:
                for number, cells in zip(
                    batch.frame.rows.tolist(), batch.frame.texts.to_numpy(), strict=True
                ):
                    faults = self._faults.get(number)
                    if line < MOST_ROWS and (faults or not self._only_wrong):
                        line += 1
                        said = str(number), self._status(number), "\n".join(faults or ())
                        self._write(line, (*said, *cells), self._wrong if faults else self._plain)

    def _write(self, line: int, cells: tuple[str, ...], style: object) -> None:
        for column, text in enumerate(cells):
            self._sheet.write_string(line, column, text.lstrip(UNVALUED)[:MOST_CHARS], style)

    def _status(self, number: int) -> str:
        return _MEND if number in self._faults else self._left_out.get(number, self._good)


def _faults(report: ProjectsReport) -> dict[int, list[str]]:
    faults: defaultdict[int, list[str]] = defaultdict(list)
    for fault in report.refused:
        where = f"{fault.column}: " if fault.column else ""
        faults[fault.row].append(f"{where}{fault.thai}\n{fault.english}")
    return dict(faults)


def _unfit(out: Path, thai: str, english: str) -> Refused:
    return Refused(f"เขียนไฟล์ {out} ไม่ได้: {thai}", f"Cannot write {out}: {english}.")
