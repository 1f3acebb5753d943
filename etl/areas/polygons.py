"""Published shapes made fit to be stored: valid, polygons only, one a code."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from etl.outcome import Remark
from geo.datum import THAILAND

Shapes = NDArray[np.object_]

_POLYGONAL = (3, 6)
_COLLECTION = 7
_REASONS = {
    "Self-intersection": ("เส้นตัดกันเอง", "self-intersection"),
    "Ring Self-intersection": ("เส้นแตะกันเอง", "ring self-intersection"),
    "Nested shells": ("รูปซ้อนกัน", "nested shells"),
    "Hole lies outside shell": ("ช่องว่างอยู่นอกรูป", "a hole outside its shell"),
    "Holes are nested": ("ช่องว่างซ้อนกัน", "nested holes"),
    "Duplicate Rings": ("เส้นซ้ำ", "duplicate rings"),
    "Interior is disconnected": ("รูปขาดจากกัน", "a disconnected interior"),
    "Too few points": ("จุดไม่พอเป็นรูป", "too few points"),
}


def refusal(shape: Any) -> tuple[str, str, str] | None:
    """Return why a geometry in EPSG:4326 cannot be an area: what it is, Thai, English; None when it can."""
    if shape is None or shape.is_empty:
        return "", "ไม่มีรูปแผนที่ (geometry ว่าง)", "It has no shape (empty geometry)."
    kind = shapely.get_type_id(shape)
    if kind not in (*_POLYGONAL, _COLLECTION):
        return (
            str(shape.geom_type),
            "ไม่ใช่รูปพื้นที่ (polygon) แนวเขตต้องเป็นรูปพื้นที่",
            "It is not a polygon; a boundary must be one.",
        )
    west, south, east, north = shape.bounds
    box = THAILAND
    if not (west >= box.west and east <= box.east and south >= box.south and north <= box.north):
        return (
            f"{west:.4f}, {south:.4f}, {east:.4f}, {north:.4f}",
            "อยู่นอกกรอบประเทศไทย (97–106° ตะวันออก 5–21° เหนือ) อาจประกาศระบบพิกัดผิด ลองระบุ --crs",
            "It lies outside the box around Thailand (97–106° E, 5–21° N); the coordinate system may be "
            "wrong, try --crs.",
        )
    return None


def mend(shapes: Shapes, codes: Sequence[str]) -> tuple[Shapes, list[Remark]]:
    """Return the shapes as valid multipolygons without Z, and what was mended.

    None stands where nothing with an area is left. Shapes that were valid keep their vertices.
    """
    flat = shapely.force_2d(shapes)
    broken = np.flatnonzero(~shapely.is_valid(flat) | (shapely.get_type_id(flat) == _COLLECTION))
    remarks = [_mended(codes[int(at)], flat[at]) for at in broken]
    flat[broken] = [_polygons(shapely.make_valid(shape)) for shape in flat[broken]]
    return as_multipolygons(flat), remarks


def dissolve(shapes: Shapes, codes: Sequence[str]) -> tuple[list[str], Shapes, list[Remark]]:
    """Join the shapes of one code; return the codes in order, their shapes, and which were joined."""
    order: dict[str, list[int]] = {}
    for at, code in enumerate(codes):
        order.setdefault(code, []).append(at)
    wanted = sorted(order)
    whole = np.empty(len(wanted), dtype=object)
    whole[:] = [_union(shapes[order[code]]) for code in wanted]
    remarks = [_joined(code, len(order[code])) for code in wanted if len(order[code]) > 1]
    return wanted, as_multipolygons(whole), remarks


def as_multipolygons(shapes: Shapes) -> Shapes:
    """Return polygons as multipolygons of one part; None stays."""
    single = np.flatnonzero(shapely.get_type_id(shapes) == _POLYGONAL[0])
    result = shapes.copy()
    if len(single):
        result[single] = shapely.multipolygons(shapes[single], indices=np.arange(len(single)))
    return result


def _union(shapes: Shapes) -> Any:
    return shapes[0] if len(shapes) == 1 else _polygons(shapely.union_all(shapes))


def _polygons(shape: Any) -> Any:
    """Return the parts of a geometry that have an area, as one geometry; None when there are none."""
    parts = list(_parts(shape))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _parts(shape: Any) -> Iterator[Any]:
    for part in shapely.get_parts(shape):
        if shapely.get_type_id(part) == _POLYGONAL[0]:
            if not part.is_empty:
                yield part
        elif shapely.get_num_geometries(part) > 1 or shapely.get_type_id(part) > _POLYGONAL[0]:
            yield from _parts(part)


def _mended(code: str, shape: Any) -> Remark:
    reason = shapely.is_valid_reason(shape)
    word, _, place = reason.partition("[")
    thai, english = _REASONS.get(word.strip(), ("รูปไม่สมบูรณ์", word.strip().lower()))
    at_th, at_en = (f" ที่ {place.rstrip(']')}", f" at {place.rstrip(']')}") if place else ("", "")
    return Remark(
        "shape-mended",
        f"รูปที่เผยแพร่{thai}{at_th} ซ่อมแล้วโดยไม่ย้ายจุด",
        f"The published shape had {english}{at_en}; mended without moving a vertex.",
        code,
    )


def _joined(code: str, count: int) -> Remark:
    return Remark(
        "shape-joined",
        f"รวมจาก {count} รูปในไฟล์ที่มีรหัสเดียวกัน",
        f"Joined from {count} features of the same code.",
        code,
    )
