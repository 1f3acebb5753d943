import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import BadRequest
from geo.tile import HALF_WORLD, Tile, cell_of, cells_of

lons = st.floats(min_value=-180, max_value=180)
lats = st.floats(min_value=-85, max_value=85)


@st.composite
def tiles(draw: st.DrawFn) -> Tile:
    z = draw(st.integers(0, 22))
    side = st.integers(0, (1 << z) - 1)
    return Tile(z, draw(side), draw(side))


@pytest.mark.parametrize(
    ("z", "x", "y"), [(-1, 0, 0), (23, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0), (0, 0, 1)]
)
def test_a_tile_that_does_not_exist_is_a_bad_request(z: int, x: int, y: int) -> None:
    with pytest.raises(BadRequest):
        Tile(z, x, y)


def test_the_top_tile_is_the_whole_world() -> None:
    assert Tile(0, 0, 0).metres == (-HALF_WORLD, -HALF_WORLD, HALF_WORLD, HALF_WORLD)
    assert Tile(0, 0, 0).degrees == pytest.approx((-180, -85.0511287798, 180, 85.0511287798))


def test_chiang_rai_lies_in_its_known_tile() -> None:
    assert cell_of(99.8325, 19.9105, 10) == Tile(10, 795, 454)


@settings(deadline=None)
@given(lons, lats, st.integers(0, 22))
def test_a_place_lies_within_the_bounds_of_its_cell(lon: float, lat: float, zoom: int) -> None:
    bounds = cell_of(lon, lat, zoom).degrees
    assert bounds.west - 1e-9 <= lon <= bounds.east + 1e-9
    assert bounds.south - 1e-9 <= lat <= bounds.north + 1e-9


@settings(deadline=None)
@given(tiles())
def test_the_cells_of_the_level_below_fill_a_tile(tile: Tile) -> None:
    if tile.z == 22:
        return
    across, down = tile.cells(tile.z + 1)
    first, last = (Tile(tile.z + 1, across[at], down[at]).metres for at in (0, -1))
    corners = (first.west, last.south, last.east, first.north)
    assert (len(across), len(down), corners) == (2, 2, pytest.approx(tile.metres, abs=1e-6))


def test_a_tile_knows_its_cells() -> None:
    assert Tile(2, 1, 3).cells(4) == (range(4, 8), range(12, 16))


@settings(deadline=None)
@given(st.lists(st.tuples(lons, lats), min_size=1), st.integers(0, 22))
def test_many_places_fall_in_the_cells_that_they_fall_in_singly(
    places: list[tuple[float, float]], zoom: int
) -> None:
    x, y = cells_of([lon for lon, _ in places], [lat for _, lat in places], zoom)
    assert [Tile(zoom, *cell) for cell in zip(x.tolist(), y.tolist(), strict=True)] == [
        cell_of(lon, lat, zoom) for lon, lat in places
    ]


def test_the_edges_of_the_world_belong_to_the_outermost_cells() -> None:
    x, y = cells_of(np.array([-180.0, 180.0]), np.array([90.0, -90.0]), 3)
    assert x.tolist() == [0, 7]
    assert y.tolist() == [0, 7]


@pytest.mark.parametrize(("lon", "lat"), [(181, 0), (0, 91), (float("nan"), 0), (0, float("inf"))])
def test_a_place_off_the_globe_is_a_bad_request(lon: float, lat: float) -> None:
    with pytest.raises(BadRequest):
        cell_of(lon, lat, 5)
