"""GeoJSON (RFC 7946), feature by feature from a stream.

Not by GDAL: an old-style `crs` link makes GDAL fetch any address, and it holds the whole file in memory.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from etl.readers.limits import Limits
from geo.errors import Refused
from geo.thai.unreadable import shown

WGS84 = "OGC:CRS84"
_PIECE = 1 << 18
_SPACE = re.compile(r"[ \t\r\n]*")
_GEOMETRIES = {
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
}


class GeoJSON:
    """An open file: `crs` names its system (None if it says that there is none), `features()` yields its
    features.

    Raises `Refused`, while reading too, when it is not GeoJSON or asks for an address.
    """

    def __init__(self, path: Path, encoding: str, limits: Limits) -> None:
        self.crs: str | None = WGS84
        self._root: dict[str, Any] = {}
        self._scanner = _Scanner(path, encoding, limits)
        try:
            self._scanner.take("{")
            self._streamed = self._members(first=True)
            if "crs" in self._root:
                self.crs = _crs_name(self._root["crs"])
        except BaseException:
            self._scanner.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._scanner.close()

    @property
    def crs_follows(self) -> bool:
        """Whether a `crs` that contradicts the one in use has come behind the features."""
        return "crs" in self._root and _crs_name(self._root["crs"]) != self.crs

    def features(self) -> Iterator[Any]:
        """Yield every feature as JSON has it; once only."""
        if self._streamed:
            yield from self._scanner.items()
            if self._members(first=False):
                not_geojson()
        elif self._root.get("type") == "Feature":
            yield self._root
        elif str(self._root.get("type")) in _GEOMETRIES:
            yield {"type": "Feature", "geometry": self._root, "properties": {}}
        else:
            not_geojson()
        self._scanner.end()

    def _members(self, *, first: bool) -> bool:
        """Read members of the root up to the features (True) or its end (False)."""
        if not first and self._scanner.takes("}"):
            return False
        while True:
            if not first:
                self._scanner.take(",")
            first = False
            key = self._scanner.value()
            self._scanner.take(":")
            if key == "features":
                return True
            self._root[str(key)] = self._scanner.value()
            if self._root.get("type") == "Topology":
                raise _topology()
            if self._scanner.takes("}"):
                return False


class _Scanner:
    """Takes JSON values from a text file one at a time."""

    def __init__(self, path: Path, encoding: str, limits: Limits) -> None:
        self._file = path.open(encoding=encoding)
        self._limits = limits
        self._decoder = json.JSONDecoder(parse_constant=not_geojson)
        self._text, self._at, self._ended = "", 0, False

    def close(self) -> None:
        self._file.close()

    def take(self, sign: str) -> None:
        if not self.takes(sign):
            not_geojson()

    def takes(self, sign: str) -> bool:
        """Step over a sign if it comes next."""
        found = self._next() == sign
        self._at += found
        return found

    def end(self) -> None:
        if self._next():
            not_geojson()

    def items(self) -> Iterator[Any]:
        self.take("[")
        if self.takes("]"):
            return
        while True:
            yield self.value()
            if self.takes("]"):
                return
            self.take(",")

    def value(self) -> Any:
        self._next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
                if end < len(self._text) or self._ended:  # a number at the very end may go on
                    self._at = end
                    return value
            except RecursionError:
                not_geojson()
            except ValueError:
                if self._ended:
                    not_geojson()
            self._more()

    def _next(self) -> str:
        """Return the next sign that is no blank, "" at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._more()

    def _more(self) -> None:
        rest = self._text[self._at :]
        if len(rest) > self._limits.feature_chars:
            raise Refused("GeoJSON มีรายการใหญ่เกินไป", "The GeoJSON file has a feature that is too large.")
        piece = self._file.read(max(_PIECE, len(rest)))
        self._text, self._at, self._ended = rest + piece, 0, not piece


def _crs_name(crs: object) -> str | None:
    """Return the name in an old-style `crs` member (GeoJSON 2008, 3); raises `Refused` for links."""
    if crs is None:
        return None
    found = crs if isinstance(crs, dict) else {}
    details = found.get("properties")
    named = details.get("name", details.get("code")) if isinstance(details, dict) else None
    if isinstance(named, int) and not isinstance(named, bool):
        return f"EPSG:{named}"
    if isinstance(named, str) and found.get("type") in ("name", "EPSG"):
        return named
    raise Refused(
        f"ไม่รับระบบพิกัดที่ระบุใน GeoJSON ({shown(json.dumps(crs))}) ให้ระบุชื่อ เช่น EPSG:32647",
        f"The coordinate system in the GeoJSON file is not accepted ({shown(json.dumps(crs))}); name one "
        "such as EPSG:32647.",
    )


def not_geojson(_: object = None) -> NoReturn:
    """Raise the refusal of a file that is not GeoJSON."""
    raise Refused(
        "ไฟล์ไม่ใช่ GeoJSON ที่สมบูรณ์ (FeatureCollection, Feature หรือ geometry)",
        "The file is not whole GeoJSON (a FeatureCollection, a Feature or a geometry).",
    )


def _topology() -> Refused:
    return Refused(
        "ไฟล์เป็น TopoJSON ซึ่งไม่รับ ให้แปลงเป็น GeoJSON หรือ GeoPackage ก่อน",
        "The file is TopoJSON, which is not read; convert it to GeoJSON or GeoPackage first.",
    )
