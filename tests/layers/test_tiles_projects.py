"""Tiles of projects: each is counted once, at any zoom and by any filter, and nothing private is told."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from geo.database import Database
from geo.tile import Tile, cell_of
from layers.catalogue import find_layer
from layers.filters import STAGES, parse_filters
from layers.projects.tile_points import MOST
from tests.layers.pin_world import add_authority, add_project, put
from tests.layers.tiles_world import Owner, Tiles, counted, scattered, tiles_of

KNOWN = {
    "grade",
    "drift",
    "count", "approved", "stage", "id", "reference", "title", "fiscal_year", "authority_code",
    "authority_name", "category", "contracted", "paid", *(f"n_{stage}" for stage in STAGES),
}  # fmt: skip
LARGEST = 500_000


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[Tiles]:
    with scattered(server_url, template) as tiles:
        yield tiles


def told(world: Tiles, words: dict[str, str]) -> tuple[int, Decimal]:
    """Return the number and the approved money of the public projects with a place, by the shared filters."""
    where, values = parse_filters(words).where()
    statement = sql.SQL(
        "SELECT count(*) AS n, coalesce(sum(approved), 0) AS approved FROM public_project AS f "
        "WHERE f.point IS NOT NULL AND {}"
    ).format(where)
    (row,) = world.database.rows(statement, values)
    return row["n"], row["approved"]


WORDS = st.fixed_dictionaries(
    {},
    optional={
        "fiscal_year": st.sampled_from(["2565", "2566", "2570"]),
        "stage": st.sampled_from(STAGES),
        "programme": st.sampled_from(["00310", "00210", "nothing"]),
        "source": st.sampled_from(["ordinance", "accumulated"]),
        "category": st.sampled_from(["road", "drain"]),
        "area": st.sampled_from(["57", "5701", "570001", "58"]),
        "authority": st.sampled_from(["6570000", "6570001", "0000000"]),
        "located": st.sampled_from(["yes", "no"]),
        "bbox": st.sampled_from(["99,19,100,20", "99.2,19.05,99.61,19.17", "1,1,2,2", "-180,-90,180,90"]),
        "q": st.sampled_from(["สายที่ 1", "R-77", "ไม่มี", "100%"]),
    },
)


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zoom=st.integers(0, 15), words=WORDS)
def test_tiles_of_a_zoom_hold_each_project_once_for_any_filters(
    world: Tiles, zoom: int, words: dict[str, str]
) -> None:
    number, approved = told(world, words)
    if words.get("located") == "no":
        number, approved = 0, Decimal(0)
    features = world.everywhere("projects", zoom, world.places, **words)
    assert counted(features) == number
    money = sum((Decimal(str(feature["properties"]["approved"])) for feature in features), Decimal(0))
    assert money.quantize(Decimal("0.01")) == approved


@pytest.mark.parametrize("zoom", [17, 19, 22])
def test_zooms_beyond_the_deepest_are_answered_from_the_projects(world: Tiles, zoom: int) -> None:
    some = world.places[:40]
    found = {feature["id"] for feature in world.everywhere("projects", zoom, some)}
    assert len(found) >= len(set(some))


@pytest.mark.parametrize("zoom", range(17))
def test_a_tile_tells_only_what_is_public(world: Tiles, zoom: int) -> None:
    bodies = [world.stored("projects", tile).plain() for tile in tiles_of(zoom, world.places)]
    for feature in world.everywhere("projects", zoom, world.places):
        assert set(feature["properties"]) <= KNOWN
        assert feature["properties"].get("id", 1) % 10 != 0, "every tenth project is a draft"
    assert not any("ลับ".encode() in body for body in bodies)


def test_a_cell_says_how_many_are_at_each_stage(world: Tiles) -> None:
    features = world.everywhere("projects", 8, world.places)
    for feature in features:
        numbers = {stage: feature["properties"].get(f"n_{stage}", 0) for stage in STAGES}
        assert sum(numbers.values()) == feature["properties"]["count"]
        assert numbers[feature["properties"]["stage"]] == max(numbers.values())


def test_a_project_has_its_attributes_at_the_deepest_zoom(world: Tiles) -> None:
    (row,) = world.database.rows(
        "SELECT project_id, title, ST_X(point) AS lon, ST_Y(point) AS lat, approved, paid, fiscal_year, "
        "grade FROM public_project WHERE project_id = 9"
    )
    tile = cell_of(row["lon"], row["lat"], 16)
    (feature,) = [f for f in world.features("projects", tile) if f["id"] == 9]
    assert feature["properties"] == {
        "id": 9,
        "count": 1,
        "title": row["title"],
        "reference": "R-9",
        "stage": "paying",
        "fiscal_year": row["fiscal_year"] + 543,
        "category": "other",
        "authority_code": "6570001",
        "authority_name": "อบต. 1",
        "approved": float(row["approved"]),
        "contracted": pytest.approx(float(row["approved"]) * 0.9, abs=0.01),
        "paid": float(row["paid"]),
        "grade": row["grade"],
    }


def test_a_point_on_the_edge_of_tiles_is_in_one_of_them(world: Tiles) -> None:
    east = cell_of(99.140625, 19.3, 11)
    west = Tile(11, east.x - 1, east.y)
    assert counted(world.features("projects", east, q="R-1")) == 1
    assert counted(world.features("projects", west, q="R-1")) == 0


def test_everything_a_layer_promises_for_tiles_can_be_told() -> None:
    promised = {column.name for column in find_layer("projects").tile_columns(16)}
    assert promised <= KNOWN


@pytest.fixture
def crowd(owner: Owner, db: Database) -> Iterator[Any]:
    """A function that puts many projects into one tile of zoom 14, and returns tiles to ask."""
    tiles = Tiles(db)

    def crowd(count: int, title: str) -> Tiles:
        authority = add_authority(owner, "แออัด", "6570001")
        with owner.transaction():
            owner.execute(
                "INSERT INTO project (id, authority_id, fiscal_year, title) "
                "SELECT n, %s, 2025, %s || n FROM generate_series(1, %s) AS n",
                [authority, title, count],
            )
            owner.execute(
                "INSERT INTO location (project_id, authority_id, geom, method) "
                "SELECT id, authority_id, ST_SetSRID("
                "ST_MakePoint(99.7 + id % 71 * 0.0001, 19.9 + id % 73 * 0.0001), 4326), 'map' FROM project"
            )
        return tiles

    yield crowd
    tiles.close()


def test_a_crowded_tile_draws_projects_together_and_loses_none(crowd: Any) -> None:
    count = MOST + 500
    tiles = crowd(count, "ถนน")
    for zoom in (12, 13, 14):
        features = tiles.everywhere("projects", zoom, [(99.703, 19.903)])
        assert counted(features) == count
        assert len(features) < count
        assert len(tiles.stored("projects", cell_of(99.703, 19.903, zoom)).plain()) < LARGEST


def test_long_titles_never_make_a_tile_large(crowd: Any) -> None:
    tiles = crowd(MOST - 500, "ก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านเหนือ" * 40)
    tile = cell_of(99.703, 19.903, 14)
    features = tiles.features("projects", tile)
    assert len(features) == counted(features) == MOST - 500
    assert all("title" not in feature["properties"] for feature in features)
    assert len(tiles.stored("projects", tile).plain()) < LARGEST
    close = tiles.features("projects", cell_of(99.703, 19.903, 19))
    assert close
    assert all(feature["properties"]["title"].endswith("…") for feature in close)


def test_a_project_beyond_the_mercator_square_is_in_no_tile(owner: Owner, db: Database) -> None:
    put(owner, add_project(owner, add_authority(owner, "ขั้วโลก")), lon=99.0, lat=89.0)
    tiles = Tiles(db)
    assert tiles.features("projects", Tile(0, 0, 0)) == []
    assert tiles.features("projects", cell_of(99.0, 85.05, 14)) == []
    tiles.close()
