"""Shapes for drawing: in Web Mercator, generalised for each class of zoom as one coverage.

Neighbours share the same generalised line, so that nothing gapes or overlaps on the map; an area is
never simplified away.
"""

import math
from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from etl.areas.polygons import Shapes, as_multipolygons
from geo.tile import HALF_WORLD
from layers.areas.shape import DEEPEST_ZOOM, SHAPE_ZOOMS

TILE_PIXELS = 512


def tolerance(zoom: int) -> float:
    """Return the metres (EPSG:3857) that are half a pixel at the deepest zoom that a class serves."""
    later = [start for start in SHAPE_ZOOMS if start > zoom]
    deepest = min(later) - 1 if later else DEEPEST_ZOOM
    return 2 * HALF_WORLD / TILE_PIXELS / (1 << deepest) / 2


def generalised(shapes: Shapes) -> Iterator[tuple[int, Shapes]]:
    """Yield, class by class, the zoom that it starts at and the multipolygons in EPSG:3857.

    Takes valid multipolygons in EPSG:4326. Where they overlap, what is drawn is put right first; what
    is stored stays as published.
    """
    metres = shapely.transform(shapes, _mercator)
    coverage = metres if shapely.coverage_is_valid(metres) else _cleaned(metres)
    for zoom in SHAPE_ZOOMS:
        simple = shapely.coverage_simplify(coverage, tolerance(zoom))
        yield zoom, as_multipolygons(_whole(simple, metres, tolerance(zoom)))


def _mercator(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    x = degrees[:, 0] * (HALF_WORLD / 180)
    y = np.arcsinh(np.tan(np.radians(degrees[:, 1]))) * (HALF_WORLD / math.pi)
    return np.column_stack([x, y])


def _cleaned(metres: Shapes) -> Shapes:
    clean = shapely.coverage_clean(metres)  # type: ignore[attr-defined]  # shapely 2.2; the stubs are older
    return np.where(shapely.is_empty(clean), metres, clean)


def _whole(simple: Shapes, original: Shapes, metres: float) -> Shapes:
    """Put a simplification of its own in the place of every shape that was lost or broken."""
    lost = np.flatnonzero(shapely.is_empty(simple) | ~shapely.is_valid(simple) | (shapely.area(simple) == 0))
    if not len(lost):
        return simple
    result = simple.copy()
    for at in lost:
        own = shapely.simplify(original[at], metres, preserve_topology=True)
        result[at] = own if shapely.is_valid(own) and not own.is_empty else original[at]
    return result
