"""`eplan up`, `migrate` and `serve`: from a machine with the packages to a portal that answers."""

import errno
import socket
import sys

import click
import psycopg

from geo.cluster import owner_url
from geo.errors import Refused
from geo.settings import Settings
from webmap.commands.database import bring_up_to_date, running_cluster
from webmap.commands.demo import load_demo


@click.command()
@click.option("--host", help="Address to listen on (EPLAN_HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (EPLAN_PORT).")
def up(host: str | None, port: int | None) -> None:
    """Start the private cluster, migrate, load the demonstration when empty, and serve."""
    settings = _settings(host, port)
    _port_is_free(settings)
    with running_cluster(settings):
        bring_up_to_date(settings)
        if _empty(settings):
            load_demo(settings)
        _serve(settings)


@click.command()
@click.option("--host", help="Address to listen on (EPLAN_HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (EPLAN_PORT).")
def serve(host: str | None, port: int | None) -> None:
    """Serve the portal; the database must run and be migrated."""
    settings = _settings(host, port)
    _port_is_free(settings)
    _serve(settings)


@click.command()
def migrate() -> None:
    """Bring the database's schema and code lists up to date."""
    settings = Settings()
    with running_cluster(settings):
        click.echo(f"{bring_up_to_date(settings)} migrations applied")


def _settings(host: str | None, port: int | None) -> Settings:
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    return Settings().model_copy(update=given)


def _empty(settings: Settings) -> bool:
    with psycopg.connect(owner_url(settings)) as connection:
        return connection.execute("SELECT 1 FROM authority LIMIT 1").fetchone() is None


def _port_is_free(settings: Settings) -> None:
    """Raise `Refused` where the portal could not listen, before anything is started."""
    try:
        family, kind, *_, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise _not_listening(settings, error) from error


def _not_listening(settings: Settings, error: OSError) -> Refused:
    if error.errno == errno.EADDRINUSE:
        return Refused(
            f"พอร์ต {settings.port} ที่ {settings.host} ไม่ว่าง ปิดโปรแกรมที่ใช้อยู่ก่อน หรือกำหนด EPLAN_PORT ใหม่",
            f"Port {settings.port} on {settings.host} is taken; stop what uses it or set EPLAN_PORT.",
        )
    why = error.strerror or error
    return Refused(
        f"เปิดรับที่ {settings.host} พอร์ต {settings.port} ไม่ได้ ({why}) ตรวจ EPLAN_HOST และ EPLAN_PORT",
        f"Cannot listen on {settings.host}, port {settings.port} ({why}); check EPLAN_HOST and EPLAN_PORT.",
    )


def _serve(settings: Settings) -> None:
    from webmap.server import serve_portal

    accounts = settings.home_path / "demo-accounts.csv"
    click.echo(f"eplan: http://{settings.host}:{settings.port}/")
    if accounts.exists():
        click.echo(f"บัญชีสาธิต / demonstration accounts: {accounts}")
    sys.stdout.flush()
    serve_portal(settings)
