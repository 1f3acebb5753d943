"""A GeoPackage of all projects with their budget: `eplan export` beside `ogr2ogr`, in turn."""

import sqlite3
from contextlib import closing
from pathlib import Path
from statistics import median

from tests.bench.figure import Figure, Result, seconds, times
from tests.bench.process import Run, measured
from tests.bench.stage import EPLAN, ROOT, Stage, room

ROUNDS = 3
GOAL_RATIO, GOAL_MB = 2.0, 500.0
TIMEOUT = 300


def measure(stage: Stage) -> Result:
    """Write the same rows with both, round after round, and see that the counts agree."""
    folder = room(stage, "geopackage")
    mine, theirs = folder / "ours.gpkg", folder / "theirs.gpkg"
    rounds = [(_ours(stage, mine), _ogr2ogr(stage, theirs)) for _ in range(ROUNDS)]
    rows = _rows(mine)
    if rows != _rows(theirs):
        raise AssertionError(f"ours has {rows:,} rows, ogr2ogr's {_rows(theirs):,}")
    ours, peer = [r[0].seconds for r in rounds], [r[1].seconds for r in rounds]
    ratio, peak = median(peer) / median(ours), max(r[0].peak_mb for r in rounds)
    peers_peak = max(r[1].peak_mb for r in rounds)
    return Result(
        [
            Figure(
                f"GeoPackage of {rows:,} projects",
                seconds(ours),
                seconds(peer),
                times(ratio),
                "≥ 2 ×",
                ratio >= GOAL_RATIO,
            ),
            Figure(
                "  its peak memory",
                f"{peak:,.0f} MB",
                f"{peers_peak:,.0f} MB",
                times(peers_peak / peak),
                "≤ 500 MB",
                peak <= GOAL_MB,
            ),
        ],
        [f"GeoPackage sizes: ours {_mb(mine)}, that of `ogr2ogr` {_mb(theirs)}."],
    )


def _ours(stage: Stage, path: Path) -> Run:
    path.unlink(missing_ok=True)
    return measured([str(EPLAN), "export", "projects", str(path)], stage.environment(), TIMEOUT, ROOT)


def _ogr2ogr(stage: Stage, path: Path) -> Run:
    path.unlink(missing_ok=True)
    select = Path(__file__).with_suffix(".sql").read_text("utf-8")
    command = ["ogr2ogr", "-f", "GPKG", str(path), f"PG:{stage.url()}", "-nln", "projects", "-sql", select]
    return measured(command, stage.environment(), TIMEOUT, ROOT)


def _rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as package:
        return int(package.execute("SELECT count(*) FROM projects").fetchone()[0])


def _mb(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:,.0f} MB"
