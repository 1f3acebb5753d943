"""How much one file may ask of us."""

from dataclasses import dataclass
from math import ceil

from geo.errors import Refused
from geo.thai.unreadable import shown

SPLIT = ("ให้แบ่งไฟล์", "split it")


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


def check_size(name: str, size: int, most: int, remedy: tuple[str, str] = SPLIT) -> None:
    """Raise `Refused` for a file that is empty or has more than `most` bytes.

    `remedy` says in Thai and English what to do about one that is too large.
    """
    if size == 0:
        raise Refused(f"ไฟล์ “{shown(name)}” ว่างเปล่า", f"The file “{shown(name)}” is empty.")
    if size > most:
        has = f"{ceil(size / 2**20):,}"
        raise Refused(
            f"ไฟล์ “{shown(name)}” ใหญ่ {has} MB เกินกำหนด {most >> 20:,} MB {remedy[0]}",
            f"The file “{shown(name)}” has {has} MB, more than {most >> 20:,} MB; {remedy[1]}.",
        )
