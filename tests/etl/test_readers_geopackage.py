import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from etl.readers.vectors import Record, open_vector
from geo.errors import Refused

pytestmark = pytest.mark.usefixtures("nothing_left_behind")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "a.gpkg"
    shapes = [shapely.Point(99, 19), shapely.Point(100, 20)]
    frame = gpd.GeoDataFrame({"ชื่อ": ["แม่สาย", "เวียง"]}, geometry=shapes, crs=4326)
    frame.to_file(path, layer="งาน", SPATIAL_INDEX="NO")
    return path


def change(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def read(path: Path, layer: str | None = None) -> list[Record]:
    with open_vector(path, layer=layer) as source:
        return list(source.records)


def test_features_have_the_key_of_their_row(package: Path) -> None:
    change(package, 'UPDATE "งาน" SET fid = 70 WHERE fid = 2')
    assert [(record.row, record.properties["ชื่อ"]) for record in read(package)] == [(1, "แม่สาย"), (70, "เวียง")]


def test_the_only_layer_is_read_and_of_several_one_must_be_named(package: Path) -> None:
    assert len(read(package)) == 2
    gpd.read_file(package).head(1).to_file(package, layer="แผน")
    with pytest.raises(Refused, match=r"งาน.*แผน"):
        read(package)
    with pytest.raises(Refused, match="งาน"):
        read(package, "ไม่มี")
    assert len(read(package, "แผน")) == 1


def test_triggers_and_views_do_no_harm_and_the_file_stays_as_it_was(package: Path) -> None:
    change(
        package,
        "CREATE TRIGGER t AFTER UPDATE ON \"งาน\" BEGIN SELECT load_extension('/tmp/x.so'); END",
        "CREATE VIEW v AS SELECT *, ogr_geocode('x') AS place FROM \"งาน\"",
        "CREATE VIEW w AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    )
    before = package.read_bytes()
    assert len(read(package)) == 2
    assert package.read_bytes() == before
    assert [path.name for path in package.parent.glob("a.gpkg*")] == ["a.gpkg"]


def test_a_view_is_no_layer(package: Path) -> None:
    change(
        package,
        "CREATE VIEW v AS SELECT *, ogr_geocode('x') AS place FROM \"งาน\"",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
        " VALUES ('v', 'features', 'v', 4326)",
    )
    with pytest.raises(Refused, match="not a plain table"):
        read(package, "v")


def test_computed_columns_are_refused(package: Path) -> None:
    change(package, "ALTER TABLE \"งาน\" ADD COLUMN evil TEXT AS (ogr_geocode('x')) VIRTUAL")
    with pytest.raises(Refused, match="computed"):
        read(package)


def test_system_tables_that_are_views_are_refused(package: Path) -> None:
    change(
        package,
        "ALTER TABLE gpkg_contents RENAME TO kept",
        "CREATE VIEW gpkg_contents AS SELECT *, ogr_geocode('x') AS place FROM kept",
    )
    with pytest.raises(Refused):
        read(package)


def test_virtual_tables_are_no_layers(package: Path) -> None:
    change(
        package,
        "CREATE VIRTUAL TABLE r USING rtree(id, minx, maxx, miny, maxy)",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
        " VALUES ('r', 'features', 'r', 4326)",
    )
    with pytest.raises(Refused, match="not a plain table"):
        read(package, "r")


def test_a_shape_that_cannot_be_read_is_a_problem_of_its_row(package: Path) -> None:
    change(package, "UPDATE \"งาน\" SET geom = x'47500001e6100000ff' WHERE fid = 1")
    spoilt, good = read(package)
    assert spoilt.geometry is None
    assert spoilt.problem is not None
    assert (good.geometry, good.problem) == (shapely.Point(100, 20), None)


def test_an_undefined_system_is_refused_until_one_is_declared(package: Path) -> None:
    change(package, "UPDATE gpkg_geometry_columns SET srs_id = -1", "UPDATE gpkg_contents SET srs_id = -1")
    with pytest.raises(Refused, match="--crs"):
        read(package)
    with open_vector(package, crs="EPSG:32647") as source:
        assert source.crs.to_epsg() == 32647


def test_a_file_that_another_program_still_writes_is_refused(package: Path) -> None:
    package.with_name("a.gpkg-wal").write_bytes(b"unfinished")
    with pytest.raises(Refused, match="another program"):
        read(package)


def test_a_damaged_database_is_refused(package: Path) -> None:
    raw = package.read_bytes()
    package.write_bytes(raw[:4096] + b"\xff" * (len(raw) - 4096))
    with pytest.raises(Refused, match="damaged"):
        read(package)


def test_an_empty_point_is_no_shape_and_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    gpd.GeoDataFrame({"title": ["ถนน"]}, geometry=[shapely.Point()], crs=4326).to_file(path)
    with open_vector(path) as source:
        (record,) = source.records
    assert (record.geometry, record.problem) == (None, None)
