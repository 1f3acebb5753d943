"""Synthetic projects as lines of PostgreSQL's COPY, a block of authorities at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import shapely

from etl.synth.projects import Plan, SynthProject, projects_of, shares
from geo.thai.dates import to_be

BLOCK = 50_000
"""Projects written in one transaction, about: few enough for memory, many enough to be quick."""

DRAFT_OF = 200


@dataclass(frozen=True, slots=True)
class Share:
    """An authority's part of a block: its place in the nation, its id, its first project, and how many."""

    index: int
    authority_id: int
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Block:
    """Lines for the tables `project`, `money_event` and `location`."""

    projects: str
    events: str
    locations: str


def blocks(plan: Plan, owners: list[int]) -> Iterator[list[Share]]:
    """Deal the plan's projects to the authorities, whose ids are in the nation's order, in blocks."""
    block: list[Share] = []
    first = 0
    for index, count in enumerate(shares(plan).tolist()):
        if count:
            block.append(Share(index, owners[index], first, count))
            first += count
        if block and first - block[0].first >= BLOCK:
            yield block
            block = []
    if block:
        yield block


def make_block(plan: Plan, first_id: int, block: list[Share]) -> Block:
    """Return the lines of a block; the project numbered 0 has the id `first_id`."""
    projects: list[str] = []
    events: list[str] = []
    located: list[tuple[str, tuple[float, float]]] = []
    for share in block:
        for project in projects_of(plan, share.index, share.first, share.count):
            key = f"{first_id + project.number}\t{share.authority_id}"
            projects.append(_project(plan, key, project))
            events += _events(key, project)
            if project.place is not None:
                located.append((key, project.place))
    return Block("".join(projects), "".join(events), "".join(_locations(located)))


def _project(plan: Plan, key: str, project: SynthProject) -> str:
    kind, story = project.work.kind, project.story
    needs = kind.shape != "none"
    return (
        f"{key}\t{project.fiscal_year}\tsynth-{plan.seed}-{project.number}"
        f"\t{to_be(project.fiscal_year)}-{project.number:07d}\t{project.work.title}\t{kind.programme}"
        f"\t{project.work.source}\t{kind.category}\t{needs}\t{kind.reason or NULL}\t{kind.procurement}"
        f"\t{project.number % DRAFT_OF != 0}\t{_day(story.finished_on)}\t{_day(story.stopped_on)}"
        f"\t{story.stop_reason or NULL}\tt\n"
    )


def _events(key: str, project: SynthProject) -> Iterator[str]:
    for event in project.story.events:
        yield (
            f"{key}\t{event.kind}\t{event.amount}\t{event.on}\t{event.document}"
            f"\t{event.counterparty or NULL}\t{event.note or NULL}\n"
        )


def _locations(located: list[tuple[str, tuple[float, float]]]) -> Iterator[str]:
    points = shapely.set_srid(shapely.points([place for _, place in located]), 4326)
    shapes = shapely.to_wkb(points, hex=True, include_srid=True)
    for (key, _), shape in zip(located, shapes, strict=True):
        yield f"{key}\t{shape}\tfile\n"


def _day(day: date | None) -> str:
    return day.isoformat() if day else NULL


NULL = "\\N"
