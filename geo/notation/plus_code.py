"""Plus codes: a square of the Open Location Code, whole, or short and completed by a place nearby."""

import re

from openlocationcode import openlocationcode as olc

from geo.notation.degrees import Found
from geo.notation.reading import Notation, Reading
from geo.thai.unreadable import Unreadable

_SIGN = "[23456789cfghjmpqrvwx]"
_CODE = re.compile(rf"(?<![a-z0-9+])({_SIGN}{{2,8}}0{{0,6}}\+{_SIGN}{{0,7}})(?![a-z0-9+])")
_SPACED = re.compile(rf"(?<![a-z0-9+])(?:{_SIGN}{{4}} ?)?{_SIGN}{{4}} ?\+ ?{_SIGN}{{2,7}}(?![a-z0-9+])")
_METRES_A_DEGREE = 111_320.0


def read_plus_codes(text: str, near: tuple[float, float] | None) -> list[Found]:
    """Return the places of a plain text's plus codes: the middle of the square that each names.

    `near` is the latitude and longitude that complete a short code. Raises `Unreadable` for a short code
    without it.
    """
    found: list[Found] = []
    if "+" not in text:
        return found
    text = _SPACED.sub(lambda match: match[0].replace(" ", "").rjust(len(match[0])), text)
    for match in _CODE.finditer(text):
        code = match[1].upper()
        if not olc.isValid(code) or not re.search("[A-Z]", code):
            continue
        if olc.isShort(code):
            if near is None:
                raise _short(code)
            code = olc.recoverNearest(code, *near)
        found.append(Found(match.start(), match.end(), (_reading(code),)))
    return found


def has_short_code(text: str) -> bool:
    """Whether a plain text holds a plus code that only a place nearby completes."""
    codes = (match[1].upper() for match in _CODE.finditer(text))
    return any(olc.isShort(code) and re.search("[A-Z]", code) is not None for code in codes)


def _reading(code: str) -> Reading:
    area = olc.decode(code)
    return Reading(
        area.latitudeCenter,
        area.longitudeCenter,
        Notation.PLUS_CODE,
        "EPSG:4326",
        "WGS 84: unchanged",
        precision_m=(area.latitudeHi - area.latitudeLo) * _METRES_A_DEGREE,
    )


def _short(code: str) -> Unreadable:
    return Unreadable(
        f"พลัสโค้ด {code} เป็นรหัสย่อ ต้องมีชื่อตำบล อำเภอ หรือจังหวัดต่อท้าย หรือบอก อปท. จึงจะรู้ว่าอยู่ที่ใด",
        f"The plus code {code} is short; put the tambon, amphoe or province after it, or say whose it is.",
    )
