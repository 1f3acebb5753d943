"""The choices that a table brings back: somebody's, of the readings that the file shows, and of no others."""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.bulk.kept import MOST_READINGS
from layers.locating import Judged

_SAME_DEGREES = 1e-6
"""How far two readings may differ that are the same: those of a file are rounded to seven decimals."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Reading `choice` (from 0, -1 for leaving the row out) of `shown`, the readings that the file tells.

    Of each `shown` its latitude and longitude, in the order of their numbers; `inside` says that the file
    gives the reading chosen as one that was not outside the wanted area, so that nobody had to look at it.
    """

    choice: int
    shown: Sequence[Sequence[float]]
    inside: bool


def granted(wish: Wish | None, readings: Sequence[Judged]) -> int | None:
    """Return the choice of a wish where the readings are still those it was made of; None elsewhere.

    A text that was corrected, or a place that has come to lie outside the wanted area, is chosen from anew.
    """
    if wish is None or not -1 <= wish.choice < min(len(readings), MOST_READINGS):
        return None
    now = [(one.reading.lat, one.reading.lon) for one in readings[:MOST_READINGS]]
    shown = wish.shown[:MOST_READINGS]
    same = len(now) == len(shown) and all(
        max(abs(lat - was[0]), abs(lon - was[1])) <= _SAME_DEGREES
        for (lat, lon), was in zip(now, shown, strict=True)
    )
    strayed = wish.choice >= 0 and wish.inside and bool(readings[wish.choice].distance_m)
    return wish.choice if same and not strayed else None
