"""`eplan up` as `make run` calls it: serves, stops all that it started, and recovers from a kill."""

import csv
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
import pytest

from geo.cluster import OWNER, Cluster
from webmap.commands.in_use import in_use, keep

ROLES = {
    "planning",
    "finance",
    "education",
    "engineering",
    "executive",
    "amphoe",
    "province",
    "department",
    "admin",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One home for all tests here, empty at the first."""
    path = tmp_path_factory.mktemp("up") / "home"
    yield path
    Cluster(path).stop()


@contextmanager
def portal(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `eplan up` until it is ready; kill what is left of it at the end."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "EPLAN_DATABASE_URL"}
    environment |= {"EPLAN_HOME": str(home), "EPLAN_PORT": str(port)}
    program = [str(Path(sys.executable).with_name("eplan")), "up"]
    process = subprocess.Popen(
        program,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(process, address)
        yield process, address
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def wait_until_ready(process: subprocess.Popen[str], address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stdout.read() if process.stdout else ""
        try:
            with urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError("not ready within two minutes")


def test_the_first_start_loads_the_demonstration_and_an_interrupt_stops_everything(home: Path) -> None:
    with portal(home) as (process, address):
        with urlopen(f"{address}/projects.json", timeout=10) as answer:  # noqa: S310
            assert answer.status == 200
        assert Cluster(home).running()
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=30)
    assert address in said
    assert "demo-accounts.csv" in said
    assert "Traceback" not in said
    assert not Cluster(home).running()


def test_the_demonstration_accounts_are_one_for_each_role_and_their_owners_only(home: Path) -> None:
    path = home / "demo-accounts.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["role"] for row in rows} == ROLES
    assert len(rows) == len(ROLES)
    assert path.stat().st_mode & 0o077 == 0


def test_after_everything_is_killed_it_starts_again_with_nothing_lost(home: Path) -> None:
    with portal(home) as (process, _):
        with psycopg.connect(Cluster(home).url(OWNER)) as connection:
            connection.execute("CREATE TABLE kept AS SELECT count(*) AS n FROM project")
        postmaster = int((home / "pg" / "postmaster.pid").read_text().split()[0])
        os.killpg(process.pid, signal.SIGKILL)
        os.kill(postmaster, signal.SIGKILL)
        process.wait(10)
    with portal(home) as (process, _):
        with psycopg.connect(Cluster(home).url(OWNER)) as connection:
            counts = connection.execute("SELECT n, (SELECT count(*) FROM project) FROM kept").fetchone()
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    assert counts is not None
    assert counts[0] == counts[1] > 500
    assert not Cluster(home).running()


def test_the_first_command_starts_the_cluster_and_the_last_stops_it(home: Path) -> None:
    cluster = Cluster(home)
    first, second = ExitStack(), ExitStack()
    first.enter_context(in_use(cluster))
    second.enter_context(in_use(cluster))
    first.close()
    assert cluster.running()
    second.close()
    assert not cluster.running()


def test_a_cluster_started_by_itself_is_left_running(home: Path) -> None:
    cluster = Cluster(home)
    with in_use(cluster):
        keep(cluster)
    assert cluster.running()
    with in_use(cluster):
        pass
    assert cluster.running()
    cluster.stop()


def test_a_taken_port_is_refused_in_words(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = os.environ | {"EPLAN_HOME": str(home), "EPLAN_PORT": str(taken.getsockname()[1])}
        program = [str(Path(sys.executable).with_name("eplan")), "up"]
        done = subprocess.run(
            program, env=environment, text=True, capture_output=True, timeout=30, check=False
        )
    assert done.returncode == 1
    assert "EPLAN_PORT" in done.stderr
    assert not Cluster(home).running()
