"""A judgement in a sentence: as what a text was read, and where that leads, in Thai and in English."""

from collections.abc import Sequence

from geo.notation import Notation, Reading, Repair
from geo.notation.several import apart_m
from layers.areas.level import BANGKOK, Level
from layers.areas.names import AreaName
from layers.locating.judgement import Judged
from layers.locating.wanted import Wanted

MOST_SAID = 3
_SHORT: dict[Level, str] = {"tambon": "ต.", "amphoe": "อ.", "province": "จ."}
_BANGKOK: dict[Level, str] = {"tambon": "แขวง", "amphoe": "เขต", "province": ""}
_DATUMS = {"240": "Indian 1975", "239": "Indian 1954", "326": "WGS 84"}
_GEOGRAPHIC = {"EPSG:4326": "WGS 84", "EPSG:4240": "Indian 1975", "EPSG:4239": "Indian 1954"}
_TELLING = (
    *(Repair.SWAPPED_AXES, Repair.DECIMAL_LOST, Repair.WRONG_SIGN, Repair.DEGREES_IN_METRES),
    *(Repair.METRES_IN_DEGREES, Repair.OTHER_DATUM, Repair.OTHER_ZONE),
)

Words = tuple[str, str]


def said_of(readings: Sequence[Judged], wanted: Wanted | None) -> Words:
    """Return what is to be said of readings, the best first, in Thai and English."""
    zones = len({_zone(judged.reading) for judged in readings}) > 1
    parts = [_part(judged, readings[0], wanted, zones) for judged in readings[:MOST_SAID]]
    return "; ".join(part[0] for part in parts), "; ".join(part[1] for part in parts)


def places_th(areas: Sequence[AreaName]) -> str:
    """Return `ต.เวียง อ.เมืองเชียงราย จ.เชียงราย`, or as much of it as is known."""
    return " ".join(
        f"{(_BANGKOK if area.code.startswith(BANGKOK) else _SHORT)[area.level]}{area.name_th}"
        for area in areas
    )


def places_en(areas: Sequence[AreaName]) -> str:
    """Return the English names of areas, the finest first."""
    return ", ".join(area.name_en or area.name_th for area in areas)


def metres(distance_m: float) -> Words:
    """Return a distance in words: metres up to 10 km, then kilometres."""
    if distance_m < 10_000:
        return f"{distance_m:,.0f} ม.", f"{distance_m:,.0f} m"
    return f"{distance_m / 1000:,.0f} กม.", f"{distance_m / 1000:,.0f} km"


def system_words(reading: Reading) -> Words:
    """Return the datum of a reading's numbers, and their UTM zone where they have one."""
    return _system(reading), _zone(reading)


def _part(judged: Judged, first: Judged, wanted: Wanted | None, zones: bool) -> Words:
    how, where = _how(judged.reading, zones), _where(judged, wanted)
    thai, english = f"อ่านเป็น {how[0]} {where[0]}", f"read as {how[1]}, {where[1]}"
    if judged is first:
        return thai, english
    apart = metres(apart_m(first.reading, judged.reading))
    return f"{thai} ห่างจากจุดแรก {apart[0]}", f"{english}, {apart[1]} from the first"


def _how(reading: Reading, zones: bool) -> Words:
    system = _system(reading)
    if zones and (zone := _zone(reading)):
        thai, english = f"{system} โซน {zone}", f"{system} zone {zone}"
    else:
        thai = english = system
    if reading.notation not in (Notation.METRES, Notation.DECIMAL):
        thai, english = f"{thai} ({reading.notation.thai})", f"{english} ({reading.notation.english})"
    mended = [repair for repair in _TELLING if repair in reading.repairs]
    if mended:
        thai = f"{thai} ({', '.join(repair.thai for repair in mended)})"
        english = f"{english} ({', '.join(repair.english for repair in mended)})"
    return thai, english


def _where(judged: Judged, wanted: Wanted | None) -> Words:
    thai, english = places_th(judged.areas), places_en(judged.areas)
    if judged.distance_m is None or wanted is None:
        return (f"ตกใน {thai}", f"it falls in {english}") if thai else _ABROAD
    if judged.inside:
        return f"ตกใน{wanted.thai}", f"it falls in {wanted.english}"
    far = metres(judged.distance_m)
    there = (f" ({thai})", f" ({english})") if thai else (f" ({_ABROAD[0]})", f" ({_ABROAD[1]})")
    return f"ห่างจาก{wanted.thai} {far[0]}{there[0]}", f"it is {far[1]} from {wanted.english}{there[1]}"


def _system(reading: Reading) -> str:
    code = reading.crs.removeprefix("EPSG:")
    return _GEOGRAPHIC.get(reading.crs) or (_DATUMS.get(code[:3]) if len(code) == 5 else None) or reading.crs


def _zone(reading: Reading) -> str:
    code = reading.crs.removeprefix("EPSG:")
    return code[3:] if len(code) == 5 and code[:3] in _DATUMS else ""


_ABROAD = ("นอกแนวเขตของประเทศไทย", "outside the boundaries of Thailand")
