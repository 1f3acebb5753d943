"""A list of authorities into the database, all or nothing: known ones brought up to date, new ones added."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
from psycopg import Connection

from etl.authorities import store
from etl.authorities.coverage import covered
from etl.authorities.entry import Cells, Checked, Entry
from etl.authorities.gazette import Gazette, provinces_at, read_gazette
from etl.authorities.gone import of_gone, of_replaced, perhaps_recoded
from etl.authorities.headings import KNOWN, find_columns
from etl.authorities.merge import merge, together
from etl.authorities.office import Office, counts, judge_offices
from etl.authorities.report import AuthoritiesReport
from etl.authorities.size import read_km2
from etl.authorities.store import Record
from etl.outcome import Progress, RefusedRow, Remark
from etl.readers.tables import open_table
from geo.database import Database, Row
from geo.errors import Forbidden, Refused

SYSTEM = 1


@dataclass(frozen=True, slots=True)
class _List:
    """The rows of a file, (number, cells), those that the reader refuses, and what was told of the file."""

    name: str
    encoding: str | None
    columns: dict[str, str]
    rows: list[tuple[int, Cells]]
    refused: list[RefusedRow]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator says of a list, or wants done with it.

    `columns` is field → heading where the headings do not tell. `same` is new code → old code of
    authorities that were given another code on `valid_from` (else today). `accept_good` loads the
    good rows where others are refused.
    """

    source: str | None = None
    valid_from: date | None = None
    same: Mapping[str, str] | None = None
    accept_good: bool = False
    dry_run: bool = False


def load_authorities(  # noqa: PLR0913
    database: Database,
    path: str | Path,
    *,
    account: int = SYSTEM,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    source: str | None = None,
    valid_from: date | None = None,
    same: Mapping[str, str] | None = None,
    accept_good: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> AuthoritiesReport:
    """Load a CSV or XLSX of authorities; `Wishes` says what the options mean.

    Authorities are known by DLA's code. Nothing is ever deleted: what the list no longer has is
    reported. Nothing is written when any row is refused (see the report's `refused`), unless
    `accept_good`, nor on a dry run, nor on an error; the same file again changes nothing. Raises
    `Refused` when the file as a whole cannot be taken, `Forbidden` when the account is no admin's.
    """
    wishes = Wishes(source, valid_from, same, accept_good, dry_run)
    tell = progress or (lambda _step, _part: None)
    listed = _read(path, encoding, columns or {}, tell)
    tell("check", 0)
    with database.acting(account) as connection:
        _only_admins(connection)
        store.lock(connection)
        records, report = _checked(connection, listed, wishes)
        if not records or (report.refused and not accept_good):
            raise psycopg.Rollback
        tell("write", 0)
        _write(connection, records, wishes, report)
        if dry_run:
            raise psycopg.Rollback
        report.loaded = True
    tell("write", 1)
    return report


def _read(path: str | Path, encoding: str | None, said: Mapping[str, str], tell: Progress) -> _List:
    with open_table(path, KNOWN, encoding=encoding) as table:
        columns = find_columns(table.columns, said)
        rows: list[tuple[int, Cells]] = []
        refused: list[RefusedRow] = []
        for frame in table.chunks:
            tell("read", frame.progress)
            wanted = frame.texts[list(columns.values())].to_numpy().tolist()
            cells = (dict(zip(columns, texts, strict=True)) for texts in wanted)
            numbered = [(int(row), one) for row, one in zip(frame.rows, cells, strict=True)]
            rows += [(row, one) for row, one in numbered if row not in frame.problems]
            refused += [_unread(row, fault.thai, fault.english) for row, fault in frame.problems.items()]
    if not rows and not refused:
        raise Refused("ไฟล์มีแต่หัวตาราง ไม่มีแถวข้อมูล", "The file has a header and no rows below it.")
    return _List(table.name, table.encoding, columns, rows, refused)


def _unread(row: int, thai: str, english: str) -> RefusedRow:
    return RefusedRow(row, "", "", thai, english)


def _only_admins(connection: Connection[Row]) -> None:
    row = connection.execute("SELECT acting_is_admin() AS may").fetchone()
    if not (row and row["may"]):
        raise Forbidden(
            "เฉพาะผู้ดูแลระบบเท่านั้นที่โหลดรายชื่อ อปท. ได้",
            "Only an administrator may load the list of authorities.",
        )


def _checked(
    connection: Connection[Row], listed: _List, wishes: Wishes
) -> tuple[list[Record], AuthoritiesReport]:
    """Check every row; the report has all that can be said before authorities are compared."""
    gazette = read_gazette(connection)
    checked = Checked(gazette, listed.columns)
    groups, contradicting = merge(checked.entries(listed.rows), listed.columns["code"])
    entries = [together(rows) for rows in groups.values()]
    offices = judge_offices(
        entries, gazette, lambda lons, lats: provinces_at(connection, gazette, lons, lats)
    )
    records, remarks = _records(groups, entries, offices, gazette)
    report = AuthoritiesReport(
        file=listed.name,
        dry_run=wishes.dry_run,
        source=wishes.source or listed.name,
        columns=listed.columns,
        encoding=listed.encoding,
        rows=len(listed.rows) + len(listed.refused),
        authorities=len(entries),
        types=dict(Counter(entry.type for entry in entries).most_common()),
        provinces=len({entry.province_code for entry in entries}),
        offices=counts(offices) if {"lat", "lon"} <= listed.columns.keys() else {},
        remarks=[*_without_boundaries(gazette), *checked.remarks, *remarks],
        refused=sorted([*listed.refused, *checked.refused, *contradicting], key=lambda row: row.row),
    )
    return records, report


def _records(
    groups: Mapping[str, list[Entry]], entries: Sequence[Entry], offices: Sequence[Office], gazette: Gazette
) -> tuple[list[Record], list[Remark]]:
    records: list[Record] = []
    remarks: list[Remark] = []
    for entry, office in zip(entries, offices, strict=True):
        km2, too_strange = read_km2(entry, gazette)
        areas, unknown = covered(groups[entry.code], gazette)
        records.append(Record(entry, km2, office, areas))
        remarks += [*_of_office(entry, office), *([too_strange] if too_strange else []), *unknown]
    return records, remarks


def _of_office(entry: Entry, office: Office) -> list[Remark]:
    if office.note is None:
        return []
    thai, _, english = office.note.partition("\n")
    return [Remark("office-not-trusted", thai, english, entry.code, entry.row)]


def _without_boundaries(gazette: Gazette) -> list[Remark]:
    if gazette.level is not None:
        return []
    return [
        Remark(
            "no-boundaries",
            "ยังไม่ได้โหลดแนวเขต จึงไม่ได้ตรวจว่าพิกัดสำนักงานอยู่ในจังหวัดที่ระบุ โหลดแนวเขตแล้วโหลดรายชื่ออีกครั้งได้",
            "No boundaries are loaded, so no office was checked against its province; load them, then this "
            "list again.",
        )
    ]


def _write(
    connection: Connection[Row], records: list[Record], wishes: Wishes, report: AuthoritiesReport
) -> None:
    """Compare with what stands and write what differs; the report tells what was done."""
    report.recoded = store.recode(connection, wishes.same or {}, wishes.valid_from)
    store.stage(connection, records, report.source)
    report.remarks += [of_replaced(row) for row in store.replaced(connection)]
    new, changed, moved = store.differences(connection)
    report.added, report.changed = len(new), len(changed)
    report.unchanged = len(records) - len(new) - len(changed)
    gone = store.missing(connection)
    store.apply(connection, new, changed, wishes.valid_from)
    report.coverage_added, report.coverage_ended = store.cover(connection)
    if moved:
        store.derive_places(connection)
    report.missing = [row["code"] for row in gone]
    added = set(new)
    fresh = [record.entry for record in records if record.entry.code in added]
    report.perhaps = perhaps_recoded(gone, fresh)
    report.remarks += [of_gone(row, report.perhaps) for row in gone]
    report.compared = True
