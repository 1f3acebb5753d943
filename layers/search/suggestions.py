"""What a few typed letters may mean: an area, an authority, a project; by name or by code."""

import re
from dataclasses import dataclass
from typing import Any, Literal

import psycopg
from psycopg import Connection, sql

from geo.database import Row
from geo.sql import statement
from geo.thai.digits import one_line
from layers.areas.area import Area, search_areas
from layers.codes import authority_types
from layers.text_match import escaped_like, title_has

PATIENCE_MS = 1500
"""How long titles are searched: a common word is found at once, a rare one when all have been looked at."""
NEWEST = 50_000
"""Projects among which a title is looked for first."""

_SEARCHES = ("projects_newest", "projects_all")
_LEVELS = {
    "province": ("จังหวัด", "Province"),
    "amphoe": ("อำเภอ", "District"),
    "tambon": ("ตำบล", "Subdistrict"),
}
_SHORT = {"province": "จ.", "amphoe": "อ.", "tambon": "ต."}

Kind = Literal["area", "authority", "project"]


@dataclass(frozen=True)
class Suggestion:
    """One thing that a text may mean. `name`, `detail`: Thai, English; `bounds`: degrees, if known."""

    kind: Kind
    code: str
    name: tuple[str, str]
    detail: tuple[str, str]
    stage: str | None = None
    bounds: tuple[float, float, float, float] | None = None


def suggestions(connection: Connection[Row], text: str, each: int = 4) -> list[Suggestion]:
    """Return at most so many suggestions of each kind, areas first; nothing for less than two letters."""
    plain = one_line(text)[:200]
    if len(plain) < 2:
        return []
    areas = [_of_area(area) for area in search_areas(connection, plain, each)]
    return [*areas, *_authorities(connection, plain, each), *_projects(connection, plain, each)]


def _of_area(area: Area) -> Suggestion:
    thai, english = _LEVELS[area.level]
    within_th = (
        "ใน " + " ".join(_SHORT[name.level] + name.name_th for name in area.within) if area.within else ""
    )
    within_en = "in " + ", ".join(name.name_en or name.name_th for name in area.within) if area.within else ""
    return Suggestion(
        "area",
        area.code,
        (area.name_th, area.name_en or area.name_th),
        (f"{thai}{within_th}", f"{english} {within_en}".strip()),
        bounds=area.bounds,
    )


def _authorities(connection: Connection[Row], text: str, limit: int) -> list[Suggestion]:
    types, name = _type_and_name(text)
    pattern = escaped_like(name)
    values = {
        "code": f"{escaped_like(text)}%",
        "name": name,
        "anywhere": f"%{pattern}%",
        "types": types,
        "limit": limit,
    }
    rows = connection.execute(statement(__package__, "authorities"), values).fetchall()
    return [_of_authority(row) for row in rows if row["code"]]


def _of_authority(row: Row) -> Suggestion:
    kind = authority_types()[row["type"]]
    return Suggestion(
        "authority",
        row["code"],
        (row["label_th"], row["label_en"]),
        (
            f"{kind.name_th} อ.{row['amphoe_th']}" if row["amphoe_th"] else kind.name_th,
            f"{kind.name_en} in {row['amphoe_en']}" if row["amphoe_en"] else kind.name_en,
        ),
    )


def _type_and_name(text: str) -> tuple[list[str] | None, str]:
    """Tell `อบต.แม่ยาว` and `เทศบาลแม่จัน` by the word before the name; None for any type."""
    for kind in authority_types().values():
        for word in (kind.short_th, kind.name_th):
            rest = text.removeprefix(word).strip() if word else text
            if rest and rest != text:
                return [kind.code], rest
    if rest := re.sub(r"^เทศบาล\s*", "", text):
        return (["city", "town", "subdistrict"], rest) if rest != text else (None, text)
    return None, text


def _projects(connection: Connection[Row], text: str, limit: int) -> list[Suggestion]:
    titled, title = title_has(text)
    values = {"reference": f"{escaped_like(text)}%", "title": title, "limit": limit, "newest": NEWEST}
    condition = sql.SQL(titled).format(f=sql.Identifier("p"))
    found: list[Row] = []
    for name in _SEARCHES:
        if len(found) < limit:
            which = statement(__package__, name, titled=condition)
            asking = statement(__package__, "projects", which=which)
            found = _patiently(connection, asking, values) or found
    return [_of_project(row) for row in found]


def _patiently(connection: Connection[Row], asking: sql.Composed, values: dict[str, Any]) -> list[Row]:
    try:
        with connection.transaction():
            connection.execute(f"SET LOCAL statement_timeout = {PATIENCE_MS:d}")
            return connection.execute(asking, values).fetchall()
    except psycopg.errors.QueryCanceled:
        return []


def _of_project(row: Row) -> Suggestion:
    authority = row["authority_th"] or ""
    year = row["fiscal_year"] + 543
    return Suggestion(
        "project",
        str(row["id"]),
        (row["title"], row["title"]),
        (f"{authority} · ปีงบ {year}", f"{authority} · FY {year}"),
        row["stage"],
        (row["lon"], row["lat"], row["lon"], row["lat"]) if row["lon"] is not None else None,
    )
