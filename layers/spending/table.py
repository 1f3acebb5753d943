"""Spending as a table: a row for each area, what is on the map, and what is not, with the reason."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from layers.filters import Filters
from layers.spending.classes import Classes, classify
from layers.spending.sums import sums

Reason = Literal["not-needed", "missing", "outside", "no-boundary"]
REASONS: tuple[Reason, ...] = ("not-needed", "missing", "outside", "no-boundary")
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Sums:
    """A number of projects and their money in baht, exact to the satang."""

    count: int = 0
    approved: Decimal = ZERO
    contracted: Decimal = ZERO
    paid: Decimal = ZERO

    @property
    def remaining(self) -> Decimal:
        """What is approved and not yet paid."""
        return self.approved - self.paid

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.count + other.count,
            self.approved + other.approved,
            self.contracted + other.contracted,
            self.paid + other.paid,
        )

    def value(self, measure: str) -> Decimal:
        """Return what a measure (`layers.filters.MEASURES`) is worth here."""
        return Decimal(getattr(self, measure))


@dataclass(frozen=True)
class SpendingRow:
    """An area or authority with its sums; `name_en` is the Thai name where there is no English one."""

    code: str
    name_th: str
    name_en: str
    sums: Sums


@dataclass(frozen=True)
class SpendingTable:
    """The rows of a level, in the order of their codes, and the money that is in none of them.

    `unmapped` has every reason: no place is needed, the place is missing, it lies outside every area, or
    no boundary of this level is loaded for it. `mapped` and `unmapped` together are the whole ledger of
    the published projects that the filters ask for.
    """

    level: str
    rows: tuple[SpendingRow, ...]
    unmapped: dict[Reason, Sums] = field(default_factory=dict)

    def classes(self, measure: str) -> Classes:
        """Return the classes of a measure over the rows; rows without any project count as empty."""
        recorded = [row.sums.value(measure) for row in self.rows if row.sums.count]
        return classify(recorded, empty=len(self.rows) - len(recorded))

    @property
    def mapped(self) -> Sums:
        """The sums of all rows."""
        return sum((row.sums for row in self.rows), Sums())

    @property
    def total(self) -> Sums:
        """The ledger: what is mapped and what is not."""
        return sum(self.unmapped.values(), self.mapped)


def spending_table(connection: Connection[Row], level: str, filters: Filters) -> SpendingTable:
    """Add up what the filters ask for by area (`province`, `amphoe`, `tambon`) or by `authority`.

    `filters.area` narrows the areas to those inside it, or around it. A project without a place counts in
    its authority's own province and amphoe, as money that is not on the map.
    """
    statement_of_sums, values = sums(level, filters)
    name = "authority_rows" if level == "authority" else "area_rows"
    query = statement(__package__, name, sums=statement_of_sums)
    asked = {"level": level, "area": filters.area, "authority": filters.authority}
    rows = connection.execute(query, values | asked).fetchall()
    unmapped = dict.fromkeys(REASONS, Sums())
    for row in rows:
        if row["code"] is None:
            unmapped[_reason(row)] += _sums(row)
    return SpendingTable(level, tuple(_row(row) for row in rows if row["code"] is not None), unmapped)


def _reason(row: Row) -> Reason:
    if row["located"] == "not-needed":
        return "not-needed"
    if row["located"] == "no":
        return "missing"
    return "no-boundary" if row["in_area"] else "outside"


def _row(row: Row) -> SpendingRow:
    return SpendingRow(row["code"], row["name_th"], row["name_en"] or row["name_th"], _sums(row))


def _sums(row: Row) -> Sums:
    return Sums(row["count"], row["approved"], row["contracted"], row["paid"])
