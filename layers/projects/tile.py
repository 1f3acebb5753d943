"""Tiles of projects: up to zoom 11 counted by cell, from there on one by one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geo.tile import Tile
from layers.filters import Filters
from layers.layer import Layer
from layers.projects import tile_cells, tile_points
from layers.tiles.memory import Memory
from layers.tiles.source import Ask, Features, Look, Mark, Source, Told, told
from layers.tiles.square import Degrees, degrees

LAST_OF_CELLS = 11
DEPENDS = ("authorities",)
"""Beside the projects in the squares of the tile."""
STAGES = {
    "plan": ("ring", "#8A94A6"),
    "approved": ("disc", "#3F7FD9"),
    "contracted": ("diamond", "#6C4AB6"),
    "paying": ("half", "#E08E0B"),
    "finished": ("tick", "#1B8A5A"),
    "stopped": ("bar", "#B3261E"),
}


def features(ask: Ask, memory: Memory) -> Features | None:
    """Return the cells or the projects of a tile; each project is counted in exactly one tile of a zoom."""
    filters = narrowed(ask.question.filters, ask.tile, ask.margin)
    if filters is None:
        return None
    if ask.tile.z > LAST_OF_CELLS:
        return tile_points.points(ask, filters)
    finer = tile_cells.fineness(ask, filters, memory)
    kept = tile_cells.from_sums(ask, filters, finer)
    if kept is not None:
        return kept
    if ask.tile.z + finer <= tile_cells.FACET_LEVEL:
        return tile_cells.from_memory(ask, filters, memory, DEPENDS, finer)
    return tile_cells.from_rows(ask, filters)


def narrowed(filters: Filters, tile: Tile, margin: int) -> Filters | None:
    """Return the filters without those that every project in a tile passes; None where none can pass."""
    if filters.located not in (None, "yes"):
        return None
    filters = replace(filters, located=None)
    if filters.bbox is None:
        return filters
    around = degrees(tile, margin)
    if not _meet(filters.bbox, around):
        return None
    return replace(filters, bbox=None) if _holds(filters.bbox, around) else filters


def fields(layer: Layer) -> dict[str, dict[str, Told]]:
    """Return the attributes of projects and of cells."""
    return {layer.name: told(layer.tile_columns(layer.maxzoom)) | tile_cells.FIELDS}


def look(ask: Ask, memory: Memory) -> Look:
    """Return how projects are drawn: by the sign and colour of their stage, the larger the more they are."""
    return Look(mark=_mark)


def _mark(feature: Mapping[str, Any]) -> Mark:
    sign, colour = STAGES[feature["stage"]]
    count: int = feature["count"]
    return (
        Mark(sign, colour, 3.5)
        if count == 1
        else Mark("disc", colour, min(3.5 + count.bit_length() * 0.33, 8))
    )


def _meet(bbox: tuple[float, ...], square: Degrees) -> bool:
    west, south, east, north = bbox
    return (
        west <= square.max_lon
        and east >= square.min_lon
        and south <= square.max_lat
        and north >= square.min_lat
    )


def _holds(bbox: tuple[float, ...], square: Degrees) -> bool:
    west, south, east, north = bbox
    return (
        west <= square.min_lon
        and east >= square.max_lon
        and south <= square.min_lat
        and north >= square.max_lat
    )


SOURCES = {"projects": Source(features, DEPENDS, fields, look, regional=True)}
