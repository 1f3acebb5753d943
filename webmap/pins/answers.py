"""Places, checks and clashes as a browser gets them: figures as numbers, words in the asker's language."""

from typing import Any

from geo.notation import Reading
from layers.areas.place import AreaHit
from layers.projects.pinning import PinCounts, ToPin
from layers.projects.place import KnownPlace, PlaceConflict
from layers.projects.place_check import PlaceCheck, PlaceWarning, in_words, line_of
from webmap.context import language
from webmap.pins.words import area_words, notation_word


def place_answer(place: KnownPlace | None) -> dict[str, Any] | None:
    """Return a place on record, with who recorded it and when (ISO 8601)."""
    if place is None:
        return None
    return {
        "id": place.id,
        "phase": place.phase,
        "lat": place.lat,
        "lon": place.lon,
        "shape": place.shape,
        "method": place.method,
        "accuracy_m": place.accuracy_m,
        "text": place.text_entered,
        "by": place.by,
        "at": place.at.isoformat(),
    }


def check_answer(check: PlaceCheck, lat: float, lon: float, reading: Reading | None) -> dict[str, Any]:
    """Return what is said of a point: its areas, whether it is in the authority's territory, and warnings."""
    return {
        "lat": lat,
        "lon": lon,
        "understood": _understood(reading) if reading else None,
        "place": area_words(check.areas),
        "areas": _areas(check.areas),
        "inside": None if check.distance_m is None else check.distance_m == 0,
        "distance_m": check.distance_m,
        "line": _pick(*line_of(check.territory)) if check.territory else "",
        "warnings": [_warning(warning) for warning in check.warnings],
    }


def conflict_answer(conflict: PlaceConflict) -> dict[str, Any]:
    """Return both places of a clash, and how far apart they are."""
    mine, apart_m = conflict.mine, conflict.apart_m
    return {
        "theirs": place_answer(conflict.theirs),
        "mine": {"lat": mine.lat, "lon": mine.lon, "phase": mine.phase} if mine else None,
        "apart_m": apart_m,
        "apart": _pick(*in_words(apart_m)) if apart_m is not None else None,
    }


def next_answer(project: ToPin | None) -> dict[str, Any] | None:
    """Return the project to pin next."""
    return {"id": project.id, "title": project.title} if project else None


def counts_answer(counts: PinCounts) -> dict[str, int]:
    """Return how many lack a place, have one, and need none."""
    return {"missing": counts.missing, "placed": counts.placed, "not_needed": counts.not_needed}


def _understood(reading: Reading) -> dict[str, Any]:
    return {
        "notation": notation_word(reading),
        "crs": reading.crs,
        "operation": reading.operation,
        "repairs": [_pick(repair.thai, repair.english) for repair in reading.repairs],
    }


def _areas(hit: AreaHit) -> list[dict[str, str]]:
    found = ((area.level, area) for area in (hit.tambon, hit.amphoe, hit.province) if area)
    return [
        {"level": level, "code": area.code, "name_th": area.name_th, "name_en": area.name_en or area.name_th}
        for level, area in found
    ]


def _warning(warning: PlaceWarning) -> dict[str, str]:
    return {
        "code": warning.code,
        "gravity": warning.gravity,
        "text": _pick(warning.thai, warning.english),
        "line": _pick(warning.line_th, warning.line_en),
    }


def _pick(thai: str, english: str) -> str:
    return english if language() == "en" else thai
