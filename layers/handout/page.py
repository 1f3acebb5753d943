"""The handout's page: the map made by folium, what stands above and below it, all in one file."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, select_autoescape

from geo.thai.dates import format_date, to_be
from geo.thai.money import format_amount, format_baht
from layers.exports.caption import filter_words
from layers.exports.class_words import class_words
from layers.filters import Filters
from layers.handout.drawing import EMPTY, Drawn, draw
from layers.handout.shapes import Shapes
from layers.handout.words import LEVELS, MEASURES, REASONS, Language, pick, texts
from layers.spending.classes import ZERO_COLOUR, Classes
from layers.spending.table import SpendingRow, SpendingTable, Sums

MONEY = ("approved", "contracted", "paid", "remaining")


@dataclass(frozen=True)
class About:
    """What the figures are: the measure shown, the filters, when they were taken (Thailand's time), sources.

    `place` names the area asked for, empty for all. `demo` says that invented projects are among them.
    """

    measure: str
    filters: Filters
    taken_at: datetime
    sources: tuple[str, ...]
    place: str = ""
    demo: bool = False


@dataclass(frozen=True)
class LegendRow:
    """A class of the legend: its colour, its words, how many places are in it and that as a percentage."""

    colour: str
    words: str
    count: int
    share: float


@dataclass(frozen=True)
class TableRow:
    """A row of the table, its figures in the order number, approved, contracted, paid, remaining."""

    code: str
    name: str
    figures: tuple[str, ...]
    kind: str = ""


def spending_handout(
    table: SpendingTable, shapes: Shapes, about: About, leaflet: Path, language: Language = "th"
) -> str:
    """Return one HTML page that loads nothing: a choropleth, its legend, the table, what is on no map.

    `leaflet` is the directory of Leaflet's files (`leaflet.js`, `leaflet.css`, `images/`), put in whole.
    """
    classes = table.classes(about.measure)
    labels = [pick(MEASURES[name], language) for name in ("count", *MONEY)]
    drawn = [_drawn(row, classes, about.measure, language) for row in table.rows]
    values = {
        "language": language,
        "text": texts(language),
        "title": _title(table, about, language),
        "measure": pick(MEASURES[about.measure], language),
        "headline": _headline(table, about, language),
        "legend": _legend(classes, about.measure, language),
        "empty": classes.empty,
        "heads": labels,
        "level": pick(LEVELS[table.level], language),
        "rows": _rows(table, about.measure, language),
        "taken_at": _moment(about.taken_at, language),
        "filters": pick(filter_words(about.filters), language),
        "sources": about.sources,
        "demo": about.demo,
        "map": draw(drawn, shapes, labels, leaflet),
    }
    return _templates().get_template("page.html").render(values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("layers.handout", "."),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _title(table: SpendingTable, about: About, language: Language) -> str:
    words, level, year = texts(language), pick(LEVELS[table.level], language), about.filters.fiscal_year
    if language == "en":
        when = words["all_years"] if year is None else f"fiscal year {to_be(year)} B.E."
        return ", ".join(part for part in (f"Spending by {level.lower()}", about.place, when) if part)
    when = words["all_years"] if year is None else f"ปีงบประมาณ {to_be(year)}"
    return " ".join(part for part in (f"ใช้จ่ายราย{level}", about.place, when) if part)


def _drawn(row: SpendingRow, classes: Classes, measure: str, language: Language) -> Drawn:
    number = classes.number(row.sums.value(measure))
    colour = EMPTY if not row.sums.count else ZERO_COLOUR if number is None else classes.colours[number]
    count, *money = figures(row.sums)
    unit = texts(language)["unit"]
    told = (count, *(f"{amount} {unit}" for amount in money))
    return Drawn(row.code, _name(row.name_th, row.name_en, language), told, colour)


def _headline(table: SpendingTable, about: About, language: Language) -> list[tuple[str, str]]:
    """Return the ledger's total, what is mapped of it, and what is not with its reasons."""
    words = texts(language)
    parts = [(words["total"], table.total), (words["mapped"], table.mapped)]
    parts += [
        (f"{words['unmapped']}: {pick(REASONS[reason], language)}", sums)
        for reason, sums in table.unmapped.items()
        if sums.count
    ]
    return [(word, _said(about.measure, sums, language)) for word, sums in parts]


def _said(measure: str, sums: Sums, language: Language) -> str:
    if measure == "count":
        return f"{sums.count:,} {'projects' if language == 'en' else 'โครงการ'}"
    value = sums.value(measure)
    return f"{format_amount(value)} baht" if language == "en" else format_baht(value)


def _legend(classes: Classes, measure: str, language: Language) -> list[LegendRow]:
    counts = (classes.zero, *classes.counts)
    greatest = max(counts, default=0) or 1
    colours = (ZERO_COLOUR, *classes.colours)
    rows = zip(colours, class_words(measure, classes, language), counts, strict=True)
    return [LegendRow(colour, said, count, 100 * count / greatest) for colour, said, count in rows]


def _rows(table: SpendingTable, measure: str, language: Language) -> list[TableRow]:
    ordered = sorted(table.rows, key=lambda row: (-row.sums.value(measure), row.code))
    rows = [
        TableRow(row.code, _name(row.name_th, row.name_en, language), figures(row.sums)) for row in ordered
    ]
    for reason, sums in table.unmapped.items():
        if sums.count:
            rows.append(TableRow("", pick(REASONS[reason], language), figures(sums), "unmapped"))
    return [*rows, TableRow("", texts(language)["total"], figures(table.total), "total")]


def figures(sums: Sums) -> tuple[str, ...]:
    """Return the number of projects and the four amounts as the table shows them."""
    return f"{sums.count:,}", *(format_amount(Decimal(sums.value(name))) for name in MONEY)


def _name(thai: str, english: str, language: Language) -> str:
    return english if language == "en" else thai


def _moment(taken: datetime, language: Language) -> str:
    if language == "en":
        return f"{taken:%Y-%m-%d %H:%M}"
    return f"{format_date(taken.date())} {taken:%H:%M} น."
