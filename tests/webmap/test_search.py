"""The search box's suggestions: areas, authorities, projects; by name and by code."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.search import suggestions
from tests.layers.pin_world import Owner, add_authority
from tests.webmap.world import World, build


@pytest.fixture
def world(owner: Owner) -> World:
    """The small world."""
    return build(owner)


def found(client: FlaskClient, text: str) -> list[dict[str, Any]]:
    """Return the suggestions for a text."""
    answer = client.get("/search.json", query_string={"q": text}).json
    assert answer is not None
    results: list[dict[str, Any]] = answer["results"]
    return results


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("เวียงชัย", "area", "5702"),
        ("อ.เวียงชัย", "area", "5702"),
        ("5702", "area", "5702"),
        ("แม่ยาว", "authority", "6570101"),
        ("อบต.แม่ยาว", "authority", "6570101"),
        ("องค์การบริหารส่วนตำบลแม่ยาว", "authority", "6570101"),
        ("6570101", "authority", "6570101"),
    ],
)
def test_a_place_is_found_by_name_and_by_code(
    client: FlaskClient, world: World, text: str, kind: str, code: str
) -> None:
    (first, *_) = [each for each in found(client, text) if each["kind"] == kind]
    assert (first["code"], first["url"]) == (code, f"/?{kind}={code}")


@pytest.mark.parametrize("text", ["บ้านใหม่", "68-001", "68-0"])
def test_a_project_is_found_by_title_and_by_reference(client: FlaskClient, world: World, text: str) -> None:
    (project,) = [each for each in found(client, text) if each["kind"] == "project"]
    assert (project["url"], project["stage"]) == (f"/projects/{world.placed}", "paying")
    assert project["detail"] == "อบต.แม่ยาว · ปีงบ 2568"


def test_an_old_project_is_found_behind_many_newer_ones(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "NEWEST", 0)
    assert [each["url"] for each in found(client, "บ้านใหม่") if each["kind"] == "project"]


def test_a_draft_is_never_suggested(client: FlaskClient, world: World) -> None:
    assert found(client, "โครงการร่างลับ") == []


def test_the_type_before_a_name_narrows_to_that_type(client: FlaskClient, owner: Owner, world: World) -> None:
    town = add_authority(owner, "แม่ยาว", "4570101")
    owner.execute("UPDATE authority SET type = 'town' WHERE id = %s", [town])
    codes = {each["code"] for each in found(client, "ทม.แม่ยาว") if each["kind"] == "authority"}
    assert codes == {"4570101"}
    assert {each["code"] for each in found(client, "แม่ยาว")} >= {"4570101", "6570101"}


def test_one_letter_asks_for_nothing_and_signs_are_letters(client: FlaskClient, world: World) -> None:
    assert found(client, "ถ") == found(client, "%%%") == found(client, "___") == []


def test_an_unknown_word_is_refused(client: FlaskClient) -> None:
    assert client.get("/search.json?query=x").status_code == 400
    assert client.get("/search.json", query_string={"q": "x" * 201}).status_code == 400


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(text=st.text(max_size=60))
def test_whatever_is_typed_is_answered(client: FlaskClient, text: str) -> None:
    assert client.get("/search.json", query_string={"q": text}).status_code == 200


def test_names_are_english_for_those_who_read_it(client: FlaskClient, world: World) -> None:
    client.set_cookie("language", "en")
    (first, *_) = [each for each in found(client, "เวียงชัย") if each["kind"] == "area"]
    assert (first["name"], first["detail"]) == ("Area 5702", "District in Area 57")
