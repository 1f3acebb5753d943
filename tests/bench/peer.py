"""The table that tipg serves: made once for each nation, from the same projects."""

from pathlib import Path

import psycopg

from tests.bench.stage import Stage


def prepare_peer(stage: Stage) -> None:
    """Make the peer's table, unless it holds the nation's projects already."""
    with stage.connected() as connection:
        if _counts(connection, "peer.projects") == _counts(
            connection, "public_project WHERE point IS NOT NULL"
        ):
            return
        lines = Path(__file__).with_suffix(".sql").read_text("utf-8").splitlines()
        script = "\n".join(line for line in lines if not line.startswith("--"))
        for command in script.split(";"):
            if command.strip():
                connection.execute(command.encode())


def _counts(connection: psycopg.Connection[tuple[object, ...]], table: str) -> object:
    try:
        row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()  # noqa: S608
    except psycopg.errors.UndefinedTable:
        return None
    return row[0] if row else None
