"""Pinning over HTTP: the list, looking at a point, saving, clashes, and the same without a script."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from geo.database import Database
from tests.layers.pin_world import (
    ENGINEER,
    FINANCE,
    PLANNER,
    STRANGER,
    Owner,
    add_project,
    points,
    put,
)
from tests.webmap.portal_world import Visitor, portal_on, settle, visit

HOME = (19.1, 99.1)


@pytest.fixture
def authorities(owner: Owner) -> dict[str, int]:
    return settle(owner)


@pytest.fixture
def project(owner: Owner, authorities: dict[str, int]) -> int:
    return add_project(owner, authorities["ours"], "ถนนสายหนึ่ง", approved=500_000)


@pytest.fixture
def app(db: Database, authorities: dict[str, int], tmp_path: Path) -> Flask:
    return portal_on(db, tmp_path)


@pytest.fixture
def engineer(app: Flask) -> Visitor:
    return visit(app, ENGINEER)


def pin(visitor: Visitor, project: int, lat: float, lon: float, **more: Any) -> Any:
    return visitor.post(f"/projects/{project}/pin", lat=lat, lon=lon, **more)


def test_the_list_shows_what_the_seat_has_to_pin(
    engineer: Visitor, owner: Owner, authorities: dict[str, int], project: int
) -> None:
    add_project(owner, authorities["theirs"], "ของเขา")
    page = engineer.get("/pins").text
    assert "ถนนสายหนึ่ง" in page
    assert "ของเขา" not in page
    assert f"/projects/{project}/pin" in page


def test_the_list_says_when_all_is_pinned(engineer: Visitor, owner: Owner, project: int) -> None:
    put(owner, project)
    page = engineer.get("/pins").text
    assert "ปักหมุดครบแล้ว" in page
    assert "ถนนสายหนึ่ง" in engineer.get("/pins", located="yes").text


def test_the_list_is_searched(
    engineer: Visitor, owner: Owner, authorities: dict[str, int], project: int
) -> None:
    add_project(owner, authorities["ours"], "ฝายน้ำล้น")
    page = engineer.get("/pins", q="ฝาย").text
    assert "ฝายน้ำล้น" in page
    assert "ถนนสายหนึ่ง" not in page


def test_who_may_not_pin_is_told_who_does(app: Flask, project: int) -> None:
    assert "บัญชีนี้ไม่มีที่นั่งที่ปักหมุดได้" in visit(app, FINANCE).get("/pins").text


def test_the_public_is_asked_to_sign_in_first(app: Flask, project: int) -> None:
    for path in ("/pins", f"/projects/{project}/pin"):
        answer = visit(app).get(path)
        assert answer.status_code == 302
        assert answer.location.startswith("/login?next=")


@pytest.mark.parametrize("account", [FINANCE, STRANGER])
def test_other_seats_are_refused_in_plain_words(app: Flask, project: int, account: int) -> None:
    visitor = visit(app, account)
    answer = visitor.get(f"/projects/{project}/pin")
    assert answer.status_code == 403
    assert "งานช่างและงานแผน" in answer.text
    assert pin(visitor, project, *HOME).status_code == 403


def test_a_project_that_is_not_there_is_not_found(engineer: Visitor) -> None:
    assert engineer.get("/projects/999999/pin").status_code == 404
    assert pin(engineer, 999999, *HOME).status_code == 404


def test_a_point_is_named_before_it_is_saved(engineer: Visitor, project: int) -> None:
    answer = engineer.data("/pins/check", project=project, lat=19.1, lon=99.1).json
    assert answer["place"] == "ต.เวียง อ.เมือง จ.เชียงราย"
    assert [area["code"] for area in answer["areas"]] == ["570101", "5701", "57"]
    assert (answer["inside"], answer["warnings"]) == (True, [])


def test_a_point_outside_the_authoritys_area_is_warned_of_with_distance_and_source(
    engineer: Visitor, project: int
) -> None:
    (warning,) = engineer.data("/pins/check", project=project, lat=19.1, lon=99.6).json["warnings"]
    assert (warning["code"], warning["gravity"]) == ("outside-territory", "caution")
    assert warning["text"] == "จุดนี้อยู่นอกเขต อบต.ของเรา ห่าง 10.5\u00a0กม."
    assert warning["line"] == "แนวเขตอำเภอที่ดูแล · กรมทดสอบ · 19 ม.ค. 2565"


@pytest.mark.parametrize(
    ("text", "crs", "notation"),
    [
        ("19.1, 99.1", "EPSG:4326", "องศาทศนิยม"),
        ("๑๙.๑ ๙๙.๑", "EPSG:4326", "องศาทศนิยม"),
        ("19°06'00\"N 99°06'00\"E", "EPSG:4326", "องศา ลิปดา ฟิลิปดา"),
        ("47Q 510520 2111893", "EPSG:32647", "พิกัดกริดเป็นเมตร"),
    ],
)
def test_a_written_coordinate_is_read_and_shown(
    engineer: Visitor, project: int, text: str, crs: str, notation: str
) -> None:
    answer = engineer.data("/pins/check", project=project, text=text).json
    assert (answer["lat"], answer["lon"]) == (pytest.approx(19.1, abs=1e-4), pytest.approx(99.1, abs=1e-4))
    assert (answer["understood"]["crs"], answer["understood"]["notation"]) == (crs, notation)


def test_a_declared_datum_moves_the_point(engineer: Visitor, project: int) -> None:
    words = {"project": project, "text": "510520 2111893"}
    as_is = engineer.data("/pins/check", **words, crs="EPSG:32647").json
    indian = engineer.data("/pins/check", **words, crs="EPSG:24047").json
    assert abs(as_is["lat"] - indian["lat"]) > 0.002


@pytest.mark.parametrize(
    "words",
    [
        {"text": "ใกล้วัด"},
        {"text": ""},
        {"lat": "91", "lon": "99"},
        {"lat": "nan", "lon": "99"},
        {"lat": "19", "lon": ""},
        {"text": "19, 99", "crs": "EPSG:9999999"},
        {"text": "19, 99", "colour": "red"},
    ],
)
def test_what_is_no_coordinate_is_refused_with_words(
    engineer: Visitor, project: int, words: dict[str, str]
) -> None:
    answer = engineer.data("/pins/check", project=project, **words)
    assert answer.status_code == 400
    assert answer.json["detail"]


def test_looking_wants_a_seat(app: Flask, project: int) -> None:
    assert visit(app).data("/pins/check", project=project, lat=19.1, lon=99.1).status_code == 403


def test_a_pin_is_saved_and_the_next_project_named(
    engineer: Visitor, owner: Owner, authorities: dict[str, int], project: int
) -> None:
    other = add_project(owner, authorities["ours"], "ฝาย", approved=100_000)
    answer = pin(engineer, project, *HOME)
    assert answer.status_code == 200
    assert points(owner, project) == [HOME]
    assert answer.json["next"] == {"id": other, "title": "ฝาย"}
    assert answer.json["counts"] == {"missing": 1, "placed": 1, "not_needed": 0}
    assert answer.json["place"]["by"] == "คุณengineering"


def test_a_repeated_save_records_one_place(engineer: Visitor, owner: Owner, project: int) -> None:
    first, second = (pin(engineer, project, *HOME).json for _ in range(2))
    assert first["place"]["id"] == second["place"]["id"]


def test_a_typed_coordinate_keeps_what_was_typed(engineer: Visitor, owner: Owner, project: int) -> None:
    answer = engineer.post(f"/projects/{project}/pin", text="47Q 510520 2111893")
    assert (answer.json["place"]["method"], answer.json["place"]["text"]) == ("text", "47Q 510520 2111893")
    kept = owner.execute("SELECT crs, operation FROM location WHERE project_id = %s", [project]).fetchone()
    assert kept
    assert kept["crs"] == "EPSG:32647"
    assert kept["operation"]


def test_half_a_character_is_refused_wherever_something_is_told(engineer: Visitor, project: int) -> None:
    told = {"seen": "1", "version": 1, "reason": "\ud800", "source": "\ud800"}
    for address in ("pin", "pin/need", "pin/undo", "drift", "photos/1", "photos/1/withdraw"):
        answer = engineer.post(f"/projects/{project}/{address}", lat=19.1, lon=99.1, **told)
        assert answer.status_code == 400, address


def test_a_device_says_how_exact_it_is(engineer: Visitor, project: int) -> None:
    place = pin(engineer, project, *HOME, method="gps", accuracy_m=8.5).json["place"]
    assert (place["method"], place["accuracy_m"]) == ("gps", 8.5)


def test_the_second_of_two_editors_gets_both_places(
    app: Flask, engineer: Visitor, owner: Owner, project: int
) -> None:
    planner = visit(app, PLANNER)
    pin(engineer, project, *HOME, seen="")
    answer = pin(planner, project, 19.2, 99.1, seen="")
    assert answer.status_code == 409
    assert answer.content_type == "application/problem+json"
    assert (answer.json["theirs"]["lat"], answer.json["theirs"]["by"]) == (19.1, "คุณengineering")
    assert answer.json["mine"] == {"lat": 19.2, "lon": 99.1, "phase": "planned"}
    assert answer.json["apart"] == "11.1\u00a0กม."
    assert points(owner, project) == [HOME]
    chosen = pin(planner, project, 19.2, 99.1, seen=answer.json["theirs"]["id"])
    assert chosen.status_code == 200
    assert points(owner, project) == [(19.2, 99.1)]


def test_undo_takes_the_pin_back(engineer: Visitor, owner: Owner, project: int) -> None:
    place = pin(engineer, project, *HOME).json["place"]
    answer = engineer.post(f"/projects/{project}/pin/undo", phase=place["phase"], seen=place["id"])
    assert (answer.status_code, answer.json["place"]) == (200, None)
    assert points(owner, project) == []


def test_a_removed_pin_may_be_undone(engineer: Visitor, owner: Owner, project: int) -> None:
    place = pin(engineer, project, *HOME).json["place"]
    engineer.post(f"/projects/{project}/pin/remove", phase="planned", seen=place["id"])
    assert points(owner, project) == []
    engineer.post(f"/projects/{project}/pin/undo", phase="planned", seen=None)
    assert points(owner, project) == [HOME]


def test_a_project_may_need_no_place_and_then_one_after_all(
    engineer: Visitor, owner: Owner, project: int
) -> None:
    engineer.post(f"/projects/{project}/pin/need", reason="เป็นการอบรม", version=1)
    assert "เป็นการอบรม" in engineer.get("/pins", located="not-needed").text
    engineer.post(f"/projects/{project}/pin/need", reason=None, version=2)
    assert "ถนนสายหนึ่ง" in engineer.get("/pins").text


@pytest.mark.parametrize(
    "fields",
    [
        {"lat": 19.1},
        {"lat": "north", "lon": 99.1},
        {"lat": 19.1, "lon": 99.1, "seen": "x"},
        {"lat": 19.1, "lon": 99.1, "seen": 10**30},
        {"lat": 19.1, "lon": 99.1, "seen": True},
        {"lat": 19.1, "lon": 99.1, "seen": "9" * 5000},
        {"lat": 19.1, "lon": 99.1, "phase": "later"},
        {"lat": 19.1, "lon": 99.1, "phase": ["planned"]},
        {"lat": 19.1, "lon": 99.1, "method": "guess"},
        {"lat": 19.1, "lon": 99.1, "accuracy_m": "nan"},
        {"lat": [19.1], "lon": {"a": 1}},
        {"text": "\x00"},
        {},
    ],
)
def test_malformed_fields_are_refused(
    engineer: Visitor, owner: Owner, project: int, fields: dict[str, Any]
) -> None:
    answer = engineer.post(f"/projects/{project}/pin", **fields)
    assert answer.status_code == 400
    assert points(owner, project) == []


def test_a_body_that_is_no_object_is_refused(engineer: Visitor, project: int) -> None:
    for body in ("[]", "{", "null", '"19, 99"', "[" * 100_000 + "]" * 100_000):
        answer = engineer.client.post(
            f"/projects/{project}/pin",
            data=body,
            content_type="application/json",
            headers={"X-CSRFToken": engineer.token},
        )
        assert answer.status_code == 400


def test_saving_wants_the_pages_own_token(engineer: Visitor, owner: Owner, project: int) -> None:
    engineer.token = ""
    assert pin(engineer, project, *HOME).status_code == 400
    assert points(owner, project) == []


def test_without_a_script_a_coordinate_is_typed_and_saved(
    engineer: Visitor, owner: Owner, authorities: dict[str, int], project: int
) -> None:
    other = add_project(owner, authorities["ours"], "ฝาย", approved=100_000)
    answer = engineer.submit(f"/projects/{project}/pin", text="19.1, 99.1", seen="", phase="planned", crs="")
    assert (answer.status_code, answer.location) == (303, f"/projects/{other}/pin")
    assert points(owner, project) == [HOME]
    assert "ปักหมุดแล้ว" in engineer.get(answer.location).text


def test_without_a_script_a_clash_shows_both_and_the_next_save_chooses(
    app: Flask, engineer: Visitor, owner: Owner, project: int
) -> None:
    planner = visit(app, PLANNER)
    saved = pin(engineer, project, *HOME).json["place"]
    answer = planner.submit(f"/projects/{project}/pin", text="19.2, 99.1", seen="")
    assert answer.status_code == 409
    assert "คุณengineering" in answer.text
    assert f'name="seen" value="{saved["id"]}"' in answer.text
    assert 'value="19.2, 99.1"' in answer.text
    planner.submit(f"/projects/{project}/pin", text="19.2, 99.1", seen=saved["id"])
    assert points(owner, project) == [(19.2, 99.1)]


def test_going_on_keeps_to_the_list_that_one_came_from(
    engineer: Visitor, owner: Owner, authorities: dict[str, int], project: int
) -> None:
    add_project(owner, authorities["ours"], "ฝาย", approved=900_000)
    wanted = add_project(owner, authorities["ours"], "ถนนสายสอง", approved=100_000)
    answer = engineer.post(f"/projects/{project}/pin?q=ถนน", lat=19.1, lon=99.1)
    assert answer.json["next"]["id"] == wanted


def test_the_editor_speaks_english(engineer: Visitor, project: int) -> None:
    engineer.client.set_cookie("language", "en")
    answer = engineer.data("/pins/check", project=project, lat=19.1, lon=99.6).json
    assert answer["place"] == "Area 5702, Area 57"
    assert answer["warnings"][0]["text"] == "This point is 10.5\u00a0km outside ของเรา in English SAO."
