"""The columns of a table that tell which project a row is about, and what a row tells by them."""

import re
from collections.abc import Collection, Mapping, Sequence

from etl.locating.columns import found_columns
from etl.projects.columns import fields
from etl.readers.header import fold
from geo.thai.dates import parse_fiscal_year
from geo.thai.digits import arabic_digits, one_line
from geo.thai.unreadable import Unreadable
from layers.bulk.table import NewRow

_SYSTEM_ID = fold("เลขที่ระบบ")
"""The heading of the system's own numbers, as its exports write it; any list may number its rows as `id`."""
_NUMBER = fold("เลขที่")
_BARE = {fold("id"), fold("code"), fold("รหัส"), _NUMBER}
_SERIAL = re.compile("[0-9]{0,6}")
"""Headings under which lists number their rows, and what such numbers look like: no references, those."""
_LONGEST_ID = 15
_LONG_WORD = 6


class Keys:
    """The columns that tell which project a row is about."""

    def __init__(self, names: Sequence[str], some: Sequence[Mapping[str, str]]) -> None:
        """Find them among `names`; `some` rows tell references from mere serial numbers."""
        names = [name for name in names if not _numbering(name, some)]
        taken = found_columns(names)
        self._id = next((name for name in names if fold(name) == _SYSTEM_ID), None)
        self._reference = (
            taken.get("reference") or _ending(names, "reference") or _number(names, taken.taken.values())
        )
        self._title, self._year = taken.get("title"), taken.get("fiscal_year")

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return any((self._id, self._reference, self._title))

    def tell(self, new: NewRow, row: Mapping[str, str]) -> None:
        """Note what a row tells of its project."""
        new.reference = _told(row, self._reference)
        new.title = _told(row, self._title)
        new.fiscal_year = _year(row[self._year]) if self._year else None
        number = _whole(row[self._id]) if self._id else ""
        whole = number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID
        new.system_id = int(number) if whole else None


def _numbering(name: str, some: Sequence[Mapping[str, str]]) -> bool:
    """Whether a column only numbers the rows of the list."""
    return fold(name) in _BARE and all(_SERIAL.fullmatch(_whole(row[name])) for row in some)


def _told(row: Mapping[str, str], name: str | None) -> str | None:
    """Return a cell's text; None where it has no letter or digit, as `-` for nothing."""
    text = one_line(row[name]) if name else ""
    return text if any(map(str.isalnum, text)) else None


def _whole(text: str) -> str:
    """Return a number as a spreadsheet means it: `3` for `๓` and `3.0`."""
    return arabic_digits(text.strip()).removesuffix(".0")


def _number(names: Sequence[str], taken: Collection[str]) -> str | None:
    """Return the column that is called by nothing but `เลขที่`, as the page itself calls references."""
    return next((name for name in names if fold(name) == _NUMBER and name not in taken), None)


def _ending(names: Sequence[str], field: str) -> str | None:
    """Return the column whose heading ends in a field's word, as below the merged title of a group."""
    words = [fold(word) for word in fields()[field] if len(fold(word)) >= _LONG_WORD]
    return next((name for name in names if any(fold(name).endswith(word) for word in words)), None)


def _year(text: str) -> int | None:
    try:
        return parse_fiscal_year(_whole(text))
    except Unreadable:
        return None
