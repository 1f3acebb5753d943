"""Projects one by one, for tiles of high zoom: never so many, nor so long, that the tile grows large."""

from collections.abc import Iterable
from functools import cache

from psycopg import sql

from geo.sql import statement
from layers.filters import BE_OFFSET, Filters
from layers.layer import Column
from layers.tiles.source import Ask, Features
from layers.tiles.square import square_values
from layers.tiles.statement import fragment, written

MOST = 4000
MOST_DRAWN = 600
"""Features of a tile before they are drawn together, in a vector tile and in an image."""
MOST_BYTES = 300_000
"""Bytes that the texts and amounts of a tile may take together."""
BIN_SHIFT = 6
BIN_SHIFT_DRAWN = 7
LONGEST_TITLE = 100
LONGEST_REFERENCE = 60

ALWAYS = ("id", "stage", "approved")
# What is read of a project for an attribute, and how the attribute is made of it.
_READ = {
    "title": f"left(f.title, {LONGEST_TITLE}) || left('…', length(f.title) - {LONGEST_TITLE}) AS title",
    "reference": f"left(f.reference, {LONGEST_REFERENCE}) AS reference",
    "drift": "CASE WHEN f.drift_over THEN 'over' END AS drift",
    "authority_code": "f.authority_id",
    "authority_name": "f.authority_id",
}
_MADE = {
    "fiscal_year": f"h.fiscal_year + {BE_OFFSET}",
    "authority_code": "a.code",
    "authority_name": "a.name_th",
}
_IF_TEXTS_FIT = "CASE WHEN (SELECT texts_fit FROM total) THEN {} END"
_OF_AUTHORITY = ("authority_code", "authority_name")
_AUTHORITIES = """
LEFT JOIN (
  SELECT c.id, c.code, c.name_th FROM current_authority AS c
  WHERE c.id = ANY(ARRAY(SELECT DISTINCT authority_id FROM h))
) AS a ON a.id = h.authority_id"""


def points(ask: Ask, filters: Filters) -> Features:
    """Return the projects of a tile and its margin."""
    which, asked = filters.where()
    drawn = ask.margin > 0
    values = {
        **asked,
        **square_values(ask.tile, ask.margin),
        "most": MOST_DRAWN if drawn else MOST,
        "most_bytes": MOST_BYTES,
        "bin_shift": BIN_SHIFT_DRAWN if drawn else BIN_SHIFT,
    }
    columns = () if drawn else tuple(c for c in ask.layer.tile_columns(ask.tile.z) if c.name not in ALWAYS)
    text = _statement(columns, written(sql.Composed([which])))
    return Features(((ask.layer.name, text),), values, prepare=None if not asked else False)


@cache
def _statement(columns: tuple[Column, ...], which: str) -> str:
    read = dict.fromkeys(_READ.get(column.name, f"f.{column.name}") for column in columns)
    attributes = [f"{_attribute(column)} AS {column.name}" for column in columns]
    weight = [_weight(column) for column in columns if column.name not in _OF_AUTHORITY]
    joined = any(column.name in _OF_AUTHORITY for column in columns)
    return written(
        statement(
            __package__,
            "tile_points",
            hits=fragment(_listed(read)),
            which=fragment(which),
            weight=fragment(" + ".join(weight) or "0"),
            joins=fragment(_AUTHORITIES if joined else ""),
            attributes=fragment(_listed(attributes)),
            nulls=fragment(_listed(["NULL"] * len(columns))),
        )
    )


def _attribute(column: Column) -> str:
    made = _MADE.get(column.name, f"h.{column.name}")
    made = f"({made})::float8" if column.kind == "money" else made
    return _IF_TEXTS_FIT.format(made) if column.kind == "text" else made


def _weight(column: Column) -> str:
    return f"coalesce(octet_length(h.{column.name}), 0)" if column.kind == "text" else "9"


def _listed(parts: Iterable[str]) -> str:
    return "".join(f"{part}, " for part in parts)
