"""GPX (Topografix 1.0 and 1.1): waypoints, routes and tracks, always in WGS 84."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.places.markup import read_markup

Mapping = dict[str, Any]
_POINTS = ("rtept", "trkpt")


def read_gpx(path: Path, called: str) -> Iterator[tuple[str, Mapping]]:
    """Yield the name and the GeoJSON-like shape of every waypoint, route and track; a name may be empty.

    A track of several segments is a line of several parts. Raises `Refused` as `read_markup` does.
    """
    found = _Gpx()
    read_markup(path, called, found)
    yield from found.shapes


class _Gpx:
    """Listens to the elements of a GPX file."""

    def __init__(self) -> None:
        self.shapes: list[tuple[str, Mapping]] = []
        self._parts: list[list[tuple[float, float]]] = []
        self._place = (float("nan"), float("nan"))
        self._name = ""
        self._inside: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the coordinates that stand in attributes."""
        self._inside.append(name)
        if name in ("wpt", "rte", "trk"):
            self._parts, self._name = [], ""
        if name in ("rte", "trkseg"):
            self._parts.append([])
        if name in ("wpt", *_POINTS):
            self._place = _degrees(attributes)
        if name in _POINTS and self._parts:
            self._parts[-1].append(self._place)

    def end(self, name: str, text: str) -> None:
        """Take names, and hand on what is whole."""
        self._inside.pop()
        if name == "name" and self._inside and self._inside[-1] in ("wpt", "rte", "trk"):
            self._name = text
        elif name == "wpt":
            self.shapes.append((self._name, {"type": "Point", "coordinates": self._place}))
        elif name in ("rte", "trk"):
            parts = [part for part in self._parts if len(part) > 1]
            if parts:
                self.shapes.append((self._name, _line(parts)))


def _line(parts: list[list[tuple[float, float]]]) -> Mapping:
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def _degrees(attributes: dict[str, str]) -> tuple[float, float]:
    """Return longitude and latitude; NaN, which no shape may have, for what is no number."""
    try:
        return float(attributes.get("lon", "nan")), float(attributes.get("lat", "nan"))
    except ValueError:
        return float("nan"), float("nan")
