"""The kinds of file that are read, and what the first bytes of a file say that it is."""

import re
from enum import StrEnum
from pathlib import Path

from geo.errors import Refused
from geo.thai.unreadable import shown


class Kind(StrEnum):
    """The kinds of file that are read."""

    CSV = "CSV"
    XLSX = "XLSX"
    XLS = "XLS"
    ODS = "ODS"
    HTML = "HTML"
    GEOPACKAGE = "GeoPackage"
    SHAPEFILE = "shapefile"
    GEOJSON = "GeoJSON"

    @property
    def is_table(self) -> bool:
        """Whether it is read by `tables`; the others are read by `vectors`."""
        return self is Kind.CSV or self is Kind.HTML or self.is_workbook

    @property
    def is_workbook(self) -> bool:
        """Whether it is read by `workbook`."""
        return self in (Kind.XLSX, Kind.XLS, Kind.ODS)


ACCEPTED = ".csv .txt .tsv .xlsx .xls .ods .gpkg .zip (shapefile) .shp .geojson .json"

COMPOUND = "an old or password-protected Office file"
_SIGNATURES = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"SQLite format 3\0": "sqlite",
    b"\0\0\x27\x0a": "shp",
    b"\xd0\xcf\x11\xe0": COMPOUND,
    b"%PDF": "PDF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-z]", re.IGNORECASE)
"""How HTML and XML begin."""


def first_bytes(path: Path) -> bytes:
    """Return as much of a file as tells what it is."""
    with path.open("rb") as file:
        return file.read(512)


def signature(head: bytes) -> str:
    """Return what the first bytes of a file say that it is, in English; `text` where they could be one."""
    found = next((what for magic, what in _SIGNATURES.items() if head.startswith(magic)), "text")
    return found if found != "text" or _is_text(head) else "unknown data"


def _is_text(head: bytes) -> bool:
    return b"\0" not in head or head.startswith(_BYTE_ORDER_MARKS)


def disagrees(name: str, found: str) -> Refused:
    """Return the refusal of a file that is something else than its name says."""
    return Refused(
        f"ไฟล์ “{shown(name)}” มีเนื้อหาไม่ตรงกับนามสกุล (พบ {found}) ให้บันทึกใหม่เป็นชนิดที่รับ: {ACCEPTED}",
        f"The content of “{shown(name)}” is not what its name says (found {found}); save it as one of "
        f"{ACCEPTED}.",
    )
