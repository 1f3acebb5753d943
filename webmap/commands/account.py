"""`eplan account`: people's accounts, their seats, and one-time links to set a password."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from psycopg import Connection

from geo.cluster import portal_url
from geo.database import Database, Row
from geo.settings import Settings
from layers.accounts import people
from webmap.commands.database import running_cluster

SYSTEM = 1
as_json = click.option("--json", "as_json", is_flag=True, help="Print machine-readable output.")


@click.group()
def account() -> None:
    """Accounts: who may sign in, and for which office."""


@account.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(people.ROLES), help="What the seat is for.")
@click.option("--authority", metavar="CODE", help="The authority (อปท.) that the seat belongs to.")
@click.option("--area", metavar="CODE", help="The amphoe (4 digits) or province (2) that is supervised.")
@click.option("--display-name", metavar="TEXT", help="The name that pages show; the user name if none.")
@as_json
def add(  # noqa: PLR0913, PLR0917 - one for each option
    name: str, role: str, authority: str | None, area: str | None, display_name: str | None, as_json: bool
) -> None:
    """Add an account NAME with a seat, or a further seat to an account there is.

    Prints a link, good once and for seven days, at which the person sets the password.
    """
    with _acting() as (settings, connection):
        token = people.add_account(connection, name, people.NewSeat(role, authority, area), display_name)
    _say_link(settings, name, token, as_json)


@account.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List the accounts with the seats that they hold today."""
    with _acting() as (_, connection):
        accounts = people.list_accounts(connection)
    if as_json:
        click.echo(json.dumps([_plain(each) for each in accounts], ensure_ascii=False))
        return
    for each in accounts:
        state = "" if each.is_active else "  (ended)"
        click.echo(f"{each.username}{state}  {each.display_name}  {'; '.join(each.seats) or '–'}")


@account.command()
@click.argument("name")
@as_json
def reset(name: str, as_json: bool) -> None:
    """Forget NAME's password, end its sessions, and print a new link."""
    with _acting() as (settings, connection):
        token = people.new_link(connection, name)
    _say_link(settings, name, token, as_json)


@account.command()
@click.argument("name")
@as_json
def end(name: str, as_json: bool) -> None:
    """End NAME: its seats end today, its sessions at once. What it did stays in the history."""
    with _acting() as (_, connection):
        seats = people.end_account(connection, name)
    click.echo(
        json.dumps({"username": name, "seats_ended": seats}) if as_json else f"{name}: {seats} seats ended"
    )


@contextmanager
def _acting() -> Iterator[tuple[Settings, Connection[Row]]]:
    settings = Settings()
    with running_cluster(settings):
        database = Database(portal_url(settings), size=1).open()
        try:
            with database.acting(SYSTEM) as connection:
                yield settings, connection
        finally:
            database.close()


def _say_link(settings: Settings, name: str, token: str, as_json: bool) -> None:
    link = f"http://{settings.host}:{settings.port}/activate/{token}" if token else None
    if as_json:
        click.echo(json.dumps({"username": name, "activation": link}))
    elif link:
        click.echo(link)
    else:
        click.echo(f"{name}: seat added to the account there is")


def _plain(each: people.Listed) -> dict[str, Any]:
    return {
        "username": each.username,
        "display_name": each.display_name,
        "is_active": each.is_active,
        "is_demo": each.is_demo,
        "created_at": each.created_at.isoformat(),
        "seats": each.seats,
    }
