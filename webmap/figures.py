"""How pages write money and numbers in the asker's language."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from geo.thai.money import format_amount, format_baht, in_millions
from layers.projects.listing import Count
from webmap.context import language

MILLION = Decimal(1_000_000)


def money(amount: Decimal) -> str:
    """Return `1,250,000.00`, for a table whose head says baht."""
    return format_amount(amount)


def baht(amount: Decimal) -> str:
    """Return `1,250,000.00 บาท`."""
    return f"{format_amount(amount)} baht" if language() == "en" else format_baht(amount)


def baht_of(amount: Any) -> str:
    """Return the same of a number that came out of JSON."""
    return baht(Decimal(str(amount)))


def short_money(amount: Decimal) -> str:
    """Return `1.25 ล้านบาท` from a million up, whole baht below: for headlines and rows."""
    english = language() == "en"
    if abs(amount) < MILLION:
        return f"{_rounded(amount, 0):,} {'baht' if english else 'บาท'}"
    return f"{_rounded(amount / MILLION, 2):,} million baht" if english else in_millions(amount)


def brief(amount: Decimal) -> str:
    """Return `2.35 ล้าน` or `845,640`, where it is plain that it is baht."""
    if abs(amount) < MILLION:
        return f"{_rounded(amount, 0):,}"
    return f"{_rounded(amount / MILLION, 2):,} {'M' if language() == 'en' else 'ล้าน'}"


def _rounded(amount: Decimal, places: int) -> Decimal:
    """Return an amount rounded half up, as people round money."""
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def number(count: int) -> str:
    """Return `12,345`."""
    return f"{count:,}"


def at_least(count: Count) -> str:
    """Return `318`, or `10,000+` where counting stopped."""
    return f"{count.count:,}+" if count.more else f"{count.count:,}"
