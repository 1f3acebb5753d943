"""Which tiles are asked for: at every zoom the densest, some where projects are, and some that are sparse."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from layers.catalogue import find_layer
from tests.bench.stage import Stage

ZOOMS = range(17)
DENSEST, BUSY, SPARSE = 4, 12, 4
MIXED_ZOOMS = range(5, 17)
MIXED_EACH = 20
SEED = 1


@dataclass(frozen=True)
class Address:
    """A tile, and how many projects it holds."""

    z: int
    x: int
    y: int
    projects: int

    def ours(self, query: str = "") -> str:
        """Return the path at which our portal serves the tile."""
        return f"/tiles/projects/{self.z}/{self.x}/{self.y}.mvt{query}"

    def peers(self) -> str:
        """Return the path at which tipg serves the tile, with the attributes that ours has at its zoom."""
        columns = ",".join(column.name for column in find_layer("projects").tile_columns(self.z))
        tile = f"{self.z}/{self.x}/{self.y}"
        return f"/collections/peer.projects/tiles/WebMercatorQuad/{tile}?properties={columns}"


def every_zoom(stage: Stage) -> dict[int, list[Address]]:
    """Return the sample of each zoom from 0 to 16, the densest tiles first."""
    random = Random(SEED)
    return {zoom: _chosen(random, tiles) for zoom, tiles in _occupied(stage)}


def mixed(stage: Stage) -> list[Address]:
    """Return tiles as people look at them: 20 of each zoom from 5 to 16, where projects are, shuffled."""
    random = Random(SEED)
    tiles = [
        tile
        for zoom, found in _occupied(stage)
        if zoom in MIXED_ZOOMS
        for tile in _drawn(random, found, MIXED_EACH)
    ]
    random.shuffle(tiles)
    return tiles


def _chosen(random: Random, tiles: list[Address]) -> list[Address]:
    densest = tiles[:DENSEST]
    sparse = random.sample(tiles, min(SPARSE, len(tiles)))
    return list(dict.fromkeys([*densest, *_drawn(random, tiles, BUSY), *sparse]))


def _drawn(random: Random, tiles: list[Address], count: int) -> list[Address]:
    """Draw different tiles, the likelier the more projects they hold."""
    weights = [tile.projects for tile in tiles]
    drawn = dict.fromkeys(random.choices(tiles, weights, k=count * 8))
    return list(drawn)[:count]


def _occupied(stage: Stage) -> Iterator[tuple[int, list[Address]]]:
    """Yield the tiles of each zoom that hold projects, the densest first."""
    with stage.connected() as connection:
        for zoom in ZOOMS:
            rows = connection.execute(_OCCUPIED, {"zoom": zoom}).fetchall()
            yield zoom, [Address(zoom, *(int(str(value)) for value in row)) for row in rows]


_OCCUPIED = """
SELECT
  floor((ST_X(point) + 180) / 360 * (1 << %(zoom)s))::integer AS x,
  floor((1 - asinh(tan(radians(ST_Y(point)))) / pi()) / 2 * (1 << %(zoom)s))::integer AS y,
  count(*) AS projects
FROM public_project WHERE point IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""
