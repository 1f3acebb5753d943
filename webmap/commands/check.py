"""`eplan check`: run the checks over the nation, an area or one authority."""

import json
import time
from typing import Any

import click

from webmap.commands.loading import SYSTEM, loading, progress_bar


@click.command()
@click.option("--authority", metavar="CODE", help="The projects of one authority.")
@click.option("--area", metavar="CODE", help="Those of the authorities of an area (2, 4 or 6 digits).")
@click.option("--rule", "codes", multiple=True, metavar="R", help="Only this rule; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="Print machine-readable output.")
def check(authority: str | None, area: str | None, codes: tuple[str, ...], as_json: bool) -> None:
    """Look for places and projects that hardly can be right, over the nation where nothing is said."""
    from layers.checks.rule import rules_of
    from layers.checks.run import NOTHING, check_authorities
    from layers.checks.wanted import batches

    if authority and area:
        raise click.UsageError("Give --authority or --area, one of the two.")
    chosen, done, begun = rules_of(codes), NOTHING, time.monotonic()
    with loading(None) as (database, _), progress_bar() as tell:
        with database.reading(SYSTEM) as connection:
            wanted = batches(connection, authority, area)
        whole = sum(count for _, count in wanted) or 1
        for ids, _ in wanted:
            with database.acting(SYSTEM) as connection:
                done += check_authorities(connection, ids, chosen)
            tell("check", min(done.projects / whole, 1.0))
    report: dict[str, Any] = {
        "projects": done.projects,
        "findings": {rule.code: done.found.get(rule.code, 0) for rule in chosen},
        "new": done.new,
        "gone": done.gone,
        "seconds": round(time.monotonic() - begun, 1),
    }
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    click.echo(f"{done.projects:,} โครงการ/projects · {report['seconds']} s")
    for rule in chosen:
        click.echo(f"  {done.found.get(rule.code, 0):>7,}  {rule.thai} · {rule.english}")
    click.echo(f"ใหม่/new {done.new:,} · หายไป/gone {done.gone:,}")
