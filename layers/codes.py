"""The code lists that we ship (`data/codes/*.csv`), and free text recognised as one of their codes."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

from layers.wording import Words, settle, squeeze

OTHER = "other"
WORKS = "works"
_BUILT = ("ก่อสร้าง", "ต่อเติม")
_ALIKE = 0.85
_LONGEST_NAME = 60

Geometry = Literal["point", "line", "polygon"]
Level = Literal["province", "amphoe"]


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of a code list: its code, its names, and its place in the list's order."""

    code: str
    name_th: str
    name_en: str
    sort: int

    def name(self, language: str) -> str:
        """Return the name in a language; Thai unless it is `en`."""
        return self.name_en if language == "en" else self.name_th


@dataclass(frozen=True, slots=True)
class Programme(Code):
    """One of the twelve programmes (แผนงาน) of a local budget, within its area (ด้าน)."""

    area_th: str
    area_en: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source(Code):
    """A fund source (แหล่งงบประมาณ). Transfers and carry-overs are events, not sources."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category(Code):
    """A kind of project: whether one needs a place unless said otherwise, and of which shape it usually is.

    `weak_words` count only in a text that has none of any category's `words`.
    """

    needs_place: bool
    geometry: Geometry
    words: tuple[str, ...]
    weak_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthorityType(Code):
    """A type of local authority (อปท.).

    `short_th` stands before the name (`ทน.เชียงราย`); it is empty for Pattaya, whose name is whole.
    `dla_digit` begins most of the type's DLA codes, but an upgraded authority may keep its old one:
    `dla_label` decides. `supervising_level` is the office that letters pass through.
    """

    short_th: str
    dla_digit: str
    dla_label: str
    ordinance_th: str
    supervising_level: Level


@dataclass(frozen=True, slots=True)
class Stage(Code):
    """A stage of a project, with the colour (`#rrggbb`) and shape that tell it on the map."""

    colour: str
    shape: str


@cache
def programmes() -> dict[str, Programme]:
    """Return the programmes by their 5-digit code, in order."""
    entries = (
        Programme(*_names(row), row["area_th"], row["area_en"], _split(row["words"]))
        for row in _rows("programmes")
    )
    return {entry.code: entry for entry in entries}


@cache
def sources() -> dict[str, Source]:
    """Return the fund sources by code, in order."""
    entries = (Source(*_names(row), _split(row["words"])) for row in _rows("sources"))
    return {entry.code: entry for entry in entries}


@cache
def categories() -> dict[str, Category]:
    """Return the project categories by code, in order; `other` is the last."""
    entries = (
        Category(
            *_names(row),
            row["needs_place"] == "yes",
            cast(Geometry, row["geometry"]),
            _split(row["words"]),
            _split(row["weak_words"]),
        )
        for row in _rows("categories")
    )
    return {entry.code: entry for entry in entries}


@cache
def authority_types() -> dict[str, AuthorityType]:
    """Return the types of authority by code, in order."""
    entries = (
        AuthorityType(
            *_names(row),
            row["short_th"],
            row["dla_digit"],
            row["dla_label"],
            row["ordinance_th"],
            cast(Level, row["supervising_level"]),
        )
        for row in _rows("authority_types")
    )
    return {entry.code: entry for entry in entries}


@cache
def stages() -> dict[str, Stage]:
    """Return the stages by code, in the order that a project goes through them; `stopped` is the last."""
    entries = (Stage(*_names(row), row["colour"], row["shape"]) for row in _rows("stages"))
    return {entry.code: entry for entry in entries}


def recognise_category(title: str) -> str:
    """Return the category that a title, a category's name or its code means; `other` when none is told.

    What is built comes first in a Thai title, so the word that starts first decides (`ก่อสร้างถนน … พร้อม
    รางระบายน้ำ` is a road), unless it belongs to a place's name. What is built is never without a place:
    `ก่อสร้างศูนย์เรียนรู้สิ่งแวดล้อม` is works, not a campaign for the environment.
    """
    text = settle(title)
    given = _category_names().get(text)
    if given:
        return given
    strong, weak = _category_words()
    found = strong.first(text) or weak.first(text)
    if found is None:
        return OTHER
    built = any(word in text[: found.start] for word in _BUILT)
    return found.code if categories()[found.code].needs_place or not built else WORKS


@lru_cache(maxsize=512)
def recognise_programme(text: str) -> str | None:
    """Return the code of the programme that a text means; None when it tells none, or more than one.

    Understands names and their usual misspellings, with or without `แผนงาน` and the name of the งาน below
    it, and codes: `00312` (a งาน of 00310), or `310` where a spreadsheet dropped the zeros.
    """
    plain = squeeze(text)
    codes = {code for code in _programme_codes(settle(text)) if code in programmes()}
    named = {_programme_names()[name] for name in _programme_pattern().findall(plain)}
    return _only(codes | named) if codes or named else _similar_programme(plain)


@lru_cache(maxsize=512)
def recognise_source(text: str) -> str | None:
    """Return the code of the fund source that a text means; None when it tells none, or more than one."""
    given = settle(text)
    if given in sources():
        return given
    return _only({found.code for found in _source_words().all(squeeze(text))})


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files("data") / "codes" / f"{name}.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _names(row: dict[str, str]) -> tuple[str, str, str, int]:
    return row["code"], row["name_th"], row["name_en"], int(row["sort"])


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split("|")) if words else ()


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


@cache
def _category_names() -> dict[str, str]:
    entries = categories().values()
    return {
        settle(name): entry.code for entry in entries for name in (entry.code, entry.name_th, entry.name_en)
    }


@cache
def _category_words() -> tuple[Words, Words]:
    entries = categories().values()
    return (
        Words((settle(word), entry.code) for entry in entries for word in entry.words),
        Words((settle(word), entry.code) for entry in entries for word in entry.weak_words),
    )


@cache
def _source_words() -> Words:
    return Words(
        (squeeze(word), entry.code)
        for entry in sources().values()
        for word in (*entry.words, entry.name_th, entry.name_en)
    )


@cache
def _programme_names() -> dict[str, str]:
    entries = programmes().values()
    return {
        squeeze(name): entry.code
        for entry in entries
        for name in (*entry.words, entry.name_th, entry.name_en)
    }


@cache
def _programme_pattern() -> re.Pattern[str]:
    # A name counts where it stands alone or begins what its งาน ends: a ministry's
    # `แผนงานยุทธศาสตร์พัฒนาการศึกษา` is not the programme การศึกษา.
    names = "|".join(re.escape(name) for name in sorted(_programme_names(), key=len, reverse=True))
    return re.compile(rf"(?:^(?:ด้าน)?|(?<=แผนงาน)|(?<=[^ก-๙a-z]))({names})(?=$|งาน|แผนงาน|[^ก-๙a-z])")


def _programme_codes(text: str) -> list[str]:
    short = re.fullmatch(r"([1-4]\d)\d(?:\.0+)?", text)
    whole = re.findall(r"(?<!\d)00([1-4]\d)\d(?!\d)", text)
    return [f"00{tens}0" for tens in ([short[1]] if short else whole)]


def _similar_programme(plain: str) -> str | None:
    name = plain.removeprefix("แผนงาน")
    if len(name) > _LONGEST_NAME:
        return None
    alike = get_close_matches(name, _programme_names(), cutoff=_ALIKE)
    return _only({_programme_names()[known] for known in alike})
