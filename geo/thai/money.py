"""Amounts in baht, exact to the satang."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from numbers import Integral, Real

from geo.thai.digits import arabic_digits, one_line
from geo.thai.unreadable import Unreadable, shown

SATANG = Decimal("0.01")
LARGEST = Decimal(10) ** 15
"""Amounts from here on (a thousand times the national budget) are slips of the keyboard."""

_LONGEST = 80  # letters of any text that is one amount
_UNITS = {"พัน": 10**3, "หมื่น": 10**4, "แสน": 10**5, "ล้าน": 10**6}
_AMOUNT = re.compile(
    r"""(?:฿|thb|baht)?\s*
    (?P<minus>[-−–])?\s*
    (?:฿)?\s*
    (?P<whole>\d{1,3}(?:,\d{3})+|\d+)?
    (?:\.(?P<part>\d+))?
    \s*(?P<unit>(?:พัน|หมื่น|แสน)?\s*(?:ล้าน)?)\s*
    (?:\.\s*[-−–—=]+)?\s*
    (?:บาท\s*(?:ถ้วน)?|บ\.|baht|thb|฿)?
    \s*(?:\.\s*[-−–—=]+)?""",
    re.VERBOSE | re.IGNORECASE,
)
_NOTHING = re.compile(r"(?:[-−–—][-−–—. ]*(?:บาท|฿)?)?")
_SCIENTIFIC = re.compile(r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d+")


def parse_money(value: object) -> Decimal | None:
    """Read an amount of baht from a text or a spreadsheet's number, with two decimals.

    Empty, a dash, `None` and NaN are `None`, which is not zero. A number from a spreadsheet is taken at the
    15 digits that it keeps. Raises `Unreadable` (a `ValueError`) for everything else that is not one amount.
    """
    if value is None or isinstance(value, str):
        return _from_text(value or "")
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise _unreadable(value)
    return _from_number(value)


def _from_number(value: Real | Decimal) -> Decimal | None:
    if isinstance(value, Integral):
        return _exact(Decimal(int(value)), value)
    if math.isnan(value):
        return None
    if math.isinf(value):
        raise _unreadable(value)
    return _exact(value if isinstance(value, Decimal) else Decimal(f"{float(value):.15g}"), value)


def _from_text(value: str) -> Decimal | None:
    text = arabic_digits(one_line(value))
    if _NOTHING.fullmatch(text):
        return None
    if len(text) > _LONGEST:
        raise _unreadable(value)
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1].strip() if negative else text
    if _SCIENTIFIC.fullmatch(text):
        raise Unreadable(
            f"จำนวนเงิน “{shown(value)}” ถูกย่อโดยโปรแกรมตารางคำนวณ ตัวเลขท้ายหายไป ให้กรอกตัวเลขเต็ม",
            f"The amount “{shown(value)}” was shortened by a spreadsheet and has lost digits; enter it in "
            "full.",
        )
    match = _AMOUNT.fullmatch(text)
    if match is None or not (match["whole"] or match["part"]) or (negative and match["minus"]):
        raise _unreadable(value)
    amount = _amount(match, value)
    return -amount if negative or match["minus"] else amount


def _amount(match: re.Match[str], value: str) -> Decimal:
    part = match["part"] or ""
    number = Decimal(f"{(match['whole'] or '0').replace(',', '')}.{part or 0}")
    unit = re.sub(r"\s", "", match["unit"])
    if unit:
        with localcontext(prec=100):
            return _exact(number * _multiple(unit), value)
    if len(part) == 3:  # 1.250 may be a thousand and a quarter, or one and a quarter
        raise _too_fine(value)
    return _exact(number, value)


def _multiple(unit: str) -> int:
    return math.prod(factor for word, factor in _UNITS.items() if word in unit)


def _exact(amount: Decimal, value: object) -> Decimal:
    if abs(amount) >= LARGEST:
        raise Unreadable(
            f"จำนวนเงิน “{shown(value)}” มากเกินกว่าจะเป็นไปได้",
            f"The amount “{shown(value)}” is too large to be true.",
        )
    rounded = amount.quantize(SATANG, ROUND_HALF_UP)
    if rounded != amount:
        raise _too_fine(value)
    return abs(rounded) if rounded == 0 else rounded


def _unreadable(value: object) -> Unreadable:
    return Unreadable(
        f"“{shown(value)}” ไม่ใช่จำนวนเงิน ให้กรอกเป็นบาท เช่น 1,250,000.00",
        f"“{shown(value)}” is not an amount of money; enter baht, such as 1,250,000.00.",
    )


def _too_fine(value: object) -> Unreadable:
    return Unreadable(
        f"จำนวนเงิน “{shown(value)}” มีทศนิยมเกินสองตำแหน่ง",
        f"The amount “{shown(value)}” has more than two decimals.",
    )


def format_amount(amount: Decimal) -> str:
    """Return `1,250,000.00`, rounded half up to the satang."""
    return f"{_rounded(amount):,.2f}"


def format_baht(amount: Decimal) -> str:
    """Return `1,250,000.00 บาท`, rounded half up to the satang."""
    return f"{format_amount(amount)} บาท"


def in_millions(amount: Decimal) -> str:
    """Return `1.25 ล้านบาท`, rounded half up to 10,000 baht."""
    return f"{_rounded(amount / 1_000_000):,.2f} ล้านบาท"


def _rounded(amount: Decimal) -> Decimal:
    with localcontext(prec=60):
        return amount.quantize(SATANG, ROUND_HALF_UP)
