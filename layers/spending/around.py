"""What surrounds a question about spending: the way down to its area, and the levels that can be drawn."""

from dataclasses import dataclass

from psycopg import Connection

from geo.database import Row
from geo.sql import statement


@dataclass(frozen=True)
class Step:
    """An area on the way down; `bounds` is west, south, east, north in degrees."""

    code: str
    level: str
    name_th: str
    name_en: str
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True)
class Around:
    """The areas from the province down to the one asked for, and the levels whose boundaries are loaded."""

    path: tuple[Step, ...]
    levels: frozenset[str]


def around(connection: Connection[Row], area: str | None) -> Around:
    """Return what surrounds an area, or the whole for None; an unknown code has no step of its own."""
    row = connection.execute(statement(__package__, "around"), {"area": area}).fetchone()
    if row is None:
        return Around((), frozenset())
    steps = (Step(**step | {"bounds": tuple(step["bounds"])}) for step in row["path"])
    return Around(tuple(steps), frozenset(row["levels"]))
