"""All tambon of the country from the file as it is published, into an edition."""

from pathlib import Path

from tests.bench.figure import Figure, Result, seconds, times
from tests.bench.process import Run, measured
from tests.bench.scratch import SCRATCH, load_tambon
from tests.bench.stage import EPLAN, ROOT, Stage, tambon_file

ROUNDS = 3
GOAL_SECONDS = 10.0
TIMEOUT = 120


def measure(stage: Stage) -> Result:
    """Load the file into an empty database, round after round, in turn with `ogr2ogr` into a bare table."""
    file = tambon_file()
    if file is None:
        return Result(
            [Figure("all tambon", "not measured: no file", goal="≤ 10 s")],
            ["Tambon: name their file in BENCH_TAMBONS; it is not part of the repository."],
        )
    rounds = []
    for _ in range(ROUNDS):
        stage.fresh_database(SCRATCH)
        measured([str(EPLAN), "migrate"], stage.environment(SCRATCH), TIMEOUT, ROOT)
        rounds.append((_ogr2ogr(stage, file), load_tambon(stage)))
    peer, ours = [r[0].seconds for r in rounds], [r[1].seconds for r in rounds]
    worst = max(ours)
    return Result(
        [
            Figure(
                f"{_count(stage):,} tambon from a zipped shapefile",
                seconds(ours),
                seconds(peer),
                times(min(peer) / worst),
                "≤ 10 s",
                worst <= GOAL_SECONDS,
            )
        ]
    )


def _ogr2ogr(stage: Stage, file: Path) -> Run:
    target = ["-nln", "bare", "-nlt", "PROMOTE_TO_MULTI", "-overwrite", "-lco", "GEOMETRY_NAME=geom"]
    command = ["ogr2ogr", "-f", "PostgreSQL", f"PG:{stage.url(SCRATCH)}", f"/vsizip/{file}", *target]
    return measured(
        [*command, "-oo", "ENCODING=UTF-8", "--config", "PG_USE_COPY", "YES"],
        stage.environment(),
        TIMEOUT,
        ROOT,
    )


def _count(stage: Stage) -> int:
    with stage.connected(SCRATCH) as connection:
        row = connection.execute("SELECT count(*) FROM area WHERE level = 'tambon'").fetchone()
    return int(str(row[0])) if row else 0
