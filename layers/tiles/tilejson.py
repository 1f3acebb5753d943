"""TileJSON 3.0: what a client needs to know of a layer's vector tiles."""

from html import escape
from typing import Any

from geo.database import Database, Row
from geo.sql import text
from geo.tile import Bounds, Tile
from layers.layer import Layer
from layers.tiles.question import Question
from layers.tiles.source import source_of
from layers.tiles.versions import REGION_ZOOM

THAILAND = Bounds(97.3, 5.6, 105.7, 20.5)
FIRST_VIEW = 5


def tilejson(database: Database, layer: Layer, question: Question, template: str) -> dict[str, Any]:
    """Return the TileJSON of a layer for a question.

    `template` is the address of a tile with `{z}`, `{x}` and `{y}`, the question in its query.
    """
    source = source_of(layer)
    (row,) = database.public_rows(
        text(__package__, "tilejson"), {"levels": list(source.levels(layer, question))}
    )
    bounds = _bounds(row, of_projects=source.regional)
    first = source.first_zoom(layer, question)
    described = {
        "tilejson": "3.0.0",
        "name": f"{layer.thai} ({layer.english})",
        "description": f"{layer.thai} ({layer.english})",
        "version": "1.0.0",
        "scheme": "xyz",
        "tiles": [template],
        "minzoom": first,
        "maxzoom": layer.maxzoom,
        "bounds": [round(side, 6) for side in bounds],
        "center": [*_middle(bounds), min(max(first, FIRST_VIEW), layer.maxzoom)],
        "vector_layers": [
            {
                "id": name,
                "description": layer.thai,
                "fields": {field: told.kind for field, told in fields.items()},
                "titles": {field: {"th": told.thai, "en": told.english} for field, told in fields.items()},
                "minzoom": first,
                "maxzoom": layer.maxzoom,
            }
            for name, fields in source.fields(layer).items()
        ],
    }
    # Clients show it as HTML.
    attribution = " · ".join(escape(source) for source in row["sources"])
    return described | ({"attribution": attribution} if attribution else {})


def _bounds(row: Row, of_projects: bool) -> Bounds:
    if of_projects:
        return _with_projects(row)
    return THAILAND if row["west"] is None else Bounds(row["west"], row["south"], row["east"], row["north"])


def _with_projects(row: Row) -> Bounds:
    """Return the country and all squares with projects: a client asks for nothing outside the bounds."""
    if row["first_x"] is None:
        return THAILAND
    northwest = Tile(REGION_ZOOM, row["first_x"], row["first_y"]).degrees
    southeast = Tile(REGION_ZOOM, row["last_x"], row["last_y"]).degrees
    return Bounds(
        min(THAILAND.west, northwest.west),
        min(THAILAND.south, southeast.south),
        max(THAILAND.east, southeast.east),
        max(THAILAND.north, northwest.north),
    )


def _middle(bounds: Bounds) -> tuple[float, float]:
    return round((bounds.west + bounds.east) / 2, 4), round((bounds.south + bounds.north) / 2, 4)
