"""The statement that adds projects up by area or authority: from the summary where that suffices."""

from dataclasses import fields
from typing import Any

from psycopg import sql

from layers.filters import Filters

# What the summary is kept by; any other filter has to ask the projects themselves.
SUMMARISED = {"fiscal_year", "area", "authority", "located"}

_SUMMARY = sql.SQL(
    "sum(f.count)::bigint AS count, sum(f.approved) AS approved, "
    "sum(f.contracted) AS contracted, sum(f.paid) AS paid FROM spending AS f"
)
_PROJECTS = sql.SQL(
    "count(*) AS count, sum(f.approved) AS approved, "
    "sum(f.contracted) AS contracted, sum(f.paid) AS paid FROM public_project AS f"
)
_CODE = {
    "province": sql.SQL("CASE WHEN f.in_area THEN f.province_code END"),
    "amphoe": sql.SQL("CASE WHEN f.in_area THEN nullif(f.amphoe_code, '') END"),
    "tambon": sql.SQL("CASE WHEN f.in_area THEN nullif(f.tambon_code, '') END"),
    "authority": sql.SQL("f.authority_id"),
}


def sums(level: str, filters: Filters) -> tuple[sql.Composed, dict[str, Any]]:
    """Return a statement with a row for each place's code and reason, and its values.

    Columns: `code` (null where the money is in no area of the level; the authority's id at that level),
    `located`, `in_area`, `count`, and in baht `approved`, `contracted`, `paid`. Only published projects.
    """
    where, values = filters.where()
    statement = sql.SQL("SELECT {} AS code, f.located, f.in_area, {} WHERE {} GROUP BY 1, 2, 3").format(
        _CODE[level], _SUMMARY if summarised(filters) else _PROJECTS, where
    )
    return statement, values


def summarised(filters: Filters) -> bool:
    """Whether the summary can answer: nothing else is asked for than what it is kept by."""
    asked = {field.name for field in fields(filters) if getattr(filters, field.name) is not None}
    return asked <= SUMMARISED
