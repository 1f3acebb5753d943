"""An authority's territory: its own boundary, or the areas that stand for it as long as none is known.

An authority is not a tambon: 18 % of tambons are shared by several. What is found here is therefore
good for a warning, with the source of the line it rests on, and never for a refusal.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from layers.areas.level import BANGKOK, LEVEL_TH, Level

Basis = Literal["boundary", "coverage", "office"]
_BANGKOK = {"province": "", "amphoe": "เขต", "tambon": "แขวง"}


@dataclass(frozen=True)
class Territory:
    """What is known of where an authority works.

    `basis` is its own boundary, the areas that it covers, or only the area of its office. `coarse` says
    that areas of a higher level had to stand for those that it covers. `source` and `as_of` are the
    line's. `names` are the areas' (Thai, English), none for a boundary; `level` is theirs.
    """

    authority_id: int
    basis: Basis
    coarse: bool
    level: Level
    source: str
    as_of: date | None
    names: tuple[tuple[str, str], ...]
    areas: tuple[int, ...]


def find_territory(connection: Connection[Row], authority_id: int) -> Territory | None:
    """Return what is known of an authority's territory; None when no line that fits is loaded."""
    own = connection.execute(
        "SELECT boundary_source FROM authority WHERE id = %s AND boundary IS NOT NULL", [authority_id]
    ).fetchone()
    if own is not None:
        return Territory(
            authority_id, "boundary", False, "tambon", own["boundary_source"] or "", None, (), ()
        )
    rows = connection.execute(
        statement(__package__, "territory_areas"), {"authority": authority_id}
    ).fetchall()
    return _from_areas(authority_id, rows) if rows else None


def distance_to(connection: Connection[Row], territory: Territory, lat: float, lon: float) -> float:
    """Return how far a point (degrees) is from a territory, in metres; 0 inside."""
    values = {
        "authority": territory.authority_id,
        "areas": list(territory.areas),
        "lat": lat,
        "lon": lon,
    }
    row = connection.execute(statement(__package__, "territory_distance"), values).fetchone()
    return float(row["distance_m"]) if row else 0.0


def outline(connection: Connection[Row], territory: Territory) -> str | None:
    """Return a territory's shape as a GeoJSON geometry, generalised for drawing."""
    values = {"authority": territory.authority_id, "areas": list(territory.areas)}
    row = connection.execute(statement(__package__, "territory_outline"), values).fetchone()
    return row["outline"] if row else None


def _from_areas(authority_id: int, rows: list[Row]) -> Territory:
    names = dict.fromkeys(_named(row) for row in rows)
    return Territory(
        authority_id,
        rows[0]["basis"],
        any(row["coarse"] for row in rows),
        rows[0]["level"],
        rows[0]["source"],
        rows[0]["valid_from"],
        tuple(names),
        tuple(dict.fromkeys(row["area_id"] for row in rows)),
    )


def _named(row: Row) -> tuple[str, str]:
    """Name an area with the word for its level."""
    word = _BANGKOK[row["level"]] if row["area_code"].startswith(BANGKOK) else LEVEL_TH[row["level"]]
    return f"{word}{row['name_th']}", row["name_en"] or row["name_th"]
