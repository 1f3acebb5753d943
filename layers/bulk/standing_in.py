"""Rows whose point is no place of theirs: many of them stand at an office or in an area's middle."""

from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from layers.projects.stand_ins import MANY, stand_ins


@dataclass(frozen=True, slots=True)
class StandIn:
    """A point that many rows share, and what it stands in for: `office` or `centroid`."""

    code: str
    lat: float
    lon: float
    lines: tuple[int, ...]


def stand_ins_of(connection: Connection[Row], table: UUID) -> list[StandIn]:
    """Return the points of a table's rows that stand in for places, by the first line of each."""
    crowded = statement(__package__, "crowded", rows=statement(__package__, "rows"))
    rows = connection.execute(crowded, {"table": table, "many": MANY}).fetchall()
    codes = stand_ins(connection, [(row["authority_id"], row["lon"], row["lat"]) for row in rows])
    return [
        StandIn(code, row["lat"], row["lon"], tuple(row["lines"]))
        for row, code in zip(rows, codes, strict=True)
        if code is not None
    ]
