"""Areas to draw, authorities, a few thousand projects, and tiles read back by somebody else's code."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import psycopg
from psycopg.rows import DictRow, dict_row

from geo.database import Database
from geo.tile import Tile, cells_of
from layers.areas.shape import SHAPE_ZOOMS
from layers.catalogue import find_layer
from layers.tiles.question import parse_question
from layers.tiles.store import Format, Stored, TileStore
from tests.databases import a_database
from tests.layers.pin_world import add_authority, load_areas, square

Owner = psycopg.Connection[DictRow]
Places = Iterable[tuple[float, float]]
"""Longitudes and latitudes."""
CACHE = 1 << 24
AMPHOE = {f"57{number:02}": (f"อำเภอ {number}", square(99 + 0.25 * number, 19, 0.25)) for number in range(4)}
SCATTERED = Path(__file__).with_suffix(".sql")


def draw_areas(owner: Owner) -> None:
    """Load a province of four amphoe side by side, the westernmost with a tambon, as areas and shapes."""
    provinces = {"57": ("เชียงราย", square(99, 19, 1)), "58": ("แม่ฮ่องสอน", square(98, 19, 0.5))}
    load_areas(owner, "province", provinces)
    load_areas(owner, "amphoe", AMPHOE)
    load_areas(owner, "tambon", {"570001": ("เวียง", square(99, 19, 0.125))})
    for zoom in SHAPE_ZOOMS:
        owner.execute(
            "INSERT INTO area_shape (area_id, level, code, is_current, zoom, geom) "
            "SELECT id, level, code, true, %s, ST_Transform(geom, 3857) FROM area "
            "ON CONFLICT DO NOTHING",
            [zoom],
        )


def scatter(owner: Owner, count: int = 3000) -> None:
    """Add projects of four authorities and years, all stages and facets, some drafts, some without place."""
    draw_areas(owner)
    for number in range(4):
        add_authority(owner, f"อบต. {number}", f"657000{number}", f"57{number:02}")
    with owner.transaction():
        owner.execute(SCATTERED.read_text("utf-8").replace(":count", str(int(count))))
    owner.execute("ANALYZE")


def as_owner(url: str) -> Owner:
    """Return the owner's connection, whom row-level security does not bind; each statement is committed."""
    connection = psycopg.connect(url, autocommit=True, row_factory=dict_row)
    connection.execute("SELECT set_config('eplan.account', '1', false)")
    return connection


@dataclass(repr=False)
class Tiles:
    """A store of tiles, asked in the words of an address."""

    database: Database
    limit: int = CACHE

    def __post_init__(self) -> None:
        self.store = TileStore(self.database, self.limit)

    @cached_property
    def places(self) -> list[tuple[float, float]]:
        """Where the public projects are: longitude, latitude."""
        rows = self.database.rows(
            "SELECT ST_X(point) AS lon, ST_Y(point) AS lat FROM public_project WHERE point IS NOT NULL"
        )
        return [(row["lon"], row["lat"]) for row in rows]

    def stored(self, layer: str, tile: Tile, form: Format = "mvt", **words: str) -> Stored:
        """Return a tile as it is kept."""
        found = find_layer(layer)
        return self.store.tile(found, tile, parse_question(found, words.items()), form)

    def features(self, name: str, tile: Tile, inside: str = "", **words: str) -> list[dict[str, Any]]:
        """Return the features of a layer inside a vector tile, decoded: `properties`, `geometry`, `id`."""
        body = self.stored(name, tile, "mvt", **words).plain()
        decoded = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True}) if body else {}
        return list(decoded.get(inside or name, {}).get("features", []))

    def everywhere(self, layer: str, zoom: int, places: Places, **words: str) -> list[Any]:
        """Return the features of all tiles of a zoom in which any of the places lies."""
        tiles = tiles_of(zoom, places)
        return [feature for tile in tiles for feature in self.features(layer, tile, **words)]

    def close(self) -> None:
        """End the store's listener."""
        self.store.watch.close()


def tiles_of(zoom: int, places: Places) -> list[Tile]:
    """Return the tiles of a zoom in which places lie, each once."""
    lons, lats = zip(*places, strict=True)
    xs, ys = cells_of(lons, lats, zoom)
    return sorted({Tile(zoom, int(x), int(y)) for x, y in zip(xs, ys, strict=True)})


def counted(features: Iterable[dict[str, Any]]) -> int:
    """Return how many projects features stand for."""
    return sum(feature["properties"]["count"] for feature in features)


@contextmanager
def scattered(server_url: str, template: str, count: int = 3000) -> Iterator[Tiles]:
    """Tiles of a database of several tests' own, over which projects are scattered."""
    with a_database(server_url, template) as url:
        with as_owner(url) as owner:
            scatter(owner, count)
        database = Database(url, size=4).open()
        tiles = Tiles(database)
        try:
            yield tiles
        finally:
            tiles.close()
            database.close()
