"""A kept tile is never older than the last write, whoever wrote it, and whatever happens to the listener."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.database import Database
from geo.tile import Tile, cell_of
from layers.catalogue import find_layer
from layers.projects.place import Place
from layers.projects.places import remove_place, save_place
from layers.tiles.source import source_of
from layers.tiles.statement import versions_statement
from layers.tiles.versions import Window, read_snapshot, token_values, window
from layers.tiles.watch import PATIENCE, Watch
from tests.layers.pin_world import ENGINEER, Owner, add_account, add_authority, add_project, only, put
from tests.layers.tiles_world import Tiles, counted, draw_areas

HERE, THERE = (99.1, 19.1), (101.9, 16.2)
SOON = 1.5
PLACE_ALL = (
    "INSERT INTO location (project_id, authority_id, geom, method) "
    "SELECT id, authority_id, ST_SetSRID(ST_MakePoint(99.1, 19.1), 4326), 'map' FROM project"
)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(owner: Owner) -> int:
    authority = add_authority(owner, "อบต. ทดสอบ", "6570001")
    add_account(owner, ENGINEER, authority)
    return add_project(owner, authority, "ถนน", approved="100.00")


def _both_show(tiles: Tiles, others: Tiles, place: tuple[float, float]) -> bool:
    return shown(tiles, place, 12) == shown(others, place, 12) == 1


def move(database: Database, project: int, lon: float, lat: float, known: int | None = None) -> int:
    with database.acting(ENGINEER) as connection:
        return save_place(connection, project, Place(lat, lon), known)[0].id


def shown(tiles: Tiles, place: tuple[float, float], zoom: int) -> int:
    return counted(tiles.features("projects", cell_of(*place, zoom)))


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.01)
    return holds()


def settled(tiles: Tiles) -> Tiles:
    """Return the store once its listener hears the database."""
    tiles.store.watch.current()
    assert within(5, tiles.store.watch.is_listening)
    return tiles


def test_the_next_question_after_a_write_of_this_process_sees_it(
    db: Database, project: int, tiles: Tiles
) -> None:
    settled(tiles)
    known: int | None = None
    for at in range(20):
        here, there = (HERE, THERE) if at % 2 else (THERE, HERE)
        assert shown(tiles, here, 9) == at if at == 0 else 1
        known = move(db, project, *there, known)
        for zoom in (0, 5, 9, 12, 18):
            assert shown(tiles, there, zoom) == 1
            assert shown(tiles, here, zoom) == (0 if zoom >= 5 else 1)


def test_a_write_of_another_process_is_seen_soon(
    owner: Owner, project: int, tiles: Tiles, database_url: str
) -> None:
    settled(tiles)
    assert shown(tiles, HERE, 14) == 0
    script = f"""
import sys, psycopg
with psycopg.connect(sys.argv[1]) as connection:
    connection.execute("SELECT set_config('eplan.account', '1', true)")
    connection.execute({PLACE_ALL!r})
"""
    subprocess.run([sys.executable, "-c", script, database_url], check=True, cwd=ROOT)
    assert within(SOON, lambda: shown(tiles, HERE, 14) == 1)


def test_two_stores_agree_soon_after_each_write(
    database_url: str, db: Database, project: int, tiles: Tiles
) -> None:
    other = Database(database_url, size=2).open()
    others = Tiles(other)
    settled(tiles)
    settled(others)
    known: int | None = None
    for at in range(6):
        writer, place = (db, HERE) if at % 2 else (other, THERE)
        known = move(writer, project, *place, known)
        assert shown(tiles if writer is db else others, place, 12) == 1
        assert within(SOON, partial(_both_show, tiles, others, place))
    others.close()
    other.close()


def test_what_is_rolled_back_never_shows(db: Database, owner: Owner, project: int, tiles: Tiles) -> None:
    settled(tiles)
    with pytest.raises(ZeroDivisionError), db.acting(1) as connection:
        connection.execute(PLACE_ALL)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert shown(tiles, HERE, 12) == 0
        raise ZeroDivisionError
    assert shown(tiles, HERE, 12) == 0


def test_a_removed_pin_and_a_draft_leave_the_map_at_once(
    db: Database, owner: Owner, project: int, tiles: Tiles
) -> None:
    settled(tiles)
    place = move(db, project, *HERE)
    assert shown(tiles, HERE, 3) == shown(tiles, HERE, 15) == 1
    with db.acting(1) as connection:
        connection.execute("UPDATE project SET published = false")
    assert shown(tiles, HERE, 3) == shown(tiles, HERE, 15) == 0
    with db.acting(1) as connection:
        connection.execute("UPDATE project SET published = true")
    assert shown(tiles, HERE, 15) == 1
    with db.acting(ENGINEER) as connection:
        remove_place(connection, project, "planned", place)
    assert shown(tiles, HERE, 15) == 0


def test_a_changed_name_of_the_authority_is_told(
    db: Database, owner: Owner, project: int, tiles: Tiles
) -> None:
    put(owner, project, *HERE)
    settled(tiles)
    for name in ("อบต. ทดสอบ", "ทต. ทดสอบ"):
        with db.acting(1) as connection:
            connection.execute("UPDATE authority SET name_th = %s", [name])
        (feature,) = tiles.features("projects", cell_of(*HERE, 15))
        assert feature["properties"]["authority_name"] == name


def test_a_tile_far_from_a_write_stays_kept(db: Database, project: int, tiles: Tiles) -> None:
    settled(tiles)
    known = move(db, project, *THERE)
    far = tiles.stored("projects", cell_of(*THERE, 12))
    move(db, add_project_like(db, project), *HERE)
    assert tiles.stored("projects", cell_of(*THERE, 12)) is far
    move(db, project, THERE[0] + 0.001, THERE[1], known)
    assert tiles.stored("projects", cell_of(*THERE, 12)) is not far


def add_project_like(database: Database, project: int) -> int:
    with database.acting(1) as connection:
        row = connection.execute(
            "INSERT INTO project (authority_id, fiscal_year, title) "
            "SELECT authority_id, fiscal_year, title FROM project WHERE id = %s RETURNING id",
            [project],
        ).fetchone()
    return int(only(row))


def test_without_a_listener_the_database_is_asked_each_time(
    owner: Owner, project: int, tiles: Tiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watch, "_listen", lambda watch: None)
    assert shown(tiles, HERE, 14) == 0
    assert not tiles.store.watch.is_listening()
    put(owner, project, *HERE)
    assert shown(tiles, HERE, 14) == 1


def test_a_listener_that_lost_its_connection_serves_nothing_stale(
    owner: Owner, project: int, tiles: Tiles
) -> None:
    settled(tiles)
    assert shown(tiles, HERE, 14) == 0
    owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    put(owner, project, *HERE)
    assert within(SOON, lambda: shown(tiles, HERE, 14) == 1)
    assert within(5, tiles.store.watch.is_listening)
    owner.execute("UPDATE project SET published = false")
    assert within(SOON, lambda: shown(tiles, HERE, 14) == 0)


def test_a_silent_listener_is_not_believed_for_long(
    owner: Owner, project: int, tiles: Tiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(tiles)
    tiles.close()
    time.sleep(0.1)
    clock = time.monotonic() + PATIENCE + 5
    monkeypatch.setattr("layers.tiles.watch.time.monotonic", lambda: clock)
    assert shown(tiles, HERE, 14) == 0
    put(owner, project, *HERE)
    assert shown(tiles, HERE, 14) == 1


def test_readers_in_many_threads_always_see_the_last_committed_place(
    db: Database, project: int, tiles: Tiles
) -> None:
    settled(tiles)
    done, wrong = Event(), []

    def read() -> int:
        asked = 0
        while not done.is_set():
            asked += 1
            if shown(tiles, HERE, 0) > 1:
                wrong.append("twice")
            time.sleep(0.002)  # what is written gets its turn
        return asked

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        known: int | None = None
        for at in range(25):
            place, left = (HERE, THERE) if at % 2 else (THERE, HERE)
            known = move(db, project, *place, known)
            if shown(tiles, place, 11) != 1 or shown(tiles, left, 11) != 0:
                wrong.append(f"stale after move {at}")
        done.set()
        assert all(reader.result() > 0 for reader in readers)
    assert wrong == []


def test_the_versions_in_memory_and_those_of_a_tile_are_the_same_text(
    db: Database, owner: Owner, project: int
) -> None:
    put(owner, project, *HERE)
    for lon in (90.0, 100.0, 120.0):
        put(owner, add_project(owner, 1), lon, 10.0)
    draw_areas(owner)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        layer=st.sampled_from(["provinces", "authorities", "projects", "spending"]),
        zoom=st.integers(0, 22),
        lon=st.floats(85, 125),
        margin=st.sampled_from([0.0, 1 / 16]),
    )
    def compare(layer: str, zoom: int, lon: float, margin: float) -> None:
        depends = source_of(find_layer(layer)).depends
        where = window(cell_of(lon, 10.0, zoom), margin)
        (row,) = db.public_rows(versions_statement(), token_values(depends, where))
        assert row["versions"] == read_snapshot(db.public_rows).token(depends, where)

    compare()


@pytest.mark.parametrize(
    ("tile", "expected"),
    [
        (Tile(0, 0, 0), Window(0, 255, 0, 255)),
        (Tile(8, 198, 113), Window(198, 198, 113, 113)),
        (Tile(7, 99, 56), Window(198, 199, 112, 113)),
        (Tile(12, 3183, 1817), Window(198, 198, 113, 113)),
        (Tile(22, 3259392, 1861000), Window(198, 198, 113, 113)),
    ],
)
def test_a_window_is_the_squares_under_a_tile(tile: Tile, expected: Window) -> None:
    assert window(tile) == expected


def test_a_margin_reaches_into_the_next_square_only_at_its_edge() -> None:
    assert window(Tile(12, 198 << 4, 113 << 4), 1 / 16) == Window(197, 198, 112, 113)
    assert window(Tile(12, (198 << 4) + 5, (113 << 4) + 5), 1 / 16) == Window(198, 198, 113, 113)
