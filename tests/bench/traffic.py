"""Sending requests from the client's own process, and reading what came of them."""

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.bench.client import Answer
from tests.bench.stage import ROOT


class BadAnswers(Exception):
    """A server answered with errors."""


@dataclass(frozen=True)
class Pass:
    """Every path asked for once: the seconds it took, and the answers in the order of the paths."""

    seconds: float
    answers: list[Answer]

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.answers) / self.seconds


def ask(
    port: int, paths: list[str], connections: int = 1, passes: int = 1, unpack: bool = False
) -> list[Pass]:
    """Ask a server on 127.0.0.1 for every path once a pass; raises `BadAnswers` if any is no success."""
    order = {
        "port": port,
        "paths": paths,
        "connections": connections,
        "passes": passes,
        "unpack": unpack,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.client"],
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=600,
    )
    found = [Pass(p["seconds"], [Answer(**a) for a in p["answers"]]) for p in json.loads(done.stdout)]
    for each in found:
        _check(each, paths)
    return found


def _check(done: Pass, paths: list[str]) -> None:
    bad = [answer for answer in done.answers if answer.status not in (200, 204)]
    if bad or len(done.answers) != len(paths):
        first = f"{bad[0].status} for {paths[bad[0].at]}" if bad else "answers are missing"
        raise BadAnswers(f"{len(bad)} of {len(paths)} requests failed, the first: {first}")
