"""The bytes of a dBASE table, before anybody has decided which letters they are."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from etl.readers.encoding import without_number

_SAMPLED_BYTES = 64 << 20
_END = b"\r"


class Field(NamedTuple):
    """One field: its name, its type (`C` is text), and where it stands in a record."""

    name: bytes
    kind: bytes
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How many records follow from `start` on, each of `length` bytes."""

    records: int
    start: int
    length: int
    fields: list[Field]


def layout(path: Path) -> Layout:
    """Return the layout of a table; raises `ValueError` when its head makes no sense."""
    with path.open("rb") as file:
        try:
            records, start, length = struct.unpack("<4xIHH20x", file.read(32))
        except struct.error:
            raise ValueError("no dBASE table") from None
        head = file.read(max(0, start - 32))
    fields, offset = [], 1
    for position in range(0, len(head) - 31, 32):
        entry = head[position : position + 32]
        if entry.startswith(_END):
            break
        kind, size = entry[11:12], entry[16] + (entry[17] << 8 if entry[11:12] == b"C" else 0)
        fields.append(Field(entry[:11].split(b"\0")[0], kind, offset, size))
        offset += size
    if not fields or offset > length:
        raise ValueError("fields longer than the record")
    return Layout(records, start, length, fields)


def texts(path: Path) -> Iterator[bytes]:
    """Yield the names of the fields and, from the first records, every text as it stands, padding removed."""
    table = layout(path)
    yield from (without_number(field.name) for field in table.fields)
    spans = [slice(field.offset, field.offset + field.size) for field in table.fields if field.kind == b"C"]
    with path.open("rb") as file:
        file.seek(table.start)
        for _ in range(min(table.records, _SAMPLED_BYTES // table.length)):
            record = file.read(table.length)
            for span in spans:
                yield record[span].strip(b" \0")
