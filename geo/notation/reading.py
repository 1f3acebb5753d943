"""What a text was understood to mean."""

from dataclasses import dataclass
from enum import StrEnum


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
    """How the numbers were written."""

    DECIMAL = "decimal"
    MINUTES = "degrees-minutes"
    SECONDS = "degrees-minutes-seconds"
    METRES = "metres"


class Repair(StrEnum):
    """What had to be mended to read a text; kept with the place and shown."""

    LOST_SIGN = "lost-sign"
    DECIMAL_COMMA = "decimal-comma"
    SIXTY_SECONDS = "sixty-seconds"
    SECONDS_MARK = "seconds-mark"
    SWAPPED_AXES = "swapped-axes"
    BAND_LETTER = "band-letter"

    @property
    def thai(self) -> str:
        """What was mended, in Thai."""
        return _REPAIRS[self][0]

    @property
    def english(self) -> str:
        """What was mended, in English."""
        return _REPAIRS[self][1]


_REPAIRS = {
    Repair.LOST_SIGN: ("เครื่องหมายองศาหายไป (? แทน °)", "a lost degree sign (? for °)"),
    Repair.DECIMAL_COMMA: ("ใช้จุลภาคแทนจุดทศนิยม", "a decimal comma"),
    Repair.SIXTY_SECONDS: ("60 ลิปดาหรือฟิลิปดาถูกทดขึ้น", "60 minutes or seconds, carried over"),
    Repair.SECONDS_MARK: ("ใช้เครื่องหมายลิปดาแทนฟิลิปดา", "the mark of minutes behind the seconds"),
    Repair.SWAPPED_AXES: ("สลับละติจูดกับลองจิจูดกลับให้แล้ว", "latitude and longitude changed places"),
    Repair.BAND_LETTER: ("ตัวอักษรแถบ UTM ไม่ตรงกับค่าเหนือ", "a UTM band letter that the northing contradicts"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One place in EPSG:4326, and how the text led there.

    `crs` is the system in which the numbers were taken, `operation` the name of the way from there to WGS 84.
    """

    lat: float
    lon: float
    notation: Notation
    crs: str
    operation: str
    repairs: tuple[Repair, ...] = ()
