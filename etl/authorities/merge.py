"""Lists that have an authority on several rows, one a tambon or a village: brought to one entry a code."""

from collections.abc import Iterable
from dataclasses import replace

from etl.authorities.entry import Entry
from etl.outcome import RefusedRow
from geo.thai.unreadable import shown


def merge(entries: Iterable[Entry], column: str) -> tuple[dict[str, list[Entry]], list[RefusedRow]]:
    """Return code → its rows, in order of code, and the rows refused because they contradict one another.

    `column` is the heading of the codes. Two rows of a code agree when type, name, province and amphoe do.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.code, []).append(entry)
    split = {code for code, rows in groups.items() if len({_identity(entry) for entry in rows}) > 1}
    refused = [_contradicts(entry, groups[entry.code], column) for code in split for entry in groups[code]]
    return {code: groups[code] for code in sorted(groups) if code not in split}, refused


def together(rows: list[Entry]) -> Entry:
    """Return the rows of one code as one entry: of every field the first text that is not empty."""
    if len(rows) == 1:
        return rows[0]
    cells = {
        field: next((entry.cells[field] for entry in rows if entry.cells[field].strip()), "")
        for field in rows[0].cells
    }
    return replace(rows[0], cells=cells)


def _identity(entry: Entry) -> tuple[str | None, ...]:
    return entry.type, entry.name_th, entry.province_code, entry.amphoe_code


def _contradicts(entry: Entry, rows: list[Entry], column: str) -> RefusedRow:
    others = ", ".join(str(other.row) for other in rows if other is not entry)
    return RefusedRow(
        entry.row,
        column,
        shown(entry.code),
        f"รหัสนี้ซ้ำกับแถว {others} โดยชื่อ ประเภท หรืออำเภอไม่ตรงกัน",
        f"Row {others} has the same code with another name, type or amphoe.",
    )
