"""How QGIS 3 draws a project that is a line or an area: its stage's colour, and a pattern beside the colour.

The pattern says the same as the colour, for whoever cannot tell colours apart.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from layers.exports.qgis_symbol import WHITE, Part, fill, line, stage_parts

_WIDTH = 0.9
_DASHES = {"ring": "2;1.4", "diamond": "4;1.2;1;1.2", "bar": "0.6;1.6"}
_BRUSHES = {"ring": "no", "diamond": "f_diagonal", "half": "horizontal", "bar": "diagonal_x"}
_OPACITIES = {"disc": 70, "tick": 150}


@dataclass(frozen=True)
class Family:
    """Shapes that one symbol can draw: QGIS's word for them, its kind of symbol, its parts by stage."""

    word: str
    symbol: str
    thai: str
    parts: Callable[[str, str], list[Part]]


def line_parts(shape: str, colour: str) -> list[Part]:
    """Return what draws a line of a stage's shape: the colour over a white edge, in the stage's dashes."""
    edge = line(WHITE, _WIDTH + 0.7, level=1)
    if shape == "half":
        return [edge, line(colour, _WIDTH + 0.2, level=2), line(WHITE, 0.3, level=3)]
    width = _WIDTH + 0.2 if shape == "tick" else _WIDTH
    return [edge, line(colour, width, _DASHES.get(shape, ""), level=2)]


def area_parts(shape: str, colour: str) -> list[Part]:
    """Return what draws an area of a stage's shape, below lines and points: its edge, and a brush within."""
    brush = _BRUSHES.get(shape, "solid")
    opacity = _OPACITIES.get(shape, 170) if brush == "solid" else 170
    inside = fill(colour, colour, opacity, style=brush, outline_style="no")
    dash = _DASHES[shape] if shape in ("ring", "bar") else ""
    return [inside, line(WHITE, 1.1), line(colour, 0.6, dash)]


POINTS = Family("Point", "marker", "จุด", lambda shape, colour: stage_parts(shape, colour, level=4))
LINES = Family("Line", "line", "แนวเส้น", line_parts)
AREAS = Family("Polygon", "fill", "พื้นที่", area_parts)


def families_of(kinds: Iterable[str]) -> tuple[Family, ...]:
    """Return the families of kinds of shape, the one drawn on top first; points where there is no shape."""
    ends = {kind.removeprefix("MULTI") for kind in kinds}
    known = {"POINT": POINTS, "LINESTRING": LINES, "POLYGON": AREAS}
    return tuple(family for end, family in known.items() if end in ends) or (POINTS,)
