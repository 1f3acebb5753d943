"""The user's own rows given back as a workbook, with what is to be mended beside each."""

from collections import defaultdict
from pathlib import Path

import xlsxwriter

from etl.projects.opening import Manner, open_projects
from etl.projects.report import ProjectsReport
from geo.errors import Refused

HEADS = ("แถวในไฟล์ / Row", "ผล / Status", "สิ่งที่ต้องแก้ / What to mend")
MOST_ROWS = 1_048_575
_WIDTHS = (10, 16, 60)


def give_back(path: Path | str, manner: Manner, report: ProjectsReport, out: Path) -> None:
    """Write the rows of a file to `out` (XLSX), refused ones marked; the file appears whole or not at all.

    Every cell is text, so that no spreadsheet takes one for a formula. Raises `Refused` where the workbook
    cannot be written, or would have more rows than one may.
    """
    if report.rows > MOST_ROWS:
        raise Refused(
            f"ไฟล์มี {report.rows:,} แถว เกินกว่าที่ Excel รับได้ ({MOST_ROWS:,}) ให้แบ่งไฟล์ก่อน",
            f"The file has {report.rows:,} rows, more than Excel takes ({MOST_ROWS:,}); split it.",
        )
    part = out.with_name(out.name + ".part")
    try:
        with xlsxwriter.Workbook(part, {"constant_memory": True}) as book:
            _fill(book, path, manner, report)
        part.replace(out)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise Refused(f"เขียนไฟล์ {out} ไม่ได้: {error}", f"Cannot write {out}: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _fill(book: xlsxwriter.Workbook, path: Path | str, manner: Manner, report: ProjectsReport) -> None:
    sheet = book.add_worksheet("แถวของท่าน")
    head = book.add_format({"bold": True, "bg_color": "#E6F1F0", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": False, "valign": "top"})
    wrong = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FBE9E7"})
    faults = _faults(report)
    with open_projects(path, manner) as opened:
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(len(_WIDTHS), len(_WIDTHS) + len(opened.columns), 22)
        sheet.freeze_panes(1, len(HEADS))
        for column, name in enumerate((*HEADS, *opened.columns)):
            sheet.write_string(0, column, name, head)
        line = 0
        for batch in opened.batches:
            for number, cells in zip(batch.frame.rows.tolist(), batch.frame.texts.to_numpy(), strict=True):
                line += 1
                style = wrong if number in faults else plain
                mend = "\n".join(faults.get(number, []))
                for column, text in enumerate((str(number), _status(number, report, faults), mend, *cells)):
                    sheet.write_string(line, column, text, style)


def _faults(report: ProjectsReport) -> dict[int, list[str]]:
    faults: defaultdict[int, list[str]] = defaultdict(list)
    for fault in report.refused:
        where = f"{fault.column}: " if fault.column else ""
        faults[fault.row].append(f"{where}{fault.thai}\n{fault.english}")
    return dict(faults)


def _status(number: int, report: ProjectsReport, faults: dict[int, list[str]]) -> str:
    if number in faults:
        return "ต้องแก้ / mend"
    if number in report.totals:
        return "แถวรวม / total"
    return "โหลดแล้ว / loaded" if report.loaded else "ใช้ได้ / good"
