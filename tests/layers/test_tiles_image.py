"""Tiles as images: the same things, in the layer's colours, on a transparent ground."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from rasterio.io import MemoryFile

from geo.database import Database
from geo.tile import Tile, cell_of
from layers.spending.classes import RAMP, ZERO_COLOUR
from layers.tiles.signs import rgb, sign
from layers.tiles.store import Format
from tests.layers.pin_world import add_authority, add_project, put
from tests.layers.tiles_world import Owner, Tiles, draw_areas, scattered


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[Tiles]:
    with scattered(server_url, template, 600) as tiles:
        yield tiles


def pixels(tiles: Tiles, layer: str, tile: Tile, form: Format = "png", **words: str) -> Any:
    """Return an image as (row, column, band), read by GDAL."""
    with MemoryFile(tiles.stored(layer, tile, form, **words).plain()) as file, file.open() as image:
        assert image.driver == "PNG"
        return np.moveaxis(image.read(), 0, 2)


def has_colour(image: Any, colour: str, least: int = 3) -> bool:
    wanted = np.array([round(part * 255) for part in rgb(colour)])
    near = (np.abs(image[..., :3].astype(int) - wanted).max(axis=2) <= 4) & (image[..., 3] > 180)
    return bool(near.sum() >= least)


@pytest.mark.parametrize(
    ("layer", "zoom"),
    [("provinces", 6), ("amphoe", 9), ("tambon", 11), ("authorities", 9), ("projects", 7), ("projects", 14)],
)
def test_an_image_shows_something_on_a_transparent_ground(world: Tiles, layer: str, zoom: int) -> None:
    image = pixels(world, layer, cell_of(99.05, 19.1, zoom))
    assert image.shape == (256, 256, 4)
    assert image[..., 3].max() > 200
    assert (image[..., 3] == 0).any()


def test_a_larger_image_has_twice_the_pixels(world: Tiles) -> None:
    assert pixels(world, "amphoe", cell_of(99.3, 19.1, 9), "png2x").shape == (512, 512, 4)


@pytest.mark.parametrize("layer", ["provinces", "projects", "spending", "tambon"])
def test_an_image_of_nothing_is_transparent(world: Tiles, layer: str) -> None:
    image = pixels(world, layer, Tile(6, 3, 3))
    assert image.shape == (256, 256, 4)
    assert not image.any()


def test_spending_is_coloured_by_class_and_nothing_spent_is_pale(world: Tiles) -> None:
    image = pixels(world, "spending", cell_of(99.5, 19.1, 7), level="amphoe", measure="approved")
    assert any(has_colour(image, colour, least=200) for colour in RAMP)
    nothing = pixels(world, "spending", cell_of(98.2, 19.2, 9), level="province")
    assert has_colour(nothing, ZERO_COLOUR, least=200)


def test_a_project_has_the_colour_of_its_stage_and_a_white_rim(owner: Owner, tiles: Tiles) -> None:
    project = add_project(owner, add_authority(owner, "อบต."), approved="10.00", procurement=True)
    put(owner, project, 99.1, 19.1)
    tile = cell_of(99.1, 19.1, 15)
    image = pixels(tiles, "projects", tile)
    assert has_colour(image, "#3F7FD9")
    assert has_colour(image, "#FFFFFF", least=2)


def test_a_sign_near_the_edge_reaches_into_the_next_tile_and_moves_with_its_project(
    db: Database, owner: Owner, tiles: Tiles
) -> None:
    east = cell_of(99.140625, 19.3, 12)
    put(owner, add_project(owner, add_authority(owner, "อบต.")), 99.140625 + 1e-6, 19.3)
    west = Tile(12, east.x - 1, east.y)
    image = pixels(tiles, "projects", west)
    assert image[:, -3:, 3].any()
    assert not image[:, :-8, 3].any()
    with db.acting(1) as connection:
        connection.execute("UPDATE project SET published = false")
    assert not pixels(tiles, "projects", west).any()


@pytest.mark.parametrize("name", ["ring", "disc", "diamond", "half", "tick", "bar"])
def test_each_sign_is_its_own_and_has_smooth_edges(name: str) -> None:
    picture = sign(name, "#3F7FD9", 6.0)
    others = [sign(other, "#3F7FD9", 6.0) for other in ("ring", "disc", "diamond", "half", "tick", "bar")]
    assert sum(np.array_equal(picture, other) for other in others) == 1
    assert ((picture[..., 3] > 0) & (picture[..., 3] < 1)).any()
    assert not picture[0, 0].any()


def test_many_areas_are_drawn_over_each_other_in_order(owner: Owner, tiles: Tiles) -> None:
    draw_areas(owner)
    image = pixels(tiles, "amphoe", cell_of(99.5, 19.1, 8))
    columns = np.flatnonzero((image[..., 3] > 100).sum(axis=0) > 5)
    assert len(np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)) >= 3
