"""What the server gives for working without a network: the worker, its fallback, and whose page a page is."""

import json
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from geo.database import Database
from geo.settings import Settings
from tests.layers.pin_world import ENGINEER, Owner
from tests.webmap.conftest import sign_in
from tests.webmap.world import build
from webmap.app import create_app


def test_the_worker_serves_the_whole_origin_and_is_looked_up_each_time(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert (answer.headers["Cache-Control"], answer.headers["Service-Worker-Allowed"]) == ("no-cache", "/")
    assert client.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_every_file_that_the_worker_keeps_is_there_and_pinning_lacks_none(client: FlaskClient) -> None:
    built = json.loads(client.get("/sw.js").text.split("\n")[0].removeprefix("const BUILT = ").rstrip(";"))
    assert set(built["first"]) <= set(built["files"])
    assert {client.get(address).status_code for address in built["files"]} == {200}
    names = {address.split(built["version"] + "/")[1] for address in built["files"]}
    assert {"js/pins/editor.mjs", "vendor/maplibre-gl/maplibre-gl-worker.mjs", "css/pins.css"} <= names
    assert not any(name.startswith("vendor/leaflet") for name in names)


def test_a_page_tells_whose_it_is(client: FlaskClient, owner: Owner) -> None:
    build(owner)
    assert client.get("/").headers["X-Account"] == "0"
    assert client.get("/session.json").json["account"] == 0  # type: ignore[index]
    sign_in(client, ENGINEER)
    page = client.get("/pins")
    assert page.headers["X-Account"] == str(ENGINEER)
    assert f"/static/{page.headers['X-Built']}/" in page.text
    assert client.get("/session.json").json["account"] == ENGINEER  # type: ignore[index]
    client.post("/logout")
    assert client.get("/pins").headers["X-Account"] == "0"


def test_the_fallback_holds_nothing_of_anybody(client: FlaskClient, owner: Owner) -> None:
    build(owner)
    public = client.get("/offline").text
    sign_in(client, ENGINEER)
    assert client.get("/offline").text == public
    assert "ไม่มีเครือข่าย" in public


def test_an_operator_who_wants_no_worker_gets_rid_of_it_everywhere(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url, size=2).open()
    app: Flask = create_app(
        Settings(home=tmp_path, secret_key="a key for tests only", offline=False), database
    )
    client = app.test_client()
    assert "unregister" in client.get("/sw.js").text and "BUILT" not in client.get("/sw.js").text
    assert 'name="worker"' not in client.get("/").text
    database.close()
