"""The pages of the checks: for whom they are, what they say, settling by a form, and refusals."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from geo.database import Database
from layers.checks import check_authorities
from layers.checks.rule import rules
from tests.layers.pin_world import ENGINEER, FINANCE, STRANGER, Owner, add_project, cover, put
from tests.webmap.conftest import sign_in
from tests.webmap.world import World, build
from webmap.checks.words import rule_texts, said

TITLE = "ก่อสร้างถนนสาย <บ้านป่าซาง> หมู่ที่ 3 ยาว 300 ม."
FIGURES: dict[str, dict[str, Any]] = {
    "disputed": {
        "count": 2,
        "words": [{"reason": "ไม่มีถนน", "by": "คุณช่าง", "at": "2026-01-02T03:04:05+00:00", "phase": "planned"}],
    },
    "outside_authority": {"distance_m": 1234.0},
    "outside_country": {"distance_m": 12345.0, "area": "57"},
    "in_sea": {"distance_m": 900.0, "area": "20"},
    "looks_like": {"similarity": 0.93, "distance_m": 12.0},
    "same_stretch": {"overlap_m": 210, "distance_m": 0, "warranty_to": "2026-06-01"},
    "same_amount": {"amount": 312347.5, "count": 5, "places": 4},
    "one_point": {"count": 9, "office_th": "อบต.หนึ่ง", "office_en": "One SAO"},
}


@pytest.fixture
def world(owner: Owner, db: Database) -> World:
    """The small world with a project outside its authority, two that are alike, and five on a point."""
    world = build(owner)
    cover(owner, world.ours, "5701")
    put(owner, add_project(owner, world.ours, "ฝายไกลบ้าน", approved="250000"), 100.7, 19.2)
    for year in (2024, 2025):
        put(owner, add_project(owner, world.ours, TITLE, approved="300000", fiscal_year=year), 99.3, 19.3)
    for at in range(5):
        put(owner, add_project(owner, world.ours, f"งานที่ {at} ของปี", approved=f"{at + 1}0000"), 99.7, 19.7)
    with db.acting(1) as connection:
        check_authorities(connection, [world.ours, world.theirs])
    return world


def finding(owner: Owner, rule: str) -> int:
    """Return the id of the finding of a rule."""
    row = owner.execute("SELECT id FROM finding WHERE rule = %s AND gone_at IS NULL", [rule]).fetchone()
    assert row
    return int(row["id"])


def test_the_list_tells_what_is_unsettled_by_rule(client: FlaskClient, world: World) -> None:
    page = sign_in(client, ENGINEER).get("/checks").text
    assert "ฝายไกลบ้าน" in page and "&lt;บ้านป่าซาง&gt;" in page and "5 โครงการบนจุดเดียว" in page
    only = client.get("/checks?rule=one_point").text
    assert "5 โครงการบนจุดเดียว" in only and "ฝายไกลบ้าน" not in only
    assert "ฝายไกลบ้าน" not in client.get("/checks?fiscal_year=2567").text
    for sort in ("amount", "year", "rule"):
        assert client.get(f"/checks?sort={sort}").status_code == 200


def test_another_authority_sees_an_empty_page_and_the_public_is_sent_to_sign_in(
    client: FlaskClient, owner: Owner, world: World
) -> None:
    one = f"/checks/{finding(owner, 'outside_authority')}"
    assert client.get("/checks").status_code in (302, 403) and client.get(one).status_code in (302, 403, 404)
    page = sign_in(client, STRANGER).get("/checks")
    assert page.status_code == 200 and "ไม่มีข้อที่ต้องตรวจตามที่เลือก" in page.text
    assert client.get(one).status_code == 404
    assert client.post(f"{one}/settle", data={"reason": "ไม่ใช่ของเรา"}).status_code == 404


def test_a_pair_stands_side_by_side_with_both_places(client: FlaskClient, owner: Owner, world: World) -> None:
    page = sign_in(client, ENGINEER).get(f"/checks/{finding(owner, 'looks_like')}").text
    assert page.count('class="check-card"') == 2 and "ชื่อเหมือนกัน 100%" in page
    assert len(re.findall(r"&#34;geometry&#34;|&quot;geometry&quot;", page)) == 2
    assert "2567" in page and "2568" in page and "300,000.00" in page


def test_a_boundary_is_named_with_its_source_and_date(
    client: FlaskClient, owner: Owner, world: World
) -> None:
    page = sign_in(client, ENGINEER).get(f"/checks/{finding(owner, 'outside_authority')}").text
    assert "กรมทดสอบ" in page and "19 ม.ค. 2565" in page and "อยู่นอกเขต" in page


def test_a_reason_settles_and_an_empty_one_is_refused(
    client: FlaskClient, owner: Owner, world: World
) -> None:
    one = f"/checks/{finding(owner, 'outside_authority')}"
    sign_in(client, ENGINEER)
    for nothing in (" ", "x", "ok", "....", "กกกกกก"):
        answer = client.post(f"{one}/settle", data={"reason": nothing})
        assert (
            answer.status_code == 400
            and 'role="alert"' in answer.text
            and f">{nothing}</textarea>" in answer.text
        )
    assert client.post(f"{one}/settle", data={"reason": "มีบันทึกข้อตกลงร่วม"}).status_code == 303
    assert "มีบันทึกข้อตกลงร่วม" in client.get(one).text
    assert "ฝายไกลบ้าน" not in client.get("/checks").text
    assert "ฝายไกลบ้าน" in client.get("/checks?settled=yes").text


def test_a_settled_finding_is_opened_again_with_a_reason(
    client: FlaskClient, owner: Owner, world: World
) -> None:
    one = f"/checks/{finding(owner, 'outside_authority')}"
    sign_in(client, ENGINEER).post(f"{one}/settle", data={"reason": "มีบันทึกข้อตกลงร่วม"})
    assert f'action="{one}/reopen"' in client.get(one).text
    refused = client.post(f"{one}/reopen", data={"reason": "..."})
    assert refused.status_code == 400 and 'role="alert"' in refused.text
    assert client.post(f"{one}/reopen", data={"reason": "ข้อตกลงหมดอายุ"}).status_code == 303
    page = client.get(one).text
    assert "เปิดอีกครั้ง:" in page and "มีบันทึกข้อตกลงร่วม" in page and f'action="{one}/settle"' in page
    assert "ฝายไกลบ้าน" in client.get("/checks").text


def test_a_place_is_disputed_on_its_page_and_answered_among_the_checks(
    client: FlaskClient, owner: Owner, world: World
) -> None:
    row = owner.execute(
        "SELECT l.id, project_id FROM location AS l JOIN project AS p ON p.id = project_id "
        "WHERE title = 'งานที่ 1 ของปี'"
    ).fetchone()
    assert row
    path = f"/projects/{row['project_id']}"
    said = {"place": row["id"], "reason": "ไปดูแล้ว <b>ไม่มี</b>ถนน"}
    assert "dispute" not in client.get(path).text
    assert client.post(f"{path}/dispute", data=said).status_code in (302, 403)
    assert "data-dispute-form" not in sign_in(client, STRANGER).get(path).text
    assert client.post(f"{path}/dispute", data={"place": row["id"], "reason": "ไม่ใช่ที่นี่"}).status_code == 403
    assert "data-dispute-form" in sign_in(client, FINANCE).get(path).text
    refused = client.post(f"{path}/dispute", data={"place": row["id"], "reason": "...."})
    assert (
        refused.status_code == 400 and ">....</textarea>" in refused.text and 'role="alert"' in refused.text
    )
    assert client.post(f"{path}/dispute", data={"reason": "ไม่มีเลข"}).status_code == 400
    assert client.post(f"{path}/dispute", data=said).status_code == 303
    assert client.post(f"{path}/dispute", json=said).json == {"id": row["project_id"], "disputed": True}
    there = f"/checks/{finding(owner, 'disputed')}"
    assert there in client.get(path).text
    assert "&lt;b&gt;ไม่มี" in sign_in(client, ENGINEER).get(there).text
    assert there in client.get(f"{path}/pin").text
    assert client.post(f"{there}/settle", data={"reason": "ถนนอยู่ใต้น้ำ"}).status_code == 303
    assert there not in client.get(path).text


def test_who_may_not_settle_sees_no_form(client: FlaskClient, owner: Owner, world: World) -> None:
    one = f"/checks/{finding(owner, 'outside_authority')}"
    page = sign_in(client, FINANCE).get(one)
    assert page.status_code == 200 and "<textarea" not in page.text
    assert client.post(f"{one}/settle", data={"reason": "ตรวจแล้ว"}).status_code == 403


def test_a_projects_page_tells_its_own_seats_what_is_unsettled(
    client: FlaskClient, owner: Owner, world: World
) -> None:
    row = owner.execute("SELECT project_id FROM finding WHERE rule = 'outside_authority'").fetchone()
    assert row
    path = f"/projects/{row['project_id']}"
    assert "/checks/" not in client.get(path).text
    assert f"/checks/{finding(owner, 'outside_authority')}" in sign_in(client, ENGINEER).get(path).text


def test_home_counts_what_is_unsettled_of_the_seat(client: FlaskClient, world: World) -> None:
    page = sign_in(client, ENGINEER).get("/").text
    assert re.search(r'href="/checks\?authority=6570101"><strong class="figures">3</strong>', page)


@pytest.mark.parametrize(
    "query", ["rule=none", "sort=none", "page=0", "page=x", "settled=maybe", "colour=red"]
)
def test_a_malformed_question_is_refused(client: FlaskClient, world: World, query: str) -> None:
    assert sign_in(client, ENGINEER).get(f"/checks?{query}").status_code == 400


def test_every_rule_says_what_it_found_in_both_languages(client: FlaskClient, world: World) -> None:
    assert set(FIGURES) == set(rules())
    page = sign_in(client, ENGINEER).get("/checks/rules").text
    assert all(rule.thai in page for rule in rules().values())
    client.set_cookie("language", "en")
    english = client.get("/checks/rules").text
    assert all(rule.english in english.replace("&#39;", "'") for rule in rules().values())
    thai = {code: said(code, figures) for code, figures in _in(client, "th")}
    told = {code: said(code, figures) for code, figures in _in(client, "en")}
    assert all(thai.values()) and all(rule_texts(code)["do"] for code in thai)
    assert thai.keys() == told.keys()


def _in(client: FlaskClient, language: str) -> Any:
    with client.application.test_request_context("/", headers={"Cookie": f"language={language}"}):
        yield from FIGURES.items()
