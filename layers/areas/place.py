"""Which areas a place is in, by the current editions."""

from dataclasses import dataclass
from datetime import date
from math import isfinite

from psycopg import Connection

from geo.database import Row
from geo.errors import BadRequest
from geo.sql import statement
from layers.areas.level import LEVELS, Level
from layers.areas.names import AreaName, official_name


@dataclass(frozen=True, slots=True)
class AreaHit:
    """The areas that a place is in; None for a level that is not known there.

    The finest level that knows the place decides for those above it, because published levels do not nest.
    `edition`, `source`, `licence` and `valid_from` are those of the boundaries that decided; `loaded`
    tells the levels that have boundaries at all.
    """

    tambon: AreaName | None
    amphoe: AreaName | None
    province: AreaName | None
    edition: str | None
    source: str | None
    licence: str | None
    valid_from: date | None
    loaded: tuple[Level, ...]

    @property
    def outside(self) -> bool:
        """Whether there are boundaries and the place is in none of them: outside Thailand, or at sea."""
        return bool(self.loaded) and self.province is None


def area_at(connection: Connection[Row], lon: float, lat: float) -> AreaHit:
    """Return the areas at a place in EPSG:4326; raises `BadRequest` when it is not on the globe."""
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise BadRequest(
            f"ตำแหน่งลองจิจูด {lon} ละติจูด {lat} ไม่อยู่บนโลก ลองจิจูดต้องไม่เกิน ±180 และละติจูดไม่เกิน ±90",
            f"Longitude {lon}, latitude {lat} is not on the globe; they go to ±180 and ±90 degrees.",
        )
    rows = connection.execute(statement(__package__, "area_at"), {"lon": lon, "lat": lat}).fetchall()
    return _hit({row["level"]: row for row in rows})


def _hit(found: dict[Level, Row]) -> AreaHit:
    names = {level: _name(found[level]) if level in found else None for level in LEVELS}
    finest = next(
        (found[level] for level in reversed(LEVELS) if level in found and found[level]["decides"]), {}
    )
    return AreaHit(
        tambon=names["tambon"],
        amphoe=names["amphoe"],
        province=names["province"],
        edition=finest.get("edition"),
        source=finest.get("source"),
        licence=finest.get("licence"),
        valid_from=finest.get("valid_from"),
        loaded=tuple(level for level in LEVELS if level in found and found[level]["loaded"]),
    )


def _name(row: Row) -> AreaName | None:
    code = row["code"]
    if code is None:
        return None
    if row["name_th"] is not None:
        return AreaName(code, row["name_th"], row["name_en"])
    return official_name(code) or AreaName(code, code, None)
