"""Any file of projects as frames of texts, with the shapes of its rows where it is a file of features."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from etl.projects.columns import heading_words
from etl.readers.limits import DEFAULT, Limits
from etl.readers.problem import Problem
from etl.readers.tables import Frame, open_table
from etl.readers.upload import inspect
from etl.readers.vectors import Record, Source, open_vector
from geo.datum import CRSLike, Operation, in_thailand_box, label, operation, to_wgs84
from geo.errors import EplanError

_CHUNK, _CHUNK_VERTICES = 20_000, 1_000_000

SWAPPED = (
    "พิกัดอยู่นอกประเทศไทย แต่ถ้าสลับละติจูดกับลองจิจูดจะอยู่ในประเทศ ให้สลับสองค่านี้",
    "The place is outside Thailand, but inside it with latitude and longitude swapped: swap them.",
)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a frame's rows in EPSG:4326, None for none; the system they came in, and the way here."""

    geometries: NDArray[np.object_]
    crs: str
    operation: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file, and their shapes where it has any."""

    frame: Frame
    shapes: Shapes | None


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file: its columns, its rows to be read once, and how it was understood.

    `other_sheets` look like projects too and are not read; `unit` is the unit of money above the table.
    """

    columns: list[str]
    batches: Iterator[Batch]
    understood: str
    other_sheets: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the caller wants a file read: None is found out."""

    sheet: str | None = None
    layer: str | None = None
    encoding: str | None = None
    crs: CRSLike | None = None
    limits: Limits = DEFAULT


@contextmanager
def open_projects(path: Path | str, manner: Manner) -> Iterator[Opened]:
    """Open a table or a file of features.

    Raises `Refused`, while reading too, for what cannot be read safely and wholly.
    """
    upload = inspect(path, manner.limits)
    if upload.kind.is_table:
        with open_table(
            upload, heading_words(), sheet=manner.sheet, encoding=manner.encoding, limits=manner.limits
        ) as table:
            batches = (Batch(frame, None) for frame in table.chunks)
            understood = table.sheet or f"{table.encoding} {table.delimiter!r}"
            yield Opened(table.columns, batches, understood, table.others, table.unit)
        return
    with open_vector(
        upload, layer=manner.layer, encoding=manner.encoding, crs=manner.crs, limits=manner.limits
    ) as source:
        columns = list(source.fields)
        understood = f"{source.layer} · {source.encoding} · {label(source.crs)}"
        yield Opened(columns, _batches(source, columns), understood)


def _batches(source: Source, columns: list[str]) -> Iterator[Batch]:
    way, taken = operation(source.crs), 0
    for chunk in _chunks(source.records):
        taken += len(chunk)
        progress = taken / source.count if source.count else 0.0
        yield _batch(chunk, columns, source, way, min(progress, 1.0))


def _chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield features together, so many that neither their number nor their vertices weigh much."""
    chunk: list[Record] = []
    vertices = 0
    for record in records:
        chunk.append(record)
        vertices += int(shapely.get_num_coordinates(record.geometry))
        if len(chunk) >= _CHUNK or vertices >= _CHUNK_VERTICES:
            yield chunk
            chunk, vertices = [], 0
    if chunk:
        yield chunk


def _batch(
    records: list[Record], columns: list[str], source: Source, way: Operation, progress: float
) -> Batch:
    problems = {record.row: record.problem for record in records if record.problem}
    rows = np.array([record.row for record in records], dtype=np.int64)
    texts = pd.DataFrame(
        {name: [_text(record.properties.get(name)) for record in records] for name in columns},
        index=range(len(records)),
        dtype="str",
    )
    shapes = _moved(records, source, problems)
    frame = Frame(rows, texts, problems, progress)
    return Batch(frame, Shapes(shapes, label(source.crs), way.name))


def _moved(records: list[Record], source: Source, problems: dict[int, Problem]) -> NDArray[np.object_]:
    """Return the shapes in EPSG:4326, None for none; one that is nowhere becomes its row's problem."""
    shapes = np.empty(len(records), dtype=object)
    shapes[:] = [record.geometry for record in records]
    try:
        moved: NDArray[np.object_] = to_wgs84(shapes, source.crs)[0]
        return moved
    except EplanError:
        pass
    for at, record in enumerate(records):
        try:
            shapes[at] = to_wgs84(record.geometry, source.crs)[0] if record.geometry is not None else None
        except EplanError as error:
            shapes[at] = None
            reason = SWAPPED if _is_swapped(record.geometry, source) else (error.thai, error.english)
            problems[record.row] = Problem(*reason)
    return shapes


def _is_swapped(geometry: Any, source: Source) -> bool:
    """Whether a shape in degrees lies in Thailand with latitude and longitude the other way round."""
    west, south, east, north = shapely.bounds(geometry)
    inside = in_thailand_box(south, west) & in_thailand_box(north, east)
    return bool(source.crs.is_geographic and inside)


def _text(value: object) -> str:
    """Return an attribute as it would stand in a table; numbers at the 15 digits that doubles keep."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, float):
        text = format(Decimal(f"{value:.15g}"), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)
