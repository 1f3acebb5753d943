"""Tiles a second over a mixed set: ours without cache, ours with its cache, and tipg, in turn in one run."""

from statistics import median

from tests.bench.figure import Figure, Result, times
from tests.bench.peer import prepare_peer
from tests.bench.sample import mixed
from tests.bench.servers import WORKERS, portal, tipg
from tests.bench.stage import Stage
from tests.bench.traffic import ask

ROUNDS = 5
CONNECTIONS = 8
UNCACHED_PASSES, CACHED_PASSES = 4, 12
GOAL_UNCACHED, GOAL_CACHED = 3.0, 10.0


def measure(stage: Stage) -> Result:
    """Ask each server for the whole set, round after round; a rate is the median of the rounds'."""
    prepare_peer(stage)
    tiles = mixed(stage)
    mine, theirs = [tile.ours() for tile in tiles], [tile.peers() for tile in tiles]
    with portal(stage, cache_mb=0) as plain, portal(stage, cache_mb=256) as cached, tipg(stage) as peer:
        for port, paths in ((plain, mine), (cached, mine), (cached, mine), (cached, mine), (peer, theirs)):
            ask(port, paths, CONNECTIONS)
        if _sizes(plain, mine) != _sizes(cached, mine):
            raise AssertionError("a cached tile is not the tile")
        rounds = [
            (
                _rate(plain, mine, UNCACHED_PASSES),
                _rate(peer, theirs, 1),
                _rate(cached, mine, CACHED_PASSES),
            )
            for _ in range(ROUNDS)
        ]
    ours, tipgs, kept = (median(column) for column in zip(*rounds, strict=True))
    return Result(
        [
            _figure("tiles per second, no cache", ours, tipgs, GOAL_UNCACHED),
            _figure("tiles per second, cached", kept, tipgs, GOAL_CACHED),
        ],
        [_note(rounds, len(tiles))],
    )


def _sizes(port: int, paths: list[str]) -> list[int]:
    return [answer.unpacked for answer in ask(port, paths, CONNECTIONS, unpack=True)[0].answers]


def _rate(port: int, paths: list[str], passes: int) -> float:
    done = ask(port, paths, CONNECTIONS, passes)
    return sum(len(each.answers) for each in done) / sum(each.seconds for each in done)


def _figure(name: str, ours: float, peer: float, goal: float) -> Figure:
    ratio = ours / peer
    return Figure(name, f"{ours:,.0f}/s", f"{peer:,.0f}/s", times(ratio), f"≥ {goal:.0f} ×", ratio >= goal)


def _note(rounds: list[tuple[float, float, float]], tiles: int) -> str:
    lines = [
        "### Throughput by round",
        "",
        f"{tiles} tiles of zooms 5 to 16, {CONNECTIONS} connections, {WORKERS} processes a server.",
        "",
        "| round | ours, no cache | tipg | ours, cached |",
        "|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {at} | {plain:,.0f}/s | {peer:,.0f}/s | {kept:,.0f}/s |"
        for at, (plain, peer, kept) in enumerate(rounds, 1)
    ]
    return "\n".join(lines)
