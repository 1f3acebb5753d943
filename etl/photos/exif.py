"""Where, when and in which direction: the EXIF of a picture, of which nothing is taken for granted.

Tags by Exif 3.0 (CIPA DC-008-2023), section 4.6. Whatever is not as the standard has it is passed over: a
picture without a position is better than one with a wrong one.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from math import isfinite
from typing import Any

from geo.thai.clock import THAILAND
from layers.photos.photo import Taken

BUDDHIST = range(2500, 2700)
YEARS = range(1990, 2200)
_TIME = re.compile(r"(\d{4})[:/-](\d{2})[:/-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")
_SAME_DATUM = ("WGS84", "WGS1984", "GRS80", "ITRF")
LEAST_EXACT_M = 1e6


def taken_of(exif: Mapping[str, Any]) -> Taken:
    """Return what a picture's EXIF (as `etl.photos.worker` gives it) says of where and when it was taken."""
    gps = exif.get("gps")
    gps = gps if isinstance(gps, Mapping) else {}
    at, source = _time(exif, gps)
    place = _place(gps)
    heading, magnetic = _heading(gps)
    accuracy = number(gps.get("31"))
    good = place is not None and accuracy is not None and 0 < accuracy < LEAST_EXACT_M
    return Taken(
        taken_at=at,
        taken_from=source,
        lat=place[0] if place else None,
        lon=place[1] if place else None,
        place_from="exif" if place else None,
        accuracy_m=accuracy if good else None,
        heading=heading,
        heading_magnetic=magnetic,
    )


def number(value: Any) -> float | None:
    """Return a number, or a fraction given as a pair; None of anything else."""
    try:
        if isinstance(value, list) and len(value) == 2 and all(isinstance(part, int) for part in value):
            found = value[0] / value[1]
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found = float(value)
        else:
            return None
    except (ZeroDivisionError, OverflowError):
        return None
    return found if isfinite(found) else None


def _time(exif: Mapping[str, Any], gps: Mapping[str, Any]) -> tuple[datetime | None, str | None]:
    for name, offset in (("original", "offset"), ("digitised", "offset_digitised")):
        found, buddhist = _clock(exif.get(name))
        if found is not None:
            zone = _zone(exif.get(offset))
            source = "exif-buddhist" if buddhist else "exif" if zone else "exif-thai-time"
            return found.replace(tzinfo=zone or THAILAND), source
    found = _satellites(gps)
    return found, "gps" if found else None


def _clock(text: Any) -> tuple[datetime | None, bool]:
    """Return the time of a text, and whether its year was a Buddhist one, as phones set to Thai write it."""
    match = _TIME.match(text.strip()) if isinstance(text, str) else None
    if match is None:
        return None, False
    year, *rest = map(int, match.groups())
    buddhist = year in BUDDHIST
    year -= 543 if buddhist else 0
    if year not in YEARS:
        return None, False
    try:
        return datetime(year, *rest), buddhist  # type: ignore[arg-type]
    except ValueError:
        return None, False


def _zone(text: Any) -> timezone | None:
    match = _OFFSET.match(text.strip()) if isinstance(text, str) else None
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(ahead if match[1] == "+" else -ahead)


def _satellites(gps: Mapping[str, Any]) -> datetime | None:
    day, parts = gps.get("29"), gps.get("7")
    if not isinstance(day, str) or not isinstance(parts, list) or len(parts) != 3:
        return None
    numbers = [number(part) for part in parts]
    if any(part is None or not 0 <= part < 61 for part in numbers):
        return None
    hour, minute, second = (int(part or 0) for part in numbers)
    found, _ = _clock(f"{day.strip()} {hour:02d}:{minute:02d}:{second:02d}")
    return found.replace(tzinfo=UTC) if found else None


def _place(gps: Mapping[str, Any]) -> tuple[float, float] | None:
    lat, lon = _angle(gps.get("2"), gps.get("1"), "NS", 90), _angle(gps.get("4"), gps.get("3"), "EW", 180)
    if lat is None or lon is None or (abs(lat) < 1e-6 and abs(lon) < 1e-6):
        return None
    datum = gps.get("18")
    named = re.sub(r"[^A-Z0-9]", "", datum.upper()) if isinstance(datum, str) else ""
    return (lat, lon) if not named or named.startswith(_SAME_DATUM) else None


def _angle(parts: Any, side: Any, sides: str, most: int) -> float | None:
    if not isinstance(parts, list) or not 1 <= len(parts) <= 3 or not isinstance(side, str):
        return None
    side = side.strip("\0 ").upper()
    numbers = [number(part) for part in parts]
    if len(side) != 1 or side not in sides or any(part is None or part < 0 for part in numbers):
        return None
    degrees, minutes, seconds = [part or 0.0 for part in numbers] + [0.0] * (3 - len(numbers))
    if minutes >= 60 or seconds >= 60:
        return None
    found = degrees + minutes / 60 + seconds / 3600
    if found > most:
        return None
    return -found if side == sides[1] else found


def _heading(gps: Mapping[str, Any]) -> tuple[float | None, bool | None]:
    heading = number(gps.get("17"))
    if heading is None or not 0 <= heading <= 360:
        return None, None
    side = gps.get("16")
    word = side.strip("\0 ").upper() if isinstance(side, str) else ""
    return round(heading % 360, 2) % 360, {"M": True, "T": False}.get(word)
