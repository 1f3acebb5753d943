"""Projects of the synthetic nation: near villages and along the roads to them, in five fiscal years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

import numpy as np
import shapely
from numpy.typing import NDArray

from etl.synth.boundaries import shipped_amphoe
from etl.synth.kinds import Kind, Work, invent, kinds
from etl.synth.nation import WEIGHTS, Floats, SynthAuthority, nation, scatter
from etl.synth.story import Story, Year, draw_stage, tell
from geo.thai.dates import fiscal_year as year_of

YEARS = 5
PLACED_WEIGHT = 4
"""How much oftener than in life a project needs a place: maps and tiles are what is measured."""

UNPINNED = 0.07
ALONG_ROADS = 0.3
STRAYS = 0.02
NEAR_VILLAGE, NEAR_ROAD = 550.0, 40.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make: how many projects, from which seed, as things stand on a day."""

    projects: int
    seed: int
    today: date
    all_placed: bool = False


@dataclass(frozen=True, slots=True)
class SynthProject:
    """A project: its number from 0, its year (C.E.), and its place (longitude, latitude), if it is known."""

    number: int
    fiscal_year: int
    work: Work
    story: Story
    place: tuple[float, float] | None


def shares(plan: Plan) -> NDArray[np.int64]:
    """Return how many projects each authority of the nation has; they add up to the plan's."""
    weights = np.array([WEIGHTS[authority.type] for authority in nation()])
    rng = np.random.default_rng(plan.seed)
    weights = weights * rng.lognormal(0, 0.35, len(weights))
    return rng.multinomial(plan.projects, weights / weights.sum())


def projects_of(plan: Plan, index: int, first: int, count: int) -> Iterator[SynthProject]:
    """Yield the projects of the authority `index` of the nation, numbered from `first`."""
    authority = nation()[index]
    random = Random(f"{plan.seed}-{index}")  # noqa: S311
    rng = np.random.default_rng([plan.seed, index])
    homes = rng.integers(len(authority.villages), size=count)
    places = _places(rng, authority, homes).round(6).tolist()
    unpinned = (rng.random(count) < UNPINNED).tolist()
    chosen, weights = _weighted(authority.type, plan.all_placed)
    years = [Year(random, year_of(plan.today) - back, plan.today) for back in range(YEARS)]
    for at, home in enumerate(homes.tolist()):
        back = random.randrange(YEARS)
        fiscal_year = year_of(plan.today) - back
        kind = random.choices(chosen, cum_weights=weights)[0]
        work = invent(random, kind, fiscal_year, authority.villages, home)
        stage = draw_stage(random, fiscal_year, year_of(plan.today))
        story = tell(stage, work.cost, kind.procurement, years[back])
        placed = kind.shape != "none" and (plan.all_placed or not unpinned[at])
        place = (places[at][0], places[at][1]) if placed else None
        yield SynthProject(first + at, fiscal_year, work, story, place)


@cache
def _weighted(authority_type: str, all_placed: bool) -> tuple[tuple[Kind, ...], tuple[int, ...]]:
    chosen = [kind for kind in kinds(authority_type)[0] if kind.shape != "none" or not all_placed]
    weights = [kind.weight * (PLACED_WEIGHT if kind.shape != "none" else 1) for kind in chosen]
    return tuple(chosen), tuple(int(total) for total in np.cumsum(weights))


def _places(rng: np.random.Generator, authority: SynthAuthority, homes: NDArray[np.int64]) -> Floats:
    """Return a place for each project: near its village, or along the way from the office to it.

    Places outside the authority's amphoe are drawn to the village, but for a few that stay strays.
    """
    villages = authority.sites[homes]
    along = rng.random(len(homes)) < (0 if authority.type == "pao" else ALONG_ROADS)
    part = np.where(along, rng.random(len(homes)), 1.0)[:, None]
    way = authority.sites[0] + (villages - authority.sites[0]) * part
    places = scatter(rng, way, np.where(along, NEAR_ROAD, NEAR_VILLAGE))
    if authority.type == "pao":
        return places
    inside = shapely.contains_xy(shipped_amphoe()[authority.amphoe_code], places[:, 0], places[:, 1])
    stays = inside | (rng.random(len(homes)) < STRAYS)
    drawn = villages + (places - villages) * 0.05
    return np.where(stays[:, None], places, drawn)
