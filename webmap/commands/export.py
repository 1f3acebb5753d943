"""`eplan export`: a layer as a file."""

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import reduce
from pathlib import Path
from typing import Any

import click

from geo.cluster import portal_url
from geo.database import PUBLIC
from geo.settings import Settings
from geo.thai.money import format_amount
from layers.exports.order import ENCODINGS, FORMS, GEOMETRIES, Order, read_order
from layers.exports.run import Written, write_export
from layers.filters import LEVELS, LOCATED, MEASURES, STAGES
from webmap.commands.database import running_cluster

SYSTEM = 1

_OPTIONS: tuple[Callable[..., Any], ...] = (
    click.option("--fiscal-year", metavar="BE", help="Fiscal year, B.E., such as 2568."),
    click.option("--area", metavar="CODE", help="Code of a province, amphoe or tambon (2, 4 or 6 digits)."),
    click.option("--authority", metavar="CODE", help="Code of a local authority."),
    click.option("--stage", type=click.Choice(STAGES)),
    click.option("--programme", metavar="CODE"),
    click.option("--source", metavar="CODE"),
    click.option("--category", metavar="CODE"),
    click.option("--located", type=click.Choice(LOCATED)),
    click.option("--bbox", metavar="W,S,E,N", help="Box in degrees."),
    click.option("--q", metavar="TEXT", help="Text in the title, or the reference."),
    click.option(
        "--level", type=click.Choice(LEVELS), help="Of spending; the one below the area unless said."
    ),
    click.option("--measure", type=click.Choice(MEASURES), help="Of spending: what the style shows."),
    click.option(
        "--crs", metavar="C", help="Coordinate system of GeoPackage or shapefile, such as EPSG:32647."
    ),
    click.option(
        "--geometry", type=click.Choice(GEOMETRIES), help="Points, or the shapes as they were drawn."
    ),
    click.option("--encoding", type=click.Choice(ENCODINGS), help="Of shapefile or CSV."),
)


def _with_options(command: Callable[..., Any]) -> Callable[..., Any]:
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


@click.command()
@click.argument("layer")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_with_options
@click.option("--public", is_flag=True, help="Only what everybody may see: no drafts, no internal notes.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def export(layer: str, file: Path, public: bool, as_json: bool, **words: str | None) -> None:
    """Write LAYER to FILE, whose ending says the format: .gpkg, .shp.zip, .geojson, .csv or .xlsx."""
    settings = Settings()
    given = {name: word for name, word in words.items() if word}
    order = read_order(layer, _ending(file), given, PUBLIC if public else SYSTEM)
    with running_cluster(settings), ExitStack() as shown:
        begun, progress = _bar(shown)
        written = write_export(portal_url(settings), order, file, begun, progress)
    click.echo(_as_json(file, written) if as_json else _said(file, order, written))


def _ending(file: Path) -> str:
    long = [ending for ending in FORMS if file.name.lower().endswith(f".{ending}")]
    return long[0] if long else file.suffix or file.name


def _bar(shown: ExitStack) -> tuple[Callable[[int], None], Callable[[int], None]]:
    """Return what starts a progress bar and what moves it; neither does anything where nobody looks."""
    if not sys.stderr.isatty():
        return lambda _: None, lambda _: None
    bars: list[Any] = []

    def begin(rows: int) -> None:
        bars.append(shown.enter_context(click.progressbar(length=rows, file=sys.stderr, show_pos=True)))

    def move(rows: int) -> None:
        for bar in bars:
            bar.update(rows)

    return begin, move


def _said(file: Path, order: Order, written: Written) -> str:
    lines = [
        f"{file}: {written.rows:,} แถว / rows ({written.placed:,} มีตำแหน่ง / with a place), "
        f"{written.size / 1e6:,.1f} MB"
    ]
    columns = {column.name: column.thai for column in order.layer.columns}
    lines += [f"  {columns[name]} ({name}): {format_amount(value)}" for name, value in written.sums.items()]
    if written.drafts:
        lines.append(
            f"  มีร่างที่ยังไม่เผยแพร่ {written.drafts:,} แถว (--public ไม่รวมร่าง) / "
            f"{written.drafts:,} unpublished drafts are included (--public leaves them out)"
        )
    return "\n".join(lines)


def _as_json(file: Path, written: Written) -> str:
    return json.dumps({"file": str(file), **vars(written)}, default=str, ensure_ascii=False)
