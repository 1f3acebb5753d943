"""Choosing which reading of a row is meant, for one row or for all that can be read alike."""

from uuid import UUID

from psycopg import Connection

from geo.database import Row
from geo.errors import BadRequest, NotFound
from geo.sql import statement
from layers.bulk.kept import is_manner

LEAVE_OUT = -1


def choose(connection: Connection[Row], table: UUID, line: int, choice: int | None) -> None:
    """Say which reading of a row is meant, from 0; -1 leaves the row out, None takes the choice back.

    Raises `NotFound` for no row, `BadRequest` for a reading that it does not have.
    """
    row = connection.execute(
        "SELECT jsonb_array_length(coalesce(readings, '[]')) AS readings FROM bulk_row "
        "WHERE table_id = %s AND line = %s",
        [table, line],
    ).fetchone()
    if row is None:
        raise NotFound(f"ไม่มีแถวที่ {line} ในตารางนี้", f"There is no row {line} in this table.")
    if choice is not None and not LEAVE_OUT <= choice < row["readings"]:
        raise BadRequest(
            f"แถวที่ {line} ไม่มีแบบที่ {choice + 1} ให้เลือก", f"Row {line} has no reading {choice + 1} to choose."
        )
    connection.execute(
        "UPDATE bulk_row SET chosen = %s WHERE table_id = %s AND line = %s", [choice, table, line]
    )


def choose_alike(connection: Connection[Row], table: UUID, manner: str) -> int:
    """Take the reading of a manner for all rows that wait for a choice and have one; return how many.

    Readings inside what is wanted and those outside it are of two manners. Raises `BadRequest` for no manner.
    """
    if not is_manner(manner):
        raise BadRequest(
            "แบบที่เลือกใช้ไม่ได้ เลือกจากปุ่มอีกครั้ง", "This is no manner of reading; choose a button again."
        )
    values = {"table": table, "manner": manner}
    alike = statement(__package__, "choose_alike", manner=statement(__package__, "manner"))
    return connection.execute(alike, values).rowcount
