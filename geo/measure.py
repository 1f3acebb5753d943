"""Lengths and areas of shapes in EPSG:4326, along geodesics of the WGS 84 ellipsoid (Karney 2013)."""

from dataclasses import dataclass

import shapely
from pyproj import Geod
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

_EARTH = Geod(ellps="WGS84")
_LINES = ("LineString", "MultiLineString")
_AREAS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, slots=True)
class Measure:
    """How long a line is, in metres, or how large an area is, in square metres; None for what it has not."""

    length_m: float | None = None
    area_m2: float | None = None


def measure(shape: BaseGeometry) -> Measure:
    """Return the length of a line or lines, the area of a polygon or polygons, and neither of points.

    `shape` is in degrees of EPSG:4326, longitude first. The order in which a ring runs does not matter, and
    holes are left out. An edge is the shortest way between its ends.
    """
    if shape.geom_type in _LINES:
        return Measure(length_m=length_m(shape))
    if shape.geom_type in _AREAS:
        return Measure(area_m2=area_m2(shape))
    return Measure()


def length_m(line: BaseGeometry) -> float:
    """Return the length of a line, or of several together, in metres."""
    return float(_EARTH.geometry_length(line))


def area_m2(area: Polygon | MultiPolygon | BaseGeometry) -> float:
    """Return the area of a polygon, or of several together, in square metres."""
    # A hole is taken away only where it runs against its ring.
    turned = shapely.orient_polygons(area, exterior_cw=False)
    return abs(float(_EARTH.geometry_area_perimeter(turned)[0]))
