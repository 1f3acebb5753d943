"""Bringing the database's schema up to date, by numbered SQL files applied once, in order."""

from contextlib import closing
from pathlib import Path

import psycopg
from yoyo import get_backend, read_migrations

from geo.errors import Unavailable


def migrate(url: str, directory: Path) -> int:
    """Apply the migrations in a directory that the database does not have yet; return how many.

    `url` signs in as the owner of the schema, who may create extensions. Two calls at once wait for
    each other. Raises `Unavailable` when the database does not answer.
    """
    try:
        backend = get_backend(url.replace("postgresql://", "postgresql+psycopg://", 1))
    except psycopg.OperationalError as error:
        raise Unavailable(f"ต่อฐานข้อมูลไม่ได้: {error}", f"Cannot reach the database: {error}") from error
    with closing(backend.connection), backend.lock():
        wanted = backend.to_apply(read_migrations(str(directory)))
        backend.apply_migrations(wanted)
    return len(wanted)
