"""`eplan load projects`: projects from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.errors import Refused
from geo.thai.dates import parse_fiscal_year
from geo.thai.unreadable import Unreadable
from webmap.commands.loading import (
    SHOWN,
    loading,
    pairs,
    progress_bar,
    say_json,
    say_refused,
    say_remarks,
)

if TYPE_CHECKING:
    from etl.projects.report import ProjectsReport


class FiscalYear(click.ParamType[int]):
    """A fiscal year of the Buddhist era, kept as its C.E. year."""

    name = "year"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the year; anything else is wrong usage."""
        try:
            return parse_fiscal_year(str(value))
        except Unreadable as error:
            self.fail(str(error), param, ctx)


@click.command()
@click.argument("file")
@click.option("--authority", metavar="CODE", help="Whose projects all rows are.")
@click.option("--fiscal-year", type=FiscalYear(), metavar="BE", help="The fiscal year of all rows.")
@click.option(
    "--map", "mapped", multiple=True, metavar="COLUMN=FIELD", help="Take a column as a field, or as `ignore`."
)
@click.option("--crs", metavar="C", help="The coordinate system of bare numbers, such as EPSG:32647.")
@click.option("--encoding", metavar="E", help="utf-8 or cp874; found out where not said.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; the likeliest where not said.")
@click.option("--layer", metavar="NAME", help="The layer of a GeoPackage that has several.")
@click.option("--accept-good", is_flag=True, help="Load the good rows where others are refused.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.xlsx",
    help="Give the rows back.",
)
@click.option("--as", "username", metavar="USERNAME", help="The account that acts.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def projects(
    file: str,
    mapped: tuple[str, ...],
    report: Path | None,
    username: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Load projects from FILE: CSV, XLSX, XLS, ODS, GeoPackage, shapefile, GeoJSON. All of it or nothing."""
    from etl.projects.columns import WrongMap
    from etl.projects.giveback import give_back
    from etl.projects.load import Wishes, load_projects
    from etl.projects.opening import Manner

    manner = Manner(**{name: options.pop(name) for name in ("sheet", "layer", "encoding", "crs")})
    asked = Wishes(columns=_said(mapped), manner=manner, **options)
    if report is not None:
        _check_report(file, report)
    try:
        with loading(username) as (database, account), progress_bar() as tell:
            outcome = load_projects(database, file, asked, account=account, progress=tell)
    except WrongMap as error:
        raise click.BadParameter(str(error), param_hint="--map") from error
    if not as_json:
        _say(outcome)
    if report is not None:
        give_back(file, manner, outcome, report)
    if as_json:
        say_json(outcome.as_dict(), outcome.refused, outcome.written is not None)
    else:
        say_refused(outcome.refused, outcome.written is not None)


def _said(mapped: tuple[str, ...]) -> dict[str, str]:
    """Return the field of each column named; wrong usage where one is named twice or has no `=`."""
    said: dict[str, str] = {}
    for text in mapped:
        ((field, column),) = pairs("--map", [text]).items()
        if column in said:
            raise click.BadParameter(f"“{column}” is mapped twice", param_hint="--map")
        said[column] = field
    return said


def _check_report(file: str, report: Path) -> None:
    from etl.projects.giveback import check_target

    try:
        check_target(file, report)
    except Refused as error:
        raise click.BadParameter(str(error), param_hint="--report") from error


def _say(report: "ProjectsReport") -> None:
    from etl.projects.columns import listed
    from etl.projects.refusal import printable

    taken = report.columns.taken.items()
    click.echo(f"{report.file} · {report.understood}")
    click.echo("  " + " · ".join(f"{printable(column)} → {field}" for field, column in taken))
    if report.columns.ignored:
        click.echo(f"  ไม่ใช้ / ignored: {listed(report.columns.ignored)}")
    _say_left_out(report)
    say_remarks(report.remarks)
    done = report.written
    if done is not None:
        click.echo(
            f"{report.rows:,} แถว/rows: +{done.inserted:,} ~{done.updated:,} ={done.unchanged:,} "
            f"×{report.refused_rows:,} · มีพิกัด/placed {done.placed:,}"
        )
        click.echo(
            f"อนุมัติ/approved {done.approved:,} · สัญญา/contracted {done.contracted:,}"
            f" · เบิกจ่าย/paid {done.paid:,}"
        )
    if report.loaded:
        _say_findings(report)
    if report.dry_run:
        click.echo("ทดลองเท่านั้น ไม่ได้บันทึก / dry run: nothing was written")


def _say_findings(report: "ProjectsReport") -> None:
    from layers.checks import rules

    if report.findings is None:
        click.echo("มากเกินกว่าจะตรวจพร้อมกัน ให้สั่ง eplan check / too many to be checked at once: run eplan check")
        return
    number = sum(report.findings.values())
    click.echo(f"ข้อที่ควรตรวจ/things to check {number:,}" + (" (/checks)" if number else ""))
    for code, count in report.findings.items():
        click.echo(f"  {count:>7,}  {rules()[code].thai} · {rules()[code].english}")


def _say_left_out(report: "ProjectsReport") -> None:
    if report.left_out:
        click.echo(f"  ไม่ใช่โครงการ จึงข้าม / left out, no projects: {len(report.left_out):,}")
    for row in report.left_out[:SHOWN]:
        click.echo(f"    แถว/row {row.row} ({row.kind}) {row.text}")
    if len(report.left_out) > SHOWN:
        click.echo("    … (--json)")
