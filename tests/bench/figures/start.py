"""The second start: from the command to `/readyz`, with the cluster stopped and the nation in it."""

import os
import signal
import subprocess
import time

from tests.bench.figure import Figure, Result, seconds
from tests.bench.process import end
from tests.bench.servers import free_port, until_ready
from tests.bench.stage import EPLAN, ROOT, Stage

ROUNDS = 4
GOAL_SECONDS = 6.0
PATIENCE = 60
SETTLE = 1.5
"""Seconds that the last of the portal's processes may start after the first."""


def measure(stage: Stage) -> Result:
    """Start all, wait until it is ready, and stop all, round after round; then once after a kill -9."""
    starts = []
    for _ in range(ROUNDS):
        stage.cluster.stop()
        starts.append(_start(stage, signal.SIGINT))
    _start(stage, signal.SIGKILL)
    recovered = _start(stage, signal.SIGINT)
    return Result(
        [
            Figure(
                f"second start to /readyz ({' '.join(_shown())})",
                seconds(starts),
                "",
                "",
                "< 6 s",
                max(starts) < GOAL_SECONDS,
            ),
            Figure("  start after kill -9 of the portal", seconds([recovered])),
        ]
    )


def _start(stage: Stage, ending: signal.Signals) -> float:
    port = free_port()
    process = subprocess.Popen(
        _command(),
        env=stage.environment(EPLAN_PORT=port, EPLAN_HOST="127.0.0.1"),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    begun = time.perf_counter()
    try:
        until_ready(port, "/readyz", process, PATIENCE)
        taken = time.perf_counter() - begun
        time.sleep(SETTLE)
        return taken
    finally:
        if ending == signal.SIGKILL and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        end(process)


def _command() -> list[str]:
    set_up = all((ROOT / ".setup" / name).exists() for name in ("run", "browser-packages"))
    return ["make", "run"] if set_up else [str(EPLAN), "up"]


def _shown() -> list[str]:
    command = _command()
    return [command[0].rpartition("/")[2], *command[1:]]
