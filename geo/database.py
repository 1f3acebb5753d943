"""Connections to PostgreSQL: a pool, and transactions on behalf of one acting user."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from geo.errors import Unavailable

PORTAL_ROLE = "eplan_portal"
PUBLIC = 0

Row = DictRow


class Database:
    """A pool of connections that work with the portal's rights, whoever opened them.

    Row-level security binds every statement sent through `reading` and `acting`: the role is
    `eplan_portal`, which owns nothing and cannot bypass it.
    """

    def __init__(self, url: str, size: int = 8) -> None:
        self.url = url
        self._pool: ConnectionPool[Connection[Row]] = ConnectionPool(
            url,
            connection_class=Connection[DictRow],
            min_size=1,
            max_size=size,
            open=False,
            timeout=10,
            kwargs={"row_factory": dict_row, "autocommit": False},
            configure=_as_portal,
            check=ConnectionPool.check_connection,
        )

    def open(self) -> "Database":
        """Open the pool and return self; raises `Unavailable` when the database does not answer."""
        self._pool.open()
        return self

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def acting(self, account: int) -> Iterator[Connection[Row]]:
        """A transaction on behalf of one account: committed at the end, rolled back on an error.

        Raises `Unavailable` when no connection can be had.
        """
        with _available(), self._pool.connection() as connection, connection.transaction():
            act_as(connection, account)
            yield connection

    @contextmanager
    def reading(self, account: int = PUBLIC) -> Iterator[Connection[Row]]:
        """A read-only transaction that sees what the account may see; the public sees the least."""
        with _available(), self._pool.connection() as connection, connection.transaction():
            connection.execute("SET TRANSACTION READ ONLY")
            act_as(connection, account)
            yield connection

    def rows(self, statement: Any, values: Any = None, account: int = PUBLIC) -> list[Row]:
        """Return all rows of one read-only statement."""
        with self.reading(account) as connection:
            return connection.execute(statement, values).fetchall()


def act_as(connection: Connection[Any], account: int) -> None:
    """Name the account on whose behalf the rest of the transaction is done."""
    connection.execute("SELECT set_config('eplan.account', %s, true)", [str(account)])


def set_role(connection: Connection[Any]) -> None:
    """Give up the connecting role's own rights for those of the portal, for this session."""
    connection.execute(f"SET ROLE {PORTAL_ROLE}")


def _as_portal(connection: Connection[Any]) -> None:
    set_role(connection)
    connection.commit()


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except (PoolTimeout, psycopg.OperationalError) as error:
        if isinstance(error, psycopg.errors.QueryCanceled | psycopg.errors.SerializationFailure):
            raise
        raise Unavailable(
            "ฐานข้อมูลไม่ตอบ กรุณาลองใหม่ในอีกสักครู่ หากยังไม่ได้ แจ้งผู้ดูแลระบบ",
            "The database does not answer. Try again in a moment; if it goes on, tell the operator.",
        ) from error
