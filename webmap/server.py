"""Serving the portal with granian, a production WSGI server: several processes, each with its threads."""

import os

from granian import Granian
from granian.constants import Interfaces

from geo.settings import Settings


def serve_portal(settings: Settings) -> None:
    """Serve until interrupted; ends every process that it started."""
    os.environ["EPLAN_HOST"], os.environ["EPLAN_PORT"] = settings.host, str(settings.port)
    server = Granian(
        "webmap.wsgi:portal",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=settings.workers,
        blocking_threads=settings.threads,
        backpressure=settings.threads * 16,
        respawn_failed_workers=True,
        log_access=False,
    )
    server.serve()
