"""Which kind of file it is: by its name and by its first bytes, which must agree."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path

from etl.readers.archive import Archive
from etl.readers.kind import ACCEPTED, MARKUP, Kind, disagrees, first_bytes, signature
from etl.readers.limits import DEFAULT, Limits, check_size
from etl.readers.workbook_kind import OTHER_WORKBOOKS, save_anew, workbook_kind
from geo.errors import Refused
from geo.thai.unreadable import shown

__all__ = ["ACCEPTED", "Kind", "Upload", "inspect"]


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
    ".xlsm": Kind.XLSX,
    ".xls": Kind.XLS,
    ".ods": Kind.ODS,
    ".gpkg": Kind.GEOPACKAGE,
    ".zip": Kind.SHAPEFILE,
    ".shp": Kind.SHAPEFILE,
    ".geojson": Kind.GEOJSON,
    ".json": Kind.GEOJSON,
}
_EXPECTED = {".zip": "zip", ".gpkg": "sqlite", ".shp": "shp"}
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*://|/vsi|[a-z_]{2,}:|<|\\\\", re.IGNORECASE)


def inspect(source: str | Path, limits: Limits = DEFAULT, *, name: str | None = None) -> Upload:
    """Return the kind of a local file; `name` is its owner's name for it where the path does not tell.

    Raises `Refused` for anything that is not a plain local file of an accepted kind within the limits.
    """
    path = _local(source)
    called = Path(name or path.name).name
    check_size(called, path.stat().st_size, limits.file_bytes)
    ending = Path(called).suffix.lower()
    if ending in OTHER_WORKBOOKS:
        raise save_anew(called)
    if ending not in _KINDS:
        raise Refused(
            f"ไม่รับไฟล์ “{shown(called)}” รับเฉพาะ {ACCEPTED}",
            f"The file “{shown(called)}” is not accepted; accepted are {ACCEPTED}.",
        )
    upload = Upload(path, _KINDS[ending], called)
    if upload.kind.is_workbook:
        return Upload(path, workbook_kind(path, called, limits), called)
    _check_content(upload, ending, limits)
    return upload


def _local(source: str | Path) -> Path:
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
    return path


def _check_content(upload: Upload, ending: str, limits: Limits) -> None:
    head = first_bytes(upload.path)
    found = signature(head)
    if found != _EXPECTED.get(ending, "text"):
        raise disagrees(upload.name, found)
    if ending == ".gpkg" and head[68:72] not in (b"GPKG", b"GP10", b"GP11"):
        raise disagrees(upload.name, "an SQLite database that is no GeoPackage")
    if found == "zip":
        with Archive(upload.path, limits) as archive:
            if "xl/workbook.xml" in archive.names:
                raise disagrees(upload.name, "another kind of zip file")
    if ending in (".json", ".geojson") and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        raise disagrees(upload.name, "no JSON")
    if upload.kind is Kind.CSV and MARKUP.match(head):
        raise disagrees(upload.name, "HTML or XML")
