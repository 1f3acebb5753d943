"""`eplan db`: the private cluster."""

import click

from geo.cluster import OWNER, Cluster, private_cluster
from geo.errors import Refused
from geo.settings import Settings
from webmap.commands.in_use import keep


@click.group()
def db() -> None:
    """Start, stop and look at the private PostgreSQL cluster."""


@db.command()
def start() -> None:
    """Start the private cluster, making it when there is none."""
    cluster = _own()
    started = cluster.start()
    keep(cluster)
    click.echo("started" if started else "runs already")


@db.command()
def stop() -> None:
    """Stop the private cluster."""
    click.echo("stopped" if _own().stop() else "did not run")


@db.command()
def status() -> None:
    """Say whether the private cluster runs."""
    cluster = _own()
    click.echo(f"{'runs' if cluster.running() else 'stopped'}  {cluster.data}")


@db.command()
def url() -> None:
    """Print the owner's address of the private database."""
    click.echo(_own().url(OWNER))


def _own() -> Cluster:
    settings = Settings()
    if not settings.private_cluster:
        raise Refused(
            "ใช้ฐานข้อมูลตาม EPLAN_DATABASE_URL อยู่ จึงไม่มีคลัสเตอร์ส่วนตัวให้สั่ง",
            "EPLAN_DATABASE_URL names a database, so there is no private cluster to command.",
        )
    return private_cluster(settings)
