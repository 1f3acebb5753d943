"""`eplan backup` and `eplan restore`: everything, one file."""

from pathlib import Path

import click

from geo import archive
from geo.cluster import owner_url
from geo.settings import Settings
from webmap.commands.database import bring_up_to_date, running_cluster

FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@FILE
def backup(file: Path) -> None:
    """Write everything the database holds to FILE."""
    settings = Settings()
    with running_cluster(settings):
        size = archive.backup(owner_url(settings), file)
    click.echo(f"{file}: {size / 1e6:,.1f} MB")


@click.command()
@FILE
@click.option("--yes", is_flag=True, help="Do not ask before everything in the database is replaced.")
def restore(file: Path, yes: bool) -> None:
    """Replace everything in the database by what FILE holds."""
    if not yes:
        click.confirm(
            "ข้อมูลทั้งหมดในฐานข้อมูลจะถูกแทนที่ / Everything in the database will be replaced. OK?", abort=True
        )
    settings = Settings()
    with running_cluster(settings):
        archive.restore(owner_url(settings), file)
        bring_up_to_date(settings)
    click.echo(f"restored from {file}")
