"""An export in a process of its own gives what one in this process does, and ends with its asker."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import pytest

from geo.errors import Refused, Unavailable
from layers.exports import apart
from layers.exports.order import as_message, from_message, read_order
from layers.exports.run import LEFTOVER
from tests.layers.exports_world import ENGINEER, World, a_world, read_back

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    with a_world(server_url, template) as made:
        yield made


def test_it_writes_what_the_account_may_see(world: World, tmp_path: Path) -> None:
    order = read_order("projects", "csv", {"fiscal_year": "2568"}, ENGINEER)
    path = tmp_path / "apart.csv"
    written = apart.write_apart(world.url, order, path)
    here, same = world.write(order, tmp_path)
    assert written == same
    assert sorted(read_back(here), key=itemgetter("id")) == sorted(read_back(path), key=itemgetter("id"))


def test_an_order_survives_the_way_as_a_message() -> None:
    words = {"level": "tambon", "measure": "paid", "area": "57", "crs": "EPSG:24047", "encoding": "cp874"}
    order = read_order("spending", "shp.zip", words, 7)
    assert from_message(json.loads(json.dumps(as_message(order)))) == order


def test_its_refusals_come_back_as_what_they_are(world: World, tmp_path: Path) -> None:
    order = read_order("projects", "gpkg", {"crs": "EPSG:27700"})
    with pytest.raises(Refused, match=r"27700|British") as refused:
        apart.write_apart(world.url, order, tmp_path / "x.gpkg")
    assert "WGS 84" in refused.value.english
    assert list(tmp_path.iterdir()) == []


def test_one_that_takes_too_long_is_ended(world: World, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="GeoPackage"):
        apart.write_apart(world.url, read_order("projects", "csv", {}), tmp_path / "x.csv", seconds=0.01)
    assert not (tmp_path / "x.csv").exists()


def test_one_that_is_killed_is_told_from_a_refusal(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError, match="status 1"):
        apart.write_apart(world.url, read_order("projects", "csv", {}), tmp_path / "x.csv")


CHILD = """
from threading import Thread
from time import sleep
from layers.exports.apart import _end_with_the_portal
Thread(target=_end_with_the_portal, daemon=True).start()
sleep(60)
"""
ASKER = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}], stdin=subprocess.PIPE)
print(child.pid, flush=True)
time.sleep(60)
"""


def test_it_ends_when_its_asker_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ASKER], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as asker:
        assert asker.stdout
        child = int(asker.stdout.readline())
        asker.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while _running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _running(child)


def _running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return b"Z" not in Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2][:3]


def test_nothing_is_left_beside_the_file(world: World, tmp_path: Path) -> None:
    apart.write_apart(world.url, read_order("provinces", "shp.zip", {}), tmp_path / "x.shp.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["x.shp.zip"]
    assert LEFTOVER not in "".join(path.name for path in tmp_path.iterdir())
