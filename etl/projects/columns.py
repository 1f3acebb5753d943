"""Which column of a file is which field of a project: found by its heading, or as the caller says."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from etl.readers.header import fold
from geo.errors import BadRequest, Refused
from geo.thai.dates import to_be
from geo.thai.digits import one_line
from geo.thai.unreadable import shown

IGNORE = "ignore"
"""Said of a column, it keeps the column from being taken."""

MONEY = ("approved", "contracted", "paid")
_LISTED = 40
_SHORTEST_BEGINNING = 4
_OTHER_THING = re.compile(
    "วันที่|วันเริ่ม|เลขที่|รหัส|สถานะ|ประเภท|คงเหลือ|เหลือ|โอน|ผูกพัน|ร้อยละ|ผู้|เดือน|แล้วเสร็จ|สิ้นสุด|ย้อนหลัง|ปี$"
    "|date|day|status|type|code|number|balance|remain|percent|month|year|by$|no$|id$|name"
)
"""What, behind a field's word, makes a heading another thing's: `งบประมาณคงเหลือ`, `budget year`."""
_SAME_THING = re.compile("(?:ประจำ|ปี|พศ|fy|บาท|baht|thb|[0-9])+")
_YEAR = re.compile("25[0-9]{2}|20[0-9]{2}")
_ONLY_UNIT = re.compile(r"(?:\s*(?:หน่วย|:|ล้าน|พัน|บาท|baht|thb|million|\s)+\))?", re.IGNORECASE)
_WHOLE = re.compile("รวม|ทั้งสิ้น|ทั้งหมด|total")
_COORDINATE = "(?:พิกัด|ตำแหน่ง|จุด|เริ่ม|gps|utm|coord|start).*"
_INSIDE = {
    "lat": re.compile(f"ละติจูด|latitude|{_COORDINATE}lat$"),
    "lon": re.compile(f"ลองจิจูด|ลองติจูด|longitude|{_COORDINATE}(?:lon|long|lng)$"),
    "easting": re.compile(f"{_COORDINATE}(?:easting|(?:utm|(?<![a-z]))[xe])$"),
    "northing": re.compile(f"{_COORDINATE}(?:northing|(?:utm|(?<![a-z]))[yn])$"),
}
"""How a heading tells one coordinate of several: `จุดเริ่มต้น ละติจูด`, `พิกัด UTM X`."""


class WrongMap(BadRequest):
    """The caller's `--map` names a field or a column that does not exist, or one of them twice."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The column that was taken for each field, and the columns for which there is no use.

    `unit` is that of the amounts whose heading tells none; empty for baht.
    """

    taken: dict[str, str]
    ignored: tuple[str, ...]
    unit: str = ""

    def get(self, field: str) -> str | None:
        """Return the column of a field, or None."""
        return self.taken.get(field)


class _Word(NamedTuple):
    """A folded word of a field; one that is `whole` is never the beginning of a heading."""

    text: str
    whole: bool


@cache
def fields() -> dict[str, tuple[str, ...]]:
    """Return the words by which each field's heading is known, the best first, in the fields' own order."""
    return {field: tuple(word.lstrip("=") for word in words) for field, words in _listed().items()}


def heading_words() -> list[str]:
    """Return every word by which a header row may be recognised."""
    return [word for words in fields().values() for word in words if len(word) > 1]


def find_columns(names: Sequence[str], said: Mapping[str, str], fiscal_year: int | None = None) -> Columns:
    """Return the columns of a file's headings; `said` maps a heading to its field and goes first.

    A heading that is a field's word goes before one that only begins with it, as `งบประมาณปี 2565 (บาท)`
    begins with `งบประมาณ`; of several such columns of money the one of `fiscal_year` (C.E.), or of the whole,
    is taken. Raises `WrongMap` for a heading or a field that does not exist, `BadRequest` where columns of
    money cannot be told apart.
    """
    taken = _said(names, said)
    kept = set(taken.values()) | {name for name, field in _named(names, said).items() if field == IGNORE}
    for of_field in (_same, _inside, _beginning):
        for field in fields():
            free = [name for name in names if name not in kept]
            found = of_field(free, field, fiscal_year) if field not in taken else None
            if found is not None:
                taken[field] = found
                kept.add(found)
    return Columns(taken, tuple(name for name in names if name not in taken.values()))


def check_enough(columns: Columns, *, authority: bool, fiscal_year: bool) -> None:
    """Raise `Refused` where no row could be a project, for want of a column that the caller can name.

    `authority` and `fiscal_year` tell whether the caller said them of the whole file.
    """
    names = listed([*columns.taken.values(), *columns.ignored])
    if not names:
        raise Refused(
            "ไฟล์ไม่มีข้อมูลของรายการใดเลย ตรวจว่าส่งออกมาถูกชั้นข้อมูล",
            "The file has no feature with any data; check that the right layer was exported.",
        )
    if "title" not in columns.taken:
        raise Refused(
            f"ไม่รู้ว่าคอลัมน์ใดคือชื่อโครงการ ในไฟล์มี {names} ให้ระบุ --map “ชื่อคอลัมน์=title”",
            f"No column is known to be the title among {names}; say which: --map “COLUMN=title”.",
        )
    if not (authority or {"authority", "authority_name"} & columns.taken.keys()):
        raise Refused(
            f"ไม่รู้ว่าเป็นโครงการของ อปท. ใด ในไฟล์มี {names} ให้ระบุ --authority รหัส หรือ --map “ชื่อคอลัมน์=authority”",
            f"Whose projects these are is not told by {names}; give --authority CODE, "
            "or --map “COLUMN=authority”.",
        )
    if not (fiscal_year or {"fiscal_year", "approved_on"} & columns.taken.keys()):
        raise Refused(
            f"ไม่รู้ปีงบประมาณ ในไฟล์มี {names} ให้ระบุ --fiscal-year 2568 หรือ --map “ชื่อคอลัมน์=fiscal_year”",
            f"The fiscal year is not told by {names}; give --fiscal-year 2568, "
            "or --map “COLUMN=fiscal_year”.",
        )


def _said(names: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    taken: dict[str, str] = {}
    for column, field in _named(names, said).items():
        if field not in (*fields(), IGNORE):
            known = ", ".join((*fields(), IGNORE))
            raise WrongMap(
                f"ไม่รู้จักข้อมูล “{shown(field)}” ใน --map ที่ใช้ได้คือ {known}",
                f"--map knows no field “{shown(field)}”; there are {known}.",
            )
        if field in taken:
            raise WrongMap(
                f"--map ให้ “{field}” มาจากสองคอลัมน์ คือ “{taken[field]}” กับ “{column}” ให้เลือกคอลัมน์เดียว",
                f"--map takes “{field}” from two columns, “{taken[field]}” and “{column}”; choose one.",
            )
        if field != IGNORE:
            taken[field] = column
    return taken


def _named(names: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """Return what is said by the columns' own names, which may be typed with other blanks, marks and case."""
    alike = {fold(name): name for name in reversed(names)}
    found: dict[str, str] = {}
    for column, field in said.items():
        name = column if column in names else alike.get(fold(column))
        if name is None:
            raise WrongMap(
                f"ไม่มีคอลัมน์ “{shown(column)}” ในไฟล์ คอลัมน์ที่มีคือ {listed(names)}",
                f"The file has no column “{shown(column)}”; it has {listed(names)}.",
            )
        found[name] = field
    return found


def listed(names: Sequence[str]) -> str:
    """Return names of columns fit to stand in a message, the first of them where there are many."""
    some = ", ".join(f"“{shown(one_line(name))}”" for name in names[:_LISTED])
    return f"{some} …" if len(names) > _LISTED else some


def _same(names: Sequence[str], field: str, year: int | None) -> str | None:
    """Return the first column whose heading is a word of the field, by the order of the words."""
    plain = {name: (_plain(name), _plain(name.partition("(")[0])) for name in names}
    for word in _words()[field]:
        found = [name for name in names if word.text in plain[name]]
        if field in MONEY and len(found) > 1:
            return _plainest(found) or _only_money(found, field, year)
        if found:
            return found[0]
    return None


def _plainest(names: Sequence[str]) -> str | None:
    """Return the only column of some of one name that has nothing but its unit in brackets; None for several.

    `งบประมาณ (2)` is the second `งบประมาณ`.
    """
    if any(re.search(r"\([0-9]+\)$", name) for name in names):
        return None
    plainest = [name for name in names if _ONLY_UNIT.fullmatch(name.partition("(")[2])]
    return plainest[0] if len(plainest) == 1 else None


def _inside(names: Sequence[str], field: str, _year: int | None) -> str | None:
    """Return the first column whose heading tells, somewhere, that it is the coordinate."""
    pattern = _INSIDE.get(field)
    return next((name for name in names if pattern and pattern.search(_plain(name))), None)


def _beginning(names: Sequence[str], field: str, year: int | None) -> str | None:
    """Return the first column whose heading begins with a word of the field and then tells no other thing."""
    found = [name for name in names if any(_begins(_plain(name), word) for word in _words()[field])]
    if field in MONEY and len(found) > 1:
        return _only_money(found, field, year)
    return found[0] if found else None


def _only_money(names: Sequence[str], field: str, year: int | None) -> str:
    wanted = {str(year), str(to_be(year))} if year else set()
    of_year = [name for name in names if wanted & set(_YEAR.findall(_plain(name)))]
    whole = [name for name in of_year or names if _WHOLE.search(_plain(name))]
    for found in (of_year, whole):
        if len(found) == 1:
            return found[0]
    raise BadRequest(
        f"มีหลายคอลัมน์ที่อาจเป็นจำนวนเงิน ({field}) คือ {listed(names)} ให้ระบุ --fiscal-year ถ้าเป็นคนละปี "
        f"หรือเลือกคอลัมน์ด้วย --map “ชื่อคอลัมน์={field}”",
        f"Several columns may be the amount ({field}): {listed(names)}; give --fiscal-year where they are of "
        f"several years, or --map “COLUMN={field}”.",
    )


def _begins(plain: str, word: _Word) -> bool:
    if not plain.startswith(word.text) or len(word.text) < _SHORTEST_BEGINNING:
        return False
    if any(pattern.search(plain) for pattern in _INSIDE.values()):
        return False
    rest = plain[len(word.text) :]
    return bool(_SAME_THING.fullmatch(rest)) or not (word.whole or _OTHER_THING.search(rest))


def _plain(name: str) -> str:
    """Return a heading as it compares; one of marks only, such as `#`, as it is."""
    return fold(name) or name.strip()


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    with (files(__package__) / "headers.csv").open(encoding="utf-8") as file:
        return {row["field"]: tuple(row["words"].split("|")) for row in csv.DictReader(file)}


@cache
def _words() -> dict[str, tuple[_Word, ...]]:
    return {
        field: tuple(_Word(_plain(word.lstrip("=")), word.startswith("=")) for word in words)
        for field, words in _listed().items()
    }
