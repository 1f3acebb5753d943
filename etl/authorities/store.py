"""Authorities into the database: staged, compared, and only what differs written, within one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import shapely
from psycopg import Connection

from etl.authorities.coverage import BY_DEFAULT, Covered
from etl.authorities.entry import Entry
from etl.authorities.office import Office
from etl.copying import copy_rows
from geo.database import Row
from geo.errors import BadRequest
from geo.sql import statement

_STAGED = """
COPY staged_authority (code, type, name_th, name_en, province_code, amphoe_code, supervising_level, area_km2,
  office, office_note, published) FROM STDIN (FORMAT BINARY)
"""
_TYPES = ["text"] * 7 + ["numeric", "bytea", "text", "bytea"]
_STAGED_COVERAGE = (
    "COPY staged_coverage (code, area_code, extent, source, by_default) FROM STDIN (FORMAT BINARY)"
)


@dataclass(frozen=True, slots=True)
class Record:
    """One authority ready to be stored."""

    entry: Entry
    km2: float | None
    office: Office
    covered: list[Covered]


def lock(connection: Connection[Row]) -> None:
    """Let other loadings of authorities wait until this transaction ends."""
    connection.execute("SELECT pg_advisory_xact_lock(hashtext('eplan authorities'))")


def recode(connection: Connection[Row], same: Mapping[str, str], day: date | None) -> int:
    """Give authorities new codes (new → old) from a day on, or today; return how many had theirs not yet.

    Raises `BadRequest` when an old code is not in force on that day.
    """
    done = 0
    for new, old in same.items():
        if connection.execute(_IS_RECODED, {"new": new, "old": old}).fetchone():
            continue
        values = {"new": new, "old": old, "day": day}
        if connection.execute(statement(__package__, "recode"), values).fetchone() is None:
            raise BadRequest(
                f"ไม่มี อปท. ที่ใช้รหัส {old} อยู่ในวันที่ {day or 'นี้'} จึงเปลี่ยนเป็น {new} ไม่ได้",
                f"No authority has the code {old} in force on {day or 'this day'}, so none can take {new}.",
            )
        done += 1
    return done


_IS_RECODED = """
SELECT 1 FROM authority_code AS n JOIN authority_code AS o USING (authority_id, scheme)
WHERE scheme = 'dla' AND n.code = %(new)s AND o.code = %(old)s
"""


def stage(connection: Connection[Row], records: Iterable[Record], source: str) -> None:
    """Put the records into temporary tables, and find those that the database has."""
    records = list(records)
    connection.execute(statement(__package__, "stage"))
    connection.execute(statement(__package__, "stage_coverage"))
    copy_rows(connection, _STAGED, _TYPES, map(_row, records))
    covered = (_covered(one, source) for record in records for one in record.covered)
    copy_rows(connection, _STAGED_COVERAGE, ["text", "text", "text", "text", "bool"], covered)
    connection.execute(statement(__package__, "match"))


def replaced(connection: Connection[Row]) -> list[Row]:
    """Return the staged codes that are no longer in force: `code`, `ended`, `followed_by`; unstage them."""
    rows = connection.execute(statement(__package__, "replaced")).fetchall()
    codes = [row["code"] for row in rows]
    for table in ("staged_authority", "staged_coverage"):
        connection.execute(f"DELETE FROM {table} WHERE code = ANY (%s)", [codes])  # noqa: S608
    return rows


def differences(connection: Connection[Row]) -> tuple[list[str], list[str], bool]:
    """Return the codes to be added, those to be changed, and whether any authority moves to another area."""
    new = connection.execute("SELECT code FROM staged_authority WHERE is_new ORDER BY code").fetchall()
    connection.execute(statement(__package__, "change"))
    changed = connection.execute("SELECT code, is_moved FROM staged_change ORDER BY code").fetchall()
    moved = any(row["is_moved"] for row in changed)
    return [row["code"] for row in new], [row["code"] for row in changed], moved


def apply(connection: Connection[Row], new: list[str], changed: list[str], valid_from: date | None) -> None:
    """Write what `differences` found; nothing is touched where there is nothing."""
    if changed:
        connection.execute(statement(__package__, "change_apply"))
    if new:
        connection.execute(statement(__package__, "add"), {"valid_from": valid_from or "-infinity"})
        connection.execute(statement(__package__, "match"))


def cover(connection: Connection[Row]) -> tuple[int, int]:
    """Bring the coverage up to the staged one; return how many rows were added and how many ended."""
    ended = connection.execute(
        statement(__package__, "coverage_end"), {"defaults": list(BY_DEFAULT)}
    ).rowcount
    if ended:
        connection.execute(statement(__package__, "coverage_end_apply"))
    added = connection.execute(statement(__package__, "coverage_new")).rowcount
    if added:
        connection.execute(statement(__package__, "coverage_add"))
    return added, ended


def missing(connection: Connection[Row]) -> list[Row]:
    """Return the authorities that the list lacks: `code`, `name_th`, `type`, `amphoe_code`."""
    return connection.execute(statement(__package__, "missing")).fetchall()


def derive_places(connection: Connection[Row]) -> None:
    """Have the areas of all projects found again: those without a place lie where their authority does."""
    connection.execute("SELECT derive_all_places()")


def _row(record: Record) -> tuple[Any, ...]:
    entry = record.entry
    return (
        entry.code,
        entry.type,
        entry.name_th,
        entry.name_en,
        entry.province_code,
        entry.amphoe_code,
        entry.supervising_level,
        None if record.km2 is None else Decimal(f"{record.km2:.12g}"),
        _point(record.office.place),
        record.office.note,
        _point(record.office.published),
    )


def _covered(one: Covered, source: str) -> tuple[str, str, str, str, bool]:
    return one.code, one.area_code, one.extent, one.source or source, one.source is not None


def _point(place: tuple[float, float] | None) -> bytes | None:
    return (
        None
        if place is None
        else shapely.to_wkb(shapely.set_srid(shapely.Point(place), 4326), include_srid=True)
    )
