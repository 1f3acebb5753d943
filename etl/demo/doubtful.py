"""A few invented projects that the checks are to find: one twice, a road done again, an office for many."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random

import shapely
from shapely import LineString, Point
from shapely.ops import substring

from etl.demo.locations import Location, places_of
from etl.demo.places import moved
from etl.demo.project import DemoProject

ON_ONE_POINT = 5


def make_doubtful(random: Random, projects: list[DemoProject], seat: str) -> None:
    """Change some projects that are placed but not finished, those of the demonstration's own seat first."""
    ordered = sorted(projects, key=lambda project: project.authority.code != seat)
    open_ones = [p for p in ordered if p.place is not None and p.published and p.story.stage != "finished"]
    changed = [*_recorded_twice(random, open_ones, projects), *_roads_again(ordered, open_ones)]
    for project in changed:
        project.locations = list(places_of(random, project.place, project.story.stage))
    for project in _on_the_office(projects, {id(p) for p in changed}):
        project.locations = [Location("planned", project.authority.office, "map", None, repairs=("office",))]


def _recorded_twice(
    random: Random, open_ones: list[DemoProject], projects: list[DemoProject]
) -> Iterator[DemoProject]:
    """Make one project nearly another of its authority and year, where no kind of project is lost by it."""
    kinds = Counter(key for p in projects for key in _kinds(p))
    pairs = (
        (one, other)
        for one, other in combinations(open_ones, 2)
        if one.authority.code == other.authority.code
        and one.fiscal_year == other.fiscal_year
        and one.story.stage not in ("plan", "stopped")
        and all(kinds[key] > 2 for key in _kinds(other))
    )
    for one, other in pairs:
        assert one.place is not None  # noqa: S101 - chosen for having one
        other.work = replace(one.work, title=one.work.title.replace("หมู่ที่ ", "ม."))
        other.story, other.place = one.story, moved(random, one.place, 60)
        yield other
        return


def _roads_again(ordered: list[DemoProject], open_ones: list[DemoProject]) -> Iterator[DemoProject]:
    """Lay some roads on the stretch of one that was finished less than two years before."""
    roads = [p for p in open_ones if p.work.kind.category == "road" and isinstance(p.place, LineString)]
    for again in [p for p in roads if p.story.stage != "stopped"]:
        done = next((p for p in ordered if _under(p, again)), None)
        if done is not None and isinstance(done.place, LineString):
            again.place = _first(done.place, again.work.length)
            yield again
            return


def _under(done: DemoProject, again: DemoProject) -> bool:
    finished = done.story.finished_on
    contracts = [event.on for event in again.story.events if event.kind == "contract"]
    begins = min(contracts, default=date(again.fiscal_year - 1, 10, 1))
    return (
        done.authority.code == again.authority.code
        and done.work.kind.category == "road"
        and isinstance(done.place, LineString)
        and done.work.length >= again.work.length
        and finished is not None
        and 0 < (begins - finished).days < 700
    )


def _on_the_office(projects: list[DemoProject], taken: set[int]) -> Iterator[DemoProject]:
    """Give projects of one authority its office for their place."""
    groups: dict[str, list[DemoProject]] = {}
    for project in projects:
        measured = any(location.phase == "as_built" for location in project.locations)
        free = project.story.stage != "stopped" and not measured and id(project) not in taken
        if isinstance(project.place, Point) and free:
            groups.setdefault(project.authority.code, []).append(project)
    most = max(groups.values(), key=len, default=[])
    if len(most) >= ON_ONE_POINT:
        for project in most[:ON_ONE_POINT]:
            project.place = project.authority.office
            yield project


def _kinds(project: DemoProject) -> tuple[str, ...]:
    kind = project.work.kind
    return (
        f"c{kind.category}",
        f"p{kind.programme}",
        f"s{project.work.source}",
        f"t{project.story.stage}",
        kind.title,
    )


def _first(line: LineString, metres: float) -> LineString:
    """Return the beginning of a line, so many metres long."""
    wide = math.cos(math.radians(line.centroid.y)) * 111_195.0
    scale = (wide, 111_195.0)
    flat = shapely.transform(line, lambda xy: xy * scale)
    part = shapely.transform(substring(flat, 0, metres), lambda xy: xy / scale)
    return LineString(shapely.set_precision(part, 1e-7).coords)
