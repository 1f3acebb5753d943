"""The shapes of one file, in EPSG:4326, each with its name or what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from etl.places.gpx import read_gpx
from etl.places.kml import read_kml
from etl.readers.archive import Archive
from etl.readers.limits import Limits, check_size
from etl.readers.problem import Problem
from etl.readers.shape import ShapeReader
from etl.readers.upload import inspect
from etl.readers.vectors import SystemUnknown, open_vector
from geo.datum import CRSLike, Operation, label, operation, to_wgs84
from geo.errors import BadRequest, Refused
from geo.thai.digits import one_line
from geo.thai.unreadable import shown
from layers.projects.place_shape import MOST_VERTICES, read_shape

ACCEPTED = ".gpx .kml .kmz .geojson .json .zip (shapefile) .gpkg"
LIMITS = Limits(
    file_bytes=2 << 20,
    unpacked_bytes=64 << 20,
    members=200,
    harmless_bytes=16 << 20,
    rows=5_000,
    columns=200,
    feature_chars=16 << 20,
    feature_vertices=500_000,
    vertices=1_000_000,
)
MOST_SHAPES = 200
LONGEST_NAME = 120
_MANY_VERTICES = 2_000
_A_METRE = 1e-5  # degrees, about
_NAMES = ("name", "ชื่อ", "ชื่อโครงการ", "title", "label", "name_th", "desc", "id")
_MARKUP = {".gpx": b"gpx", ".kml": b"kml"}
_WGS84 = "EPSG:4326"


@dataclass(frozen=True, slots=True)
class FileShape:
    """One shape of a file: `geometry` in EPSG:4326, None where a `problem` says why; `row` from 1."""

    row: int
    name: str
    geometry: BaseGeometry | None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """What a file holds: its first shapes, whether there are more, and how they came to EPSG:4326."""

    name: str
    crs: str
    operation: str
    shapes: tuple[FileShape, ...]
    more: bool


def read_place_file(path: Path, name: str, crs: CRSLike | None = None, limits: Limits = LIMITS) -> PlaceFile:
    """Return the shapes of a local file that its owner calls `name`.

    `crs` is declared for a file that does not say its own. Raises `Refused` for anything that is
    not wholly a file of an accepted kind within the limits, or holds no shape at all.
    """
    called = Path(name).name or "?"
    ending = Path(called).suffix.lower()
    if ending in _MARKUP:
        found = _markup_file(path, called, ending, limits)
    elif ending == ".kmz":
        found = _kmz(path, called, limits)
    elif ending in (".geojson", ".json", ".zip", ".gpkg"):
        found = _vector_file(path, called, crs, limits)
    else:
        raise Refused(
            f"ไม่รับไฟล์ “{shown(called)}” รับเฉพาะ {ACCEPTED}",
            f"The file “{shown(called)}” is not accepted; accepted are {ACCEPTED}.",
        )
    if not found.shapes:
        raise Refused(
            f"ไฟล์ “{shown(called)}” ไม่มีจุด เส้น หรือพื้นที่", f"The file “{shown(called)}” holds no shape."
        )
    return found


def _markup_file(path: Path, called: str, ending: str, limits: Limits) -> PlaceFile:
    check_size(called, path.stat().st_size, limits.file_bytes)
    with path.open("rb") as file:
        head = file.read(4096)
    if b"<" + _MARKUP[ending] not in head and b":" + _MARKUP[ending] not in head:
        raise Refused(
            f"เนื้อหาของไฟล์ “{shown(called)}” ไม่ใช่ {ending[1:].upper()} ตามนามสกุล ให้ส่งออกใหม่",
            f"The content of “{shown(called)}” is not {ending[1:].upper()} as named; export it again.",
        )
    read = read_gpx if ending == ".gpx" else read_kml
    shapes, more = _gathered(_mapped(read(path, called), limits))
    return PlaceFile(called, _WGS84, operation(_WGS84).name, shapes, more)


def _kmz(path: Path, called: str, limits: Limits) -> PlaceFile:
    """Read the KML of a KMZ: `doc.kml`, or else the first one in it."""
    with Archive(path, limits) as archive, TemporaryDirectory(prefix="eplan-read-") as folder:
        documents = [name for name in archive.names if name.lower().endswith(".kml")]
        if not documents:
            raise Refused(f"ไฟล์ “{shown(called)}” ไม่มี KML", f"The file “{shown(called)}” holds no KML.")
        document = next((name for name in documents if name == "doc.kml"), documents[0])
        target = Path(folder) / "doc.kml"
        archive.extract(document, target)
        return _markup_file(target, called, ".kml", limits)


def _vector_file(path: Path, called: str, crs: CRSLike | None, limits: Limits) -> PlaceFile:
    upload = inspect(path, limits, name=called)
    with open_vector(upload, crs=crs, limits=limits) as source:
        way = _way_of(source.crs, declared=crs is not None)
        records = (
            _placed(record.row, _name_of(record.properties), record.geometry, record.problem, source.crs)
            for record in source.records
        )
        shapes, more = _gathered(records)
        return PlaceFile(called, label(source.crs), way.name, shapes, more)


def _way_of(crs: CRSLike, *, declared: bool) -> Operation:
    """Return the way from a system; raises `SystemUnknown` where the file's own word leads to none."""
    try:
        return operation(crs)
    except Refused as error:
        if declared:
            raise
        raise SystemUnknown(error.thai, error.english) from None


def _mapped(found: Iterator[tuple[str, dict[str, Any]]], limits: Limits) -> Iterator[FileShape]:
    shapes = ShapeReader(limits)
    for row, (name, mapping) in enumerate(found, 1):
        geometry, problem = shapes.read(mapping)
        yield _placed(row, name, geometry, problem, _WGS84)


def _gathered(shapes: Iterator[FileShape]) -> tuple[tuple[FileShape, ...], bool]:
    real = (shape for shape in shapes if shape.geometry is not None or shape.problem is not None)
    first = tuple(islice(real, MOST_SHAPES))
    return first, next(real, None) is not None


def _placed(row: int, name: str, geometry: Any, problem: Problem | None, crs: CRSLike) -> FileShape:
    """Bring one shape to EPSG:4326 and make it one that can be recorded, or say why it is none."""
    name = one_line(name)[:LONGEST_NAME]
    if geometry is None:
        return FileShape(row, name, None, problem)
    try:
        placed, _ = to_wgs84(geometry, crs)
        thinned, note = _thinned(placed)
        return FileShape(row, name, read_shape(thinned), note)
    except (Refused, BadRequest) as error:
        return FileShape(row, name, None, Problem(error.thai, error.english))


def _thinned(geometry: BaseGeometry) -> tuple[BaseGeometry, Problem | None]:
    """Leave vertices out that change a track by less than a metre, where there are thousands of them."""
    before = int(shapely.get_num_coordinates(geometry))
    if before <= _MANY_VERTICES:
        return geometry, None
    thin = shapely.simplify(geometry, _A_METRE, preserve_topology=True)
    after = int(shapely.get_num_coordinates(thin))
    if after == before or after > MOST_VERTICES:
        return geometry, None
    return thin, Problem(
        f"ลดจุดหักจาก {before:,} เหลือ {after:,} โดยคลาดไม่เกิน 1 ม.",
        f"{before:,} vertices were thinned to {after:,}, none off by more than a metre.",
    )


def _name_of(properties: dict[str, Any]) -> str:
    lower = {str(name).lower(): value for name, value in properties.items()}
    named = next((lower[name] for name in _NAMES if lower.get(name) not in (None, "")), None)
    if named is None:
        named = next((value for value in properties.values() if isinstance(value, str) and value), "")
    return str(named)
