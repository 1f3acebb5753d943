"""The frame of the portal: headers, static files, health, and the form of every page."""

import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.database import Database
from geo.settings import Settings
from tests.layers.pin_world import ENGINEER, Owner
from tests.webmap.conftest import sign_in
from tests.webmap.world import World, build
from webmap.app import create_app
from webmap.security import content_policy

FILES = ("/exports/", "/tiles/", "/static/")


@pytest.fixture
def world(owner: Owner) -> World:
    """The small world."""
    return build(owner)


def pages(app: Flask, world: World) -> Iterator[str]:
    """Every address of the portal that answers with a page."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(FILES) or "." in rule.rule:
            continue
        if not rule.arguments:
            yield rule.rule
        elif rule.arguments == {"project_id"}:
            yield re.sub(r"<[^>]*>", str(world.placed), rule.rule)
    yield from (
        "/?stage=paying&area=5701",
        "/projects?q=ถนน&sort=-approved",
        "/projects?stage=stopped",
        "/nowhere",
    )
    yield f"/?project={world.placed}"


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("account", [None, ENGINEER])
def test_every_page_is_valid_html_without_inline_code_or_other_hosts(
    app: Flask, world: World, language: str, account: int | None
) -> None:
    client = app.test_client()
    client.set_cookie("language", language)
    if account:
        sign_in(client, account)
    for address in pages(app, world):
        answer = client.get(address)
        if answer.mimetype != "text/html" or answer.status_code == 302:
            continue
        assert answer.status_code < 500, address
        whole = answer.text.lstrip().startswith("<!doctype")
        parser = html5lib.HTMLParser(strict=True)
        parser.parse(answer.text) if whole else parser.parseFragment(answer.text)
        assert not re.search(r"<[^>]*\s(style|on[a-z]+)\s*=", answer.text), address
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", answer.text), address
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", answer.text), address
        of_both = address == "/offline"  # kept in advance for whoever comes
        assert not whole or of_both or f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("language", ["en"])
def test_an_english_page_has_no_thai_of_ours_left(app: Flask, owner: Owner, language: str) -> None:
    client = app.test_client()
    client.set_cookie("language", language)
    for address in ("/", "/projects", "/downloads", "/login", "/activate/x", "/nowhere"):
        text = re.sub(r"<a[^>]*lang=\"th\".*?</a>", "", client.get(address).text, flags=re.DOTALL)
        found = re.findall(r"[ก-๛]+", re.sub(r"data-[a-z-]+=\"[^\"]*\"", "", text))
        assert not found, (address, found[:5])


def test_answers_carry_the_security_headers(client: FlaskClient) -> None:
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_only_the_operators_base_map_is_let_in(db: Database, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, basemap_url="https://tiles.example.go.th/{z}/{x}/{y}.png")
    policy = create_app(settings, db).test_client().get("/").headers["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://tiles.example.go.th;" in policy
    assert "connect-src 'self' https://tiles.example.go.th;" in policy
    assert "example" not in content_policy()


def test_the_word_of_a_proxy_is_taken_only_where_the_operator_says_so(
    db: Database, world: World, tmp_path: Path
) -> None:
    told = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "eplan.example.go.th",
        "X-Forwarded-For": "192.0.2.7",
    }
    for proxies, root in ((0, "http://localhost/"), (1, "https://eplan.example.go.th/")):
        settings = Settings(home=tmp_path, trusted_proxies=proxies)
        app = create_app(settings, db)
        answer = app.test_client().get("/tiles/projects.json", headers=told).json
        assert answer and answer["tiles"][0].startswith(root)
        assert app.config["SESSION_COOKIE_SECURE"] is (proxies > 0)


def test_pages_are_never_shared_between_people(client: FlaskClient) -> None:
    for address in ("/", "/projects", "/projects.json", "/login"):
        assert client.get(address).headers["Cache-Control"] == "private, no-cache"


def test_static_files_are_kept_for_a_year_under_an_address_of_their_own(
    app: Flask, client: FlaskClient
) -> None:
    address = f"{app.static_url_path}/js/frame.mjs"
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.mimetype == "text/javascript"
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert re.fullmatch(r"/static/[0-9a-f]{12}", str(app.static_url_path))


def test_pages_are_compressed_for_those_who_can_read_it(client: FlaskClient) -> None:
    assert client.get("/", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/").headers


def test_the_public_gets_no_cookie(client: FlaskClient, owner: Owner) -> None:
    for address in ("/", "/projects", "/downloads", "/search.json?q=ถนน"):
        assert "Set-Cookie" not in client.get(address).headers, address


def test_the_portal_says_that_it_is_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_without_a_database_it_is_alive_but_not_ready(tmp_path: Path) -> None:
    nowhere = Database("postgresql://nobody@localhost:1/none?connect_timeout=1", size=1)
    nowhere._pool.timeout = 0.2
    nowhere.open()
    client = create_app(Settings(home=tmp_path), nowhere).test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    nowhere.close()


def test_figures_count_requests_and_connections(client: FlaskClient) -> None:
    client.get("/projects")
    figures = client.get("/metrics").text
    assert 'eplan_requests_total{endpoint="projects.listing",method="GET",status="200"} 1.0' in figures
    assert "eplan_request_seconds_bucket" in figures and "eplan_pool_pool_size" in figures


def test_the_year_goes_along_from_page_to_page(client: FlaskClient, world: World) -> None:
    text = client.get("/projects?fiscal_year=2568&stage=plan").text
    assert 'href="/spending?fiscal_year=2568"' in text
    assert 'href="/projects?stage=plan&amp;fiscal_year=2567"' in text.replace(
        "fiscal_year=2567&amp;stage=plan", "stage=plan&amp;fiscal_year=2567"
    )


def test_a_demonstration_says_so_on_every_page(client: FlaskClient, owner: Owner, world: World) -> None:
    assert "ข้อมูลสาธิต" not in client.get("/").text
    owner.execute("UPDATE authority SET is_demo = true WHERE id = %s", [world.ours])
    assert all("ข้อมูลสาธิต" in client.get(address).text for address in ("/", "/projects", "/login", "/nowhere"))
