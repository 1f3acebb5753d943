"""Tiles of the other layers, and images of tiles, without cache: any tile is to be quick."""

from tests.bench.figure import Figure, Result, p95
from tests.bench.sample import every_zoom
from tests.bench.servers import portal
from tests.bench.stage import Stage
from tests.bench.traffic import ask

GOAL_MS, GOAL_BYTES = 60.0, 500_000
PASSES = 3
EACH_ZOOM = 3
KINDS = {
    "provinces": "/tiles/provinces/{}.mvt",
    "amphoe": "/tiles/amphoe/{}.mvt",
    "tambon": "/tiles/tambon/{}.mvt",
    "authorities": "/tiles/authorities/{}.mvt",
    "spending by amphoe": "/tiles/spending/{}.mvt?level=amphoe&fiscal_year=2569",
    "projects as image": "/tiles/projects/{}.png",
}


def measure(stage: Stage) -> Result:
    """Ask for the tiles in which the most projects are, of every kind, one at a time."""
    tiles = [f"{t.z}/{t.x}/{t.y}" for found in every_zoom(stage).values() for t in found[:EACH_ZOOM]]
    paths = [kind.format(tile) for kind in KINDS.values() for tile in tiles]
    with portal(stage, cache_mb=0) as port:
        ask(port, paths[:1] * 40, connections=8)
        done = ask(port, paths, passes=PASSES, unpack=True)
    lines = [
        "### Tiles of other kinds, without cache",
        "",
        "| kind | p50 | p95 | largest |",
        "|---|---:|---:|---:|",
    ]
    result = Result()
    for at, name in enumerate(KINDS):
        first = at * len(tiles)
        answers = [answer for each in done for answer in each.answers[first : first + len(tiles)]]
        found = sorted(answer.ms for answer in answers)
        slow, largest = p95(found), max(answer.unpacked for answer in answers)
        met = slow < GOAL_MS and largest < GOAL_BYTES
        result.figures.append(Figure(f"{name}, tile p95, no cache", f"{slow:.1f} ms", "", "", "< 60 ms", met))
        lines.append(f"| {name} | {found[len(found) // 2]:.1f} ms | {slow:.1f} ms | {largest / 1e3:.0f} kB |")
    result.notes = ["\n".join(lines)]
    return result
