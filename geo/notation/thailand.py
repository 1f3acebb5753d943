"""Whether a place can be one of Thailand's, without a database: an outline some 11 km wide of the border.

It is the union of the shipped boundaries of the provinces, widened by a tenth of a degree, islands and
coastal waters included. It tells a probable reading from an improbable one, and never an authority's area.
"""

from functools import cache
from importlib.resources import files

import shapely
from shapely.geometry.base import BaseGeometry

from geo.datum import THAILAND

_WEST, _SOUTH, _EAST, _NORTH = THAILAND


@cache
def outline() -> BaseGeometry:
    """Return the widened outline of Thailand in EPSG:4326, prepared for asking many points."""
    shape = shapely.from_geojson((files("geo") / "notation" / "thailand.geojson").read_text("ascii"))
    shapely.prepare(shape)
    return shape


def in_thailand(lat: float, lon: float) -> bool:
    """Whether a place in EPSG:4326 lies within, or within some 11 km of, Thailand."""
    if not (_WEST <= lon <= _EAST and _SOUTH <= lat <= _NORTH):
        return False
    return bool(shapely.contains_xy(outline(), lon, lat))
