"""Connections to PostgreSQL: a pool, and transactions on behalf of one acting user."""

from collections.abc import Callable, Iterator
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
        # What is asked of the public pool is over in a moment: no connection is checked beforehand.
        self._pool = _pool(url, size, _as_portal, check=ConnectionPool.check_connection)
        self._public = _pool(url, size, _as_public, autocommit=True)
        self._after_write: list[Callable[[], None]] = []

    def open(self) -> "Database":
        """Open the pool and return self; raises `Unavailable` when the database does not answer."""
        self._pool.open()
        self._public.open()
        return self

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()
        self._public.close()

    def figures(self) -> dict[str, int]:
        """Return the pool's figures of the moment, by psycopg_pool's own names."""
        return self._pool.get_stats()

    @contextmanager
    def acting(self, account: int) -> Iterator[Connection[Row]]:
        """A transaction on behalf of one account: committed at the end, rolled back on an error.

        Raises `Unavailable` when no connection can be had.
        """
        with _available(), self._pool.connection() as connection, connection.transaction():
            act_as(connection, account)
            yield connection
        for tell in self._after_write:
            tell()

    def tell_of_writes(self, tell: Callable[[], None]) -> None:
        """Have `tell` called whenever a transaction of `acting` has been committed."""
        self._after_write.append(tell)

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

    def public_rows(self, statement: Any, values: Any = None, prepare: bool | None = None) -> list[Row]:
        """Return all rows of one statement that sees what everybody may see, in a single round trip.

        For what is asked thousands of times a second; `prepare` False has it planned for its own values.
        """
        with _available():
            try:
                return self._public_rows(statement, values, prepare)
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                if isinstance(error, PoolTimeout | psycopg.errors.QueryCanceled):
                    raise
                # The server may have been restarted since.
                self._public.check()
                return self._public_rows(statement, values, prepare)

    @contextmanager
    def public_snapshot(self) -> Iterator[Connection[Row]]:
        """A read-only transaction of the public in which all statements see the same moment."""
        with _available(), self._pool.connection() as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            try:
                yield connection
            finally:
                connection.rollback()

    def _public_rows(self, statement: Any, values: Any, prepare: bool | None) -> list[Row]:
        with self._public.connection() as connection, connection.cursor(binary=True) as cursor:
            return cursor.execute(statement, values, prepare=prepare).fetchall()


def _pool(
    url: str,
    size: int,
    configure: Callable[[Connection[Row]], None],
    *,
    autocommit: bool = False,
    check: Callable[[Connection[Row]], None] | None = None,
) -> ConnectionPool[Connection[Row]]:
    return ConnectionPool(
        url,
        connection_class=Connection[DictRow],
        min_size=1,
        max_size=size,
        open=False,
        timeout=10,
        kwargs={"row_factory": dict_row, "autocommit": autocommit},
        configure=configure,
        check=check,
    )


def act_as(connection: Connection[Any], account: int) -> None:
    """Name the account on whose behalf the rest of the transaction is done."""
    connection.execute("SELECT set_config('eplan.account', %s, true)", [str(account)])


def set_role(connection: Connection[Any]) -> None:
    """Give up the connecting role's own rights for those of the portal, for this session."""
    connection.execute(f"SET ROLE {PORTAL_ROLE}")


def _as_portal(connection: Connection[Any]) -> None:
    set_role(connection)
    connection.commit()


def _as_public(connection: Connection[Row]) -> None:
    set_role(connection)
    connection.execute("SET default_transaction_read_only = on")


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
