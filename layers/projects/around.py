"""What lies around a project's place, for drawing to it: neighbours' shapes and the lines of areas."""

import json
from typing import Any

from psycopg import Connection

from geo.database import Row
from geo.errors import BadRequest
from geo.sql import statement
from geo.tile import Bounds

WIDEST = 0.5
"""Degrees: a wider box holds more than anybody draws to."""


def neighbours(connection: Connection[Row], project_id: int, box: Bounds) -> dict[str, Any]:
    """Return the shapes of other public projects in a box of degrees as a GeoJSON FeatureCollection."""
    values = _box(box) | {"project": project_id}
    return _collection(connection.execute(statement(__package__, "neighbours"), values).fetchall())


def boundaries(connection: Connection[Row], authority_id: int, box: Bounds) -> dict[str, Any]:
    """Return the lines of areas and of the authority's boundary in a box, as a GeoJSON FeatureCollection."""
    values = _box(box) | {"authority": authority_id}
    return _collection(connection.execute(statement(__package__, "boundaries"), values).fetchall())


def _box(box: Bounds) -> dict[str, Any]:
    west, south, east, north = box
    if not (0 < east - west <= WIDEST and 0 < north - south <= WIDEST):
        raise BadRequest(
            f"bbox ต้องกว้างและสูงไม่เกิน {WIDEST} องศา ขยายแผนที่ก่อน",
            f"The bbox has at most {WIDEST} degrees each way; zoom in first.",
        )
    return {"west": west, "south": south, "east": east, "north": north}


def _collection(rows: list[Row]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(row["geometry"]),
            "properties": {name: value for name, value in row.items() if name != "geometry"},
        }
        for row in rows
    ]
    return {"type": "FeatureCollection", "features": features}
