"""GeoPackage (OGC 12-128r15): one layer with its style, Thai titles and metadata, as QGIS opens it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from layers.exports import caption
from layers.exports.extract import GEOMETRY, Extract, in_baht
from layers.exports.geopackage_tables import describe
from layers.exports.reproject import reprojection
from layers.exports.vector import Target, write_vector

GEOMETRY_TYPES = {"point": "Point", "polygon": "MultiPolygon"}
_DRAWN_TYPES = {
    "POINT": "Point",
    "MULTIPOINT": "MultiPoint",
    "LINESTRING": "LineString",
    "MULTILINESTRING": "MultiLineString",
    "POLYGON": "Polygon",
    "MULTIPOLYGON": "MultiPolygon",
}
_VERSION = "1.2"  # what GDAL and QGIS of 2018 and later read without a warning
# The file is new and thrown away when anything fails, so it needs no journal and no waiting for the disk.
_SQLITE = {
    "OGR_SQLITE_SYNCHRONOUS": "OFF",
    "OGR_SQLITE_JOURNAL": "OFF",
}
_MANY_ROWS = 20_000


def write_geopackage(extract: Extract, path: Path) -> None:
    """Write the rows to a new GeoPackage, money as DOUBLE baht, of which every satang can be read back.

    Raises `Refused` where a place has no coordinates in the reference system asked for.
    """
    order = extract.order
    thai, english = caption.title(order)
    target = Target(
        driver="GPKG",
        layer=order.layer.name,
        geometry_type=_geometry_type(extract),
        crs=order.crs_definition,
        dataset_options={"VERSION": _VERSION},
        options={"IDENTIFIER": thai, "DESCRIPTION": english, "GEOMETRY_NAME": GEOMETRY, "FID": "fid"},
        settings=_settings(extract.summary.rows),
    )
    write_vector(path, target, in_baht(extract.schema), _features(extract))
    with closing(sqlite3.connect(path)) as file:
        describe(file, extract)


def _geometry_type(extract: Extract) -> str:
    """Return the one kind of shape where there is but one, so that QGIS shows rows without a place beside it;
    from a layer of unknown kind it leaves them out.
    """
    order = extract.order
    if not order.mixed:
        return GEOMETRY_TYPES[order.layer.shape]
    kinds = extract.kinds or ("POINT",)
    return _DRAWN_TYPES[kinds[0]] if len(kinds) == 1 else "Unknown"


def _settings(rows: int) -> dict[str, str]:
    # Large pages write large files faster; small ones keep small files small.
    return _SQLITE | ({"OGR_SQLITE_PRAGMA": "page_size=16384"} if rows > _MANY_ROWS else {})


def _features(extract: Extract) -> Iterator[pa.RecordBatch]:
    move = reprojection(extract.order.crs)
    for batch in extract.batches_in_baht():
        yield batch.set_column(batch.num_columns - 1, GEOMETRY, move(batch.column(GEOMETRY)))
