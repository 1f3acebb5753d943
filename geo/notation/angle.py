"""One angle: a latitude or a longitude."""

import math
import re
from dataclasses import dataclass

from geo.notation.reading import Axis, Notation, Repair
from geo.notation.words import LATITUDE, LONGITUDE, canonical
from geo.thai.unreadable import Unreadable, shown

_LOST = "?\ufffd"
_PLAIN = re.compile(r"\s*-?[0-9]{1,3}(?:\.[0-9]+)?\s*")
_ANGLE = re.compile(
    rf"""(?P<name>[{LATITUDE}{LONGITUDE}])?[\s:=.]*(?P<before>[NSEW])?[\s:=.]*(?P<sign>[-+])?\s*
    (?P<d>[0-9]{{1,3}}(?:[.,][0-9]+)?)
    (?:(?:\s*[°{_LOST}:-]\s*|\s+)(?P<m>[0-9]{{1,2}}(?:[.,][0-9]+)?)
    (?:(?:\s*['{_LOST}:-]\s*|\s+)(?P<s>[0-9]{{1,2}}(?:[.,][0-9]+)?))?)?
    \s*(?P<mark>[°'"{_LOST}]?)\s*(?P<after>[NSEW])?[\s.]*""",
    re.VERBOSE,
)
_AXES = {
    "N": Axis.LATITUDE,
    "S": Axis.LATITUDE,
    "E": Axis.LONGITUDE,
    "W": Axis.LONGITUDE,
    LATITUDE: Axis.LATITUDE,
    LONGITUDE: Axis.LONGITUDE,
}
_EXAMPLES = {Axis.LATITUDE: ("19.9047", "19°54'17\"N"), Axis.LONGITUDE: ("99.8412", "99°50'28\"E")}
_CLOSING = {Notation.DECIMAL: "°", Notation.MINUTES: "'", Notation.SECONDS: "\"'"}


@dataclass(frozen=True, slots=True)
class Angle:
    """Signed degrees, the axis if the text names it, and how they were written."""

    degrees: float
    axis: Axis | None
    notation: Notation
    repairs: tuple[Repair, ...] = ()


def read_angle(value: str | float, axis: Axis) -> float:
    """Return the degrees of a latitude or longitude that stands alone in a cell, south and west negative.

    Raises `Unreadable` when there is no such reading, or when the text names the other axis.
    """
    return angle_in(value, axis).degrees


def angle_in(value: str | float, axis: Axis) -> Angle:
    """Return what `read_angle` reads, with its notation and repairs."""
    angle = any_angle(value)
    if angle is None or angle.axis not in (None, axis) or abs(angle.degrees) > axis.limit:
        raise not_an_angle(value, axis)
    return angle


def any_angle(value: str | float) -> Angle | None:
    """Return the angle of a cell, on whichever axis, or None."""
    if not isinstance(value, str):
        return Angle(float(value), None, Notation.DECIMAL) if math.isfinite(value) else None
    if _PLAIN.fullmatch(value):
        return Angle(float(value), None, Notation.DECIMAL)
    return parse_angle(canonical(value)[0])


def parse_angle(text: str) -> Angle | None:
    """Return the angle that a canonical text writes, or None."""
    match = _ANGLE.fullmatch(text)
    if match is None:
        return None
    parts = [part.replace(",", ".") for part in (match["d"], match["m"], match["s"]) if part]
    notation = (Notation.DECIMAL, Notation.MINUTES, Notation.SECONDS)[len(parts) - 1]
    lost = any(sign in text for sign in _LOST)
    if any("." in part for part in parts[:-1]) or not _closes(match["mark"], notation):
        return None
    if len(parts) > 1 and max(map(float, parts[1:])) > 60:
        return None
    sides = {name: match[name] for name in ("name", "before", "after") if match[name]}
    axes = {_AXES[letter] for letter in sides.values()}
    if len(axes) > 1 or {"before", "after"} <= sides.keys() or (match["sign"] == "-" and _hemisphere(match)):
        return None
    negative = match["sign"] == "-" or _hemisphere(match) in ("S", "W")
    degrees = math.fsum(float(part) / 60**power for power, part in enumerate(parts))
    return Angle(
        -degrees if negative else degrees,
        axes.pop() if axes else None,
        notation,
        _repairs(match, parts, lost),
    )


def _closes(mark: str, notation: Notation) -> bool:
    return mark in ("", *_LOST) or mark in _CLOSING[notation]


def _hemisphere(match: re.Match[str]) -> str | None:
    return match["before"] or match["after"]


def _repairs(match: re.Match[str], parts: list[str], lost: bool) -> tuple[Repair, ...]:
    found = {
        Repair.LOST_SIGN: lost,
        Repair.DECIMAL_COMMA: "," in match[0],
        Repair.SIXTY_SECONDS: any(float(part) == 60 for part in parts[1:]),
        Repair.SECONDS_MARK: len(parts) == 3 and match["mark"] == "'",
    }
    return tuple(repair for repair, true in found.items() if true)


def not_an_angle(value: str | float, axis: Axis) -> Unreadable:
    """Return the refusal of a cell that holds no such angle, with what seems to be wrong."""
    text = shown(value)
    if re.fullmatch(r"\s*[0-9]{1,3}(?:,?[0-9]{3}){1,2}(?:\.[0-9]+)?\s*", str(value)):
        return Unreadable(
            f"“{text}” ในช่อง{axis.thai}ดูเป็นค่าเมตร (UTM) ให้ระบุระบบพิกัด เช่น EPSG:32647 หรือ EPSG:24047",
            f"“{text}” as a {axis} looks like metres (UTM); declare the system, such as EPSG:32647 or "
            "EPSG:24047.",
        )
    return Unreadable(
        f"“{text}” ไม่ใช่{axis.thai} ให้กรอกเช่น {' หรือ '.join(_EXAMPLES[axis])}",
        f"“{text}” is not a {axis}; enter one such as {' or '.join(_EXAMPLES[axis])}.",
    )
