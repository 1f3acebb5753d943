"""Where a layer's tiles come from: each layer's folder has a `tile` module with its `SOURCES`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any, NamedTuple, Protocol

import layers
from geo.errors import NotFound
from geo.tile import Tile
from layers.layer import Column, Layer
from layers.tiles.memory import Memory
from layers.tiles.question import Question
from layers.tiles.versions import NOWHERE, Window

EXTENT = 4096
"""Width of a tile in its own grid, x to the east and y to the south."""


@dataclass(frozen=True)
class Ask:
    """What is wanted: a layer's tile for a question, with `margin` units of the grid around it.

    `where` are the squares of zoom 8 on whose projects a regional layer's tile depends.
    """

    layer: Layer
    tile: Tile
    question: Question
    where: Window = NOWHERE
    margin: int = 0


@dataclass(frozen=True)
class Features:
    """Statements that give the features of a tile, and their values.

    `parts` has a statement for each layer inside the vector tile, the first of which is drawn. Their
    rows have `geom` in the tile's grid, a whole number `feature_id` (or null), and attributes.
    `made_from` is the version token of what else went into the values. `prepare` False has the
    statement planned for its own values.
    """

    parts: tuple[tuple[str, str], ...]
    values: Mapping[str, Any]
    prepare: bool | None = None
    made_from: str | None = None


class Told(NamedTuple):
    """What an attribute is: `String`, `Number` or `Boolean`, and its titles."""

    kind: str
    thai: str
    english: str


_KINDS = {"integer": "Number", "money": "Number", "number": "Number", "boolean": "Boolean"}


def told(columns: Iterable[Column]) -> dict[str, Told]:
    """Return what columns are, by name."""
    return {c.name: Told(_KINDS.get(c.kind, "String"), c.thai, c.english) for c in columns}


Colour = str


@dataclass(frozen=True)
class Mark:
    """How a point is drawn: a sign of that name, colour and radius in pixels."""

    sign: str
    colour: Colour
    radius: float


def _no_fill(feature: Mapping[str, Any]) -> Colour | None:
    return None


def _dot(feature: Mapping[str, Any]) -> Mark:
    return Mark("disc", "#1D2433", 2.5)


@dataclass(frozen=True)
class Look:
    """How a layer is drawn as an image. Colours are `#rrggbb`; widths are pixels."""

    fill: Callable[[Mapping[str, Any]], Colour | None] = _no_fill
    fill_opacity: float = 1.0
    outline: Colour = "#1D2433"
    outline_width: float = 1.0
    mark: Callable[[Mapping[str, Any]], Mark] = _dot


def _plain(ask: Ask, memory: Memory) -> Look:
    return Look()


def _no_areas(layer: Layer, question: Question) -> tuple[str, ...]:
    return ()


def _least_zoom(layer: Layer, question: Question) -> int:
    return layer.minzoom


@dataclass(frozen=True)
class Source:
    """A layer's tiles. They change with the layers in `depends`, and with projects in them where `regional`.

    `features` returns None where there is nothing to ask for. `fields` says, for TileJSON, what the
    attributes are of each layer inside the vector tile. `levels` are those of the areas that are drawn;
    `first_zoom` is the least zoom at which there is anything.
    """

    features: Callable[[Ask, Memory], Features | None]
    depends: tuple[str, ...]
    fields: Callable[[Layer], dict[str, dict[str, Told]]]
    look: Callable[[Ask, Memory], Look] = _plain
    levels: Callable[[Layer, Question], tuple[str, ...]] = _no_areas
    first_zoom: Callable[[Layer, Question], int] = _least_zoom
    regional: bool = False


class _Sources(Protocol):
    SOURCES: dict[str, Source]


@cache
def _sources() -> dict[str, Source]:
    folders = [module.name for module in iter_modules(layers.__path__) if module.ispkg]
    names = [f"layers.{folder}.tile" for folder in folders if find_spec(f"layers.{folder}.tile")]
    modules: list[_Sources] = [import_module(name) for name in names]
    return {layer: source for module in modules for layer, source in module.SOURCES.items()}


def source_of(layer: Layer) -> Source:
    """Return where a layer's tiles come from; raises `NotFound` for a layer that has none."""
    try:
        return _sources()[layer.name]
    except KeyError:
        raise NotFound(f"ชั้นข้อมูล {layer.name} ไม่มีแผ่นแผนที่", f"The layer {layer.name} has no tiles.") from None
