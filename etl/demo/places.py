"""Where an invented work is: a point, a road as long as its title says, a pond as large as its title says.

Distances are metres on the local plane: good to a part in a thousand over the few kilometres of a village.
"""

import math
from random import Random

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from etl.synth.kinds import Work

METRES_A_DEGREE = 111_195.0
TRIES = 40


def draw_place(random: Random, work: Work, centre: Point, territory: BaseGeometry) -> BaseGeometry:
    """Return a place of the work's shape near a village, inside the territory (EPSG:4326, 6 decimals).

    Where no such shape fits into the territory, the place is the village itself.
    """
    draw = {"line": _road, "polygon": _pond}.get(work.kind.shape, _spot)
    for attempt in range(TRIES):
        place = draw(random, work, _near(random, centre, 900 / (1 + attempt // 10)))
        if territory.covers(place):
            return shapely.set_precision(place, 1e-6)
    return centre


def moved(random: Random, place: BaseGeometry, metres: float) -> BaseGeometry:
    """Return a place shifted by up to so many metres, as a later survey finds it."""
    east, north = (random.uniform(-metres, metres) / METRES_A_DEGREE for _ in range(2))
    return shapely.set_precision(shapely.transform(place, lambda xy: np.add(xy, (east, north))), 1e-6)


def shifted(random: Random, place: BaseGeometry, metres: float) -> BaseGeometry:
    """Return a place that far away in some direction, as when the work was built elsewhere."""
    towards = random.uniform(0, math.tau)
    wide = METRES_A_DEGREE * math.cos(math.radians(place.centroid.y))
    step = (metres * math.cos(towards) / wide, metres * math.sin(towards) / METRES_A_DEGREE)
    return shapely.set_precision(shapely.transform(place, lambda xy: np.add(xy, step)), 1e-6)


def _spot(_random: Random, _work: Work, start: Point) -> Point:
    return start


def _road(random: Random, work: Work, start: Point) -> LineString:
    """Wander from the start in steps of 40 to 120 metres until the work's length is reached."""
    heading, left = random.uniform(0, math.tau), float(work.length)
    points = [start]
    while left > 0:
        step = min(left, random.uniform(40, 120))
        heading += random.gauss(0, 0.25)
        points.append(_offset(points[-1], step * math.cos(heading), step * math.sin(heading)))
        left -= step
    return LineString(points)


def _pond(random: Random, work: Work, middle: Point) -> Polygon:
    """A rectangle of the work's width and length, turned somehow."""
    turn = random.uniform(0, math.pi)
    corners = [
        _offset(
            middle,
            along * work.length / 2 * math.cos(turn) - across * work.width / 2 * math.sin(turn),
            along * work.length / 2 * math.sin(turn) + across * work.width / 2 * math.cos(turn),
        )
        for along, across in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    return Polygon(corners)


def _near(random: Random, centre: Point, spread: float) -> Point:
    return _offset(centre, random.gauss(0, spread), random.gauss(0, spread))


def _offset(point: Point, east: float, north: float) -> Point:
    wide = METRES_A_DEGREE * math.cos(math.radians(point.y))
    return Point(point.x + east / wide, point.y + north / METRES_A_DEGREE)
