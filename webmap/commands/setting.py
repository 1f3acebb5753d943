"""`eplan setting`: what an administrator decides for the whole installation."""

import json

import click

from geo.cluster import portal_url
from geo.database import Database
from geo.settings import Settings
from layers.projects.drift import set_threshold, threshold
from layers.projects.rules import said_plainly
from webmap.commands.database import running_cluster

SYSTEM = 1


@click.group()
def setting() -> None:
    """Settings kept in the database."""


@setting.command()
@click.argument("metres", type=float, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print machine-readable output.")
def drift(metres: float | None, as_json: bool) -> None:
    """Show the METRES beyond which the places of a project need a reason, or change them."""
    settings = Settings()
    with running_cluster(settings):
        database = Database(portal_url(settings), size=1).open()
        try:
            with said_plainly(), database.acting(SYSTEM) as connection:
                if metres is not None:
                    set_threshold(connection, metres)
                found = threshold(connection)
        finally:
            database.close()
    click.echo(json.dumps({"drift_m": found}) if as_json else f"{found:g}")
