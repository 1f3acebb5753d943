"""The many spellings of marks, directions and names, brought to one letter each."""

import re
from enum import StrEnum

from geo.thai.digits import arabic_digits, one_line
from geo.thai.unreadable import Unreadable

LONGEST = 200
LATITUDE, LONGITUDE = "Φ", "Λ"

_SPELLINGS = {
    r"ฟิลิปดา|พิลิปดา|seconds?|sec\b\.?|''|[″”“ʺ]": '"',
    r"ลิปดา|minutes?|min\b\.?|[′’‘´`ʹ]": "'",
    r"องศา|degrees?|deg\b\.?|[º˚∘]|(?<=\d)\u0e4d": "°",
    r"(?:ละติจู|ละติจุ|ลัตติจู|แลตติจู)ด|เส้นรุ้ง(?:ที่)?|latitude|lat\b\.?": LATITUDE,
    r"(?:ลองจิจู|ลองติจู|ลองจิจุ|ลองกิจู)ด|เส้นแวง(?:ที่)?|longitude|long\b\.?|lon\b\.?|lng\b\.?": LONGITUDE,
    r"(?:ทิศ)?เหนือ|north(?:ing)?": "N",
    r"(?:ทิศ)?ใต้|south": "S",
    r"(?:ทิศ)?ตะวันออก|east(?:ing)?": "E",
    r"(?:ทิศ)?ตะวันตก|west": "W",
    r"เมตร|ม\.|met(?:er|re)s?": "M",
    r"utm|โซน|zone|[()\[\]{}]|(?:ค่า)?พิกัด(?:ที่ตั้ง|จุด)?|\bgps\b|ที่ตั้ง": " ",
    "[−–]": "-",
}
_ANY_SPELLING = re.compile("|".join(f"({pattern})" for pattern in _SPELLINGS), re.IGNORECASE)
_LETTERS = list(_SPELLINGS.values())
_D_M_S = re.compile(r"(\d)\s*d\s*([\d.,]+)\s*m(?:\s*([\d.,]+)\s*s)?", re.IGNORECASE)
_INDIAN = re.compile(r"indian\s*-?(?:thailand)?\s*-?(?:19)?75|อินเดียน?\s*-?(?:(?:19)?75|2518)", re.IGNORECASE)
_WGS84 = re.compile(r"wgs\s*-?(?:19)?84", re.IGNORECASE)


class StatedDatum(StrEnum):
    """A datum that the text itself names."""

    WGS84 = "WGS 84"
    INDIAN_1975 = "Indian 1975"


def canonical(text: str) -> tuple[str, StatedDatum | None]:
    """Return a text in capital letters, with ° ' \" N S E W Φ Λ for their spellings, and the datum that it
    names.

    Raises `Unreadable` when the text is too long to be one place or names two datums.
    """
    line = arabic_digits(one_line(text))
    if len(line) > LONGEST:
        raise Unreadable(
            f"ข้อความพิกัดยาวเกิน {LONGEST} ตัวอักษร ให้กรอกเฉพาะพิกัด",
            f"The coordinate text is longer than {LONGEST} letters; enter the coordinates only.",
        )
    line, datum = _without_datum(line)
    line = _D_M_S.sub(lambda match: f"{match[1]}°{match[2]}'" + (f'{match[3]}"' if match[3] else ""), line)
    line = _ANY_SPELLING.sub(lambda match: _LETTERS[(match.lastindex or 1) - 1], line)
    return line.upper().strip(), datum


def _without_datum(line: str) -> tuple[str, StatedDatum | None]:
    line, indian = _INDIAN.subn(" ", line)
    line, wgs = _WGS84.subn(" ", line)
    if indian and wgs:
        raise Unreadable(
            "ข้อความระบุทั้ง Indian 1975 และ WGS 84 ให้ระบุเพียงหนึ่ง",
            "The text names both Indian 1975 and WGS 84; name one.",
        )
    if indian:
        return line, StatedDatum.INDIAN_1975
    return line, StatedDatum.WGS84 if wgs else None
