"""What a seat has to pin: the projects of its authorities that lack a place, in a kept order."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, LiteralString

from psycopg import Connection, sql

from geo.database import Row
from geo.sql import statement
from layers.filters import Filters, one_of
from layers.projects.place_lock import forbidden, not_found

SORTS = {"newest": ("fiscal_year", "approved"), "greatest": ("approved", "fiscal_year")}
"""Orders of the list, each the greatest first; equals go by their id, the latest first."""

read_sort = one_of(tuple(SORTS))


@dataclass(frozen=True)
class ToPin:
    """A project in the list of pins. Money in baht; `fiscal_year` C.E."""

    id: int
    reference: str | None
    title: str
    fiscal_year: int
    stage: str
    located: str
    published: bool
    category: str
    approved: Decimal
    authority_id: int
    authority_th: str
    authority_en: str
    no_place_reason: str | None
    drift_m: float | None


@dataclass(frozen=True)
class PinCounts:
    """How many of a seat's projects lack a place, have one, need none; of how many the places differ."""

    missing: int
    placed: int
    not_needed: int
    drifting: int = 0

    @property
    def needed(self) -> int:
        """All that need a place."""
        return self.missing + self.placed


def project_to_pin(connection: Connection[Row], project_id: int) -> Row:
    """Return a project as the editor of its pin needs it (see `pin_project.sql`).

    Raises `NotFound` for one that the acting account may not know of, `Forbidden` for one not its to pin.
    """
    project = connection.execute(statement(__package__, "pin_project"), {"project": project_id}).fetchone()
    if project is None:
        raise not_found()
    if not project["may_pin"]:
        raise forbidden()
    return project


def pin_list(
    connection: Connection[Row], filters: Filters, sort: str = "newest", limit: int = 50, skip: int = 0
) -> list[ToPin]:
    """Return projects that the acting account may pin; `filters.located` says in which state."""
    return _listed(connection, filters, sort, sql.SQL("true"), limit=limit, skip=skip)


def pin_counts(connection: Connection[Row], filters: Filters) -> PinCounts:
    """Count the projects that the acting account may pin, in whichever state."""
    which, values = replace(filters, located=None, drift=None).where()
    query = statement(__package__, "pin_counts", seats=_seats(), which=which)
    row = connection.execute(query, values | {"authority": filters.authority}).fetchone()
    return PinCounts(**(row or {"missing": 0, "placed": 0, "not_needed": 0}))


def next_to_pin(connection: Connection[Row], filters: Filters, sort: str, project_id: int) -> ToPin | None:
    """Return the project to pin after another one; behind the last, the first that is left, if any."""
    unpinned = replace(filters, located="no", drift=None)
    after = sql.SQL(
        "({columns}) < (SELECT {columns} FROM visible_project AS f WHERE f.project_id = %(at)s)"
    ).format(columns=_columns(sort))
    other = sql.SQL("f.project_id <> %(at)s")
    following = _listed(connection, unpinned, sort, after, limit=1, skip=0, at=project_id)
    return next(
        iter(following or _listed(connection, unpinned, sort, other, limit=1, skip=0, at=project_id)), None
    )


def _listed(
    connection: Connection[Row], filters: Filters, sort: str, after: sql.Composable, **values: Any
) -> list[ToPin]:
    which, asked = filters.where()
    query = statement(
        __package__, "pin_list", seats=_seats(), which=which, after=after, order=_columns(sort, " DESC")
    )
    rows = connection.execute(query, asked | values | {"authority": filters.authority}).fetchall()
    return [ToPin(**row) for row in rows]


def _columns(sort: str, direction: LiteralString = "") -> sql.Composed:
    names = (*SORTS[sort], "project_id")
    return sql.SQL(", ").join(sql.SQL("f.{}" + direction).format(sql.Identifier(name)) for name in names)


def _seats() -> sql.Composed:
    return statement(__package__, "pin_seats")
