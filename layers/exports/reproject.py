"""Geometry in another reference system, by the same pinned operations that brought it in."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.enums import TransformDirection

from geo.datum import operation
from geo.errors import Refused
from layers.exports.arrow import Array

Floats = NDArray[np.float64]


def reprojection(crs: CRS | None) -> Callable[[Array], Array]:
    """Return what turns an array of WKB in EPSG:4326 into WKB in another system (x, y); None changes nothing.

    It raises `Refused` where a place has no coordinates there. Raises `Refused` when no trusted operation is
    known.
    """
    if crs is None:
        return lambda wkb: wkb
    pipeline = operation(crs).pipeline
    if pipeline.startswith("proj=noop"):
        return lambda wkb: wkb
    return partial(_moved, crs, Transformer.from_pipeline(pipeline))


def _moved(crs: CRS, transformer: Transformer, wkb: Array) -> Array:
    def move(x: Floats, y: Floats) -> tuple[Floats, Floats]:
        there = transformer.transform(x, y, direction=TransformDirection.INVERSE)
        if not np.isfinite(there).all():
            raise _nowhere(crs)
        return there

    shapes = shapely.from_wkb(wkb.to_numpy(zero_copy_only=False))
    moved: Any = shapely.transform(shapes, cast(Any, move), interleaved=False)
    return pa.array(shapely.to_wkb(moved), pa.binary())


def _nowhere(crs: CRS) -> Refused:
    return Refused(
        f"มีตำแหน่งที่แปลงเป็นระบบพิกัด “{crs.name}” ไม่ได้ เลือกระบบพิกัดที่ใช้ในประเทศไทย เช่น EPSG:32647 "
        "หรือไม่ต้องระบุ (WGS 84)",
        f"A place has no coordinates in “{crs.name}”; choose a system of Thailand such as EPSG:32647, or "
        "none (WGS 84).",
    )
