"""The boundaries as their publishers give them, loaded exactly so."""

from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection

from etl.areas.load import load_areas
from geo.database import Database
from geo.errors import Refused
from tests.conftest import shared

ADM1 = "cod-ab/tha_adm1_province_shapefile.zip"
ADM2 = "cod-ab/tha_admbnda_adm2_shapefile.zip"
ADM3 = "cod-ab/tha_admbnda_adm3_rtsd_20220121.zip"
TIS_620 = "ugly/tambon_chiangrai_tis620_nocpg.zip"
INDIAN_1975 = "ugly/amphoe_chiangrai_utm47_indian1975_noprj.zip"


def names(owner: Connection[Any]) -> dict[str, str]:
    return {row["code"]: row["name_th"] for row in owner.execute("SELECT code, name_th FROM current_area")}


@pytest.mark.parametrize(
    ("name", "level", "areas", "day"),
    [
        (ADM1, "province", 77, "2022-01-22"),
        (ADM2, "amphoe", 928, "2022-01-22"),
        (ADM3, "tambon", 7425, "2022-01-22"),
        ("cod-ab/thailand_province_amphoe_simplify.zip", "amphoe", 928, "2022-01-22"),
        ("cod-ab/tambon_fullres_Phayao.zip", "tambon", 68, None),
        ("mapthai/th_adm1.geojson", "province", 77, "2019-02-21"),
        ("mapthai/th_adm2.geojson", "amphoe", 928, "2019-02-21"),
        (TIS_620, "tambon", 124, None),
    ],
)
def test_every_feature_arrives_and_a_second_time_changes_nothing(
    db: Database, owner: Connection[Any], *, name: str, level: str, areas: int, day: str | None
) -> None:
    path = shared(name)
    report = load_areas(db, path)
    assert (report.level, report.rows, report.added, report.refused) == (level, areas, areas, [])
    assert report.current
    assert report.as_dict()["valid_from"] == day
    again = load_areas(db, path)
    assert (again.unchanged, again.added, again.changed, again.removed) == (areas, 0, 0, 0)
    row = owner.execute("SELECT bool_and(ST_IsValid(geom)) AS valid, count(*) AS n FROM area").fetchone()
    assert row == {"valid": True, "n": areas}


def test_the_defects_of_the_amphoe_are_mended_and_named(db: Database, owner: Connection[Any]) -> None:
    report = load_areas(db, shared(ADM2))
    assert report.encoding == "utf-8"
    assert {remark.code: remark.kind for remark in report.remarks} == {
        "8403": "shape-mended",
        "1008": "name-completed",
        "7701": "name-completed",
        "8401": "name-completed",
    }
    found = names(owner)
    assert found["1008"] == "ป้อมปราบศัตรูพ่าย"
    assert found["7701"] == "เมืองประจวบคีรีขันธ์"
    assert found["8001"] == "นครศรีธรรมราช"


def test_tambon_whose_names_were_cut_to_one_are_told_apart_and_not_hidden_by_those_of_one_province(
    db: Database, owner: Connection[Any]
) -> None:
    load_areas(db, shared(ADM3))
    found = names(owner)
    assert (found["801210"], found["801214"]) == ("ปากพนังฝั่งตะวันตก", "ปากพนังฝั่งตะวันออก")
    assert found["342504"] == "นิคมสร้างตนเองลำโดมน้อย"
    assert not load_areas(db, shared("cod-ab/tambon_fullres_Phayao.zip")).current
    assert len(names(owner)) == 7425


def test_the_old_edition_stays_beside_the_new_one(db: Database, owner: Connection[Any]) -> None:
    load_areas(db, shared(ADM1))
    old = load_areas(db, shared("mapthai/th_adm1.geojson"))
    assert old.current_why and old.current_why.kind == "older"
    count = owner.execute("SELECT count(*) AS n FROM area").fetchone()
    assert count == {"n": 154}


def test_thai_code_page_and_utm_come_out_as_utf_8_in_degrees(db: Database, owner: Connection[Any]) -> None:
    report = load_areas(db, shared(TIS_620))
    assert (report.encoding, report.crs) == ("cp874", "EPSG:32647")
    assert names(owner)["570101"] == "เวียง"
    row = owner.execute(
        "SELECT ST_X(c) AS lon, ST_Y(c) AS lat FROM (SELECT ST_Centroid(geom) AS c FROM area "
        "WHERE code = '570101') AS a"
    ).fetchone()
    assert (row["lon"], row["lat"]) == pytest.approx((99.834, 19.909), abs=0.01)


def test_the_indian_1975_file_is_refused_until_its_system_is_declared(
    db: Database, owner: Connection[Any]
) -> None:
    with pytest.raises(Refused, match="--crs EPSG:24047"):
        load_areas(db, shared(INDIAN_1975))
    assert owner.execute("SELECT count(*) AS n FROM area_edition").fetchone() == {"n": 0}
    report = load_areas(db, shared(INDIAN_1975), crs="EPSG:24047")
    assert report.operation and "EPSG:1304" in report.operation
    assert report.areas == 18


def furthest(owner: Connection[Any], declared: str) -> float:
    """The metres by which Chiang Rai's amphoe of two editions differ at most, middle to middle."""
    row = owner.execute(
        """
        SELECT max(ST_Distance(ST_Centroid(a.geom)::geography, ST_Centroid(b.geom)::geography)) AS metres
        FROM area AS a JOIN area_edition AS e ON e.id = a.edition_id AND e.name = %s
        JOIN current_area AS b ON b.code = a.code""",
        [declared],
    ).fetchone()
    return float(row["metres"])


def test_declared_rightly_it_lies_on_the_published_amphoe_and_wrongly_that_is_said(
    db: Database, owner: Connection[Any]
) -> None:
    load_areas(db, shared(ADM2))
    right = load_areas(db, shared(INDIAN_1975), crs="EPSG:24047", edition="right")
    wrong = load_areas(db, shared(INDIAN_1975), crs="EPSG:32647", edition="wrong")
    assert "shifted" not in {remark.kind for remark in right.remarks}
    assert "shifted" in {remark.kind for remark in wrong.remarks}
    assert furthest(owner, "right") < 1
    assert furthest(owner, "wrong") > 400


def test_topojson_is_refused_and_says_what_to_do(db: Database, owner: Connection[Any]) -> None:
    with pytest.raises(Refused, match="GeoJSON"):
        load_areas(db, shared("cod-ab/thailand_province_amphoe_simplify.topo.json"))
    assert owner.execute("SELECT count(*) AS n FROM area_edition").fetchone() == {"n": 0}


def test_the_demonstration_boundaries_load_like_any_other(db: Database, owner: Connection[Any]) -> None:
    shipped = Path(__file__).parents[2] / "data" / "boundaries"
    for name, areas in (("provinces", 77), ("amphoe", 928)):
        report = load_areas(db, shipped / f"{name}.geojson")
        assert (report.areas, report.refused) == (areas, [])
    assert names(owner)["1001"] == "พระนคร"
