"""What the spending page shows: rows with their links, the legend, the way back up, and what is on no map."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from geo.thai.order import dictionary_key
from layers.filters import Filters
from layers.spending.around import Around
from layers.spending.classes import Classes
from layers.spending.table import SpendingRow, SpendingTable, Sums
from webmap.context import language
from webmap.spending.question import AREA_LEVELS, Question
from webmap.spending.words import amount_word, pick, range_word, reason_words
from webmap.words import name_of

ROWS = 300
LEAST = 8.0
"""The least height of a bar of the legend, in hundredths, so that its colour can be seen."""
CODED = ("stage", "programme", "source", "category")
LOCATED_WORDS = {
    "yes": ("มีพิกัด", "Placed"),
    "no": ("ยังไม่ปักหมุด", "Not placed yet"),
    "not-needed": ("ไม่ต้องมีพิกัด", "No place needed"),
}
LOCATED = {"mapped": "yes", "not-needed": "not-needed", "missing": "no"}
"""The filter by which the list shows the projects of a part; none tells the others from the map's."""


@dataclass(frozen=True)
class ShownRow:
    """A row of the table. `share` is the measure's percentage of the greatest row, `colour` its class's."""

    code: str
    name: str
    sums: Sums
    share: float
    colour: str | None
    down: str
    projects: str


@dataclass(frozen=True)
class LegendClass:
    """A class of the legend: its colour, what it holds in words, how many areas, and that as a percentage."""

    colour: str
    words: str
    count: int
    height: float


@dataclass(frozen=True)
class Part:
    """A part of the ledger: on the map, or not and why. `start` and `share` are percentages of all; `link`
    leads to its projects where the list can show just them.
    """

    name: str
    word: str
    amount: str
    start: float
    share: float
    link: str | None


@dataclass(frozen=True)
class Crumb:
    """A step back up."""

    name: str
    link: str | None


def shown_rows(table: SpendingTable, question: Question, classes: Classes, there: Around) -> list[ShownRow]:
    """Return the first rows of the table in the order asked for."""
    greatest = max((row.sums.value(question.measure) for row in table.rows), default=Decimal(0)) or Decimal(1)
    return [
        ShownRow(
            row.code,
            pick(row.name_th, row.name_en),
            row.sums,
            round(float(row.sums.value(question.measure) / greatest) * 100, 2),
            _colour(classes, row.sums.value(question.measure)),
            down_link(question, row.code, there),
            projects_link(narrowed(question, row.code)),
        )
        for row in ordered(table, question)[:ROWS]
    ]


def ordered(table: SpendingTable, question: Question) -> list[SpendingRow]:
    """Return all rows in the order asked for; equals by their code."""
    column, down = question.sort.removeprefix("-"), question.sort.startswith("-")
    if column == "name":
        return sorted(
            table.rows, key=lambda row: dictionary_key(pick(row.name_th, row.name_en)), reverse=down
        )
    return sorted(table.rows, key=lambda row: row.sums.value(column), reverse=down)


def narrowed(question: Question, code: str) -> Filters:
    """Return the filters for what one row is about."""
    if question.level == "authority":
        return replace(question.filters, authority=code)
    return replace(question.filters, area=code)


def down_link(question: Question, code: str, there: Around) -> str:
    """Return where a row leads: to the areas inside it where they can be drawn, else to its projects."""
    if question.level != "authority":
        below = [
            level for level in AREA_LEVELS[AREA_LEVELS.index(question.level) + 1 :] if level in there.levels
        ]
        if below:
            return url_for("spending.home", **question.ask(level=below[0], area=code))
    return projects_link(narrowed(question, code))


def projects_link(filters: Filters, **more: str) -> str:
    """Return the address of the list of projects for some filters."""
    return f"/projects?{urlencode(filters.query | more)}"


def legend(classes: Classes, measure: str) -> list[LegendClass]:
    """Return the classes of the legend, lightest first."""
    bounds: list[Decimal | None] = [None, *classes.breaks, None]
    greatest = max((*classes.counts, 1))
    return [
        LegendClass(colour, range_word(measure, lower, upper), count, max(LEAST, count / greatest * 100))
        for colour, count, (lower, upper) in zip(
            classes.colours, classes.counts, pairwise(bounds), strict=False
        )
    ]


def parts(table: SpendingTable, question: Question) -> list[Part]:
    """Return the parts of the ledger by the measure asked for, those with nothing left out but the first."""
    named = [("mapped", pick("อยู่บนแผนที่", "On the map"), table.mapped)]
    named += [(reason, word, table.unmapped[reason]) for reason, word in reason_words().items()]
    total = table.total.value(question.measure) or Decimal(1)
    found, start = [], Decimal(0)
    for name, word, sums in named:
        value = sums.value(question.measure)
        if sums.count or name == "mapped":
            share = value / total * 100
            link = _list_of(name, table, question)
            found.append(
                Part(name, word, _said(question.measure, value, sums), float(start), float(share), link)
            )
            start += share
    return found


def _list_of(part: str, table: SpendingTable, question: Question) -> str | None:
    """Return the list of just a part's projects; those with a place on no map would come with the map's."""
    astray = any(table.unmapped[name].count for name in table.unmapped if name not in LOCATED)
    if part not in LOCATED or (part == "mapped" and astray):
        return None
    return projects_link(question.filters, located=LOCATED[part])


def _said(measure: str, value: Decimal, sums: Sums) -> str:
    """Return the amount of a part; where that is nothing, how many projects there are all the same."""
    said = amount_word(measure, value)
    return said if value or not sums.count else f"{said} ({amount_word('count', Decimal(sums.count))})"


def crumbs(question: Question, there: Around) -> list[Crumb]:
    """Return the way from the whole down to what is shown; the last step has no link."""
    steps = [(pick("ทั้งประเทศ", "Whole country"), question.ask(level="province", area=None))]
    for step in there.path:
        below = AREA_LEVELS[min(AREA_LEVELS.index(step.level) + 1, 2)]
        steps.append((pick(step.name_th, step.name_en), question.ask(level=below, area=step.code)))
    last = len(steps) - 1
    return [
        Crumb(name, None if i == last else url_for("spending.home", **query))
        for i, (name, query) in enumerate(steps)
    ]


def narrowing(question: Question) -> list[tuple[str, str]]:
    """Return the filters beside year and area that narrow the question, each by its name and in words."""
    filters = question.filters
    coded = [(name, name_of(name, getattr(filters, name))) for name in CODED if getattr(filters, name)]
    plain = [(name, str(filters.query[name])) for name in ("authority", "q", "bbox") if name in filters.query]
    located = [("located", LOCATED_WORDS[filters.located][language() == "en"])] if filters.located else []
    return [*coded, *plain, *located]


def bounds_of(there: Around) -> Any:
    """Return what the map is to show: west, south, east, north of the area asked for; None for the whole."""
    return there.path[-1].bounds if there.path else None


def _colour(classes: Classes, value: Decimal) -> str | None:
    number = classes.number(value)
    return None if number is None else classes.colours[number]
