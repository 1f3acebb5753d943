"""Good rows on their way into the database: staged, matched with what is there, written set by set."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from io import BytesIO

import pandas as pd
import pyarrow as pa
from psycopg import Connection
from pyarrow import csv

from etl.outcome import RefusedRow
from geo.database import Row
from geo.sql import statement
from layers.projects.rules import broken

COLUMNS = (
    *("row", "authority_id", "fiscal_year", "reference", "title", "programme", "source"),
    *("category", "category_said", "needs_place", "needs_place_said", "no_place_reason", "procurement"),
    *("approved", "approved_on", "contracted", "contracted_on", "paid", "paid_on"),
    *("contractor", "document", "finished_on", "note"),
    *("geom", "place_text", "place_crs", "place_operation", "place_repairs", "place_precision"),
)
MEMORY = "SELECT set_config('work_mem', '64MB', true)"
INSERTS = ("insert_projects", "insert_money", "insert_places")
CHANGES = ("adjust_money", "update_projects", "supersede_places")


@dataclass(frozen=True, slots=True)
class Written:
    """What a load did, in numbers of rows; money in baht, as the file's good rows say."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    placed: int = 0
    approved: Decimal = Decimal(0)
    contracted: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)

    @property
    def rows(self) -> int:
        """How many good rows there were."""
        return self.inserted + self.updated + self.unchanged

    def __add__(self, other: "Written") -> "Written":
        """Return what both did."""
        return Written(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))


def stage(connection: Connection[Row]) -> None:
    """Make the tables of one load, which its transaction ends."""
    connection.execute(MEMORY)
    connection.execute(statement(__package__, "stage"))


def as_csv(good: pd.DataFrame) -> memoryview:
    """Return good rows as PostgreSQL's COPY reads them."""
    buffer = BytesIO()
    table = pa.Table.from_pandas(good[list(COLUMNS)], preserve_index=False)
    csv.write_csv(table, buffer, csv.WriteOptions(include_header=False, quoting_style="needed"))
    return buffer.getbuffer()


def send(connection: Connection[Row], rows: Sequence[memoryview]) -> None:
    """Stage some rows in the place of those staged before."""
    connection.execute("TRUNCATE staged_project, matched_project")
    with connection.cursor().copy("COPY staged_project FROM STDIN WITH (FORMAT csv)") as copy:
        for block in rows:
            copy.write(block)


def match(connection: Connection[Row]) -> list[RefusedRow]:
    """Match the staged rows with the projects there are; leave out those that may not be written.

    Returns the faults of these.
    """
    for name in ("match", "remember"):
        connection.execute(statement(__package__, name))
    faults = [
        fault(row)
        for name, fault in _FAULTS.items()
        for row in connection.execute(statement(__package__, name)).fetchall()
    ]
    if faults:
        rows = [fault.row for fault in faults]
        connection.execute("DELETE FROM matched_project WHERE row = ANY (%s)", [rows])
    return faults


def outcome(connection: Connection[Row]) -> Written:
    """Return what becomes of the matched rows."""
    row = connection.execute(statement(__package__, "outcome")).fetchone()
    return Written(**(row or {}))


def write(connection: Connection[Row], note: str, done: Written) -> None:
    """Write the matched rows; `note` says in the ledger why an amount changes.

    Raises psycopg's errors for a rule broken.
    """
    for name in (*(CHANGES if done.updated else ()), *INSERTS):
        connection.execute(statement(__package__, name), {"note": note})


def touched(connection: Connection[Row]) -> list[int]:
    """Return the ids of the matched projects that are new or have changed."""
    rows = connection.execute("SELECT id FROM matched_project WHERE known_id IS NULL OR changed").fetchall()
    return [row["id"] for row in rows]


def derive(connection: Connection[Row]) -> None:
    """Derive from all that was written what maps and sums read; raises psycopg's errors for a rule broken."""
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")


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
    return RefusedRow(row["row"], "", _sums(row, "approved", "contracted", "paid"), error.thai, error.english)


def _not_yours(row: Row) -> RefusedRow:
    return RefusedRow(
        row["row"],
        "",
        row["authority"] or "",
        "บัญชีนี้ไม่มีตำแหน่งงานแผนของ อปท. ในแถวนี้ จึงโหลดโครงการแทนไม่ได้",
        "The account holds no planning seat at this row's authority, so it may not load its projects.",
    )


def _not_finance(row: Row) -> RefusedRow:
    return RefusedRow(
        row["row"],
        "",
        _sums(row, "contracted", "paid"),
        "งานแผนบันทึกสัญญาและการเบิกจ่ายไม่ได้ ให้เว้นช่องเหล่านี้ว่างไว้ หรือให้บัญชีที่มีตำแหน่งงานคลังด้วยเป็นผู้โหลด",
        "A planning seat does not book contracts and payments; leave these cells empty, or have an account "
        "load the file that holds a finance seat too.",
    )


def _sums(row: Row, *names: str) -> str:
    return " / ".join(f"{row[name] or 0:,.2f}" for name in names)


_FAULTS = {
    "forbidden": _not_yours,
    "not_finance": _not_finance,
    "twins": _twin,
    "overdrawn": _overdrawn,
}
