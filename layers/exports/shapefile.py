"""Zipped shapefile (ESRI, 1998): short names, exact text widths, and papers for what a DBF cannot say."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import fiona
import numpy as np
import pyarrow as pa
import shapely
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
_KIND_NAMES = {
    "Point": "points",
    "MultiPoint": "multipoints",
    "LineString": "lines",
    "Polygon": "areas",
}
_KIND_TYPES = {"Point": (-1, 0), "MultiPoint": (4,), "LineString": (1, 5), "Polygon": (3, 6)}
"""The kinds of a shapefile, with shapely's numbers of the shapes that go there; -1 is none."""

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

    Shapes as drawn are parted into points, lines and areas, each a shapefile, those that have rows.
    Texts longer than 254 bytes are cut between characters, and letters that the encoding lacks become `?`;
    the README counts both. Raises `Refused` where a part of it would exceed 2 GB.
    """
    encoding = extract.order.encoding
    widths = {name: min(max(width, 1), LONGEST) for name, width in extract.widths(encoding).items()}
    _fits(extract, widths)
    fitting = Fitting(encoding)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
        parts = _Parts(extract, Path(folder), widths)
        parts.fill(fitting)
        (parts.folder / "fields.csv").write_bytes(fields_csv(extract.columns, widths))
        (parts.folder / "README.txt").write_bytes(readme(extract, fitting))
        _pack(parts.folder, path)


class _Parts:
    """The shapefiles of one order: a single one, or one for each kind of shape, as the format wants it."""

    def __init__(self, extract: Extract, folder: Path, widths: dict[str, int]) -> None:
        self.folder = folder
        self._extract, self._widths = extract, widths
        fields = in_baht(extract.schema)
        short = [column.short for column in extract.columns]
        self._schema = pa.schema(
            [field.with_name(name) for field, name in zip(fields, [*short, GEOMETRY], strict=True)]
        )
        self._made: dict[str, Path] = {}

    def fill(self, fitting: Fitting) -> None:
        """Write every row; raises `Refused` for what does not fit."""
        features = _features(self._extract, self._schema, fitting)
        if self._extract.order.mixed:
            for batch in features:
                for kind, part in _by_kind(batch):
                    self._append(kind, iter([part]))
        if not self._made:  # also where there is no row at all
            self._append(_GEOMETRY_TYPES[self._extract.order.layer.shape], features)
        for target in self._made.values():
            _name_encoding(target, self._extract.order.encoding)

    def _append(self, kind: str, batches: Iterator[pa.RecordBatch]) -> None:
        target = self._made.get(kind) or self._made.setdefault(kind, self._create(kind))
        order = self._extract.order
        how = Target(
            driver="ESRI Shapefile",
            layer=target.stem,
            geometry_type=kind,
            crs=order.crs_definition,
            append=True,
        )
        write_vector(target, how, self._schema, batches)
        largest = max(part.stat().st_size for part in self.folder.iterdir())
        if largest > LARGEST:
            raise _too_large(largest)

    def _create(self, kind: str) -> Path:
        order = self._extract.order
        end = f"-{_KIND_NAMES[kind]}" if order.mixed else ""
        target = self.folder / f"{order.stem}{end}.shp"
        _create(self._extract, target, self._widths, kind)
        return target


def _by_kind(batch: pa.RecordBatch) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield the rows of each kind of shape; those without one go with the points."""
    shapes = shapely.from_wkb(batch.column(GEOMETRY).to_numpy(zero_copy_only=False))
    types = shapely.get_type_id(shapes)
    for kind, ids in _KIND_TYPES.items():
        chosen = np.isin(types, ids)
        if chosen.any():
            yield kind, batch.filter(pa.array(chosen))


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


def _create(extract: Extract, target: Path, widths: dict[str, int], kind: str) -> None:
    """Make the empty shapefile; Arrow alone could not say how wide a field is."""
    order = extract.order
    properties = {
        c.short: f"str:{widths[c.name]}" if c.kind == "text" else _NUMBERS[c.kind] for c in extract.columns
    }
    schema = {"geometry": kind, "properties": properties}
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
