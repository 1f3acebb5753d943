"""Good rows on their way into the database: staged, matched with what is there, written set by set."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

import pandas as pd
import pyarrow as pa
from psycopg import Connection
from pyarrow import csv

from etl.outcome import RefusedRow
from etl.projects.columns import Columns
from geo.database import Row
from geo.sql import statement
from layers.projects.rules import broken

COLUMNS = (
    *("row", "authority_id", "fiscal_year", "reference", "title", "programme", "source", "category"),
    *("needs_place", "no_place_reason", "procurement"),
    *("approved", "approved_on", "contracted", "contracted_on", "paid", "paid_on"),
    *("contractor", "document", "finished_on", "note"),
    *("geom", "place_text", "place_crs", "place_operation"),
)
MEMORY = "SELECT set_config('work_mem', '192MB', true)"
WRITES = ("insert_projects", "update_projects", "insert_money", "supersede_places", "insert_places")


@dataclass(frozen=True, slots=True)
class Written:
    """What a load did, in numbers of rows; money in baht, as the file's good rows say."""

    inserted: int
    updated: int
    unchanged: int
    placed: int
    approved: Decimal
    contracted: Decimal
    paid: Decimal


def stage(connection: Connection[Row]) -> None:
    """Make the staging table of this transaction."""
    connection.execute(MEMORY)
    connection.execute(statement(__package__, "stage"))


def send(connection: Connection[Row], good: pd.DataFrame) -> None:
    """Send good rows to the staging table."""
    if good.empty:
        return
    buffer = BytesIO()
    table = pa.Table.from_pandas(good[list(COLUMNS)], preserve_index=False)
    csv.write_csv(table, buffer, csv.WriteOptions(include_header=False, quoting_style="needed"))
    with connection.cursor().copy("COPY staged_project FROM STDIN WITH (FORMAT csv)") as copy:
        copy.write(buffer.getbuffer())


def match(connection: Connection[Row]) -> list[RefusedRow]:
    """Match staged rows with the projects there are; return those that may not be written."""
    forbidden = connection.execute(statement(__package__, "forbidden")).fetchall()
    connection.execute("ANALYZE staged_project")
    connection.execute(statement(__package__, "match"))
    connection.execute("ANALYZE matched_project")
    twins = connection.execute(statement(__package__, "twins")).fetchall()
    overdrawn = connection.execute(statement(__package__, "overdrawn")).fetchall()
    return [
        *(RefusedRow(row["row"], "", "", *_NOT_YOURS) for row in forbidden),
        *(_twin(row) for row in twins),
        *(_overdrawn(row) for row in overdrawn),
    ]


def drop(connection: Connection[Row], rows: Sequence[int]) -> None:
    """Leave matched rows out of the load."""
    connection.execute("DELETE FROM matched_project WHERE row = ANY (%s)", [list(rows)])


def write(connection: Connection[Row], columns: Columns, note: str) -> Written:
    """Write the matched rows, and derive from them what maps and sums read.

    `note` says in the ledger why an amount was adjusted. Raises psycopg's integrity errors for a rule broken.
    """
    row = connection.execute(statement(__package__, "outcome")).fetchone()
    values = {
        "note": note,
        "category_said": columns.get("category") is not None,
        "needs_place_said": columns.get("needs_place") is not None,
    }
    for name in WRITES:
        connection.execute(statement(__package__, name), values)
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return Written(**(row or {}))


def _twin(row: Row) -> RefusedRow:
    return RefusedRow(
        row["row"],
        "",
        row["reference"],
        f"เลขอ้างอิงซ้ำกับแถว {row['first_row']} ใน อปท. และปีเดียวกัน ให้แก้เลข หรือลบแถวที่ซ้ำ",
        f"Row {row['first_row']} has the same reference in the same authority and year; "
        "change it, or delete the row.",
    )


def _overdrawn(row: Row) -> RefusedRow:
    error = broken(row["rule"])
    sums = f"{row['approved']:,} / {row['contracted']:,} / {row['paid']:,}"
    return RefusedRow(row["row"], "", sums, error.thai, error.english)


_NOT_YOURS = (
    "บัญชีนี้ไม่มีตำแหน่งงานแผนของ อปท. ในแถวนี้ จึงโหลดโครงการแทนไม่ได้",
    "The account holds no planning seat at this row's authority, so it may not load its projects.",
)
