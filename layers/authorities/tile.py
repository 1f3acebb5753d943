"""Tiles of the local authorities, each a point: the office, or else a point of the area it stands in."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from psycopg import sql

from geo.sql import statement
from layers.layer import Layer
from layers.tiles.memory import Memory
from layers.tiles.source import Ask, Features, Look, Mark, Source, Told, told
from layers.tiles.square import metres, square_values
from layers.tiles.statement import written

LABEL_ZOOM = 6
"""The class of shapes in which an area's point is found, the same at each zoom so that it stands still."""

CROWDED = 7
_RADII = {"pao": 4.5, "city": 4.0, "town": 3.5, "special": 4.0}


def features(ask: Ask, memory: Memory) -> Features:
    """Return the authorities of a tile, each in exactly one tile of a zoom."""
    values = {
        **square_values(ask.tile, ask.margin),
        **metres(ask.tile, ask.margin)._asdict(),
        "label_zoom": LABEL_ZOOM,
    }
    columns = tuple(column.name for column in ask.layer.tile_columns(ask.tile.z))
    # A plan for many authorities is another than that for few.
    prepare = None if ask.tile.z > CROWDED else False
    return Features(((ask.layer.name, _statement(columns)),), values, prepare)


def fields(layer: Layer) -> dict[str, dict[str, Told]]:
    """Return the attributes of an authority."""
    return {layer.name: told(layer.tile_columns(layer.maxzoom))}


def look(ask: Ask, memory: Memory) -> Look:
    """Return how authorities are drawn: in the portal's teal, the larger the higher they rank."""
    return Look(mark=_mark)


def _mark(feature: Mapping[str, Any]) -> Mark:
    return Mark(
        "disc" if feature["place"] == "office" else "ring", "#0B6E69", _RADII.get(feature["type"], 2.5)
    )


@cache
def _statement(columns: tuple[str, ...]) -> str:
    listed = sql.SQL(", ").join(sql.Identifier("f", name) for name in columns)
    return written(statement(__package__, "tile", columns=listed))


SOURCES = {
    "authorities": Source(
        features,
        ("amphoe", "authorities", "provinces"),
        fields,
        look,
        levels=lambda layer, question: ("amphoe", "province"),
    ),
}
