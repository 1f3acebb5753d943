"""Running a command and measuring it whole: its time, and the most memory that it and its children held."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

INTERVAL = 0.1


class CommandFailed(Exception):
    """A measured command ended with an error, or took too long."""


@dataclass(frozen=True)
class Run:
    """A finished command: seconds by the wall clock, and peak memory in MB (10^6 bytes)."""

    seconds: float
    peak_mb: float
    output: str


def measured(command: list[str], environment: dict[str, str], timeout: float, cwd: Path | None = None) -> Run:
    """Run a command to its end.

    Memory is the largest sum, sampled every 0.1 s, of the proportional set sizes of the command and its
    children, but no less than the command's own peak as the kernel counts it. Raises `CommandFailed`.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    watch = _Watch(process.pid)
    try:
        output, _ = process.communicate(timeout=timeout)
        taken = time.perf_counter() - begun
    except subprocess.TimeoutExpired:
        raise CommandFailed(f"{Path(command[0]).name} took longer than {timeout:.0f} s") from None
    finally:
        end(process)
        peak = watch.stop()
    if process.returncode != 0:
        raise CommandFailed(f"{Path(command[0]).name} ended with {process.returncode}: {output[-800:]}")
    return Run(taken, peak / 1e6, output)


def end(process: "subprocess.Popen[str]") -> None:
    """End a process that leads its own session, and all its children; gently first."""
    for number, patience in ((signal.SIGINT, 15), (signal.SIGKILL, 15)):
        if process.poll() is not None:
            return
        os.killpg(process.pid, number)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue


class _Watch:
    """Samples the memory of a tree of processes until it is stopped."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._done = pid, 0, Event()
        self._thread = Thread(target=self._sample, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Return the peak in bytes."""
        self._done.set()
        self._thread.join()
        return self._peak

    def _sample(self) -> None:
        while not self._done.wait(INTERVAL):
            held = sum(_held(pid) for pid in _tree(self._pid))
            self._peak = max(self._peak, held, _own_peak(self._pid))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in _read(task).split()]
    return found


def _held(pid: int) -> int:
    return _field(_read(Path(f"/proc/{pid}/smaps_rollup")), "Pss:")


def _own_peak(pid: int) -> int:
    return _field(_read(Path(f"/proc/{pid}/status")), "VmHWM:")


def _field(text: str, name: str) -> int:
    """Return a field that is given in kB, as bytes."""
    for line in text.splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
