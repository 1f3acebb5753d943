"""Migrations are applied once, each whole or not at all, whatever became of those who began."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from geo.migrate import migrate


@pytest.fixture
def url(server_url: str) -> Iterator[str]:
    """The address of an empty database."""
    name = f"migrate_{uuid4().hex[:6]}"
    head, _, query = server_url.partition("?")
    with psycopg.connect(server_url, dbname="postgres", autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        yield head.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two migrations."""
    (tmp_path / "0001_first.sql").write_text("CREATE TABLE first (id int); INSERT INTO first VALUES (1);")
    (tmp_path / "0002_second.sql").write_text("CREATE TABLE second (id int);")
    return tmp_path


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()  # type: ignore[call-overload, no-any-return]


def test_each_is_applied_once(url: str, folder: Path) -> None:
    assert (migrate(url, folder), migrate(url, folder)) == (2, 0)
    (folder / "0003_third.sql").write_text("INSERT INTO first SELECT id FROM second;")
    assert migrate(url, folder) == 1
    assert rows(url, "SELECT id FROM first") == [(1,)]


def test_two_at_once_wait_for_each_other(url: str, folder: Path) -> None:
    with ThreadPoolExecutor(2) as both:
        done = [both.submit(migrate, url, folder) for _ in range(2)]
        assert sorted(each.result() for each in done) == [0, 2]


def test_the_lock_of_one_that_was_killed_stops_nobody(url: str, folder: Path) -> None:
    migrate(url, folder)
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO yoyo_lock (locked, ctime, pid) VALUES (1, now(), 999999)")
    (folder / "0003_third.sql").write_text("CREATE TABLE third (id int);")
    assert migrate(url, folder) == 1


def test_one_that_fails_is_not_there_at_all_and_those_before_it_are(url: str, folder: Path) -> None:
    (folder / "0002_second.sql").write_text("CREATE TABLE second (id int); SELECT 1 / 0;")
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(url, folder)
    assert rows(url, "SELECT to_regclass('first') IS NULL, to_regclass('second') IS NULL") == [(False, True)]
    (folder / "0002_second.sql").write_text("CREATE TABLE second (id int);")
    assert migrate(url, folder) == 1
