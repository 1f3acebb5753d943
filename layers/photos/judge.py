"""What a photograph says for or against a project, by the rules that docs/photos.md publishes.

Pure: facts in, findings out. A picture supports what is claimed, does not support it, or cannot tell; it is
never proof.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from shapely import Point
from shapely.geometry.base import BaseGeometry

from layers.photos.photo import Phase, Taken
from layers.photos.reason import Reason, Words, reason
from layers.photos.sight import Sight, sight
from layers.photos.wording import ALIKE, OTHER, PHASE, SAME, START, WHERE, day, degrees, metres, thai_day
from layers.projects.place import Phase as PlacePhase

Verdict = Literal["supports", "against", "unknown"]

NEAR_M = 100
"""From so far a picture of the works is usually taken."""
FAR_M = 500
"""From beyond, no picture says much about a place."""
UNSTATED_M = 30
"""How far a position may be off that does not say so, as in the grades of places (docs/locations.md)."""
UNKNOWN_PLACE_M = 50
FACING, AWAY = 50, 90
"""Degrees: half the view of a phone (35) and what its compass errs (15); and what is surely out of view."""
JUST_AFTER, JUST_BEFORE = 30, 60
"""Days: from the contract to the work's beginning; from the work's end to its acceptance."""
OLD_YEARS = 3


@dataclass(frozen=True)
class Spot:
    """A place in force: its phase, its shape in degrees, how far it may be off in metres (None: unknown), and
    whether it was pinned from a photograph.
    """

    phase: PlacePhase
    geometry: BaseGeometry
    error_m: float | None
    from_photo: bool = False


@dataclass(frozen=True)
class Ground:
    """What a project's pictures are held against.

    `start` is the day from which work can have begun and `start_from` whose day that is: `contract` (the
    first one) or, where nothing is procured, `payment`. `fiscal_year` is C.E.
    """

    fiscal_year: int
    spots: tuple[Spot, ...] = ()
    start: date | None = None
    start_from: Literal["contract", "payment"] = "contract"
    finished: date | None = None


@dataclass(frozen=True)
class Use:
    """Another photograph of the same picture; without `other_title`, the asker may not know its project."""

    earlier: bool
    same_project: bool
    same_file: bool
    distance: int
    other_phase: Phase | None = None
    other_photo: int | None = None
    other_project: int | None = None
    other_title: str | None = None


@dataclass(frozen=True)
class Judged:
    """A photograph's findings, those against it first, and the verdict of them all: the worst.

    `distance_m` is how far from the nearest place it was taken, where that is known.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    distance_m: float | None = None


_ORDER: dict[str, int] = {"against": 0, "unknown": 1, "supports": 2}


def judge(taken: Taken, phase: Phase, sent: date, ground: Ground, uses: Sequence[Use] = ()) -> Judged:
    """Return what a picture says for a project; `sent` is the Thai day on which it was uploaded."""
    seen = _nearest(taken, ground)
    found = [_of_place(taken, seen, ground), _of_time(taken, phase, sent, ground), *_of_use(phase, uses)]
    found.sort(key=lambda each: _ORDER[each.verdict])
    return Judged(found[0].verdict, tuple(found), seen[0].distance_m if seen else None)


def _nearest(taken: Taken, ground: Ground) -> tuple[Sight, Spot] | None:
    if taken.lat is None or taken.lon is None:
        return None
    camera = Point(taken.lon, taken.lat)
    spots = [spot for spot in ground.spots if not _is_its_own(spot, camera)]
    sights = [(sight(taken.lat, taken.lon, spot.geometry), spot) for spot in spots]
    return min(sights, key=lambda each: each[0].distance_m, default=None)


def _is_its_own(spot: Spot, camera: Point) -> bool:
    """Whether a place was pinned from this very picture, which cannot bear itself out."""
    return spot.from_photo and bool(spot.geometry.equals_exact(camera, 1e-9))


def _of_place(taken: Taken, seen: tuple[Sight, Spot] | None, ground: Ground) -> Reason:
    if taken.lat is None:
        return reason("no_position")
    if seen is None:
        return reason("own_place" if ground.spots else "no_place")
    look, spot = seen
    slack = (taken.accuracy_m or UNSTATED_M) + (UNKNOWN_PLACE_M if spot.error_m is None else spot.error_m)
    words: Words = {
        "where": WHERE[spot.phase],
        "distance": metres(look.distance_m),
        "slack": metres(slack),
        "limit": metres(FAR_M),
    }
    least, most = max(0.0, look.distance_m - slack), look.distance_m + slack
    if least > FAR_M:
        return reason("far", words)
    if most > FAR_M and slack > NEAR_M:
        return reason("inexact", words)
    if least <= NEAR_M:
        return reason("near", words)
    return _of_direction(taken.heading, look, words)


def _of_direction(heading: float | None, look: Sight, words: Words) -> Reason:
    """Return what is said of a picture that was taken from afar: by where the camera looked."""
    if heading is None:
        return reason("distant", words)
    off = look.off(heading)
    code = "distant_facing" if off <= FACING else "distant_away" if off > AWAY else "distant_aside"
    return reason(code, {**words, "turn": degrees(off)})


def _of_time(taken: Taken, phase: Phase, sent: date, ground: Ground) -> Reason:
    if taken.taken_at is None:
        return reason("no_time")
    at = thai_day(taken.taken_at)
    words: Words = {"taken": day(at), "phase": PHASE[phase], "uploaded": day(sent)}
    words |= {"start": START[ground.start_from]}
    words |= {"start_day": day(ground.start)} if ground.start else {}
    words |= {"finish_day": day(ground.finished)} if ground.finished else {}
    if at > sent + timedelta(days=1):
        return reason("future", words)
    if phase == "unknown":
        return reason("no_phase", words)
    if at < date(ground.fiscal_year - 1 - OLD_YEARS, 10, 1):
        return _of_old(phase, at, ground, words)
    told = {"before": _before, "during": _during, "after": _after}[phase]
    code, days = told(at, ground)
    return reason(code, {**words, "days": (str(days), str(days))})


def _of_old(phase: Phase, at: date, ground: Ground, words: Words) -> Reason:
    if phase != "before" and ground.start is not None and at < ground.start:
        return reason("before_work_began", words)
    return reason("old", {**words, "years": (str(OLD_YEARS), str(OLD_YEARS))})


def _before(at: date, ground: Ground) -> tuple[str, int]:
    start = ground.start or ground.finished
    if start is None:
        return "before_undated", 0
    if ground.start is None:
        return ("no_start", 0) if at < start else ("after_work_ended", 0)
    if at <= start:
        return "before_start", 0
    if ground.finished is not None and at >= ground.finished:
        return "after_work_ended", 0
    return ("before_too_late" if at > start + timedelta(days=JUST_AFTER) else "before_just_after"), JUST_AFTER


def _during(at: date, ground: Ground) -> tuple[str, int]:
    if ground.start is not None and at < ground.start:
        return "before_work_began", 0
    if ground.finished is not None and at > ground.finished:
        late = at > ground.finished + timedelta(days=JUST_AFTER)
        return ("during_too_late" if late else "during_just_after"), JUST_AFTER
    return ("during_work" if ground.start is not None else "no_start"), 0


def _after(at: date, ground: Ground) -> tuple[str, int]:
    if ground.finished is not None and at >= ground.finished:
        return "after_finish", 0
    if ground.start is not None and at < ground.start:
        return "before_work_began", 0
    if ground.finished is None:
        return "after_unfinished", 0
    early = at < ground.finished - timedelta(days=JUST_BEFORE)
    return ("after_too_early" if early else "after_just_before"), JUST_BEFORE


def _of_use(phase: Phase, uses: Sequence[Use]) -> Iterator[Reason]:
    """Yield what is said of the same picture elsewhere: of the worst use of each kind."""
    said: set[tuple[str, int | None]] = set()
    for use in sorted(uses, key=lambda each: (not each.earlier, each.distance)):
        if use.same_project and use.other_phase == phase:
            continue
        code = _code_of_use(use)
        if (code, use.other_project) in said:
            continue
        said.add((code, use.other_project))
        yield reason(code, _words_of_use(use), use.other_project if not use.same_project else None)


def _code_of_use(use: Use) -> str:
    if use.same_project:
        return "used_in_phase" if use.earlier else "used_in_phase_later"
    return "used_elsewhere" if use.earlier else "used_later"


def _words_of_use(use: Use) -> Words:
    named = use.other_title
    return {
        "alike": SAME if use.same_file else ALIKE,
        "phase": PHASE[use.other_phase or "unknown"],
        "other": (f"โครงการ “{named}” ", f"the project “{named}”") if named else OTHER,
    }
