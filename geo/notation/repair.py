"""What had to be mended, or supposed, to read a text; and how much that takes from a reading's likelihood."""

from collections.abc import Iterable
from enum import StrEnum
from math import prod


class Repair(StrEnum):
    """What had to be mended or supposed to read a text; kept with the place and shown."""

    LOST_SIGN = "lost-sign"
    DECIMAL_COMMA = "decimal-comma"
    SIXTY_SECONDS = "sixty-seconds"
    SECONDS_MARK = "seconds-mark"
    SWAPPED_AXES = "swapped-axes"
    BAND_LETTER = "band-letter"
    DATUM_UNSAID = "datum-unsaid"
    OTHER_DATUM = "other-datum"
    ZONE_UNSAID = "zone-unsaid"
    OTHER_ZONE = "other-zone"
    DECIMAL_LOST = "decimal-lost"
    DEGREES_IN_METRES = "degrees-in-metre-fields"
    METRES_IN_DEGREES = "metres-in-degree-fields"
    MISSING_HEMISPHERE = "missing-hemisphere"
    WRONG_SIGN = "wrong-sign"
    LETTER_FOR_DIGIT = "letter-for-digit"
    SPACE_IN_NUMBER = "space-in-number"
    THOUSANDS_DOT = "thousands-dot"
    POINT_IN_WORDS = "point-in-words"
    NEIGHBOUR_ZONE = "neighbour-zone"
    MAP_VIEW = "map-view"
    GRID_ZONE_UNSAID = "grid-zone-unsaid"
    SHORT_CODE = "short-code"
    PART_UNREAD = "part-unread"

    @property
    def thai(self) -> str:
        """What was mended, in Thai."""
        return _TOLD[self][0]

    @property
    def english(self) -> str:
        """What was mended, in English."""
        return _TOLD[self][1]

    @property
    def factor(self) -> float:
        """The part of a reading's likelihood, of 1, that is left when this had to be mended."""
        return _TOLD[self][2]


_TOLD: dict[Repair, tuple[str, str, float]] = {
    Repair.LOST_SIGN: ("เครื่องหมายองศาหายไป (เช่น ? แทน °)", "a lost degree sign (such as ? for °)", 0.98),
    Repair.DECIMAL_COMMA: ("ใช้จุลภาคแทนจุดทศนิยม", "a decimal comma", 0.95),
    Repair.SIXTY_SECONDS: ("60 ลิปดาหรือฟิลิปดาถูกทดขึ้น", "60 minutes or seconds, carried over", 0.95),
    Repair.SECONDS_MARK: ("ใช้เครื่องหมายลิปดาแทนฟิลิปดา", "the mark of minutes behind the seconds", 0.95),
    Repair.SWAPPED_AXES: ("สลับละติจูดกับลองจิจูดกลับให้แล้ว", "latitude and longitude changed places", 0.9),
    Repair.BAND_LETTER: (
        "ตัวอักษรแถบ UTM ไม่ตรงกับค่าเหนือ",
        "a UTM band letter that the northing contradicts",
        0.8,
    ),
    Repair.DATUM_UNSAID: (
        "ไม่ได้บอกพื้นหลักฐาน จึงอ่านเป็น Indian 1975",
        "the datum is not said; taken as Indian 1975",
        0.3,
    ),
    Repair.OTHER_DATUM: (
        "อ่านด้วยพื้นหลักฐานอื่นจากที่เขียนไว้",
        "read in another datum than the one that is written",
        0.15,
    ),
    Repair.ZONE_UNSAID: (
        "ไม่ได้บอกโซน UTM จึงลองทั้งโซน 47 และ 48",
        "the UTM zone is not said; 47 and 48 tried",
        0.9,
    ),
    Repair.OTHER_ZONE: ("อ่านด้วยโซน UTM อื่นจากที่เขียนไว้", "read in another UTM zone than the one written", 0.15),
    Repair.DECIMAL_LOST: ("จุดทศนิยมหายไป จึงใส่กลับให้", "a lost decimal point, put back", 0.5),
    Repair.DEGREES_IN_METRES: ("ค่าองศาอยู่ในช่องที่เป็นเมตร (X, Y)", "degrees in fields for metres (X, Y)", 0.9),
    Repair.METRES_IN_DEGREES: (
        "ค่าเมตรอยู่ในช่องละติจูด ลองจิจูด",
        "metres in fields for latitude and longitude",
        0.9,
    ),
    Repair.MISSING_HEMISPHERE: ("บอกทิศไว้เพียงค่าเดียว", "a direction on one of the numbers only", 0.98),
    Repair.WRONG_SIGN: (
        "เครื่องหมายลบหรือทิศทำให้ออกนอกประเทศไทย จึงไม่นับ",
        "a sign or direction that leads out of Thailand, left aside",
        0.3,
    ),
    Repair.LETTER_FOR_DIGIT: ("ใช้ตัวอักษร O หรือ l แทนเลข 0 หรือ 1", "a letter O or l for a 0 or 1", 0.9),
    Repair.SPACE_IN_NUMBER: ("มีช่องว่างแทรกในตัวเลข", "a space within a number", 0.9),
    Repair.THOUSANDS_DOT: ("ใช้จุดคั่นหลักพัน", "dots between thousands", 0.9),
    Repair.POINT_IN_WORDS: ("เขียนจุดทศนิยมเป็นคำ", "the decimal point written as a word", 0.95),
    Repair.NEIGHBOUR_ZONE: (
        "ค่าตะวันออกนับต่อมาจากโซนข้างเคียง (ติดลบหรือเกินโซน)",
        "an easting counted on from the neighbouring zone (negative, or beyond its own)",
        0.9,
    ),
    Repair.MAP_VIEW: (
        "ลิงก์บอกเพียงกลางภาพแผนที่ ไม่ใช่หมุดที่ปักไว้",
        "the link tells the middle of a map, not a marked place",
        0.7,
    ),
    Repair.GRID_ZONE_UNSAID: (
        "ไม่ได้บอกโซนของ MGRS จึงเลือกโซนที่อยู่ในประเทศไทย",
        "the MGRS grid zone is not said; the one in Thailand was taken",
        0.7,
    ),
    Repair.SHORT_CODE: (
        "พลัสโค้ดย่อ เติมให้ครบตามพื้นที่ใกล้เคียง",
        "a short plus code, completed by the area nearby",
        0.9,
    ),
    Repair.PART_UNREAD: (
        "ข้อความมีตัวเลขที่เหมือนพิกัดอีกส่วนหนึ่งซึ่งอ่านไม่ได้",
        "the text has more that looks like a place, which could not be read",
        0.7,
    ),
}

SUPPOSED = frozenset({Repair.DATUM_UNSAID, Repair.ZONE_UNSAID, Repair.OTHER_ZONE, Repair.OTHER_DATUM})
"""What was supposed of the system of the numbers, as against a mended spelling of them."""


def likelihood(repairs: Iterable[Repair]) -> float:
    """Return how likely a reading is by the text alone, in (0, 1]: the product of its repairs' factors."""
    return prod((repair.factor for repair in repairs), start=1.0)
