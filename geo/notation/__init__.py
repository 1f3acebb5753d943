"""Coordinates as people write them, read into WGS 84 without guessing.

Degrees in decimals, with minutes, or with minutes and seconds; marks or words, Thai or English; Thai digits,
decimal commas, a degree sign that an old code page turned into `?`; UTM with its zone. Whatever had to be
mended is named in the reading; what has no reading, or two, is refused.
"""

from geo.notation.angle import read_angle
from geo.notation.place import read_cells, read_pair
from geo.notation.reading import Axis, Notation, Reading, Repair

__all__ = ["Axis", "Notation", "Reading", "Repair", "read_angle", "read_cells", "read_pair"]
