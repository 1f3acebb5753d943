"""What can be said of a point before it is saved: the areas it is in, and what looks wrong about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from psycopg import Connection

from geo.database import Row
from geo.datum import in_thailand_box
from geo.sql import statement
from geo.thai.dates import format_date
from layers.areas.level import LEVEL_TH
from layers.areas.place import AreaHit, area_at
from layers.authorities.authority import authority_name
from layers.projects.territory import Territory, distance_to, find_territory

Gravity = Literal["caution", "serious"]
NBSP = "\u00a0"
"""Between a number and its unit, which no line may part."""


@dataclass(frozen=True)
class PlaceWarning:
    """Something that looks wrong about a point. None of them forbids saving it.

    `line_th` and `line_en` say whose line the judgement rests on and of which day; empty where none is.
    """

    code: str
    gravity: Gravity
    thai: str
    english: str
    line_th: str = ""
    line_en: str = ""


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
    name = authority_name(connection, authority_id)
    if areas.province is None:
        warnings = list(_abroad(connection, areas, lat, lon))
    else:
        warnings = list(_outside(territory, distance, name))
    return PlaceCheck(areas, territory, distance, tuple(warnings))


def in_words(metres: float) -> tuple[str, str]:
    """Return a distance as people say it, in Thai and English: `850 ม.`, `3.2 กม.`."""
    if metres < 1000:
        return f"{max(metres, 1):.0f}{NBSP}ม.", f"{max(metres, 1):.0f}{NBSP}m"
    digits = 1 if metres < 100_000 else 0
    return f"{metres / 1000:,.{digits}f}{NBSP}กม.", f"{metres / 1000:,.{digits}f}{NBSP}km"


def _abroad(connection: Connection[Row], areas: AreaHit, lat: float, lon: float) -> Iterator[PlaceWarning]:
    if not in_thailand_box(lon, lat):
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
    near_th, near_en = (row["name_th"], row["name_en"]) if row else ("ที่ใกล้ที่สุด", "the nearest")
    return PlaceWarning(
        "in-no-area",
        "serious",
        f"จุดนี้ไม่อยู่ในจังหวัดใด อยู่ห่างแนวเขต{near_th} {thai} อาจอยู่ในทะเลหรือประเทศเพื่อนบ้าน",
        f"This point is in no province: it is {english} from {near_en}, perhaps at sea or across the border.",
    )


def _outside(
    territory: Territory | None, distance: float | None, name: tuple[str, str]
) -> Iterator[PlaceWarning]:
    if territory is None or not distance:
        return
    thai, english = in_words(distance)
    if territory.basis == "office":
        home_th, home_en = territory.names[0]
        yield PlaceWarning(
            "outside-office-area",
            "caution",
            f"จุดนี้อยู่นอก{home_th}ซึ่งเป็นที่ตั้งของ {name[0]} ห่าง {thai}",
            f"This point is {english} outside {home_en}, where {name[1]} has its office.",
            *line_of(territory),
        )
    else:
        yield PlaceWarning(
            "outside-territory",
            "caution",
            f"จุดนี้อยู่นอกเขต {name[0]} ห่าง {thai}",
            f"This point is {english} outside {name[1]}.",
            *line_of(territory),
        )


def line_of(territory: Territory) -> tuple[str, str]:
    """Return whose line a territory rests on, and of which day, in Thai and English."""
    thai, english = _basis(territory)
    day, source = territory.as_of, territory.source
    dated_th = [thai, source, format_date(day) if day else ""]
    dated_en = [english, source, day.isoformat() if day else ""]
    return " · ".join(filter(None, dated_th)), " · ".join(filter(None, dated_en))


def _basis(territory: Territory) -> tuple[str, str]:
    if territory.basis == "boundary":
        return "แนวเขตของ อปท. เอง", "the authority's own boundary"
    if territory.basis == "office":
        return "ยังไม่มีแนวเขตของ อปท. นี้", "its own boundary is not known"
    if territory.coarse:
        return f"มีแนวเขตเพียงระดับ{LEVEL_TH[territory.level]}", f"known by {territory.level} only"
    return f"แนวเขต{LEVEL_TH[territory.level]}ที่ดูแล", f"the {territory.level} areas that it covers"
