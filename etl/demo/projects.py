"""The invented projects of the demonstration: some six hundred, in three fiscal years, at every stage."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from random import Random

from etl.demo.authorities import DemoAuthority
from etl.demo.doubtful import make_doubtful
from etl.demo.locations import drifting_of, places_of
from etl.demo.places import draw_place
from etl.demo.project import DemoProject
from etl.synth.kinds import Kind, all_kinds, draw_kind, invent
from etl.synth.story import Story, Year, draw_stage, tell
from geo.thai.dates import fiscal_year as year_of

YEARS = 3
SHARE = {"pao": 36, "city": 39}
EACH = 13
SEAT_SHARE = 30
SEAT = "5570191"
"""The authority whose officers the demonstration accounts are: it has more projects than its like."""

UNPINNED_OF_TEN = (3, 1, 0)
"""How many of ten projects that need a place have none yet, in the current fiscal year and those before."""
LEAST_UNPINNED, SEAT_UNPINNED = 2, 9
STRAYS = 6
DRIFTS = (85, 140, 230, 410, 64)
"""Metres by which some finished works were built elsewhere than planned; the first reason is given."""
SETTLED = "ย้ายตำแหน่งตามมติประชาคมหมู่บ้าน เพราะแนวเดิมอยู่ในที่ดินเอกชน"
DRAFTS = 9
NOTES = ("รอแบบแปลนจากกองช่าง", "ชาวบ้านขอเลื่อนหลังเก็บเกี่ยว", "ตรวจสอบแนวเขตที่ดินแล้ว", "ประสานการไฟฟ้าเรื่องย้ายเสา")


def demo_projects(seed: int, authorities: list[DemoAuthority], today: date) -> list[DemoProject]:
    """Return the projects of the current fiscal year and the two before it, authority by authority."""
    random = Random(seed + 1)  # noqa: S311
    inventor = _Inventor(random, today)
    projects = [project for authority in authorities for project in inventor.of(authority)]
    _unpin(projects)
    _stray(random, projects)
    for project in islice((p for p in projects if p.story.stage == "plan" and p.place is None), DRAFTS):
        project.published = False
    for project in projects:
        project.locations = list(places_of(random, project.place, project.story.stage))
    _drift(Random(seed + 2), projects)  # noqa: S311
    make_doubtful(Random(seed + 3), projects, SEAT)  # noqa: S311
    return projects


class _Inventor:
    """Draws projects as things stand today; each kind once before any occurs by chance."""

    def __init__(self, random: Random, today: date) -> None:
        self.random, self.today = random, today
        self.rare = list(all_kinds())
        random.shuffle(self.rare)

    def of(self, authority: DemoAuthority) -> Iterator[DemoProject]:
        """Yield an authority's projects, the current year's first."""
        count = SEAT_SHARE if authority.code == SEAT else SHARE.get(authority.type, EACH)
        for number in range(count):
            yield self._project(authority, year_of(self.today) - number * YEARS // count, number + 1)

    def _project(self, authority: DemoAuthority, fiscal_year: int, number: int) -> DemoProject:
        kind = self._next_rare(authority.type) or draw_kind(self.random, authority.type)
        home = self.random.randrange(len(authority.villages))
        names = [village.name for village in authority.villages]
        work = invent(self.random, kind, fiscal_year, names, home)
        stage = draw_stage(self.random, fiscal_year, year_of(self.today))
        story = tell(stage, work.cost, kind.procurement, Year(self.random, fiscal_year, self.today))
        place = None
        if kind.shape != "none" and not self._still_unpinned(fiscal_year, story):
            place = draw_place(self.random, work, authority.villages[home].place, authority.territory)
        note = self.random.choice(NOTES) if self.random.random() < 0.1 else None
        return DemoProject(authority, fiscal_year, number, work, story, place, note=note)

    def _next_rare(self, authority_type: str) -> Kind | None:
        for kind in self.rare:
            if not kind.types or authority_type in kind.types:
                self.rare.remove(kind)
                return kind
        return None

    def _still_unpinned(self, fiscal_year: int, story: Story) -> bool:
        of_ten = UNPINNED_OF_TEN[year_of(self.today) - fiscal_year]
        return self.random.random() * 10 < of_ten + (2 if story.stage == "plan" else 0)


def _unpin(projects: list[DemoProject]) -> None:
    """Leave every authority something to pin, the newest projects first."""
    for code in dict.fromkeys(project.authority.code for project in projects):
        own = [p for p in projects if p.authority.code == code and p.needs_place]
        without = sum(p.place is None for p in own)
        least = SEAT_UNPINNED if code == SEAT else LEAST_UNPINNED
        for project in islice((p for p in own if p.place is not None), max(0, least - without)):
            project.place = None


def _stray(random: Random, projects: list[DemoProject]) -> None:
    """Put a few places into another amphoe than their authority's, which the portal warns of."""
    pinned = [p for p in projects if p.place is not None and p.authority.boundary is not None]
    for project in random.sample(pinned, STRAYS):
        elsewhere = [p.authority for p in pinned if p.authority.amphoe_code != project.authority.amphoe_code]
        other = random.choice(elsewhere)
        project.place = draw_place(random, project.work, other.office, other.territory)


def _drift(random: Random, projects: list[DemoProject]) -> None:
    """Have some finished works built elsewhere than planned, the first by the demonstration's own seats."""
    finished = [p for p in projects if p.place is not None and p.story.stage == "finished" and p.published]
    own = [p for p in finished if p.authority.code == SEAT]
    others = [p for p in finished if p.authority.code != SEAT]
    chosen = [*own[:3], *random.sample(others, len(DRIFTS))][: len(DRIFTS)]
    for project, metres in zip(chosen, DRIFTS, strict=True):
        assert project.place is not None  # noqa: S101 - chosen for having one
        project.locations = list(drifting_of(random, project.place, project.story.stage, metres))
    chosen[0].drift_reason = SETTLED
