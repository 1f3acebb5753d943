"""What a text was understood to mean."""

from dataclasses import dataclass, field
from enum import StrEnum

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo.notation.repair import Repair, likelihood

__all__ = ["Axis", "Notation", "Reading", "Repair"]


class Axis(StrEnum):
    """Which of the two numbers of a place is meant."""

    LATITUDE = "latitude"
    LONGITUDE = "longitude"

    @property
    def thai(self) -> str:
        """The axis in Thai."""
        return "ละติจูด" if self is Axis.LATITUDE else "ลองจิจูด"

    @property
    def limit(self) -> int:
        """The largest number of degrees."""
        return 90 if self is Axis.LATITUDE else 180


class Notation(StrEnum):
    """How a place was written."""

    DECIMAL = "decimal"
    MINUTES = "degrees-minutes"
    SECONDS = "degrees-minutes-seconds"
    METRES = "metres"
    MGRS = "mgrs"
    PLUS_CODE = "plus-code"
    LINK = "link"
    WKT = "wkt"
    GEOJSON = "geojson"

    @property
    def thai(self) -> str:
        """The notation in Thai."""
        return _NOTATIONS[self][0]

    @property
    def english(self) -> str:
        """The notation in English."""
        return _NOTATIONS[self][1]


_NOTATIONS = {
    Notation.DECIMAL: ("องศาทศนิยม", "decimal degrees"),
    Notation.MINUTES: ("องศา ลิปดา", "degrees and minutes"),
    Notation.SECONDS: ("องศา ลิปดา ฟิลิปดา", "degrees, minutes and seconds"),
    Notation.METRES: ("พิกัดกริดเป็นเมตร", "grid metres"),
    Notation.MGRS: ("MGRS", "MGRS"),
    Notation.PLUS_CODE: ("พลัสโค้ด", "plus code"),
    Notation.LINK: ("ลิงก์แผนที่", "map link"),
    Notation.WKT: ("WKT", "WKT"),
    Notation.GEOJSON: ("GeoJSON", "GeoJSON"),
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a text writes a place: its notation, what had to be mended, its last digit in metres."""

    notation: Notation
    repairs: tuple[Repair, ...] = ()
    precision_m: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One place in EPSG:4326, and how the text led there.

    `crs` is the system in which the numbers were taken, `operation` the name of the way from there to WGS 84.
    `shape` is the line, polygon or points of a text that writes several places (EPSG:4326), None for one
    place; `lat` and `lon` are then its first vertex. `precision_m` is what the digits leave open, in metres.
    """

    lat: float
    lon: float
    notation: Notation
    crs: str
    operation: str
    repairs: tuple[Repair, ...] = ()
    shape: BaseGeometry | None = field(default=None, compare=False)
    precision_m: float | None = field(default=None, compare=False)

    @property
    def geometry(self) -> BaseGeometry:
        """The shape in EPSG:4326; a point where the text writes one place."""
        return Point(self.lon, self.lat) if self.shape is None else self.shape

    @property
    def likelihood(self) -> float:
        """How likely the reading is by the text alone, in (0, 1]; see `Repair.factor`."""
        return likelihood(self.repairs)
