"""Tiles of the administrative areas: their shapes, and a point each to write the name at."""

from functools import cache
from typing import Any

from psycopg import sql

from geo.sql import statement
from geo.tile import Tile
from layers.areas.shape import shape_zoom
from layers.layer import Layer
from layers.tiles.memory import Memory
from layers.tiles.source import Ask, Features, Look, Source, Told, told
from layers.tiles.statement import written

LEVEL_OF = {"provinces": "province", "amphoe": "amphoe", "tambon": "tambon"}
BUFFER = 64
"""How far shapes reach over the tile's edge, in its grid, so that outlines are not cut visibly."""
LABEL_ZOOM = 6

_OUTLINES = {"provinces": ("#1D2433", 1.6), "amphoe": ("#5B6475", 1.0), "tambon": ("#8A94A6", 0.7)}
_LABELS = ("code", "name_th", "name_en")


def features(ask: Ask, memory: Memory) -> Features:
    """Return the shapes of a tile and the points of its names."""
    level = LEVEL_OF[ask.layer.name]
    values = shape_values(ask.tile, ask.margin) | {
        "level": level,
        "label_zoom": shape_zoom(min(ask.tile.z, LABEL_ZOOM)),
    }
    columns = tuple(column.name for column in ask.layer.tile_columns(ask.tile.z))
    return Features(((ask.layer.name, _shapes(columns)), (_labels_of(ask.layer), _labels())), values)


def shape_values(tile: Tile, margin: int = 0) -> dict[str, Any]:
    """Return the values with which the statements draw shapes in a tile."""
    return {
        **tile.metres._asdict(),
        "shape_zoom": shape_zoom(tile.z),
        "buffer": max(BUFFER, margin),
    }


def fields(layer: Layer) -> dict[str, dict[str, Told]]:
    """Return the attributes of the shapes and of the names."""
    shapes = told(layer.tile_columns(layer.maxzoom))
    return {layer.name: shapes, _labels_of(layer): {name: shapes[name] for name in _LABELS}}


def look(ask: Ask, memory: Memory) -> Look:
    """Return how areas are drawn: outlines, the coarser the stronger."""
    colour, width = _OUTLINES[ask.layer.name]
    return Look(outline=colour, outline_width=width)


def _labels_of(layer: Layer) -> str:
    return f"{layer.name}_labels"


@cache
def _shapes(columns: tuple[str, ...]) -> str:
    listed = sql.SQL(", ").join(sql.Identifier("f", name) for name in columns)
    return written(statement(__package__, "tile", columns=listed))


@cache
def _labels() -> str:
    return written(statement(__package__, "tile_labels"))


SOURCES = {
    name: Source(features, (name,), fields, look, levels=lambda layer, question: (LEVEL_OF[layer.name],))
    for name in LEVEL_OF
}
