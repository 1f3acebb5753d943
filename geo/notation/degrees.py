"""Two angles as a place: which is the latitude, and what went wrong where neither order is in Thailand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from geo.datum import label, lonlat
from geo.notation.angles import APART, LETTERED, SPACED, Angle, angles
from geo.notation.line import Line
from geo.notation.reading import Axis, Notation, Reading, Spelling
from geo.notation.repair import Repair
from geo.notation.stated import Datum
from geo.notation.thailand import in_thailand

_DEGREE_M, _TENTH_M = 111_320.0, 11_132.0
"""A degree and a tenth of one, in metres: fewer decimals are no place unless letters or marks say so."""

_GAP = re.compile(r"[ ,;/&():=.\"'+°?-]*")
_FAR_GAP = re.compile(r"[ ,;/&():=.\"'+°?¦-]*")
_HEADER = re.compile(r"([ΦΛNEXY])[ ,/;:=.()&-]*([ΦΛNEXY])(?=[ ,/;:=.()&+-]*[0-9])")
_ITEM = re.compile(
    r"(?P<name>[ΦΛNEXY][ :=.]*)?"
    r"(?P<number>(?:[0-9]{1,3}[.,][0-9]{1,15}|[0-9]{1,3} [0-9]{3,9})(?![0-9.,]{0,20}[0-9])"
    r"|[0-9]{5,10}(?![.,]{0,2}[0-9]{1,4}(?![0-9]))(?!\.?[0-9]))"
)
_TRAILED = re.compile(r"([0-9][0-9.,]{3,18})( ?)([NE])(?![NSEWXYΦΛ])(?! ?[:=])")
_SHIFTED = {
    Axis.LATITUDE: re.compile(r"(1[0-9]|20|[5-9])([0-9]{3,9})"),
    Axis.LONGITUDE: re.compile(r"(9[7-9]|10[0-5])([0-9]{3,9})"),
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
    """The geographic systems in which degrees are to be taken, the likeliest first, and what it supposes."""

    ways: tuple[tuple[str, tuple[Repair, ...]], ...] = ((Datum.WGS84.degrees, ()),)


def read_degrees(line: Line, system: System) -> list[Found]:
    """Return the places of a line that are written in degrees, from left to right."""
    signs, order = _order(line.signs)
    best: list[Found] = []
    for lexer in (LETTERED, SPACED, APART):
        cut = angles(signs, lexer)
        found = list(_pairs(cut, signs, line, order, system))
        if any(_half(angle) and not within(angle.start, found) for angle in cut):
            continue
        if any(place.plausible for place in found):
            return found
        best = best or found
    return _lost(signs, line, system) or best


def within(start: int, found: list[Found]) -> bool:
    """Whether what starts somewhere in a line is part of a place."""
    return any(place.start <= start < place.end for place in found)


def _half(angle: Angle) -> bool:
    """Whether an angle says so plainly that it is one that a place without it would be half read."""
    return angle.axis is not None and angle.marked and angle.precision_m < _TENTH_M


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
    if min(one.precision_m, other.precision_m) >= _DEGREE_M and (one.grid or other.grid or order is not None):
        return False
    if (one.clear and other.clear) or order is not None:
        return True
    coarsest = max(one.precision_m, other.precision_m)
    if line.said and (one.clear or other.clear):
        return coarsest < _DEGREE_M or min(one.precision_m, other.precision_m) >= _TENTH_M
    if one.notation is not Notation.DECIMAL or other.notation is not Notation.DECIMAL or coarsest > _TENTH_M:
        return False
    comma = "," in line.signs[one.end : other.start] and coarsest < _TENTH_M
    return line.bare or line.said or comma


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
    whole = precision >= _DEGREE_M
    for lat, lon, repairs in _orders(*written):
        if in_thailand(lat, lon) and not (whole and Repair.SWAPPED_AXES in repairs):
            yield from _placed(lat, lon, Spelling(notation, (*mended, *repairs), precision), system)
            return
    if abs(written[0]) <= 90 and abs(written[1]) <= 180 and _clearly(one, other, line):
        yield from _placed(*written, Spelling(notation, tuple(mended), precision), system)


_RANK = (Notation.DECIMAL, Notation.MINUTES, Notation.SECONDS)


def _opposite(axis: Axis | None) -> Axis | None:
    other = {Axis.LATITUDE: Axis.LONGITUDE, Axis.LONGITUDE: Axis.LATITUDE}
    return None if axis is None else other[axis]


def _orders(lat: float, lon: float) -> Iterator[tuple[float, float, tuple[Repair, ...]]]:
    yield lat, lon, ()
    yield lon, lat, (Repair.SWAPPED_AXES,)
    if lat < 0 or lon < 0:
        yield abs(lat), abs(lon), (Repair.WRONG_SIGN,)
        yield abs(lon), abs(lat), (Repair.SWAPPED_AXES, Repair.WRONG_SIGN)


def _clearly(one: Angle, other: Angle, line: Line) -> bool:
    """Whether a place outside Thailand can be meant: two numbers and nothing else are in the text, or
    letters name both.
    """
    if max(one.precision_m, other.precision_m) >= _DEGREE_M or (one.axis and one.axis == other.axis):
        return False
    named = one.axis is not None and other.axis is not None
    alone = line.bare and one.notation == other.notation and one.degrees != other.degrees
    return one.marked and other.marked and (named or alone)


def _placed(lat: float, lon: float, spelling: Spelling, system: System) -> Iterator[Reading]:
    for crs, supposed in system.ways:
        x, y, operation = lonlat(lon, lat, crs)
        yield Reading(
            float(y),
            float(x),
            spelling.notation,
            label(crs),
            operation.name,
            tuple(dict.fromkeys((*spelling.repairs, *supposed))),
            precision_m=spelling.precision_m,
        )


def _lost(signs: str, line: Line, system: System) -> list[Found]:
    """Return the place of two numbers that lost a decimal point, where they are all that a text holds."""
    if re.match("[ (]*[0-9]", signs):
        signs = _TRAILED.sub(r"\3\2\1", signs)
    items = list(_ITEM.finditer(signs))
    if len(items) != 2 or not (line.bare or line.said):
        return []
    one, other = items
    left = signs[: one.start()] + signs[one.end() : other.start()] + signs[other.end() :]
    if any(sign.isdigit() for sign in left) or not _GAP.fullmatch(signs, one.end(), other.start()):
        return []
    readings = [
        reading
        for lat, lon in ((one, other), (other, one))
        for reading in _unpointed(lat, lon, _contrary(lat, lon), line, system)
    ]
    return [Found(one.start(), other.end(), tuple(readings))] if readings else []


def _unpointed(
    lat: re.Match[str], lon: re.Match[str], swapped: bool, line: Line, system: System
) -> Iterator[Reading]:
    """Yield the places of a latitude and a longitude with their points put back."""
    for (y, y_m, y_lost), (x, x_m, x_lost) in product(
        _shifted(lat, Axis.LATITUDE), _shifted(lon, Axis.LONGITUDE)
    ):
        found = {Repair.DECIMAL_LOST: y_lost or x_lost, Repair.SWAPPED_AXES: swapped}
        repairs = (*line.repairs, *(repair for repair, true in found.items() if true))
        if in_thailand(y, x):
            yield from _placed(y, x, Spelling(Notation.DECIMAL, repairs, max(y_m, x_m)), system)


def _shifted(item: re.Match[str], axis: Axis) -> list[tuple[float, float, bool]]:
    """Return the degrees that a number can be on an axis, its last digit in metres, and if it was mended."""
    number = item["number"]
    if re.search("[.,]", number):
        return [(float(number.replace(",", ".")), 111_320 / 10 ** len(re.split("[.,]", number)[1]), False)]
    digits = number.replace(" ", "")
    match = _SHIFTED[axis].fullmatch(digits)
    if match is None or (" " in number and number.index(" ") != len(match[1])):
        return []
    if len(match[2]) < 4 and not item["name"]:
        return []
    return [(float(f"{match[1]}.{match[2]}"), 111_320 / 10 ** len(match[2]), True)]


def _contrary(lat: re.Match[str], lon: re.Match[str]) -> bool:
    """Whether a latitude and a longitude are not what their names, or latitude first, would have them be."""
    if lat["name"] or lon["name"]:
        return (lat["name"] or "N")[0] not in "ΦNY" or (lon["name"] or "E")[0] not in "ΛEX"
    return lat.start() > lon.start()
