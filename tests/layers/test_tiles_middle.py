"""At low zooms a cell stands in the middle of its projects: a single one where it really is."""

import pytest

from geo.database import Database
from geo.tile import Tile, cell_of
from tests.layers.pin_world import add_authority, add_project, put
from tests.layers.tiles_world import Owner, Tiles

EXTENT = 4096
PLACES = [(99.81234, 19.90456), (99.80111, 19.91222)]


def expected(tile: Tile, places: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the mean of places in the tile's own grid, y downwards."""
    fine = [cell_of(lon, lat, tile.z + 12) for lon, lat in places]
    x = sum(cell.x for cell in fine) / len(fine) - tile.x * EXTENT
    y = sum(cell.y for cell in fine) / len(fine) - tile.y * EXTENT
    return x, y


@pytest.mark.parametrize(
    "words", [{}, {"category": "road"}, {"category": "road", "stage": "plan", "q": "ถนน"}]
)
@pytest.mark.parametrize("zoom", [4, 7, 8])
def test_projects_of_one_cell_are_drawn_in_their_middle(
    db: Database, owner: Owner, zoom: int, words: dict[str, str]
) -> None:
    authority = add_authority(owner, "ทดสอบ")
    for lon, lat in PLACES:
        put(owner, add_project(owner, authority, category="road"), lon, lat)
    tile = cell_of(*PLACES[0], zoom)
    tiles = Tiles(db)
    (cell,) = tiles.features("projects", tile, **words)
    tiles.close()
    assert cell["properties"]["count"] == len(PLACES)
    assert cell["geometry"]["coordinates"] == pytest.approx(expected(tile, PLACES), abs=2)


def test_a_moved_project_takes_its_cell_along(db: Database, owner: Owner) -> None:
    authority = add_authority(owner, "ทดสอบ")
    project = add_project(owner, authority)
    put(owner, project, *PLACES[0])
    owner.execute("UPDATE location SET superseded_at = now() WHERE project_id = %s", [project])
    put(owner, project, *PLACES[1])
    tile = cell_of(*PLACES[1], 8)
    tiles = Tiles(db)
    (cell,) = tiles.features("projects", tile)
    tiles.close()
    assert cell["geometry"]["coordinates"] == pytest.approx(expected(tile, PLACES[1:]), abs=2)
