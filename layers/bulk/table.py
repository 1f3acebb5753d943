"""A table of places that somebody is working on: kept, found again, and forgotten."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from geo.database import Row
from geo.errors import BadRequest, NotFound
from geo.sql import statement
from layers.bulk.wish import Wish
from layers.projects.place import PHASES, Phase

MOST_TABLES = 20
"""Tables of one account; the oldest makes room for another."""

_COLUMNS = "id, name, columns, place_columns, keyed, phase, within, crs, rows, created_at, expires_at"


@dataclass(frozen=True, slots=True)
class BulkTable:
    """A table: its file's name and columns, those that write places, and how its rows are judged.

    `keyed` says whether rows tell their projects; `unread` how many the reader has not come to yet.
    """

    id: UUID
    name: str
    columns: list[str]
    place_columns: list[str]
    keyed: bool
    phase: Phase
    within: str | None
    crs: str | None
    rows: int
    created_at: datetime
    expires_at: datetime
    unread: int = 0


@dataclass(slots=True)
class NewRow:
    """A row as it came: its number in the file, its cells, the text of its place, and what tells its project.

    `wished` is the choice that the file itself brings back; `problem` what its reader saw wrong.
    """

    line: int
    cells: Sequence[str]
    text: str
    within: str | None = None
    problem: tuple[str, str] | None = None
    system_id: int | None = None
    reference: str | None = None
    title: str | None = None
    fiscal_year: int | None = None
    wished: Wish | None = None


def begin(connection: Connection[Row], **columns: Any) -> UUID:
    """Begin a table of the acting account, whose oldest ones make room; return its id."""
    connection.execute("SELECT forget_expired_tables()")
    connection.execute(
        "DELETE FROM bulk_table WHERE id IN (SELECT id FROM bulk_table ORDER BY created_at DESC OFFSET %s)",
        [MOST_TABLES - 1],
    )
    row = connection.execute(statement(__package__, "begin"), columns).fetchone()
    assert row is not None, "an insert returns its row"  # noqa: S101
    return UUID(str(row["id"]))


def add_rows(connection: Connection[Row], table: UUID, rows: Sequence[NewRow]) -> None:
    """Add rows to a table."""
    values = {"table": table, "rows": Jsonb([asdict(row) for row in rows])}
    connection.execute(statement(__package__, "add_rows"), values)
    connection.execute("UPDATE bulk_table SET rows = rows + %s WHERE id = %s", [len(rows), table])


def look_again(connection: Connection[Row], table: UUID) -> None:
    """Take the places that are in force now for those that were seen."""
    connection.execute(statement(__package__, "seen"), {"table": table})


def find(connection: Connection[Row], table: UUID) -> BulkTable:
    """Return a table of the acting account; raises `NotFound` for what is not its, or has expired."""
    row = connection.execute(
        f"SELECT {_COLUMNS}, "  # noqa: S608  columns of ours
        "(SELECT count(*) FROM bulk_row AS r WHERE r.table_id = t.id AND r.status IS NULL) AS unread "
        "FROM bulk_table AS t WHERE id = %s AND expires_at > now()",
        [table],
    ).fetchone()
    if row is None:
        raise NotFound(
            "ไม่พบตารางนี้ อาจหมดอายุแล้วหรือเป็นของบัญชีอื่น ให้ส่งไฟล์อีกครั้ง",
            "There is no such table; it may have expired or be another account's. Send the file again.",
        )
    return BulkTable(**row)


def tables_of(connection: Connection[Row]) -> list[BulkTable]:
    """Return the tables that the acting account is working on, the latest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM bulk_table WHERE expires_at > now() ORDER BY created_at DESC"  # noqa: S608
    ).fetchall()
    return [BulkTable(**row) for row in rows]


def set_phase(connection: Connection[Row], table: UUID, phase: str) -> None:
    """Say of which phase the table's places are; raises `BadRequest` for no phase."""
    if phase not in PHASES:
        raise BadRequest(
            f"ระยะของพิกัดต้องเป็นอย่างใดอย่างหนึ่งใน {', '.join(PHASES)}",
            f"The phase of a place is one of {', '.join(PHASES)}.",
        )
    connection.execute("UPDATE bulk_table SET phase = %s WHERE id = %s", [phase, table])
    look_again(connection, table)


def forget(connection: Connection[Row], table: UUID) -> None:
    """Delete a table of the acting account with its rows; what was saved of it stays."""
    connection.execute("DELETE FROM bulk_table WHERE id = %s", [table])
