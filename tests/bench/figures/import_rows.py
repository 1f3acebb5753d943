"""A file of projects into a nation without any: read, checked, placed in their areas and committed."""

from tests.bench.figure import Figure, Result, seconds, times
from tests.bench.process import Run, measured
from tests.bench.scratch import SCRATCH, scratch
from tests.bench.stage import EPLAN, ROOT, Stage, room

GOAL_SECONDS, GOAL_MB = 60.0, 500.0
TIMEOUT = 420


def measure(stage: Stage) -> Result:
    """Load the file once with `eplan load projects`; `ogr2ogr` copies the same file into a bare table."""
    file = room(stage, "import") / "projects.csv"
    rows = stage.import_rows
    make = [str(EPLAN), "synth", "--csv", str(file), "--projects", str(rows), "--seed", "2"]
    measured(make, stage.environment(), TIMEOUT, ROOT)
    levels = scratch(stage)
    peer = _ogr2ogr(stage, str(file))
    load = [str(EPLAN), "load", "projects", str(file)]
    ours = measured(load, stage.environment(SCRATCH), TIMEOUT, ROOT)
    _check(stage, rows)
    return Result(
        [
            Figure(
                f"import of {rows:,} rows from CSV",
                seconds([ours.seconds]),
                seconds([peer.seconds]),
                times(peer.seconds / ours.seconds),
                "≤ 60 s",
                ours.seconds <= GOAL_SECONDS,
            ),
            Figure(
                "  its peak memory",
                f"{ours.peak_mb:,.0f} MB",
                f"{peer.peak_mb:,.0f} MB",
                times(peer.peak_mb / ours.peak_mb),
                "≤ 500 MB",
                ours.peak_mb <= GOAL_MB,
            ),
        ],
        [f"Import: a file of {file.stat().st_size / 1e6:,.0f} MB; places found in {', '.join(levels)}."],
    )


def _ogr2ogr(stage: Stage, file: str) -> Run:
    options = ["-oo", "X_POSSIBLE_NAMES=ลองจิจูด", "-oo", "Y_POSSIBLE_NAMES=ละติจูด", "-a_srs", "EPSG:4326"]
    target = ["-nln", "bare", "-overwrite", "--config", "PG_USE_COPY", "YES"]
    command = ["ogr2ogr", "-f", "PostgreSQL", f"PG:{stage.url(SCRATCH)}", file, *options, *target]
    return measured(command, stage.environment(), TIMEOUT, ROOT)


def _check(stage: Stage, rows: int) -> None:
    with stage.connected(SCRATCH) as connection:
        found = connection.execute(
            "SELECT count(*), count(*) FILTER (WHERE in_area) FROM project_fact"
        ).fetchone()
    if found is None or found[0] != rows:
        raise AssertionError(f"{rows:,} rows in the file, {found} in the database")
