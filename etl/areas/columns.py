"""Which columns of a file hold area codes: told by their values, with their headings as a hint."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from geo.thai.digits import arabic_digits
from layers.areas.level import DIGITS, LEVELS, Level
from layers.areas.names import official_names

MOSTLY = 0.9
HALF = 0.5
_CODE = re.compile(r"(?:TH)?((?:[0-9]{2}){1,4})", re.IGNORECASE)
_PART = re.compile(r"[0-9]{1,2}")
_ENOUGH = 5
_HEADING = re.compile(r"code|idn?(?![a-z])|geo|adm|prov|amp|tam|รหัส|จังหวัด|อำเภอ|ตำบล", re.IGNORECASE)

_AMPHOE = re.compile(r"amp|dist|adm2|อำเภอ|เขต", re.IGNORECASE)

Texts = Sequence[str]


@dataclass(frozen=True, slots=True)
class CodeColumn:
    """A column, or several put together, that holds the codes of one level; None where a row has none.

    `known` is the share of its codes that are official ones.
    """

    headings: tuple[str, ...]
    level: Level
    codes: tuple[str | None, ...]
    known: float

    @property
    def heading(self) -> str:
        """The heading to show; those of several columns with a plus between them."""
        return " + ".join(self.headings)

    @property
    def hinted(self) -> bool:
        """Whether the heading says that these are codes."""
        return bool(_HEADING.search(self.heading))

    @property
    def distinct(self) -> int:
        """How many different codes there are."""
        return len(set(self.codes) - {None})


def as_text(value: object) -> str:
    """Return a cell as text: nothing for None and NaN, no `.0` behind a whole number."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def code_columns(texts: Mapping[str, Texts]) -> list[CodeColumn]:
    """Return the columns that hold area codes, coarse ones before fine ones, the likeliest of a level first.

    Takes codes with `TH` before them or two zeros for each level below, and codes in parts (province,
    amphoe and tambon, two digits each), which come back put together.
    """
    whole = [column for heading, values in texts.items() if (column := read_codes(heading, values))]
    found = [column for column in whole if _likely(column)]
    return sorted([*found, *_of_parts(texts, found)], key=_order)


def _order(column: CodeColumn) -> tuple[int, float, bool, int]:
    return DIGITS[column.level], -round(column.known, 2), not column.hinted, -column.distinct


def read_codes(heading: str, values: Texts) -> CodeColumn | None:
    """Return a column as codes of one level; None when most of its values are not, or not of one level."""
    digits = [_digits(value) for value in values]
    filled = sum(1 for value in values if value)
    if not filled or sum(1 for value in digits if value) < MOSTLY * filled:
        return None
    codes = _without_zeros(digits)
    lengths = [len(code) for code in codes if code]
    length = max(set(lengths), key=lengths.count)
    level = next((level for level in LEVELS if DIGITS[level] == length), None)
    if level is None or lengths.count(length) < MOSTLY * len(lengths):
        return None
    return _column((heading,), level, [code if code and len(code) == length else None for code in codes])


def _digits(value: str) -> str | None:
    match = _CODE.fullmatch(arabic_digits(value).removesuffix(".0"))
    return match[1] if match else None


def _without_zeros(codes: list[str | None]) -> list[str | None]:
    """Drop the `00` that stand for the levels below, as long as every code ends with them."""
    while all(len(code) > 2 and code.endswith("00") for code in codes if code):
        codes = [code[:-2] if code else None for code in codes]
    return codes


def _column(headings: tuple[str, ...], level: Level, codes: Sequence[str | None]) -> CodeColumn:
    official = official_names()
    there = [code for code in codes if code]
    known = sum(1 for code in there if code in official) / len(there) if there else 0.0
    return CodeColumn(headings, level, tuple(codes), known)


def _likely(column: CodeColumn) -> bool:
    """Two digits, or a few codes, may be any number: there the heading must say so too."""
    if column.level == "province":
        return column.hinted and column.known >= HALF
    if column.hinted:
        return column.known >= HALF or _parents_known(column) >= MOSTLY
    return column.known >= MOSTLY and column.distinct >= _ENOUGH


def _parents_known(column: CodeColumn) -> float:
    there = [code[:-2] for code in column.codes if code]
    official = official_names()
    return sum(1 for code in there if code in official) / len(there) if there else 0.0


def _of_parts(texts: Mapping[str, Texts], found: list[CodeColumn]) -> Iterator[CodeColumn]:
    """Put two-digit parts behind the codes of the level above, where that tells the rows better apart."""
    for finer in LEVELS[1:]:
        above = sorted((c for c in found if DIGITS[c.level] == DIGITS[finer] - 2), key=_order)
        if any(column.level == finer for column in found) or not above:
            continue
        joined = [_joined(above[0], heading, values) for heading, values in texts.items()]
        better = [column for column in joined if column and _tells_apart(column, above[0])]
        found = [*found, *better]
        yield from better


def _joined(above: CodeColumn, heading: str, values: Texts) -> CodeColumn | None:
    if heading in above.headings or not all(_PART.fullmatch(value) for value in values if value):
        return None
    level = LEVELS[LEVELS.index(above.level) + 1]
    codes = [
        code + value.zfill(2) if code and value else None
        for code, value in zip(above.codes, values, strict=True)
    ]
    return _column((*above.headings, heading), level, codes)


def _tells_apart(column: CodeColumn, above: CodeColumn) -> bool:
    """Tambon codes must tell nearly all rows apart; of amphoe, which repeat, their own heading is enough."""
    rows = len(column.codes)
    if column.known < MOSTLY or not column.distinct > above.distinct < MOSTLY * rows:
        return False
    own = column.headings[-1]
    return column.distinct >= MOSTLY * rows or (column.level == "amphoe" and bool(_AMPHOE.search(own)))
