"""One place: two cells, or two numbers in one text."""

import re
from collections.abc import Iterator

from geo.datum import CRSLike, is_indian_1975, label, lonlat, read_crs
from geo.notation.angle import Angle, any_angle, not_an_angle, parse_angle
from geo.notation.grid import read_metre_cells, read_metres
from geo.notation.reading import Axis, Reading, Repair
from geo.notation.words import StatedDatum, canonical
from geo.thai.unreadable import Unreadable, shown

_SPLIT = re.compile(
    r"""\s*[,;/|&]\s*|\s+
    |(?<=[A-ZΦΛ])(?=[-+0-9ΦΛ])|(?<=[0-9"'°?.])(?=[NSEWΦΛ])|(?<=[NSEW])(?=[NSEWΦΛ])""",
    re.VERBOSE,
)


def read_pair(text: str, crs: CRSLike | None = None) -> Reading:
    """Return the place of a text that holds both its numbers.

    Latitude stands first unless letters or words of direction say otherwise; an easting stands first unless
    its size says otherwise. `crs` is the system that the caller declares for bare numbers, WGS 84 if None.
    Raises `Unreadable` (a `ValueError`) when the text has no reading or more than one.
    """
    line, stated = canonical(text)
    if metres := read_metres(line, stated, crs):
        return metres
    pairs = _best(list(_pairs(line)))
    if len(pairs) != 1:
        raise _no_place(text)
    return _place(*pairs[0], _degrees_system(stated, crs))


def read_cells(latitude: str | float, longitude: str | float, crs: CRSLike | None = None) -> Reading:
    """Return the place of two cells; in a projected system the northing and the easting.

    The cells change places only when their letters of direction say so. Raises `Unreadable` (a `ValueError`).
    """
    if crs is not None and read_crs(crs).is_projected:
        metres = read_metre_cells(_line(latitude), _line(longitude), crs)
        if metres:
            return metres
    first, second = any_angle(latitude), any_angle(longitude)
    if first is None:
        raise not_an_angle(latitude, Axis.LATITUDE)
    if second is None:
        raise not_an_angle(longitude, Axis.LONGITUDE)
    return _place(first, second, _degrees_system(None, crs))


def _line(value: str | float) -> str:
    return canonical(value if isinstance(value, str) else format(value, ".15g"))[0]


def _pairs(line: str) -> Iterator[tuple[Angle, Angle]]:
    """Yield every way of cutting a canonical text into two angles that are not both on one axis."""
    for cut in _SPLIT.finditer(line):
        first = parse_angle(line[: cut.start()].strip(" ,;"))
        second = parse_angle(line[cut.end() :].strip(" ,;")) if first else None
        if first and second and (first.axis is None or first.axis != second.axis):
            yield first, second


def _best(pairs: list[tuple[Angle, Angle]]) -> list[tuple[Angle, Angle]]:
    """Drop doubles and, where several remain, those whose two halves are written differently."""
    distinct = {(one.degrees, other.degrees): (one, other) for one, other in pairs}
    found = list(distinct.values())
    return found if len(found) < 2 else [pair for pair in found if pair[0].notation == pair[1].notation]


def _degrees_system(stated: StatedDatum | None, declared: CRSLike | None) -> CRSLike:
    """Return the geographic system in which degrees are to be taken."""
    system = read_crs(declared) if declared is not None else None
    indian = system is not None and is_indian_1975(system)
    if stated is None:
        return "EPSG:4240" if indian else _geographic(declared)
    if system is not None and system.is_projected and (stated is StatedDatum.INDIAN_1975) != indian:
        raise Unreadable(
            f"พื้นหลักฐานในข้อความไม่ตรงกับระบบพิกัดที่ระบุ ({system.name})",
            f"The datum in the text contradicts the declared system ({system.name}).",
        )
    return "EPSG:4240" if stated is StatedDatum.INDIAN_1975 else "EPSG:4326"


def _geographic(declared: CRSLike | None) -> CRSLike:
    if declared is None:
        return "EPSG:4326"
    system = read_crs(declared)
    return declared if system.is_geographic else system.geodetic_crs or "EPSG:4326"


def _place(first: Angle, second: Angle, crs: CRSLike) -> Reading:
    swapped = first.axis is Axis.LONGITUDE or second.axis is Axis.LATITUDE
    latitude, longitude = (second, first) if swapped else (first, second)
    if latitude.axis not in (Axis.LATITUDE, None) or longitude.axis not in (Axis.LONGITUDE, None):
        raise _one_axis_twice()
    for angle, axis in ((latitude, Axis.LATITUDE), (longitude, Axis.LONGITUDE)):
        if abs(angle.degrees) > axis.limit:
            raise _beyond(angle, axis)
    lon, lat, operation = lonlat(longitude.degrees, latitude.degrees, crs)
    repairs = dict.fromkeys(
        (*latitude.repairs, *longitude.repairs, *([Repair.SWAPPED_AXES] if swapped else []))
    )
    return Reading(float(lat), float(lon), latitude.notation, label(crs), operation.name, tuple(repairs))


def _one_axis_twice() -> Unreadable:
    return Unreadable(
        "พิกัดทั้งสองค่าบอกแกนเดียวกัน ต้องมีละติจูดและลองจิจูดอย่างละหนึ่ง",
        "Both numbers name the same axis; one latitude and one longitude are needed.",
    )


def _beyond(angle: Angle, axis: Axis) -> Unreadable:
    return Unreadable(
        f"{axis.thai} {angle.degrees:g} เกิน {axis.limit} องศา (ละติจูดต้องมาก่อนลองจิจูด)",
        f"The {axis} {angle.degrees:g} is beyond {axis.limit} degrees (latitude stands before longitude).",
    )


def _no_place(text: str) -> Unreadable:
    return Unreadable(
        f"อ่านพิกัดจาก “{shown(text)}” ไม่ได้ ให้กรอกละติจูดแล้วลองจิจูด เช่น 19.9047, 99.8412 หรือ UTM เช่น 47Q 588123 "
        "2201456",
        f"“{shown(text)}” has no single reading as a place; enter latitude, then longitude, such as "
        "19.9047, 99.8412, "
        "or UTM such as 47Q 588123 2201456.",
    )
