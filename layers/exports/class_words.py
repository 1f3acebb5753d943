"""What a class of a choropleth holds, in words."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from layers.spending.classes import Classes

_NONE = ("ไม่มี", "none")
_SOME = ("มากกว่า 0", "more than 0")


def class_words(measure: str, classes: Classes, language: str = "th") -> list[str]:
    """Return the words for no money at all, then for each class from the lowest up."""
    english = language == "en"
    breaks = [_said(measure, bound, english) for bound in classes.breaks]
    if not classes.counts:
        return [_NONE[english]]
    if not breaks:
        return [_NONE[english], _SOME[english]]
    return [
        _NONE[english],
        _below(breaks[0], english),
        *_between(breaks, english),
        _from(breaks[-1], english),
    ]


def _below(bound: str, english: bool) -> str:
    return f"below {bound}" if english else f"ต่ำกว่า {bound}"


def _between(bounds: Sequence[str], english: bool) -> list[str]:
    word = "to below" if english else "ถึงต่ำกว่า"
    return [f"{lower} {word} {upper}" for lower, upper in pairwise(bounds)]


def _from(bound: str, english: bool) -> str:
    return f"{bound} and more" if english else f"ตั้งแต่ {bound}"


def _said(measure: str, bound: Decimal, english: bool) -> str:
    if measure == "count":
        return f"{bound:,.0f} {'projects' if english else 'โครงการ'}"
    millions = f"{(bound / 1_000_000).normalize():,f}"
    return f"{millions} million baht" if english else f"{millions} ล้านบาท"
