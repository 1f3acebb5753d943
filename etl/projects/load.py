"""Loading a file of projects: all of it, or, when asked, its good rows; or only saying what would happen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from psycopg import Connection

from etl.outcome import Progress, Remark
from etl.projects.checked import Ask, Checked, Defaults, check
from etl.projects.columns import find_columns
from etl.projects.opening import Manner, Opened, open_projects
from etl.projects.owners import read_authorities
from etl.projects.report import ProjectsReport
from etl.projects.staging import drop, match, send, stage, write
from geo.database import Database, Row
from layers.projects.rules import said_plainly

SYSTEM = 1


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
    one. Raises `Refused` for a file that cannot be read safely, `BadRequest` for wishes that do not fit it,
    `NotFound` for an authority that does not exist.
    """
    tell = progress or (lambda _step, _part: None)
    report: ProjectsReport | None = None
    with open_projects(path, wishes.manner) as opened:
        columns = find_columns(opened.columns, wishes.columns)
        report = ProjectsReport(Path(path).name, opened.understood, columns, dry_run=wishes.dry_run)
        try:
            with said_plainly(), database.acting(account) as connection:
                _load(connection, opened, report, wishes, tell)
        except _NotWritten:
            pass
    return report


def _load(
    connection: Connection[Row], opened: Opened, report: ProjectsReport, wishes: Wishes, tell: Progress
) -> None:
    authorities = read_authorities(connection)
    own = authorities.of_code(wishes.authority) if wishes.authority else None
    ask = Ask(report.columns, Defaults(own, wishes.fiscal_year, wishes.manner.crs), authorities)
    stage(connection)
    _read(connection, opened, ask, report, tell)
    tell("write", 0.0)
    unwritable = match(connection)
    report.refused.extend(unwritable)
    if report.refused and not wishes.accept_good:
        raise _NotWritten
    drop(connection, [fault.row for fault in unwritable])
    report.written = write(connection, report.columns, f"ปรับตามไฟล์ {report.file}")
    tell("write", 1.0)
    if wishes.dry_run:
        raise _NotWritten
    report.loaded = True


def _read(
    connection: Connection[Row], opened: Opened, ask: Ask, report: ProjectsReport, tell: Progress
) -> None:
    """Read, check and stage the whole file."""
    strange: Counter[tuple[str, str]] = Counter()
    sums = _Sums()
    for batch in opened.batches:
        checked = check(batch, ask)
        send(connection, checked.good)
        report.rows += len(batch.frame.rows) - len(checked.totals)
        report.refused.extend(checked.refused)
        report.totals.extend(row for row, _text, _amount in checked.totals)
        strange.update(checked.unrecognised)
        sums.add(checked)
        tell("read", batch.frame.progress)
    report.remarks.extend(_strange(column, text, count) for (column, text), count in strange.items())
    report.remarks.extend(sums.remarks())


@dataclass(slots=True)
class _Sums:
    """The sum of the rows, held against the sums that the file itself states."""

    rows: Decimal = Decimal(0)
    stated: list[tuple[int, str, Decimal]] = field(default_factory=list)
    refused: bool = False

    def add(self, checked: Checked) -> None:
        self.rows += sum((Decimal(text) for text in checked.good["approved"].dropna()), Decimal(0))
        self.refused = self.refused or bool(checked.refused)
        self.stated += [(row, text, Decimal(amount)) for row, text, amount in checked.totals if amount]

    def remarks(self) -> list[Remark]:
        """Say where the file's grand total is not the sum of its rows."""
        return [
            Remark(
                "total-differs",
                f"แถว {row} เขียนว่ารวม {amount:,} บาท แต่แถวที่อ่านได้รวม {self.rows:,} บาท",
                f"Row {row} states a total of {amount:,} baht; the rows read add up to {self.rows:,}.",
                row=row,
            )
            for row, text, amount in self.stated
            if "ทั้งสิ้น" in text and amount != self.rows and not self.refused
        ]


def _strange(column: str, text: str, count: int) -> Remark:
    return Remark(
        "unrecognised",
        f"คอลัมน์ “{column}” มี “{text[:60]}” {count:,} แถว ซึ่งไม่อยู่ในบัญชีรหัส จึงเว้นว่างไว้",
        f"Column “{column}” has “{text[:60]}” in {count:,} rows, which is on no list; it was left empty.",
    )
