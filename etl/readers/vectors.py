"""GeoPackage, shapefile and GeoJSON, feature by feature, in the coordinates of the file."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from math import isnan
from pathlib import Path
from typing import Any

from pyproj import CRS

from etl.readers import dbf
from etl.readers.encoding import find_encoding, find_encoding_of
from etl.readers.field_texts import FieldTexts
from etl.readers.gdal import features, length, open_layer, too_many
from etl.readers.geojson import GeoJSON
from etl.readers.geopackage import open_copy
from etl.readers.limits import DEFAULT, Limits
from etl.readers.problem import Problem
from etl.readers.shape import ShapeReader, unreadable
from etl.readers.shapefile import open_parts
from etl.readers.upload import Kind, Upload, inspect
from geo.datum import CRSLike, read_crs
from geo.errors import Refused
from geo.thai.unreadable import shown

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_FULL_CIRCLE = 360
_PEEKED = 100  # features of a stream by which its fields are told


class SystemUnknown(Refused):
    """A file does not say in which system its coordinates are; whoever asks may declare one."""


@dataclass(frozen=True, slots=True)
class Record:
    """One feature. `row` is its number from 1 (in a GeoPackage its key), `geometry` a flat shapely geometry
    or None.

    An invalid geometry comes with a `problem`; a shape that cannot be read at all is None with a `problem`.
    """

    row: int
    properties: dict[str, Any]
    geometry: Any
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An open file of features.

    `crs` is what to take the coordinates in, `stated_crs` what the file itself says (None if nothing),
    `records` the features, to be read once, `count` how many there will be if the file tells.
    """

    name: str
    layer: str
    kind: Kind
    crs: CRS
    stated_crs: CRS | None
    encoding: str
    fields: list[str]
    count: int | None
    records: Iterator[Record]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the caller said about a file."""

    layer: str | None
    crs: CRS | None
    encoding: str | None
    limits: Limits

    def stated(self, text: str | None) -> CRS | None:
        """Return the system that a file states; raises `SystemUnknown` for an unknown one unless the caller
        declares another.
        """
        if not text or re.search(r'\["Undefined', text):
            return None
        try:
            return read_crs(text)
        except Refused as error:
            if self.crs is None:
                raise SystemUnknown(error.thai, error.english) from None
            return None

    def system(self, stated: CRS | None, upload: Upload) -> CRS:
        """Return the system to take coordinates in; raises `Refused` when nobody says which."""
        chosen = self.crs or stated
        if chosen is None:
            lacking = ("ไม่มี .prj", "no .prj") if upload.kind is Kind.SHAPEFILE else ("ไม่ได้กำหนด", "undefined")
            raise SystemUnknown(
                f"ไฟล์ “{shown(upload.name)}” ไม่บอกระบบพิกัด ({lacking[0]}) ให้ระบุ เช่น --crs EPSG:24047 "
                "(UTM 47N Indian 1975), EPSG:32647 (UTM 47N WGS 84) หรือ EPSG:4326 (ละติจูด ลองจิจูด)",
                f"The file “{shown(upload.name)}” does not say its coordinate system ({lacking[1]}); "
                "declare it: --crs "
                "EPSG:24047 (UTM 47N, Indian 1975), EPSG:32647 (UTM 47N, WGS 84) or EPSG:4326 (latitude, "
                "longitude).",
            )
        return chosen


@contextmanager
def open_vector(
    source: str | Path | Upload,
    *,
    layer: str | None = None,
    crs: CRSLike | None = None,
    encoding: str | None = None,
    limits: Limits = DEFAULT,
) -> Iterator[Source]:
    """Open a file of features; `crs` and `encoding` are declared by the caller and win over the file's own.

    Raises `Refused`, while reading too, for what cannot be read safely and wholly, and when neither the file
    nor the caller says in which system the coordinates are.
    """
    upload = source if isinstance(source, Upload) else inspect(source, limits)
    declared = read_crs(crs) if crs is not None else None
    opener = _OPENERS.get(upload.kind)
    if opener is None:
        raise Refused(
            f"“{shown(upload.name)}” เป็นตาราง ไม่ใช่ไฟล์แผนที่",
            f"“{shown(upload.name)}” is a table, not a file of features.",
        )
    with opener(upload, _Asked(layer, declared, encoding, limits)) as opened:
        yield opened


@contextmanager
def _shapefile(upload: Upload, asked: _Asked) -> Iterator[Source]:
    """Open a shapefile as ISO-8859-1, in which every byte survives, and decode its texts here.

    Told the true encoding, GDAL stumbles over a letter that was cut in the middle.
    """
    with open_parts(upload, asked.limits) as parts:
        letters = find_encoding_of(dbf.texts(parts.table), asked.encoding, parts.code_page)
        stated = asked.stated(parts.projection)
        system = asked.system(stated, upload)
        with open_layer(parts.path, "ESRI Shapefile", encoding="ISO-8859-1") as collection:
            texts = FieldTexts(collection.schema["properties"], letters)
            records = _collected(collection, texts, parts.has_shape, asked.limits)
            yield Source(
                upload.name,
                parts.name,
                upload.kind,
                system,
                stated,
                letters,
                texts.fields,
                parts.count,
                records,
            )


@contextmanager
def _geopackage(upload: Upload, asked: _Asked) -> Iterator[Source]:
    with (
        open_copy(upload, asked.layer, asked.limits) as package,
        open_layer(package.path, "GPKG", layer=package.layer, LIST_ALL_TABLES="NO") as collection,
    ):
        stated = asked.stated(collection.crs_wkt)
        system = asked.system(stated, upload)
        texts = FieldTexts(collection.schema["properties"])
        records = _collected(collection, texts, package.has_shape, asked.limits)
        yield Source(
            upload.name,
            package.layer,
            upload.kind,
            system,
            stated,
            "utf-8",
            texts.fields,
            length(collection),
            records,
        )


@contextmanager
def _geojson(upload: Upload, asked: _Asked) -> Iterator[Source]:
    letters = find_encoding(upload.path, asked.encoding, upload.name)
    with GeoJSON(upload.path, letters, asked.limits) as document:
        stated = asked.stated(document.crs)
        system = asked.system(stated, upload)
        records = _streamed(document, asked)
        first = list(islice(records, _PEEKED))
        if asked.crs is None and stated is not None and stated.is_geographic and _in_metres(first):
            raise _metres(upload)
        fields = list(dict.fromkeys(name for record in first for name in record.properties))
        layer = Path(upload.name).stem
        yield Source(
            upload.name, layer, upload.kind, system, stated, letters, fields, None, chain(first, records)
        )


def _in_metres(records: list[Record]) -> bool:
    """Whether none of some shapes could be degrees, in either order: their numbers are metres."""
    bounds = [record.geometry.bounds for record in records if record.geometry is not None]
    return bool(bounds) and all(max(map(abs, corners)) > _FULL_CIRCLE for corners in bounds)


def _metres(upload: Upload) -> SystemUnknown:
    return SystemUnknown(
        f"ตัวเลขในไฟล์ “{shown(upload.name)}” เป็นเมตร แต่ไฟล์ไม่บอกว่าเป็นระบบพิกัดใด ให้ระบุ เช่น --crs EPSG:24047 "
        "(UTM 47N Indian 1975) หรือ EPSG:32647 (UTM 47N WGS 84)",
        f"The numbers of the file “{shown(upload.name)}” are metres, but it does not say of which coordinate "
        "system; declare it: --crs EPSG:24047 (UTM 47N, Indian 1975) or EPSG:32647 (UTM 47N, WGS 84).",
    )


_OPENERS = {Kind.SHAPEFILE: _shapefile, Kind.GEOPACKAGE: _geopackage, Kind.GEOJSON: _geojson}


def _collected(
    collection: Any, texts: FieldTexts, has_shape: Callable[[int], bool], limits: Limits
) -> Iterator[Record]:
    """Yield the features of a fiona collection; `has_shape` tells a shape that GDAL could not read from
    none.
    """
    shapes = ShapeReader(limits)
    first = 0 if collection.driver == "GPKG" else 1
    for feature in features(collection, limits.rows):
        key = int(feature.id)
        geometry, problem = shapes.read(None if _is_empty_point(feature.geometry) else feature.geometry)
        if feature.geometry is None and has_shape(key):
            problem = unreadable()
        properties, spoilt = texts.read(feature.properties)
        _check_lengths(properties, key + first, limits)
        yield Record(key + first, properties, geometry, problem or spoilt)


def _is_empty_point(shape: Any) -> bool:
    """Whether a shape of fiona's is a point without coordinates, which WKB writes as NaN."""
    return shape is not None and shape.type == "Point" and all(map(isnan, shape.coordinates))


def _streamed(document: GeoJSON, asked: _Asked) -> Iterator[Record]:
    shapes = ShapeReader(asked.limits)
    for row, feature in enumerate(document.features(), 1):
        if row > asked.limits.rows:
            raise too_many(asked.limits.rows)
        if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict | None):
            yield Record(row, {}, None, _not_a_feature())
            continue
        given = feature.get("properties")
        properties = (
            {_flat(name): _flat(value) for name, value in given.items()} if isinstance(given, dict) else {}
        )
        _check_lengths(properties, row, asked.limits)
        geometry, problem = shapes.read(feature.get("geometry"))
        yield Record(row, properties, geometry, problem)
    if document.crs_follows and asked.crs is None:
        raise SystemUnknown(
            "ระบบพิกัด (crs) อยู่หลังข้อมูลใน GeoJSON ให้ย้ายไปไว้ก่อน features หรือระบุ --crs",
            "The crs of the GeoJSON file stands behind its features; move it before them, or declare --crs.",
        )


def _flat(value: Any) -> Any:
    """Return a property as one value, lists and objects as JSON, without what JSON can escape but no text
    can hold.
    """
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    return _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


def _check_lengths(properties: dict[str, Any], row: int, limits: Limits) -> None:
    if len(properties) > limits.columns:
        raise Refused(
            f"รายการที่ {row:,} มีเกิน {limits.columns} คอลัมน์",
            f"Feature {row:,} has more than {limits.columns} fields.",
        )
    for name, value in properties.items():
        if isinstance(value, str) and len(value) > limits.cell_chars:
            raise Refused(
                f"รายการที่ {row:,} คอลัมน์ “{shown(name)}”: ข้อความยาวเกิน {limits.cell_chars:,} ตัวอักษร",
                f"Feature {row:,}, field “{shown(name)}”: the text has more than {limits.cell_chars:,} "
                "letters.",
            )


def _not_a_feature() -> Problem:
    return Problem("รายการนี้ไม่ใช่ Feature ของ GeoJSON", "The item is not a GeoJSON feature.")
