"""The passport on a page and as data: what everybody and what its seats see, and settling a drift."""

import json
import re
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from pyproj import Geod
from shapely import LineString, Point

from geo.database import Database
from geo.notation import read_pair
from layers.projects.place import Place, places_of
from layers.projects.places import remove_place, save_place
from tests.layers.pin_world import ENGINEER, PLANNER, STRANGER, Owner
from tests.webmap.conftest import sign_in
from tests.webmap.world import World, build
from webmap.commands.setting import setting
from webmap.projects.passport import grid_text
from webmap.projects.words import metres

EARTH = Geod(ellps="WGS84")
PLANNED = Place.of(
    Point(99.5012346, 19.5023456),
    method="text",
    text_entered="N 19.5023456 E 99.5012346",
    repairs=("swapped-axes", "office-of-old"),
    evidence="แบบเลขที่ 7/2568",
)
BUILT = Place.of(Point(99.5022345, 19.5023456), method="gps", accuracy_m=4, phase="as_built")


@pytest.fixture
def world(owner: Owner, db: Database) -> World:
    """The small world; the engineer moved the planned place of `placed`, which was built elsewhere."""
    world = build(owner)
    for place in (PLANNED, BUILT):
        keep(db, world.placed, place)
    return world


def keep(db: Database, project: int, place: Place) -> None:
    """Record a place as the engineer."""
    with db.acting(ENGINEER) as connection:
        known = places_of(connection, project).get(place.phase)
        save_place(connection, project, place, known.id if known else None)


def data_of(client: FlaskClient, project: int) -> Any:
    """Return a project's JSON."""
    return client.get(f"/projects/{project}.json").json


def drawn(text: str) -> Any:
    """Return what the page's map is to draw."""
    found = re.search(r'data-drawn="([^"]*)"', text)
    assert found
    return json.loads(found[1].replace("&#34;", '"').replace("&quot;", '"').replace("&amp;", "&"))


def test_everybody_sees_places_methods_grades_and_drift_but_no_names_or_texts(
    client: FlaskClient, world: World
) -> None:
    text = client.get(f"/projects/{world.placed}").text
    assert "19.502346, 99.501235" in text and "19.502346, 99.502235" in text
    assert "พิมพ์พิกัด" in text and "GPS ในพื้นที่" in text and "งานช่าง" in text
    assert "พิกัดที่บันทึกไว้ห่างกัน 105\u00a0ม." in text and "เกินเกณฑ์ 50\u00a0ม." in text
    assert "สลับละติจูดกับลองจิจูด" in text
    assert "คุณengineering" not in text and "แบบเลขที่" not in text and "N 19.5023456" not in text
    assert [step["phase"] for step in drawn(text)["steps"]] == ["planned", "as_built"]
    data = data_of(client, world.placed)
    assert (data["grade"], data["drift_over"], data["drift_m"]) == ("A", True, pytest.approx(105, abs=0.5))
    assert (
        data["places"]["planned"]["grade"] == "C"
        and data["places"]["planned"]["repairs"][0] == "swapped-axes"
    )
    assert not {"text_entered", "recorded_by", "evidence", "note"} & set(data["places"]["planned"])
    assert "place_history" not in data
    assert {"what": "drift", "role": "engineering"} in data["waits_for"]


def test_its_own_seats_see_who_and_what_was_written_and_every_place_before(
    client: FlaskClient, world: World
) -> None:
    sign_in(client, PLANNER)
    text = client.get(f"/projects/{world.placed}").text
    assert "คุณengineering" in text and "แบบเลขที่ 7/2568" in text and "N 19.5023456 E 99.5012346" in text
    assert "ประวัติพิกัดทั้งหมด" in text
    assert [step["phase"] for step in drawn(text)["steps"]] == ["planned", "planned", "as_built"]
    assert len(drawn(text)["drifts"]) == 1 and drawn(text)["drifts"][0]["over"]
    assert "บันทึกเหตุผล</span>" not in text
    history = data_of(client, world.placed)["place_history"]
    assert [(row["phase"], row["superseded_at"] is None) for row in history] == [
        ("planned", False),
        ("planned", True),
        ("as_built", True),
    ]


def test_the_engineer_gives_the_reason_on_the_page(client: FlaskClient, db: Database, world: World) -> None:
    sign_in(client, ENGINEER)
    text = client.get(f"/projects/{world.placed}").text
    assert "บันทึกเหตุผล</span>" in text
    seen = re.search(r'name="seen" value="([0-9,]+)"', text)
    assert seen
    answer = client.post(
        f"/projects/{world.placed}/drift", data={"reason": "ย้ายตามมติประชาคม", "seen": seen[1]}
    )
    assert (answer.status_code, answer.location) == (303, f"/projects/{world.placed}#passport")
    text = client.get(f"/projects/{world.placed}").text
    assert "มีผู้ชี้แจงแล้ว" in text and "ย้ายตามมติประชาคม" in text and "บันทึกเหตุผล</span>" not in text
    assert "ชี้แจงระยะห่างของพิกัด: ย้ายตามมติประชาคม" in text
    keep(db, world.placed, Place.of(Point(99.51, 19.502), method="gps", accuracy_m=4, phase="as_built"))
    assert data_of(client, world.placed)["drift_over"]
    stale = client.post(f"/projects/{world.placed}/drift", json={"reason": "ตรวจแล้ว", "seen": seen[1]})
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("account", "fields", "status"),
    [
        (STRANGER, {"reason": "ตรวจแล้ว", "seen": "1"}, 403),
        (PLANNER, {"reason": "ตรวจแล้ว", "seen": "1"}, 403),
        (ENGINEER, {"reason": " ", "seen": "1"}, 400),
        (ENGINEER, {"reason": "x", "seen": "1"}, 400),
        (ENGINEER, {"reason": "ตรวจแล้ว", "seen": "abc"}, 400),
        (ENGINEER, {"reason": "x" * 501, "seen": "1"}, 400),
        (ENGINEER, {"reason": "ตรวจแล้ว"}, 400),
        (ENGINEER, {"reason": "ตรวจแล้ว", "seen": "99999"}, 409),
    ],
)
def test_a_reason_that_is_not_ones_to_give_is_refused(
    client: FlaskClient, world: World, account: int, fields: dict[str, str], status: int
) -> None:
    sign_in(client, account)
    assert client.post(f"/projects/{world.placed}/drift", json=fields).status_code == status


def test_the_public_gives_no_reason(client: FlaskClient, world: World) -> None:
    answer = client.post(f"/projects/{world.placed}/drift", json={"reason": "ตรวจแล้ว", "seen": "1"})
    assert answer.status_code in (302, 401, 403)


def test_the_duty_leads_from_the_home_page_to_the_project(client: FlaskClient, world: World) -> None:
    assert "drift=over" not in re.findall(r'<section class="tasks".*?</section>', client.get("/").text, re.S)
    sign_in(client, ENGINEER)
    (tasks,) = re.findall(r'<section class="tasks".*?</section>', client.get("/").text, re.S)
    (address,) = (found for found in re.findall(r'href="([^"]+)"', tasks) if "drift=over" in found)
    listed = client.get(address.replace("&amp;", "&")).text
    assert f"/projects/{world.placed}" in listed and "ห่างกัน 105 ม." in listed
    assert 'aria-current="true"' in listed


def test_lists_filter_by_grade_and_by_drift(client: FlaskClient, world: World) -> None:
    def ids(**words: str) -> list[int]:
        rows = client.get("/projects.json", query_string=words).json["projects"]  # type: ignore[index]
        return [row["id"] for row in rows]

    assert ids(grade="A") == [world.placed]
    assert ids(grade="D") == [world.other]
    assert ids(drift="over") == [world.placed]
    assert ids(drift="settled") == []
    assert client.get("/projects.json?grade=E").status_code == 400
    assert client.get("/projects.json?drift=yes").status_code == 400
    assert "คุณภาพพิกัด" in client.get("/projects").text


def test_a_line_is_drawn_as_recorded(client: FlaskClient, db: Database, world: World) -> None:
    road = LineString([(99.5, 19.5), (99.51, 19.51)])
    keep(db, world.placed, Place.of(road, phase="contracted", method="survey"))
    text = client.get(f"/projects/{world.placed}").text
    shapes = {step["phase"]: step["geometry"]["type"] for step in drawn(text)["steps"]}
    assert shapes == {"planned": "Point", "contracted": "LineString", "as_built": "Point"}


def test_in_english_too(client: FlaskClient, world: World) -> None:
    client.set_cookie("language", "en")
    text = client.get(f"/projects/{world.placed}").text
    assert "Where the place comes from" in text and "105\u00a0m" in text
    passport = text[text.index('id="passport"') : text.index("</section>", text.index('id="passport"'))]
    assert not re.search("[\u0e00-\u0e7f]", passport)


@pytest.mark.parametrize(
    ("lat", "lon", "zone"), [(19.9047, 99.8412, "47Q"), (6.55, 101.28, "47N"), (15.2, 104.9, "48P")]
)
def test_places_are_told_in_the_grid_as_the_reader_understands_it(lat: float, lon: float, zone: str) -> None:
    text = grid_text(lat, lon)
    assert text.split()[0] == zone
    read = read_pair(text)
    assert EARTH.inv(lon, lat, read.lon, read.lat)[2] < 1


@pytest.mark.parametrize(
    ("lat", "lon", "zone"), [(-33.9, 18.4, "34H"), (83.9, 179.9, "60X"), (-80, -180, "1C")]
)
def test_zones_and_bands_are_right_all_over_the_world(lat: float, lon: float, zone: str) -> None:
    assert grid_text(lat, lon).split()[0] == zone
    assert grid_text(88, 0) == ""


@pytest.mark.parametrize(
    ("distance", "words"),
    [(0.4, "0.4\u00a0ม."), (5, "5\u00a0ม."), (104.7, "105\u00a0ม."), (12345, "12.3\u00a0กม.")],
)
def test_distances_are_told_as_people_say_them(app: Any, distance: float, words: str) -> None:
    with app.test_request_context("/"):
        assert metres(distance) == words


def test_the_command_shows_and_changes_the_threshold(
    database_url: str, world: World, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, client: FlaskClient
) -> None:
    monkeypatch.setenv("EPLAN_DATABASE_URL", database_url)
    monkeypatch.setenv("EPLAN_HOME", str(tmp_path))
    run = CliRunner()
    assert run.invoke(setting, ["drift"]).output.strip() == "50"
    assert json.loads(run.invoke(setting, ["drift", "200", "--json"]).output) == {"drift_m": 200}
    assert data_of(client, world.placed)["drift_over"] is False


def test_where_a_pin_was_taken_off_its_seats_still_see_where_it_was(
    client: FlaskClient, db: Database, world: World
) -> None:
    with db.acting(ENGINEER) as connection:
        for known in places_of(connection, world.placed).values():
            remove_place(connection, world.placed, known.phase, known.id)
    assert 'id="passport"' not in client.get(f"/projects/{world.placed}").text
    sign_in(client, ENGINEER)
    text = client.get(f"/projects/{world.placed}").text
    assert [step["removed"] for step in drawn(text)["steps"]] == [False, False, False, True, True]
    assert text.count("เอาหมุดออก") >= 2 and "data-passport-map" in text
