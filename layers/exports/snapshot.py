"""One read-only look at the database with the rights of one account, answered in Arrow."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pyarrow as pa
from adbc_driver_manager import OperationalError
from adbc_driver_postgresql import dbapi
from psycopg import sql

from geo.database import PORTAL_ROLE
from geo.errors import Unavailable

_BATCH_SIZE = "adbc.postgresql.batch_size_hint_bytes"
_BATCH_BYTES = 8 << 20


class Snapshot:
    """A transaction in which every statement sees the same state, as one account may see it."""

    def __init__(self, cursor: dbapi.Cursor, binder: psycopg.ClientCursor[Any]) -> None:
        self._cursor = cursor
        self._binder = binder

    def table(self, statement: sql.Composed, values: dict[str, Any]) -> pa.Table:
        """Return the whole result of a statement."""
        self._cursor.execute(self._binder.mogrify(statement, values))
        table: pa.Table = self._cursor.fetch_arrow_table()
        return table

    def first(self, statement: sql.Composed, values: dict[str, Any]) -> dict[str, Any]:
        """Return the first row of a statement's result."""
        row: dict[str, Any] = self.table(statement, values).slice(0, 1).to_pylist()[0]
        return row

    def stream(self, statement: sql.Composed, values: dict[str, Any]) -> pa.RecordBatchReader:
        """Return the result of a statement as it arrives; nothing else may be asked until it is read."""
        self._cursor.adbc_statement.set_options(
            **{"adbc.postgresql.batch_size_hint_bytes": str(_BATCH_BYTES)}
        )
        self._cursor.execute(self._binder.mogrify(statement, values))
        reader: pa.RecordBatchReader = self._cursor.fetch_record_batch()
        return reader


@contextmanager
def snapshot(url: str, account: int) -> Iterator[Snapshot]:
    """Open a snapshot as the portal's role, so that row-level security binds it whoever `url` signs in as.

    Raises `Unavailable` when the database does not answer.
    """
    try:
        # Arrow results come by COPY, which takes no parameters: psycopg binds the values in the text.
        with (
            psycopg.connect(url, cursor_factory=psycopg.ClientCursor) as binder,
            dbapi.connect(url) as connection,
        ):
            cursor = connection.cursor()
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute(f"SET LOCAL ROLE {PORTAL_ROLE}")
            cursor.execute(f"SET LOCAL eplan.account = {int(account)}")
            with cursor:
                yield Snapshot(cursor, psycopg.ClientCursor(binder))
    except (psycopg.OperationalError, OperationalError) as error:
        raise Unavailable(
            "ฐานข้อมูลไม่ตอบระหว่างเตรียมไฟล์ กรุณาลองใหม่ในอีกสักครู่",
            "The database stopped answering while the file was made. Try again in a moment.",
        ) from error
