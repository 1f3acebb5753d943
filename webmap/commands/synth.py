"""`eplan synth`: a synthetic nation for benchmarks, or a file of its projects."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cluster import owner_url, portal_url
from geo.database import Database
from geo.settings import Settings
from geo.thai.clock import thai_today
from webmap.commands.database import bring_up_to_date, running_cluster

if TYPE_CHECKING:
    from etl.synth.projects import Plan
    from etl.synth.write import Progress


@click.command()
@click.option("--projects", type=click.IntRange(0), required=True, help="How many projects.")
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="Another seed, other projects."
)
@click.option("--yes", is_flag=True, help="Go ahead in a database that holds other data.")
@click.option(
    "--csv", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write a file to load instead."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def synth(projects: int, seed: int, yes: bool, file: Path | None, as_json: bool) -> None:
    """Make a synthetic nation of 7,849 authorities with so many projects, for benchmarks."""
    from etl.synth.projects import Plan

    plan = Plan(projects, seed, thai_today(), all_placed=file is not None)
    with _bar(projects) as progress:
        authorities = _into_file(file, plan, progress) if file else _into_database(plan, yes, progress)
    if as_json:
        click.echo(json.dumps({"projects": projects, "new_authorities": authorities, "seed": seed}))
    else:
        click.echo(f"{projects:,} โครงการ/projects, {authorities:,} อปท./authorities")


def _into_file(file: Path, plan: "Plan", progress: "Progress") -> int:
    from etl.synth.import_file import write_csv

    write_csv(file, plan, progress)
    return 0


def _into_database(plan: "Plan", yes: bool, progress: "Progress") -> int:
    from etl.synth.boundaries import load_shipped
    from etl.synth.write import check_empty, write_nation

    settings = Settings()
    with running_cluster(settings):
        bring_up_to_date(settings)
        if not yes:
            check_empty(owner_url(settings))
        database = Database(portal_url(settings), size=2).open()
        try:
            load_shipped(database)
        finally:
            database.close()
        return write_nation(owner_url(settings), plan, progress)


@contextmanager
def _bar(length: int) -> Iterator["Progress"]:
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    with click.progressbar(length=length, label="projects", file=sys.stderr) as bar:
        yield lambda done: bar.update(done - bar.pos)
