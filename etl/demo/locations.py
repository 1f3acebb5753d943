"""How the places of invented projects came to be known: by a click, a text, a GPS, a survey, in phases."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal

from pyproj import Transformer
from shapely import Point
from shapely.geometry.base import BaseGeometry

from etl.demo.places import moved, shifted
from etl.synth.story import Stage
from geo.datum import lonlat, operation

UTM = "EPSG:32647"
"""All of Chiang Rai is in zone 47."""

GEOGRAPHIC = "EPSG:4326"
DRAWING, INSPECTION = "แบบแปลนแนบสัญญา แผ่นที่ 1", "ใบตรวจรับงานจ้าง"


@dataclass(frozen=True, slots=True)
class Location:
    """One known place of a project, as the table `location` keeps it."""

    phase: Literal["planned", "contracted", "as_built"]
    geom: BaseGeometry
    method: Literal["map", "text", "gps", "survey"]
    accuracy_m: float | None
    text_entered: str | None = None
    crs: str = GEOGRAPHIC
    operation: str | None = None
    repairs: tuple[str, ...] = ()
    evidence: str | None = None


def places_of(random: Random, place: BaseGeometry | None, stage: Stage) -> Iterator[Location]:
    """Yield the known places of a project at a stage: the planned one, and some found again later."""
    if place is None:
        return
    yield _planned(random, place)
    if stage in ("contracted", "paying", "finished") and random.random() < 0.25:
        yield Location("contracted", moved(random, place, 12), "survey", 1.0, evidence=DRAWING)
    if stage == "finished" and random.random() < 0.4:
        found = moved(random, place, 6)
        yield Location("as_built", found, "gps", round(random.uniform(3, 8), 1), evidence=INSPECTION)


def drifting_of(random: Random, place: BaseGeometry, stage: Stage, metres: float) -> Iterator[Location]:
    """Yield the places of a project that was not built where it was planned, so many metres away."""
    yield _planned(random, place)
    elsewhere = shifted(random, place, metres)
    yield Location("contracted", moved(random, place, 8), "survey", 1.0, evidence=DRAWING)
    if stage == "finished":
        yield Location("as_built", elsewhere, "gps", round(random.uniform(3, 5), 1), evidence=INSPECTION)


def _planned(random: Random, place: BaseGeometry) -> Location:
    draw = random.random()
    if not isinstance(place, Point):
        return Location("planned", place, *(("survey", 2.0) if draw < 0.3 else ("map", 15.0)))
    if draw < 0.5:
        return Location("planned", place, "map", 15.0 if draw < 0.35 else None)
    if draw < 0.75:
        return Location(
            "planned", place, "gps", round(random.uniform(*((3, 10) if draw < 0.7 else (20, 90))), 1)
        )
    if draw < 0.9:
        text = f"{place.y:.6f}, {place.x:.6f}"
        return Location("planned", place, "text", 5.0, text, operation=operation(GEOGRAPHIC).name)
    return _by_grid(place, with_zone=draw < 0.95)


def _by_grid(place: Point, with_zone: bool) -> Location:
    """Write a place as the whole metres of its UTM grid, which it then stands at; some leave the zone out."""
    east, north = (round(value) for value in _to_grid().transform(place.x, place.y))
    lon, lat, way = lonlat(east, north, UTM)
    text = f"47Q {east} {north}" if with_zone else f"E {east} N {north}"
    repairs = () if with_zone else ("zone-unsaid", "datum-unsaid")
    return Location("planned", Point(float(lon), float(lat)), "text", 5.0, text, UTM, way.name, repairs)


@cache
def _to_grid() -> Transformer:
    return Transformer.from_crs(GEOGRAPHIC, UTM, always_xy=True)
