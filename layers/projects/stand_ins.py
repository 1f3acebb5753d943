"""Points that stand in for many projects: their authority's office, or the middle of an area."""

from collections.abc import Sequence

from psycopg import Connection

from geo.database import Row
from geo.sql import statement

MANY = 3
"""Places of one authority on one point, to a metre, from which on it may be no place of theirs."""

WITHIN_M = 30
"""How far such a point may lie from the office, or from the middle of an area, to be taken for it."""


def stand_ins(connection: Connection[Row], points: Sequence[tuple[int, float, float]]) -> list[str | None]:
    """Return for each authority (id), longitude and latitude `office`, `centroid`, or None."""
    if not points:
        return []
    authorities, lon, lat = zip(*points, strict=True)
    values = {"authorities": list(authorities), "lon": list(lon), "lat": list(lat), "within_m": WITHIN_M}
    rows = connection.execute(statement(__package__, "stand_ins"), values).fetchall()
    return [row["stands_in"] for row in rows]
