"""Two numbers in metres as places: every zone and datum that the text leaves open, in either order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyproj import CRS

from geo.datum import CRSLike, label, lonlat
from geo.errors import Refused
from geo.notation.degrees import Found, within
from geo.notation.line import Line
from geo.notation.reading import Notation, Reading, Spelling
from geo.notation.repair import Repair
from geo.notation.stated import Datum, Stated, Zone
from geo.notation.thailand import in_thailand

ZONES = (47, 48)
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_EASTINGS, _NORTHINGS = (90_000.0, 1_350_000.0), (550_000.0, 2_350_000.0)
_COUNTED_ON = -400_000.0
"""The least easting of Thailand in the zone to its east. Below 90 km one is only tried where letters or a
zone tell that it is one."""
_OWN_ZONE = (160_000.0, 840_000.0)
_NOT_DECIMALS = r"(?<![0-9])" + "".join(rf"(?<!(?<![0-9])[0-9]{{{digits}}}\.)" for digits in (1, 2, 3))
"""What stands before a number that is not the decimals of degrees."""
_NUMBER = re.compile(
    r"(?P<before>(?:[ΦΛ][ :=.(]*)?[ENXYΦΛ][ :=.()]*)?"
    r"(?P<minus>(?<![0-9])-)?" + _NOT_DECIMALS + r"(?P<number>[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,6}"
    r"|0?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?|[0-9]{1,3}(?:\.[0-9]{3}){2}|[0-9]{5,10}(?:\.[0-9]{1,6}|,[0-9]{1,3}(?![0-9]))?"
    r"|[0-9]{3,4}\.[0-9]{3}(?![0-9]))(?![0-9])"
    r"(?: ?\.? ?(?P<after>[EN])(?![NSEWXYΦΛ])(?! ?[:=])(?! ?-?[0-9]))?"
)
_TAIL = re.compile(r" ?\.? ?([EN])(?=[ ,;/&]*[0-9])")
_GAP = re.compile(r"[ ,;/&():=.+-]*")
_FAR_GAP = re.compile(r"[ ,;/&():=.+¦-]*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of metres, where it stands in its line, and the axis that letters name (E, N)."""

    start: int
    end: int
    metres: float
    decimals: int
    axis: str | None
    in_degrees: bool
    dotted: bool
    minus: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A projected system in which metres may be taken, and what that supposes or contradicts."""

    crs: CRSLike
    repairs: tuple[Repair, ...] = ()


def grids(said: Stated, declared: CRS | None) -> list[Grid]:
    """Return the systems that a text's metres may be in, the likeliest first.

    What the text says goes before what the caller declares; the other zone and the other datum are kept as
    well, as what may have gone wrong.
    """
    if declared is not None and said.zone is None and not said.datums and said.epsg is None:
        return [Grid(declared)]
    return [
        Grid(f"EPSG:{datum.utm + zone}", (*from_zone, *from_datum))
        for datum, from_datum in _datums(said)
        for zone, from_zone in _zones(said)
        if not {Repair.OTHER_ZONE, Repair.OTHER_DATUM} <= {*from_zone, *from_datum}
    ]


def _datums(said: Stated) -> list[tuple[Datum, tuple[Repair, ...]]]:
    if not said.datums:
        return [(Datum.WGS84, ()), (Datum.INDIAN_1975, (Repair.DATUM_UNSAID,))]
    named: list[tuple[Datum, tuple[Repair, ...]]] = [(datum, ()) for datum in Datum if datum in said.datums]
    others = [datum for datum in (Datum.WGS84, Datum.INDIAN_1975) if datum not in said.datums]
    return named + [(datum, (Repair.OTHER_DATUM,)) for datum in others]


def _zones(said: Stated) -> list[tuple[int, tuple[Repair, ...]]]:
    if said.zone is None:
        return [(zone, (Repair.ZONE_UNSAID,)) for zone in ZONES]
    others = [zone for zone in ZONES if zone != said.zone.number]
    return [(said.zone.number, ()), *((zone, (Repair.OTHER_ZONE,)) for zone in others)]


def read_metres(line: Line, said: Stated, systems: list[Grid]) -> list[Found]:
    """Return the places of a line that are written in metres, from left to right."""
    numbers = _numbers(line.signs)
    if len(numbers) < 2:
        return []
    found = list(_pairs(numbers, line, said, systems))
    if found and any(number.axis and not within(number.start, found) for number in numbers):
        return []
    if any(place.plausible for place in found) or len(numbers) != 2:
        return found
    return list(_lost(numbers, line, said, systems)) or found


def _numbers(signs: str) -> list[Number]:
    """Return the metres of a line; letters behind the numbers count where none stands before the first."""
    matches = list(_NUMBER.finditer(signs))
    first = matches[0]["before"] if matches else None
    numbers = []
    for match in matches:
        name = (match["before"] or "").strip(" :=.()")
        tail = _TAIL.match(signs, match.end("number")) if not first else None
        letter = tail[1] if tail else match["after"] or name[-1:]
        if not first and not tail and not match["after"]:
            letter = name[-1:] if name[-1:] in ("X", "Y", "Φ", "Λ") else ""
        numbers.append(_number(match, letter, name, tail))
    return numbers


def _number(match: re.Match[str], letter: str, name: str, tail: re.Match[str] | None) -> Number:
    text, dotted = match["number"], False
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,6}", text):
        text, dotted = text.replace(".", "").replace(",", "."), True
    elif re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3}){2}|[0-9]{3,4}\.[0-9]{3}", text):
        text, dotted = text.replace(".", ""), True
    elif re.fullmatch(r"[0-9]{5,10},[0-9]{1,3}", text):
        text = text.replace(",", ".")
    text = text.replace(",", "")
    return Number(
        match.start(),
        tail.end() if tail else match.end(),
        float(text),
        len(text.partition(".")[2]),
        {"E": "E", "X": "E", "Λ": "E", "N": "N", "Y": "N", "Φ": "N"}.get(letter),
        letter in ("Φ", "Λ") or name[:1] in ("Φ", "Λ"),
        dotted,
        match["minus"] is not None,
    )


def _pairs(numbers: list[Number], line: Line, said: Stated, systems: list[Grid]) -> Iterator[Found]:
    at = 0
    while at + 1 < len(numbers):
        one, other = numbers[at], numbers[at + 1]
        at += 1
        gap = line.signs[one.end : other.start]
        named = one.axis is not None and other.axis is not None
        if not (_FAR_GAP if named else _GAP).fullmatch(gap):
            continue
        readings = tuple(_readings(one, other, line, said, systems))
        if readings:
            at += 1
            yield Found(one.start, other.end, readings)


def _readings(one: Number, other: Number, line: Line, said: Stated, systems: list[Grid]) -> Iterator[Reading]:
    """Yield the places of two numbers, those in Thailand if there are any."""
    mended = _mended(one, other, line)
    some = False
    told = said.zone is not None or (one.axis is not None and other.axis is not None)
    eastings = (_COUNTED_ON if told else _EASTINGS[0], _EASTINGS[1])
    for easting, northing, swapped in _signed(one, other):
        if not (_within(easting, eastings) and _within(northing, _NORTHINGS)):
            continue
        for grid in systems:
            spelling = Spelling(Notation.METRES, (*mended, *swapped), _precision(one, other))
            reading = place((easting, northing), grid, spelling, said.zone)
            if reading is not None and in_thailand(reading.lat, reading.lon):
                some = True
                yield reading
    if not some and _clear(one, other, said, systems):
        easting, northing, swapped = next(iter(_orders(one, other)))
        spelling = Spelling(Notation.METRES, (*mended, *swapped), _precision(one, other))
        reading = place((easting, northing), systems[0], spelling, said.zone)
        if reading is not None:
            yield reading


def _orders(one: Number, other: Number) -> Iterator[tuple[float, float, tuple[Repair, ...]]]:
    """Yield easting and northing as the letters say, easting first without any, and then the other way."""
    north_first = (one.axis == "N" and other.axis != "N") or (other.axis == "E" and one.axis != "E")
    first, second = (other, one) if north_first else (one, other)
    yield first.metres, second.metres, ()
    yield second.metres, first.metres, (Repair.SWAPPED_AXES,)


def _signed(one: Number, other: Number) -> Iterator[tuple[float, float, tuple[Repair, ...]]]:
    """Yield what `_orders` does, an easting also below zero where a minus stands before it.

    Before both numbers it is a dash behind their letters. What lies beyond its own zone says so.
    """
    below = next((number.metres for number in (one, other) if number.minus), 0.0)
    for easting, northing, swapped in _orders(one, other):
        counted = () if _within(easting, _OWN_ZONE) else (Repair.NEIGHBOUR_ZONE,)
        if one.minus != other.minus and easting == below <= -_COUNTED_ON:
            yield -easting, northing, (*swapped, Repair.NEIGHBOUR_ZONE)
            counted = (*counted, Repair.WRONG_SIGN)
        yield easting, northing, (*swapped, *counted)


def _mended(one: Number, other: Number, line: Line) -> tuple[Repair, ...]:
    found = {
        Repair.METRES_IN_DEGREES: one.in_degrees or other.in_degrees,
        Repair.THOUSANDS_DOT: one.dotted or other.dotted,
    }
    return (*line.repairs, *(repair for repair, true in found.items() if true))


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _precision(one: Number, other: Number) -> float:
    return 10.0 ** -min(one.decimals, other.decimals)


def _clear(one: Number, other: Number, said: Stated, systems: list[Grid]) -> bool:
    """Whether two numbers are metres of a grid even where they lead out of Thailand."""
    declared = len(systems) == 1
    return (said.zone is not None and min(one.metres, other.metres) >= 100_000) or declared


def place(
    metres: tuple[float, float], grid: Grid, spelling: Spelling, zone: Zone | None = None
) -> Reading | None:
    """Return the place of an easting and northing in a grid; None where it is not on the globe.

    `zone` is what the text says, whose letter may be another than the place's.
    """
    try:
        lon, lat, operation = lonlat(*metres, grid.crs)
    except Refused:
        return None
    told = (*spelling.repairs, *grid.repairs)
    if zone is not None and _other_band(zone, float(lat)):
        told = (*told, Repair.BAND_LETTER)
    return Reading(
        float(lat),
        float(lon),
        spelling.notation,
        label(grid.crs),
        operation.name,
        tuple(dict.fromkeys(told)),
        precision_m=spelling.precision_m,
    )


def _other_band(zone: Zone, lat: float) -> bool:
    """Whether a zone's letter is neither the band of a latitude nor an N for north."""
    if zone.letter is None or (zone.letter == "N" and lat >= 0):
        return False
    at = min(max(int((lat + 80) // 8), 0), len(_BANDS) - 1)
    return _BANDS[at] != zone.letter


def _lost(numbers: list[Number], line: Line, said: Stated, systems: list[Grid]) -> Iterator[Found]:
    """Yield the place of two numbers of which some lost a decimal point, in Thailand."""
    one, other = numbers
    longer = line.bare and 1e6 <= one.metres < 1e8 <= 10 * other.metres < 1e10
    partly = line.bare and bool(one.decimals) != bool(other.decimals)
    told = longer or partly or line.said or said.zone is not None or (one.axis and other.axis)
    if not told or not _GAP.fullmatch(line.signs, one.end, other.start):
        return
    mended = (*_mended(one, other, line), Repair.DECIMAL_LOST)
    readings = [
        reading
        for easting, northing, swapped in _orders(one, other)
        for x, x_m in _shifted(easting, _EASTINGS)
        for y, y_m in _shifted(northing, _NORTHINGS)
        for grid in systems
        if (
            reading := place(
                (x, y), grid, Spelling(Notation.METRES, (*mended, *swapped), max(x_m, y_m)), said.zone
            )
        )
        and in_thailand(reading.lat, reading.lon)
    ]
    if readings:
        yield Found(one.start, other.end, tuple(readings))


def _shifted(metres: float, limits: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Yield what a number of metres can have been before it lost its point, with a unit of its last digit."""
    for shift in (1, 10, 100, 1000):
        if _within(metres / shift, limits):
            yield metres / shift, 1 / shift
