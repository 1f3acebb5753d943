"""Which columns of a table write places, and a row's text from them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.projects.axes import system_told
from etl.projects.columns import Columns, find_columns, listed
from geo.errors import BadRequest
from geo.notation import read_places
from geo.thai.unreadable import Unreadable, shown
from layers.wording import settle

TRIED = 50
ENOUGH = 0.5
"""The rows that are tried to find a column of places, and the part of them that must be readable."""

_MONEY = re.compile("งบ|เงิน|บาท|สัญญา|มูลค่า|ราคา|จ่าย|อนุมัติ|budget|amount|baht|contract|approved|paid|disburse")
_ENDS = {"เริ่มต้น": re.compile("เริ่ม|ต้นทาง|ต้นสาย|start|begin"), "สิ้นสุด": re.compile("สิ้นสุด|ปลาย|end|finish")}
_AXES = {
    "ละติจูด": re.compile("ละติ|แลต|รุ้ง|lat"),
    "ลองจิจูด": re.compile("ลอง|แวง|lon|lng"),
    "E": re.compile(r"east|ตะวันออก|(?:^|[\s_.(:/])[ex](?:$|[\s_.):])"),
    "N": re.compile(r"north|เหนือ|(?:^|[\s_.(:/])[yn](?:$|[\s_.):])"),
}


@dataclass(frozen=True, slots=True)
class PlaceColumns:
    """The columns that write a place together, and their system in words.

    `labels` are what each heading says: which end of a road, and which axis.
    """

    names: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    system: str

    def text(self, row: Mapping[str, str]) -> str:
        """Return the text of a row's place, empty where every cell is."""
        said = [
            (*label, cell)
            for name, label in zip(self.names, self.labels, strict=True)
            if (cell := row[name].strip())
        ]
        if len(self.names) == 1:
            return f"{self.system} {said[0][2]}".strip() if said else ""
        words, before = [self.system], ""
        for end, axis, cell in said:
            words += [end if end != before else "", axis, cell]
            before = end
        return " ".join(filter(None, words)) if said else ""


def place_columns(
    names: Sequence[str], said: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> PlaceColumns:
    """Return the columns of places: those said, else those whose headings tell it, else one that reads so.

    `rows` are some of the table's. Raises `BadRequest` where a column said is not there, or none is found.
    """
    chosen = [column(names, one) for one in said] or _by_heading(names) or _by_reading(names, rows)
    if not chosen:
        raise BadRequest(
            f"ไม่รู้ว่าคอลัมน์ใดคือพิกัด ในไฟล์มี {listed(names)} ให้ระบุ --column",
            f"No column is known to write places among {listed(names)}; say which: --column.",
        )
    return PlaceColumns(tuple(chosen), tuple(map(_label, chosen)), system_told(chosen))


def found_columns(names: Sequence[str]) -> Columns:
    """Return which column is which, as for projects; money that cannot be told apart does not matter."""
    try:
        return find_columns(names, {})
    except BadRequest:
        return find_columns([name for name in names if not _MONEY.search(settle(name))], {})


def column(names: Sequence[str], said: str) -> str:
    """Return the column that is called so, whatever its case; raises `BadRequest` where none is."""
    found = next((name for name in names if settle(name) == settle(said)), None)
    if found is None:
        raise BadRequest(
            f"ไม่มีคอลัมน์ “{shown(said)}” ในไฟล์ มีแต่ {listed(names)}",
            f"There is no column “{shown(said)}”; there are {listed(names)}.",
        )
    return found


def _by_heading(names: Sequence[str]) -> list[str]:
    """Return the columns of a text, of degrees, or of metres, the ends of a road in order."""
    taken = found_columns(names).taken
    for fields in (("lat", "lon"), ("easting", "northing"), ("place",)):
        if all(field in taken for field in fields):
            first = [taken[field] for field in fields]
            return [*first, *_other_end(names, first)]
    return []


def _other_end(names: Sequence[str], first: Sequence[str]) -> list[str]:
    """Return the columns of a road's end where the first ones are of its start."""
    if not all(_ENDS["เริ่มต้น"].search(settle(name)) for name in first):
        return []
    ends = [name for name in names if name not in first and _ENDS["สิ้นสุด"].search(settle(name))]
    found = [next((name for name in ends if _axis(name) == _axis(one)), None) for one in first]
    return [name for name in found if name] if all(found) else []


def _by_reading(names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> list[str]:
    best, part = "", 0.0
    for name in names:
        texts = [text for row in rows[:TRIED] if (text := row[name].strip())]
        readable = sum(map(_readable, texts)) / len(texts) if texts else 0
        if readable > part:
            best, part = name, readable
    return [best] if part >= ENOUGH else []


def _readable(text: str) -> bool:
    try:
        return bool(read_places(text))
    except Unreadable:
        return False


def _label(name: str) -> tuple[str, str]:
    return next((word for word, pattern in _ENDS.items() if pattern.search(settle(name))), ""), _axis(name)


def _axis(name: str) -> str:
    return next((word for word, pattern in _AXES.items() if pattern.search(settle(name))), "")
