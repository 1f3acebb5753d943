"""Signs for points: small pictures with a white rim, drawn large once and made smaller for smooth edges."""

from functools import lru_cache
from math import cos, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray
from rasterio.features import rasterize
from shapely import Point, Polygon, box
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

FINE = 8
"""Fine pixels to one of the sign."""
RIM = 1.0
WHITE = "#FFFFFF"

Pixels = NDArray[np.float32]
"""Red, green, blue, opacity, from 0 to 1, the colours multiplied by the opacity; (height, width, 4)."""


@lru_cache(maxsize=1024)
def sign(name: str, colour: str, radius: float) -> Pixels:
    """Return the picture of a sign around its middle pixel; `radius` in pixels, without the rim."""
    half = int(radius + RIM) + 1
    size = 2 * half + 1
    middle, fine = size * FINE / 2, radius * FINE
    outer, inner = _shapes(name, middle, fine)
    layers = [(outer.buffer(RIM * FINE), WHITE), (outer, colour), *((shape, WHITE) for shape in inner)]
    picture = np.zeros((size * FINE, size * FINE, 4), np.float32)
    for shape, paint in layers:
        inside = rasterize([shape], out_shape=picture.shape[:2], dtype="uint8").astype(bool)
        picture[inside] = (*rgb(paint), 1.0)
    return np.asarray(picture.reshape(size, FINE, size, FINE, 4).mean(axis=(1, 3)))


def rgb(colour: str) -> tuple[float, float, float]:
    """Return a colour `#rrggbb` as parts from 0 to 1."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def _shapes(name: str, middle: float, radius: float) -> tuple[BaseGeometry, list[BaseGeometry]]:
    """Return the outline of a sign and what is white inside it."""
    disc = Point(middle, middle).buffer(radius)
    if name == "diamond":
        side = radius * sqrt(pi / 2) / 2 * 1.15
        return rotate(box(middle - side, middle - side, middle + side, middle + side), 45), []
    return disc, [shape for shape in _inner(name, middle, radius) if not shape.is_empty]


def _inner(name: str, middle: float, radius: float) -> list[BaseGeometry]:
    if name == "ring":
        return [Point(middle, middle).buffer(radius * 0.55)]
    if name == "half":
        right = box(middle, middle - radius, middle + radius, middle + radius)
        return [Point(middle, middle).buffer(radius * 0.7).intersection(right)]
    if name == "bar":
        return [
            box(middle - radius * 0.65, middle - radius * 0.2, middle + radius * 0.65, middle + radius * 0.2)
        ]
    if name == "tick":
        return [_tick(middle, radius)]
    return []


def _tick(middle: float, radius: float) -> BaseGeometry:
    def at(angle: float, length: float) -> tuple[float, float]:
        return middle + cos(angle) * length * radius, middle + sin(angle) * length * radius

    stroke = [at(pi, 0.55), at(pi * 0.56, 0.45), at(-pi * 0.22, 0.65)]
    inner = [at(-pi * 0.28, 0.42), at(pi * 0.56, 0.12), at(pi * 1.08, 0.3)]
    return Polygon([*stroke, *inner]).buffer(radius * 0.06)
