"""A file of boundaries as features: texts and shapes in EPSG:4326."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from etl.areas.columns import as_text
from etl.areas.gather import GEOMETRY, Features
from etl.outcome import RefusedRow
from etl.readers.upload import Upload, inspect
from etl.readers.vectors import Record, Source, open_vector
from geo.datum import to_wgs84

_TOLD_EVERY = 200


@dataclass(frozen=True, slots=True)
class AreaFile:
    """What a file holds and how it was read; `refused` are the features whose shape cannot be read."""

    name: str
    sha256: str
    encoding: str
    crs: str
    operation: str
    features: Features
    refused: list[RefusedRow]


def read_file(
    path: str | Path, encoding: str | None, crs: str | None, tell: Callable[[float], None]
) -> AreaFile:
    """Read all features of a file and bring them to WGS 84; `encoding` and `crs` win over the file's own.

    Raises `Refused` when the file cannot be read safely and wholly, or does not say its coordinate system.
    """
    upload = inspect(path)
    with open_vector(upload, crs=crs, encoding=encoding) as source:
        records = list(_told(source, tell))
        shapes = np.empty(len(records), dtype=object)
        shapes[:] = [record.geometry for record in records]
        placed, operation = to_wgs84(shapes, source.crs)
        return AreaFile(
            name=source.name,
            sha256=_sha256(upload),
            encoding=source.encoding,
            crs=_named(source),
            operation=operation.name,
            features=_features(source, records, placed),
            refused=[_unread(record) for record in records if record.problem and record.geometry is None],
        )


def _told(source: Source, tell: Callable[[float], None]) -> Iterator[Record]:
    for number, record in enumerate(source.records):
        if number % _TOLD_EVERY == 0:
            tell(number / source.count if source.count else 0)
        yield record
    tell(1)


def _features(source: Source, records: list[Record], shapes: Any) -> Features:
    read = [at for at, record in enumerate(records) if not (record.problem and record.geometry is None)]
    texts = {
        heading: [as_text(records[at].properties.get(heading)) for at in read] for heading in source.fields
    }
    return Features(texts, shapes[np.array(read, dtype=int)], [records[at].row for at in read])


def _unread(record: Record) -> RefusedRow:
    problem = record.problem
    thai, english = (problem.thai, problem.english) if problem else ("", "")
    return RefusedRow(record.row, GEOMETRY, "", thai, english)


def _named(source: Source) -> str:
    authority = source.crs.to_authority()
    return ":".join(authority) if authority else source.crs.name


def _sha256(upload: Upload) -> str:
    with upload.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
