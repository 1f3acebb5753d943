"""What is known of areas when a list of authorities is read: codes of names, sizes, provinces of points."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from psycopg import Connection, sql

from geo.database import Row
from geo.sql import statement
from layers.areas.level import Level
from layers.areas.names import bare_name, official_names
from layers.wording import squeeze

_CAPITAL = "เมือง"

Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Gazette:
    """Areas by (code of the area above, name squeezed), their sizes in km², and which level finds points.

    Names are those of the current editions and, where these have none, the official ones that we ship.
    `provinces` are those of which the current boundaries have something; `level` is None without any.
    """

    names: Names
    codes: frozenset[str]
    km2: Mapping[str, float]
    provinces: frozenset[str]
    level: Level | None

    def province(self, name: str) -> str | None:
        """Return the code of a province by name."""
        return self._code("", name, "00")

    def amphoe(self, province_code: str, name: str) -> str | None:
        """Return the code of an amphoe by its name within a province; `เมือง` is the capital's."""
        bare = bare_name(name, province_code + "00")
        whole = f"{_CAPITAL}{official_names()[province_code].name_th}" if bare == _CAPITAL else bare
        return self.names.get((province_code, squeeze(whole)))

    def tambon(self, amphoe_code: str, name: str) -> str | None:
        """Return the code of a tambon by its name within an amphoe."""
        return self._code(amphoe_code, name, amphoe_code + "00")

    def _code(self, parent: str, name: str, like: str) -> str | None:
        return self.names.get((parent, squeeze(bare_name(name, like))))


def read_gazette(connection: Connection[Row]) -> Gazette:
    """Return what the current editions and the official list know."""
    rows = connection.execute(statement(__package__, "gazette")).fetchall()
    current = [(row["code"], row["name_th"]) for row in rows]
    official = [(name.code, name.name_th) for name in official_names().values()]
    levels = {row["level"] for row in rows}
    level: Level | None = next((level for level in _FINDERS if level in levels), None)
    return Gazette(
        names=_by_name([*official, *current]),
        codes=frozenset(code for code, _ in [*official, *current]),
        km2={row["code"]: row["km2"] for row in rows if row["km2"] is not None},
        provinces=frozenset(row["code"][:2] for row in rows if row["level"] == level),
        level=level,
    )


_FINDERS: tuple[Level, ...] = ("province", "amphoe", "tambon")


def _by_name(areas: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """A name that two areas of one parent share finds neither."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, name in areas:
        found[code[:-2], squeeze(name)].add(code)
    return {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}


def provinces_at(
    connection: Connection[Row], gazette: Gazette, lons: Sequence[float], lats: Sequence[float]
) -> list[str | None]:
    """Return the province's code at each place in EPSG:4326; None at sea, abroad, or without boundaries."""
    if gazette.level is None or not lons:
        return [None] * len(lons)
    query = statement(__package__, "provinces_at", level=sql.Literal(gazette.level))
    rows = connection.execute(query, {"lons": list(lons), "lats": list(lats)}).fetchall()
    return [row["province_code"] for row in rows]
