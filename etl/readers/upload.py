"""Which kind of file it is: by its name and by its first bytes, which must agree."""

import re
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from etl.readers.archive import Archive
from etl.readers.limits import DEFAULT, Limits, check_size
from geo.errors import Refused
from geo.thai.unreadable import shown


class Kind(StrEnum):
    """The kinds of file that are read."""

    CSV = "CSV"
    XLSX = "XLSX"
    GEOPACKAGE = "GeoPackage"
    SHAPEFILE = "shapefile"
    GEOJSON = "GeoJSON"

    @property
    def is_table(self) -> bool:
        """Whether it is read by `tables`; the others are read by `vectors`."""
        return self in (Kind.CSV, Kind.XLSX)


@dataclass(frozen=True, slots=True)
class Upload:
    """A local file that passed the first look; `name` is what its owner calls it."""

    path: Path
    kind: Kind
    name: str

    @property
    def is_zip(self) -> bool:
        """Whether a shapefile comes zipped."""
        return self.kind is Kind.SHAPEFILE and self.name.lower().endswith(".zip")


_KINDS = {
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".txt": Kind.CSV,
    ".xlsx": Kind.XLSX,
    ".gpkg": Kind.GEOPACKAGE,
    ".zip": Kind.SHAPEFILE,
    ".shp": Kind.SHAPEFILE,
    ".geojson": Kind.GEOJSON,
    ".json": Kind.GEOJSON,
}
ACCEPTED = ".csv .txt .tsv .xlsx .gpkg .zip (shapefile) .shp .geojson .json"

_SIGNATURES = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"SQLite format 3\0": "sqlite",
    b"\0\0\x27\x0a": "shp",
    b"\xd0\xcf\x11\xe0": "an old or password-protected Office file",
    b"%PDF": "PDF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
_EXPECTED = {".xlsx": "zip", ".zip": "zip", ".gpkg": "sqlite", ".shp": "shp"}
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*://|/vsi|[a-z_]{2,}:|<|\\\\", re.IGNORECASE)


def inspect(source: str | Path, limits: Limits = DEFAULT, *, name: str | None = None) -> Upload:
    """Return the kind of a local file; `name` is its owner's name for it where the path does not tell.

    Raises `Refused` for anything that is not a plain local file of an accepted kind within the limits.
    """
    path = _local(source, limits)
    called = Path(name or path.name).name
    ending = Path(called).suffix.lower()
    if ending not in _KINDS:
        raise Refused(
            f"ไม่รับไฟล์ “{shown(called)}” รับเฉพาะ {ACCEPTED}",
            f"The file “{shown(called)}” is not accepted; accepted are {ACCEPTED}.",
        )
    upload = Upload(path, _KINDS[ending], called)
    _check_content(upload, ending, limits)
    return upload


def _local(source: str | Path, limits: Limits) -> Path:
    if _REMOTE.match(str(source)) or "\0" in str(source):
        raise Refused(
            f"“{shown(source)}” ไม่ใช่ไฟล์ในเครื่องนี้ ให้บันทึกเป็นไฟล์ก่อน",
            f"“{shown(source)}” is not a file on this machine; save it as a file first.",
        )
    try:
        path = Path(source).resolve(strict=True)
        status = path.stat()
    except OSError:
        raise Refused(f"ไม่พบไฟล์ “{shown(source)}”", f"There is no file “{shown(source)}”.") from None
    if not stat.S_ISREG(status.st_mode) or str(path).startswith("/vsi"):
        raise Refused(f"“{shown(source)}” ไม่ใช่ไฟล์", f"“{shown(source)}” is not a file.")
    check_size(path.name, status.st_size, limits.file_bytes)
    return path


def _check_content(upload: Upload, ending: str, limits: Limits) -> None:
    with upload.path.open("rb") as file:
        head = file.read(512)
    found = next((what for magic, what in _SIGNATURES.items() if head.startswith(magic)), "text")
    if found == "text" and not _is_text(head):
        found = "unknown data"
    if found != _EXPECTED.get(ending, "text"):
        raise _disagrees(upload.name, found)
    if ending == ".gpkg" and head[68:72] not in (b"GPKG", b"GP10", b"GP11"):
        raise _disagrees(upload.name, "an SQLite database that is no GeoPackage")
    if found == "zip":
        with Archive(upload.path, limits) as archive:
            if (upload.kind is Kind.XLSX) != ("xl/workbook.xml" in archive.names):
                raise _disagrees(upload.name, "another kind of zip file")
    if ending in (".json", ".geojson") and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        raise _disagrees(upload.name, "no JSON")
    if upload.kind is Kind.CSV and re.match(rb"(?:\xef\xbb\xbf)?\s*<[!?a-z]", head, re.IGNORECASE):
        raise _disagrees(upload.name, "HTML or XML")


def _is_text(head: bytes) -> bool:
    return b"\0" not in head or head.startswith(_BYTE_ORDER_MARKS)


def _disagrees(name: str, found: str) -> Refused:
    return Refused(
        f"ไฟล์ “{shown(name)}” มีเนื้อหาไม่ตรงกับนามสกุล (พบ {found}) ให้บันทึกใหม่เป็นชนิดที่รับ: {ACCEPTED}",
        f"The content of “{shown(name)}” is not what its name says (found {found}); save it as one of "
        f"{ACCEPTED}.",
    )
