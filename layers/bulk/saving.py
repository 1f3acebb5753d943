"""Making a table's rows places of projects: all of them or none, or, when asked, the good ones."""

from dataclasses import dataclass, replace

from psycopg import Connection

from geo.database import Row
from geo.errors import Refused
from geo.sql import statement
from layers.bulk.kept import place_of
from layers.bulk.rows import GROUPS, Counts, counts_of
from layers.bulk.standing_in import stand_ins_of
from layers.bulk.table import BulkTable
from layers.checks.run import Checked, check_touched
from layers.projects.places_many import NewPlace, lock_projects, save_places


@dataclass(frozen=True, slots=True)
class Saved:
    """How many projects were placed for the first time, how many moved, and what the checks found of them."""

    placed: int
    moved: int
    checked: Checked | None


def save_table(
    connection: Connection[Row], table: BulkTable, *, accept_good: bool = False, move: bool = False
) -> Saved:
    """Record the places of a table's rows; `move` those of projects that have a place already, too.

    Rows whose place stands already, blank ones and those left out are passed over, so that saving again
    changes nothing. A point that many rows share and that is an office or an area's middle is recorded as
    that. Unless `accept_good`, nothing is written while another row cannot be: `Refused` says how many. What
    stands elsewhere since the rows were shown is never overwritten: such rows cannot be.
    """
    _lock(connection, table)
    counts = counts_of(connection, table.id)
    wanted = ["ready", *(["moves"] if move else [])]
    faults = _faults(counts, wanted)
    if faults and not accept_good:
        raise _refused(faults)
    rows = connection.execute(
        statement(__package__, "saving", rows=statement(__package__, "rows")),
        {"table": table.id, "states": wanted},
    ).fetchall()
    if not rows:
        return Saved(0, 0, None)
    codes = {line: found.code for found in stand_ins_of(connection, table.id) for line in found.lines}
    new = {row["project_id"]: _new(table, row, codes.get(row["line"])) for row in rows}
    ids = save_places(connection, table.phase, new)
    lines, places = [row["line"] for row in rows], [ids[row["project_id"]] for row in rows]
    saved = {"table": table.id, "lines": lines, "places": places}
    connection.execute(statement(__package__, "saved"), saved)
    moved = sum(row["state"] == "moves" for row in rows)
    return Saved(len(rows) - moved, moved, check_touched(connection, list(ids)))


def _lock(connection: Connection[Row], table: BulkTable) -> None:
    """Hold the table and its projects, so that what is counted is what is written."""
    connection.execute("SELECT FROM bulk_table WHERE id = %s FOR UPDATE", [table.id])
    rows = connection.execute(
        "SELECT DISTINCT project_id FROM bulk_row "
        "WHERE table_id = %s AND project_id IS NOT NULL AND chosen >= 0",
        [table.id],
    ).fetchall()
    lock_projects(connection, [row["project_id"] for row in rows])


def _faults(counts: Counts, wanted: list[str]) -> dict[str, int]:
    """Return how many rows cannot be saved, by state."""
    fine = {*wanted, *GROUPS["settled"]}
    return {state: rows for state, rows in counts.states.items() if state not in fine}


def _new(table: BulkTable, row: Row, stands_in: str | None) -> NewPlace:
    evidence = f"{table.name[:200]} แถว {row['line']}"
    place = place_of(row["reading"], row["text"], evidence, table.phase)
    if stands_in is not None:
        place = replace(place, repairs=(*place.repairs, stands_in))
    return NewPlace(place, row["seen"])


def _refused(faults: dict[str, int]) -> Refused:
    number = sum(faults.values())
    thai = ", ".join(f"{_WORDS[state][0]} {rows:,}" for state, rows in faults.items())
    english = ", ".join(f"{rows:,} {_WORDS[state][1]}" for state, rows in faults.items())
    return Refused(
        f"ใช้ไม่ได้ {number:,} แถว ({thai}) จึงไม่ได้เปลี่ยนแปลงอะไร แก้แถวเหล่านั้น หรือเลือกบันทึกเฉพาะแถวที่ใช้ได้",
        f"{number:,} rows are refused ({english}) and nothing was changed. Mend them, or have only the good "
        "rows saved.",
    )


_WORDS = {
    "unread": ("ยังไม่ได้อ่าน", "not read yet"),
    "refused": ("อ่านไม่ได้", "unreadable"),
    "choose": ("รอให้เลือกหรือยืนยัน", "waiting for a choice"),
    "none": ("ไม่พบโครงการ", "of no known project"),
    "several": ("ตรงกับหลายโครงการ", "fitting several projects"),
    "doubled": ("โครงการซ้ำในไฟล์", "doubled in the file"),
    "no-key": ("ไม่บอกว่าโครงการใด", "telling no project"),
    "moves": ("มีหมุดอยู่แล้ว", "with a pin already"),
    "changed": ("หมุดเปลี่ยนไประหว่างที่ดู", "moved by somebody meanwhile"),
}
