"""The address of a tile: layer, zoom, column, row and form, and what its query asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from geo.errors import BadRequest, NotFound
from geo.tile import Tile
from layers.catalogue import find_layer
from layers.layer import Layer
from layers.tiles.question import Question, parse_question
from layers.tiles.store import Format

MEDIA: dict[Format, str] = {
    "mvt": "application/vnd.mapbox-vector-tile",
    "png": "image/png",
    "png2x": "image/png",
}
FORMS: dict[str, Format] = {".mvt": "mvt", ".pbf": "mvt", ".png": "png", "@2x.png": "png2x"}

_NUMBER = re.compile(r"[0-9]{1,8}", re.ASCII)
_ROW = re.compile(r"([^.@]*)(.*)", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A tile as an address asks for it."""

    layer: Layer
    tile: Tile
    question: Question
    form: Format


def read_address(name: str, z: str, x: str, row: str, query: str) -> Wanted:
    """Read the parts of `/tiles/{name}/{z}/{x}/{row}` and the query behind it, as WSGI gives it.

    Raises `NotFound` for an unknown layer or form, `BadRequest` for a tile that cannot be or a filter
    that the layer does not take.
    """
    layer, question = asked_of(name, query)
    match = _ROW.fullmatch(row)
    y, ending = match.groups() if match else (row, "")
    for text in (z, x, y):
        if not _NUMBER.fullmatch(text):
            raise BadRequest(
                f"“{text[:40]}” ในที่อยู่ของแผ่นแผนที่ใช้ไม่ได้ ต้องเป็น ระดับ/คอลัมน์/แถว เช่น 8/199/115.mvt",
                f"“{text[:40]}” will not do in a tile's address; it is zoom/column/row, as 8/199/115.mvt.",
            )
    if ending not in FORMS:
        raise NotFound(f"แผ่นแผนที่มีแบบ {', '.join(FORMS)} เท่านั้น", f"Tiles end in {', '.join(FORMS)} only.")
    return Wanted(layer, Tile(int(z), int(x), int(y)), question, FORMS[ending])


@lru_cache(maxsize=4096)
def asked_of(name: str, query: str) -> tuple[Layer, Question]:
    """Return a layer and what a query asks of it."""
    layer = find_layer(name)
    return layer, parse_question(layer, _pairs(query))


def from_wsgi(text: str) -> str:
    """Return a part of an address as it was written: WSGI gives its bytes as Latin-1."""
    return text if text.isascii() else text.encode("latin-1", "replace").decode("utf-8", "replace")


def _pairs(query: str) -> Iterable[tuple[str, str]]:
    return parse_qsl(from_wsgi(query), keep_blank_values=True)
