"""`eplan demo`: the demonstration, for a database that is still empty."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cluster import portal_url
from geo.database import Database
from geo.settings import Settings, make_home
from webmap.commands.database import bring_up_to_date, running_cluster

if TYPE_CHECKING:
    from etl.demo.load import DemoReport


@click.command()
@click.option("--new-passwords", is_flag=True, help="Give the demonstration accounts new passwords.")
@click.option("--json", "as_json", is_flag=True, help="Print what there is as JSON.")
def demo(new_passwords: bool, as_json: bool) -> None:
    """Load the demonstration: Chiang Rai with invented authorities, projects and people."""
    settings = Settings()
    with running_cluster(settings):
        bring_up_to_date(settings)
        report = load_demo(settings, quiet=as_json)
        if new_passwords and not report.fresh:
            _renew(settings)
    if as_json:
        click.echo(json.dumps({**asdict(report), "accounts_file": str(accounts_file(settings))}))


def load_demo(settings: Settings, quiet: bool = False) -> "DemoReport":
    """Load the demonstration unless it is loaded already, and say so; the database runs and is migrated.

    Raises `Refused` when the database holds other data.
    """
    from etl.demo.load import load_demonstration

    database = Database(portal_url(settings), size=2).open()
    try:
        report = load_demonstration(database, accounts_file(settings))
    finally:
        database.close()
    if not quiet:
        was = "โหลดข้อมูลสาธิตแล้ว / demonstration loaded" if report.fresh else "มีอยู่แล้ว / loaded already"
        click.echo(f"{was}: {report.authorities} อปท./authorities, {report.projects} โครงการ/projects")
    return report


def accounts_file(settings: Settings) -> Path:
    """Return where the demonstration's accounts stand."""
    return make_home(settings) / "demo-accounts.csv"


def _renew(settings: Settings) -> None:
    from etl.demo.load import new_passwords

    database = Database(portal_url(settings), size=2).open()
    try:
        new_passwords(database, accounts_file(settings))
    finally:
        database.close()
