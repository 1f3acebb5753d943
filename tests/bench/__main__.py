"""`python -m tests.bench`: build the nation, measure every part, print the table, keep it in the papers.

BENCH_PROJECTS (2,000,000) and BENCH_ROWS (1,000,000) make it smaller for a trial, which leaves the papers
alone; BENCH_ONLY names the parts to measure, with commas. A part that fails or hangs costs the others
nothing.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from tests.bench.figure import Figure, Result
from tests.bench.report import document, table
from tests.bench.scratch import SCRATCH
from tests.bench.stage import ROOT, Stage, build, raised, stage_of

PARTS = {
    "tambon": 240,
    "import_rows": 600,
    "geopackage": 420,
    "tile_latency": 700,
    "other_tiles": 240,
    "tile_throughput": 300,
    "checks": 600,
    "pages": 240,
    "start": 180,
}
"""The parts, and the seconds after which each is given up."""

PAPER = ROOT / "docs" / "benchmarks.md"


def main() -> int:
    """Measure everything; the exit status is 1 when a part failed, whatever the figures are."""
    stage = stage_of(dict(os.environ))
    stage.home.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in os.environ.get("BENCH_ONLY", ",".join(PARTS)).split(",") if name]
    begun = time.perf_counter()
    with raised(stage):
        results = {"nation": _nation(stage)}
        if not _failed(results["nation"]):
            results |= {name: _part(stage, name) for name in wanted}
        stage.cluster.start()
        text = document(stage, results, time.perf_counter() - begun)
        _clear(stage)
    print(table(results))
    paper = PAPER if stage.full and wanted == list(PARTS) else stage.home / "benchmarks.md"
    paper.parent.mkdir(exist_ok=True)
    paper.write_text(text, "utf-8")
    print(f"\n{paper.relative_to(ROOT) if paper.is_relative_to(ROOT) else paper}")
    return int(any(_failed(result) for result in results.values()))


def _clear(stage: Stage) -> None:
    """Leave the nation for the next run, and nothing else that is large."""
    stage.drop_database(SCRATCH)
    shutil.rmtree(stage.home / "files", ignore_errors=True)


def _nation(stage: Stage) -> Result:
    _say(f"building a nation of {stage.projects:,} projects")
    try:
        taken = build(stage)
    except (subprocess.SubprocessError, psycopg.Error) as error:
        return _not_measured("synthetic nation", str(error))
    ours = "stood already" if taken is None else f"{taken:.0f} s"
    return Result([Figure(f"synthetic nation of {stage.projects:,} projects", ours)])


def _part(stage: Stage, name: str) -> Result:
    """Measure a part in its own process, and end all that it started when it takes too long."""
    _say(name)
    out, log = stage.home / f"{name}.json", stage.home / f"{name}.log"
    out.unlink(missing_ok=True)
    stage.cluster.start()
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.part", name, str(out)],
            cwd=ROOT,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        why = _ended(process, PARTS[name])
    if why is None and out.exists():
        return Result.from_json(json.loads(out.read_text("utf-8")))
    return _not_measured(name, why or _last_line(log))


def _ended(process: "subprocess.Popen[bytes]", patience: float) -> str | None:
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        # The part ends the servers and commands that it started when it is interrupted.
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
        return f"given up after {patience} s"
    return None if process.returncode == 0 else ""


def _not_measured(name: str, why: str) -> Result:
    _say(f"  failed: {why}")
    return Result([Figure(name, f"failed: {why}"[:120], met=False)])


def _failed(result: Result) -> bool:
    return any(figure.ours.startswith("failed") for figure in result.figures)


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "no word why"


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
