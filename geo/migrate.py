"""Bringing the database's schema up to date, by numbered SQL files applied once, in order."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from yoyo import get_backend, read_migrations

from geo.errors import Unavailable

_TURN = 0x65706C616E  # "eplan": the advisory lock of whoever migrates


def migrate(url: str, directory: Path) -> int:
    """Apply the migrations in a directory that the database does not have yet; return how many.

    `url` signs in as the owner of the schema, who may create extensions. Two calls at once wait for
    each other; one that was killed leaves nothing half done and nobody waiting. Raises `Unavailable` when the
    database does not answer.
    """
    with _alone(url):
        backend = get_backend(url.replace("postgresql://", "postgresql+psycopg://", 1))
        with closing(backend.connection):
            backend.break_lock()  # whose row is still there was killed, since nobody else is at it
            wanted = backend.to_apply(read_migrations(str(directory)))
            for migration in wanted:
                with backend.transaction():
                    migration.process_steps(backend, "apply")
                    backend.mark_one(migration)
    return len(wanted)


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """Wait until nobody else migrates the database; PostgreSQL ends the turn of whoever dies."""
    try:
        connection = psycopg.connect(url, autocommit=True)
    except psycopg.OperationalError as error:
        raise Unavailable(f"ต่อฐานข้อมูลไม่ได้: {error}", f"Cannot reach the database: {error}") from error
    with closing(connection):
        connection.execute("SELECT pg_advisory_lock(%s)", [_TURN])
        yield
