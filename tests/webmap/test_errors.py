"""Failures: what is wrong, where and what to do, for people and for programs."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.errors import BadRequest, Conflict, Forbidden, NotFound, Refused, Unavailable
from webmap.errors import status_of

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("address", "headers", "mimetype"),
    [
        ("/projects.json?nope=1", HTML, "application/problem+json"),
        ("/projects?nope=1", HTML, "text/html"),
        ("/projects?nope=1", {"Accept": "application/json"}, "application/problem+json"),
        ("/projects?nope=1", {"Accept": "*/*"}, "text/html"),
        ("/exports/nothing.gpkg", {"Accept": "*/*"}, "application/problem+json"),
        ("/exports/nothing.gpkg", HTML, "text/html"),
        ("/nowhere.mvt", HTML, "application/problem+json"),
    ],
)
def test_programs_get_a_problem_and_people_a_page(
    client: FlaskClient, address: str, headers: dict[str, str], mimetype: str
) -> None:
    answer = client.get(address, headers=headers)
    assert answer.status_code in (400, 404)
    assert answer.mimetype == mimetype


def test_a_problem_has_the_members_of_rfc_9457_in_the_askers_language(client: FlaskClient) -> None:
    problem = client.get("/projects.json?stage=nowhere").json
    assert problem and set(problem) == {"type", "title", "status", "detail", "instance"}
    assert problem["status"] == 400 and "stage = “nowhere” ใช้ไม่ได้" in problem["detail"]
    client.set_cookie("language", "en")
    answer = client.get("/projects.json?stage=nowhere")
    assert answer.json and "“nowhere” will not do" in answer.json["detail"]
    assert answer.headers["Content-Language"] == "en"


def test_half_a_letter_in_what_was_sent_does_not_spoil_the_answer(app: Flask) -> None:
    def refuse() -> str:
        raise BadRequest("“\ud800” ใช้ไม่ได้", "“\ud800” will not do")

    app.add_url_rule("/half.json", view_func=refuse)
    answer = app.test_client().get("/half.json")
    assert answer.status_code == 400
    assert answer.json and answer.json["detail"] == "“?” ใช้ไม่ได้"


def test_a_page_says_what_is_wrong_and_where_to_go(client: FlaskClient) -> None:
    text = client.get("/projects?fiscal_year=1", headers=HTML).text
    assert "ปี พ.ศ. สี่หลัก" in text and 'href="/projects"' in text


def test_what_was_typed_is_shown_as_text_only(client: FlaskClient) -> None:
    text = client.get("/projects?stage=<script>alert(1)</script>", headers=HTML).text
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text


def test_the_wrong_way_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.delete("/projects")
    assert answer.status_code == 405 and "GET" in answer.headers["Allow"]


def test_too_large_a_form_is_refused(client: FlaskClient) -> None:
    answer = client.post("/login", data={"username": "x" * 3_000_000, "password": "y"})
    assert answer.status_code == 413 and "ใหญ่เกิน" in answer.text


def test_an_unforeseen_failure_hides_what_it_was_and_keeps_the_log(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> str:
        raise ValueError("the secret inside")

    app.add_url_rule("/fail", "fail", fail)
    app.add_url_rule("/fail.json", "fail_json", fail)
    client = app.test_client()
    answers = [client.get("/fail", headers=HTML), client.get("/fail.json")]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert all("secret" not in answer.text and "ไม่ได้ถูกเปลี่ยน" in answer.text for answer in answers)
    assert "the secret inside" in caplog.text


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (NotFound, 404),
        (Forbidden, 403),
        (BadRequest, 400),
        (Refused, 409),
        (Conflict, 409),
        (Unavailable, 503),
    ],
)
def test_every_kind_of_failure_has_one_status(kind: type[NotFound], status: int) -> None:
    class Narrower(kind):  # type: ignore[misc,valid-type]
        """A failure that a layer names for itself."""

    assert status_of(kind("ก", "a")) == status
    assert status_of(Narrower("ก", "a")) == status
