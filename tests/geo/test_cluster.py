"""The private cluster: made, started, stopped, and back after a kill."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from geo.cluster import DATABASE, OWNER, Cluster
from geo.database import PORTAL_ROLE


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o700)
    own = Cluster(closed / "home")
    own.start()
    yield own
    own.stop()


def test_a_new_cluster_has_its_database_and_a_portal_role_that_owns_nothing(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(PORTAL_ROLE)) as connection:
        row = connection.execute(
            "SELECT current_database(), rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert row == (DATABASE, False, False)


def test_thai_texts_are_letters_and_are_compared_by_their_code_points(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(OWNER)) as connection:
        row = connection.execute(
            "SELECT 'ถนนคสล' ~ '^[[:alpha:]]+$', 'ก' < 'ข', datcollate "
            "FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert row == (True, True, "C")


def test_it_listens_on_no_network_and_wants_a_password(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(OWNER)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    wrong = cluster.url(OWNER).replace(f"{OWNER}:", f"{OWNER}:x")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(wrong)


def test_starting_twice_is_one_start_and_stopping_twice_one_stop(cluster: Cluster) -> None:
    assert not cluster.start()
    assert cluster.stop()
    assert not cluster.stop()
    assert not cluster.running()
    assert cluster.start()


def test_a_killed_cluster_comes_back_with_what_was_committed(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS n")
    pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    assert cluster.start()
    with psycopg.connect(cluster.url(OWNER)) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (1,)


def test_its_passwords_are_closed_to_others(cluster: Cluster) -> None:
    for role in (OWNER, PORTAL_ROLE):
        assert (cluster.home / f"{role}.password").stat().st_mode & 0o077 == 0


def test_a_home_too_deep_for_a_socket_gets_a_short_one(tmp_path: Path) -> None:
    deep = Cluster(tmp_path / ("d" * 60) / ("e" * 60))
    assert len(str(deep.socket)) <= 60
    deep.start()
    assert deep.running()
    assert deep.stop()


def test_a_short_sockets_folder_goes_when_the_cluster_stops(tmp_path: Path) -> None:
    deep = Cluster(tmp_path / ("d" * 60) / ("e" * 60) / "home")
    deep.start()
    assert deep.socket.is_dir()
    deep.stop()
    assert not deep.socket.exists()
    deep.start()
    deep.stop()
