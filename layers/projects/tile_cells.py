"""Projects counted by cell for tiles of low zoom: sixteen cells across a tile."""

from collections.abc import Iterable
from dataclasses import fields as fields_of
from functools import cache
from typing import Any

from psycopg import sql

from geo.database import Row
from geo.sql import statement, text
from layers.filters import STAGES, Filters
from layers.tiles.memory import Memory, Recipe
from layers.tiles.source import EXTENT, Ask, Features, Told
from layers.tiles.square import degrees
from layers.tiles.statement import fragment, written

FINER = 4
"""Levels by which a cell is finer than the tile that it is drawn in."""
KEPT_LEVELS = (11, 13, 15)
FACET_LEVEL = 11
LAST_RECALLED = FACET_LEVEL - FINER
LAST_COARSE = 9
MOST_COUNTED = 60_000
"""Projects in a tile that are counted one by one; more are told from coarser cells."""
FINEST = 15
MIDDLES = 23
"""The level in whose cells the middle of projects is told."""
FACETS = ("programme", "category", "source", "area")
FIELDS = {
    "count": Told("Number", "จำนวนโครงการ", "Projects"),
    **{
        f"n_{stage}": Told("Number", f"จำนวนโครงการขั้น {stage}", f"Projects at the stage {stage}")
        for stage in STAGES
    },
}
MOST_SCANS = 96
_ROW_BYTES = 250

Counted = list[tuple[Any, ...]]
_COUNTED = ("x", "y", "stage", "n", "satang", "east", "south")


def fineness(ask: Ask, filters: Filters, memory: Memory) -> int:
    """Return by how many levels cells are finer than the tile: fewer where counting would take long."""
    z = ask.tile.z
    if not LAST_RECALLED < z <= LAST_COARSE or _facet(filters) == "" or filters.area or filters.authority:
        return FINER
    recipe = Recipe("crowds", None, ("projects",), text(__package__, "tile_crowds"), _crowds)
    everywhere = memory.recall(recipe).value
    columns, rows = ask.tile.cells(FACET_LEVEL)
    crowd = sum(everywhere.get((x, y), 0) for x in columns for y in rows)
    return FINER if crowd <= MOST_COUNTED else FACET_LEVEL - z


def from_sums(ask: Ask, filters: Filters, finer: int = FINER) -> Features | None:
    """Return the cells from the sums that are kept; None where those cannot answer."""
    facet = _facet(filters)
    wanted = ask.tile.z + finer
    if facet is None or (facet and wanted > FACET_LEVEL):
        return None
    level = FACET_LEVEL if facet else min(level for level in KEPT_LEVELS if level >= wanted)
    columns, rows = _cells(ask, level, finer)
    value = getattr(filters, facet) if facet else ""
    values = {
        **_corner(ask, finer),
        "level": level,
        "shift": level - wanted,
        "facet": facet,
        "value": value,
        "last_value": f"{value}99",
        "left": columns.start,
        "right": columns.stop - 1,
        "top": rows.start,
        "bottom": rows.stop - 1,
        "fiscal_year": filters.fiscal_year,
    }
    whole_province = facet == "area" and len(value) == 2
    name = "tile_cells" if len(columns) <= MOST_SCANS else "tile_all_cells"
    asking = _sums_statement(name, filters.stage, filters.fiscal_year is not None, whole_province)
    return Features(((ask.layer.name, asking),), values)


def from_rows(ask: Ask, filters: Filters) -> Features:
    """Return the cells by counting the projects in the tile."""
    which, asked = filters.where()
    columns, rows = _cells(ask, FINEST)
    values = {
        **_corner(ask),
        **asked,
        **degrees(ask.tile, ask.margin)._asdict(),
        "cell_shift": FINEST - ask.tile.z - FINER,
        "first_x": columns.start,
        "last_x": columns.stop - 1,
        "first_y": rows.start,
        "last_y": rows.stop - 1,
    }
    asking = _stages_statement(written(statement(__package__, "tile_counted", which=which)))
    return Features(((ask.layer.name, asking),), values, prepare=False)


def from_memory(
    ask: Ask, filters: Filters, memory: Memory, depends: tuple[str, ...], finer: int = FINER
) -> Features | None:
    """Return the cells from a count over the whole country, made once for a question and a version."""
    which, asked = filters.where()
    asking = written(statement(__package__, "tile_everywhere", which=which))
    recalled = memory.recall(
        Recipe("projects", filters, (*depends, "projects"), asking, _counted, asked, _ROW_BYTES)
    )
    columns, rows = _cells(ask, FACET_LEVEL, finer)
    inside = [row for row in recalled.value if row[0] in columns and row[1] in rows]
    if not inside:
        return None
    arrays = zip(
        ("xs", "ys", "stages", "numbers", "amounts", "easts", "souths"),
        map(list, zip(*inside, strict=True)),
        strict=True,
    )
    values = {**_corner(ask, finer), "shift": FACET_LEVEL - ask.tile.z - finer, **dict(arrays)}
    asking = _stages_statement(written(statement(__package__, "tile_recalled")))
    return Features(
        ((ask.layer.name, asking),), values, made_from=recalled.snapshot.token(depends, ask.where)
    )


def _facet(filters: Filters) -> str | None:
    """Return the only facet asked for, empty where all projects are; None where it is not a kept one."""
    asked = {field.name for field in fields_of(filters) if getattr(filters, field.name) is not None}
    asked -= {"fiscal_year", "stage"}
    if not asked:
        return ""
    (facet, *more) = asked
    kept = not more and facet in FACETS and not (facet == "area" and len(filters.area or "") > 4)
    return facet if kept else None


def _cells(ask: Ask, level: int, finer: int = FINER) -> tuple[range, range]:
    """Return the columns and rows of a level that make up the tile and its margin in whole cells."""
    pad = -(-ask.margin * (1 << finer) // EXTENT) << (level - ask.tile.z - finer)
    columns, rows = ask.tile.cells(level)
    return _padded(columns, pad, level), _padded(rows, pad, level)


def _padded(cells: range, pad: int, level: int) -> range:
    return range(max(0, cells.start - pad), min(1 << level, cells.stop + pad))


def _corner(ask: Ask, finer: int = FINER) -> dict[str, int]:
    return {
        "first_bx": ask.tile.x << finer,
        "first_by": ask.tile.y << finer,
        "cell_width": EXTENT >> finer,
        "middle_width": 1 << (MIDDLES - ask.tile.z - finer),
    }


def _crowds(rows: Iterable[Row]) -> dict[tuple[int, int], int]:
    return {(row["x"], row["y"]): row["n"] for row in rows}


def _counted(rows: Iterable[Row]) -> Counted:
    return [tuple(row[name] for name in _COUNTED) for row in rows]


@cache
def _sums_statement(name: str, stage: str | None, of_year: bool, whole_province: bool) -> str:
    stages = [stage] if stage else list(STAGES)
    sums = [
        sql.SQL("{} AS {}").format(_sum([of]) if of in stages else sql.SQL("0::numeric"), sql.Identifier(of))
        for of in STAGES
    ]
    sums.append(sql.SQL("{} AS satang").format(_sum([f"{of}_satang" for of in stages])))
    everybody = _sum(list(STAGES))
    for name_of, summed in (("middle_x", "east"), ("middle_y", "south")):
        sums.append(
            sql.SQL("{} / nullif({}, 0) AS {}").format(_sum([summed]), everybody, sql.Identifier(name_of))
        )
    also = ["k.value BETWEEN %(value)s AND %(last_value)s" if whole_province else "k.value = %(value)s"]
    if of_year:
        also.append("k.fiscal_year = %(fiscal_year)s::int2")
    cells = statement(__package__, name, sums=sql.SQL(", ").join(sums), also=fragment(" AND ".join(also)))
    return _features_statement(written(cells))


@cache
def _stages_statement(counted: str) -> str:
    return _features_statement(written(statement(__package__, "tile_stages", counted=fragment(counted))))


@cache
def _features_statement(cells: str) -> str:
    return written(statement(__package__, "tile_features", cells=fragment(cells)))


def _sum(columns: list[str]) -> sql.Composed:
    added: Any = sql.SQL(" + ").join(sql.Identifier("k", column) for column in columns)
    return sql.SQL("sum({})").format(added)
