"""Places of a file that have no exact reading: the authority's area decides, or the row is given back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.etl.projects_world import World, new_world


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    """A world in which our area is 19.5-20° N, 99.5-100° E."""
    with new_world(server_url, template) as world:
        yield world


@pytest.fixture
def empty(world: World) -> World:
    """The world without projects."""
    world.clear()
    return world


def _plan(tmp_path: Path, *places: str) -> Path:
    path = tmp_path / "plan.csv"
    rows = [f'งาน {at},1000,"{place}"' for at, place in enumerate(places)]
    path.write_text("\n".join(["ชื่อโครงการ,งบประมาณ,พิกัด", *rows, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("99.8412, 19.9047", ["swapped-axes"]),
        ("https://maps.google.com/?q=19.9047,99.8412", []),
        ("พิกัด 19.9047, 99.8412 บ้านใหม่ หมู่ 3 ต.แม่ยาว", []),
        ("199047 998412", ["decimal-lost"]),
        ("X=99.8412 Y=19.9047", ["degrees-in-metre-fields"]),
        ("47QNC 88049 01155", []),
        ("7MFXWR3R+VF", []),
    ],
)
def test_the_one_reading_within_the_area_is_taken_with_what_was_mended(
    empty: World, tmp_path: Path, text: str, repairs: list[str]
) -> None:
    report = empty.ours(_plan(tmp_path, text))
    assert report.refused == []
    (place,) = empty.all(
        "SELECT ST_Y(geom) AS lat, ST_X(geom) AS lon, text_entered, repairs, precision_m, crs FROM location"
    )
    assert (place["lat"], place["lon"]) == pytest.approx((19.9047, 99.8412), abs=2e-4)
    assert (place["text_entered"], place["repairs"]) == (text, repairs)
    assert place["precision_m"] > 0


def test_the_ends_of_a_road_become_a_line(empty: World, tmp_path: Path) -> None:
    report = empty.ours(_plan(tmp_path, "จุดเริ่มต้น 19.9047, 99.8412 จุดสิ้นสุด 19.9100, 99.8500"))
    assert report.refused == []
    (place,) = empty.all("SELECT ST_AsText(geom) AS shape FROM location")
    assert place["shape"] == "LINESTRING(99.8412 19.9047,99.85 19.91)"


def test_of_two_readings_within_the_area_none_is_taken_and_both_are_named(
    empty: World, tmp_path: Path
) -> None:
    report = empty.ours(_plan(tmp_path, "E 588049 N 2201155"))
    (fault,) = report.refused
    assert "EPSG:32647" in fault.english
    assert "EPSG:24047" in fault.english
    assert empty.all("SELECT 1 FROM location") == []


def test_the_border_of_the_area_settles_the_datum(empty: World, tmp_path: Path) -> None:
    # 150 m west of the area's eastern border in Indian 1975, 184 m east of it in WGS 84.
    report = empty.ours(_plan(tmp_path, "E 604800 N 2201155"))
    assert report.refused == []
    (place,) = empty.all("SELECT ST_X(geom) < 100 AS inside, crs, repairs FROM location")
    assert place == {"inside": True, "crs": "EPSG:24047", "repairs": ["zone-unsaid", "datum-unsaid"]}


def test_a_reading_elsewhere_is_not_taken_and_is_named_with_its_distance(
    empty: World, tmp_path: Path
) -> None:
    report = empty.ours(_plan(tmp_path, "99.25, 18.25"))
    (fault,) = report.refused
    assert "18.250000, 99.250000" in fault.english
    assert "km" in fault.english


def test_what_nobody_can_read_keeps_the_reason_of_the_exact_reader(empty: World, tmp_path: Path) -> None:
    report = empty.ours(_plan(tmp_path, "หลัก กม. 12+500 ถึง 13+200"))
    (fault,) = report.refused
    assert "no single reading" in fault.english


def test_an_exact_text_is_taken_as_it_stands_wherever_it_leads_in_thailand(
    empty: World, tmp_path: Path
) -> None:
    report = empty.ours(_plan(tmp_path, "13.75, 100.5"))
    assert report.refused == []
    (place,) = empty.all("SELECT ST_Y(geom) AS lat, repairs FROM location")
    assert place == {"lat": 13.75, "repairs": []}


def test_metres_of_a_zone_take_the_datum_in_which_they_lie_in_the_area_and_say_so(
    empty: World, tmp_path: Path
) -> None:
    # 150 m west of the area's eastern border in Indian 1975, 184 m east of it in WGS 84.
    report = empty.ours(_plan(tmp_path, "47Q 604800 2201155"))
    (place,) = empty.all("SELECT ST_X(geom) < 100 AS inside, crs, repairs FROM location")
    assert place == {"inside": True, "crs": "EPSG:24047", "repairs": ["datum-unsaid"]}
    (remark,) = report.remarks
    assert remark.kind == "mended-places" and "Indian 1975" in remark.english


@pytest.mark.parametrize(
    "text",
    [
        "47Q 588049 2201155",
        "47Q 604800 2201155 WGS84",
        "47Q 650000 2201155",
    ],
)
def test_metres_stay_in_wgs_84_where_they_say_so_or_both_or_neither_lie_in_the_area(
    empty: World, tmp_path: Path, text: str
) -> None:
    report = empty.ours(_plan(tmp_path, text))
    (place,) = empty.all("SELECT crs, repairs FROM location")
    assert place == {"crs": "EPSG:32647", "repairs": []}
    assert report.remarks == []


def test_a_declared_system_settles_the_datum(empty: World, tmp_path: Path) -> None:
    empty.ours(_plan(tmp_path, "47Q 604800 2201155"), manner={"crs": "EPSG:32647"})
    (place,) = empty.all("SELECT crs, repairs FROM location")
    assert place == {"crs": "EPSG:32647", "repairs": []}


def _pairs(tmp_path: Path, heads: str, *rows: str) -> Path:
    path = tmp_path / "pairs.csv"
    lines = [f"งาน {at},1000,{row}" for at, row in enumerate(rows)]
    path.write_text("\n".join([f"ชื่อโครงการ,งบประมาณ,{heads}", *lines, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("heads", "row", "repairs"),
    [
        ("X,Y,โซน", "588049,2201155,47", []),
        ("X,Y,โซน", '"588,049","2,201,155",47Q', []),
        ("X (UTM Zone 47 WGS84),Y (UTM Zone 47 WGS84)", "588049,2201155", []),
        ("X (WGS84),Y (WGS84),zone", "2201155,588049,47", ["swapped-axes"]),
        ("ละติจูด,ลองจิจูด", "99.8412,19.9047", ["swapped-axes"]),
        ("ละติจูด,ลองจิจูด", '"19.9047, 99.8412",', []),
        ("X,Y", "99.8412,19.9047", []),
    ],
)
def test_two_columns_are_read_as_a_text_with_both_would_be(
    empty: World, tmp_path: Path, heads: str, row: str, repairs: list[str]
) -> None:
    report = empty.ours(_pairs(tmp_path, heads, row))
    assert report.refused == []
    (place,) = empty.all("SELECT ST_Y(geom) AS lat, ST_X(geom) AS lon, repairs FROM location")
    assert (place["lat"], place["lon"]) == pytest.approx((19.9047, 99.8412), abs=2e-4)
    assert place["repairs"] == repairs


def test_metres_in_two_columns_take_the_datum_in_which_alone_they_lie_in_the_area(
    empty: World, tmp_path: Path
) -> None:
    report = empty.ours(_pairs(tmp_path, "X,Y", "604800,2201155"))
    assert report.refused == []
    (place,) = empty.all("SELECT crs, repairs FROM location")
    assert place == {"crs": "EPSG:24047", "repairs": ["zone-unsaid", "datum-unsaid"]}


def test_what_two_columns_leave_open_or_lead_elsewhere_is_given_back_with_its_readings(
    empty: World, tmp_path: Path
) -> None:
    report = empty.ours(_pairs(tmp_path, "X,Y", "588049,2201155", "18.25,99.25", "588049,"))
    both, swapped, half = report.refused
    assert (both.column, both.value) == ("Y / X", "2201155 588049")
    assert "EPSG:32647" in both.english
    assert "EPSG:24047" in both.english
    assert "18.250000, 99.250000" in swapped.english
    assert "changed places" in swapped.english
    assert "Half a coordinate" in half.english
