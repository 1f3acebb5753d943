"""Tiles over HTTP: the headers, what a client that has a copy is told, and what is wrong with a question."""

import gzip
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import mapbox_vector_tile
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.middleware.proxy_fix import ProxyFix

from geo.database import Database
from geo.settings import Settings
from geo.tile import cell_of
from layers.catalogue import catalogue
from tests.databases import a_database
from tests.layers.pin_world import ENGINEER, Owner, add_account, add_authority, add_project, put
from tests.layers.tiles_world import as_owner, draw_areas
from tests.webmap.conftest import sign_in
from webmap.app import create_app
from webmap.tiles.answer import matches, takes_gzip

TILE = "/tiles/provinces/6/49/28.mvt"
MEDIA = "application/vnd.mapbox-vector-tile"
ZIPPED = {"Accept-Encoding": "gzip, deflate, br"}


def settle(owner: Owner) -> None:
    """Make areas, an authority with an officer, and one pinned project."""
    draw_areas(owner)
    authority = add_authority(owner, "อบต. ทดสอบ", "6570001")
    add_account(owner, ENGINEER, authority)
    owner.execute("UPDATE authority SET office = ST_SetSRID(ST_MakePoint(99.1, 19.1), 4326)")
    put(owner, add_project(owner, authority, "ถนน สายหนึ่ง", approved="5.25"), 99.1, 19.1)


@pytest.fixture(scope="module")
def settled(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A portal that is only read from."""
    with a_database(server_url, template) as url:
        with as_owner(url) as owner:
            settle(owner)
        database = Database(url, size=4).open()
        yield create_app(
            Settings(home=tmp_path_factory.mktemp("home"), secret_key="for tests only, too"), database
        )
        database.close()


@pytest.fixture
def reader(settled: Flask) -> FlaskClient:
    """A client that nobody has signed in with, of the portal that is only read from."""
    return settled.test_client()


@pytest.fixture
def drawn(owner: Owner, client: FlaskClient) -> FlaskClient:
    """A client of a test's own portal with the same in it."""
    settle(owner)
    return client


@pytest.mark.parametrize("layer", list(catalogue()))
@pytest.mark.parametrize("ending", [".mvt", ".pbf", ".png", "@2x.png"])
def test_every_layer_answers_in_every_form(reader: FlaskClient, layer: str, ending: str) -> None:
    at = cell_of(99.1, 19.1, 10)
    answer = reader.get(f"/tiles/{layer}/10/{at.x}/{at.y}{ending}")
    assert answer.status_code == 200
    assert answer.content_type == ("image/png" if "png" in ending else MEDIA)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["ETag"].startswith('"')
    assert len(answer.data) > 50


def test_zipped_and_plain_are_the_same_tile_under_two_tags(reader: FlaskClient) -> None:
    zipped, plain = reader.get(TILE, headers=ZIPPED), reader.get(TILE)
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(zipped.data) == plain.data
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    assert int(zipped.headers["Content-Length"]) == len(zipped.data)


@pytest.mark.parametrize("encodings", [{}, ZIPPED])
def test_a_copy_that_is_still_true_is_not_sent_again(reader: FlaskClient, encodings: dict[str, str]) -> None:
    first = reader.get(TILE, headers=encodings)
    for known in (first.headers["ETag"], f"W/{first.headers['ETag']}", f'"x", {first.headers["ETag"]}', "*"):
        again = reader.get(TILE, headers={**encodings, "If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Vary"] == "Accept-Encoding"
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert reader.get(TILE, headers={**encodings, "If-None-Match": '"other"'}).status_code == 200


def test_a_copy_made_old_by_a_write_is_replaced(drawn: FlaskClient, app: Flask) -> None:
    at = cell_of(99.1, 19.1, 14)
    path = f"/tiles/projects/14/{at.x}/{at.y}.mvt"
    first = drawn.get(path)
    with app.extensions["eplan"].database.acting(1) as connection:
        connection.execute("UPDATE project SET title = 'ถนนสายสอง'")
    second = drawn.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    (feature,) = mapbox_vector_tile.decode(second.data)["projects"]["features"]
    assert feature["properties"]["title"] == "ถนนสายสอง"


def test_a_head_has_the_headers_of_a_get(reader: FlaskClient) -> None:
    head, get = reader.head(TILE, headers=ZIPPED), reader.get(TILE, headers=ZIPPED)
    assert head.data == b""
    assert dict(head.headers) == dict(get.headers)


def test_a_preflight_is_answered(reader: FlaskClient) -> None:
    answer = reader.options(TILE, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_whoever_asks_gets_the_same_tile(drawn: FlaskClient, app: Flask, owner: Owner) -> None:
    put(owner, add_project(owner, 1, "ร่าง-ลับ", published=False), 99.1, 19.1)
    at = cell_of(99.1, 19.1, 15)
    path = f"/tiles/projects/15/{at.x}/{at.y}.mvt"
    stranger = drawn.get(path)
    officer = sign_in(app.test_client(), ENGINEER).get(path)
    assert officer.data == stranger.data
    assert "ลับ".encode() not in officer.data


@pytest.mark.parametrize(
    ("path", "status", "named"),
    [
        ("/tiles/rivers/1/0/0.mvt", 404, "rivers"),
        ("/tiles/rivers.json", 404, "rivers"),
        ("/tiles/projects/1/2/0.mvt", 400, "1/2/0"),
        ("/tiles/projects/23/0/0.mvt", 400, "23/0/0"),
        ("/tiles/projects/-1/0/0.mvt", 400, "-1"),
        ("/tiles/projects/1/x/0.png", 400, "x"),
        ("/tiles/projects/1/0/0.5.mvt", 404, ".mvt"),
        ("/tiles/projects/๑/0/0.mvt", 400, "๑"),
        ("/tiles/projects/999999999999/0/0.mvt", 400, "999999999999"),
        ("/tiles/projects/1/0/0.mvt?colour=red", 400, "colour"),
        ("/tiles/projects/1/0/0.mvt?fiscal_year=2025", 400, "2025"),
        ("/tiles/projects/1/0/0.mvt?stage=plan&stage=paying", 400, "stage"),
        ("/tiles/projects/1/0/0.png?bbox=9,8,7", 400, "9,8,7"),
        ("/tiles/provinces/1/0/0.mvt?fiscal_year=2568", 400, "fiscal_year"),
        ("/tiles/projects.json?colour=red", 400, "colour"),
    ],
)
def test_what_cannot_be_answered_is_explained(
    reader: FlaskClient, path: str, status: int, named: str
) -> None:
    answer = reader.get(path)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert named in answer.get_json()["detail"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_database_that_is_away_is_said_once(client: FlaskClient, app: Flask) -> None:
    app.extensions["eplan"].database.close()
    answer = client.get("/tiles/provinces/1/0/0.mvt")
    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("layer", list(catalogue()))
def test_tilejson_describes_each_layer(reader: FlaskClient, layer: str) -> None:
    answer = reader.get(f"/tiles/{layer}.json")
    told = answer.get_json()
    assert told["tilejson"] == "3.0.0"
    assert told["tiles"] == [f"http://localhost/tiles/{layer}/{{z}}/{{x}}/{{y}}.mvt"]
    west, south, east, north = told["bounds"]
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    assert west <= told["center"][0] <= east
    assert 0 <= told["minzoom"] <= told["center"][2] <= told["maxzoom"] <= 22
    assert told["vector_layers"][0]["id"] == layer
    for inside in told["vector_layers"]:
        assert set(inside["fields"].values()) <= {"String", "Number", "Boolean"}
        assert set(inside["titles"]) == set(inside["fields"])


def test_tilejson_names_every_attribute_that_tiles_have(reader: FlaskClient) -> None:
    for layer in catalogue():
        told = reader.get(f"/tiles/{layer}.json").get_json()
        fields = {inside["id"]: set(inside["fields"]) for inside in told["vector_layers"]}
        for zoom in (told["minzoom"], 8, 11, 14):
            at = cell_of(99.1, 19.1, zoom)
            body = reader.get(f"/tiles/{layer}/{zoom}/{at.x}/{at.y}.mvt").data
            for name, inside in (mapbox_vector_tile.decode(body) if body else {}).items():
                for feature in inside["features"]:
                    assert set(feature["properties"]) <= fields[name]


def test_tilejson_keeps_the_question(reader: FlaskClient) -> None:
    told = reader.get("/tiles/projects.json?fiscal_year=2568&stage=&q=ถนน สาย").get_json()
    assert "fiscal_year=2568" in told["tiles"][0]
    assert "stage" not in told["tiles"][0]
    at = cell_of(99.1, 19.1, 14)
    path = told["tiles"][0].removeprefix("http://localhost").format(z=14, x=at.x, y=at.y)
    assert len(mapbox_vector_tile.decode(reader.get(path).data)["projects"]["features"]) == 1


def test_tilejson_is_right_behind_a_proxy_with_a_prefix(drawn: FlaskClient, app: Flask) -> None:
    app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1, x_host=1, x_prefix=1)  # type: ignore[method-assign]
    told = drawn.get(
        "/tiles/amphoe.json",
        headers={
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "maps.example.go.th",
            "X-Forwarded-Prefix": "/gis",
        },
    ).get_json()
    assert told["tiles"] == ["https://maps.example.go.th/gis/tiles/amphoe/{z}/{x}/{y}.mvt"]


def test_the_source_of_boundaries_is_told_and_cannot_be_html(drawn: FlaskClient, owner: Owner) -> None:
    assert drawn.get("/tiles/provinces.json").get_json()["attribution"] == "กรมทดสอบ, CC0"
    owner.execute("UPDATE area_edition SET source = '<img src=x onerror=alert(1)>'")
    assert "<" not in drawn.get("/tiles/provinces.json").get_json()["attribution"]
    assert "attribution" not in drawn.get("/tiles/projects.json").get_json()


def test_a_kept_description_is_revalidated(reader: FlaskClient) -> None:
    first = reader.get("/tiles/projects.json")
    again = reader.get("/tiles/projects.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("header", "zipped"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP", True),
        ("br, gzip;q=0.4", True),
        ("gzip;q=0", False),
        ("gzip;q=0.0, *", False),
        ("*", True),
        ("*;q=0", False),
        ("identity", False),
        ("identity;q=1, gzip;q=0.5", False),
        ("x-gzip", True),
        ("br", False),
        ("identity;q=0, *;q=0.1", True),
    ],
)
def test_gzip_is_sent_to_those_who_take_it(header: str, zipped: bool) -> None:
    assert takes_gzip(header) is zipped


@pytest.mark.parametrize(
    ("header", "same"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ('"a-gzip"', False),
        ("", False),
    ],
)
def test_tags_are_compared_weakly(header: str, same: bool) -> None:
    assert matches(header, "a") is same


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def served(settled: Flask) -> Iterator[str]:
    """The address at which the portal is served on this machine."""
    with make_server("127.0.0.1", 0, settled, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="GDAL's programs are not installed")
@pytest.mark.parametrize(("layer", "zoom", "attribute"), [("projects", 7, "count"), ("amphoe", 8, "code")])
def test_gdal_reads_the_tiles_of_a_zoom_by_their_description(
    served: str, layer: str, zoom: int, attribute: str
) -> None:
    done = subprocess.run(
        [
            "ogr2ogr", "-f", "GeoJSON", "/vsistdout/", f"MVT:{served}/tiles/{layer}/{zoom}", layer,
            "-oo", "TILE_EXTENSION=mvt", "-oo", f"METADATA_FILE={served}/tiles/{layer}.json",
        ],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    found = {feature["properties"][attribute] for feature in json.loads(done.stdout)["features"]}
    assert found == ({1} if layer == "projects" else {"5700", "5701", "5702", "5703"})
