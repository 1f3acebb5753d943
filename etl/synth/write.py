"""The synthetic nation into a database, by COPY through the same tables and triggers as everything else."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import psycopg
import shapely
from psycopg import Connection, sql

from etl.areas.load import SYSTEM
from etl.synth.nation import nation
from etl.synth.projects import Plan
from etl.synth.rows import Block, Share, blocks, make_block
from geo.errors import Refused
from layers.projects.rules import said_plainly

Progress = Callable[[int], None]
"""Told how many projects have been written."""

_PROJECT = """
COPY project (id, authority_id, fiscal_year, source_key, reference, title, programme, source, category,
  needs_place, no_place_reason, procurement, published, finished_on, stopped_on, stop_reason, is_demo)
FROM STDIN
"""
_EVENT = """
COPY money_event (project_id, authority_id, kind, amount, occurred_on, document, counterparty, note)
FROM STDIN
"""
_LOCATION = "COPY location (project_id, authority_id, geom, method) FROM STDIN"
_AUTHORITY = """
COPY authority (id, type, name_th, name_en, province_code, amphoe_code, supervising_level, office, is_demo)
FROM STDIN
"""


def check_empty(url: str) -> None:
    """Raise `Refused` when the database holds any authority."""
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT 1 FROM authority LIMIT 1").fetchone() is None:
            return
    raise Refused(
        "ฐานข้อมูลนี้มีข้อมูลอื่นอยู่แล้ว หากต้องการเพิ่มข้อมูลสังเคราะห์ปนเข้าไปจริง ให้ใช้ --yes",
        "This database holds other data already; say --yes to mix the synthetic nation with it all the same.",
    )


def write_nation(url: str, plan: Plan, progress: Progress = lambda _n: None) -> int:
    """Write the nation and the plan's projects, a block a transaction; return how many authorities were new.

    `url` signs in as the owner of the tables, since COPY cannot be had under row-level security. Raises
    `Conflict` when projects of the plan's seed are there already; what was written before it stays.
    """
    with psycopg.connect(url) as connection:
        connection.execute("SELECT set_config('eplan.account', %s, false)", [str(SYSTEM)])
        connection.execute("SET synchronous_commit = off")
        owners, new = _owners(connection)
        connection.commit()
        first_id = _reserve(connection, "project", plan.projects)
        written = 0
        for shares, block in _made(plan, first_id, list(blocks(plan, owners))):
            with said_plainly(), connection.transaction():
                _copy_block(connection, block)
            written += sum(share.count for share in shares)
            progress(written)
        connection.commit()
    _settle(url)
    return new


def _made(plan: Plan, first_id: int, wanted: list[list[Share]]) -> Iterator[tuple[list[Share], Block]]:
    """Yield the blocks in order; the next is made in another process while one is written."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as maker:
        waiting: Future[Block] | None = None
        for at, shares in enumerate(wanted):
            ready = waiting or maker.submit(make_block, plan, first_id, shares)
            block = ready.result()
            if at + 1 < len(wanted):
                waiting = maker.submit(make_block, plan, first_id, wanted[at + 1])
            yield shares, block


def _copy_block(connection: Connection[Any], block: Block) -> None:
    for command, text in ((_PROJECT, block.projects), (_EVENT, block.events), (_LOCATION, block.locations)):
        with connection.cursor().copy(sql.SQL(command)) as copy:
            copy.write(text)


def _owners(connection: Connection[Any]) -> tuple[list[int], int]:
    """Return the ids of the authorities, in the nation's order, adding those missing; and how many."""
    rows = connection.execute(
        "SELECT c.code, a.id FROM authority AS a JOIN authority_code AS c ON c.authority_id = a.id"
        " WHERE a.is_demo"
    ).fetchall()
    known = {code: number for code, number in rows}
    missing = [authority for authority in nation() if authority.code not in known]
    first = _reserve(connection, "authority", len(missing))
    for at, authority in enumerate(missing):
        known[authority.code] = first + at
    with connection.cursor().copy(sql.SQL(_AUTHORITY)) as copy:
        for authority in missing:
            office = shapely.set_srid(shapely.Point(authority.sites[0]), 4326)
            copy.write_row(
                (
                    known[authority.code],
                    authority.type,
                    authority.name_th,
                    authority.name_en,
                    authority.amphoe_code[:2],
                    authority.amphoe_code,
                    authority.supervising_level,
                    shapely.to_wkb(office, hex=True, include_srid=True),
                    True,
                )
            )
    with connection.cursor().copy("COPY authority_code (authority_id, code) FROM STDIN") as copy:
        for authority in missing:
            copy.write_row((known[authority.code], authority.code))
    return [known[authority.code] for authority in nation()], len(missing)


def _reserve(connection: Connection[Any], table: str, count: int) -> int:
    """Take so many numbers of a table's identity; return the first."""
    row = connection.execute(
        "SELECT setval(s, nextval(s) + %s) - %s FROM pg_get_serial_sequence(%s, 'id') AS s",
        [count, count, table],
    ).fetchone()
    return int(row[0]) if row else 0


def _settle(url: str) -> None:
    """Let the planner know what there is, and free what the loading left behind."""
    with psycopg.connect(url, autocommit=True) as connection:
        for table in (
            "project",
            "money_event",
            "location",
            "project_fact",
            "project_cell",
            "spending",
            "authority",
        ):
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))
