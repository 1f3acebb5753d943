"""Tiles as images for clients without vector tiles: drawn four times too large and made smaller."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import rasterio
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio import MemoryFile
from rasterio.features import rasterize

from geo.database import Row
from layers.tiles.signs import Pixels, rgb, sign
from layers.tiles.source import EXTENT, Look

SIZE = 256
FINE = 3
"""Fine pixels to one of the image."""

Feature = Mapping[str, Any]


def image(row: Row | None, look: Look, scale: int = 1) -> bytes:
    """Return a PNG of 256 × `scale` pixels with a transparent ground from the row of `marks.sql`."""
    if row is None or not row["shapes"]:
        return _nothing(scale)
    shapes: NDArray[Any] = np.asarray(shapely.from_wkb(row["shapes"]))
    dimensions = shapely.get_dimensions(shapes)
    attributes: list[Feature] = row["attributes"]
    flat = dimensions == 2
    picture = np.zeros((SIZE * scale, SIZE * scale, 4), np.float32)
    if flat.any():
        picture = _painted(shapes[flat], [attributes[at] for at in np.flatnonzero(flat)], look, scale)
    dots = np.flatnonzero(dimensions == 0)
    _stamp(picture, shapes[dots], [attributes[at] for at in dots], look, scale)
    return encode(picture)


def encode(picture: Pixels) -> bytes:
    """Return a picture as a PNG."""
    opacity = picture[..., 3:]
    colours = np.divide(picture[..., :3], opacity, out=np.zeros_like(picture[..., :3]), where=opacity > 0)
    bands = np.moveaxis(np.rint(np.concatenate([colours, opacity], axis=2) * 255).astype(np.uint8), 2, 0)
    height, width = bands.shape[1:]
    profile = {"driver": "PNG", "width": width, "height": height, "count": 4, "dtype": "uint8", "ZLEVEL": 4}
    with rasterio.Env(GDAL_PAM_ENABLED=False), MemoryFile() as file:
        with file.open(**profile, transform=Affine(1, 0, 0, 0, -1, height)) as png:
            png.write(bands)
        return bytes(file.read())


@lru_cache(maxsize=2)
def _nothing(scale: int) -> bytes:
    return encode(np.zeros((SIZE * scale, SIZE * scale, 4), np.float32))


def _painted(shapes: NDArray[Any], features: Sequence[Feature], look: Look, scale: int) -> Pixels:
    """Paint polygons, then their outlines over them."""
    side = SIZE * scale * FINE
    shapes = shapely.simplify(shapes, EXTENT / side / 2)
    fine = np.zeros((side, side, 4), np.float32)
    _fill(fine, shapes, features, look)
    lines = shapely.boundary(shapes)
    drawn = _burned([(line, 1) for line in lines[~shapely.is_empty(lines)]], side)
    fine[_widened(drawn, round(look.outline_width * scale * FINE))] = (*rgb(look.outline), 1.0)
    return np.asarray(fine.reshape(SIZE * scale, FINE, SIZE * scale, FINE, 4).mean(axis=(1, 3)))


def _fill(fine: Pixels, shapes: NDArray[Any], features: Sequence[Feature], look: Look) -> None:
    colours = [look.fill(feature) for feature in features]
    palette = sorted({colour for colour in colours if colour})
    numbers = {colour: number for number, colour in enumerate(palette, 1)}
    filled = [(shape, numbers[colour]) for shape, colour in zip(shapes, colours, strict=True) if colour]
    if not filled:
        return
    opacity = look.fill_opacity
    paints = [(0.0, 0.0, 0.0, 0.0), *((*(part * opacity for part in rgb(c)), opacity) for c in palette)]
    fine[:] = np.array(paints, np.float32)[_burned(filled, fine.shape[0])]


def _burned(numbered: list[tuple[Any, int]], side: int) -> NDArray[np.uint8]:
    """Return, for each pixel of the tile, the number of the last shape over its middle; 0 for none."""
    if not numbered:
        return np.zeros((side, side), np.uint8)
    grid = Affine.scale(EXTENT / side)
    return np.asarray(rasterize(numbered, out_shape=(side, side), transform=grid, dtype="uint8"))


def _widened(drawn: NDArray[np.uint8], width: int) -> NDArray[np.bool_]:
    """Return lines one pixel wide made `width` pixels wide."""
    wide = drawn.astype(bool)
    for _ in range(2):
        line = wide
        for step in range(1, width):
            shift = (step + 1) // 2
            wide = wide.copy()
            if step % 2:
                wide[shift:] |= line[:-shift]
            else:
                wide[:-shift] |= line[shift:]
        wide = wide.T
    return wide


def _stamp(
    picture: Pixels, points: NDArray[Any], features: Sequence[Feature], look: Look, scale: int
) -> None:
    """Put a sign at each point, the larger ones under the smaller."""
    marks = [look.mark(feature) for feature in features]
    columns = np.floor(shapely.get_x(points) / EXTENT * SIZE * scale).astype(int).tolist()
    rows = np.floor(shapely.get_y(points) / EXTENT * SIZE * scale).astype(int).tolist()
    for at in sorted(range(len(marks)), key=lambda at: -marks[at].radius):
        mark = marks[at]
        _put(picture, sign(mark.sign, mark.colour, mark.radius * scale), columns[at], rows[at])


def _put(picture: Pixels, stamp: Pixels, column: int, row: int) -> None:
    """Lay a stamp over a picture, its middle on a pixel; what reaches over the edge is cut."""
    size, half = len(picture), len(stamp) // 2
    top, left = row - half, column - half
    first_row, first_column = max(0, -top), max(0, -left)
    last_row, last_column = min(len(stamp), size - top), min(len(stamp), size - left)
    if first_row >= last_row or first_column >= last_column:
        return
    over = stamp[first_row:last_row, first_column:last_column]
    under = picture[top + first_row : top + last_row, left + first_column : left + last_column]
    under *= 1 - over[..., 3:]
    under += over
