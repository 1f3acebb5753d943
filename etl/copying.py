"""Rows into a table by PostgreSQL's COPY."""

from collections.abc import Iterable, Sequence
from typing import Any, LiteralString

from psycopg import Connection

from geo.database import Row


def copy_rows(
    connection: Connection[Row], command: LiteralString, types: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Send rows by a `COPY … FROM STDIN (FORMAT BINARY)`; `types` are PostgreSQL's names, a column each."""
    with connection.cursor().copy(command) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)
