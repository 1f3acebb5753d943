"""The area in which a place should lie: an authority's territory, an area by its code, or some by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import Connection

from geo.database import Row
from geo.errors import BadRequest, NotFound
from geo.sql import statement
from geo.thai.digits import arabic_digits, one_line
from layers.areas.area import Area, find_area
from layers.areas.level import BANGKOK, LEVEL_TH, Level, level_of, read_code
from layers.areas.names import official_name
from layers.authorities.authority import Authority, find_authority
from layers.projects.territory import find_territory

_BANGKOK: dict[Level, str] = {"province": "", "amphoe": "เขต", "tambon": "แขวง"}
_AUTHORITY_DIGITS = (7, 8)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a place should lie.

    `areas` are ids of areas of the current editions, any of which will do; `authority` is the id of an
    authority whose own boundary counts as well. `centre` (latitude, longitude) is a point of it, None where
    no line is loaded. `named` says that the text itself named it.
    """

    thai: str
    english: str
    areas: tuple[int, ...] = ()
    authority: int | None = None
    centre: tuple[float, float] | None = None
    named: bool = False


def find_wanted(connection: Connection[Row], code: str) -> Wanted:
    """Return what a code stands for: 2, 4 or 6 digits an area, 7 or 8 an authority.

    The area above stands for one whose level has no boundaries. Raises `NotFound` for a code that is not
    there, `BadRequest` for no code.
    """
    digits = arabic_digits(one_line(code)).removesuffix(".0")
    if digits.isascii() and digits.isdigit() and len(digits) in _AUTHORITY_DIGITS:
        return _of_authority(connection, _authority(connection, digits))
    asked = read_code(digits) or _no_code(code)
    area = _area(connection, asked)
    ids = connection.execute("SELECT id FROM current_area WHERE code = %s", [area.code]).fetchall()
    return of_areas(connection, [row["id"] for row in ids], _words(area, asked))


def of_areas(
    connection: Connection[Row], areas: Sequence[int], name: tuple[str, str], *, authority: int | None = None
) -> Wanted:
    """Return the areas of some ids, and an authority's boundary where it has one, as what is wanted."""
    row = connection.execute(
        statement(__package__, "centre"), {"areas": list(areas), "authority": authority}
    ).fetchone()
    centre = (row["lat"], row["lon"]) if row and row["lat"] is not None else None
    return Wanted(*name, tuple(areas), authority, centre)


def of_authority(connection: Connection[Row], authority: int, name: tuple[str, str]) -> Wanted | None:
    """Return an authority's territory as what is wanted; None where no line is loaded that fits."""
    territory = find_territory(connection, authority)
    if territory is None:
        return None
    return of_areas(connection, territory.areas, name, authority=authority)


def _area(connection: Connection[Row], code: str) -> Area:
    """Return the area of a code; the one above it where the boundaries of its own level are not loaded."""
    loaded = connection.execute(
        "SELECT FROM area_edition WHERE is_current AND level = %s", [level_of(code)]
    ).fetchone()
    if loaded is None and len(code) > 2 and official_name(code):
        return _area(connection, code[:-2])
    return find_area(connection, code)


def _words(area: Area, asked: str) -> tuple[str, str]:
    """Return the name of an area, or of the one asked for with the area that stands for it."""
    word = _BANGKOK if area.code.startswith(BANGKOK) else LEVEL_TH
    thai, english = f"{word[area.level]}{area.name_th}", area.name_en or area.name_th
    name = official_name(asked)
    if area.code == asked or name is None:
        return thai, english
    return (
        f"{word[name.level]}{name.name_th} (ใช้แนวเขต{thai})",
        f"{name.name_en or name.name_th} (by the boundary of {english})",
    )


def _authority(connection: Connection[Row], digits: str) -> Authority:
    """Find an authority by its code, which a spreadsheet may have robbed of its leading zero."""
    try:
        return find_authority(connection, digits)
    except NotFound:
        other = digits.removeprefix("0") if len(digits) == 8 else f"0{digits}"
        if other == digits:
            raise
        return find_authority(connection, other)


def _of_authority(connection: Connection[Row], authority: Authority) -> Wanted:
    wanted = of_authority(connection, authority.id, (authority.full_name("th"), authority.full_name("en")))
    if wanted is None:
        raise NotFound(
            f"ยังไม่มีแนวเขตของ {authority.full_name()} ให้โหลดแนวเขตก่อน (eplan load areas)",
            f"No boundary of {authority.full_name('en')} is loaded; load some first (eplan load areas).",
        )
    return wanted


def _no_code(code: str) -> str:
    raise BadRequest(
        f"“{code[:40]}” ไม่ใช่รหัส ใช้รหัสพื้นที่ 2, 4 หรือ 6 หลัก หรือรหัส อปท. 7 หลัก",
        f"“{code[:40]}” is no code: give an area's 2, 4 or 6 digits, or an authority's 7.",
    )
