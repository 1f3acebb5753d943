"""Lines and areas over HTTP: looked at, saved, undone, read from a text or a file, and given as GeoJSON."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import pytest
from flask import Flask
from shapely import LineString

from geo.database import Database
from tests.layers.pin_world import ENGINEER, FINANCE, PLANNER, Owner, add_project, points, put
from tests.webmap.portal_world import Visitor, portal_on, settle, visit

TITLE = "ก่อสร้างถนน คสล. กว้าง 5.00 ม. ยาว 1,745 ม. หรือพื้นที่ไม่น้อยกว่า 8,725 ตร.ม."
LINE = {"type": "LineString", "coordinates": [[99.1, 19.1], [99.1166, 19.1]]}
SHORT = {"type": "LineString", "coordinates": [[99.1, 19.1], [99.1085, 19.1]]}
AREA = {"type": "Polygon", "coordinates": [[[99.1, 19.1], [99.11, 19.1], [99.11, 19.11], [99.1, 19.1]]]}


@pytest.fixture
def authorities(owner: Owner) -> dict[str, int]:
    return settle(owner)


@pytest.fixture
def project(owner: Owner, authorities: dict[str, int]) -> int:
    return add_project(owner, authorities["ours"], TITLE, approved=500_000, category="road")


@pytest.fixture
def app(db: Database, authorities: dict[str, int], tmp_path: Path) -> Flask:
    return portal_on(db, tmp_path)


@pytest.fixture
def engineer(app: Flask) -> Visitor:
    return visit(app, ENGINEER)


def look(visitor: Visitor, project: int, geometry: Any) -> Any:
    return visitor.post("/pins/check", project=project, geometry=geometry)


def save(visitor: Visitor, project: int, geometry: Any, **more: Any) -> Any:
    return visitor.post(f"/projects/{project}/pin", geometry=geometry, **more)


def kept(owner: Owner, project: int) -> list[dict[str, Any]]:
    return owner.execute(
        "SELECT ST_AsGeoJSON(geom)::jsonb - 'crs' AS geometry, method, crs, operation, text_entered, repairs "
        "FROM location WHERE project_id = %s AND superseded_at IS NULL",
        [project],
    ).fetchall()


def upload(visitor: Visitor, project: int, name: str, content: bytes, **more: Any) -> Any:
    fields = {"project": str(project), "file": (io.BytesIO(content), name), **more}
    headers = {"X-CSRFToken": visitor.token, "Accept": "application/json"}
    return visitor.client.post("/pins/file", data=fields, headers=headers, content_type="multipart/form-data")


def test_a_line_is_measured_against_the_title(engineer: Visitor, project: int) -> None:
    said = look(engineer, project, LINE).json
    assert said["length_m"] == pytest.approx(1745, abs=5)
    assert (said["stated_length_m"], said["stated_area_m2"]) == (1745, 8725)
    assert said["warnings"] == []


def test_a_line_half_as_long_as_the_title_is_questioned_and_may_be_saved(
    engineer: Visitor, owner: Owner, project: int
) -> None:
    (warning,) = look(engineer, project, SHORT).json["warnings"]
    assert (warning["code"], warning["gravity"]) == ("length-differs", "caution")
    assert "1,745" in warning["text"]
    assert save(engineer, project, SHORT).status_code == 200
    assert kept(owner, project)[0]["geometry"] == SHORT


def test_a_line_many_times_as_long_as_the_title_is_told_so_in_times_and_not_in_percent(
    engineer: Visitor, project: int
) -> None:
    line = {"type": "LineString", "coordinates": [[99.0, 19.1], [99.5, 19.1]]}
    texts = [each["text"] for each in look(engineer, project, line).json["warnings"]]
    assert any("30\u00a0เท่า" in text for text in texts) and not any("%" in text for text in texts)


def test_a_part_outside_is_told_with_its_length(engineer: Visitor, project: int) -> None:
    line = {"type": "LineString", "coordinates": [[99.45, 19.1], [99.55, 19.1]]}
    warnings = {each["code"]: each for each in look(engineer, project, line).json["warnings"]}
    assert "50" in warnings["partly-outside"]["text"]
    assert "กรมทดสอบ" in warnings["partly-outside"]["line"]


def test_a_line_through_two_areas_names_both_with_their_shares(engineer: Visitor, project: int) -> None:
    line = {"type": "LineString", "coordinates": [[99.1, 19.1], [99.2, 19.1]]}
    assert look(engineer, project, line).json["place"] == "ต.เวียง อ.เมือง จ.เชียงราย"


def test_a_shape_is_saved_and_stands_on_maps_by_its_point(
    engineer: Visitor, owner: Owner, project: int
) -> None:
    place = save(engineer, project, LINE, method="map", accuracy_m=3).json["place"]
    assert (place["shape"], place["geometry"]["type"]) == ("LINESTRING", "LineString")
    assert points(owner, project) == [(pytest.approx(19.1, abs=1e-6), pytest.approx(99.1083, abs=1e-6))]
    assert save(engineer, project, LINE).json["place"]["id"] == place["id"]


def test_several_parts_are_measured_together_and_saved_as_one_shape(
    engineer: Visitor, owner: Owner, project: int
) -> None:
    north = [[lon, round(lat + 0.01, 7)] for lon, lat in LINE["coordinates"]]
    parts = {"type": "MultiLineString", "coordinates": [LINE["coordinates"], north]}
    lengths = [
        look(engineer, project, line).json["length_m"] for line in (LINE, {**LINE, "coordinates": north})
    ]
    assert look(engineer, project, parts).json["length_m"] == pytest.approx(sum(lengths))
    area = AREA["coordinates"]
    far = [[[lon + 0.05, lat] for lon, lat in ring] for ring in area]
    single = look(engineer, project, AREA).json["area_m2"]
    both = look(engineer, project, {"type": "MultiPolygon", "coordinates": [area, far]}).json["area_m2"]
    assert both == pytest.approx(2 * single, rel=1e-6)
    assert save(engineer, project, parts, method="map").json["place"]["shape"] == "MULTILINESTRING"
    assert kept(owner, project)[0]["geometry"] == parts


def test_the_second_of_two_who_draw_gets_both_shapes(
    app: Flask, engineer: Visitor, owner: Owner, project: int
) -> None:
    planner = visit(app, PLANNER)
    save(engineer, project, LINE, seen="")
    answer = save(planner, project, AREA, seen="")
    assert answer.status_code == 409
    assert answer.json["theirs"]["geometry"]["type"] == "LineString"
    assert answer.json["mine"]["geometry"]["type"] == "Polygon"
    assert kept(owner, project)[0]["geometry"] == LINE


def test_undo_brings_the_line_back(engineer: Visitor, owner: Owner, project: int) -> None:
    first = save(engineer, project, LINE).json["place"]
    second = save(engineer, project, AREA, seen=first["id"]).json["place"]
    engineer.post(f"/projects/{project}/pin/undo", phase="planned", seen=second["id"])
    assert kept(owner, project)[0]["geometry"] == LINE


def test_phases_have_places_of_their_own(engineer: Visitor, project: int) -> None:
    save(engineer, project, LINE, phase="planned")
    save(engineer, project, SHORT, phase="as_built")
    places = engineer.data(f"/projects/{project}/pin.json").json["places"]
    assert [places[phase]["geometry"] for phase in ("planned", "as_built")] == [LINE, SHORT]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": [[99.1, 19.1]]},
        {"type": "LineString", "coordinates": [[99.1, 19.1], [99.2, 91]]},
        {"type": "LineString", "coordinates": [[99.1, 19.1], ["x", 19]]},
        {"type": "Polygon", "coordinates": [[[99, 19], [99.1, 19.1], [99.1, 19], [99, 19.1], [99, 19]]]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": "LineString", "coordinates": [[99 + i / 1e6, 19.1] for i in range(10_001)]},
        {"type": "LineString"},
        {"type": "Circle", "coordinates": [99, 19]},
        [99, 19],
        "no json",
        7,
    ],
)
def test_what_is_no_shape_is_refused_with_words(
    engineer: Visitor, owner: Owner, project: int, geometry: Any
) -> None:
    for answer in (save(engineer, project, geometry), look(engineer, project, geometry)):
        assert answer.status_code == 400
        assert answer.json["detail"]
    assert kept(owner, project) == []


def test_other_readings_of_a_text_come_with_a_line_each_and_can_be_taken(
    engineer: Visitor, owner: Owner, project: int
) -> None:
    said = engineer.data("/pins/check", project=project, text="510520 2111893").json
    other = next(each for each in said["others"] if "Indian 1975" in each["line"])
    answer = engineer.post(
        f"/projects/{project}/pin",
        text="510520 2111893",
        pick_lat=other["lat"],
        pick_lon=other["lon"],
    )
    assert answer.status_code == 200
    (place,) = kept(owner, project)
    assert place["crs"] == "EPSG:24047"
    assert "datum-unsaid" in place["repairs"]
    assert points(owner, project) == [(pytest.approx(other["lat"]), pytest.approx(other["lon"]))]


def test_a_reading_that_the_text_does_not_have_is_refused(engineer: Visitor, project: int) -> None:
    answer = engineer.post(f"/projects/{project}/pin", text="19.1, 99.1", pick_lat=18.0, pick_lon=99.0)
    assert answer.status_code == 400


def test_a_text_of_two_ends_is_a_line(engineer: Visitor, owner: Owner, project: int) -> None:
    text = "จุดเริ่มต้น 19.1, 99.1 จุดสิ้นสุด 19.1, 99.1166"
    assert engineer.data("/pins/check", project=project, text=text).json["length_m"]
    engineer.post(f"/projects/{project}/pin", text=text)
    assert kept(owner, project)[0]["geometry"]["type"] == "LineString"


def test_a_file_is_listed_and_one_of_its_shapes_saved(engineer: Visitor, owner: Owner, project: int) -> None:
    gpx = (
        '<gpx><wpt lat="19.2" lon="99.2"><name>ต้นทาง</name></wpt><trk><trkseg><trkpt lat="19.1" lon="99.1"/>'
    )
    gpx += '<trkpt lat="19.1" lon="99.1166"/></trkseg></trk></gpx>'
    found = upload(engineer, project, "ถนน.gpx", gpx.encode()).json
    assert [shape["name"] for shape in found["shapes"]] == ["ต้นทาง", "รูปที่ 2"]
    line = found["shapes"][1]
    assert line["length_m"] == pytest.approx(1745, abs=5)
    save(engineer, project, line["geometry"], method="file", source=line["source"], crs=found["crs"])
    (place,) = kept(owner, project)
    assert (place["method"], place["text_entered"]) == ("file", "ถนน.gpx · รูปที่ 2")
    assert place["operation"]


def test_a_file_without_a_system_asks_for_one_in_the_pages_own_words(
    engineer: Visitor, project: int, tmp_path: Path
) -> None:
    line = geopandas.GeoSeries([LineString([(510_000, 2_112_000), (511_000, 2_112_000)])])
    with pytest.warns(UserWarning, match="crs"):
        line.to_file(tmp_path / "road.shp")
    assert not (tmp_path / "road.prj").exists()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in tmp_path.glob("road.*"):
            archive.write(part, part.name)
    answer = upload(engineer, project, "road.zip", packed.getvalue())
    assert answer.status_code == 409 and "--crs" not in answer.json["detail"]
    codes = [system["code"] for system in answer.json["systems"]]
    assert "EPSG:24047" in codes and "EPSG:4326" in codes and "" not in codes
    found = [upload(engineer, project, "road.zip", packed.getvalue(), crs=code).json for code in codes[:3:2]]
    assert [each["crs"] for each in found] == ["EPSG:32647", "EPSG:24047"]
    assert 200 < 111_000 * abs(found[0]["shapes"][0]["lat"] - found[1]["shapes"][0]["lat"]) < 500


@pytest.mark.parametrize("prj", ["PROJCS[broken", 'LOCAL_CS["site"]'])
def test_a_file_with_a_system_that_nobody_knows_asks_for_one(
    engineer: Visitor, project: int, tmp_path: Path, prj: str
) -> None:
    line = geopandas.GeoSeries([LineString([(510_000, 2_112_000), (511_000, 2_112_000)])], crs=32647)
    line.to_file(tmp_path / "road.shp")
    (tmp_path / "road.prj").write_text(prj)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in tmp_path.glob("road.*"):
            archive.write(part, part.name)
    answer = upload(engineer, project, "road.zip", packed.getvalue())
    assert answer.status_code == 409 and answer.json["systems"]
    found = upload(engineer, project, "road.zip", packed.getvalue(), crs="EPSG:24047").json
    assert found["crs"] == "EPSG:24047" and found["shapes"][0]["geometry"]


def test_geojson_in_metres_that_says_no_system_asks_for_one(engineer: Visitor, project: int) -> None:
    content = b'{"type": "LineString", "coordinates": [[510000, 2112000], [511000, 2112000]]}'
    answer = upload(engineer, project, "road.geojson", content)
    assert answer.status_code == 409 and answer.json["systems"]
    found = upload(engineer, project, "road.geojson", content, crs="EPSG:32647").json
    assert 99 < found["shapes"][0]["lon"] < 100


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.gpx", b"<gpx>"), ("a.zip", b"PK"), ("a.gpx", b"x" * (3 << 20))],
)
def test_a_file_that_will_not_do_is_refused(
    engineer: Visitor, project: int, name: str, content: bytes
) -> None:
    answer = upload(engineer, project, name, content)
    assert answer.status_code in (400, 409, 413)
    assert answer.json["detail"]


def test_files_and_surroundings_are_for_those_who_pin(app: Flask, engineer: Visitor, project: int) -> None:
    stranger = visit(app, FINANCE)
    assert upload(stranger, project, "a.gpx", b"<gpx></gpx>").status_code == 403
    words = {"project": project, "bbox": "99,19,99.3,19.3"}
    assert stranger.data("/pins/around", **words).status_code == 403


def test_neighbours_and_boundaries_come_to_be_drawn_to(
    engineer: Visitor, owner: Owner, authorities: dict[str, int], project: int
) -> None:
    other = add_project(owner, authorities["ours"], "ฝาย")
    put(owner, other)
    put(owner, project, 99.11)
    found = engineer.data("/pins/around", project=project, bbox="99.05,19.05,99.3,19.3").json
    assert [each["properties"]["id"] for each in found["neighbours"]["features"]] == [other]
    (line,) = found["boundaries"]["features"]
    assert line["properties"]["name_th"] == "เวียง"
    assert all(lon == 99.25 or lat == 19.25 for lon, lat in _places(line["geometry"]))


def _places(geometry: Any) -> list[list[float]]:
    coordinates = geometry["coordinates"]
    return (
        coordinates if geometry["type"] == "LineString" else [place for part in coordinates for place in part]
    )


@pytest.mark.parametrize("box", ["", "99,19,103,23", "99,19,98,18", "a,b,c,d"])
def test_a_box_that_will_not_do_is_refused(engineer: Visitor, project: int, box: str) -> None:
    assert engineer.data("/pins/around", project=project, bbox=box).status_code == 400


def test_everybody_gets_a_public_projects_shape_as_geojson(
    app: Flask, engineer: Visitor, project: int
) -> None:
    save(engineer, project, LINE)
    answer = visit(app).data(f"/projects/{project}/place.geojson")
    assert answer.content_type == "application/geo+json"
    (feature,) = json.loads(answer.data)["features"]
    assert feature["geometry"] == LINE
    assert feature["properties"]["phase"] == "planned"


def test_a_draft_keeps_its_shape_to_itself(app: Flask, owner: Owner, authorities: dict[str, int]) -> None:
    draft = add_project(owner, authorities["ours"], "ร่าง", published=False)
    assert visit(app).data(f"/projects/{draft}/place.geojson").status_code == 404


def test_a_line_is_preselected_for_a_road_and_the_title_shown_beside(engineer: Visitor, project: int) -> None:
    page = engineer.get(f"/projects/{project}/pin").text
    assert '"kind": "line"' in page
    assert "5 × 1,745\u00a0ม." in page
