"""What can be said of a point before it is saved: the areas it is in, and what looks wrong about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from geo.thai.dates import format_date
from layers.projects.territory import Territory, distance_to, find_territory

LEVELS = ("tambon", "amphoe", "province")
Gravity = Literal["caution", "serious"]

# The generous box around Thailand by which Thai tools tell a slip of the keyboard from a place.
SOUTH, NORTH, WEST, EAST = 5.0, 21.0, 97.0, 106.0


@dataclass(frozen=True)
class NamedArea:
    """An administrative area; the name is the code where that edition is not loaded."""

    level: str
    code: str
    name_th: str
    name_en: str


@dataclass(frozen=True)
class PlaceWarning:
    """Something that looks wrong about a point. None of them forbids saving it."""

    code: str
    gravity: Gravity
    thai: str
    english: str


@dataclass(frozen=True)
class PlaceCheck:
    """A point's areas, finest first, and its distance in metres from the authority's territory (0 inside)."""

    areas: tuple[NamedArea, ...]
    territory: Territory | None
    distance_m: float | None
    warnings: tuple[PlaceWarning, ...]


def check_place(connection: Connection[Row], authority_id: int, lat: float, lon: float) -> PlaceCheck:
    """Say what a point (degrees) lies in, and warn where its authority would hardly build."""
    row = connection.execute(statement(__package__, "place_areas"), {"lat": lat, "lon": lon}).fetchone() or {}
    areas = tuple(_areas(row))
    territory = find_territory(connection, authority_id)
    distance = distance_to(connection, territory, lat, lon) if territory else None
    name = _authority_name(connection, authority_id)
    warnings = [*_country(row, lat, lon), *_outside(territory, distance, name, bool(areas))]
    return PlaceCheck(areas, territory, distance, tuple(warnings))


def in_words(metres: float) -> tuple[str, str]:
    """Return a distance as people say it, in Thai and English: `850 ม.`, `3.2 กม.`."""
    if metres < 1000:
        return f"{max(metres, 1):.0f} ม.", f"{max(metres, 1):.0f} m"
    digits = 1 if metres < 100_000 else 0
    return f"{metres / 1000:,.{digits}f} กม.", f"{metres / 1000:,.{digits}f} km"


def _areas(row: Row) -> Iterator[NamedArea]:
    for level in LEVELS:
        if code := row.get(f"{level}_code"):
            thai = row[f"{level}_th"] or code
            yield NamedArea(level, code, thai, row[f"{level}_en"] or thai)


def _country(row: Row, lat: float, lon: float) -> Iterator[PlaceWarning]:
    if row.get("province_code"):
        return
    if not _in_box(lat, lon):
        swapped = _in_box(lon, lat)
        yield PlaceWarning(
            "outside-thailand",
            "serious",
            "จุดนี้อยู่นอกประเทศไทย" + (" ละติจูดกับลองจิจูดน่าจะสลับกัน" if swapped else " ตรวจตัวเลขและโซนของพิกัดอีกครั้ง"),
            "This point is outside Thailand; "
            + ("latitude and longitude look swapped." if swapped else "check the figures and the zone."),
        )
    elif row.get("near_m") is not None:
        thai, english = in_words(row["near_m"])
        yield PlaceWarning(
            "in-no-area",
            "serious",
            f"จุดนี้ไม่อยู่ในจังหวัดใด อยู่ห่างแนวเขต{row['near_th']} {thai} อาจอยู่ในทะเลหรือประเทศเพื่อนบ้าน",
            f"This point is in no province: it is {english} from {row['near_en'] or row['near_th']}, "
            "perhaps at sea or across the border.",
        )


def _in_box(lat: float, lon: float) -> bool:
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def _outside(
    territory: Territory | None, distance: float | None, name: tuple[str, str], on_land: bool
) -> Iterator[PlaceWarning]:
    if territory is None or not distance or not on_land:
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
