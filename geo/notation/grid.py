"""Eastings and northings in metres: UTM with a zone in the text, or any projected system that is declared."""

import re
from typing import NamedTuple

from pyproj import CRS

from geo.datum import CRSLike, is_indian_1975, label, lonlat, read_crs
from geo.errors import Refused
from geo.notation.reading import Notation, Reading, Repair
from geo.notation.words import StatedDatum
from geo.thai.unreadable import Unreadable

_BANDS = {"N": 0, "P": 8, "Q": 16}  # the bands that cross Thailand, and the latitude where each begins
_ZONE = re.compile(r"(?<![0-9.,])([1-5]?[0-9]|60)(?:([A-Z])(?![A-Z])|\s([PQ])(?![A-Z])|(?![0-9.,A-Z]))")
_NUMBER = r"([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{5,8}(?:\.[0-9]+)?)\s*(?:M\.?)?"
_GAP = r"[\s,;/]+"
_LABELS_FIRST = re.compile(rf"[\s,;]*([ENXY])[\s:=.]*{_NUMBER}[\s,;/]*([ENXY])[\s:=.]*{_NUMBER}[\s,;]*")
_LABELS_LAST = re.compile(rf"[\s,;]*{_NUMBER}\s*([ENXY]){_GAP}{_NUMBER}\s*([ENXY])[\s,;]*")
_BARE = re.compile(rf"[\s,;]*{_NUMBER}{_GAP}{_NUMBER}[\s,;]*")
_CELL = re.compile(rf"[ENXY]?[\s:=.]*{_NUMBER}\s*[ENXY]?")


class _Metres(NamedTuple):
    easting: float
    northing: float
    swapped: bool


def read_metres(text: str, stated: StatedDatum | None, declared: CRSLike | None) -> Reading | None:
    """Return the place of a canonical text with an easting and a northing, or None when it has another form.

    Raises `Unreadable` when the form is right but the zone is missing, foreign, or contradicts the declared
    system.
    """
    zone = _ZONE.search(text)
    metres = _numbers(_ZONE.sub(" ", text, count=1) if zone else text)
    if metres is None:
        return None
    crs = _system(zone, stated, declared)
    return place(metres.easting, metres.northing, crs, swapped=metres.swapped, band=_band(zone))


def read_metre_cells(northing: str, easting: str, crs: CRSLike) -> Reading | None:
    """Return the place of two canonical cells in a projected system, or None when they are not metres."""
    first, second = _CELL.fullmatch(northing), _CELL.fullmatch(easting)
    if first is None or second is None:
        return None
    metres = _by_size(_metres(second[1]), _metres(first[1]))
    return place(metres.easting, metres.northing, crs, swapped=metres.swapped)


def place(
    easting: float, northing: float, crs: CRSLike, *, swapped: bool = False, band: str | None = None
) -> Reading:
    """Return the place of metres in a projected system; raises `Unreadable` when it is not on the globe."""
    try:
        lon, lat, operation = lonlat(easting, northing, crs)
    except Refused as refusal:
        raise Unreadable(refusal.thai, refusal.english) from None
    mended = {
        Repair.SWAPPED_AXES: swapped,
        Repair.BAND_LETTER: band in ("P", "Q") and not 0 <= float(lat) - _BANDS[band] < 8,
    }
    repairs = tuple(repair for repair, true in mended.items() if true)
    return Reading(float(lat), float(lon), Notation.METRES, label(crs), operation.name, repairs)


def _numbers(text: str) -> _Metres | None:
    if match := _LABELS_FIRST.fullmatch(text):
        return _by_label(match[1], match[2], match[3], match[4])
    if match := _LABELS_LAST.fullmatch(text):
        return _by_label(match[2], match[1], match[4], match[3])
    if match := _BARE.fullmatch(text):
        return _by_size(_metres(match[1]), _metres(match[2]))
    return None


def _by_label(first: str, one: str, second: str, other: str) -> _Metres | None:
    """Put the numbers in the order that their letters say; None when the letters are not one of each."""
    east = [letter in "EX" for letter in (first, second)]
    if east[0] == east[1]:
        return None
    values = _metres(one), _metres(other)
    return _Metres(*(values if east[0] else values[::-1]), swapped=False)


def _by_size(easting: float, northing: float) -> _Metres:
    """Take the easting first, unless only the other order is possible (no easting has seven digits)."""
    if easting >= 1_000_000 > northing:
        return _Metres(northing, easting, swapped=True)
    return _Metres(easting, northing, swapped=False)


def _metres(number: str) -> float:
    return float(number.replace(",", ""))


def _band(zone: re.Match[str] | None) -> str | None:
    return (zone[2] or zone[3]) if zone else None


def _system(zone: re.Match[str] | None, stated: StatedDatum | None, declared: CRSLike | None) -> CRSLike:
    system = read_crs(declared) if declared is not None else None
    if zone is None:
        if system is not None and system.is_projected:
            return _agreeing(system, None, stated)
        raise Unreadable(
            "พิกัดเป็นเมตรแต่ไม่ได้บอกโซน ให้ใส่โซน เช่น 47Q หรือระบุระบบพิกัด เช่น EPSG:32647",
            "The coordinates are in metres without a zone; write it, such as 47Q, or declare a system, "
            "such as EPSG:32647.",
        )
    _check_band(_band(zone))
    if system is not None and system.is_projected:
        return _agreeing(system, int(zone[1]), stated)
    indian = stated is StatedDatum.INDIAN_1975 or (
        stated is None and system is not None and is_indian_1975(system)
    )
    return f"EPSG:{(24000 if indian else 32600) + int(zone[1])}"


def _check_band(band: str | None) -> None:
    if band is not None and band not in _BANDS:
        raise Unreadable(
            f"แถบ UTM “{band}” ไม่ผ่านประเทศไทย (ประเทศไทยอยู่ในแถบ N, P และ Q)",
            f"The UTM band “{band}” does not cross Thailand (its bands are N, P and Q).",
        )


def _agreeing(system: CRS, zone: int | None, stated: StatedDatum | None) -> CRS:
    """Return the declared system unless the text contradicts it."""
    declared_zone = re.sub(r"\D", "", system.utm_zone or "")
    other_zone = zone is not None and declared_zone and int(declared_zone) != zone
    other_datum = stated is not None and (stated is StatedDatum.INDIAN_1975) != is_indian_1975(system)
    if other_zone or other_datum:
        raise Unreadable(
            f"โซนหรือพื้นหลักฐานในข้อความไม่ตรงกับระบบพิกัดที่ระบุ ({system.name})",
            f"The zone or datum in the text contradicts the declared system ({system.name}).",
        )
    return system
