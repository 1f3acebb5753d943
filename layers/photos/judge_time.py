"""What a photograph says by when it was taken, against the days of the work that it is to show."""

from datetime import date, timedelta

from geo.thai.clock import thai_day
from layers.photos.ground import Ground
from layers.photos.photo import Phase, Taken
from layers.photos.reason import Reason, Words, reason
from layers.photos.wording import PHASE, START, day

JUST_AFTER, JUST_BEFORE = 30, 60
"""Days: from the contract to the work's beginning; from the work's end to its acceptance."""
OLD_YEARS = 3


def of_time(taken: Taken, phase: Phase, sent: date, ground: Ground) -> Reason:
    """Return the reason of the time; `sent` is the Thai day on which the picture was uploaded."""
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
