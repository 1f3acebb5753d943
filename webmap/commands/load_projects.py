"""`eplan load projects`: projects from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.thai.dates import parse_fiscal_year
from geo.thai.unreadable import Unreadable
from webmap.commands.loading import loading, pairs, progress_bar, say_json, say_refused, say_remarks

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
@click.option("--map", "mapped", multiple=True, metavar="COLUMN=FIELD", help="Take a column as a field.")
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
    """Load projects from FILE: CSV, XLSX, GeoPackage, shapefile, GeoJSON. All of it or nothing."""
    from etl.projects.giveback import give_back
    from etl.projects.load import Wishes, load_projects
    from etl.projects.opening import Manner

    manner = Manner(**{name: options.pop(name) for name in ("sheet", "layer", "encoding", "crs")})
    said = {column: field for field, column in pairs("--map", mapped).items()}
    asked = Wishes(columns=said, manner=manner, **options)
    with loading(username) as (database, account), progress_bar() as tell:
        outcome = load_projects(database, file, asked, account=account, progress=tell)
    if report is not None:
        give_back(file, manner, outcome, report)
    if as_json:
        say_json(outcome.as_dict(), outcome.refused, asked.accept_good)
        return
    _say(outcome)
    say_refused(outcome.refused, asked.accept_good)


def _say(report: "ProjectsReport") -> None:
    click.echo(f"{report.file} · {report.understood}")
    click.echo("  " + " · ".join(f"{column} → {field}" for field, column in report.columns.taken.items()))
    if report.columns.ignored:
        click.echo(f"  ไม่ใช้ / ignored: {', '.join(report.columns.ignored)}")
    if report.totals:
        click.echo(f"  แถวรวมที่ข้าม / totals left out: {', '.join(map(str, report.totals))}")
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
    if report.dry_run:
        click.echo("ทดลองเท่านั้น ไม่ได้บันทึก / dry run: nothing was written")
