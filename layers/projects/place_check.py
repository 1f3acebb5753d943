"""What can be said of a point before it is saved: the areas it is in, and what looks wrong about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from geo.thai.dates import format_date
from layers.areas.place import AreaHit, area_at
from layers.projects.territory import Territory, distance_to, find_territory

Gravity = Literal["caution", "serious"]

# The generous box around Thailand by which Thai tools tell a slip of the keyboard from a place.
SOUTH, NORTH, WEST, EAST = 5.0, 21.0, 97.0, 106.0


@dataclass(frozen=True)
class PlaceWarning:
    """Something that looks wrong about a point. None of them forbids saving it."""

    code: str
    gravity: Gravity
    thai: str
    english: str


@dataclass(frozen=True)
class PlaceCheck:
    """A point's areas, and its distance in metres from the authority's territory (0 inside)."""

    areas: AreaHit
    territory: Territory | None
    distance_m: float | None
    warnings: tuple[PlaceWarning, ...]


def check_place(connection: Connection[Row], authority_id: int, lat: float, lon: float) -> PlaceCheck:
    """Say what a point (degrees) lies in, and warn where its authority would hardly build."""
    areas = area_at(connection, lon, lat)
    territory = find_territory(connection, authority_id)
    distance = distance_to(connection, territory, lat, lon) if territory else None
    name = _authority_name(connection, authority_id)
    if areas.province is None:
        warnings = list(_abroad(connection, areas, lat, lon))
    else:
        warnings = list(_outside(territory, distance, name))
    return PlaceCheck(areas, territory, distance, tuple(warnings))


def in_words(metres: float) -> tuple[str, str]:
    """Return a distance as people say it, in Thai and English: `850 ม.`, `3.2 กม.`."""
    if metres < 1000:
        return f"{max(metres, 1):.0f} ม.", f"{max(metres, 1):.0f} m"
    digits = 1 if metres < 100_000 else 0
    return f"{metres / 1000:,.{digits}f} กม.", f"{metres / 1000:,.{digits}f} km"


def _abroad(connection: Connection[Row], areas: AreaHit, lat: float, lon: float) -> Iterator[PlaceWarning]:
    if not _in_box(lat, lon):
        yield PlaceWarning(
            "outside-thailand",
            "serious",
            "จุดนี้อยู่นอกประเทศไทย ตรวจตัวเลขและโซนของพิกัดอีกครั้ง",
            "This point is outside Thailand; check the figures and the zone.",
        )
    elif "province" in areas.loaded:
        yield _near(connection, lat, lon)


def _near(connection: Connection[Row], lat: float, lon: float) -> PlaceWarning:
    values = {"lat": lat, "lon": lon}
    row = connection.execute(statement(__package__, "place_nearest"), values).fetchone()
    thai, english = in_words(row["distance_m"]) if row else ("", "")
    near_th, near_en = (row["name_th"], row["name_en"]) if row else ("", "")
    return PlaceWarning(
        "in-no-area",
        "serious",
        f"จุดนี้ไม่อยู่ในจังหวัดใด อยู่ห่างแนวเขต{near_th} {thai} อาจอยู่ในทะเลหรือประเทศเพื่อนบ้าน",
        f"This point is in no province: it is {english} from {near_en}, perhaps at sea or across the border.",
    )


def _in_box(lat: float, lon: float) -> bool:
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def _outside(
    territory: Territory | None, distance: float | None, name: tuple[str, str]
) -> Iterator[PlaceWarning]:
    if territory is None or not distance:
        return
    thai, english = in_words(distance)
    line_th, line_en = line_of(territory)
    if territory.basis == "office":
        yield PlaceWarning(
            "outside-office-area",
            "caution",
            f"จุดนี้อยู่นอก{territory.names[0][0]} ซึ่งเป็นที่ตั้งของ{name[0]} {thai} ({line_th})",
            f"This point is {english} outside {territory.names[0][1]}, where {name[1]} has its office "
            f"({line_en}).",
        )
    else:
        yield PlaceWarning(
            "outside-territory",
            "caution",
            f"จุดนี้อยู่นอกเขต{name[0]} {thai} ({line_th})",
            f"This point is {english} outside {name[1]} ({line_en}).",
        )


def line_of(territory: Territory) -> tuple[str, str]:
    """Return whose line a territory rests on, and of which day, in Thai and English."""
    day = territory.as_of
    thai, english = {
        "boundary": ("แนวเขตของ อปท. เอง", "the authority's own boundary"),
        "coverage": ("แนวเขตตำบลที่ดูแล", "the subdistricts that it covers"),
        "office": ("ยังไม่มีแนวเขตของ อปท. นี้", "its own boundary is not known"),
    }[territory.basis]
    if territory.basis == "coverage" and territory.coarse:
        thai, english = "มีแนวเขตเพียงระดับอำเภอ", "known by district only"
    source = f": {territory.source}" if territory.source else ""
    dated_th = f" {format_date(day)}" if day else ""
    dated_en = f" {day.isoformat()}" if day else ""
    return f"{thai}{source}{dated_th}", f"{english}{source}{dated_en}"


def _authority_name(connection: Connection[Row], authority_id: int) -> tuple[str, str]:
    row = connection.execute(
        "SELECT name_th, name_en FROM authority WHERE id = %s", [authority_id]
    ).fetchone()
    return (row["name_th"], row["name_en"] or row["name_th"]) if row else ("", "")
