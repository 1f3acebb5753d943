"""What the `eplan load` commands share: the database, who acts, progress, and what is said at the end."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from etl.outcome import RefusedRow, Remark
from geo.cluster import portal_url
from geo.database import Database
from geo.errors import NotFound, Refused
from geo.settings import Settings
from geo.thai.dates import parse_date
from geo.thai.unreadable import Unreadable
from webmap.cli import REFUSED
from webmap.commands.database import running_cluster

SYSTEM = 1
SHOWN = 20
"""Refused rows, and remarks of one kind, that are printed; --json has all."""

_STEPS = {"read": "อ่าน / reading", "check": "ตรวจ / checking", "write": "บันทึก / writing"}

Tell = Callable[[str, float], None]


class Day(click.ParamType[date]):
    """A day of the Buddhist era or an ISO date."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; anything else is wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except Unreadable as error:
            self.fail(str(error), param, ctx)


def pairs(option: str, texts: Sequence[str]) -> dict[str, str]:
    """Return right side → left side of `LEFT=RIGHT` texts; wrong usage where one has no `=`."""
    found: dict[str, str] = {}
    for text in texts:
        left, sign, right = text.rpartition("=")
        if not (sign and left.strip() and right.strip()):
            raise click.BadParameter(f"“{text}” is not A=B", param_hint=option)
        found[right.strip()] = left.strip()
    return found


@contextmanager
def loading(username: str | None) -> Iterator[tuple[Database, int]]:
    """Open the database and find the account on whose behalf the command acts: the system's by default.

    Raises `NotFound` when there is no such account.
    """
    settings = Settings()
    with running_cluster(settings):
        database = Database(portal_url(settings), size=2).open()
        try:
            yield database, _account(database, username) if username else SYSTEM
        finally:
            database.close()


def _account(database: Database, username: str) -> int:
    query = "SELECT id FROM account WHERE username = lower(%s) AND is_active"
    found = database.rows(query, [username], account=SYSTEM)
    if not found:
        raise NotFound(f"ไม่มีบัญชี “{username[:60]}” ที่ใช้งานอยู่", f"There is no active account “{username[:60]}”.")
    return int(found[0]["id"])


@contextmanager
def progress_bar() -> Iterator[Tell]:
    """Show how far a loading is, on a terminal only."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(_STEPS["read"], total=1.0)

        def tell(step: str, part: float) -> None:
            bar.update(task, description=_STEPS.get(step, step), completed=part)

        yield tell


def say_json(report: Mapping[str, Any], refused: Sequence[RefusedRow], rest: bool) -> None:
    """Print a report as JSON; rows refused are an error, with status 1, unless the `rest` was taken."""
    if not refused or rest:
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    error = _refusal(refused)
    words = {"kind": type(error).__name__, "thai": error.thai, "english": error.english}
    click.echo(json.dumps({"error": words, "report": report}, ensure_ascii=False))
    sys.exit(REFUSED)


def say_remarks(remarks: Sequence[Remark]) -> None:
    """Print remarks, kind by kind, the first few of each."""
    for kind, number in Counter(remark.kind for remark in remarks).items():
        click.echo(f"{kind}: {number:,}")
        for remark in [remark for remark in remarks if remark.kind == kind][:SHOWN]:
            head = f"{remark.code} " if remark.code else ""
            click.echo(f"  {head}{remark.thai}\n  {' ' * len(head)}{remark.english}")
        if number > SHOWN:
            click.echo("  … (--json)")


def say_refused(refused: Sequence[RefusedRow], rest: bool) -> None:
    """Print refused rows; raises `Refused` unless the `rest` was taken."""
    for row in refused[:SHOWN]:
        where = f"แถว/row {row.row} {row.column} “{row.value}”"
        click.echo(f"{where}: {row.thai}\n  {row.english}", err=True)
    if len(refused) > SHOWN:
        click.echo(f"… +{len(refused) - SHOWN:,} (--json)", err=True)
    if refused and not rest:
        raise _refusal(refused)


def _refusal(refused: Sequence[RefusedRow]) -> Refused:
    return Refused(
        f"ใช้ไม่ได้ {len(refused):,} แถว จึงไม่ได้เปลี่ยนแปลงอะไร แก้แถวเหล่านั้น หรือสั่ง --accept-good เพื่อโหลดแถวที่เหลือ",
        f"{len(refused):,} rows are refused and nothing was changed. Mend them, or say --accept-good to load "
        "the rest.",
    )
