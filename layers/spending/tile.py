"""Tiles of spending: the areas of a level, or the local authorities, with their sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from psycopg import sql

from geo.database import Row
from geo.sql import statement, text
from geo.tile import HALF_WORLD, Bounds
from layers.areas.tile import BUFFER, shape_values
from layers.authorities.tile import LABEL_ZOOM
from layers.filters import Filters
from layers.layer import Layer
from layers.spending.classes import ZERO_COLOUR, Classes, classify
from layers.spending.sums import sums
from layers.tiles.memory import Memory, Recalled, Recipe
from layers.tiles.question import Question
from layers.tiles.source import EXTENT, Ask, Colour, Features, Look, Mark, Source, Told, told
from layers.tiles.square import metres
from layers.tiles.statement import written

DEPENDS = ("spending",)
AUTHORITY = "authority"
MEASURE = "approved"
FIRST_ZOOM = {"province": 0, "amphoe": 0, "tambon": 5, AUTHORITY: 5}
"""The zoom from which a level is drawn: below, its areas are smaller than what can be seen."""
FULL_ZOOM = {"province": 0, "amphoe": 0, "tambon": 8, AUTHORITY: 8}
"""The zoom from which names are told, and authorities drawn as shapes."""
NAMES = ("name_th", "name_en")
PLACE = Told("String", "ที่มาของรูปร่างหรือตำแหน่ง", "What the shape or position is")

_PLACED_BY = {
    "province": ("provinces",),
    "amphoe": ("amphoe",),
    "tambon": ("tambon",),
    AUTHORITY: ("amphoe", "authorities", "provinces", "tambon"),
}
_SUMS = ("counts", "approved", "contracted", "paid", "remaining")

Key = str | int
Sums = dict[Key, tuple[int, float, float, float, float]]


@dataclass(frozen=True)
class Boxes:
    """Where things are, in metres of EPSG:3857; `points` have what each point is, x and y."""

    keys: list[Key]
    points: list[tuple[str | None, float | None, float | None]]
    sides: NDArray[np.float64]

    def meeting(self, bounds: Bounds) -> list[int]:
        """Return the numbers of those that reach into the bounds."""
        west, south, east, north = self.sides.T
        inside = (
            (west <= bounds.east) & (east >= bounds.west) & (south <= bounds.north) & (north >= bounds.south)
        )
        return np.flatnonzero(inside).tolist()


def level_of(question: Question) -> str:
    """Return the level asked for: without one, that below the area asked for, or the provinces."""
    below = {None: "province", 2: "amphoe"}
    return question.level or below.get(
        len(question.filters.area) if question.filters.area else None, "tambon"
    )


def features(ask: Ask, memory: Memory) -> Features | None:
    """Return the areas or authorities of a tile with their sums."""
    level = level_of(ask.question)
    if ask.tile.z < FIRST_ZOOM[level]:
        return None
    boxes = _boxes(level, memory)
    found = boxes.meeting(metres(ask.tile, max(BUFFER, ask.margin)))
    if not found:
        return None
    recalled = _sums(level, ask.question.filters, memory)
    keys = [boxes.keys[number] for number in found]
    values = {
        **shape_values(ask.tile, ask.margin),
        **_arrays(keys, recalled.value),
        "level": level,
        "area": ask.question.filters.area,
        "keys": keys,
    }
    if level == AUTHORITY:
        values |= _authority_values(ask, [boxes.points[number] for number in found])
    return Features(
        ((ask.layer.name, _statement(level, _columns(ask, level))),),
        values,
        prepare=False,
        made_from=recalled.snapshot.token(DEPENDS),
    )


def fields(layer: Layer) -> dict[str, dict[str, Told]]:
    """Return the attributes of an area or authority."""
    return {layer.name: told(layer.tile_columns(layer.maxzoom)) | {"place": PLACE}}


def levels(layer: Layer, question: Question) -> tuple[str, ...]:
    """Return the levels of the areas whose shapes may be drawn."""
    level = level_of(question)
    return ("amphoe", "province", "tambon") if level == AUTHORITY else (level,)


def look(ask: Ask, memory: Memory) -> Look:
    """Return how spending is drawn: a colour by class of the measure asked for."""
    measure = ask.question.measure or MEASURE
    classes = _classes(level_of(ask.question), measure, ask.question.filters, memory)

    def fill(feature: Mapping[str, Any]) -> Colour:
        number = classes.number(Decimal(str(feature[measure])))
        return ZERO_COLOUR if number is None else classes.colours[number]

    return Look(
        fill=fill,
        fill_opacity=0.85,
        outline="#FFFFFF",
        outline_width=0.8,
        mark=lambda feature: Mark("disc", fill(feature), 4.0),
    )


def _arrays(keys: Iterable[Key], found: Sums) -> dict[str, list[float | None]]:
    nothing = (None,) * len(_SUMS)
    columns = zip(*(found.get(key, nothing) for key in keys), strict=True)
    return dict(zip(_SUMS, map(list, columns), strict=True))


def _authority_values(
    ask: Ask, points: list[tuple[str | None, float | None, float | None]]
) -> dict[str, Any]:
    west, _, east, _ = ask.tile.metres
    width = east - west
    return {
        "authority": ask.question.filters.authority,
        "places": [place for place, _, _ in points],
        "xs": [x for _, x, _ in points],
        "ys": [y for _, _, y in points],
        "shaped": ask.tile.z >= FULL_ZOOM[AUTHORITY],
        "tolerance": width / EXTENT / HALF_WORLD * 180,
        "around": width * ask.margin / EXTENT,
    }


def _columns(ask: Ask, level: str) -> tuple[str, ...]:
    names = [column.name for column in ask.layer.tile_columns(ask.tile.z)]
    if ask.tile.z < FULL_ZOOM[level]:
        names = [name for name in names if name not in NAMES]
    return (*names, "place") if level == AUTHORITY else tuple(names)


@cache
def _statement(level: str, columns: tuple[str, ...]) -> str:
    listed = sql.SQL(", ").join(sql.Identifier("f", name) for name in columns)
    name = "tile_authorities" if level == AUTHORITY else "tile_areas"
    return written(statement(__package__, name, columns=listed))


def _boxes(level: str, memory: Memory) -> Boxes:
    name = "tile_authority_boxes" if level == AUTHORITY else "tile_area_boxes"
    values = {"level": level, "label_zoom": LABEL_ZOOM}
    recipe = Recipe("boxes", level, _PLACED_BY[level], text(__package__, name), _boxed, values)
    return memory.recall(recipe).value


def _boxed(rows: list[Row]) -> Boxes:
    sides = np.array([[row[side] for side in Bounds._fields] for row in rows], dtype=float).reshape(-1, 4)
    points = [(row["place"], row["x"], row["y"]) for row in rows]
    return Boxes([row["key"] for row in rows], points, sides)


def _sums(level: str, filters: Filters, memory: Memory) -> Recalled[Sums]:
    asked, values = sums(level, filters)
    about = (level, filters)
    return memory.recall(Recipe("spending", about, DEPENDS, written(asked), _summed, values, row_bytes=150))


def _summed(rows: list[Row]) -> Sums:
    exact: dict[Key, list[Decimal]] = {}
    for row in rows:
        if row["code"] is not None:
            added = exact.setdefault(row["code"], [Decimal(0)] * 4)
            for number, name in enumerate(("count", "approved", "contracted", "paid")):
                added[number] += row[name]
    return {
        key: (int(count), float(approved), float(contracted), float(paid), float(approved - paid))
        for key, (count, approved, contracted, paid) in exact.items()
    }


def _classes(level: str, measure: str, filters: Filters, memory: Memory) -> Classes:
    number = ("count", "approved", "contracted", "paid", "remaining").index(measure)
    return classify([Decimal(str(row[number])) for row in _sums(level, filters, memory).value.values()])


SOURCES = {
    "spending": Source(
        features, DEPENDS, fields, look, levels, lambda layer, question: FIRST_ZOOM[level_of(question)]
    )
}
