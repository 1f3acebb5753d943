"""The user's own rows given back, XLSX or CSV, with what was understood, mended or refused beside each."""

import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from etl.locating.table import HEADS, JudgedRow, Located
from geo.errors import Refused
from layers.locating.judgement import Judged
from layers.locating.saying import metres, places_th

STATUS = {
    "read": "อ่านได้ / read",
    "mended": "อ่านได้ มีการแก้ / read, mended",
    "choose": "ให้เลือก / choose",
    "refused": "อ่านไม่ได้ / refused",
    "blank": "ว่าง / blank",
}
MOST_ROWS, MOST_CHARS = 1_048_575, 32_767
_WIDTHS = (10, 22, 13, 13, 28, 34, 34, 12, 12, 60, 60, 30, 10)
_COLOURS = {"mended": "#FFF8E1", "choose": "#FFF3E0", "refused": "#FBE9E7"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def check_target(path: Path | str, out: Path) -> None:
    """Raise `Refused` where a report could not be written to `out`, before anything else is done."""
    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise _unfit(out, "ชื่อไฟล์ต้องลงท้ายด้วย .xlsx หรือ .csv", "its name must end in .xlsx or .csv")
    if out.resolve() == Path(path).resolve():
        raise _unfit(out, "เป็นไฟล์เดียวกับไฟล์ที่อ่าน", "it is the file that is read")
    if out.is_dir() or not out.parent.is_dir() or not os.access(out.parent, os.W_OK):
        raise _unfit(
            out, "ไม่มีโฟลเดอร์นั้น หรือเขียนในนั้นไม่ได้", "there is no such folder, or it cannot be written to"
        )


def give_back(found: Located, out: Path) -> None:
    """Write the rows of a judged table to `out`; the file appears whole or not at all.

    The user's own cells are texts that no spreadsheet takes for formulas. Raises `Refused` where it cannot be
    written.
    """
    part = out.with_name(out.name + ".part")
    write = _write_xlsx if out.suffix.lower() == ".xlsx" else _write_csv
    try:
        write(found, part)
        part.replace(out)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise _unfit(out, str(error), str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _write_csv(found: Located, part: Path) -> None:
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*HEADS, *found.more, *map(_harmless, found.names)])
        for row in found.rows:
            ours = ("" if cell is None else cell for cell in told(row))
            writer.writerow([*ours, *map(_harmless, row.more), *map(_harmless, row.cells)])


def _write_xlsx(found: Located, part: Path) -> None:
    with xlsxwriter.Workbook(part, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("แถวของท่าน")
        plain = book.add_format({"valign": "top"})
        head = book.add_format({"bold": True, "bg_color": "#E6F1F0", "text_wrap": True, "valign": "top"})
        formats = {
            status: book.add_format({"valign": "top", "text_wrap": True, "bg_color": colour})
            for status, colour in _COLOURS.items()
        }
        for at, width in enumerate((*_WIDTHS, *([22] * (len(found.more) + len(found.names))))):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 2)
        _line(sheet, 0, (*HEADS, *found.more, *found.names), head)
        for number, row in enumerate(found.rows, 1):
            if number > MOST_ROWS:
                raise _unfit(part, "แถวเกินที่แผ่นงานรับได้ ใช้ .csv แทน", "more rows than a sheet holds; use .csv")
            _line(sheet, number, (*told(row), *row.more, *row.cells), formats.get(row.status, plain))


def _line(sheet: Any, number: int, cells: Sequence[str | float | None], style: Any) -> None:
    for at, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(number, at, cell[:MOST_CHARS], style)
        elif cell is None:
            sheet.write_blank(number, at, None, style)
        else:
            sheet.write_number(number, at, cell, style)


def told(row: JudgedRow) -> tuple[str | float | None, ...]:
    """Return what is told of a row, one value for each of `HEADS`."""
    judgement, best = row.judgement, row.meant
    said = "\n".join(line for line in row.note if line)
    if judgement is None or best is None:
        reason = f"{judgement.thai}\n{judgement.english}" if judgement else ""
        return (
            row.number,
            STATUS[row.status],
            *([None] * 7),
            "\n".join(filter(None, (reason, said))),
            None,
            None,
            None,
        )
    return (
        row.number,
        STATUS[row.status],
        round(best.reading.lat, 7),
        round(best.reading.lon, 7),
        read_as(best),
        "\n".join(f"{repair.thai} / {repair.english}" for repair in best.reading.repairs),
        places_th(best.areas),
        best.distance_m,
        best.confidence,
        "\n".join(filter(None, (judgement.thai, judgement.english, said))),
        "\n".join(_others(judgement.readings, best)),
        best.reading.geometry.wkt if best.reading.shape is not None else None,
        None if row.choice is None else row.choice + 1,
    )


def read_as(judged: Judged) -> str:
    """Return the notation and system that a reading supposes."""
    return f"{judged.reading.notation.thai} · {judged.reading.notation.english} · {judged.reading.crs}"


def _others(readings: Sequence[Judged], meant: Judged) -> Iterator[str]:
    """Yield the other readings, each with the number by which the column of choices names it."""
    for number, judged in enumerate(readings, 1):
        if judged is meant:
            continue
        reading = judged.reading
        far = "" if judged.distance_m is None else metres(judged.distance_m)[0]
        repairs = ", ".join(repair.thai for repair in reading.repairs)
        told = (f"{reading.lat:.7f}, {reading.lon:.7f}", reading.crs, far, repairs)
        yield f"{number}) " + " · ".join(filter(None, told))


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _unfit(out: Path, thai: str, english: str) -> Refused:
    return Refused(f"เขียนไฟล์ {out} ไม่ได้: {thai}", f"Cannot write {out}: {english}.")
