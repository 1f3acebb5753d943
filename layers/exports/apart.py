"""Exports made in a process of their own, so that the portal goes on answering.

GDAL holds Python's lock while it writes, and the memory of a large export is given back only when its
process ends. The message goes through standard input, since others can read a command's arguments. The
input stays open as long as the portal lives; when it closes, the process ends.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import Any

import layers
from geo import errors
from geo.errors import EplanError, Unavailable
from layers.exports.order import Order, as_message, from_message
from layers.exports.run import Written, write_export

SECONDS = 15 * 60


def write_apart(url: str, order: Order, path: Path, seconds: float = SECONDS) -> Written:
    """Do what `write_export` does, in another process; raises what it would.

    Raises `Unavailable` when it takes longer than so many seconds.
    """
    message = {"url": url, "path": str(path), "order": as_message(order)}
    with _process() as process:
        assert process.stdin and process.stdout  # noqa: S101
        try:
            process.stdin.write(json.dumps(message) + "\n")
            process.stdin.flush()
            process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise _too_long(seconds) from error
        except BrokenPipeError:
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.wait()
        finally:
            process.kill()
        return _read_answer(process.stdout.read(), process.returncode)


def _process() -> "subprocess.Popen[str]":
    root = str(Path(layers.__path__[0]).parent)
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
    return subprocess.Popen(
        [sys.executable, "-m", "layers.exports"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    )


def _read_answer(answer: str, status: int) -> Written:
    if not answer:
        raise RuntimeError(f"the export process ended without an answer, status {status}")
    told: dict[str, Any] = json.loads(answer)
    if "error" in told:
        raise _as_error(**told["error"])
    return Written(**told | {"sums": {name: Decimal(value) for name, value in told["sums"].items()}})


def _as_error(kind: str, thai: str, english: str) -> EplanError:
    made: EplanError = getattr(errors, kind)(thai, english)
    return made


def _too_long(seconds: float) -> Unavailable:
    return Unavailable(
        f"จัดทำไฟล์ไม่เสร็จภายใน {seconds / 60:.0f} นาที ให้เลือกปีงบประมาณหรือพื้นที่ให้แคบลง หรือเลือก GeoPackage ซึ่งเร็วที่สุด",
        f"The file was not done within {seconds / 60:.0f} minutes. Narrow it down by fiscal year or area, or "
        "take a GeoPackage, which is the fastest.",
    )


def serve_one() -> None:
    """Make the one export that standard input asks for, and answer on standard output."""
    message = json.loads(sys.stdin.readline())
    Thread(target=_end_with_the_portal, daemon=True).start()
    try:
        written = write_export(message["url"], from_message(message["order"]), Path(message["path"]))
        answer = vars(written) | {"sums": {name: str(value) for name, value in written.sums.items()}}
    except EplanError as error:
        answer = {"error": {"kind": type(error).__name__, "thai": error.thai, "english": error.english}}
    sys.stdout.write(json.dumps(answer))


def _end_with_the_portal() -> None:
    sys.stdin.read()
    os._exit(1)
