"""The tiles of the public map: found in memory while they are true, otherwise made."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Literal

from geo.database import Database, Row
from geo.tile import Tile
from layers.layer import Layer
from layers.tiles.cache import Cache
from layers.tiles.image import image
from layers.tiles.memory import Memory
from layers.tiles.question import Question
from layers.tiles.source import EXTENT, Ask, Features, Source, source_of
from layers.tiles.statement import marks_statement, vector_statement
from layers.tiles.versions import NOWHERE, Window, token_values, window
from layers.tiles.watch import Watch

Format = Literal["mvt", "png", "png2x"]
Key = tuple[str, Tile, Question, Format]

WORTH_ZIPPING = 150
ZIP_LEVEL = 5
DRAWN_MARGIN = EXTENT // 16
"""How far from a tile a sign may stand and still reach into it, in the tile's grid."""
LEAST_MEMORY = 1 << 25
LOCKS = 64


@dataclass(frozen=True, slots=True)
class Stored:
    """A tile's bytes, gzip-compressed where `zipped`; `digest` is of the plain ones."""

    body: bytes
    zipped: bool
    digest: str
    token: str | None

    def plain(self) -> bytes:
        """Return the bytes as they are meant."""
        return gzip.decompress(self.body) if self.zipped else self.body


def stored(body: bytes, token: str | None, zippable: bool = True) -> Stored:
    """Return a tile ready to be kept."""
    digest = blake2b(body, digest_size=12).hexdigest()
    zipped = zippable and len(body) >= WORTH_ZIPPING
    return Stored(gzip.compress(body, ZIP_LEVEL, mtime=0) if zipped else body, zipped, digest, token)


class TileStore:
    """Tiles as everybody may see them, the same for whoever asks, never older than the last write."""

    def __init__(self, database: Database, limit: int) -> None:
        self._database = database
        self.watch = Watch(database)
        self._memory = Memory(database, self.watch, max(limit // 4, LEAST_MEMORY))
        self._cache: Cache[Stored] = Cache(limit)
        self._locks = tuple(Lock() for _ in range(LOCKS))
        self._tally = Lock()
        self._answered = {"kept": 0, "made": 0}

    def tile(self, layer: Layer, tile: Tile, question: Question, format: Format = "mvt") -> Stored:
        """Return a tile. Vector tiles of nothing have no bytes; images of nothing are transparent.

        Raises `Unavailable` when the database does not answer.
        """
        key: Key = (layer.name, tile, question, format)
        source = source_of(layer)
        where = _where(source, tile, format)
        found = self._found(key, source, where)
        if found is None:
            with self._locks[hash(key) % LOCKS]:
                found = self._found(key, source, where)
                if found is None:
                    return self._made(layer, source, key, where)
        return found

    def _found(self, key: Key, source: Source, where: Window) -> Stored | None:
        found = self._cache.get(key)
        if found is None or found.token != self.watch.current().token(source.depends, where):
            return None
        self._count("kept")
        return found

    def _count(self, how: str) -> None:
        with self._tally:
            self._answered[how] += 1

    def answered(self) -> dict[str, int]:
        """Return how many tiles were found in memory (`kept`) and how many had to be `made`."""
        return dict(self._answered)

    def kept_bytes(self) -> int:
        """Return how many bytes the tiles in memory take."""
        return self._cache.bytes

    def _made(self, layer: Layer, source: Source, key: Key, where: Window) -> Stored:
        self._count("made")
        _, tile, question, format = key
        ask = Ask(layer, tile, question, where, 0 if format == "mvt" else DRAWN_MARGIN)
        row = None
        if tile.z >= source.first_zoom(layer, question):
            row = self._asked(source, ask, vector if format == "mvt" else marks)
        made = self._encoded(row, source, ask, format)
        if made.token is not None:
            self._cache.put(key, made, len(made.body))
        return made

    def _encoded(self, row: Row | None, source: Source, ask: Ask, format: Format) -> Stored:
        token = row["versions"] if row else None
        if format == "mvt":
            return stored(row["body"] if row else b"", token)
        look = source.look(ask, self._memory)
        return stored(image(row, look, 2 if format == "png2x" else 1), token, zippable=False)

    def _asked(self, source: Source, ask: Ask, statement: Callable[[Features], str]) -> Row | None:
        """Return the row of a tile's statement, `versions` null when it must not be kept; None for nothing.

        What went into the values may be older than what the statement finds, though neither is older
        than the question: then it is asked again, and at last answered but not kept.
        """
        for _ in range(2):
            features = source.features(ask, self._memory)
            if features is None:
                return None
            values = {**features.values, **token_values(source.depends, ask.where)}
            (row,) = self._database.public_rows(statement(features), values, features.prepare)
            if features.made_from in (None, row["versions"]):
                return row
        return row | {"versions": None}


def vector(features: Features) -> str:
    """Return the statement for a vector tile."""
    return vector_statement(features.parts)


def marks(features: Features) -> str:
    """Return the statement for what an image is drawn from."""
    return marks_statement(features.parts[0][1])


def _where(source: Source, tile: Tile, format: Format) -> Window:
    if not source.regional:
        return NOWHERE
    return window(tile, 0 if format == "mvt" else DRAWN_MARGIN / EXTENT)
