"""A judgement as it is kept between two requests, and taken up again."""

import re
from typing import Any

import shapely

from geo.notation import Notation, Reading, Repair
from geo.notation.repair import SUPPOSED
from geo.thai.unreadable import Unreadable
from layers.areas.names import AreaName
from layers.locating import Judged, Judgement
from layers.locating.saying import places_en, places_th, system_words
from layers.projects.place import LONGEST_TEXT, Phase, Place

Kept = dict[str, Any]
_MANNER = re.compile(r"[^|\0]{1,100}\|[0-9]{0,2}\|[a-z,-]{0,400}(?:\|outside)?")
MOST_READINGS = 9
"""The readings of one row that are kept: as many as there are digits to choose them by."""


def keep(judged: Judged) -> Kept:
    """Return a reading for JSON, with all that its place must carry."""
    reading = judged.reading
    shape = None if reading.shape is None else shapely.to_wkb(shapely.force_2d(reading.shape), hex=True)
    return {
        "lat": reading.lat,
        "lon": reading.lon,
        "shape": shape,
        "notation": reading.notation.value,
        "crs": reading.crs,
        "operation": reading.operation,
        "repairs": [repair.value for repair in reading.repairs],
        "precision_m": reading.precision_m,
        "areas": [[area.code, area.name_th, area.name_en] for area in judged.areas],
        "distance_m": judged.distance_m,
        "confidence": judged.confidence,
        "manner": manner(reading),
    }


def taken_up(kept: Kept) -> Judged:
    """Return the reading that was kept."""
    shape = None if kept["shape"] is None else shapely.from_wkb(kept["shape"])
    reading = Reading(
        kept["lat"],
        kept["lon"],
        Notation(kept["notation"]),
        kept["crs"],
        kept["operation"],
        tuple(Repair(code) for code in kept["repairs"]),
        shape,
        kept["precision_m"],
    )
    areas = tuple(AreaName(*area) for area in kept["areas"])
    return Judged(reading, areas, kept["distance_m"], kept["confidence"])


def judgement_of(kept: list[Kept] | None, said: list[str] | None) -> Judgement | None:
    """Return the judgement of a row; None for a blank one."""
    if said is None:
        return None
    refused = None if kept else Unreadable(said[0], said[1])
    return Judgement(tuple(taken_up(one) for one in kept or []), None, said[0], said[1], refused)


def manner(reading: Reading) -> str:
    """Return what is alike in the readings of many rows: datum, zone where it was supposed, and repairs."""
    datum, zone = system_words(reading)
    supposed = Repair.ZONE_UNSAID in reading.repairs or Repair.OTHER_ZONE in reading.repairs
    mended = sorted(repair.value for repair in {*reading.repairs} - SUPPOSED)
    return "|".join((datum, zone if supposed else "", ",".join(mended)))


def manner_words(key: str) -> tuple[str, str]:
    """Return a manner in words: `Indian 1975 โซน 47 · นอกพื้นที่`."""
    datum, zone, mended, *outside = key.split("|")
    repairs = [Repair(code) for code in mended.split(",") if code]
    thai = " · ".join([f"{datum} โซน {zone}" if zone else datum, *(repair.thai for repair in repairs)])
    thai += " · นอกพื้นที่" if outside else ""
    english = " · ".join([f"{datum} zone {zone}" if zone else datum, *(repair.english for repair in repairs)])
    english += " · outside the area" if outside else ""
    return thai, english


def is_manner(key: str) -> bool:
    """Whether a key can be that of a manner (see `manner`, and `manner.sql` for the last part)."""
    return _MANNER.fullmatch(key) is not None


def areas_of(kept: Kept) -> tuple[str, str]:
    """Return the areas in which a reading lies, in Thai and English; empty in none."""
    areas = [AreaName(*area) for area in kept["areas"]]
    return places_th(areas), places_en(areas)


def place_of(kept: Kept, text: str, evidence: str, phase: Phase) -> Place:
    """Return the place that a reading is to be recorded as, with its provenance."""
    judged = taken_up(kept)
    return Place.of(
        judged.reading.geometry,
        text_entered=text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…",
        crs=judged.reading.crs,
        operation=judged.reading.operation,
        method="text",
        phase=phase,
        precision_m=judged.reading.precision_m,
        repairs=tuple(kept["repairs"]),
        evidence=evidence,
    )
