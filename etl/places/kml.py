"""KML (OGC 07-147r2): the placemarks of a file, always in WGS 84. Links to other files are left alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.places.markup import read_markup

Mapping = dict[str, Any]
Ring = list[tuple[float, float]]


def read_kml(path: Path, called: str) -> Iterator[tuple[str, Mapping]]:
    """Yield the name and the GeoJSON-like shape of every placemark; a name may be empty.

    A placemark of several shapes of one kind is a shape of several parts; of several kinds, each is its own.
    Raises `Refused` as `read_markup` does.
    """
    found = _Kml()
    read_markup(path, called, found)
    yield from found.shapes


class _Kml:
    """Listens to the elements of a KML file."""

    def __init__(self) -> None:
        self.shapes: list[tuple[str, Mapping]] = []
        self._inside: list[str] = []
        self._name = ""
        self._found: list[Mapping] = []
        self._rings: list[Ring] = []
        self._track: Ring = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a placemark, an area or a track."""
        self._inside.append(name)
        if name == "Placemark":
            self._name, self._found = "", []
        elif name == "Polygon":
            self._rings = []
        elif name == "Track":
            self._track = []

    def end(self, name: str, text: str) -> None:
        """Take what an element said."""
        self._inside.pop()
        above = self._inside[-1] if self._inside else ""
        if name == "name" and above == "Placemark":
            self._name = text
        elif name == "coordinates":
            self._take(above, _places(text))
        elif name == "coord" and above == "Track":
            self._track.extend(_places(text.replace(" ", ",")))
        elif name == "Track" and len(self._track) > 1:
            self._found.append({"type": "LineString", "coordinates": self._track})
        elif name == "Polygon" and self._rings:
            self._found.append({"type": "Polygon", "coordinates": self._rings})
        elif name == "Placemark":
            self.shapes.extend((self._name, shape) for shape in _together(self._found))

    def _take(self, shape: str, places: Ring) -> None:
        if shape == "LinearRing" and "Polygon" in self._inside:
            self._rings.append(places)
        elif shape == "Point" and places:
            self._found.append({"type": "Point", "coordinates": places[0]})
        elif shape in ("LineString", "LinearRing") and len(places) > 1:
            self._found.append({"type": "LineString", "coordinates": places})


def _together(found: list[Mapping]) -> list[Mapping]:
    kinds = {shape["type"] for shape in found}
    if len(found) < 2 or len(kinds) > 1:
        return found
    return [{"type": f"Multi{kinds.pop()}", "coordinates": [shape["coordinates"] for shape in found]}]


def _places(text: str) -> Ring:
    """Return longitude and latitude of `lon,lat[,height] …`; NaN, which no shape has, for no number."""
    return [_place(triple) for triple in text.split()]


def _place(triple: str) -> tuple[float, float]:
    try:
        lon, lat, *_ = (float(number) for number in triple.split(",") if number)
    except ValueError:
        return float("nan"), float("nan")
    return lon, lat
