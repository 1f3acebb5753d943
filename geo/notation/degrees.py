"""Two angles as a place: which is the latitude, and what must have gone wrong where neither order is in Thailand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from geo.datum import label, lonlat
from geo.notation.angles import APART, LETTERED, SPACED, Angle, angles
from geo.notation.line import Line
from geo.notation.reading import Axis, Notation, Reading
from geo.notation.repair import Repair
from geo.notation.stated import Datum
from geo.notation.thailand import in_thailand

_GAP = re.compile(r"[ ,;/&():=.\"'+°?-]*")
_FAR_GAP = re.compile(r"[ ,;/&():=.\"'+°?¦-]*")
_HEADER = re.compile(r"([ΦΛNEXY])[ ,/;:=.()&-]*([ΦΛNEXY])(?=[ ,/;:=.()&+-]*[0-9])")
_ITEM = re.compile(
    r"(?P<name>[ΦΛNEXY][ :=.]*)?(?P<number>[0-9]{1,3}[.,][0-9]{1,15}|[0-9]{1,3} [0-9]{3,9}|[0-9]{5,10})(?![0-9.,]*[0-9])"
)
_SHIFTED = {
    Axis.LATITUDE: re.compile(r"(1[0-9]|20|[5-9])([0-9]{4,9})"),
    Axis.LONGITUDE: re.compile(r"(9[7-9]|10[0-5])([0-9]{4,9})"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Where in its line a place stands, what it can be, and whether any of that is in Thailand."""

    start: int
    end: int
    readings: tuple[Reading, ...]

    @property
    def plausible(self) -> bool:
        """Whether a reading lies in Thailand."""
        return any(in_thailand(reading.lat, reading.lon) for reading in self.readings)


@dataclass(frozen=True, slots=True)
class System:
    """The geographic systems in which degrees are to be taken, the likeliest first, and what that supposes."""

    ways: tuple[tuple[str, tuple[Repair, ...]], ...] = ((Datum.WGS84.degrees, ()),)


def read_degrees(line: Line, system: System) -> list[Found]:
    """Return the places of a line that are written in degrees, from left to right."""
    signs, order = _order(line.signs)
    best: list[Found] = []
    for lexer in (LETTERED, SPACED, APART):
        found = list(_pairs(angles(signs, lexer), signs, line, order, system))
        if any(place.plausible for place in found):
            return found
        best = best or found
    return _lost(signs, line, system) or best


def _order(signs: str) -> tuple[str, Axis | None]:
    """Return a line without a heading such as `lat, long` before its numbers, and the axis named first."""
    head = _HEADER.search(signs)
    if head is None or any(sign.isdigit() for sign in signs[: head.start()].rpartition("¦")[2]):
        return signs, None
    axes = [Axis.LATITUDE if letter in "ΦNY" else Axis.LONGITUDE for letter in head.groups()]
    if axes[0] == axes[1]:
        return signs, None
    return signs[: head.start()] + " " * (head.end() - head.start()) + signs[head.end() :], axes[0]


def _pairs(found: list[Angle], signs: str, line: Line, order: Axis | None, system: System) -> Iterator[Found]:
    at = 0
    while at + 1 < len(found):
        one, other = found[at], found[at + 1]
        at += 1
        if not _close(one, other, signs) or not _angular(one, other, line, order):
            continue
        readings = tuple(_readings(one, other, order, line, system))
        if readings:
            at += 1
            yield Found(one.start, other.end, readings)


def _close(one: Angle, other: Angle, signs: str) -> bool:
    gap = signs[one.end : other.start]
    named = one.axis is not None and other.axis is not None
    return (_FAR_GAP if named or (one.clear and other.clear) else _GAP).fullmatch(gap) is not None


def _angular(one: Angle, other: Angle, line: Line, order: Axis | None) -> bool:
    """Whether two numbers are angles at all, and not a price, a size, a date."""
    if one.clear and other.clear:
        return True
    decimal = all(angle.notation is Notation.DECIMAL and angle.precision_m < 20_000 for angle in (one, other))
    return (
        (decimal and (line.bare or line.said))
        or order is not None
        or (line.said and (one.clear or other.clear))
    )


def _readings(one: Angle, other: Angle, order: Axis | None, line: Line, system: System) -> Iterator[Reading]:
    """Yield the places of two angles: as written if that is in Thailand, else mended, else as written."""
    first = one.axis or (order if other.axis is None else None) or _opposite(other.axis) or Axis.LATITUDE
    if one.axis is not None and one.axis == other.axis:
        first = Axis.LATITUDE if abs(one.degrees) < abs(other.degrees) else Axis.LONGITUDE
    pair = (one, other) if first is Axis.LATITUDE else (other, one)
    mended = [*line.repairs, *dict.fromkeys((*one.repairs, *other.repairs))]
    if one.grid or other.grid:
        mended.append(Repair.DEGREES_IN_METRES)
    if one.by_letter != other.by_letter and not (one.axis and other.axis):
        mended.append(Repair.MISSING_HEMISPHERE)
    written = (pair[0].degrees, pair[1].degrees)
    precision = max(one.precision_m, other.precision_m)
    notation = max(one.notation, other.notation, key=_RANK.index)
    for lat, lon, repairs in _orders(*written):
        if in_thailand(lat, lon):
            yield from _placed(lat, lon, (*mended, *repairs), notation, precision, system)
            return
    if abs(written[0]) <= 90 and abs(written[1]) <= 180 and _clearly(one, other, line):
        yield from _placed(*written, tuple(mended), notation, precision, system)


_RANK = (Notation.DECIMAL, Notation.MINUTES, Notation.SECONDS)


def _opposite(axis: Axis | None) -> Axis | None:
    if axis is None:
        return None
    return Axis.LONGITUDE if axis is Axis.LATITUDE else Axis.LATITUDE


def _orders(lat: float, lon: float) -> Iterator[tuple[float, float, tuple[Repair, ...]]]:
    yield lat, lon, ()
    yield lon, lat, (Repair.SWAPPED_AXES,)
    if lat < 0 or lon < 0:
        yield abs(lat), abs(lon), (Repair.WRONG_SIGN,)
        yield abs(lon), abs(lat), (Repair.SWAPPED_AXES, Repair.WRONG_SIGN)


def _clearly(one: Angle, other: Angle, line: Line) -> bool:
    """Whether a place outside Thailand is what the text means: nothing else is in it, or letters name both."""
    named = one.axis is not None and other.axis is not None
    return one.marked and other.marked and (named or (line.bare and one.notation == other.notation))


def _placed(
    lat: float, lon: float, repairs: tuple[Repair, ...], notation: Notation, precision: float, system: System
) -> Iterator[Reading]:
    for crs, supposed in system.ways:
        x, y, operation = lonlat(lon, lat, crs)
        yield Reading(
            float(y),
            float(x),
            notation,
            label(crs),
            operation.name,
            (*dict.fromkeys((*repairs, *supposed)),),
            precision_m=precision,
        )


def _lost(signs: str, line: Line, system: System) -> list[Found]:
    """Return the place of two numbers that lost a decimal point, where they are all that a text holds."""
    items = list(_ITEM.finditer(signs))
    if len(items) != 2 or not (line.bare or line.said):
        return []
    left = signs[: items[0].start()] + signs[items[0].end() : items[1].start()] + signs[items[1].end() :]
    if (
        any(sign.isdigit() for sign in left)
        or _GAP.fullmatch(signs, items[0].end(), items[1].start()) is None
    ):
        return []
    readings: list[Reading] = []
    for axes in ((Axis.LATITUDE, Axis.LONGITUDE), (Axis.LONGITUDE, Axis.LATITUDE)):
        values = [_shifted(item["number"], axis) for item, axis in zip(items, axes, strict=True)]
        for (lat, lat_m, lat_lost), (lon, lon_m, lon_lost) in product(
            *(values[::-1] if axes[0] is Axis.LONGITUDE else values)
        ):
            repairs = [*line.repairs, *([Repair.DECIMAL_LOST] if lat_lost or lon_lost else [])]
            repairs += [Repair.SWAPPED_AXES] if _contrary(items, axes) else []
            if in_thailand(lat, lon):
                readings += _placed(lat, lon, tuple(repairs), Notation.DECIMAL, max(lat_m, lon_m), system)
    return [Found(items[0].start(), items[1].end(), tuple(readings))] if readings else []


def _shifted(number: str, axis: Axis) -> list[tuple[float, float, bool]]:
    """Return the degrees that a number can be on an axis, one unit of its last digit in metres, and if mended."""
    if re.search("[.,]", number):
        return [(float(number.replace(",", ".")), 111_320 / 10 ** len(re.split("[.,]", number)[1]), False)]
    digits = number.replace(" ", "")
    match = _SHIFTED[axis].fullmatch(digits)
    if match is None or (" " in number and number.index(" ") != len(match[1])):
        return []
    return [(float(f"{match[1]}.{match[2]}"), 111_320 / 10 ** len(match[2]), True)]


def _contrary(items: list[re.Match[str]], axes: tuple[Axis, Axis]) -> bool:
    """Whether the axes are not in the order that names, or the habit of latitude first, say."""
    names = [(item["name"] or " ")[0] for item in items]
    said = [
        Axis.LATITUDE if name in "ΦNY" else Axis.LONGITUDE if name in "ΛEX" else habit
        for name, habit in zip(names, (Axis.LATITUDE, Axis.LONGITUDE), strict=True)
    ]
    return tuple(said) != axes
