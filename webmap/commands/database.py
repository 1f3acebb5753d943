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

MIGRATIONS = Path(layers.__path__[0]) / "migrations"


@contextmanager
def running_cluster(settings: Settings) -> Iterator[None]:
    """Have the private cluster run, where it is used; stop it at the end if this started it."""
    if not settings.private_cluster:
        yield
        return
    cluster = private_cluster(settings)
    signal.signal(signal.SIGTERM, _stop)
    started = cluster.start()
    try:
        yield
    finally:
        if started:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            cluster.stop()


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
