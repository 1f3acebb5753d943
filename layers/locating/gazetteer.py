"""The names of all areas and authorities, in memory: a code's names, and the codes that a name may mean."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from layers.areas.level import Level, level_of
from layers.areas.names import AreaName, official_name, official_names
from layers.wording import squeeze

LONGEST_NAME = 40
_ALSO = {"10": ("กรุงเทพ", "กรุงเทพฯ", "กทม")}
_VERSION = """
  SELECT current_database() AS name, pg_postmaster_start_time() AS started,
    (SELECT array_agg(id ORDER BY id) FROM area_edition WHERE is_current)::text AS editions,
    (SELECT count(*) || ':' || coalesce(max(id), 0) FROM authority) AS authorities
"""


@dataclass(frozen=True, slots=True)
class NamedAuthority:
    """An authority as a text may name it."""

    id: int
    type: str
    name_th: str
    name_en: str
    province_code: str
    amphoe_code: str | None


@dataclass(slots=True)
class Gazetteer:
    """Names of areas by code, ids of areas by code, and what each squeezed name may mean."""

    names: dict[str, AreaName] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    areas: dict[tuple[Level, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    authorities: dict[str, list[NamedAuthority]] = field(default_factory=lambda: defaultdict(list))

    def name(self, code: str) -> AreaName:
        """Return the names of a code."""
        return self.names.get(code) or official_name(code) or AreaName(code, code, None)

    def id(self, code: str) -> int | None:
        """Return the id of an area, or of the one above it where its own boundary is not loaded."""
        return self.ids.get(code) or self.ids.get(code[:4]) or self.ids.get(code[:2])

    def codes(self, level: Level, text: str) -> list[str]:
        """Return the codes that the longest name at the beginning of a squeezed text may mean."""
        for length in range(min(len(text), LONGEST_NAME), 1, -1):
            if found := self.areas.get((level, text[:length])):
                return found
        return []

    def named_authorities(self, text: str) -> list[NamedAuthority]:
        """Return the authorities that the longest name at the beginning of a squeezed text may mean."""
        for length in range(min(len(text), LONGEST_NAME), 1, -1):
            if found := self.authorities.get(text[:length]):
                return found
        return []


def gazetteer(connection: Connection[Row]) -> Gazetteer:
    """Return the names that are current in a database; read once, and again when its areas change."""
    row = connection.execute(_VERSION).fetchone() or {}
    kept = _kept(tuple(str(value) for value in row.values()))
    if not kept:
        kept.append(_read(connection))
    return kept[0]


@lru_cache(maxsize=4)
def _kept(version: tuple[str, ...]) -> list[Gazetteer]:
    return []


def _read(connection: Connection[Row]) -> Gazetteer:
    found = Gazetteer()
    for row in connection.execute(statement(__package__, "gazetteer")).fetchall():
        if row["kind"] == "area":
            _add_area(found, row)
        else:
            authority = NamedAuthority(
                row["id"],
                row["type"],
                row["name_th"],
                row["name_en"] or row["name_th"],
                row["province_code"],
                row["amphoe_code"],
            )
            found.authorities[squeeze(row["name_th"])].append(authority)
    loaded = {level_of(code) for code in found.ids}
    for name in official_names().values():
        if name.level not in loaded:
            _add_name(found, name)
    return found


def _add_area(found: Gazetteer, row: Row) -> None:
    found.ids[row["code"]] = row["id"]
    _add_name(found, AreaName(row["code"], row["name_th"], row["name_en"]))


def _add_name(found: Gazetteer, name: AreaName) -> None:
    found.names[name.code] = name
    for spelling in {squeeze(name.name_th), squeeze(name.name_en or ""), *_ALSO.get(name.code, ())} - {""}:
        found.areas[name.level, spelling].append(name.code)
