"""GDAL with its doors shut: the one driver that was asked for, local files, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fiona
from fiona._err import CPLE_BaseError
from fiona.errors import FionaError
from fiona.session import DummySession

from geo.errors import Refused

_LOCKED = {
    "CPL_CURL_ENABLE_VSIMEM": "NO",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_HTTP_CONNECTTIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTPS_PROXY": "127.0.0.1:9",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_PAM_ENABLED": "NO",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "PROJ_NETWORK": "OFF",
    "SHAPE_RESTORE_SHX": "NO",
}
_FAILURES = (FionaError, CPLE_BaseError, OSError, UnicodeError, SystemError)


@contextmanager
def open_layer(
    path: Path, driver: str, *, layer: str | None = None, encoding: str | None = None, **options: str
) -> Iterator[Any]:
    """Open one layer of a local file with one driver, as a fiona collection. Raises `Refused` when GDAL
    cannot.
    """
    with fiona.Env(session=DummySession(), **_LOCKED):
        try:
            collection = fiona.open(path, enabled_drivers=[driver], layer=layer, encoding=encoding, **options)
            _ = collection.schema, collection.crs_wkt  # found out, and kept, at the first question
        except _FAILURES:
            raise _unreadable(driver) from None
        with collection:
            yield collection


def features(collection: Any, limit: int) -> Iterator[Any]:
    """Yield every feature of a fiona collection; raises `Refused` over the limit, or when not all can be
    read.
    """
    expected, count = length(collection), 0
    if expected > limit:
        raise too_many(limit)
    try:
        for feature in collection:
            count += 1
            if count > limit:
                raise too_many(limit)
            yield feature
    except _FAILURES:
        raise _unreadable(collection.driver) from None
    if count < expected:
        raise _unreadable(collection.driver)


def length(collection: Any) -> int:
    """Return the number of features that a collection announces, 0 if it does not."""
    try:
        return len(collection)
    except (*_FAILURES, TypeError):
        return 0


def too_many(limit: int) -> Refused:
    """Return the refusal of a file with too many features."""
    return Refused(
        f"ไฟล์มีเกิน {limit:,} รายการ ให้แบ่งไฟล์", f"The file has more than {limit:,} features; split it."
    )


def _unreadable(driver: str) -> Refused:
    return Refused(
        f"อ่านไฟล์ {driver} ได้ไม่ครบ ไฟล์อาจเสียหาย ให้ส่งออกใหม่",
        f"The {driver} file cannot be read to its end; it may be damaged: export it again.",
    )
