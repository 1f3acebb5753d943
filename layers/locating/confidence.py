"""How far a reading is to be trusted, from 0 to 1, by a rule that anybody can work out again.

1. By the text: the product of the factors of what had to be mended or supposed (`Repair.factor`), 1 for none.
2. By the place, where an area is wanted: 1 within it; `OUTSIDE` / (1 + d / `HALF_M`) at d metres from it.
   Where none is wanted: 1 in Thailand. Out of Thailand and its waters: `ABROAD`, wanted or not.
3. The weight of a reading is 1 × 2. Its confidence is its weight, divided by the weights of all readings of
   the text together and of `NONE_OF_THESE`, the chance that the text means something else altogether.
4. A reading is never trusted more than one that stands before it: those within the wanted area stand first,
   then the others, each by its weight.
"""

from collections.abc import Sequence

OUTSIDE, HALF_M = 0.1, 500.0
ABROAD = 0.02
NONE_OF_THESE = 0.05
LIKELY = 0.2
"""The part of the best reading's confidence from which another one must be chosen between."""

LEAST = 0.01
"""The confidence below which a reading beside better ones is not worth a person's time."""


def weight(likelihood: float, distance_m: float | None, *, abroad: bool) -> float:
    """Return the weight of a reading: by the text, and by its metres from the wanted area (None: none is)."""
    near = 1.0 if not distance_m else OUTSIDE / (1 + distance_m / HALF_M)
    return likelihood * (min(near, ABROAD) if abroad else near)


def confidences(weights: Sequence[float]) -> list[float]:
    """Return the confidences of readings in their order, rounded to three digits."""
    whole = sum(weights) + NONE_OF_THESE
    found: list[float] = []
    for one in weights:
        found.append(min(round(one / whole, 3), found[-1] if found else 1.0))
    return found
