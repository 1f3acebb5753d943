"""Rows pasted into a page, as a table that is read like any file."""

import csv
import io
import re
from collections.abc import Sequence

from geo.errors import Refused
from geo.notation import read_places
from geo.thai.unreadable import Unreadable

MOST_PASTED = 1 << 20
PASTED = "ข้อความที่วาง.csv"
"""What pasted rows are called where a file has its name."""


def pasted(text: str) -> str:
    """Return pasted rows as CSV: cells of a spreadsheet by their tabs, else a text of a place a line.

    What has no heading gets one. Raises `Refused` for nothing, or too much.
    """
    lines = [line for line in re.split(r"\r\n|\r|\n", text.replace("\0", "")) if line.strip()]
    if not lines:
        raise Refused("ยังไม่ได้วางข้อความ หรือเลือกไฟล์", "Nothing was pasted, and no file chosen.")
    if len(text) > MOST_PASTED:
        raise Refused(
            f"ข้อความที่วางยาวเกิน {MOST_PASTED >> 20} ล้านตัวอักษร ให้ส่งเป็นไฟล์",
            f"More than {MOST_PASTED >> 20} million letters were pasted; send a file.",
        )
    if len(lines) > 1 and "\t" not in text and _is_heading(lines[0]) and "," in lines[0]:
        return "\n".join(lines)
    cells = [line.split("\t") for line in lines]
    if len(lines) == 1 or not _is_heading(" ".join(cells[0])):
        width = max(map(len, cells))
        cells.insert(0, ["พิกัด"] if width == 1 else [f"คอลัมน์ {at}" for at in range(1, width + 1)])
    elif len(cells[0]) == 1:
        cells[0] = [cells[0][0].strip()]
    return _as_csv(cells)


def _as_csv(cells: Sequence[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(cells)
    return written.getvalue()


def _is_heading(line: str) -> bool:
    """Whether a line is a heading: it has no more than a digit or two, and no place."""
    if sum(sign.isdigit() for sign in line) > 2:  # a heading may say UTM 47
        return False
    try:
        return not read_places(line)
    except Unreadable:
        return True
