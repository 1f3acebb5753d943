"""The filters as chips: for each, what is chosen, what can be chosen, and where a choice leads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext
from psycopg import Connection

from geo.database import Row
from layers.codes import Code, categories, programmes, sources, stages
from layers.filters import Filters
from layers.projects.listing_choices import (
    Choice,
    area_named,
    areas_below,
    authorities_within,
    authority_named,
)
from webmap.projects.words import grade_words


@dataclass(frozen=True)
class Option:
    """A value of a filter: its name, its number of projects if known, and the query that asks for it."""

    value: str
    name: str
    count: int | None
    query: dict[str, str]
    chosen: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter: its word, the name of what is chosen (empty for all), the options, the query without it,
    and the code that is chosen."""

    filter: str
    word: str
    chosen: str
    options: list[Option]
    without: dict[str, str]
    value: str = ""


def chips_of(connection: Connection[Row], filters: Filters, language: str) -> list[Chip]:
    """Return the chips for a list or a map, in the order in which people narrow down."""
    lists: list[tuple[str, str, Mapping[str, Code]]] = [
        ("programme", gettext("แผนงาน"), programmes()),
        ("category", gettext("ประเภท"), categories()),
        ("source", gettext("แหล่งงบ"), sources()),
    ]
    return [
        _coded(filters, "stage", gettext("ขั้น"), stages(), language),
        _area(connection, filters, language),
        _authority(connection, filters, language),
        *(_coded(filters, name, word, codes, language) for name, word, codes in lists),
        _located(filters),
        _trusted(filters),
        *_text(filters),
    ]


def _coded(filters: Filters, name: str, word: str, codes: Mapping[str, Code], language: str) -> Chip:
    value = getattr(filters, name)
    options = [_option(filters, name, code.code, code.name(language)) for code in codes.values()]
    chosen = codes[value].name(language) if value in codes else value or ""
    return Chip(name, word, chosen, options, _query(filters, name, None), value or "")


def _area(connection: Connection[Row], filters: Filters, language: str) -> Chip:
    below = [_placed(filters, "area", choice, language) for choice in areas_below(connection, filters)]
    above = [
        _placed(filters, "area", found, language)
        for digits in (2, 4)
        if digits < len(filters.area or "")
        and (found := area_named(connection, (filters.area or "")[:digits]))
    ]
    here = area_named(connection, filters.area) if filters.area else None
    chosen = here.name(language) if here else filters.area or ""
    return Chip("area", gettext("พื้นที่"), chosen, [*above, *below], _query(filters, "area", None))


def _authority(connection: Connection[Row], filters: Filters, language: str) -> Chip:
    options = [
        _placed(filters, "authority", choice, language) for choice in authorities_within(connection, filters)
    ]
    here = authority_named(connection, filters.authority) if filters.authority else None
    chosen = here.name(language) if here else filters.authority or ""
    return Chip("authority", gettext("อปท."), chosen, options, _query(filters, "authority", None))


def _located(filters: Filters) -> Chip:
    words = {
        "yes": gettext("ปักหมุดแล้ว"),
        "no": gettext("ยังไม่ปักหมุด"),
        "not-needed": gettext("ไม่ต้องมีพิกัด"),
    }
    options = [_option(filters, "located", value, word) for value, word in words.items()]
    return Chip(
        "located",
        gettext("พิกัด"),
        words.get(filters.located or "", ""),
        options,
        _query(filters, "located", None),
    )


def _trusted(filters: Filters) -> Chip:
    """Grades of places and states of their drift in one chip: how far is a place to be trusted."""
    grades = grade_words()
    drifts = {"over": gettext("ห่างกันเกินเกณฑ์"), "settled": gettext("ห่างกัน ชี้แจงแล้ว")}
    options = [
        *(_option(filters, "grade", value, word) for value, word in grades.items()),
        *(_option(filters, "drift", value, word) for value, word in drifts.items()),
    ]
    chosen = [grades.get(filters.grade or ""), drifts.get(filters.drift or "")]
    without = _query(replace(filters, drift=None), "grade", None)
    return Chip("grade", gettext("คุณภาพพิกัด"), " · ".join(filter(None, chosen)), options, without)


def _text(filters: Filters) -> list[Chip]:
    if filters.q is None:
        return []
    return [Chip("q", gettext("มีคำว่า"), f"“{filters.q}”", [], _query(filters, "q", None))]


def _option(filters: Filters, name: str, value: str, word: str, count: int | None = None) -> Option:
    return Option(value, word, count, _query(filters, name, value), getattr(filters, name) == value)


def _placed(filters: Filters, name: str, choice: Choice, language: str) -> Option:
    return _option(filters, name, choice.code, choice.name(language), choice.count)


def _query(filters: Filters, name: str, value: str | None) -> dict[str, str]:
    changed: dict[str, str | None] = {name: value}
    return replace(filters, bbox=None, **changed).query  # type: ignore[arg-type]
