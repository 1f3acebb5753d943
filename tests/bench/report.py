"""The table of figures, for the terminal and for `docs/benchmarks.md`."""

import os
import platform
import subprocess
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tests.bench.figure import Figure, Result
from tests.bench.stage import ROOT, Stage

HEAD = ("figure", "ours", "peer", "ratio", "goal", "met")
WORDS = {True: "yes", False: "NO", None: ""}


def table(results: dict[str, Result]) -> str:
    """Return one table of all figures, in columns for a terminal."""
    rows = [HEAD, *(_row(figure) for result in results.values() for figure in result.figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def document(stage: Stage, results: dict[str, Result], taken: float) -> str:
    """Return the paper: the machine, the table, what was missed, how it was measured, and the details."""
    figures = [figure for result in results.values() for figure in result.figures]
    method = (Path(__file__).parent / "method.md").read_text("utf-8").strip()
    parts = [
        "# Benchmarks",
        f"Written by `make bench` on {date.today()} in {taken / 60:.0f} minutes. {_machine(stage)}",
        _markdown(figures),
        _missed(figures),
        method,
        "## Details",
        *(note for result in results.values() for note in result.notes),
    ]
    return "\n\n".join(parts) + "\n"


def _row(figure: Figure) -> tuple[str, ...]:
    return figure.name, figure.ours, figure.peer, figure.ratio, figure.goal, WORDS[figure.met]


def _markdown(figures: list[Figure]) -> str:
    lines = ["| " + " | ".join(HEAD) + " |", "|---|---:|---:|---:|---:|---|"]
    return "\n".join([*lines, *("| " + " | ".join(_row(figure)) + " |" for figure in figures)])


def _missed(figures: list[Figure]) -> str:
    missed = [figure for figure in figures if figure.met is False]
    if not missed:
        return "## Missed\n\nEvery goal was met in this run."
    lines = [
        f"- {figure.name.strip()}: {_found(figure)}; the goal is {figure.goal or 'a measure'}"
        for figure in missed
    ]
    return "\n".join(["## Missed", "", *lines])


def _found(figure: Figure) -> str:
    return f"{figure.ours}, the ratio {figure.ratio}" if figure.ratio else figure.ours


def _machine(stage: Stage) -> str:
    """Say what it ran on, by its size and versions only."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    with stage.connected() as connection:
        row = connection.execute("SELECT current_setting('server_version'), postgis_lib_version()").fetchone()
    postgresql, postgis = (str(value).split()[0] for value in row or ("?", "?"))
    return (
        f"Machine: {os.cpu_count()} cores, {pages / 2**30:.0f} GiB of memory, {platform.machine()}; "
        f"PostgreSQL {postgresql}, PostGIS {postgis}, Python {platform.python_version()}, "
        f"granian {version('granian')}, {_peers()}, {_gdal()}."
    )


def _peers() -> str:
    names = ("tipg", "uvicorn")
    code = (
        f"from importlib.metadata import version; print(*(n + ' ' + version(n) for n in {names}), sep=', ')"
    )
    done = subprocess.run(
        [ROOT / ".venv-bench" / "bin" / "python", "-c", code], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "no tipg"


def _gdal() -> str:
    done = subprocess.run(["ogr2ogr", "--version"], capture_output=True, text=True, check=False)
    return f"ogr2ogr of {done.stdout.partition(',')[0].strip()}"
