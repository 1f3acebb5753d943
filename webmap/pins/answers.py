"""Places, checks and clashes as a browser gets them: figures as numbers, words in the asker's language."""

from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from layers.areas.place import AreaHit
from layers.locating import Judged, Judgement
from layers.locating.saying import said_of
from layers.projects.pinning import PinCounts, ToPin
from layers.projects.place import KnownPlace, Place, PlaceConflict
from layers.projects.place_check import PlaceWarning, in_words, line_of
from layers.projects.place_shape import point_of
from layers.projects.shape_check import ShapeCheck
from layers.projects.size_check import SizeCheck
from webmap.context import language
from webmap.pins.words import area_words, crossed_words, notation_word, short_areas


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
        "geometry": mapping(place.geometry),
        "method": place.method,
        "accuracy_m": place.accuracy_m,
        "text": place.text_entered,
        "by": place.by,
        "at": place.at.isoformat(),
    }


def check_answer(found: ShapeCheck, shape: BaseGeometry, size: SizeCheck) -> dict[str, Any]:
    """Return what is said of a shape: its areas, whether it is in the territory, its size, and warnings."""
    check, middle = found.point, point_of(shape)
    return {
        "lat": middle.y,
        "lon": middle.x,
        "geometry": mapping(shape),
        "understood": None,
        "place": area_words(check.areas),
        "areas": _areas(check.areas),
        "crossed": crossed_words(found.crossed) if len(found.crossed) > 1 else "",
        "inside": None if check.distance_m is None else check.distance_m == 0 and not check.warnings,
        "distance_m": check.distance_m,
        "line": _pick(*line_of(check.territory)) if check.territory else "",
        "length_m": size.drawn.length_m,
        "area_m2": size.drawn.area_m2,
        "stated_length_m": size.stated.length_m,
        "stated_area_m2": size.stated.area_m2,
        "warnings": [_warning(warning) for warning in (*check.warnings, *size.warnings)],
    }


def text_answer(judgement: Judgement, meant: Judged) -> dict[str, Any]:
    """Return how a text was understood, and the other readings that it has."""
    return {
        "understood": _understood(meant),
        "others": [_other(judgement, one) for one in judgement.readings if one is not meant],
    }


def conflict_answer(conflict: PlaceConflict) -> dict[str, Any]:
    """Return both places of a clash, and how far apart they are."""
    mine, apart_m = conflict.mine, conflict.apart_m
    return {
        "theirs": place_answer(conflict.theirs),
        "mine": _mine(mine) if mine else None,
        "apart_m": apart_m,
        "apart": _pick(*in_words(apart_m)) if apart_m is not None else None,
    }


def next_answer(project: ToPin | None) -> dict[str, Any] | None:
    """Return the project to pin next."""
    return {"id": project.id, "title": project.title} if project else None


def counts_answer(counts: PinCounts) -> dict[str, int]:
    """Return how many lack a place, have one, and need none."""
    return {"missing": counts.missing, "placed": counts.placed, "not_needed": counts.not_needed}


def _mine(place: Place) -> dict[str, Any]:
    shape = {} if place.geometry is None else {"geometry": mapping(place.geometry)}
    return {"lat": place.lat, "lon": place.lon, "phase": place.phase, **shape}


def _understood(meant: Judged) -> dict[str, Any]:
    reading = meant.reading
    return {
        "notation": notation_word(reading),
        "crs": reading.crs,
        "operation": reading.operation,
        "repairs": [_pick(repair.thai, repair.english) for repair in reading.repairs],
    }


def _other(judgement: Judgement, one: Judged) -> dict[str, Any]:
    return {
        "lat": one.reading.lat,
        "lon": one.reading.lon,
        "geometry": mapping(one.reading.geometry),
        "place": short_areas(one.areas),
        "line": _pick(*said_of([one], judgement.wanted)),
        "confidence": one.confidence,
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
