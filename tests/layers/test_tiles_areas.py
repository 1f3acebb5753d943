"""Tiles of areas, authorities and spending: what is drawn, where, and with which figures."""

import json
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from geo.tile import Tile, cell_of
from layers.filters import parse_filters
from layers.spending.table import spending_table
from tests.layers.pin_world import Owner, add_authority, cover
from tests.layers.tiles_world import AMPHOE, Tiles, draw_areas, scattered, tiles_of

INSIDE = [(lon + 0.001, 19.3) for lon in (99.0, 99.2, 99.4, 99.6, 99.8)]


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[Tiles]:
    with scattered(server_url, template, 600) as tiles:
        yield tiles


@pytest.mark.parametrize("zoom", [5, 8, 10, 12, 15, 20, 22])
def test_areas_are_valid_polygons_with_code_and_names(world: Tiles, zoom: int) -> None:
    features = world.features("amphoe", cell_of(99.26, 19.1, zoom))
    assert "5701" in {feature["properties"]["code"] for feature in features}
    for feature in features:
        assert shapely.is_valid(shape(feature["geometry"]))
        assert feature["id"] == int(feature["properties"]["code"])
        assert feature["properties"]["parent_code"] == "57"
        assert set(feature["properties"]) == {"code", "name_th", "name_en", "parent_code"}


@pytest.mark.parametrize("zoom", [5, 7, 9, 11, 13])
def test_each_name_is_written_in_one_tile_only(world: Tiles, zoom: int) -> None:
    corners = [(lon / 100, lat / 100) for lon in range(9890, 10010, 2) for lat in range(1895, 1930, 2)]
    written = [
        feature["properties"]["code"]
        for tile in tiles_of(zoom, corners)
        for feature in world.features("amphoe", tile, inside="amphoe_labels")
    ]
    assert sorted(written) == sorted(AMPHOE)


def test_below_its_first_zoom_a_layer_is_empty(world: Tiles) -> None:
    assert world.stored("tambon", cell_of(99.05, 19.05, 7)).plain() == b""
    assert world.features("tambon", cell_of(99.05, 19.05, 8)) != []


def test_only_the_current_edition_is_drawn(owner: Owner, tiles: Tiles) -> None:
    draw_areas(owner)
    at = cell_of(99.26, 19.1, 9)
    assert tiles.features("amphoe", at) != []
    tiles.database.tell_of_writes(lambda: None)
    with tiles.database.acting(1) as connection:
        connection.execute("UPDATE area_edition SET is_current = false")
        connection.execute("UPDATE area_shape SET is_current = false")
    assert tiles.features("amphoe", at) == []


def test_gdal_reads_a_tile(world: Tiles, tmp_path: Path) -> None:
    file = tmp_path / "tile.mvt"
    file.write_bytes(world.stored("provinces", cell_of(99.5, 19.2, 7)).plain())
    done = subprocess.run(
        ["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", f"MVT:{file}", "provinces"],
        capture_output=True, check=True,
    )  # fmt: skip
    names = {f["properties"]["name_th"] for f in json.loads(done.stdout)["features"]}
    assert "เชียงราย" in names


def test_an_authority_stands_at_its_office_or_in_the_area_that_is_known(owner: Owner, tiles: Tiles) -> None:
    draw_areas(owner)
    add_authority(owner, "มีสำนักงาน", "1", "5701")
    owner.execute("UPDATE authority SET office = ST_SetSRID(ST_MakePoint(99.3, 19.05), 4326)")
    add_authority(owner, "ไม่มีพิกัด", "2", "5702")
    add_authority(owner, "ไม่มีเขต", "3", "5799")
    add_authority(owner, "ไม่มีอะไร", "4", "9901")
    found = {
        feature["properties"]["name_th"]: (feature["properties"]["place"], tile)
        for tile in tiles_of(9, [(99.0 + step / 50, 19.0 + lat) for step in range(50) for lat in (0.05, 0.5)])
        for feature in tiles.features("authorities", tile)
    }
    assert {name: place for name, (place, _) in found.items()} == {
        "มีสำนักงาน": "office",
        "ไม่มีพิกัด": "amphoe",
        "ไม่มีเขต": "province",
    }
    assert found["มีสำนักงาน"][1] == cell_of(99.3, 19.05, 9)


@pytest.mark.parametrize("zoom", [0, 4, 6, 8, 11, 14])
def test_authorities_are_each_in_one_tile(world: Tiles, zoom: int) -> None:
    corners = [(lon / 100, lat / 100) for lon in range(9900, 10000, 1) for lat in range(1900, 1926, 1)]
    codes = [
        f["properties"]["code"] for t in tiles_of(zoom, corners) for f in world.features("authorities", t)
    ]
    assert sorted(codes) == ["6570000", "6570001", "6570002", "6570003"]


@pytest.mark.parametrize("level", ["province", "amphoe", "tambon"])
@pytest.mark.parametrize("words", [{}, {"fiscal_year": "2566"}, {"area": "5701"}, {"category": "road"}])
def test_spending_in_tiles_is_that_of_the_table(world: Tiles, level: str, words: dict[str, str]) -> None:
    with world.database.reading() as connection:
        table = spending_table(connection, level, parse_filters(words))
    expected: dict[str, tuple[Any, ...]] = {
        row.code: (row.sums.count, row.sums.approved, row.sums.contracted, row.sums.paid)
        for row in table.rows
    }
    found = {
        feature["properties"]["code"]: tuple(
            Decimal(str(feature["properties"][name])) for name in ("count", "approved", "contracted", "paid")
        )
        for feature in world.everywhere("spending", 10, [*INSIDE, (98.2, 19.2)], level=level, **words)
    }
    assert found == expected


def test_spending_by_authority_is_drawn_by_boundary_by_areas_or_as_a_point(
    owner: Owner, tiles: Tiles
) -> None:
    draw_areas(owner)
    surveyed = add_authority(owner, "มีแนวเขต", "1", "5700")
    owner.execute(
        "UPDATE authority SET boundary = (SELECT geom FROM area WHERE code = '570001'), "
        "boundary_quality = 'surveyed' WHERE id = %s",
        [surveyed],
    )
    covering = add_authority(owner, "ครอบคลุมอำเภอ", "2", "5702")
    cover(owner, covering, "5702")
    add_authority(owner, "ไม่รู้เขต", "3", "5703")
    found = {
        feature["properties"]["name_th"]: (feature["properties"]["place"], feature["geometry"]["type"])
        for tile in tiles_of(
            10, [(99.0 + step / 20, 19.0 + lat / 20) for step in range(20) for lat in range(6)]
        )
        for feature in tiles.features("spending", tile, level="authority")
    }
    assert found == {
        "มีแนวเขต": ("boundary", "Polygon"),
        "ครอบคลุมอำเภอ": ("areas", "Polygon"),
        "ไม่รู้เขต": ("amphoe", "Point"),
    }


def test_without_a_level_spending_shows_what_is_below_the_area(world: Tiles) -> None:
    at = cell_of(99.3, 19.1, 9)

    def codes(**words: str) -> set[int]:
        return {len(f["properties"]["code"]) for f in world.features("spending", at, **words)}

    assert codes() == {2}
    assert codes(area="57") == {4}
    assert codes(area="5700") <= {6}


def test_a_layer_without_data_is_empty_but_answers(tiles: Tiles) -> None:
    for layer in ("provinces", "authorities", "projects", "spending"):
        assert tiles.stored(layer, Tile(5, 24, 14)).plain() == b""
    assert tiles.stored("spending", Tile(6, 49, 28), level="authority").plain() == b""
