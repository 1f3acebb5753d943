"""A world to load projects into, and an eye on what readers leave behind."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.etl.projects_world import World, new_world


@pytest.fixture(scope="module")
def shared_world(server_url: str, template: str) -> Iterator[World]:
    """The world that a module's tests share."""
    with new_world(server_url, template) as world:
        yield world


@pytest.fixture
def world(shared_world: World) -> Iterator[World]:
    """The world, cleared of what a test loads."""
    yield shared_world
    shared_world.clear()


@pytest.fixture
def nothing_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the readers' private folders in one place, and see it empty in the end."""
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    yield
    assert list(private.iterdir()) == []
