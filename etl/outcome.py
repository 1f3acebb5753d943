"""What every loading of a file tells of it: remarks, rows refused with their reasons, and how far it is."""

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[str, float], None]
"""Told the step (`read`, `check`, `write`) and the part of it that is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth knowing, in Thai and English: about the file, or about what has a code, or a row.

    `kind` is a word by which remarks of one sort are counted.
    """

    kind: str
    thai: str
    english: str
    code: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken: its number in the file, the column and value at fault, and why."""

    row: int
    column: str
    value: str
    thai: str
    english: str
