"""The invented authorities of Chiang Rai (`authorities.csv`), each with a territory, villages and an office.

The territories share out each amphoe of the shipped boundaries among its authorities; the provincial
organisation has no boundary of its own and works in all of them.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from random import Random

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from etl.synth.boundaries import shipped_amphoe
from etl.synth.villages import village_names
from layers.codes import authority_types

PROVINCE = "57"
SOURCE = "สมมติเพื่อการสาธิต แบ่งจากแนวเขตอำเภออย่างง่าย"
VILLAGES = 9
GRID = 1e-6


@dataclass(frozen=True, slots=True)
class Village:
    """An invented village: its name and where it stands (longitude, latitude)."""

    name: str
    place: Point


@dataclass(frozen=True, slots=True)
class DemoAuthority:
    """An invented authority. `territory` is where it works, and `boundary` too but for the province's own."""

    code: str
    type: str
    amphoe_code: str
    name_th: str
    name_en: str
    supervising_level: str
    territory: BaseGeometry
    boundary: BaseGeometry | None
    villages: tuple[Village, ...]

    @property
    def office(self) -> Point:
        """Where the office stands: in the first village."""
        return self.villages[0].place


def demo_authorities(seed: int) -> list[DemoAuthority]:
    """Return the authorities in the order of `authorities.csv`."""
    random = Random(seed)  # noqa: S311
    with (files(__package__) / "authorities.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    territories = _share_out(random, [row for row in rows if row["type"] != "pao"])
    whole = shapely.union_all(list(territories.values()))
    names = village_names(random, VILLAGES * len(rows))
    return [_authority(random, row, territories.get(row["code"]), whole, names) for row in rows]


def _authority(
    random: Random, row: dict[str, str], boundary: BaseGeometry | None, whole: BaseGeometry, names: list[str]
) -> DemoAuthority:
    territory = whole if boundary is None else boundary
    return DemoAuthority(
        row["code"],
        row["type"],
        row["amphoe_code"],
        row["name_th"],
        row["name_en"],
        authority_types()[row["type"]].supervising_level,
        territory,
        boundary,
        tuple(Village(names.pop(), _inside(random, territory)) for _ in range(VILLAGES)),
    )


def _share_out(random: Random, rows: list[dict[str, str]]) -> dict[str, BaseGeometry]:
    """Cut each amphoe into as many territories as it has authorities; returned by the authority's code."""
    amphoe, codes = shipped_amphoe(), defaultdict(list)
    for row in rows:
        codes[row["amphoe_code"]].append(row["code"])
    return {
        code: cell
        for area, here in codes.items()
        for code, cell in zip(here, _cells(random, amphoe[area], len(here)), strict=True)
    }


def _cells(random: Random, area: BaseGeometry, count: int) -> list[BaseGeometry]:
    centres = [_inside(random, area)]
    while len(centres) < count:
        # Of several places the one farthest from those there are: the cells come out of like size.
        places = [_inside(random, area) for _ in range(12)]
        centres.append(max(places, key=lambda place: min(place.distance(centre) for centre in centres)))
    if count == 1:
        return [area]
    cells = shapely.voronoi_polygons(shapely.MultiPoint(centres), extend_to=area).geoms
    return [
        shapely.set_precision(area.intersection(next(c for c in cells if c.covers(p))), GRID) for p in centres
    ]


def _inside(random: Random, area: BaseGeometry) -> Point:
    """Return a place well inside an area, so that works around it stay inside too where there is room."""
    west, south, east, north = area.bounds
    shapely.prepare(area)
    for margin in (0.015, 0.008, 0.004, 0.0):
        for _ in range(60):
            place = Point(random.uniform(west, east), random.uniform(south, north))
            if area.covers(place) and area.boundary.distance(place) >= margin:
                return shapely.set_precision(place, GRID)
    return shapely.point_on_surface(area)
