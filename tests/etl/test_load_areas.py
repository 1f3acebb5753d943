"""Boundaries from small files: what is found out, mended, refused, kept, and made current."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from psycopg import Connection
from shapely import MultiPolygon, Point, Polygon, box
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from etl.areas.load import load_areas
from geo.database import Database
from geo.errors import BadRequest, Forbidden, Refused
from layers.areas.shape import SHAPE_ZOOMS

Feature = tuple[dict[str, Any], BaseGeometry | None]
Make = Callable[..., Path]

SOME_BOX = box(99.8, 19.8, 99.9, 19.9)


def beside(number: int) -> BaseGeometry:
    """A square of a tenth of a degree in Chiang Rai; each touches the one before it."""
    return box(99.5 + number / 10, 19.8, 99.6 + number / 10, 19.9)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write features to a GeoJSON file."""

    def write(*features: Feature, name: str = "areas.geojson") -> Path:
        path = tmp_path / name
        listed = [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": None if shape is None else mapping(shape),
            }
            for properties, shape in features
        ]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}), encoding="utf-8")
        return path

    return write


def amphoe(*codes: str) -> Iterator[Feature]:
    """Features of amphoe, side by side, under our own headings."""
    names = {"5701": "เมืองเชียงราย", "5702": "เวียงชัย", "5703": "เชียงของ", "5601": "เมืองพะเยา"}
    return (({"AMP_CODE": c, "AMP_NAM_T": names.get(c, f"ชื่อ{c}")}, beside(n)) for n, c in enumerate(codes))


def stored(owner: Connection[Any], edition: str | None = None) -> dict[str, dict[str, Any]]:
    """The areas of an edition, by code; of all for None."""
    query = """
      SELECT a.*, ST_NPoints(a.geom) AS points FROM area AS a JOIN area_edition AS e ON e.id = a.edition_id
      WHERE %(name)s::text IS NULL OR e.name = %(name)s"""
    return {row["code"]: row for row in owner.execute(query, {"name": edition})}


def current(owner: Connection[Any]) -> str | None:
    row = owner.execute("SELECT name FROM area_edition WHERE is_current").fetchone()
    return row["name"] if row else None


def count(owner: Connection[Any], table: str) -> int:
    return int(owner.execute(f"SELECT count(*) AS n FROM {table}").fetchone()["n"])  # noqa: S608


def test_areas_arrive_with_pieces_and_a_shape_for_every_class_of_zoom(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    report = load_areas(db, make(*amphoe("5701", "5702")))
    assert (report.level, report.added, report.current, report.loaded) == ("amphoe", 2, True, True)
    assert {code: row["name_th"] for code, row in stored(owner).items()} == {
        "5701": "เมืองเชียงราย",
        "5702": "เวียงชัย",
    }
    assert count(owner, "area_piece WHERE is_current") >= 2
    zooms = owner.execute(
        "SELECT zoom, count(*) AS n FROM area_shape WHERE is_current GROUP BY zoom ORDER BY zoom"
    )
    assert [(row["zoom"], row["n"]) for row in zooms] == [(zoom, 2) for zoom in SHAPE_ZOOMS]


def test_neighbours_share_their_generalised_edge(db: Database, owner: Connection[Any], make: Make) -> None:
    load_areas(db, make(*amphoe("5701", "5702")))
    query = """
      SELECT ST_Area(ST_Intersection(a.geom, b.geom)) AS overlap, ST_Touches(a.geom, b.geom) AS touches
      FROM area_shape AS a JOIN area_shape AS b ON a.zoom = b.zoom AND a.code = '5701' AND b.code = '5702'"""
    rows = owner.execute(query).fetchall()
    assert len(rows) == len(SHAPE_ZOOMS)
    assert all(row["overlap"] == 0 and row["touches"] for row in rows)


def test_an_island_far_smaller_than_a_pixel_is_still_drawn(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    tiny = box(99.5, 19.8, 99.5001, 19.8001)
    load_areas(db, make(({"AMP_CODE": "5701", "AMP_NAM_T": "เมืองเชียงราย"}, tiny)))
    areas = [row["area"] for row in owner.execute("SELECT ST_Area(geom) AS area FROM area_shape")]
    assert len(areas) == len(SHAPE_ZOOMS)
    assert all(area > 0 for area in areas)


def test_the_same_file_again_changes_nothing(db: Database, owner: Connection[Any], make: Make) -> None:
    path = make(*amphoe("5701", "5702"))
    load_areas(db, path)
    before = (stored(owner), count(owner, "audit"), owner.execute("SELECT * FROM layer_version").fetchall())
    report = load_areas(db, path)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 0, 2)
    after = (stored(owner), count(owner, "audit"), owner.execute("SELECT * FROM layer_version").fetchall())
    assert before == after


def test_a_changed_file_replaces_the_edition_and_keeps_the_ids_of_what_stays(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_areas(db, make(*amphoe("5701", "5702")))
    ids = {code: row["id"] for code, row in stored(owner).items()}
    moved = [
        (row, shape if n else beside(0).buffer(0.001))
        for n, (row, shape) in enumerate(amphoe("5701", "5702", "5703"))
    ]
    report = load_areas(db, make(*moved))
    assert (report.added, report.changed, report.unchanged) == (1, 1, 1)
    assert {code: row["id"] for code, row in stored(owner).items() if code != "5703"} == ids
    assert count(owner, "area_edition") == 1
    assert count(owner, "area_shape") == 3 * len(SHAPE_ZOOMS)


def test_a_file_that_would_take_most_of_an_edition_away_is_refused_until_that_is_meant(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_areas(db, make(*amphoe("5701", "5702", "5703")))
    with pytest.raises(Refused, match="--replace"):
        load_areas(db, make(*amphoe("5702")))
    assert set(stored(owner)) == {"5701", "5702", "5703"}
    assert load_areas(db, make(*amphoe("5702")), replace=True).removed == 2
    assert set(stored(owner)) == {"5702"}


def test_a_partial_file_does_not_hide_the_nation(db: Database, owner: Connection[Any], make: Make) -> None:
    load_areas(db, make(*amphoe("5701", "5702", "5601")), edition="nation")
    part = load_areas(db, make(*amphoe("5701")), edition="part")
    assert not part.current
    assert part.current_why and part.current_why.kind == "partial"
    assert current(owner) == "nation"
    assert count(owner, "area_piece WHERE is_current AND code = '5601'") > 0


def test_a_file_that_covers_the_current_edition_takes_its_place(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_areas(db, make(*amphoe("5701")), edition="part")
    assert load_areas(db, make(*amphoe("5701", "5702")), edition="nation").current
    assert current(owner) == "nation"
    assert count(owner, "area_shape WHERE is_current") == 2 * len(SHAPE_ZOOMS)
    assert set(stored(owner, "part")) == {"5701"}


def test_an_older_file_does_not_push_out_a_newer_one(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    path = make(*amphoe("5701"))
    load_areas(db, path, edition="new", valid_from=date(2022, 1, 22))
    for edition, day in (("old", date(2019, 2, 21)), ("undated", None)):
        report = load_areas(db, path, edition=edition, valid_from=day)
        assert report.current_why and report.current_why.kind == "older"
    assert current(owner) == "new"
    assert load_areas(db, path, edition="old", valid_from=date(2019, 2, 21), current=True).current
    assert current(owner) == "old"


def test_what_is_asked_not_to_be_current_is_kept_beside(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    assert not load_areas(db, make(*amphoe("5701")), current=False).current
    assert current(owner) is None
    assert set(stored(owner)) == {"5701"}


def test_a_dry_run_tells_and_leaves_nothing(db: Database, owner: Connection[Any], make: Make) -> None:
    report = load_areas(db, make(*amphoe("5701", "5702")), dry_run=True)
    assert (report.added, report.current, report.loaded, report.dry_run) == (2, True, False, True)
    assert count(owner, "area_edition") == count(owner, "area") == count(owner, "audit") == 0


def test_only_an_administrator_loads(db: Database, owner: Connection[Any], make: Make) -> None:
    with pytest.raises(Forbidden):
        load_areas(db, make(*amphoe("5701")), account=0)
    assert count(owner, "area_edition") == 0


def test_prefixes_of_names_are_stripped_at_every_level(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_areas(db, make(({"PROV_CODE": "57", "PROV_NAM_T": "จ.เชียงราย"}, SOME_BOX)))
    load_areas(db, make(({"AMP_CODE": "5701", "AMPHOE_T": "อ. เมืองเชียงราย"}, SOME_BOX)))
    load_areas(db, make(({"TAM_CODE": "570101", "TAM_NAM_T": "ตำบลเวียง"}, SOME_BOX)))
    load_areas(db, make(({"TAM_CODE": "100101", "TAM_NAM_T": "แขวงพระบรมมหาราชวัง"}, SOME_BOX)), edition="b")
    names = {code: row["name_th"] for code, row in stored(owner).items()}
    assert names == {"57": "เชียงราย", "5701": "เมืองเชียงราย", "570101": "เวียง", "100101": "พระบรมมหาราชวัง"}


def test_a_cut_name_is_completed_from_the_list_of_its_code_and_said(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    cut, unlike = "ป้อมปราบศัตรูพ่า", "หนองหมาว้อหนองหม"
    features = [
        ({"ADM2_PCODE": f"TH{code}", "ADM2_TH": name}, beside(n))
        for n, (code, name) in enumerate(
            (("1008", cut), ("5701", unlike), ("5702", "เวียงชัย"), ("5703", "เชียงของ"))
        )
    ]
    report = load_areas(db, make(*features))
    rows = stored(owner)
    assert rows["1008"]["name_th"] == "ป้อมปราบศัตรูพ่าย"
    assert cut in rows["1008"]["name_note"]
    assert rows["5701"]["name_th"] == unlike
    assert rows["5701"]["name_note"]
    assert rows["5702"]["name_note"] is None
    assert {(r.kind, r.code) for r in report.remarks if r.code} == {
        ("name-completed", "1008"),
        ("name-perhaps-cut", "5701"),
    }


def test_a_short_name_that_begins_another_is_left_alone(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    first = ({"TAM_CODE": "600113", "TAM_NAM_T": "วัดไทร"}, beside(0))
    load_areas(db, make(first, ({"TAM_CODE": "570101", "TAM_NAM_T": "เวียงที่ยาวกว่า"}, beside(1))))
    assert stored(owner)["600113"]["name_th"] == "วัดไทร"


def test_a_self_crossing_shape_is_mended_and_said(db: Database, owner: Connection[Any], make: Make) -> None:
    bow = Polygon([(99.5, 19.8), (99.6, 19.9), (99.6, 19.8), (99.5, 19.9)])
    report = load_areas(db, make(({"AMP_CODE": "5701", "AMP_NAM_T": "เมืองเชียงราย"}, bow)))
    row = stored(owner)["5701"]
    assert "self-intersection" in row["geom_note"]
    assert owner.execute("SELECT bool_and(ST_IsValid(geom)) AS ok FROM area").fetchone()["ok"]
    assert [remark.kind for remark in report.remarks if remark.code] == ["shape-mended"]


def test_several_features_of_one_code_become_one_area(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    row = {"AMP_CODE": "5701", "AMP_NAM_T": "เมืองเชียงราย"}
    report = load_areas(db, make((row, beside(0)), (row, beside(1)), (row, beside(4))))
    area = owner.execute("SELECT ST_NumGeometries(geom) AS parts, geom_note FROM area").fetchone()
    assert area["parts"] == 2
    assert "3" in area["geom_note"]
    assert (report.rows, report.areas) == (3, 1)


def test_one_code_with_two_names_is_refused_by_every_row(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    path = make(
        ({"AMP_CODE": "5701", "AMP_NAM_T": "เมืองเชียงราย"}, beside(0)),
        ({"AMP_CODE": "5701", "AMP_NAM_T": "เวียงชัย"}, beside(1)),
        ({"AMP_CODE": "5703", "AMP_NAM_T": "เชียงของ"}, beside(2)),
    )
    report = load_areas(db, path)
    assert [(row.row, row.column, row.value) for row in report.refused] == [
        (1, "AMP_NAM_T", "เมืองเชียงราย"),
        (2, "AMP_NAM_T", "เวียงชัย"),
    ]
    assert not report.loaded
    assert count(owner, "area") == 0
    assert load_areas(db, path, accept_good=True).loaded
    assert set(stored(owner)) == {"5703"}


@pytest.mark.parametrize(
    ("shape", "word"),
    [
        (None, "empty"),
        (Point(99.8, 19.8), "polygon"),
        (box(10, 50, 11, 51), "Thailand"),
        (MultiPolygon(), "empty"),
    ],
)
def test_a_feature_without_a_usable_shape_is_refused_by_row(
    db: Database, owner: Connection[Any], make: Make, shape: BaseGeometry | None, word: str
) -> None:
    report = load_areas(db, make(*amphoe("5701"), ({"AMP_CODE": "5702", "AMP_NAM_T": "เวียงชัย"}, shape)))
    assert [(row.row, row.column) for row in report.refused] == [(2, "geometry")]
    assert word in report.refused[0].english
    assert count(owner, "area") == 0


def test_a_feature_without_code_is_refused_by_row(db: Database, make: Make) -> None:
    report = load_areas(
        db, make(*amphoe("5701", "5702", "5703"), ({"AMP_CODE": None, "AMP_NAM_T": "ทะเลสาบ"}, beside(4)))
    )
    assert [(row.row, row.column) for row in report.refused] == [(4, "AMP_CODE")]


def test_a_heading_with_any_signs_is_only_a_heading(db: Database, make: Make) -> None:
    rows = [({"AMP + CODE": code, "%s {x}": "ชื่อ"}, beside(n)) for n, code in enumerate(("5701", "", "5703"))]
    report = load_areas(db, make(*rows))
    assert [(row.row, row.column) for row in report.refused] == [(2, "AMP + CODE")]


def test_a_file_wholly_outside_thailand_is_refused_with_a_hint(db: Database, make: Make) -> None:
    with pytest.raises(Refused, match="--crs"):
        load_areas(db, make(({"AMP_CODE": "5701", "AMP_NAM_T": "เมืองเชียงราย"}, box(10, 50, 11, 51))))


def test_a_file_of_names_without_codes_is_refused(db: Database, make: Make) -> None:
    with pytest.raises(Refused, match="--map"):
        load_areas(db, make(({"name": "เมืองเชียงราย", "pop": 5701}, SOME_BOX)))


def test_a_column_can_be_named_where_nothing_tells(db: Database, owner: Connection[Any], make: Make) -> None:
    path = make(({"x": "5701", "y": "ที่หนึ่ง"}, beside(0)), ({"x": "9999", "y": "ที่สอง"}, beside(1)))
    report = load_areas(db, path, columns={"code": "x", "name_th": "y"})
    assert report.columns == {"code": "x", "name_th": "y"}
    assert set(stored(owner)) == {"5701", "9999"}
    with pytest.raises(BadRequest):
        load_areas(db, path, columns={"code": "nowhere"})


def test_a_level_that_is_asked_for_is_dissolved_from_finer_codes(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    rows = [
        (
            {"ADM3_PCODE": f"TH{code}", "ADM3_TH": name, "ADM2_PCODE": "TH5701", "ADM2_TH": "เมืองเชียงราย"},
            beside(n),
        )
        for n, (code, name) in enumerate((("570101", "เวียง"), ("570102", "รอบเวียง")))
    ]
    report = load_areas(db, make(*rows), level="amphoe")
    assert (report.level, report.rows, report.areas) == ("amphoe", 2, 1)
    assert stored(owner)["5701"]["name_th"] == "เมืองเชียงราย"


def test_a_level_that_the_file_does_not_have_is_refused(db: Database, make: Make) -> None:
    with pytest.raises(Refused, match="level tambon"):
        load_areas(db, make(*amphoe("5701")), level="tambon")


def test_names_missing_in_the_file_come_from_the_official_list(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    report = load_areas(db, make(({"amphoe_code": 5701}, SOME_BOX)))
    row = stored(owner)["5701"]
    assert (row["name_th"], row["name_en"]) == ("เมืองเชียงราย", "Mueang Chiang Rai")
    assert [remark.kind for remark in report.remarks if remark.code] == ["name-borrowed"]


def test_an_unknown_code_without_a_name_is_refused(db: Database, make: Make) -> None:
    report = load_areas(db, make(*amphoe("5701", "5702"), ({"AMP_CODE": "5799", "AMP_NAM_T": ""}, beside(3))))
    assert [row.column for row in report.refused] == ["name_th"]


def test_a_geopackage_is_read_too(db: Database, owner: Connection[Any], tmp_path: Path) -> None:
    path = tmp_path / "areas.gpkg"
    frame = gpd.GeoDataFrame(
        {"AMP_CODE": ["5701"], "AMP_NAM_T": ["อ.เมืองเชียงราย"]}, geometry=[SOME_BOX], crs=4326
    )
    frame.to_crs(32647).to_file(path)
    report = load_areas(db, path)
    assert report.crs == "EPSG:32647"
    assert set(stored(owner)) == {"5701"}


def test_areas_of_projects_follow_the_current_edition(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_areas(db, make(*amphoe("5701", "5702")), edition="before")
    owner.execute("""
      INSERT INTO authority (type, name_th, province_code, amphoe_code, supervising_level)
      VALUES ('sao', 'ทดสอบ', '57', '5701', 'amphoe')""")
    owner.execute("""
      WITH p AS (
        INSERT INTO project (authority_id, fiscal_year, title) SELECT id, 2025, 'ถนน' FROM authority
        RETURNING *)
      INSERT INTO location (project_id, authority_id, geom, method)
      SELECT id, authority_id, ST_SetSRID(ST_MakePoint(99.55, 19.85), 4326), 'map' FROM p""")
    assert owner.execute("SELECT amphoe_code FROM project_fact").fetchone()["amphoe_code"] == "5701"
    swapped = [
        ({"AMP_CODE": code, "AMP_NAM_T": f"ชื่อ{code}"}, beside(n)) for n, code in enumerate(("5702", "5701"))
    ]
    report = load_areas(db, make(*swapped), edition="after")
    assert report.places_derived == 1
    assert owner.execute("SELECT amphoe_code FROM project_fact").fetchone()["amphoe_code"] == "5702"
    assert load_areas(db, make(*swapped), edition="after").places_derived == 0


def test_overlapping_areas_are_stored_as_published(db: Database, owner: Connection[Any], make: Make) -> None:
    over = beside(0).union(box(99.6, 19.8, 99.61, 19.9))
    load_areas(
        db,
        make(
            ({"AMP_CODE": "5701", "AMP_NAM_T": "เมืองเชียงราย"}, over),
            ({"AMP_CODE": "5702", "AMP_NAM_T": "เวียงชัย"}, beside(1)),
        ),
    )
    query = """
      SELECT ST_Area(ST_Intersection(a.geom, b.geom)) AS both
      FROM area AS a JOIN area AS b ON a.code < b.code"""
    assert owner.execute(query).fetchone()["both"] > 0
    assert count(owner, "area_shape") == 2 * len(SHAPE_ZOOMS)
