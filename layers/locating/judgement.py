"""What is said of a text: what it can mean, where that lies, and which of it is to be believed."""

from dataclasses import dataclass
from typing import Any

import shapely

from geo.notation import Reading
from geo.notation.repair import SUPPOSED
from geo.notation.several import apart_m
from geo.thai.unreadable import Unreadable
from layers.areas.level import LEVELS, Level
from layers.areas.names import AreaName
from layers.locating.confidence import LIKELY
from layers.locating.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading and where it lies.

    `areas` are the tambon, amphoe and province there, none in no area of Thailand; `distance_m` is how far it
    is from what is wanted, 0 within it, None where nothing is; `confidence` goes from 0 to 1.
    """

    reading: Reading
    areas: tuple[AreaName, ...]
    distance_m: float | None
    confidence: float

    @property
    def inside(self) -> bool:
        """Whether the reading lies within what is wanted."""
        return self.distance_m == 0

    @property
    def status(self) -> str:
        """Whether the spelling was `mended`, or `read` as it stands, if in a system that was supposed."""
        return "mended" if {*self.reading.repairs} - SUPPOSED else "read"

    def area(self, level: Level) -> AreaName | None:
        """Return the area of a level there."""
        return next((area for area in self.areas if area.level == level), None)

    def as_dict(self) -> dict[str, Any]:
        """Return the reading for JSON; `area` is null in no area of Thailand, `geometry` for a mere point."""
        reading = self.reading
        names = {level: name for level in LEVELS if (name := self.area(level))}
        return {
            "lat": reading.lat,
            "lon": reading.lon,
            "crs": reading.crs,
            "operation": reading.operation,
            "notation": reading.notation.value,
            "repairs": [repair.value for repair in reading.repairs],
            "area": {level: _named(name) for level, name in names.items()} or None,
            "distance_m": self.distance_m,
            "confidence": self.confidence,
            "precision_m": None if reading.precision_m is None else float(f"{reading.precision_m:.3g}"),
            "geometry": None if reading.shape is None else _geojson(reading),
        }


@dataclass(frozen=True, slots=True)
class Judgement:
    """The readings of a text, best first, and what is said of them; or why it is refused."""

    readings: tuple[Judged, ...]
    wanted: Wanted | None
    thai: str
    english: str
    refused: Unreadable | None = None

    @property
    def standing(self) -> Judged | None:
        """The one reading within what is wanted; None where there is none, or another as likely as it."""
        if not self.readings or not self.readings[0].inside or self.contested:
            return None
        return self.readings[0]

    @property
    def taken(self) -> int | None:
        """Which reading is taken unless somebody says otherwise, from 0; None where a person must say.

        One that lies outside what is wanted, or in no area, is never taken by itself.
        """
        if not self.readings or self.contested or self.readings[0].distance_m or not self.readings[0].areas:
            return None
        return 0

    @property
    def contested(self) -> bool:
        """Whether a person must choose: another reading is about as likely, and within what is wanted too."""
        if len(self.readings) < 2:
            return False
        first, second = self.readings[:2]
        return second.inside == first.inside and second.confidence >= LIKELY * first.confidence

    @property
    def status(self) -> str:
        """What became of the text: `refused`, `choose` (two readings stand), `mended` or `read`."""
        if self.refused:
            return "refused"
        if self.contested:
            return "choose"
        return self.readings[0].status

    def as_dict(self) -> dict[str, Any]:
        """Return the judgement for JSON; `apart_m` is how far a reading is from the first."""
        return {
            "readings": [
                {**judged.as_dict(), "apart_m": round(apart_m(self.readings[0].reading, judged.reading), 1)}
                for judged in self.readings
            ],
            "refused": str(self.refused) if self.refused else None,
            "said": {"th": self.thai, "en": self.english},
            "within": None if self.wanted is None else {"th": self.wanted.thai, "en": self.wanted.english},
        }


def _named(name: AreaName) -> dict[str, str | None]:
    return {"code": name.code, "name_th": name.name_th, "name_en": name.name_en}


def _geojson(reading: Reading) -> Any:
    return shapely.geometry.mapping(reading.geometry)
