"""Serving the portal with granian, a production WSGI server: several processes, each with its threads."""

import os
import signal
from typing import Any

from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from geo.settings import Settings
from webmap.exports import making
from webmap.locating import sending as tables
from webmap.photos import sending as pictures
from webmap.wsgi import portal

SECONDS_TO_STOP = 10
DEAR = (making.TURNS, tables.TURNS, pictures.TURNS)
"""What has threads of its own: those at it, or waiting for it, are not taken from the pages and tiles."""


def serve_portal(settings: Settings) -> None:
    """Serve until interrupted; ends every process that it started."""
    os.environ["EPLAN_HOST"], os.environ["EPLAN_PORT"] = settings.host, str(settings.port)
    server = Granian(
        "webmap.wsgi:portal",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads + sum(turns.threads for turns in DEAR),
        backpressure=settings.threads * 16,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
        log_access=False,
    )
    server.serve(target_loader=worker)


def worker(*_asked: Any, **_more: Any) -> Flask:
    """Return the portal for one process of the server.

    A terminal sends its interrupt to every process at once; only the server's first one acts on it and ends
    the others, which would hang if they met the signal themselves.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    return portal()
