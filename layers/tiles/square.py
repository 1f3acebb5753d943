"""The square of a tile with a margin around it, for the statements that look for what stands in it."""

from math import atan, pi, sinh
from math import degrees as to_degrees
from typing import NamedTuple

from geo.tile import Bounds, Tile
from layers.tiles.source import EXTENT

SLACK = 1e-7
"""Degrees, about a centimetre, by which an index is asked for more; the grid then decides."""


class Degrees(NamedTuple):
    """A square in EPSG:4326."""

    min_lon: float
    min_lat: float
    max_lon: float
    max_lat: float


def degrees(tile: Tile, margin: int = 0) -> Degrees:
    """Return what a tile and `margin` units of its grid around it cover, and a little more."""
    across, part = float(1 << tile.z), margin / EXTENT
    return Degrees(
        (tile.x - part) / across * 360 - 180 - SLACK,
        max(_latitude((tile.y + 1 + part) / across) - SLACK, -90.0),
        (tile.x + 1 + part) / across * 360 - 180 + SLACK,
        min(_latitude((tile.y - part) / across) + SLACK, 90.0),
    )


def square_values(tile: Tile, margin: int = 0) -> dict[str, float]:
    """Return the values with which statements find points in a tile, in degrees and in its own grid."""
    return {
        **degrees(tile, margin)._asdict(),
        "across": float(1 << tile.z),
        "x": float(tile.x),
        "y": float(tile.y),
        "margin": margin,
    }


def metres(tile: Tile, margin: int = 0) -> Bounds:
    """Return the bounds in EPSG:3857 of a tile and `margin` units of its grid around it."""
    west, south, east, north = tile.metres
    around = (east - west) * margin / EXTENT
    return Bounds(west - around, south - around, east + around, north + around)


def _latitude(down: float) -> float:
    """Return the latitude at a part of the Web Mercator square's height, from its top."""
    return to_degrees(atan(sinh(pi * (1 - 2 * down))))
