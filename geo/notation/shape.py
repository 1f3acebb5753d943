"""WKT, EWKT and GeoJSON: points, lines and polygons, in degrees or in metres."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry import MultiLineString, MultiPoint, MultiPolygon
from shapely.geometry.base import BaseGeometry

from geo.datum import CRSLike, label, read_crs, to_wgs84
from geo.errors import Refused
from geo.notation.reading import Notation, Reading
from geo.notation.repair import Repair
from geo.notation.stated import Stated
from geo.notation.thailand import in_thailand
from geo.notation.utm import grids
from geo.thai.unreadable import Unreadable

MOST_VERTICES = 10_000
_WKT = re.compile(
    r"(?:srid\s*=\s*([0-9]{4,6})\s*;\s*)?(multi)?(point|linestring|polygon)\s*(z\s?m|z|m)?\s*\(",
    re.IGNORECASE,
)
_TWO = re.compile(r"\s*-?[0-9.]+\s*,\s*-?[0-9.]+\s*\)")
"""Two numbers with a comma between them, as programs write a point: no WKT, but figures like any other."""

_KINDS = {"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"}
_MANY: dict[str, type[MultiPoint | MultiLineString | MultiPolygon]] = {
    "Point": MultiPoint,
    "LineString": MultiLineString,
    "Polygon": MultiPolygon,
}
_URN = re.compile(r"(?:urn:ogc:def:crs:)?(EPSG|OGC):(?:[0-9.]*:)?([0-9A-Za-z]+)", re.IGNORECASE)


def read_shape(text: str, said: Stated, declared: CRS | None) -> list[Reading] | None:
    """Return what the shape of a text can be, the likeliest first; None where it writes none.

    Raises `Unreadable` for a shape that is malformed, empty or not on the globe.
    """
    if "{" in text and '"' in text:
        found = _geojson(text)
        if found is not None:
            return _readings(*found, Notation.GEOJSON, said, declared)
    match = _WKT.search(text)
    if match is None or _TWO.match(text, match.end()):
        return None
    srid = f"EPSG:{match[1]}" if match[1] else None
    return _readings(_of_wkt(text, match), srid, Notation.WKT, said, declared)


def _of_wkt(text: str, match: re.Match[str]) -> BaseGeometry:
    start = match.start(2) if match[2] else match.start(3)
    try:
        with np.errstate(over="ignore"):
            return shapely.from_wkt(text[start : _closing(text, match.end() - 1)])
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise _malformed("WKT") from error


def _closing(text: str, start: int) -> int:
    """Return where the bracket that opens at `start` closes."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at + 1
    return len(text)


def _geojson(text: str) -> tuple[BaseGeometry, str | None] | None:
    """Return the geometry of GeoJSON and the system that it names; None where the braces hold none."""
    try:
        tree = json.loads(text[text.index("{") : text.rindex("}") + 1])
    except (ValueError, RecursionError):
        return None
    if (
        not isinstance(tree, dict)
        or not {"type", "coordinates", "geometry", "features", "geometries"} & tree.keys()
    ):
        return None
    geometries = list(_geometries(tree))
    if not geometries:
        return None
    try:
        shapes = [shapely.from_geojson(json.dumps(geometry)) for geometry in geometries]
    except (shapely.errors.ShapelyError, ValueError, RecursionError) as error:
        raise _malformed("GeoJSON") from error
    return (shapes[0] if len(shapes) == 1 else _together(shapes)), _named(tree.get("crs"))


def _geometries(tree: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(tree, dict):
        return
    if tree.get("type") in _KINDS and isinstance(tree.get("coordinates"), list):
        yield {"type": tree["type"], "coordinates": tree["coordinates"]}
    yield from _geometries(tree.get("geometry"))
    for name in ("features", "geometries"):
        members = tree.get(name)
        for member in members if isinstance(members, list) else []:
            yield from _geometries(member)


def _together(shapes: list[BaseGeometry]) -> BaseGeometry:
    """Return several shapes as one of many parts; raises `Unreadable` for a mixture of kinds."""
    parts = [part for shape in shapes for part in getattr(shape, "geoms", [shape])]
    if len({part.geom_type for part in parts}) > 1:
        raise Unreadable(
            "รูปร่างปนกันหลายชนิด ให้วางเฉพาะจุด เส้น หรือพื้นที่อย่างเดียว",
            "The shapes are a mixture of kinds; paste points, lines or polygons only.",
        )
    return _MANY[parts[0].geom_type](parts)


def _named(crs: Any) -> str | None:
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    match = _URN.fullmatch(name) if isinstance(name, str) else None
    return None if match is None or match[2].upper() == "CRS84" else f"{match[1].upper()}:{match[2]}"


def _readings(
    shape: BaseGeometry, named: str | None, notation: Notation, said: Stated, declared: CRS | None
) -> list[Reading]:
    """Return what a shape can be in the systems that are open to it."""
    if shape.is_empty:
        raise _malformed(notation.english)
    vertices = shapely.get_coordinates(shape)
    if len(vertices) > MOST_VERTICES:
        raise Unreadable(
            f"รูปร่างมีจุดเกิน {MOST_VERTICES:,} จุด ให้นำเข้าเป็นไฟล์แทน",
            f"The shape has more than {MOST_VERTICES:,} vertices; load it as a file.",
        )
    if not all(map(math.isfinite, vertices.ravel().tolist())):
        raise _malformed(notation.english)
    flat = shapely.force_2d(shape)
    readings = [
        reading
        for crs, repairs in _systems(vertices, named, said, declared)
        for reading in _placed(flat, crs, repairs, notation)
    ]
    inside = [reading for reading in readings if in_thailand(reading.lat, reading.lon)]
    if not readings:
        raise _malformed(notation.english)
    return inside or readings[:1]


def _systems(
    vertices: Any, named: str | None, said: Stated, declared: CRS | None
) -> list[tuple[CRSLike, tuple[Repair, ...]]]:
    metres = abs(vertices).max() > 180
    if named is not None and read_crs(named).is_geographic != metres:
        return [(named, ())]
    if not metres:
        datums = sorted(said.datums) if said.datums else []
        return [(datum.degrees, ()) for datum in datums] or [(4326, ())]
    wrong = (Repair.METRES_IN_DEGREES,) if named is not None else ()
    return [(grid.crs, (*wrong, *grid.repairs)) for grid in grids(said, declared)]


def _placed(
    shape: BaseGeometry, crs: CRSLike, repairs: tuple[Repair, ...], notation: Notation
) -> Iterator[Reading]:
    """Yield a shape in WGS 84; with its axes changed round where only that is in Thailand."""
    turned = shapely.transform(shape, lambda xy: xy[:, ::-1])
    for way, mended in ((shape, repairs), (turned, (*repairs, Repair.SWAPPED_AXES))):
        try:
            there, operation = to_wgs84(way, crs)
        except Refused:
            continue
        lon, lat = map(float, shapely.get_coordinates(there)[0])
        if mended == repairs or in_thailand(lat, lon):
            kept = None if there.geom_type == "Point" else there
            yield Reading(lat, lon, notation, label(crs), operation.name, mended, kept)
            if in_thailand(lat, lon):
                return


def _malformed(notation: str) -> Unreadable:
    return Unreadable(
        f"อ่านรูปร่าง {notation} ไม่ได้ ตรวจวงเล็บ ตัวเลข และลำดับลองจิจูด ละติจูด",
        f"The {notation} cannot be read; check its brackets, its numbers, and that longitude stands first.",
    )
