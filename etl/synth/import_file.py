"""Synthetic projects as a file to load: CSV with the headings that offices use, a point in every row."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from etl.synth.nation import nation
from etl.synth.projects import Plan, SynthProject, projects_of, shares
from etl.synth.story import Event
from geo.thai.dates import to_be
from layers.codes import categories, programmes, sources

HEADINGS = (
    "รหัส อปท.",
    "ปีงบประมาณ",
    "เลขที่โครงการ",
    "ชื่อโครงการ",
    "แผนงาน",
    "แหล่งงบประมาณ",
    "ประเภทโครงการ",
    "งบประมาณที่อนุมัติ",
    "วันที่อนุมัติ",
    "วงเงินตามสัญญา",
    "เบิกจ่าย",
    "ละติจูด",
    "ลองจิจูด",
)


def write_csv(path: Path, plan: Plan, progress: Callable[[int], None] = lambda _n: None) -> None:
    """Write the plan's projects, authority by authority, in UTF-8 with a BOM; dates are Buddhist era."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        first = 0
        for index, count in enumerate(shares(plan).tolist()):
            code = nation()[index].code
            writer.writerows(_row(code, project) for project in projects_of(plan, index, first, count))
            first += count
            progress(first)


def _row(code: str, project: SynthProject) -> tuple[object, ...]:
    work, events = project.work, project.story.events
    lon, lat = project.place or ("", "")
    return (
        code,
        to_be(project.fiscal_year),
        f"{to_be(project.fiscal_year)}-{project.number:07d}",
        work.title,
        programmes()[work.kind.programme].name_th,
        sources()[work.source].name_th,
        categories()[work.kind.category].name_th,
        _total(events, "approval"),
        _approved_on(events),
        _total(events, "contract"),
        _total(events, "payment"),
        lat,
        lon,
    )


def _total(events: tuple[Event, ...], kind: str) -> Decimal | str:
    return sum((event.amount for event in events if event.kind == kind), Decimal(0)) or ""


def _approved_on(events: tuple[Event, ...]) -> str:
    if not events:
        return ""
    day = events[0].on
    return f"{day.day}/{day.month}/{to_be(day.year)}"
