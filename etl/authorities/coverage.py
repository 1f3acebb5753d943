"""Which areas an authority covers, as far as a list tells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from etl.authorities.entry import Cells, Entry
from etl.authorities.gazette import Gazette
from etl.outcome import Remark
from geo.thai.unreadable import shown
from layers.areas.level import read_code

Extent = Literal["whole", "part"]

OF_PROVINCE = "เขตจังหวัดตามกฎหมายว่าด้วยองค์การบริหารส่วนจังหวัด"
OF_OFFICE = "อำเภอที่ตั้งในทะเบียน อปท. (ยังไม่ทราบเขตจริง)"
BY_DEFAULT = (OF_PROVINCE, OF_OFFICE)
"""The sources of coverage that no list tells of; a list that does takes their place."""

_WHOLE = re.compile(r"เต็ม|ทั้ง|whole|full|all|^1$|^ใช่$|^yes$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Covered:
    """One area that an authority covers; `source` is None where the list itself tells."""

    code: str
    area_code: str
    extent: Extent
    source: str | None = None


def covered(rows: list[Entry], gazette: Gazette) -> tuple[list[Covered], list[Remark]]:
    """Return what one authority covers, by the rows that the list has of it, and what could not be used.

    A provincial organisation covers its province wholly. Others cover the tambon that the list names,
    wholly where it says so and else in part; where it names none, their amphoe in part.
    """
    first = rows[0]
    if first.type == "pao":
        return [Covered(first.code, first.province_code, "whole", OF_PROVINCE)], []
    found: dict[str, Extent] = {}
    remarks: list[Remark] = []
    for entry in rows:
        for text, code in _tambon(entry, gazette):
            if code is None:
                remarks.append(_unknown(entry, text))
            else:
                found[code] = "whole" if found.get(code) == "whole" else _extent(entry.cells)
    if found:
        return [Covered(first.code, code, extent) for code, extent in sorted(found.items())], remarks
    home = first.amphoe_code or first.province_code
    return [Covered(first.code, home, "part", OF_OFFICE)], remarks


def _tambon(entry: Entry, gazette: Gazette) -> Iterator[tuple[str, str | None]]:
    """Yield each tambon that a row names, by codes or else by names, with its code if it has one."""
    codes = _listed(entry.cells.get("tambon_code", ""))
    if codes:
        for text in codes:
            code = read_code(text)
            yield text, code if code and len(code) == 6 and code.startswith(entry.province_code) else None
        return
    for text in _listed(entry.cells.get("tambon", "")):
        yield text, gazette.tambon(entry.amphoe_code, text) if entry.amphoe_code else None


def _listed(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;/|\n]", text) if part.strip()]


def _extent(cells: Cells) -> Extent:
    return "whole" if _WHOLE.search(cells.get("extent", "").strip()) else "part"


def _unknown(entry: Entry, text: str) -> Remark:
    return Remark(
        "tambon-not-found",
        f"ไม่พบตำบล “{shown(text)}” ในอำเภอ {entry.amphoe_code or '-'} จึงไม่นับเป็นพื้นที่ที่ดูแล",
        f"There is no tambon “{shown(text)}” in amphoe {entry.amphoe_code or '-'}; it counts for nothing.",
        entry.code,
        entry.row,
    )
