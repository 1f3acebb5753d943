"""Boundaries from a file into an edition of one level, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import psycopg
from psycopg import Connection

from etl.areas import edition as editions
from etl.areas import store
from etl.areas.edition import Details, Standing
from etl.areas.features import AreaFile, read_file
from etl.areas.gather import Areas, gather
from etl.areas.publisher import NOT_STATED, source_and_licence
from etl.areas.report import AreasReport
from etl.areas.roles import Roles, find_roles
from etl.areas.shift import shifted
from etl.outcome import Progress, RefusedRow, Remark
from geo.database import Database, Row
from geo.errors import BadRequest, Forbidden, Refused
from layers.areas.level import LEVELS, Level

SYSTEM = 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator says of a file, or wants done with it; None is found out or left as it is.

    `columns` names the roles of columns, `code`, `name_th` and `name_en`, where the values do not tell.
    `current` decides whether the edition becomes the one in use (`edition.becomes_current` says when
    it does by itself). `replace` lets a file take most of an edition's areas away; `accept_good` loads
    the good features where others are refused.
    """

    level: Level | None = None
    edition: str | None = None
    source: str | None = None
    licence: str | None = None
    valid_from: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    current: bool | None = None
    replace: bool = False
    accept_good: bool = False
    dry_run: bool = False


def load_areas(  # noqa: PLR0913
    database: Database,
    path: str | Path,
    *,
    account: int = SYSTEM,
    level: Level | None = None,
    edition: str | None = None,
    encoding: str | None = None,
    crs: str | None = None,
    source: str | None = None,
    licence: str | None = None,
    valid_from: date | None = None,
    columns: Mapping[str, str] | None = None,
    current: bool | None = None,
    replace: bool = False,
    accept_good: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> AreasReport:
    """Load a file of boundaries into an edition; `Wishes` says what the options mean.

    Nothing is written when any feature is refused (see the report's `refused`), unless `accept_good`,
    nor on a dry run, nor on an error. The same file again changes nothing. Raises `Refused` when the
    file as a whole cannot be taken, `Forbidden` when the account is no admin's.
    """
    wishes = Wishes(
        level=level,
        edition=edition,
        source=source,
        licence=licence,
        valid_from=valid_from,
        columns=columns or {},
        current=current,
        replace=replace,
        accept_good=accept_good,
        dry_run=dry_run,
    )
    _check(wishes)
    tell = progress or (lambda _step, _part: None)
    file = read_file(path, encoding, crs, lambda part: tell("read", part))
    tell("check", 0)
    return _load(database, account, file, wishes, tell)


def _load(database: Database, account: int, file: AreaFile, wishes: Wishes, tell: Progress) -> AreasReport:
    roles = find_roles(file.features.texts, wishes.level, wishes.columns)
    areas, refused = gather(file.features, roles)
    refused = sorted([*file.refused, *refused], key=lambda row: row.row)
    details = _details(file, roles, wishes)
    report = _report(file, roles, areas, refused, details)
    report.dry_run = wishes.dry_run
    if _nothing_to_load(areas, refused, wishes):
        return report
    tell("write", 0)
    with database.acting(account) as connection:
        _only_admins(connection)
        _write(connection, areas, details, wishes, report)
        if wishes.dry_run:
            raise psycopg.Rollback
    tell("write", 1)
    report.loaded = not wishes.dry_run
    return report


def _check(wishes: Wishes) -> None:
    if wishes.level is not None and wishes.level not in LEVELS:
        raise BadRequest(
            f"ระดับ “{wishes.level}” ใช้ไม่ได้ ต้องเป็น {', '.join(LEVELS)}",
            f"The level “{wishes.level}” will not do; it must be one of {', '.join(LEVELS)}.",
        )


def _nothing_to_load(areas: Areas, refused: list[RefusedRow], wishes: Wishes) -> bool:
    if not refused:
        return False
    reasons = {row.english for row in refused}
    if not areas.codes and len(reasons) == 1:
        raise Refused(
            f"ทั้ง {len(refused):,} รูปในไฟล์ใช้ไม่ได้ด้วยเหตุเดียวกัน: {refused[0].thai}",
            f"All {len(refused):,} features of the file are refused for one reason: {refused[0].english}",
        )
    return not (wishes.accept_good and areas.codes)


def _only_admins(connection: Connection[Row]) -> None:
    row = connection.execute("SELECT acting_is_admin() AS may").fetchone()
    if not (row and row["may"]):
        raise Forbidden("เฉพาะผู้ดูแลระบบเท่านั้นที่โหลดแนวเขตได้", "Only an administrator may load boundaries.")


def _details(file: AreaFile, roles: Roles, wishes: Wishes) -> Details:
    source, licence = source_and_licence(file.features.texts, file.name)
    valid_from = wishes.valid_from or roles.valid_from
    return Details(
        level=roles.level,
        name=wishes.edition or _edition_name(file.name, valid_from),
        source=wishes.source or source,
        licence=wishes.licence or licence,
        valid_from=valid_from,
        valid_to=roles.valid_to,
        file_name=file.name,
        file_sha256=file.sha256,
    )


def _edition_name(file_name: str, day: date | None) -> str:
    stem = file_name.partition(".")[0]
    return stem if day is None or f"{day:%Y%m%d}" in stem else f"{stem} {day.isoformat()}"


def _report(
    file: AreaFile, roles: Roles, areas: Areas, refused: list[RefusedRow], details: Details
) -> AreasReport:
    return AreasReport(
        file=file.name,
        dry_run=False,
        level=roles.level,
        edition=details.name,
        source=details.source,
        licence=details.licence,
        valid_from=details.valid_from,
        valid_to=details.valid_to,
        columns=roles.columns,
        encoding=file.encoding,
        crs=file.crs,
        operation=file.operation,
        rows=len(file.features.rows),
        areas=len(areas.codes),
        remarks=[*_of_details(details), *areas.remarks],
        refused=refused,
    )


def _of_details(details: Details) -> list[Remark]:
    if details.licence != NOT_STATED:
        return []
    return [
        Remark(
            "licence-not-stated",
            "ไฟล์ไม่บอกสัญญาอนุญาต ระบุด้วย --licence และที่มาด้วย --source",
            "The file does not state its licence; give it by --licence, and its source by --source.",
        )
    ]


def _write(
    connection: Connection[Row], areas: Areas, details: Details, wishes: Wishes, report: AreasReport
) -> None:
    """Compare with what stands, and unless it is a dry run, swap; the report tells what was done."""
    editions.lock_level(connection, details.level)
    store.stage(connection, areas)
    before = editions.named(connection, details.level, details.name)
    editions.check_replacing(before, details, len(areas.codes), wishes.replace)
    now = editions.current(connection, details.level)
    report.current, report.current_why = editions.becomes_current(
        wishes.current, before, now, details.valid_from
    )
    for name, number in store.compare(connection, before.id if before else None).items():
        setattr(report, name, number)
    report.remarks += shifted(connection, now)
    report.compared = True
    if not wishes.dry_run:
        _swap(connection, areas, details, before, report)


def _swap(
    connection: Connection[Row],
    areas: Areas,
    details: Details,
    before: Standing | None,
    report: AreasReport,
) -> None:
    edition = before.id if before and editions.same_details(connection, before.id, details) else None
    edition = edition or editions.put(connection, details)
    becomes = report.current and not (before and before.is_current)
    if becomes:
        store.make_current(connection, edition)
    if not report.nothing_new:
        store.swap(connection, edition, details.level)
        store.draw(connection, edition, areas)
    if becomes or (report.current and not report.nothing_new):
        report.places_derived = store.derive_places(connection)
