"""Kinds of invented project (`kinds.csv`): what one is called, how large it is, what it costs and who pays.

Sizes and unit costs follow the published budgets of northern authorities; lengths are metres, money is baht.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Literal, cast

from geo.thai.dates import to_be

Shape = Literal["point", "line", "polygon", "none"]
SPECIFIC_METHOD_LIMIT = 500_000
"""Works up to this amount need no tender, so many stand just below it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project. `types` are the types of authority that do it; empty for all.

    `per` says what `unit_cost` multiplies; `shape` is `none` where no place is needed, for `reason`.
    """

    category: str
    programme: str
    weight: int
    types: frozenset[str]
    shape: Shape
    width: tuple[float, ...]
    length: range
    depth: tuple[float, ...]
    number: range
    per: str
    unit_cost: range
    sources: tuple[str, ...]
    source_weights: tuple[int, ...]
    procurement: bool
    reason: str
    title: str


@dataclass(frozen=True, slots=True)
class Work:
    """An invented project before anything happened to it: its title, size in metres, cost and fund source."""

    kind: Kind
    title: str
    width: float
    length: int
    cost: Decimal
    source: str


@cache
def kinds(authority_type: str) -> tuple[tuple[Kind, ...], tuple[int, ...]]:
    """Return the kinds that a type of authority does, with their cumulative weights."""
    chosen = tuple(kind for kind in all_kinds() if not kind.types or authority_type in kind.types)
    return chosen, tuple(accumulate(kind.weight for kind in chosen))


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Return every kind of `kinds.csv`."""
    with (files(__package__) / "kinds.csv").open(encoding="utf-8") as file:
        return tuple(_kind(row) for row in csv.DictReader(file))


def draw_kind(random: Random, authority_type: str) -> Kind:
    """Draw a kind that a type of authority does, by weight."""
    chosen, weights = kinds(authority_type)
    return random.choices(chosen, cum_weights=weights)[0]


def invent(random: Random, kind: Kind, fiscal_year: int, villages: list[str], home: int) -> Work:
    """Return a work of a kind in the village number `home` (from 0) of a list; the year is C.E."""
    width, depth = random.choice(kind.width), random.choice(kind.depth)
    length, number = random.choice(kind.length), random.choice(kind.number)
    area = width * (length or depth)
    quantity = {"area": area, "volume": area * depth, "length": length, "number": number, "one": 1}[kind.per]
    title = kind.title.format(
        village=villages[home],
        other=villages[home - 1],
        moo=home + 1,
        width=f"{width:.2f}",
        length=f"{length:,}",
        depth=f"{depth:.2f}",
        area=f"{area:,.0f}",
        number=number,
        year=to_be(fiscal_year),
    )
    cost = _cost(random, quantity * random.choice(kind.unit_cost))
    return Work(kind, title, width, length, cost, random.choices(kind.sources, kind.source_weights)[0])


def _cost(random: Random, baht: float) -> Decimal:
    if SPECIFIC_METHOD_LIMIT < baht < SPECIFIC_METHOD_LIMIT * 1.2:
        baht = SPECIFIC_METHOD_LIMIT - 100 * random.randrange(1, 90)
    return Decimal(max(5_000, round(baht / 100) * 100))


def _kind(row: dict[str, str]) -> Kind:
    sources = [entry.split(":") for entry in row["sources"].split("|")]
    return Kind(
        category=row["category"],
        programme=row["programme"],
        weight=int(row["weight"]),
        types=frozenset(row["types"].split("|")) if row["types"] else frozenset(),
        shape=cast(Shape, row["shape"]),
        width=_choices(row["width"]),
        length=_range(row["length"], 5),
        depth=_choices(row["depth"]),
        number=_range(row["number"], 1),
        per=row["per"],
        unit_cost=_range(row["unit_cost"], 1),
        sources=tuple(name for name, _ in sources),
        source_weights=tuple(int(weight) for _, weight in sources),
        procurement=row["procurement"] == "yes",
        reason=row["reason"],
        title=row["title"],
    )


def _choices(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split("|"))


def _range(text: str, step: int) -> range:
    least, _, most = text.partition("-")
    return range(int(least), int(most or least) + 1, step)
