"""`eplan locate`: what places a text, or every row of a table, can mean."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from psycopg import Connection

from geo.cluster import portal_url
from geo.database import Database, Row
from geo.errors import Refused
from geo.settings import Settings
from webmap.cli import REFUSED
from webmap.commands.database import running_cluster
from webmap.commands.loading import progress_bar

if TYPE_CHECKING:
    from etl.locating.table import Located
    from layers.locating import Judged, Judgement


@click.command()
@click.argument("text", required=False)
@click.option("--within", metavar="CODE", help="The area or authority in which the place should lie.")
@click.option("--crs", metavar="C", help="The system of numbers that say none, such as EPSG:24047.")
@click.option(
    "--file", "table", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="TABLE",
    help="Read every row of a table (CSV, XLSX, XLS, ODS) instead of TEXT.",
)  # fmt: skip
@click.option("--column", "columns", multiple=True, metavar="NAME", help="The table's columns of places.")
@click.option("--within-column", metavar="NAME", help="The column of codes or names to judge each row by.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; the likeliest where not said.")
@click.option("--encoding", metavar="E", help="utf-8 or cp874; found out where not said.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.xlsx|.csv",
    help="Give the table's rows back with what was understood.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print machine-readable output.")
@click.pass_context
def locate(
    context: click.Context,
    /,
    text: str | None,
    *,
    table: Path | None,
    report: Path | None,
    as_json: bool,
    **said: Any,
) -> None:
    """Say what places TEXT can mean, best first: degrees, UTM, MGRS, plus codes, links, WKT, GeoJSON."""
    if (text is None) == (table is None):
        raise click.UsageError("Give TEXT or --file, one of the two.")
    if table is not None:
        _table(table, report, as_json, **said)
        return
    within, crs = said.pop("within"), said.pop("crs")
    if report is not None or any(said.values()):
        raise click.UsageError("--report, --column, --within-column, --sheet, --encoding go with --file.")
    _one(context, text or "", within, crs, as_json)


def _one(context: click.Context, text: str, within: str | None, crs: str | None, as_json: bool) -> None:
    from layers.locating import Asked, Judge

    with _reading() as connection:
        judge = Judge(connection)
        judgement = judge.one(Asked(text, judge.within(within) if within else None, crs))
    if as_json:
        click.echo(json.dumps(judgement.as_dict(), ensure_ascii=False))
    else:
        _say(judgement)
    context.exit(REFUSED if judgement.refused else 0)


def _table(table: Path, report: Path | None, as_json: bool, **said: Any) -> None:
    from etl.locating.giveback import check_target, give_back
    from etl.locating.table import Wishes, located, open_located

    if report is None:
        raise click.UsageError("--file needs --report OUT.xlsx or OUT.csv to give the rows back.")
    try:
        check_target(table, report)
    except Refused as error:
        raise click.BadParameter(str(error), param_hint="--report") from error
    wishes: Wishes = Wishes(**said)
    with _reading() as connection, progress_bar() as tell, open_located(table, wishes) as opened:
        found = located(opened, wishes, connection, tell)
        give_back(found, report)
    _say_table(table, found, report, as_json)


@contextmanager
def _reading() -> Iterator[Connection[Row]]:
    settings = Settings()
    with running_cluster(settings):
        database = Database(portal_url(settings), size=1).open()
        try:
            with database.reading() as connection:
                yield connection
        finally:
            database.close()


def _say(judgement: "Judgement") -> None:
    if judgement.refused:
        click.echo(f"{judgement.thai}\n{judgement.english}", err=True)
        return
    click.echo(f"{judgement.thai}\n{judgement.english}")
    for judged in judgement.readings:
        _say_reading(judged)


def _say_reading(judged: "Judged") -> None:
    from layers.locating.saying import metres, places_th

    reading = judged.reading
    click.echo(f"\n{reading.lat:.7f}, {reading.lon:.7f}  {places_th(judged.areas) or '–'}")
    click.echo(
        f"  {reading.notation.thai} · {reading.notation.english} · {reading.crs} · {reading.operation}"
    )
    if reading.shape is not None:
        click.echo(f"  {reading.shape.geom_type}")
    for repair in reading.repairs:
        click.echo(f"  แก้/mended: {repair.thai} · {repair.english}")
    if judged.distance_m is not None:
        thai, english = metres(judged.distance_m)
        click.echo("  อยู่ในพื้นที่ · within the area" if judged.inside else f"  ห่าง {thai} · {english} away")
    click.echo(f"  ความเชื่อมั่น · confidence {judged.confidence:.2f}")


def _say_table(table: Path, found: "Located", report: Path, as_json: bool) -> None:
    from etl.locating.giveback import STATUS

    columns = found.places.names if found.places else ()
    counts = {status: found.counts.get(status, 0) for status in STATUS}
    if as_json:
        answer = {"file": table.name, "columns": list(columns), "rows": sum(counts.values())}
        click.echo(json.dumps({**answer, **counts, "report": str(report)}, ensure_ascii=False))
        return
    click.echo(f"{table.name}: {' + '.join(columns)}")
    for status, number in counts.items():
        click.echo(f"  {STATUS[status]}: {number:,}")
    click.echo(f"→ {report}")
