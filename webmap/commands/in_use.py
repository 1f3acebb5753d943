"""Who uses the private cluster: it is started by the first command and stopped by the last.

Locks of files tell it, which the system releases when a process ends in any way.
"""

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from geo.cluster import Cluster


@contextmanager
def in_use(cluster: Cluster) -> Iterator[None]:
    """Keep the cluster running; stop it at the end where a command started it and no other uses it."""
    with _file(cluster.home / "use.lock") as use:
        _lock(use, fcntl.LOCK_SH)  # waits while another command is stopping the cluster
        with _file(cluster.home / "start.lock") as start:
            _lock(start, fcntl.LOCK_EX)
            if cluster.start():
                _mark(cluster).touch()
        try:
            yield
        finally:
            _leave(cluster, use)


def keep(cluster: Cluster) -> None:
    """Have no command stop the cluster: it was asked for by itself."""
    _mark(cluster).unlink(missing_ok=True)


def _mark(cluster: Cluster) -> Path:
    """Return the file that says that commands started the cluster."""
    return cluster.home / "started-by-command"


def _leave(cluster: Cluster, use: int | None) -> None:
    _lock(use, fcntl.LOCK_UN)
    if _mark(cluster).exists() and _lock(use, fcntl.LOCK_EX | fcntl.LOCK_NB):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        cluster.stop()
        keep(cluster)


@contextmanager
def _file(path: Path) -> Iterator[int | None]:
    """Open a file to be locked; None where the home may only be read."""
    with ExitStack() as opened:
        descriptor = None
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            opened.callback(os.close, descriptor)
        yield descriptor


def _lock(file: int | None, how: int) -> bool:
    """Lock or unlock a file; False where another holds it."""
    if file is None:
        return True
    try:
        fcntl.flock(file, how)
    except BlockingIOError:
        return False
    return True
