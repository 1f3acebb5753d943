"""`/exports/...` gives whole files with safe names to those who may have them, and leaves nothing behind."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo.database import Database
from geo.errors import Unavailable
from geo.settings import Settings
from layers.accounts import sessions
from layers.exports.order import FORMS, read_order
from tests.layers.exports_world import ENGINEER, World, a_world, read_back
from webmap.app import create_app
from webmap.context import EXTENSION
from webmap.exports.making import Making
from webmap.turns import Turns

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    with a_world(server_url, template) as made:
        yield made


@pytest.fixture
def app(world: World, tmp_path: Path) -> Iterator[Flask]:
    database = Database(world.url, size=2).open()
    yield create_app(Settings(home=tmp_path / "home", database_url=world.url), database)
    database.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def sign_in(client: FlaskClient, account: int) -> None:
    token = sessions.begin(client.application.extensions[EXTENSION].database, account)
    with client.session_transaction() as session:
        session["_user_id"] = f"{account}:1:{token}"


@pytest.mark.parametrize("ending", FORMS)
def test_a_download_is_a_whole_file_with_a_name_that_every_system_takes(
    client: FlaskClient, world: World, ending: str, tmp_path: Path
) -> None:
    response = client.get(f"/exports/projects.{ending}?fiscal_year=2568")
    name = f"eplan-projects-2568.{ending}"
    assert (response.status_code, response.mimetype) == (200, FORMS[ending].mime)
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert response.content_length == len(response.data)
    (tmp_path / name).write_bytes(response.data)
    (row,) = world.rows("SELECT count(*) FROM public_project WHERE fiscal_year = 2025")
    assert len(read_back(tmp_path / name)) == row["count"]


def test_a_download_leaves_nothing_on_the_disk(client: FlaskClient, tmp_path: Path) -> None:
    client.get("/exports/provinces.shp.zip")
    client.get("/exports/projects.gpkg?crs=EPSG:27700")
    assert list((tmp_path / "home" / "downloads").iterdir()) == []


def test_what_a_killed_process_left_is_cleared_by_the_next_download(
    client: FlaskClient, tmp_path: Path
) -> None:
    folder = tmp_path / "home" / "downloads"
    (folder / "old").mkdir(parents=True)
    (folder / "old" / "half.gpkg").write_text("half")
    (folder / "young").mkdir()
    os.utime(folder / "old", (1, 1))
    client.get("/exports/provinces.csv")
    assert [path.name for path in folder.iterdir()] == ["young"]


def test_a_seat_downloads_its_own_drafts_and_the_public_does_not(client: FlaskClient) -> None:
    def rows() -> list[dict[str, str]]:
        text = client.get("/exports/projects.csv?authority=3570101").data.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    public = rows()
    sign_in(client, ENGINEER)
    own = rows()
    assert len(own) > len(public)
    assert "note" not in public[0]
    assert any(row["note"] for row in own)


def test_nobody_else_is_given_a_kept_copy(client: FlaskClient) -> None:
    assert client.get("/exports/provinces.csv").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/exports/roads.gpkg", 404),
        ("/exports/projects.exe", 404),
        ("/exports/projects", 404),
        ("/exports/..%2Fprojects.gpkg", 404),
        ("/exports/projects.gpkg?colour=red", 400),
        ("/exports/projects.gpkg?stage=done", 400),
        ("/exports/projects.gpkg?stage=plan&stage=paying", 400),
        ("/exports/projects.geojson?crs=EPSG:32647", 400),
        ("/exports/projects.gpkg?crs=EPSG:9", 409),
    ],
)
def test_what_cannot_be_given_is_refused_with_a_problem(
    client: FlaskClient, address: str, status: int
) -> None:
    response = client.get(address, headers={"Accept": "application/json"})
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"


def test_a_head_request_makes_no_file(client: FlaskClient, tmp_path: Path) -> None:
    response = client.head("/exports/projects.gpkg")
    assert (response.status_code, response.mimetype) == (200, FORMS["gpkg"].mime)
    assert "Content-Length" not in response.headers
    assert not (tmp_path / "home" / "downloads").exists()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_text_says_in_which_letters_it_is_and_is_kept_by_nobody(client: FlaskClient, method: str) -> None:
    thai = client.open("/exports/provinces.csv?encoding=cp874", method=method)
    plain = client.open("/exports/provinces.csv", method=method)
    assert thai.headers["Content-Type"] == "text/csv; charset=windows-874"
    assert plain.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert (plain.headers["Cache-Control"], plain.headers.get("Expires")) == ("private, no-store", None)


def test_one_download_too_many_is_told_to_come_again(world: World, tmp_path: Path) -> None:
    turns, order = Turns(1, 0, 0, ("ดาวน์โหลดมาก", "many downloads")), read_order("provinces", "csv", {})
    with turns.taken(), pytest.raises(Unavailable, match="downloads"):
        Making(tmp_path, turns).make(world.url, order)
    assert Making(tmp_path, turns).make(world.url, order).read().startswith(b"\xef\xbb\xbfcode")


def test_downloads_at_once_do_not_disturb_each_other(app: Flask) -> None:
    answers: dict[str, bytes] = {}

    def get(year: str) -> None:
        answers[year] = app.test_client().get(f"/exports/projects.csv?fiscal_year={year}").data

    threads = [Thread(target=get, args=(year,)) for year in ("2567", "2568", "2566")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {year: year.encode() in answer for year, answer in answers.items()} == {
        "2567": True,
        "2568": True,
        "2566": False,
    }


def eplan(
    world: World, *words: str, stderr: int = subprocess.PIPE, before: tuple[str, ...] = ()
) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"EPLAN_DATABASE_URL": world.url}
    command = [*before, sys.executable, "-c", "from webmap.cli import main; main()", "export", *words]
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment, cwd=ROOT, check=False
    )


def test_the_command_writes_the_format_of_the_files_ending(world: World, tmp_path: Path) -> None:
    path = tmp_path / "งาน-projects.2568.csv"
    done = eplan(world, "projects", str(path), "--fiscal-year", "2568", "--area", "57", "--json")
    told = json.loads(done.stdout)
    (row,) = world.rows(
        "SELECT count(*), sum(paid)::text AS paid FROM project_fact "
        "WHERE fiscal_year = 2025 AND province_code = '57'"
    )
    assert done.returncode == 0
    assert (told["rows"], told["sums"]["paid"]) == (row["count"], row["paid"])
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_the_command_leaves_drafts_out_when_asked_to(world: World, tmp_path: Path) -> None:
    everything = json.loads(eplan(world, "projects", str(tmp_path / "a.gpkg"), "--json").stdout)
    public = json.loads(eplan(world, "projects", str(tmp_path / "b.gpkg"), "--public", "--json").stdout)
    (row,) = world.rows("SELECT count(*) FROM project WHERE NOT published")
    assert (everything["drafts"], public["drafts"]) == (row["count"], 0)
    assert everything["rows"] - public["rows"] == row["count"]


def test_the_command_says_in_words_what_it_wrote(world: World, tmp_path: Path) -> None:
    done = eplan(world, "projects", str(tmp_path / "a.shp.zip"), "--encoding", "cp874", "--crs", "EPSG:24047")
    assert "240 แถว / rows" in done.stdout
    assert "--public" in done.stdout


@pytest.mark.parametrize("ending", FORMS)
def test_a_disk_that_takes_no_more_is_named_and_nothing_is_left(
    world: World, tmp_path: Path, ending: str
) -> None:
    small = ("sh", "-c", 'ulimit -f 8; exec "$0" "$@"')
    done = eplan(world, "projects", str(tmp_path / f"a.{ending}"), before=small)
    assert done.returncode == 1
    assert "check" in done.stderr
    assert "layers/exports" not in done.stderr  # no traceback through our code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["roads", "x.gpkg"], 1),
        (["projects", "x.dwg"], 1),
        (["projects", "x.gpkg", "--fiscal-year", "2025"], 1),
        (["projects", "nowhere/x.gpkg"], 1),
        (["projects", "x.gpkg", "--stage", "done"], 2),
        (["projects"], 2),
    ],
)
def test_the_command_tells_refusal_from_wrong_usage(
    world: World, words: list[str], status: int, tmp_path: Path
) -> None:
    words = [str(tmp_path / word) if word.endswith((".gpkg", ".dwg")) else word for word in words]
    done = eplan(world, *words)
    assert done.returncode == status
    assert done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_is_shown_how_far_it_is(world: World, tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    done = eplan(world, "projects", str(tmp_path / "a.csv"), stderr=theirs)
    os.close(theirs)
    assert done.returncode == 0
    assert b"240/240" in os.read(ours, 100_000)
    os.close(ours)
