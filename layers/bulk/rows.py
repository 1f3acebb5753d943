"""A table's rows as a person looks at them: counted, some at a time, and on the map."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection, sql

from geo.database import Row
from geo.sql import statement

GROUPS: dict[str, tuple[str, ...]] = {
    "choose": ("choose",),
    "ready": ("ready", "read"),
    "moves": ("moves", "changed"),
    "unmatched": ("none", "several", "doubled", "no-key"),
    "refused": ("refused",),
    "settled": ("saved", "same", "skipped", "blank"),
}
"""Under which heads states are told: those that a person has something to do about, and the others."""

MOST_VERTICES = 20
"""What the map of a table draws of one row."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows are in which state, and how many were mended."""

    states: dict[str, int]
    mended: int

    def group(self, name: str) -> int:
        """Return how many rows stand under a head."""
        return sum(self.states.get(state, 0) for state in GROUPS[name])

    @property
    def all(self) -> int:
        """Return the number of all rows."""
        return sum(self.states.values())


def group_of(state: str) -> str:
    """Return the head under which a state is told."""
    return next((group for group, states in GROUPS.items() if state in states), state)


def counts_of(connection: Connection[Row], table: UUID) -> Counts:
    """Count a table's rows."""
    states: dict[str, int] = {}
    mended = 0
    for row in connection.execute(_with("counts"), {"table": table}).fetchall():
        states[row["state"]] = states.get(row["state"], 0) + row["rows"]
        mended += row["rows"] if row["status"] == "mended" else 0
    return Counts(states, mended)


def rows_of(
    connection: Connection[Row], table: UUID, group: str | None = None, *, limit: int, skip: int = 0
) -> list[Row]:
    """Return rows with the columns of `page.sql`; of one head of `GROUPS`, `mended` ones, or all."""
    which, values = sql.SQL("true"), {}
    if group == "mended":
        which = sql.SQL("s.status = 'mended'")
    elif group is not None:
        which, values = sql.SQL("s.state = ANY (%(states)s::text[])"), {"states": list(GROUPS[group])}
    asked: dict[str, Any] = {"table": table, "limit": limit, "skip": skip, **values}
    return connection.execute(_with("page", which=which), asked).fetchall()


def every_row(connection: Connection[Row], table: UUID) -> Iterator[Row]:
    """Yield all rows with the columns of `page.sql`, a few at a time; to be taken within the transaction."""
    values = {"table": table, "limit": None, "skip": 0}
    with connection.cursor(name="bulk_rows") as cursor:
        cursor.itersize = 200
        cursor.execute(_with("page", which=sql.SQL("true")), values)
        yield from cursor


def row_of(connection: Connection[Row], table: UUID, line: int) -> Row | None:
    """Return one row with the columns of `page.sql`."""
    values = {"table": table, "limit": 1, "skip": 0, "line": line}
    return connection.execute(_with("page", which=sql.SQL("s.line = %(line)s")), values).fetchone()


def line_at(connection: Connection[Row], table: UUID, line: int) -> int:
    """Return how many rows of a table stand before one."""
    row = connection.execute(
        "SELECT count(*) AS n FROM bulk_row WHERE table_id = %s AND line < %s", [table, line]
    ).fetchone()
    return int(row["n"]) if row else 0


def points_of(connection: Connection[Row], table: UUID) -> list[Row]:
    """Return the rows that have a place: `line`, `state`, `chosen`, and `geometry` as GeoJSON text.

    A geometry has `MOST_VERTICES` at most: those of larger shapes are thinned out.
    """
    return connection.execute(_with("points"), {"table": table, "vertices": MOST_VERTICES}).fetchall()


def manners_of(connection: Connection[Row], table: UUID) -> list[tuple[str, int]]:
    """Return the manners in which rows that wait for a choice can be read, and how many of them.

    Those that lie outside what is wanted are a manner of their own.
    """
    rows = connection.execute(
        _with("manners", manner=statement(__package__, "manner")), {"table": table}
    ).fetchall()
    return [(row["manner"], row["rows"]) for row in rows]


def _with(name: str, **slots: sql.Composable) -> sql.Composed:
    return statement(__package__, name, rows=statement(__package__, "rows"), **slots)
