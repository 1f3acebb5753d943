"""How much one file may ask of us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file that is read; sizes in bytes of file, numbers of the rest.

    `ratio` (unpacked to packed) is looked at once an archive unpacks to more than `harmless_bytes`.
    """

    file_bytes: int = 1 << 30
    unpacked_bytes: int = 4 << 30
    members: int = 10_000
    ratio: int = 200
    harmless_bytes: int = 64 << 20
    rows: int = 5_000_000
    columns: int = 500
    cell_chars: int = 50_000
    workbook_memory: int = 1 << 30
    workbook_seconds: int = 300
    feature_chars: int = 64 << 20
    feature_vertices: int = 2_000_000
    vertices: int = 100_000_000


DEFAULT = Limits()
