"""Shapes as they come from outside: flat, finite, counted, and judged."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from etl.readers.limits import Limits
from etl.readers.problem import Problem
from geo.errors import Refused

_UNBUILDABLE = (
    ShapelyError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
)


class Shape(NamedTuple):
    """A flat shapely geometry, None if there is none or it cannot be built, and what is wrong with it."""

    geometry: Any
    problem: Problem | None = None


class ShapeReader:
    """Builds the shapes of one file; raises `Refused` when they have more vertices than the limits allow."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._vertices = 0

    def read(self, mapping: Mapping[str, Any] | None) -> Shape:
        """Return the shape that a GeoJSON-like mapping describes. An empty one is none; an invalid one is
        kept.
        """
        if mapping is None:
            return Shape(None)
        try:
            geometry = shapely.force_2d(shape(dict(mapping)))
        except _UNBUILDABLE:
            return Shape(None, unreadable())
        self._count(int(shapely.get_num_coordinates(geometry)))
        if geometry.is_empty:
            return Shape(None)
        if not np.isfinite(shapely.get_coordinates(geometry)).all():
            return Shape(None, unreadable())
        if shapely.is_valid(geometry):
            return Shape(geometry)
        return Shape(geometry, _invalid(shapely.is_valid_reason(geometry)))

    def _count(self, vertices: int) -> None:
        self._vertices += vertices
        if vertices > self._limits.feature_vertices or self._vertices > self._limits.vertices:
            raise Refused(
                "รูปร่างมีจุดหักมุมมากเกินกำหนด ให้ลดรายละเอียดหรือแบ่งไฟล์",
                "The shapes have more vertices than is allowed; simplify them or split the file.",
            )


def unreadable() -> Problem:
    """Return the problem of a shape that cannot be built."""
    return Problem("รูปร่างเสียหาย อ่านไม่ได้", "The shape is damaged and cannot be read.")


def _invalid(reason: str) -> Problem:
    return Problem(f"รูปร่างไม่ถูกต้อง ({reason})", f"The shape is invalid ({reason}).")
