"""Signing in and out, the first password, the language, and the operator's command."""

import json
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st

from geo.database import Database
from geo.errors import BadRequest, NotFound, Refused
from geo.settings import Settings
from layers.accounts import passwords
from layers.accounts.people import NewSeat, add_account, end_account, list_accounts, new_link
from tests.layers.pin_world import ENGINEER, PASSWORD, STRANGER, Owner
from tests.webmap.conftest import sign_in
from tests.webmap.world import World, build
from webmap.accounts.tries import DatabaseCounts
from webmap.accounts.views import local_path
from webmap.app import create_app
from webmap.commands.account import account as account_command

GOOD = "ม้าน้ำ สามตัว กินกล้วย"
SYSTEM = 1


@pytest.fixture
def world(owner: Owner) -> World:
    """The small world."""
    return build(owner)


def test_a_person_signs_in_goes_on_and_sees_the_seat(client: FlaskClient, world: World) -> None:
    form = {"username": f"U{ENGINEER} ", "password": PASSWORD, "next": "/projects?stage=plan"}
    answer = client.post("/login", data=form)
    assert (answer.status_code, answer.location) == (302, "/projects?stage=plan")
    assert "งานช่าง · อบต.แม่ยาว" in client.get("/").text


def test_a_wrong_name_and_a_wrong_password_are_told_alike(client: FlaskClient, world: World) -> None:
    wrong = [
        client.post("/login", data={"username": name, "password": "ไม่ใช่อันนี้แน่"})
        for name in (f"u{ENGINEER}", "nobody", "", "x" * 500, "a\x00b")
    ]
    assert {answer.status_code for answer in wrong} == {401}
    assert all("ไม่ตรงกับที่มี" in answer.text for answer in wrong)


def test_an_unknown_name_costs_as_much_checking_as_a_known_one(
    db: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    monkeypatch.setattr(passwords, "_verifies", lambda kept, password: bool(checked.append(kept)))
    passwords.account_with(db, f"u{ENGINEER}", "x")
    passwords.account_with(db, "nobody", "x")
    assert [kept.startswith("$argon2id$") for kept in checked] == [True, True]


def test_signing_in_makes_the_session_anew(client: FlaskClient, world: World) -> None:
    with client.session_transaction() as session:
        session["left"] = "by somebody else"
    sign_in(client, ENGINEER)
    with client.session_transaction() as session:
        assert "left" not in session


def test_the_session_cookie_is_for_the_server_only(client: FlaskClient, world: World) -> None:
    answer = client.post("/login", data={"username": f"u{ENGINEER}", "password": PASSWORD})
    assert "HttpOnly" in answer.headers["Set-Cookie"] and "SameSite=Lax" in answer.headers["Set-Cookie"]


def test_raising_the_epoch_ends_every_session(client: FlaskClient, owner: Owner, world: World) -> None:
    sign_in(client, ENGINEER)
    owner.execute("UPDATE account SET session_epoch = session_epoch + 1 WHERE id = %s", [ENGINEER])
    assert "งานช่าง" not in client.get("/").text


def test_an_ended_account_is_signed_out_and_stays_out(
    client: FlaskClient, owner: Owner, world: World
) -> None:
    sign_in(client, ENGINEER)
    owner.execute("UPDATE account SET is_active = false WHERE id = %s", [ENGINEER])
    assert "งานช่าง" not in client.get("/").text
    answer = client.post("/login", data={"username": f"u{ENGINEER}", "password": PASSWORD})
    assert answer.status_code == 401


def test_signing_out_takes_a_post_and_forgets_the_person(client: FlaskClient, world: World) -> None:
    sign_in(client, ENGINEER)
    assert client.get("/logout").status_code == 405
    assert client.post("/logout").status_code == 302
    assert "งานช่าง" not in client.get("/").text


def test_a_copied_cookie_is_dead_after_signing_out_and_other_devices_stay(app: Flask, world: World) -> None:
    desk, phone, thief = (app.test_client() for _ in range(3))
    sign_in(phone, ENGINEER)
    sign_in(desk, ENGINEER)
    cookie = desk.get_cookie("eplan")
    assert cookie is not None
    thief.set_cookie("eplan", cookie.value)
    assert "งานช่าง" in thief.get("/").text
    desk.post("/logout")
    assert "งานช่าง" not in thief.get("/").text
    assert "งานช่าง" in phone.get("/").text


def test_signing_in_over_a_session_ends_it(app: Flask, owner: Owner, world: World) -> None:
    desk, thief = app.test_client(), app.test_client()
    sign_in(desk, STRANGER)
    cookie = desk.get_cookie("eplan")
    assert cookie is not None
    thief.set_cookie("eplan", cookie.value)
    sign_in(desk, ENGINEER)
    assert owner.execute("SELECT account_id FROM session").fetchall() == [{"account_id": ENGINEER}]
    assert "งานช่าง" in desk.get("/").text
    assert "งานช่าง" not in thief.get("/").text


def test_a_session_ends_after_a_week_however_often_it_was_used(
    client: FlaskClient, owner: Owner, world: World
) -> None:
    sign_in(client, ENGINEER)
    owner.execute("UPDATE session SET ends_at = now() - interval '1 second'")
    assert "งานช่าง" not in client.get("/").text
    sign_in(client, STRANGER)
    assert owner.execute("SELECT account_id FROM session").fetchall() == [{"account_id": STRANGER}]


def test_nobody_sees_or_ends_the_sessions_of_others(client: FlaskClient, db: Database, world: World) -> None:
    sign_in(client, ENGINEER)
    assert db.rows("SELECT FROM session", account=STRANGER) == []
    with db.acting(STRANGER) as connection:
        assert connection.execute("DELETE FROM session").rowcount == 0
    assert "งานช่าง" in client.get("/").text


def test_tries_are_counted_over_all_processes(app: Flask, db: Database, tmp_path: Path, world: World) -> None:
    other = create_app(Settings(home=tmp_path, secret_key="a key for tests only"), db)
    other.config["WTF_CSRF_ENABLED"] = False
    form = {"username": f"u{ENGINEER}", "password": "x"}
    tries = [each.test_client().post("/login", data=form) for each in (app, other) * 4]
    assert [answer.status_code for answer in tries] == [401] * 5 + [429] * 3


def test_a_window_of_tries_closes_and_nobody_reads_who_tried(db: Database, owner: Owner) -> None:
    counts = DatabaseCounts(database=db)
    assert [counts.incr("name", 60) for _ in range(3)] == [1, 2, 3]
    assert counts.get("name") == 3 and counts.get("other") == 0
    owner.execute("UPDATE try_count SET ends_at = now() - interval '1 second'")
    assert counts.get("name") == 0
    assert counts.incr("name", 60) == 1
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.rows("SELECT * FROM try_count")
    counts.clear("name")
    assert counts.get("name") == 0


def test_a_page_for_officers_leads_the_public_to_the_form_and_back(client: FlaskClient, world: World) -> None:
    answer = client.get("/pins?stage=plan")
    assert answer.status_code == 302
    assert answer.location == "/login?next=/pins?stage%3Dplan"


def test_forms_need_their_token_and_say_so(app: Flask, world: World) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    form = {"username": f"u{ENGINEER}", "password": PASSWORD}
    assert "แบบฟอร์มนี้เปิดค้างไว้นาน" in client.post("/login", data=form).text
    token = client.get("/login").text.split('name="csrf_token" value="')[1].split('"')[0]
    assert client.post("/login", data={**form, "csrf_token": token}).status_code == 302
    answer = client.post("/logout", json={})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    page_token = client.get("/").text.split('name="csrf-token" content="')[1].split('"')[0]
    assert client.post("/logout", json={}, headers={"X-CSRFToken": page_token}).status_code == 302


def test_too_many_tries_at_one_name_are_stopped_but_not_another(client: FlaskClient, world: World) -> None:
    tries = [client.post("/login", data={"username": f"u{ENGINEER}", "password": "x"}) for _ in range(7)]
    assert [answer.status_code for answer in tries][-2:] == [429, 429]
    assert "ลองบ่อยเกินไป" in tries[-1].text
    assert client.post("/login", data={"username": f"u{STRANGER}", "password": PASSWORD}).status_code == 302


@example("//evil.example/x")
@example("https://evil.example")
@example("/\\evil.example")
@example("/ok\r\nSet-Cookie: x=1")
@example("\t//evil.example")
@given(st.text())
def test_nobody_is_sent_to_another_host(text: str) -> None:
    app = Flask(__name__)
    app.add_url_rule("/", "map.home")
    with app.test_request_context():
        path = local_path(text)
    assert path.startswith("/") and not path.startswith(("//", "/\\"))
    assert not any(ord(letter) < 32 for letter in path)


def test_the_language_is_remembered_and_the_asker_stays_where_they_were(client: FlaskClient) -> None:
    answer = client.get("/language/en?next=/projects?stage=plan")
    assert answer.location == "/projects?stage=plan"
    assert '<html lang="en">' in client.get("/projects").text
    assert client.get("/language/xx").status_code == 404


def test_an_activation_link_sets_the_password_once_and_signs_in(
    client: FlaskClient, db: Database, world: World
) -> None:
    with db.acting(SYSTEM) as connection:
        token = add_account(connection, "Somsri", NewSeat("engineering", "6570101"))
    assert "ตั้งรหัสผ่าน" in client.get(f"/activate/{token}").text
    answer = client.post(f"/activate/{token}", data={"password": GOOD, "again": GOOD})
    assert answer.status_code == 302
    assert "งานช่าง · อบต.แม่ยาว" in client.get("/").text
    assert client.post(f"/activate/{token}", data={"password": GOOD, "again": GOOD}).status_code == 404
    assert passwords.account_with(db, "somsri", GOOD) is not None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("สั้นไป", "สั้นไป"), "ยาว 10"),
        (("Password123", "Password123"), "เดาง่าย"),
        (("aaaaaaaaaaaa", "aaaaaaaaaaaa"), "เดาง่าย"),
        ((GOOD, GOOD + "x"), "ไม่ตรงกัน"),
    ],
)
def test_a_poor_password_is_refused_with_the_reason(
    client: FlaskClient, db: Database, world: World, typed: tuple[str, str], why: str
) -> None:
    with db.acting(SYSTEM) as connection:
        token = add_account(connection, "somsri", NewSeat("engineering", "6570101"))
    answer = client.post(f"/activate/{token}", data=dict(zip(("password", "again"), typed, strict=True)))
    assert answer.status_code == 400 and why in answer.text
    assert client.post(f"/activate/{token}", data={"password": GOOD, "again": GOOD}).status_code == 302


def test_a_link_that_ran_out_is_refused(
    client: FlaskClient, db: Database, owner: Owner, world: World
) -> None:
    with db.acting(SYSTEM) as connection:
        token = add_account(connection, "somsri", NewSeat("engineering", "6570101"))
    owner.execute("UPDATE account SET activation_expires = now() - interval '1 second'")
    answer = client.post(f"/activate/{token}", data={"password": GOOD, "again": GOOD})
    assert answer.status_code == 404 and "หมดอายุ" in answer.text


def test_one_person_can_hold_several_seats(db: Database, world: World) -> None:
    with db.acting(SYSTEM) as connection:
        assert add_account(connection, "somsri", NewSeat("engineering", "6570101"))
        assert add_account(connection, "somsri", NewSeat("amphoe", area="5701")) == ""
        with pytest.raises(Refused):
            add_account(connection, "somsri", NewSeat("amphoe", area="5701"))
        (found,) = [each for each in list_accounts(connection) if each.username == "somsri"]
    assert found.seats == ["engineering 6570101 อบต.แม่ยาว", "amphoe 5701"]


@pytest.mark.parametrize(
    ("name", "seat", "error"),
    [
        ("x y", NewSeat("admin"), BadRequest),
        ("ok", NewSeat("engineering"), BadRequest),
        ("ok", NewSeat("engineering", "6570101", "57"), BadRequest),
        ("ok", NewSeat("engineering", "999"), NotFound),
        ("ok", NewSeat("amphoe", area="57"), BadRequest),
        ("ok", NewSeat("amphoe", area="9999"), NotFound),
        ("ok", NewSeat("province", "6570101", "57"), BadRequest),
        ("ok", NewSeat("admin", "6570101"), BadRequest),
        ("ok", NewSeat("king"), BadRequest),
    ],
)
def test_a_seat_without_what_it_needs_is_refused(
    db: Database, world: World, name: str, seat: NewSeat, error: type[Exception]
) -> None:
    with pytest.raises(error), db.acting(SYSTEM) as connection:
        add_account(connection, name, seat)


def test_a_new_link_ends_the_sessions_and_the_old_password(
    client: FlaskClient, db: Database, world: World
) -> None:
    sign_in(client, ENGINEER)
    with db.acting(SYSTEM) as connection:
        assert new_link(connection, f"u{ENGINEER}")
    assert "งานช่าง" not in client.get("/").text
    assert passwords.account_with(db, f"u{ENGINEER}", PASSWORD) is None


def test_the_systems_own_account_cannot_be_reset_or_ended(db: Database, world: World) -> None:
    with db.acting(SYSTEM) as connection:
        for touch in (new_link, end_account):
            with pytest.raises(NotFound):
                touch(connection, "system")


def test_the_command_adds_lists_resets_and_ends(
    database_url: str, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPLAN_DATABASE_URL", database_url)
    monkeypatch.setenv("EPLAN_HOME", str(tmp_path))
    run = CliRunner()
    added = run.invoke(account_command, ["add", "somsri", "--role", "engineering", "--authority", "6570101"])
    assert added.exit_code == 0 and "/activate/" in added.output
    listed = json.loads(run.invoke(account_command, ["list", "--json"]).output)
    assert "somsri" in [each["username"] for each in listed]
    reset = json.loads(run.invoke(account_command, ["reset", "somsri", "--json"]).output)
    assert reset["activation"].startswith("http") and reset["activation"] not in added.output
    ended = json.loads(run.invoke(account_command, ["end", "somsri", "--json"]).output)
    assert ended == {"username": "somsri", "seats_ended": 1}
    assert run.invoke(account_command, ["add", "x"]).exit_code == 2
