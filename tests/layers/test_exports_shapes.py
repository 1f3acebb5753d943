"""Lines and areas leave as they were drawn where that is asked for, and as points where it is not."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, tostring
from zipfile import ZipFile

import geopandas
import psycopg
import pyogrio
import pytest
from defusedxml import ElementTree as Xml
from psycopg import sql

from geo.errors import BadRequest
from layers.catalogue import find_layer
from layers.codes import stages
from layers.exports.order import read_order
from layers.exports.statements import source
from layers.filters import Filters
from tests.layers.exports_world import World, a_world

LINE = "LINESTRING(99.1 19.1,99.2 19.2)"
AREA = "POLYGON((99.1 19.1,99.2 19.1,99.2 19.2,99.1 19.1))"


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    """The first three projects with a place get a line, an area and points of several."""
    with a_world(server_url, template) as world:
        with psycopg.connect(world.url, autocommit=True) as owner:
            owner.execute("SELECT set_config('eplan.account', '1', false)")
            placed = owner.execute(
                "SELECT f.project_id, f.location_id, f.authority_id, f.phase FROM project_fact AS f "
                "WHERE f.published AND f.point IS NOT NULL ORDER BY f.project_id LIMIT 3"
            ).fetchall()
            shapes = (LINE, AREA, "MULTIPOINT(99.1 19.1,99.3 19.3)")
            for (project, location, authority, phase), shape in zip(placed, shapes, strict=True):
                owner.execute("UPDATE location SET superseded_at = now() WHERE id = %s", [location])
                owner.execute(
                    "INSERT INTO location (project_id, authority_id, phase, geom, method) "
                    "VALUES (%s, %s, %s, ST_GeomFromText(%s, 4326), 'map')",
                    [project, authority, phase, shape],
                )
        yield world


def drawn(world: World) -> dict[int, str | None]:
    rows = world.rows(
        "SELECT f.project_id, ST_AsText(l.geom) AS shape FROM project_fact AS f "
        "LEFT JOIN location AS l ON l.id = f.location_id WHERE f.published"
    )
    return {row["project_id"]: row["shape"] for row in rows}


def in_words(frame: Any) -> dict[int, str | None]:
    ids = frame["id"] if "id" in frame else frame["ID"]
    shapes = [None if shape is None else shape.wkt for shape in frame.geometry]
    return dict(zip(map(int, ids), shapes, strict=True))


def same(one: dict[int, str | None], other: dict[int, str | None]) -> bool:
    read = geopandas.GeoSeries.from_wkt(list(one.values()))
    wanted = geopandas.GeoSeries.from_wkt([other[at] for at in one])
    both = zip(read, wanted, strict=True)
    return all(
        a is b is None or (a is not None and a.normalize().equals_exact(b.normalize(), 1e-6)) for a, b in both
    )


def test_a_geopackage_has_the_shapes_beside_the_points(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg", geometry="shape")
    read = in_words(geopandas.read_file(path, layer="projects"))
    assert read.keys() == drawn(world).keys() and same(read, drawn(world))
    assert pyogrio.read_info(path, layer="projects")["geometry_type"] == "Unknown"


def styles(path: Path) -> dict[str, tuple[bool, Element]]:
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute(
            "SELECT styleName, useAsDefault, styleQML FROM layer_styles "
            "WHERE f_table_name = 'projects' AND f_geometry_column = 'geom' AND f_table_schema = ''"
        ).fetchall()
    return {name: (bool(default), Xml.fromstring(document)) for name, default, document in rows}


def test_shapes_of_several_kinds_have_one_style_with_rules_for_each_kind(
    world: World, tmp_path: Path
) -> None:
    found = styles(world.export(tmp_path, "gpkg", geometry="shape"))
    assert [name for name, (default, _) in found.items() if default] == ["eplan"]
    renderer = found["eplan"][1].find("renderer-v2[@type='RuleRenderer']")
    assert renderer is not None
    groups = renderer.findall("rules/rule")
    assert [(g.get("label"), g.get("filter", "").split("'")[1]) for g in groups] == [
        ("จุด", "Point"),
        ("แนวเส้น", "Line"),
        ("พื้นที่", "Polygon"),
    ]
    kinds = {symbol.get("name"): symbol.get("type") for symbol in renderer.iter("symbol")}
    for group, kind in zip(groups, ("marker", "line", "fill"), strict=True):
        rules = group.findall("rule")
        assert [rule.get("label") for rule in rules] == [stage.name_th for stage in stages().values()]
        assert {kinds[rule.get("symbol")] for rule in rules} == {kind}
        drawn = [tostring(s).split(b">", 1)[1] for s in renderer.iter("symbol") if s.get("type") == kind]
        assert len(set(drawn)) == len(stages())
    aliases = {alias.get("field") for alias in found["eplan"][1].iter("alias")}
    assert aliases == {column.name for column in find_layer("projects").public_columns()}


def test_each_kind_of_shape_has_a_style_of_its_own_to_choose_by_hand(world: World, tmp_path: Path) -> None:
    found = styles(world.export(tmp_path, "gpkg", geometry="shape"))
    by_hand = {name: root for name, (default, root) in found.items() if not default}
    assert set(by_hand) == {"eplan จุด", "eplan แนวเส้น", "eplan พื้นที่"}
    assert all(root.find("renderer-v2[@type='categorizedSymbol']") is not None for root in by_hand.values())


@pytest.mark.parametrize(
    ("postgis", "kind", "symbol"),
    [
        ("LINESTRING", "LineString", "line"),
        ("POLYGON", "Polygon", "fill"),
        ("MULTIPOINT", "MultiPoint", "marker"),
    ],
)
def test_shapes_of_one_kind_are_a_layer_of_that_kind_with_a_plain_style(
    world: World, tmp_path: Path, postgis: str, kind: str, symbol: str
) -> None:
    rows = world.rows(
        "SELECT f.title FROM project_fact AS f JOIN location AS l ON l.id = f.location_id "
        "WHERE f.published AND GeometryType(l.geom) = %s",
        [postgis],
    )
    path = world.export(tmp_path, "gpkg", geometry="shape", q=rows[0]["title"])
    ((default, root),) = styles(path).values()
    assert pyogrio.read_info(path, layer="projects")["geometry_type"] == kind
    assert default and {s.get("type") for s in root.iter("symbol")} == {symbol}


def test_nothing_chosen_is_a_layer_of_points_with_its_style(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg", geometry="shape", q="ไม่มีโครงการชื่อนี้")
    ((default, root),) = styles(path).values()
    assert pyogrio.read_info(path, layer="projects")["geometry_type"] == "Point"
    assert default and {s.get("type") for s in root.iter("symbol")} == {"marker"}


def test_geojson_has_the_shapes(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "geojson", geometry="shape")
    kinds = {(each["geometry"] or {}).get("type") for each in json.loads(path.read_text("utf-8"))["features"]}
    assert {"LineString", "Polygon", "MultiPoint", "Point"} <= kinds


def test_a_shapefile_is_parted_by_kind_and_loses_no_row(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "shp.zip", geometry="shape")
    parts = [name for name in ZipFile(path).namelist() if name.endswith(".shp")]
    assert parts == [f"eplan-projects-{kind}.shp" for kind in ("areas", "lines", "multipoints", "points")]
    read: dict[int, str | None] = {}
    for name in parts:
        read |= in_words(geopandas.read_file(f"/vsizip/{path}/{name}"))
    assert read.keys() == drawn(world).keys() and same(read, drawn(world))


def test_shapes_are_brought_over_to_another_system(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg", geometry="shape", crs="EPSG:32647")
    frame = geopandas.read_file(path, layer="projects")
    lines = [shape for shape in frame.geometry if shape is not None and shape.geom_type == "LineString"]
    assert lines and all(line.bounds[0] > 100_000 for line in lines)


@pytest.mark.parametrize("ending", ["gpkg", "shp.zip", "geojson"])
def test_without_being_asked_for_shapes_leave_as_points(world: World, tmp_path: Path, ending: str) -> None:
    path = world.export(tmp_path, ending)
    source = f"/vsizip/{path}/eplan-projects.shp" if ending == "shp.zip" else path
    kinds = {shape.geom_type for shape in geopandas.read_file(source).geometry if shape is not None}
    assert kinds == {"Point"}


def test_nothing_chosen_makes_a_whole_file_still(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "shp.zip", geometry="shape", q="ไม่มีโครงการชื่อนี้")
    assert "eplan-projects-points.shp" in ZipFile(path).namelist()


@pytest.mark.parametrize(
    ("layer", "ending", "geometry"),
    [
        ("projects", "csv", "shape"),
        ("projects", "xlsx", "shape"),
        ("amphoe", "gpkg", "shape"),
        ("projects", "gpkg", "x"),
    ],
)
def test_what_cannot_be_had_is_said(layer: str, ending: str, geometry: str) -> None:
    with pytest.raises(BadRequest):
        read_order(layer, ending, {"geometry": geometry})


def test_a_draft_s_shape_is_nobody_else_s(world: World) -> None:
    with psycopg.connect(world.url, autocommit=True) as owner:
        (draft,) = owner.execute(
            "SELECT project_id FROM project_fact WHERE point IS NOT NULL AND NOT published LIMIT 1"
        ).fetchone() or (None,)
        owner.execute("SET ROLE eplan_portal")
        for account, known in ((0, False), (1, True)):
            owner.execute("SELECT set_config('eplan.account', %s, false)", [str(account)])
            row = owner.execute("SELECT drawn_shape(%s) IS NOT NULL", [draft]).fetchone()
            assert draft is not None and row == (known,)


def test_drafts_leave_as_they_were_drawn_and_seats_are_looked_up_once_for_them_all(world: World) -> None:
    query, values = source(find_layer("projects"), Filters(), "province", shapes=True)
    with psycopg.connect(world.url) as connection:
        connection.execute("UPDATE project_fact SET published = false")
        wanted = connection.execute(
            "SELECT f.project_id, l.geom FROM project_fact AS f "
            "LEFT JOIN location AS l ON l.id = f.location_id"
        ).fetchall()
        connection.execute("SET LOCAL track_functions = 'all'")
        connection.execute("SET LOCAL ROLE eplan_portal")
        connection.execute("SELECT set_config('eplan.account', '1', true)")
        read = connection.execute(sql.SQL("SELECT id, geom FROM ({}) AS x").format(query), values).fetchall()
        calls = connection.execute(
            "SELECT pg_stat_get_xact_function_calls('visible_authorities()'::regprocedure)"
        ).fetchone()
        connection.rollback()
    assert len(wanted) > 5 and dict(read) == dict(wanted)
    assert calls is not None and calls[0] <= 5
