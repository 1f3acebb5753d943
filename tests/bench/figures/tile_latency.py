"""Tiles without cache: how long each takes and how large it is, at every zoom, plain and filtered."""

from urllib.parse import quote

from tests.bench.figure import Figure, Result, p95, times
from tests.bench.peer import prepare_peer
from tests.bench.sample import Address, every_zoom
from tests.bench.servers import portal, tipg
from tests.bench.stage import Stage
from tests.bench.traffic import Pass, ask

GOAL_MS, GOAL_BYTES = 60.0, 500_000
PASSES = 3
LEAST = 12
"""Requests of every zoom in a pass; where there are fewer tiles, each is asked for oftener."""
FILTERED_TILES = 3
FILTERS = (
    "fiscal_year=2569",
    "stage=paying",
    "programme=00310",
    "source=accumulated",
    "category=road",
    "located=yes",
    "fiscal_year=2569&stage=finished",
    "fiscal_year=2568&programme=00320",
    "programme=00310&category=drain&stage=paying",
    "area=57",
    "area=5701",
    "authority=3300150",
    "q=อเนกประสงค์",
)


def measure(stage: Stage) -> Result:
    """Ask our portal and tipg for the same tiles in turn, one at a time; then ours with every filter."""
    prepare_peer(stage)
    tiles = every_zoom(stage)
    plain = [tile for found in tiles.values() for tile in found * -(-LEAST // len(found))]
    some = [tile for found in tiles.values() for tile in found[:FILTERED_TILES]]
    filtered = [tile.ours(f"?{quote(words, safe='=&')}") for words in FILTERS for tile in some]
    with portal(stage, cache_mb=0) as ours, tipg(stage) as peer:
        _warm(ours, peer, plain[:1])
        rounds = [(_plain(ours, plain), _peers(peer, plain)) for _ in range(PASSES)]
        with_filters = ask(ours, filtered, passes=2, unpack=True)
    mine, theirs = [r[0] for r in rounds], [r[1] for r in rounds]
    result = Result([*_figures(plain, mine, theirs), *_filtered(some, with_filters)])
    result.notes = [_by_zoom(plain, mine, theirs), _by_filter(some, with_filters)]
    return result


def _plain(port: int, tiles: list[Address]) -> Pass:
    return ask(port, [tile.ours() for tile in tiles], unpack=True)[0]


def _peers(port: int, tiles: list[Address]) -> Pass:
    return ask(port, [tile.peers() for tile in tiles], unpack=True)[0]


def _warm(ours: int, peer: int, tiles: list[Address]) -> None:
    """Open the servers' database connections: a first request a process pays for that, not for a tile."""
    ask(ours, [tile.ours() for tile in tiles] * 40, connections=8)
    ask(peer, [tile.peers() for tile in tiles] * 4, connections=4)


def _figures(tiles: list[Address], mine: list[Pass], theirs: list[Pass]) -> list[Figure]:
    worst, zoom = max((p95(_of_zoom(tiles, mine, z)), z) for z in {tile.z for tile in tiles})
    ours = p95([answer.ms for done in mine for answer in done.answers])
    peer = p95([answer.ms for done in theirs for answer in done.answers])
    largest = max(answer.unpacked for done in mine for answer in done.answers)
    theirs_largest = max(answer.unpacked for done in theirs for answer in done.answers)
    return [
        Figure(
            "tile p95, all zooms, no cache",
            _ms(ours),
            _ms(peer),
            times(peer / ours),
            "< 60 ms",
            ours < GOAL_MS,
        ),
        Figure(f"tile p95, slowest zoom ({zoom}), no cache", _ms(worst), "", "", "< 60 ms", worst < GOAL_MS),
        Figure(
            "largest tile, unpacked",
            _kb(largest),
            _kb(theirs_largest),
            times(theirs_largest / largest),
            "< 500 kB",
            largest < GOAL_BYTES,
        ),
    ]


def _filtered(tiles: list[Address], done: list[Pass]) -> list[Figure]:
    by_filter = {words: _of_filter(tiles, done, at) for at, words in enumerate(FILTERS)}
    worst = max(by_filter, key=lambda words: p95(by_filter[words]))
    slowest, every = p95(by_filter[worst]), p95([ms for found in by_filter.values() for ms in found])
    largest = max(answer.unpacked for each in done for answer in each.answers)
    return [
        Figure("filtered tile p95, no cache", _ms(every), "", "", "< 60 ms", every < GOAL_MS),
        Figure(
            f"filtered tile p95, slowest filter ({worst})", _ms(slowest), "", "", "< 60 ms", slowest < GOAL_MS
        ),
        Figure("largest filtered tile, unpacked", _kb(largest), "", "", "< 500 kB", largest < GOAL_BYTES),
    ]


def _of_zoom(tiles: list[Address], passes: list[Pass], zoom: int) -> list[float]:
    return [done.answers[at].ms for done in passes for at, tile in enumerate(tiles) if tile.z == zoom]


def _of_filter(tiles: list[Address], passes: list[Pass], at: int) -> list[float]:
    first = at * len(tiles)
    return [answer.ms for done in passes for answer in done.answers[first : first + len(tiles)]]


def _by_zoom(tiles: list[Address], mine: list[Pass], theirs: list[Pass]) -> str:
    lines = [
        "### Tiles by zoom, without cache",
        "",
        "| zoom | tiles | most projects in one | ours p50 | ours p95 | tipg p95 | ours largest | as sent |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for zoom in sorted({tile.z for tile in tiles}):
        here = [at for at, tile in enumerate(tiles) if tile.z == zoom]
        ours, peer = _of_zoom(tiles, mine, zoom), _of_zoom(tiles, theirs, zoom)
        largest = max(mine[0].answers[at].unpacked for at in here)
        sent = max(mine[0].answers[at].sent for at in here)
        most = max(tiles[at].projects for at in here)
        count, middle = len({tiles[at] for at in here}), sorted(ours)[len(ours) // 2]
        lines.append(
            f"| {zoom} | {count} | {most:,} | {_ms(middle)} | {_ms(p95(ours))} | {_ms(p95(peer))} "
            f"| {_kb(largest)} | {_kb(sent)} |"
        )
    return "\n".join(lines)


def _by_filter(tiles: list[Address], done: list[Pass]) -> str:
    lines = [
        "### Filtered tiles, without cache",
        "",
        "| filter | p50 | p95 | slowest |",
        "|---|---:|---:|---:|",
    ]
    for at, words in enumerate(FILTERS):
        found = sorted(_of_filter(tiles, done, at))
        lines.append(f"| `{words}` | {_ms(found[len(found) // 2])} | {_ms(p95(found))} | {_ms(found[-1])} |")
    return "\n".join(lines)


def _ms(value: float) -> str:
    return f"{value:.1f} ms"


def _kb(value: float) -> str:
    return f"{value / 1e3:.0f} kB"
