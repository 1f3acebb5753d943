"""Sums and classes as programs and pages get them."""

from typing import Any

from geo.thai.dates import to_be
from layers.filters import MEASURES, Filters
from layers.spending.classes import ZERO_COLOUR, Classes
from layers.spending.table import SpendingRow, SpendingTable, Sums


def sums_data(sums: Sums) -> dict[str, Any]:
    """Return sums with money as texts of two decimals, which no program rounds."""
    money = {name: f"{sums.value(name):.2f}" for name in MEASURES if name != "count"}
    return {"count": sums.count, **money}


def row_data(row: SpendingRow) -> dict[str, Any]:
    """Return an area with its sums."""
    return {"code": row.code, "name_th": row.name_th, "name_en": row.name_en, **sums_data(row.sums)}


def table_data(table: SpendingTable) -> dict[str, Any]:
    """Return a table: its rows, what is mapped and what is not by reason, and the ledger's total."""
    return {
        "rows": [row_data(row) for row in table.rows],
        "mapped": sums_data(table.mapped),
        "unmapped": {reason: sums_data(sums) for reason, sums in table.unmapped.items()},
        "total": sums_data(table.total),
    }


def classes_data(classes: Classes) -> dict[str, Any]:
    """Return classes for drawing: lower bounds as numbers, colours lightest first, and counts."""
    return {
        "breaks": [float(bound) for bound in classes.breaks],
        "colours": list(classes.colours),
        "counts": list(classes.counts),
        "zero": classes.zero,
        "empty": classes.empty,
        "zero_colour": ZERO_COLOUR,
    }


def filters_data(filters: Filters) -> dict[str, Any]:
    """Return the filters that were asked for, the fiscal year in B.E."""
    asked: dict[str, Any] = dict(filters.query)
    return asked | ({"fiscal_year": to_be(filters.fiscal_year)} if filters.fiscal_year else {})
