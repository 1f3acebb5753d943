"""Loading a file of projects: all of it, or, when asked, its good rows; or only saying what would happen."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from psycopg import Connection

from etl.outcome import Progress, Remark
from etl.projects.checked import Ask, Defaults, check
from etl.projects.columns import check_enough, find_columns
from etl.projects.doubtful import Doubtful
from etl.projects.opening import Manner, Opened, open_projects
from etl.projects.owners import read_authorities
from etl.projects.remarks import Remarks
from etl.projects.report import ProjectsReport
from etl.projects.stand_ins import StandIns
from etl.projects.writing import Writer
from geo.database import Database, Row
from geo.datum import read_crs
from geo.errors import Forbidden, Refused
from layers.checks import check_touched
from layers.projects.rules import said_plainly

SYSTEM = 1
MOST_FAULTS = 100_000
"""Faults of a file after which it is read no further."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller says: an authority's code and a fiscal year (C.E.) for all rows, columns as fields.

    `accept_good` loads the good rows where others are refused; `dry_run` writes nothing.
    """

    authority: str | None = None
    fiscal_year: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = field(default_factory=Manner)
    accept_good: bool = False
    dry_run: bool = False


class _NotWritten(Exception):
    """Ends the transaction without writing; the report is kept."""


def load_projects(
    database: Database,
    path: Path | str,
    wishes: Wishes,
    *,
    account: int = SYSTEM,
    progress: Progress | None = None,
) -> ProjectsReport:
    """Load a file on behalf of an account, in one transaction, and tell what happened.

    Nothing is written when a row is refused and `accept_good` is not wished: the report then names every
    one. Raises `Refused` for a file that cannot be read safely or has no project, `BadRequest` for wishes
    that do not fit it, `NotFound` for an authority that does not exist, `Forbidden` for an account that
    plans for nobody.
    """
    if wishes.manner.crs is not None:
        read_crs(wishes.manner.crs)
    with open_projects(path, wishes.manner) as opened:
        found = find_columns(opened.columns, wishes.columns, wishes.fiscal_year)
        columns = replace(found, unit=opened.unit)
        told = {"authority": wishes.authority is not None, "fiscal_year": wishes.fiscal_year is not None}
        check_enough(columns, **told)
        report = ProjectsReport(Path(path).name, opened.understood, columns, dry_run=wishes.dry_run)
        with suppress(_NotWritten), said_plainly(), database.acting(account) as connection:
            _check_seats(connection)
            doubtful = Doubtful(database, wishes.manner.crs)
            _Load(connection, opened, wishes, report, doubtful, progress or (lambda _step, _part: None)).run()
    return report


def _check_seats(connection: Connection[Row]) -> None:
    row = connection.execute(
        "SELECT acting_is_admin() OR acting_authorities('planning') <> '{}' AS may"
    ).fetchone()
    if not (row and row["may"]):
        raise Forbidden(
            "บัญชีนี้ไม่มีตำแหน่งงานแผนที่ใด จึงโหลดโครงการไม่ได้",
            "The account holds no planning seat anywhere, so it may not load projects.",
        )


@dataclass(slots=True)
class _Load:
    """One file on its way into the database."""

    connection: Connection[Row]
    opened: Opened
    wishes: Wishes
    report: ProjectsReport
    doubtful: Doubtful
    tell: Progress

    def run(self) -> None:
        """Read, check and write; raise `_NotWritten` where nothing is to stay written."""
        report, wishes = self.report, self.wishes
        ask = self._ask()
        note = f"ปรับตามไฟล์ {report.file}"
        with Writer(
            self.connection, note, writing=not wishes.dry_run, accept_good=wishes.accept_good
        ) as writer:
            self._read(ask, writer)
            self.tell("write", 0.0)
            done = writer.finish()
        report.refused.extend(done.faults)
        if self._acceptable(done.written.rows):
            report.written = done.written
        if wishes.dry_run or report.written is None:
            raise _NotWritten
        if done.touched is not None:
            checked = check_touched(self.connection, done.touched)
            report.findings = checked.found if checked else None
        self.tell("write", 1.0)
        report.loaded = True

    def _ask(self) -> Ask:
        authorities = read_authorities(self.connection)
        own = authorities.of_code(self.wishes.authority) if self.wishes.authority else None
        defaults = Defaults(own, self.wishes.fiscal_year, self.wishes.manner.crs)
        stand_ins = StandIns(self.doubtful.database)
        return Ask(self.report.columns, defaults, authorities, self.doubtful.read, stand_ins.find)

    def _read(self, ask: Ask, writer: Writer) -> None:
        """Read and check the file; the good rows are on their way to the database meanwhile."""
        report, remarks, programme = self.report, Remarks(), None
        for batch in self.opened.batches:
            checked = check(batch, ask, programme)
            programme = checked.programme
            report.rows += len(checked.good) + len({fault.row for fault in checked.refused})
            report.refused.extend(checked.refused)
            report.left_out.extend(checked.left_out)
            remarks.add(checked)
            if report.refused and not self.wishes.accept_good:
                writer.writing = False
            if len(report.refused) + len(writer.outcome.faults) >= MOST_FAULTS:
                writer.writing = False
                report.remarks.append(_too_many(report.rows))
                break
            writer.put(checked.good)
            self.tell("read", batch.frame.progress)
        if report.rows == 0:
            raise Refused(
                "ไม่พบแถวที่เป็นโครงการในไฟล์ ตรวจว่าเลือกแผ่นงานถูกต้อง และหัวตารางมีชื่อโครงการ",
                "No row of the file is a project; check the sheet, and that its header names the title.",
            )
        report.remarks.extend(remarks.all(self.opened.other_sheets, report.columns))

    def _acceptable(self, good: int) -> bool:
        """Whether what there is of good rows may be written."""
        faults = len(self.report.refused)
        return faults == 0 or (self.wishes.accept_good and good > 0 and faults < MOST_FAULTS)


def _too_many(rows: int) -> Remark:
    return Remark(
        "too-many-faults",
        f"มีที่ต้องแก้เกิน {MOST_FAULTS:,} แห่งใน {rows:,} แถวแรก จึงหยุดอ่านเพียงนั้น",
        f"More than {MOST_FAULTS:,} faults were found in the first {rows:,} rows, so it was read no further.",
    )
