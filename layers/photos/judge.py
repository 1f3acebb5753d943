"""What a photograph says for or against a project, by the rules that docs/photos.md publishes.

Pure: facts in, findings out. A picture supports what is claimed, does not support it, or cannot tell; it is
never proof.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from layers.photos.ground import Ground
from layers.photos.judge_place import nearest, of_place
from layers.photos.judge_time import of_time
from layers.photos.judge_use import Use, of_use
from layers.photos.photo import Phase, Taken
from layers.photos.reason import Reason, Verdict

_WORST_FIRST: tuple[Verdict, ...] = ("against", "unknown", "supports")


@dataclass(frozen=True)
class Judged:
    """A photograph's findings, those against it first, and the verdict of them all: the worst.

    `distance_m` is how far from the nearest place it was taken, where that is known.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    distance_m: float | None = None


def judge(taken: Taken, phase: Phase, sent: date, ground: Ground, uses: Sequence[Use] = ()) -> Judged:
    """Return what a picture says for a project; `sent` is the Thai day on which it was uploaded."""
    seen = nearest(taken, ground)
    found = [of_place(taken, seen, ground), of_time(taken, phase, sent, ground), *of_use(phase, uses)]
    found.sort(key=lambda each: _WORST_FIRST.index(each.verdict))
    return Judged(found[0].verdict, tuple(found), seen[0].distance_m if seen else None)
