"""Which column of a file is which field of a project: found by its heading, or as the caller says."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from etl.readers.header import fold
from geo.errors import BadRequest

EXACT, BEGINS = 2, 1
_SHORTEST_BEGINNING = 4


@dataclass(frozen=True, slots=True)
class Columns:
    """The column that was taken for each field, and the columns for which there is no use."""

    taken: dict[str, str]
    ignored: tuple[str, ...]

    def get(self, field: str) -> str | None:
        """Return the column of a field, or None."""
        return self.taken.get(field)


@cache
def fields() -> dict[str, tuple[str, ...]]:
    """Return the words by which each field's heading is known, in the order in which fields choose."""
    with (files(__package__) / "headers.csv").open(encoding="utf-8") as file:
        return {row["field"]: tuple(row["words"].split("|")) for row in csv.DictReader(file)}


def heading_words() -> list[str]:
    """Return every word by which a header row may be recognised."""
    return [word for words in fields().values() for word in words if len(word) > 1]


def find_columns(names: Sequence[str], said: Mapping[str, str]) -> Columns:
    """Return the columns of a file's headings; `said` maps a heading to its field and goes first.

    A heading that is a field's word goes before one that only begins with it, as `งบประมาณปี 2565 (บาท)`
    begins with `งบประมาณ`. Raises `BadRequest` for a heading or a field that does not exist.
    """
    taken = _said(names, said)
    for strength in (EXACT, BEGINS):
        for field, name in product(fields(), names):
            if field not in taken and name not in taken.values() and _strength(name, field) == strength:
                taken[field] = name
    return Columns(taken, tuple(name for name in names if name not in taken.values()))


def _said(names: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    folded = {fold(name): name for name in names}
    taken: dict[str, str] = {}
    for column, field in said.items():
        if field not in fields():
            raise BadRequest(
                f"ไม่รู้จักข้อมูล “{field}” ใน --map ที่ใช้ได้คือ {', '.join(fields())}",
                f"--map knows no field “{field}”; there are {', '.join(fields())}.",
            )
        if fold(column) not in folded:
            raise BadRequest(
                f"ไม่มีคอลัมน์ “{column}” ในไฟล์ คอลัมน์ที่มีคือ {', '.join(names)}",
                f"The file has no column “{column}”; it has {', '.join(names)}.",
            )
        taken[field] = folded[fold(column)]
    return taken


def _strength(name: str, field: str) -> int:
    plain, whole = _plain(name), _plain(name, keep_brackets=True)
    words = [_plain(word) for word in fields()[field]]
    if plain in words or whole in words:
        return EXACT
    begins = any(len(word) >= _SHORTEST_BEGINNING and plain.startswith(word) for word in words)
    return BEGINS if begins else 0


def _plain(name: str, keep_brackets: bool = False) -> str:
    """Return a heading without its unit in brackets, its marks and its spaces."""
    head = name if keep_brackets else name.partition("(")[0] or name
    return "".join(letter for letter in fold(head) if letter not in " _.()-/:")
