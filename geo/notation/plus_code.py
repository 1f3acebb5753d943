"""Plus codes: a square of the Open Location Code, whole, or short and completed by a place nearby."""

import re
from math import hypot

from openlocationcode import openlocationcode as olc

from geo.notation.degrees import Found
from geo.notation.reading import Notation, Reading
from geo.notation.repair import Repair
from geo.thai.unreadable import Unreadable

_SIGN = "[23456789cfghjmpqrvwx]"
_CODE = re.compile(rf"(?<![a-z0-9+])({_SIGN}{{2,8}}0{{0,6}}\+{_SIGN}{{0,7}})(?![a-z0-9+])")
_SPACED = re.compile(rf"(?<![a-z0-9+])(?:{_SIGN}{{4}} ?)?{_SIGN}{{4}} ?\+ ?{_SIGN}{{2,7}}(?![a-z0-9+])")
_DEGREE_CODE = 4
"""The signs before the plus of a code that leaves out whole degrees."""

_METRES_A_DEGREE = 111_320.0


def read_plus_codes(text: str, near: tuple[float, float] | None) -> list[Found]:
    """Return the places of a plain text's plus codes: the middle of the square that each names.

    `near` is the latitude and longitude by which a short code is completed. Raises `Unreadable` for a short
    code without it.
    """
    found: list[Found] = []
    if "+" not in text:
        return found
    text = _SPACED.sub(lambda match: match[0].replace(" ", "").rjust(len(match[0])), text)
    for match in _CODE.finditer(text):
        code = match[1].upper()
        if not (olc.isFull(code) or _is_short(code)) or not re.search("[A-Z]", code):
            continue
        if olc.isShort(code) and near is None:
            raise _short(code)
        readings = _completed(code, *near) if olc.isShort(code) and near else (_reading(code),)
        found.append(Found(match.start(), match.end(), readings))
    return found


def _is_short(code: str) -> bool:
    """Whether a code is short and names more than a square of some kilometres."""
    return bool(olc.isShort(code)) and not code.endswith("+")


def has_short_code(text: str) -> bool:
    """Whether a plain text holds a plus code that only a place nearby completes."""
    codes = (match[1].upper() for match in _CODE.finditer(text))
    return any(_is_short(code) and re.search("[A-Z]", code) is not None for code in codes)


def _completed(code: str, lat: float, lon: float) -> tuple[Reading, ...]:
    """Return the places of a short code around another one, the nearest first.

    They repeat every degree, so that an area wider than that may hold several.
    """
    steps = (0, -1, 1) if code.index("+") == _DEGREE_CODE else (0,)
    codes = [olc.recoverNearest(code, lat + north, lon + east) for north in steps for east in steps]
    readings = [_reading(whole, (Repair.SHORT_CODE,)) for whole in dict.fromkeys(codes)]
    return tuple(sorted(readings, key=lambda reading: hypot(reading.lat - lat, reading.lon - lon)))


def _reading(code: str, repairs: tuple[Repair, ...] = ()) -> Reading:
    area = olc.decode(code)
    return Reading(
        area.latitudeCenter,
        area.longitudeCenter,
        Notation.PLUS_CODE,
        "EPSG:4326",
        "WGS 84: unchanged",
        repairs,
        precision_m=(area.latitudeHi - area.latitudeLo) * _METRES_A_DEGREE,
    )


def _short(code: str) -> Unreadable:
    return Unreadable(
        f"พลัสโค้ด {code} เป็นรหัสย่อ ต้องมีชื่อตำบล อำเภอ หรือจังหวัดต่อท้าย หรือบอก อปท. จึงจะรู้ว่าอยู่ที่ใด",
        f"The plus code {code} is short; put the tambon, amphoe or province after it, or say whose it is.",
    )
