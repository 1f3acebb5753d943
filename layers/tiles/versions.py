"""When a layer last changed, in all and by square of zoom 8: what tells whether a tile is still true."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any, NamedTuple

from geo.database import Row
from geo.sql import text
from geo.tile import Tile

REGION_ZOOM = 8


class Window(NamedTuple):
    """The squares of zoom 8 that something touches, first and last column and row."""

    west: int
    east: int
    north: int
    south: int


NOWHERE = Window(0, -1, 0, -1)


def window(tile: Tile, margin: float = 0) -> Window:
    """Return the squares under a tile and a margin around it, which is a part of the tile's width."""
    scale = 2.0 ** (REGION_ZOOM - tile.z)
    last = (1 << REGION_ZOOM) - 1
    return Window(
        max(0, floor((tile.x - margin) * scale)),
        min(last, ceil((tile.x + 1 + margin) * scale) - 1),
        max(0, floor((tile.y - margin) * scale)),
        min(last, ceil((tile.y + 1 + margin) * scale) - 1),
    )


@dataclass(frozen=True)
class Snapshot:
    """All versions at one moment. Versions are equal or not; which is later is not told.

    `day` is the database's date, on which the validity of codes depends.
    """

    day: str
    layers: Mapping[str, str]
    regions: Mapping[tuple[int, int], str]
    _tokens: dict[tuple[tuple[str, ...], Window], str] = field(default_factory=dict, compare=False)

    def token(self, depends: tuple[str, ...], where: Window = NOWHERE) -> str:
        """Return what changes with any of the layers, or with any project in the squares.

        The statement `versions.sql` gives the same for the moment at which it is run.
        """
        key = (depends, where)
        if key not in self._tokens:
            self._tokens[key] = self._token(depends, where)
        return self._tokens[key]

    def _token(self, depends: tuple[str, ...], where: Window) -> str:
        layers = [f"{name}={self.layers[name]}" for name in sorted(depends) if name in self.layers]
        inside = sorted(
            (x, y)
            for x, y in self.regions
            if where.west <= x <= where.east and where.north <= y <= where.south
        )
        return " ".join([self.day, *layers, *(f"{x}/{y}={self.regions[x, y]}" for x, y in inside)])


def read_snapshot(rows: Callable[[str], list[Row]]) -> Snapshot:
    """Return the versions of the moment by a function that runs a statement."""
    (row,) = rows(text(__package__, "snapshot"))
    return Snapshot(
        row["day"],
        dict(zip(row["layers"] or (), row["layer_versions"] or (), strict=True)),
        dict(
            zip(zip(row["xs"] or (), row["ys"] or (), strict=True), row["region_versions"] or (), strict=True)
        ),
    )


def token_values(depends: tuple[str, ...], where: Window = NOWHERE) -> dict[str, Any]:
    """Return the values of `versions.sql`."""
    return {"depends": list(depends), **{f"region_{name}": value for name, value in where._asdict().items()}}
