"""Five classes for a choropleth, cut where the data has gaps and said in numbers that people say."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise
from math import log10

import jenkspy

CLASSES = 5
# ColorBrewer YlGnBu, five classes: sequential, safe for colour-blind eyes and in grey print.
RAMP = ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494")
ZERO_COLOUR = "#e9e6df"
SAID = ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10")


@dataclass(frozen=True)
class Classes:
    """Where the classes of positive values begin, and how many values are in each.

    `breaks` are the lower bounds of all classes but the first; a value equal to a break is in the class
    above it. `zero` counts values of nothing, `empty` the places of which nothing is recorded at all.
    """

    breaks: tuple[Decimal, ...]
    counts: tuple[int, ...]
    zero: int = 0
    empty: int = 0

    @property
    def colours(self) -> tuple[str, ...]:
        """A colour for each class, lightest first; few classes are spread over the whole ramp."""
        return spread(len(self.counts))

    def number(self, value: Decimal) -> int | None:
        """Return a value's class from 0 up; None for nothing."""
        return bisect_right(self.breaks, value) if value > 0 else None


def spread(count: int) -> tuple[str, ...]:
    """Return `count` colours of the ramp, as far apart as it allows."""
    if count <= 1:
        return RAMP[2 : 2 + count]
    return tuple(RAMP[round(i * (CLASSES - 1) / (count - 1))] for i in range(count))


def classify(values: Sequence[Decimal], empty: int = 0) -> Classes:
    """Cut values (baht, or numbers of projects) into at most five classes; negative ones count as nothing."""
    positive = sorted(value for value in values if value > 0)
    breaks = _breaks(tuple(positive))
    counts = [0] * (len(breaks) + 1 if positive else 0)
    for value in positive:
        counts[bisect_right(breaks, value)] += 1
    return Classes(tuple(breaks), tuple(counts), len(values) - len(positive), empty)


@lru_cache(maxsize=256)
def _breaks(ordered: tuple[Decimal, ...]) -> list[Decimal]:
    """Return lower bounds, ascending, as round as can be said without losing a class; no class is empty."""
    gaps = _gaps(ordered)
    found: list[Decimal] = []
    for digits in (1, 2, 3):
        found = _usable([roundest(below, above, digits) for below, above in gaps], ordered)
        if len(found) == len(gaps):
            return found
    return _usable([above for _, above in gaps], ordered)


def _usable(cuts: Iterable[Decimal], ordered: Sequence[Decimal]) -> list[Decimal]:
    """Drop the cuts below which, after the one before, there is no value."""
    kept: list[Decimal] = []
    for cut in sorted(set(cuts)):
        start = bisect_left(ordered, kept[-1]) if kept else 0
        if start < bisect_left(ordered, cut) < len(ordered):
            kept.append(cut)
    return kept


def _gaps(ordered: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    """Return the neighbours between which Fisher and Jenks cut: the last of a class, the first of the next.

    The cuts are made by the logarithm, as money by area is always skewed.
    """
    distinct = sorted(set(ordered))
    if len(distinct) <= CLASSES:
        return list(pairwise(distinct))
    return [(distinct[end], distinct[end + 1]) for end in _jenks([log10(value) for value in distinct])]


def _jenks(logarithms: list[float]) -> list[int]:
    """Return the index of the last value of each class but the last, of more values than classes.

    Where the logarithms are too coarse to tell the values apart, the classes get equally many of them.
    """
    if len(set(logarithms)) >= CLASSES:
        breaks = jenkspy.jenks_breaks(logarithms, n_classes=CLASSES)[1:-1]
        ends = {bisect_right(logarithms, end) - 1 for end in breaks}
        if len(ends) == CLASSES - 1 and max(ends) < len(logarithms) - 1:
            return sorted(ends)
    return [len(logarithms) * number // CLASSES - 1 for number in range(1, CLASSES)]


def roundest(below: Decimal, above: Decimal, digits: int) -> Decimal:
    """Return the roundest number over `below` and up to `above`.

    Where none of about `digits` digits lies between, the nearest that has them is returned.
    """
    unit = Decimal(10) ** (above.adjusted() + 1 - digits)
    for step in (unit * 10, unit * 5, unit * 2, unit, unit / 2):
        highest = (above // step) * step
        if highest > below:
            nearest = ((below + above) / 2 / step).to_integral_value(ROUND_HALF_UP) * step
            return _plain(nearest if below < nearest <= highest else highest)
    return _nearest((below + above) / 2, unit, digits)


def _nearest(value: Decimal, unit: Decimal, digits: int) -> Decimal:
    if digits > 1:
        return _plain((value / unit).to_integral_value(ROUND_HALF_UP) * unit)
    return _plain(min((unit * Decimal(word) for word in SAID), key=lambda said: abs(said - value)))


def _plain(value: Decimal) -> Decimal:
    """Return the same number without an exponent."""
    return Decimal(f"{value.normalize():f}")
