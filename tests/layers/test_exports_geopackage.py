"""A GeoPackage is valid, says what it is in Thai, and opens styled."""

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pyogrio
import pytest
from defusedxml import ElementTree as Xml
from pyproj import CRS, Transformer
from shapely import from_wkb, get_coordinates

from geo.datum import lonlat
from geo.errors import Refused
from layers.catalogue import find_layer
from layers.codes import stages
from layers.exports.caption import DEMONSTRATION
from layers.filters import MEASURES
from layers.spending.classes import RAMP, ZERO_COLOUR
from tests.layers.exports_world import World, a_world, read_back

COUNTS = "SELECT located, count(*) FROM projects GROUP BY 1"
LAYERS = ("provinces", "amphoe", "tambon", "authorities", "projects", "spending")


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    with a_world(server_url, template) as made:
        yield made


def asked(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(statement).fetchall()


def style(path: Path) -> Element:
    ((document,),) = asked(path, "SELECT styleQML FROM layer_styles WHERE useAsDefault")
    root: Element = Xml.fromstring(str(document))
    return root


@pytest.mark.parametrize("layer", LAYERS)
def test_it_passes_gdals_own_validator(world: World, layer: str, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg", layer)
    python = "/usr/bin/python3"
    probe = [python, "-c", "import osgeo_utils.samples.validate_gpkg"]
    if not Path(python).exists() or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("GDAL's validate_gpkg is not on this machine (Debian: python3-gdal)")
    command = [python, "-m", "osgeo_utils.samples.validate_gpkg"]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("layer", LAYERS)
def test_it_is_a_sound_database(world: World, layer: str, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg", layer)
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]
    assert asked(path, "PRAGMA foreign_key_check") == []
    assert asked(path, "SELECT count(*) FROM gpkg_metadata_reference") == [(2,)]


def test_a_system_gdal_reads_it_without_a_warning(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg")
    done = subprocess.run(["ogrinfo", "-so", path, "projects"], capture_output=True, text=True, check=True)
    (row,) = world.rows("SELECT count(*) FROM public_project")
    assert f"Feature Count: {row['count']}" in done.stdout
    assert "Warning" not in done.stderr


def test_the_contents_table_has_the_extent_of_the_features(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg")
    (told,) = asked(
        path, "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'projects'"
    )
    (row,) = world.rows("SELECT ST_Extent(point)::box2d::text AS box FROM public_project")
    assert told == pytest.approx([float(v) for v in row["box"][4:-1].replace(" ", ",").split(",")])
    assert asked(path, "SELECT count(*) FROM rtree_projects_geom") == asked(
        path, "SELECT count(geom) FROM projects"
    )


def test_every_column_has_its_thai_title_for_gdal_and_for_qgis(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg")
    columns = find_layer("projects").public_columns()
    titles = dict(asked(path, "SELECT column_name, title FROM gpkg_data_columns"))
    assert titles == {column.name: column.thai for column in columns}
    aliases = {alias.get("field"): alias.get("name") for alias in style(path).iter("alias")}
    assert aliases["approved"] == "อนุมัติ (บาท)"
    assert set(aliases) == {column.name for column in columns}


def test_the_metadata_tell_filters_numbers_sums_origin_and_demonstration(
    world: World, tmp_path: Path
) -> None:
    path = world.export(tmp_path, "gpkg", fiscal_year="2568", q="<b>&amp")
    told = str(asked(path, "SELECT metadata FROM gpkg_metadata WHERE md_standard_uri LIKE '%qgis%'"))
    path = world.export(tmp_path, "gpkg", fiscal_year="2567", area="57")
    ((document,),) = asked(path, "SELECT metadata FROM gpkg_metadata WHERE md_standard_uri LIKE '%qgis%'")
    root = Xml.fromstring(str(document))
    abstract = root.findtext("abstract") or ""
    (sums,) = world.rows(
        "SELECT count(*), sum(paid) AS paid FROM public_project "
        "WHERE fiscal_year = 2024 AND province_code = '57'"
    )
    assert "&lt;b&gt;&amp;amp" in told
    assert root.findtext("title") == "โครงการ ปีงบประมาณ 2567 / Projects, fiscal year 2567 B.E."
    assert f"Rows: {sums['count']}" in abstract
    assert f"{sums['paid']:,.2f} บาท" in abstract
    assert "ผู้ทดสอบ & คณะ (CC BY 4.0)" in abstract
    assert DEMONSTRATION[0] in abstract


def test_a_file_without_demonstration_rows_is_not_marked_so(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg", q="สายที่ 21")
    assert DEMONSTRATION[0] not in str(asked(path, "SELECT metadata FROM gpkg_metadata"))


def test_projects_are_drawn_by_stage_with_colours_and_shapes_of_their_own(
    world: World, tmp_path: Path
) -> None:
    root = style(world.export(tmp_path, "gpkg"))
    assert root.find("renderer-v2[@type='categorizedSymbol'][@attr='stage']") is not None
    assert {c.get("value"): c.get("label") for c in root.iter("category")} == {
        stage.code: stage.name_th for stage in stages().values()
    }
    drawn = [tostring(symbol).split(b">", 1)[1] for symbol in root.iter("symbol")]
    assert len(set(drawn)) == len(stages())


@pytest.mark.parametrize("measure", MEASURES)
def test_spending_is_drawn_by_classes_of_the_measure_that_leave_no_gap(
    world: World, measure: str, tmp_path: Path
) -> None:
    path = world.export(tmp_path, "gpkg", "spending", level="amphoe", measure=measure)
    renderer = style(path).find("renderer-v2[@type='graduatedSymbol']")
    assert renderer is not None
    assert renderer.get("attr") == measure
    ranges = [(float(r.get("lower", "")), float(r.get("upper", ""))) for r in renderer.iter("range")]
    values = [value for (value,) in asked(path, f"SELECT {measure} FROM spending WHERE code IS NOT NULL")]  # noqa: S608
    assert all(sum(lower <= value <= upper for lower, upper in ranges) == 1 for value in values)
    fills = [o.get("value") for o in renderer.iter("Option") if o.get("name") == "color"]
    assert fills[0] == rgba(ZERO_COLOUR)
    assert set(fills[1:]) <= {rgba(colour) for colour in RAMP}


def test_the_one_area_with_money_is_within_its_class(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg", "spending", level="province", area="57")
    spent = [
        v for (v,) in asked(path, "SELECT approved FROM spending WHERE code IS NOT NULL AND approved > 0")
    ]
    ranges = [(float(r.get("lower", "")), float(r.get("upper", ""))) for r in style(path).iter("range")]
    assert len(spent) == 1
    assert ranges[-1][0] <= spent[0] <= ranges[-1][1]


def rgba(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"


@pytest.mark.parametrize("crs", ["EPSG:32647", "EPSG:32648", "EPSG:24047", "EPSG:4240", "EPSG:3857"])
@pytest.mark.parametrize("ending", ["gpkg", "shp.zip"])
def test_coordinates_in_another_system_come_back_to_the_same_place(
    world: World, crs: str, ending: str, tmp_path: Path
) -> None:
    path = world.export(tmp_path, ending, crs=crs, located="yes")
    source, layer = (path, "projects") if ending == "gpkg" else (f"/vsizip/{path}", "eplan-projects")
    meta, table = pyogrio.read_arrow(source, layer=layer)
    xy = get_coordinates(from_wkb(table.column(meta["geometry_name"] or "wkb_geometry").to_pylist()))
    lon, lat, _ = lonlat(*xy.T, crs)
    ids = table.column("id" if ending == "gpkg" else "ID").to_pylist()
    wanted = {
        row["id"]: (row["x"], row["y"])
        for row in world.rows(
            "SELECT project_id AS id, ST_X(point) AS x, ST_Y(point) AS y FROM public_project"
        )
    }
    assert {id: (x, y) for id, x, y in zip(ids, lon, lat, strict=True)} == {
        id: pytest.approx(wanted[id], abs=1e-7) for id in ids
    }
    assert CRS(meta["crs"]).equals(CRS(crs), ignore_axis_order=True) or ending == "shp.zip"


def test_indian_1975_is_written_by_the_pinned_operation(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg", "authorities", crs="EPSG:24047", authority="3570101")
    frame = pyogrio.read_dataframe(path, layer="authorities")
    x, y = frame.geometry.iloc[0].x, frame.geometry.iloc[0].y
    wgs84 = Transformer.from_crs(4326, 32647, always_xy=True).transform(99.83, 19.9)
    assert frame.crs.to_epsg() == 24047
    assert (x - wgs84[0], y - wgs84[1]) == pytest.approx((334.4, -305.6), abs=1.5)


def test_a_system_without_a_trusted_operation_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="WGS 84"):
        world.export(tmp_path, "gpkg", crs="EPSG:27700")
    assert list(tmp_path.iterdir()) == []


def test_projects_without_a_place_are_rows_without_geometry(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "gpkg")
    located = dict(asked(path, "SELECT located, count(geom) FROM projects GROUP BY 1"))
    assert located["no"] == located["not-needed"] == 0
    assert located["yes"] > 0
    assert len(read_back(path)) == sum(number for _, number in asked(path, COUNTS))
