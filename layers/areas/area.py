"""Areas of the current editions: found by code, by name, and by what they are within."""

from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

from psycopg import Connection, sql

from geo.database import Row
from geo.errors import NotFound
from geo.sql import statement
from geo.thai.digits import one_line
from layers.areas.level import LEVELS, Level, level_of, parents_of, read_code
from layers.areas.names import AreaName, bare_name, official_name
from layers.text_match import escaped_like

LIKE_ENOUGH = 0.4
"""The least likeness, of 1, at which a name answers a search that it does not contain."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area of a current edition.

    `within` names the areas that it is in, the nearest first; `bounds` is west, south, east, north
    in degrees; `name_note` says what is wrong with the name as published, if anything is.
    """

    code: str
    level: Level
    name_th: str
    name_en: str | None
    name_note: str | None
    within: tuple[AreaName, ...]
    bounds: tuple[float, float, float, float]
    edition: str
    source: str
    licence: str
    valid_from: date | None


def find_area(connection: Connection[Row], code: str) -> Area:
    """Return the area of a code of 2, 4 or 6 digits; raises `NotFound`, or `BadRequest` for no code."""
    level = level_of(code)
    found = _areas(connection, "a.level = %(level)s AND a.code = %(code)s", level=level, code=code)
    if found:
        return found[0]
    raise NotFound(
        f"ไม่พบพื้นที่รหัส {code} ในแนวเขตฉบับปัจจุบัน ตรวจรหัส หรือโหลดแนวเขตระดับนั้นก่อน (eplan load areas)",
        f"The current boundaries have no area {code}; check the code, or load boundaries of its level first "
        "(eplan load areas).",
    )


def children(connection: Connection[Row], code: str | None = None) -> list[Area]:
    """Return the areas one level below a code, in order of code; the provinces for None.

    A code that no current edition has, or whose level below is not loaded, has none.
    """
    level = _below(code)
    if level is None:
        return []
    return _areas(
        connection,
        "a.level = %(level)s AND a.code LIKE %(prefix)s",
        level=level,
        prefix=f"{code or ''}%",
        order="a.code",
    )


def search_areas(connection: Connection[Row], text: str, limit: int = 20) -> list[Area]:
    """Return areas by code or by Thai or English name, the best first; misspelt names come last.

    `ต.แม่สาย` looks for tambon only, and so on; a code finds itself and the areas within it.
    """
    plain = one_line(text)[:200]
    if not plain:
        return []
    code = read_code(plain)
    if code:
        return _areas(connection, "a.code LIKE %(prefix)s", prefix=f"{code}%", order="a.code", limit=limit)
    level, name = _level_and_name(plain)
    return _areas(
        connection,
        _LIKE_NAME,
        level=level,
        name=name,
        anywhere=f"%{escaped_like(name)}%",
        beginning=f"{escaped_like(name)}%",
        alike=LIKE_ENOUGH,
        order=_BY_LIKENESS,
        limit=limit,
    )


_LIKE_NAME: LiteralString = """
  (%(level)s::text IS NULL OR a.level = %(level)s)
  AND (a.name_th LIKE %(anywhere)s OR a.name_en ILIKE %(anywhere)s
    OR similarity(a.name_th, %(name)s) > %(alike)s OR similarity(a.name_en, %(name)s) > %(alike)s)
"""
_BY_LIKENESS: LiteralString = """
  a.name_th = %(name)s OR lower(coalesce(a.name_en, '')) = lower(%(name)s) DESC,
  a.name_th LIKE %(beginning)s OR coalesce(a.name_en, '') ILIKE %(beginning)s DESC,
  a.name_th LIKE %(anywhere)s OR coalesce(a.name_en, '') ILIKE %(anywhere)s DESC,
  greatest(similarity(a.name_th, %(name)s), similarity(a.name_en, %(name)s)) DESC, length(a.code), a.code
"""


def _level_and_name(text: str) -> tuple[Level | None, str]:
    """Tell `ต.แม่สาย`, `อำเภอแม่สาย`, `จ.เชียงราย` by the word before the name."""
    examples: dict[Level, tuple[str, ...]] = {
        "tambon": ("000000", "100000"),
        "amphoe": ("0000", "1000"),
        "province": ("00",),
    }
    for level, codes in examples.items():
        for code in codes:
            name = bare_name(text, code)
            if name != text:
                return level, name
    return None, text


def _below(code: str | None) -> Level | None:
    if code is None:
        return "province"
    at = LEVELS.index(level_of(code))
    return LEVELS[at + 1] if at + 1 < len(LEVELS) else None


def _areas(
    connection: Connection[Row],
    condition: LiteralString,
    order: LiteralString = "a.code",
    limit: int | None = None,
    **values: Any,
) -> list[Area]:
    query = statement(__package__, "areas", condition=sql.SQL(condition), order=sql.SQL(order))
    rows = connection.execute(query, {**values, "limit": limit}).fetchall()
    return [_area(row) for row in rows]


def _area(row: Row) -> Area:
    names = {level: (row.pop(f"{level}_th"), row.pop(f"{level}_en")) for level in ("amphoe", "province")}
    within = tuple(_within(code, *names[level_of(code)]) for code in parents_of(row["code"]))
    bounds = tuple(row.pop(side) for side in ("west", "south", "east", "north"))
    return Area(**row, within=within, bounds=(bounds[0], bounds[1], bounds[2], bounds[3]))


def _within(code: str, name_th: str | None, name_en: str | None) -> AreaName:
    if name_th is not None:
        return AreaName(code, name_th, name_en)
    return official_name(code) or AreaName(code, code, None)
