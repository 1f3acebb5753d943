"""Zipped shapefile (ESRI, 1998): short names, exact text widths, and papers for what a DBF cannot say."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import fiona
import pyarrow as pa
from fiona.errors import FionaError

from geo.errors import Refused
from layers.exports.arrow import Array
from layers.exports.extract import GEOMETRY, Extract, in_baht
from layers.exports.reproject import reprojection
from layers.exports.shapefile_papers import fields_csv, readme
from layers.exports.shapefile_text import LONGEST, Fitting
from layers.exports.vector import Target, write_vector
from layers.layer import Column

LARGEST = 2**31 - 1
_COMPRESSION = 4
_GEOMETRY_TYPES = {"point": "Point", "polygon": "Polygon"}
_NUMBERS = {
    "integer": "int:18",
    "money": "float:19.2",
    "number": "float:19.6",
    "date": "date",
    "boolean": "int:1",
}
_NUMBER_WIDTHS = {"integer": 18, "money": 19, "number": 19, "date": 8, "boolean": 1}
# The code page that a DBF's header names, at this offset; GDAL writes it for no encoding given by name.
_LANGUAGE_OFFSET, _LANGUAGES = 29, {"cp874": 0x50}
_PAGE_NAMES = {"utf-8": "UTF-8", "cp874": "874"}


def write_shapefile(extract: Extract, path: Path) -> None:
    """Write the rows to a new zip of a shapefile with its README and list of fields.

    Texts longer than 254 bytes are cut between characters, and letters that the encoding lacks become `?`;
    the README counts both. Raises `Refused` where a part of it would exceed 2 GB.
    """
    encoding = extract.order.encoding
    widths = {name: min(max(width, 1), LONGEST) for name, width in extract.widths(encoding).items()}
    _fits(extract, widths)
    fitting = Fitting(encoding)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
        target = Path(folder) / f"{extract.order.stem}.shp"
        _create(extract, target, widths)
        _fill(extract, target, fitting)
        _name_encoding(target, encoding)
        (target.parent / "fields.csv").write_bytes(fields_csv(extract.columns, widths))
        (target.parent / "README.txt").write_bytes(readme(extract, fitting))
        _pack(target.parent, path)


def _fits(extract: Extract, widths: dict[str, int]) -> None:
    record = 1 + sum(widths.get(c.name, 0) or _NUMBER_WIDTHS[c.kind] for c in extract.columns)
    size = 33 + 32 * len(extract.columns) + extract.summary.rows * record
    if size > LARGEST:
        raise _too_large(size)


def _too_large(size: int) -> Refused:
    return Refused(
        f"Shapefile เก็บได้ไม่เกิน 2 GB ต่อไฟล์ ข้อมูลนี้ต้องใช้ {size / 1e9:.1f} GB "
        "ให้เลือกปีงบประมาณหรือพื้นที่ให้แคบลง หรือใช้ GeoPackage",
        f"A shapefile holds at most 2 GB a file and this needs {size / 1e9:.1f} GB; narrow it down by fiscal "
        "year or area, or take a GeoPackage.",
    )


def _create(extract: Extract, target: Path, widths: dict[str, int]) -> None:
    """Make the empty shapefile; Arrow alone could not say how wide a field is."""
    order = extract.order
    properties = {
        c.short: f"str:{widths[c.name]}" if c.kind == "text" else _NUMBERS[c.kind] for c in extract.columns
    }
    schema = {"geometry": _GEOMETRY_TYPES[order.layer.shape], "properties": properties}
    try:
        with fiona.open(
            target,
            "w",
            driver="ESRI Shapefile",
            schema=schema,
            crs=order.crs_definition,
            encoding=order.encoding,
        ):
            pass
    except FionaError as error:
        raise Refused(
            f"เขียน Shapefile ไม่ได้ ({error})", f"The shapefile cannot be written ({error})."
        ) from error


def _fill(extract: Extract, target: Path, fitting: Fitting) -> None:
    fields = in_baht(extract.schema)
    short = [column.short for column in extract.columns]
    schema = pa.schema(
        [field.with_name(name) for field, name in zip(fields, [*short, GEOMETRY], strict=True)]
    )
    how = Target(
        driver="ESRI Shapefile",
        layer=target.stem,
        geometry_type=_GEOMETRY_TYPES[extract.order.layer.shape],
        crs=extract.order.crs_definition,
        append=True,
    )
    write_vector(target, how, schema, _features(extract, schema, fitting))
    if any(part.stat().st_size > LARGEST for part in target.parent.iterdir()):
        raise _too_large(max(part.stat().st_size for part in target.parent.iterdir()))


def _features(extract: Extract, schema: pa.Schema, fitting: Fitting) -> Iterator[pa.RecordBatch]:
    move = reprojection(extract.order.crs)
    for batch in extract.batches_in_baht():
        cells = [
            _cell(column, array, fitting)
            for column, array in zip(extract.columns, batch.columns, strict=False)
        ]
        yield pa.record_batch([*cells, move(batch.column(GEOMETRY))], schema=schema)


def _cell(column: Column, array: Array, fitting: Fitting) -> Array:
    return fitting.fit(column.short, array) if column.kind == "text" else array


def _name_encoding(target: Path, encoding: str) -> None:
    """Say the encoding where readers look for it: in the `.cpg`, and by its number in the DBF's header."""
    target.with_suffix(".cpg").write_text(_PAGE_NAMES[encoding])
    if encoding in _LANGUAGES:
        with target.with_suffix(".dbf").open("r+b") as file:
            file.seek(_LANGUAGE_OFFSET)
            file.write(bytes([_LANGUAGES[encoding]]))


def _pack(folder: Path, path: Path) -> None:
    """Zip the files of a folder, each deleted as soon as it is in."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, part.name)
            part.unlink()
