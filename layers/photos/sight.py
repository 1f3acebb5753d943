"""From where a camera stood to a place: how far it is, and in which directions it lies."""

from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Geod
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

_EARTH = Geod(ellps="WGS84")
_PARTS = 60


@dataclass(frozen=True, slots=True)
class Sight:
    """How far a place lies, in metres; `flat` is the place, and `nearest` its nearest point, as seen from the
    camera at 0, 0: degrees of latitude to the north, and as long ones to the east.
    """

    distance_m: float
    flat: BaseGeometry
    nearest: Point

    def off(self, heading: float) -> float:
        """Return by how many degrees, 0 to 180, a heading (from north, clockwise) misses the place."""
        seen = np.vstack([shapely.get_coordinates(_parts(self.flat)), (self.nearest.x, self.nearest.y)])
        bearings = np.degrees(np.arctan2(seen[:, 0], seen[:, 1]))
        return float(np.abs((bearings - heading + 180) % 360 - 180).min())


def sight(lat: float, lon: float, place: BaseGeometry) -> Sight:
    """Return how a place (EPSG:4326) lies from a point in degrees; 0 m inside an area.

    Exact on the ellipsoid to its nearest point, which is sought on the plane that touches the earth at
    the camera: right to a metre in ten kilometres, and no worse than the plane beyond.
    """
    narrow = max(float(np.cos(np.radians(lat))), 1e-6)
    flat = shapely.transform(place, lambda points: (points - (lon, lat)) * (narrow, 1.0))
    nearest = nearest_points(Point(0, 0), flat)[1]
    _, _, metres = _EARTH.inv(lon, lat, lon + nearest.x / narrow, lat + nearest.y)
    return Sight(float(metres), flat, nearest)


def _parts(flat: BaseGeometry) -> BaseGeometry:
    """Return a shape with points along its lines, some sixty of them."""
    if flat.geom_type in ("Point", "MultiPoint"):
        return flat
    longest = LineString([flat.bounds[:2], flat.bounds[2:]]).length / _PARTS
    return shapely.segmentize(shapely.simplify(flat, longest / 4), longest) if longest > 0 else flat
