"""The statements of an export, from the `export*.sql` of the layer's own folder.

A layer's `export.sql` returns a row for each feature: its columns by their names (money in satang), what
`export_names.sql` looks names up by, `geom` in EPSG:4326, and `published` and `is_demo`. It takes exactly
the words that it reads: those of its values, and all of the layer's where it has a slot `where` or `sums`.
"""

import re
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import Any

from psycopg import sql

import layers
from geo.sql import statement, text
from layers.filters import Filters
from layers.layer import Layer
from layers.spending.sums import sums

_WORD_OF_VALUE = {"area": "area", "authority": "authority", "west": "bbox", "q_like": "q"}


@cache
def home(layer: str) -> str:
    """Return the package in which a layer is defined."""
    folders = (module.name for module in iter_modules(layers.__path__) if module.ispkg)
    for package in (f"layers.{folder}" for folder in folders):
        if (files(package) / "definition.py").is_file():
            definition = import_module(f"{package}.definition")
            if any(found.name == layer for found in definition.LAYERS):
                return package
    raise LookupError(layer)


def words_of(layer: Layer) -> frozenset[str]:
    """Return the words that narrow a layer's export: those that its statement reads."""
    body = text(home(layer.name), "export")
    if "{where}" in body or "{sums}" in body:
        return frozenset(layer.words)
    return frozenset(word for name, word in _WORD_OF_VALUE.items() if f"%({name})s" in body)


def has_shapes(layer: Layer) -> bool:
    """Whether a layer of points can be had with the shapes that they stand for."""
    return (files(home(layer.name)) / "export_shape.sql").is_file()


def source(
    layer: Layer, filters: Filters, level: str, *, shapes: bool = False
) -> tuple[sql.Composed, dict[str, Any]]:
    """Return the statement of a layer's rows, with all that its folder knows of them, and its values.

    `shapes` asks for what was drawn instead of the points that stand for it.
    """
    package = home(layer.name)
    body = text(package, "export")
    slots: dict[str, sql.Composable] = {}
    found: dict[str, Any] = {}
    if "{sums}" in body:
        slots["sums"], found = sums(level, filters)
    elif "{where}" in body:
        slots["where"], found = filters.where()
    if "{geometry}" in body:
        slots["geometry"] = statement(package, "export_shape") if shapes else sql.SQL("f.point")
    return statement(package, "export", **slots), _values(layer, filters, level) | found


def _values(layer: Layer, filters: Filters, level: str) -> dict[str, Any]:
    like = None if filters.q is None else "%" + re.sub(r"([\\%_])", r"\\\1", filters.q) + "%"
    west, south, east, north = filters.bbox or (None,) * 4
    box = {"west": west, "south": south, "east": east, "north": north}
    asked = {"area": filters.area, "authority": filters.authority, "q_like": like}
    return {"layer": layer.name, "level": level} | asked | box


def names(layer: Layer) -> sql.Composed | None:
    """Return the statement of the names that a layer's rows look up by code, if it has one."""
    package = home(layer.name)
    has_names = (files(package) / "export_names.sql").is_file()
    return statement(package, "export_names") if has_names else None
