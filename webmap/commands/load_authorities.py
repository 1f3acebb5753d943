"""`eplan load authorities`: the list of local authorities from a file."""

from typing import TYPE_CHECKING, Any

import click

from webmap.commands.loading import Day, loading, pairs, progress_bar, say_json, say_refused, say_remarks

if TYPE_CHECKING:
    from etl.authorities.report import AuthoritiesReport


@click.command()
@click.argument("file")
@click.option("--source", metavar="TEXT", help="Who published the list; the file's name by default.")
@click.option("--valid-from", type=Day(), help="Since when new codes hold: 2026-06-10, 10/6/2569.")
@click.option("--encoding", metavar="E", help="utf-8 or cp874; found out where not said.")
@click.option("--map", "mapped", multiple=True, metavar="COLUMN=FIELD", help="Say what a column is.")
@click.option(
    "--same", multiple=True, metavar="NEW=OLD", help="The authority of code OLD has code NEW from now on."
)
@click.option("--accept-good", is_flag=True, help="Load the good rows where others are refused.")
@click.option("--as", "username", metavar="USERNAME", help="The account that acts; an administrator's.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def authorities(
    file: str,
    *,
    mapped: tuple[str, ...],
    same: tuple[str, ...],
    username: str | None,
    as_json: bool,
    **wishes: Any,
) -> None:
    """Load local authorities from FILE (CSV or XLSX with DLA's columns or like ones)."""
    from etl.authorities.load import load_authorities

    columns = pairs("--map", mapped)
    wishes["same"] = {new: old for old, new in pairs("--same", same).items()}
    with loading(username) as (database, account), progress_bar() as tell:
        report = load_authorities(database, file, account=account, columns=columns, progress=tell, **wishes)
    if as_json:
        say_json(report.as_dict(), report.refused, report.compared)
    else:
        _say(report)


def _say(report: "AuthoritiesReport") -> None:
    say_remarks(report.remarks)
    say_refused(report.refused, report.compared)
    types = ", ".join(f"{kind} {number:,}" for kind, number in report.types.items())
    click.echo(f"{report.authorities:,} อปท./authorities ({types}) · {report.provinces} จังหวัด/provinces")
    if report.offices:
        offices = ", ".join(f"{kind} {number:,}" for kind, number in report.offices.items())
        click.echo(f"พิกัดสำนักงาน/offices: {offices}")
    click.echo(
        f"+{report.added:,} ~{report.changed:,} ={report.unchanged:,} "
        f"ไม่มีในไฟล์/missing {len(report.missing):,}"
    )
    if report.dry_run:
        click.echo("ทดลองเท่านั้น ไม่ได้บันทึก / dry run: nothing was written")
