"""What a list can be narrowed to by place: the areas and authorities that have projects."""

from collections.abc import Mapping
from dataclasses import dataclass

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from layers.filters import Filters

MANY = 200
"""More authorities than this are searched for, not picked from a menu."""


@dataclass(frozen=True)
class Choice:
    """A value that a filter may take, its names, and how many published projects it has."""

    code: str
    name_th: str
    name_en: str | None
    count: int | None = None

    def name(self, language: str) -> str:
        """Return the name in a language; Thai where there is no English one."""
        return (self.name_en or self.name_th) if language == "en" else self.name_th


def areas_below(connection: Connection[Row], filters: Filters) -> list[Choice]:
    """Return the areas below the one asked for (the provinces for none) that have projects in the year."""
    digits = len(filters.area or "") + 2
    if digits > 6:
        return []
    level = {2: "province", 4: "amphoe", 6: "tambon"}[digits]
    values = {
        "level": level,
        "digits": digits,
        "prefix": f"{filters.area or ''}%",
        "fiscal_year": filters.fiscal_year,
    }
    return _choices(connection, "listing_areas", values)


def authorities_within(connection: Connection[Row], filters: Filters) -> list[Choice]:
    """Return the authorities that have projects in the area and year; none when they are more than `MANY`."""
    if filters.area is None and _many_authorities(connection):
        return []
    values = {"prefix": f"{filters.area or ''}%", "fiscal_year": filters.fiscal_year, "limit": MANY + 1}
    found = _choices(connection, "listing_authorities", values)
    return found if len(found) <= MANY else []


def area_named(connection: Connection[Row], code: str) -> Choice | None:
    """Return the area of a code as a choice; None when the current editions do not have it."""
    rows = connection.execute(
        "SELECT code, name_th, name_en FROM current_area WHERE code = %s", [code]
    ).fetchall()
    return Choice(**rows[0]) if rows else None


def authority_named(connection: Connection[Row], code: str) -> Choice | None:
    """Return the authority of a code as a choice; None when there is none."""
    rows = connection.execute(
        "SELECT code, label_th AS name_th, label_en AS name_en FROM current_authority WHERE code = %s", [code]
    ).fetchall()
    return Choice(**rows[0]) if rows else None


def _many_authorities(connection: Connection[Row]) -> bool:
    return bool(connection.execute("SELECT FROM authority OFFSET %s LIMIT 1", [MANY]).fetchall())


def _choices(connection: Connection[Row], name: str, values: Mapping[str, object]) -> list[Choice]:
    return [Choice(**row) for row in connection.execute(statement(__package__, name), values).fetchall()]
