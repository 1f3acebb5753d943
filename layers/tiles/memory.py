"""What many tiles share, worked out once for a version: sums over a whole layer."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

from geo.database import Database, Row
from layers.tiles.cache import Cache
from layers.tiles.versions import Snapshot, read_snapshot
from layers.tiles.watch import Watch

Made = TypeVar("Made")


@dataclass(frozen=True)
class Recipe(Generic[Made]):
    """How something is made: `make` of a statement's rows, anew after any of the layers in `depends` changed.

    `name` and `about` are what it is kept under; `row_bytes` is about what a row takes in memory.
    """

    name: str
    about: Hashable
    depends: tuple[str, ...]
    statement: str
    make: Callable[[list[Row]], Made]
    values: Mapping[str, Any] = field(default_factory=dict)
    row_bytes: int = 200


@dataclass(frozen=True)
class Recalled(Generic[Made]):
    """Something made from rows, and the versions at the moment at which they were read."""

    value: Made
    snapshot: Snapshot


class Memory:
    """A store of at most `limit` bytes.

    One thing of a name is worked out at a time, so that a burst of questions cannot exhaust the database.
    """

    def __init__(self, database: Database, watch: Watch, limit: int) -> None:
        self._database = database
        self._watch = watch
        self._kept: Cache[Recalled[Any]] = Cache(limit)
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    def recall(self, recipe: Recipe[Made]) -> Recalled[Made]:
        """Return what a recipe makes of what is true now; raises `Unavailable` without the database."""
        found = self._find(recipe)
        if found is not None:
            return found
        with self._locks[recipe.name]:
            return self._find(recipe) or self._made(recipe)

    def _find(self, recipe: Recipe[Made]) -> Recalled[Made] | None:
        found = self._kept.get((recipe.name, recipe.about))
        if found is None:
            return None
        fresh = found.snapshot.token(recipe.depends) == self._watch.current().token(recipe.depends)
        return found if fresh else None

    def _made(self, recipe: Recipe[Made]) -> Recalled[Made]:
        with self._database.public_snapshot() as connection:
            snapshot = read_snapshot(lambda asked: connection.execute(asked).fetchall())
            rows = connection.execute(recipe.statement, recipe.values).fetchall()
        recalled = Recalled(recipe.make(rows), snapshot)
        self._kept.put((recipe.name, recipe.about), recalled, recipe.row_bytes * len(rows))
        return recalled
