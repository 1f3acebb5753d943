"""What can be said of a line or an area before it is saved: the areas it crosses, and its part outside.

A part outside is spoken of when it is more than 1 % of the whole and more than 10 m of a line or 100 m² of an
area: published boundaries are no sharper.
"""

from dataclasses import dataclass, replace

import shapely
from psycopg import Connection
from shapely.geometry.base import BaseGeometry

from geo.database import Row
from geo.sql import statement
from layers.areas.level import LEVELS
from layers.areas.names import AreaName
from layers.authorities.authority import authority_name
from layers.projects.place_check import NBSP, PlaceCheck, PlaceWarning, check_place, line_of
from layers.projects.place_shape import point_of
from layers.projects.size_check import area_size_words, length_words
from layers.projects.territory import Territory

OUTSIDE_SHARE = 0.01
OUTSIDE_LEAST = {0: 0.0, 1: 10.0, 2: 100.0}
_OUTSIDE = ("outside-territory", "outside-office-area")


@dataclass(frozen=True)
class ShapeCheck:
    """A shape's point as `check_place` sees it, with the warnings of the whole shape.

    `crossed` are the areas of the finest level known, with the share of the shape in each, the largest first.
    """

    point: PlaceCheck
    crossed: tuple[tuple[AreaName, float], ...]


def check_shape(connection: Connection[Row], authority_id: int, shape: BaseGeometry) -> ShapeCheck:
    """Say what a shape (degrees of EPSG:4326) lies in, and how much of it is outside the territory."""
    middle = point_of(shape)
    point = check_place(connection, authority_id, middle.y, middle.x)
    if shape.geom_type == "Point":
        return ShapeCheck(point, ())
    crossed = _crossed(connection, shape)
    if point.territory is None or point.areas.province is None:
        return ShapeCheck(point, crossed)
    return ShapeCheck(_parted(connection, point, point.territory, shape), crossed)


def _crossed(connection: Connection[Row], shape: BaseGeometry) -> tuple[tuple[AreaName, float], ...]:
    for level in reversed(LEVELS):
        values = {"shape": shapely.to_wkb(shape), "level": level}
        rows = connection.execute(statement(__package__, "shape_areas"), values).fetchall()
        whole = sum(row["size"] for row in rows)
        if whole:
            return tuple(
                (AreaName(row["code"], row["name_th"], row["name_en"]), row["size"] / whole) for row in rows
            )
    return ()


def _parted(
    connection: Connection[Row], point: PlaceCheck, territory: Territory, shape: BaseGeometry
) -> PlaceCheck:
    """Replace what is said of the point's being outside by what is said of the shape's part that is."""
    values = {
        "shape": shapely.to_wkb(shape),
        "authority": territory.authority_id,
        "areas": list(territory.areas),
    }
    row = connection.execute(statement(__package__, "shape_inside"), values).fetchone()
    whole, inside = (float(row["whole"]), float(row["inside"])) if row else (0.0, 0.0)
    outside = max(0.0, whole - inside)
    dimension = int(shapely.get_dimensions(shape))
    if inside == 0 or not whole:
        return replace(point, distance_m=point.distance_m or None)
    others = tuple(warning for warning in point.warnings if warning.code not in _OUTSIDE)
    if outside <= OUTSIDE_LEAST[dimension] or outside <= OUTSIDE_SHARE * whole:
        return replace(point, distance_m=0.0, warnings=others)
    part = _part(territory, dimension, outside, whole, authority_name(connection, territory.authority_id))
    return replace(point, distance_m=point.distance_m or None, warnings=(*others, part))


def _part(
    territory: Territory, dimension: int, outside: float, whole: float, name: tuple[str, str]
) -> PlaceWarning:
    words = {1: length_words, 2: area_size_words}.get(dimension, _points)
    percent = f"{max(1, outside / whole * 100):.0f}{NBSP}%"
    (part_th, part_en), (whole_th, whole_en) = words(outside), words(whole)
    home_th, home_en = (
        (
            f"นอก{territory.names[0][0]}ซึ่งเป็นที่ตั้งของ {name[0]}",
            f"outside {territory.names[0][1]}, where {name[1]} has its office",
        )
        if territory.basis == "office"
        else (f"นอกเขต {name[0]}", f"outside {name[1]}")
    )
    return PlaceWarning(
        "partly-outside",
        "caution",
        f"{part_th} จาก {whole_th} ({percent}) อยู่{home_th}",
        f"{part_en} of {whole_en} ({percent}) are {home_en}.",
        *line_of(territory),
    )


def _points(count: float) -> tuple[str, str]:
    return f"{count:.0f}{NBSP}จุด", f"{count:.0f}{NBSP}points"
