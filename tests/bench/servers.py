"""The servers under test, each as in production: ours by `eplan serve`, the peer tipg by uvicorn."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, unquote, urlsplit

from tests.bench.process import CommandFailed, end
from tests.bench.stage import EPLAN, ROOT, Stage

WORKERS = 2
UVICORN = ROOT / ".venv-bench" / "bin" / "uvicorn"
STARTING = 60


@contextmanager
def portal(stage: Stage, cache_mb: int) -> Iterator[int]:
    """Serve our portal on a free port of 127.0.0.1 and return the port; 0 MB of cache is none."""
    port = free_port()
    environment = stage.environment(
        EPLAN_PORT=port, EPLAN_HOST="127.0.0.1", EPLAN_WORKERS=WORKERS, EPLAN_TILE_CACHE_MB=cache_mb
    )
    with _serving([str(EPLAN), "serve"], environment, port, "/readyz"):
        yield port


@contextmanager
def tipg(stage: Stage) -> Iterator[int]:
    """Serve the peer's table with tipg, by its defaults, on a free port of 127.0.0.1 and return the port."""
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": _as_dsn(stage.url()),
        "TIPG_DB_SCHEMAS": '["peer"]',
    }
    command = [str(UVICORN), "tipg.main:app", "--host", "127.0.0.1", "--port", str(port)]
    with _serving([*command, "--workers", str(WORKERS), "--no-access-log"], environment, port, "/healthz"):
        yield port


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_ready(port: int, path: str, process: "subprocess.Popen[str]", patience: float) -> float:
    """Wait until a server answers 200; return the seconds waited. Raises `CommandFailed`."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < patience:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                if answer.status == 200:
                    return time.perf_counter() - begun
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise CommandFailed(f"{path} on port {port} did not become ready")


@contextmanager
def _serving(command: list[str], environment: dict[str, str], port: int, ready: str) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        until_ready(port, ready, process, STARTING)
        yield
    finally:
        end(process)


def _as_dsn(url: str) -> str:
    """Return an address with the socket's directory as its host, which tipg's settings take."""
    parts = urlsplit(url)
    directory = unquote(parts.query.removeprefix("host="))
    return f"postgresql://{parts.username}:{parts.password}@{quote(directory, safe='')}{parts.path}"
