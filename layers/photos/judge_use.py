"""What is said of a photograph by where else the same picture stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layers.photos.photo import Phase
from layers.photos.reason import Reason, Words, reason
from layers.photos.wording import ALIKE, OTHER, PHASE, SAME


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


def of_use(phase: Phase, uses: Sequence[Use]) -> Iterator[Reason]:
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
