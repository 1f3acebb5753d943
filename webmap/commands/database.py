"""The database that a command works on: running, and up to date."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import psycopg

import layers
from geo.cluster import owner_url, private_cluster
from geo.migrate import migrate
from geo.settings import Settings
from webmap.commands.in_use import in_use

MIGRATIONS = Path(layers.__path__[0]) / "migrations"


@contextmanager
def running_cluster(settings: Settings) -> Iterator[None]:
    """Have the private cluster run, where it is used; the last command that uses it stops it at the end.

    One that was started by `eplan db start` is left running.
    """
    if not settings.private_cluster:
        yield
        return
    cluster = private_cluster(settings)
    signal.signal(signal.SIGTERM, _stop)
    with in_use(cluster):
        yield


def bring_up_to_date(settings: Settings) -> int:
    """Apply the migrations that are missing and the code lists; return how many migrations."""
    from layers.code_tables import sync

    url = owner_url(settings)
    applied = migrate(url, MIGRATIONS)
    with psycopg.connect(url) as connection:
        sync(connection)
    return applied


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
