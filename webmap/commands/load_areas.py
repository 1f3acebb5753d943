"""`eplan load areas`: boundaries from a file."""

from typing import TYPE_CHECKING, Any

import click

from geo.thai.dates import format_date
from webmap.commands.loading import Day, loading, pairs, progress_bar, say_json, say_refused, say_remarks

if TYPE_CHECKING:
    from etl.areas.report import AreasReport


@click.command()
@click.argument("file")
@click.option(
    "--level", type=click.Choice(["province", "amphoe", "tambon"]), help="Found out where not said."
)
@click.option("--edition", metavar="NAME", help="The edition to load into; by default after file and date.")
@click.option("--source", metavar="TEXT", help="Who published the boundaries.")
@click.option("--licence", metavar="TEXT", help="Under which licence.")
@click.option("--valid-from", type=Day(), help="Since when they hold: 2022-01-22, 22/1/2565.")
@click.option("--encoding", metavar="E", help="utf-8 or cp874; found out where not said.")
@click.option("--crs", metavar="C", help="The coordinate system, such as EPSG:24047; wins over the file's.")
@click.option(
    "--map", "mapped", multiple=True, metavar="COLUMN=FIELD", help="FIELD is code, name_th or name_en."
)
@click.option("--current/--not-current", default=None, help="Use it, or keep it beside the current edition.")
@click.option("--replace", is_flag=True, help="Let the file take most of the edition's areas away.")
@click.option("--accept-good", is_flag=True, help="Load the good features where others are refused.")
@click.option("--as", "username", metavar="USERNAME", help="The account that acts; an administrator's.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def areas(file: str, mapped: tuple[str, ...], username: str | None, as_json: bool, **wishes: Any) -> None:
    """Load provinces, amphoe or tambon from FILE (shapefile, zipped or not, GeoPackage, GeoJSON)."""
    from etl.areas.load import load_areas

    columns = pairs("--map", mapped)
    with loading(username) as (database, account), progress_bar() as tell:
        report = load_areas(database, file, account=account, columns=columns, progress=tell, **wishes)
    if as_json:
        say_json(report.as_dict(), report.refused, report.compared)
    else:
        _say(report)


def _say(report: "AreasReport") -> None:
    say_remarks(report.remarks)
    say_refused(report.refused, report.compared)
    day = f" ใช้ตั้งแต่ {format_date(report.valid_from)}" if report.valid_from else ""
    click.echo(f"{report.edition} ({report.level}){day} · {report.source} · {report.licence}")
    click.echo(f"{report.encoding} · {report.crs} · {report.operation}")
    click.echo(
        f"{report.areas:,} พื้นที่/areas: +{report.added:,} ~{report.changed:,} -{report.removed:,} "
        f"={report.unchanged:,}"
    )
    if report.current_why:
        click.echo(f"{report.current_why.thai}\n{report.current_why.english}")
    if report.dry_run:
        click.echo("ทดลองเท่านั้น ไม่ได้บันทึก / dry run: nothing was written")
