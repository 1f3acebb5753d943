"""The three levels of areas, and codes: 2 digits a province, 4 an amphoe, 6 a tambon (TIS 1099)."""

import re
from typing import Literal

from geo.errors import BadRequest
from geo.thai.digits import arabic_digits

Level = Literal["province", "amphoe", "tambon"]
LEVELS: tuple[Level, ...] = ("province", "amphoe", "tambon")
DIGITS: dict[Level, int] = {"province": 2, "amphoe": 4, "tambon": 6}
LEVEL_TH: dict[Level, str] = {"province": "จังหวัด", "amphoe": "อำเภอ", "tambon": "ตำบล"}
BANGKOK = "10"

_OF_DIGITS = {digits: level for level, digits in DIGITS.items()}
_CODE = re.compile(r"(?:TH)?([0-9]{2}(?:[0-9]{2}){0,2})", re.IGNORECASE)


def level_of(code: str) -> Level:
    """Return the level of a code of 2, 4 or 6 digits; raises `BadRequest` for anything else."""
    level = _OF_DIGITS.get(len(code))
    if level is None or not (code.isascii() and code.isdigit()):
        raise BadRequest(
            f"รหัสพื้นที่ “{code[:40]}” ใช้ไม่ได้ ต้องเป็นตัวเลข 2, 4 หรือ 6 หลัก",
            f"The area code “{code[:40]}” will not do; it must be of 2, 4 or 6 digits.",
        )
    return level


def parents_of(code: str) -> list[str]:
    """Return the codes of the areas that an area is within, the nearest first."""
    return [code[:digits] for digits in (4, 2) if digits < len(code)]


def read_code(text: str) -> str | None:
    """Return the code that a text is, without COD-AB's `TH` before it; None where it is none.

    Thai digits count, and so does the `.0` that a spreadsheet puts behind a number.
    """
    match = _CODE.fullmatch(arabic_digits(text.strip()).removesuffix(".0"))
    return match[1] if match else None
