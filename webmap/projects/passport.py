"""The passport as a page shows it: a card for each phase, the steps of its history, what its map draws."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pyproj import Transformer
from shapely.geometry import mapping

from layers.projects.passport import Passport
from layers.projects.place import PHASES, KnownPlace, Phase
from webmap.pins.words import method_words, phase_words
from webmap.projects.words import metres, reason_words, repair_words

MARKS = {"planned": "plan", "contracted": "contracted", "as_built": "finished"}
"""The marks of the stages at which the places of the phases are set."""
_BANDS = "CDEFGHJKLMNPQRSTUVWX"


@dataclass(frozen=True)
class Card:
    """A phase with its place in force, None where there is none; the texts are in the asker's language."""

    phase: Phase
    word: str
    mark: str
    place: KnownPlace | None
    degrees: str = ""
    grid: str = ""
    how: str = ""
    reasons: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """Something that happened to a place: it was recorded, or (`removed`) taken off the map."""

    at: datetime
    card: Card
    removed: bool
    in_force: bool


def cards_of(passport: Passport) -> list[Card]:
    """Return a card for each phase, planned first."""
    return [_card(phase, passport.places.get(phase)) for phase in PHASES]


def steps_of(passport: Passport) -> list[Step]:
    """Return what happened to the places, the oldest first; for the public, how those in force came about."""
    known = passport.history or sorted(passport.places.values(), key=lambda place: (place.at, place.id))
    steps = [Step(place.at, _card(place.phase, place), False, place.superseded_at is None) for place in known]
    followed = {(place.phase, place.at) for place in known}
    steps += [
        Step(place.superseded_at, _card(place.phase, place), True, False)
        for place in known
        if place.superseded_at and (place.phase, place.superseded_at) not in followed
    ]
    return sorted(steps, key=lambda step: (step.at, step.removed))


def drawn(passport: Passport, steps: list[Step], settled: bool) -> dict[str, Any]:
    """Return what the passport's map draws: the places by step, and the drift of those in force.

    A drift is `over` when it is beyond the threshold and no reason was given (`settled`).
    """
    return {
        "steps": [
            {
                "phase": step.card.phase,
                "mark": step.card.mark,
                "word": step.card.word,
                "removed": step.removed,
                "geometry": mapping(step.card.place.geometry),
                "point": [step.card.place.lon, step.card.place.lat],
            }
            for step in steps
            if step.card.place
        ],
        "drifts": [
            {
                "line": each.line,
                "metres": metres(each.metres),
                "over": not settled and each.metres > passport.threshold_m,
            }
            for each in passport.drifts
        ],
    }


def grid_text(lat: float, lon: float) -> str:
    """Return a place as UTM with zone and band, in whole metres of WGS 84; empty towards the poles."""
    if not -80 <= lat < 84:
        return ""
    zone = min(int((lon + 180) // 6) + 1, 60)
    east, north = _to_grid(zone, lat < 0).transform(lon, lat)
    return f"{zone}{_BANDS[min(int((lat + 80) // 8), 19)]} {east:.0f} {north:.0f}"


@cache
def _to_grid(zone: int, south: bool) -> Transformer:
    return Transformer.from_crs("EPSG:4326", f"EPSG:32{7 if south else 6}{zone:02d}", always_xy=True)


def _card(phase: Phase, place: KnownPlace | None) -> Card:
    word, mark = phase_words()[phase], MARKS[phase]
    if place is None:
        return Card(phase, word, mark, None)
    return Card(
        phase,
        word,
        mark,
        place,
        f"{place.lat:.6f}, {place.lon:.6f}",
        grid_text(place.lat, place.lon),
        method_words()[place.method],
        tuple(reason_words(place)),
        tuple(repair_words(place)),
    )
