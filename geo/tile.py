"""Addresses of map tiles: XYZ in Web Mercator (EPSG:3857), y growing southwards."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.errors import BadRequest

HALF_WORLD = math.pi * 6_378_137.0
"""Metres from the middle of the Web Mercator square to its edge."""

LATITUDE_LIMIT = math.degrees(math.atan(math.sinh(math.pi)))
DEEPEST = 22


class Bounds(NamedTuple):
    """West, south, east, north; metres in EPSG:3857 or degrees in EPSG:4326, as its maker says."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One tile; raises `BadRequest` where no such tile exists."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if not (0 <= self.z <= DEEPEST and 0 <= self.x < 1 << self.z and 0 <= self.y < 1 << self.z):
            raise BadRequest(
                f"ไม่มีแผ่นแผนที่ {self.z}/{self.x}/{self.y} (ระดับ 0-{DEEPEST} และ x, y ไม่เกิน 2^ระดับ - 1)",
                f"There is no tile {self.z}/{self.x}/{self.y} (zoom 0-{DEEPEST}; x and y below 2^zoom).",
            )

    @property
    def metres(self) -> Bounds:
        """The bounds in EPSG:3857."""
        size = 2 * HALF_WORLD / (1 << self.z)
        west, north = self.x * size - HALF_WORLD, HALF_WORLD - self.y * size
        return Bounds(west, north - size, west + size, north)

    @property
    def degrees(self) -> Bounds:
        """The bounds in EPSG:4326."""
        west, south, east, north = self.metres
        return Bounds(_longitude(west), _latitude(south), _longitude(east), _latitude(north))

    def cells(self, zoom: int) -> tuple[range, range]:
        """Return the x and y of the cells of a deeper (or the same) level that lie in this tile."""
        shift = zoom - self.z
        return (
            range(self.x << shift, (self.x + 1) << shift),
            range(self.y << shift, (self.y + 1) << shift),
        )


def cell_of(lon: float, lat: float, zoom: int) -> Tile:
    """Return the tile of a level in which a place in EPSG:4326 lies; the poles fall in the outermost rows.

    Raises `BadRequest` when the place is not on the globe.
    """
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise BadRequest(
            f"พิกัด {lon}, {lat} ไม่อยู่บนโลก",
            f"The place {lon}, {lat} is not on the globe (longitude, latitude in degrees).",
        )
    x, y = cells_of(lon, lat, zoom)
    return Tile(zoom, int(x), int(y))


def cells_of(lon: ArrayLike, lat: ArrayLike, zoom: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the x and y, per place, of the tiles of a level; the places are finite degrees in EPSG:4326."""
    count = 1 << zoom
    latitude = np.radians(np.clip(np.asarray(lat, float), -LATITUDE_LIMIT, LATITUDE_LIMIT))
    x = (np.asarray(lon, float) + 180) / 360 * count
    y = (1 - np.arcsinh(np.tan(latitude)) / math.pi) / 2 * count
    return _inside(x, count), _inside(y, count)


def _inside(position: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    return np.clip(np.floor(position), 0, count - 1).astype(np.int64)


def _longitude(x: float) -> float:
    return math.degrees(x / HALF_WORLD * math.pi)


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh(y / HALF_WORLD * math.pi)))
