"""What reads the rows has the portal's rights and no more, sees one moment, and fetches ahead in order."""

import time
from collections.abc import Iterator
from threading import active_count

import psycopg
import pytest
from psycopg import sql

from geo.errors import Unavailable
from layers.exports.readahead import ahead
from layers.exports.snapshot import snapshot
from tests.layers.exports_world import ENGINEER, PUBLIC, World, a_world

WHO = sql.SQL("SELECT current_user::text AS role, acting_account() AS account, "
              "current_setting('transaction_read_only') AS read_only").format()  # fmt: skip


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    with a_world(server_url, template) as made:
        yield made


def test_the_owner_of_the_database_reads_with_the_portals_rights(world: World) -> None:
    with snapshot(world.url, ENGINEER) as asked:
        assert asked.first(WHO, {}) == {"role": "eplan_portal", "account": ENGINEER, "read_only": "on"}


@pytest.mark.parametrize(("account", "sees"), [(PUBLIC, False), (ENGINEER, True)])
def test_row_level_security_binds_every_statement(world: World, account: int, sees: bool) -> None:
    with snapshot(world.url, account) as asked:
        row = asked.first(sql.SQL("SELECT count(*) AS n FROM money_event").format(), {})
    assert (row["n"] > 0) == sees


def test_what_is_committed_meanwhile_is_not_seen(world: World) -> None:
    count = sql.SQL("SELECT max(version) AS n FROM project").format()
    with snapshot(world.url, PUBLIC) as asked:
        before = asked.first(count, {})
        with psycopg.connect(world.url) as connection:
            connection.execute("UPDATE project SET note = 'ใหม่' WHERE id = 20")
        assert asked.first(count, {}) == before


def test_a_value_is_never_read_as_sql(world: World) -> None:
    nasty = """'; DROP TABLE project; -- \\ $1 ? %s"""
    with snapshot(world.url, PUBLIC) as asked:
        row = asked.first(sql.SQL("SELECT %(text)s::text AS text").format(), {"text": nasty})
    assert row["text"] == nasty


def test_nothing_can_be_written(world: World) -> None:
    with (
        pytest.raises(Exception, match=r"read-only|permission denied"),
        snapshot(world.url, ENGINEER) as asked,
    ):
        asked.first(
            sql.SQL("WITH d AS (DELETE FROM project RETURNING 1) SELECT count(*) FROM d").format(), {}
        )


def test_a_server_that_is_not_there_is_unavailable(tmp_path: object) -> None:
    with pytest.raises(Unavailable), snapshot(f"postgresql://nobody@/none?host={tmp_path}", PUBLIC):
        raise AssertionError("it opened")


def test_items_come_in_order_and_an_error_comes_after_them() -> None:
    def items() -> Iterator[int]:
        yield from range(20)
        raise ValueError("the end is bad")

    got: list[int] = []
    with pytest.raises(ValueError, match="the end is bad"):
        got.extend(iter_into(got, ahead(items())))
    assert got == list(range(20))


def iter_into(got: list[int], items: Iterator[int]) -> Iterator[int]:
    for item in items:
        got.append(item)
    yield from ()


def test_a_reader_that_stops_early_leaves_no_thread_behind() -> None:
    before = active_count()
    items = ahead(iter(range(1_000_000)))
    assert next(items) == 0
    items.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 5
    while active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert active_count() == before
