"""Databases for the tests of one module: clones of the migrated template, with the code lists and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from psycopg import sql


@contextmanager
def a_database(server_url: str, template: str) -> Iterator[str]:
    """Make a database and drop it in the end, whoever is still at it; yields its owner's address."""
    name = f"{template}_{uuid4().hex[:6]}"
    with psycopg.connect(server_url, dbname="postgres", autocommit=True) as server:
        clone = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        server.execute(clone.format(sql.Identifier(name), sql.Identifier(template)))
        head, _, query = server_url.partition("?")
        try:
            yield head.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
