"""Lengths and areas on the ellipsoid, against pyproj's own geodesics."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon

from geo.measure import Measure, measure

EARTH = Geod(ellps="WGS84")
PLACES = st.tuples(st.floats(97, 106), st.floats(5, 21))
SQUARE = [(99.0, 19.0), (99.01, 19.0), (99.01, 19.01), (99.0, 19.01)]


@given(st.lists(PLACES, min_size=2, max_size=20))
def test_a_line_is_as_long_as_the_geodesics_between_its_vertices(vertices: list[tuple[float, float]]) -> None:
    legs = pairwise(vertices)
    expected = sum(EARTH.inv(*one, *other)[2] for one, other in legs)
    assert measure(LineString(vertices)).length_m == pytest.approx(expected, abs=1e-6)


@given(PLACES, st.floats(0.0001, 0.5), st.floats(0.0001, 0.5))
def test_an_area_is_that_of_the_ellipsoid_whichever_way_it_runs(
    corner: tuple[float, float], wide: float, high: float
) -> None:
    west, south = corner
    ring = [(west, south), (west + wide, south), (west + wide, south + high), (west, south + high)]
    expected = abs(EARTH.polygon_area_perimeter(*zip(*ring, strict=True))[0])
    assert measure(Polygon(ring)).area_m2 == pytest.approx(expected, rel=1e-9)
    assert measure(Polygon(ring[::-1])).area_m2 == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_hole_is_taken_away_whichever_way_it_runs(turn: int) -> None:
    hole = [(99.002, 19.002), (99.004, 19.002), (99.004, 19.004), (99.002, 19.004)][::turn]
    whole, within = measure(Polygon(SQUARE)).area_m2, measure(Polygon(hole)).area_m2
    assert whole
    assert within
    assert measure(Polygon(SQUARE, [hole])).area_m2 == pytest.approx(whole - within)


def test_parts_are_summed() -> None:
    line, area = LineString([(99, 19), (99.01, 19)]), Polygon(SQUARE)
    apart = Polygon([(lon + 1, lat) for lon, lat in SQUARE])
    length, size = measure(line).length_m, measure(area).area_m2
    assert length
    assert size
    assert measure(MultiLineString([line, line])).length_m == pytest.approx(2 * length)
    assert measure(MultiPolygon([area, apart])).area_m2 == pytest.approx(2 * size)


def test_points_have_neither() -> None:
    assert measure(Point(99, 19)) == measure(MultiPoint([(99, 19), (99, 20)])) == Measure()
