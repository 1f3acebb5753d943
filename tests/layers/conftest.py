"""Tiles of a test's own database."""

from collections.abc import Iterator

import pytest

from geo.database import Database
from tests.layers.tiles_world import Tiles


@pytest.fixture
def tiles(db: Database) -> Iterator[Tiles]:
    """A store of tiles on a database that is empty at first."""
    tiles = Tiles(db)
    yield tiles
    tiles.close()
