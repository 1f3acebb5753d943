"""Boundaries that stand beside those of the current edition all in one direction: a wrong datum's trace."""

from math import hypot

from psycopg import Connection

from etl.areas.edition import Standing
from etl.outcome import Remark
from geo.database import Row
from geo.sql import statement

LEAST_METRES = 100.0
"""Wrong datums are off by 150 to 500 m in Thailand (Indian 1975); editions of one survey by a few."""

LEAST_PAIRS = 3
MOST_SPREAD = 0.4
"""The part of the shift by which single areas may differ from it and still tell of one cause."""


def shifted(connection: Connection[Row], now: Standing | None) -> list[Remark]:
    """Return a remark when the staged areas are shifted as a whole against an edition; else nothing."""
    if now is None:
        return []
    row = connection.execute(statement(__package__, "shift"), {"edition": now.id}).fetchone()
    if row is None or row["pairs"] < LEAST_PAIRS:
        return []
    metres = hypot(row["east"], row["north"])
    if metres < LEAST_METRES or row["spread"] > MOST_SPREAD * metres:
        return []
    east, north = f"{row['east']:+.0f}", f"{row['north']:+.0f}"
    return [
        Remark(
            "shifted",
            f"ทั้งไฟล์เยื้องจากฉบับ “{now.name}” ราว {metres:,.0f} ม. (ตะวันออก {east} เหนือ {north}) "
            "พื้นหลักฐานอาจประกาศผิด หากเป็น Indian 1975 ให้ระบุ --crs EPSG:24047 หรือ EPSG:24048",
            f"All of it stands some {metres:,.0f} m from “{now.name}” (east {east}, north {north}); the "
            "declared datum may be wrong. For Indian 1975 say --crs EPSG:24047 or EPSG:24048.",
        )
    ]
