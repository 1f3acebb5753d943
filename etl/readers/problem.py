"""What is wrong with one row, in words for its owner."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of one row that the reader saw; the row itself is still handed on."""

    thai: str
    english: str
