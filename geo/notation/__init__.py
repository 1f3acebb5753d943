"""Coordinates as people write them, read into WGS 84.

Two readers. The strict one (`read_pair`, `read_cells`, `read_angle`) takes what has exactly one reading, for
cells of files in which nothing may be guessed. The wide one (`read_places`) returns every place that a text
can mean, the likeliest first, from degrees, UTM, MGRS, plus codes, links, WKT and GeoJSON, with what was
mended or supposed named in each. What has no reading is refused with the reason.
"""

from geo.notation.angle import read_angle
from geo.notation.place import read_cells, read_pair
from geo.notation.places import read_places
from geo.notation.plus_code import has_short_code
from geo.notation.reading import Axis, Notation, Reading
from geo.notation.repair import Repair

__all__ = [
    "Axis",
    "Notation",
    "Reading",
    "Repair",
    "has_short_code",
    "read_angle",
    "read_cells",
    "read_pair",
    "read_places",
]
