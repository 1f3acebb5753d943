"""A project's place: what is recorded of it, what is known of it, and the clash of two editors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, LiteralString

from psycopg import Connection, sql
from pyproj import Geod
from shapely import Point, from_wkb
from shapely.geometry.base import BaseGeometry

from geo.database import Row
from geo.errors import Conflict
from geo.sql import statement
from layers.projects.place_shape import point_of, read_shape

Phase = Literal["planned", "contracted", "as_built"]
Grade = Literal["A", "B", "C", "D"]
PHASES: tuple[Phase, ...] = ("planned", "contracted", "as_built")
_EARTH = Geod(ellps="WGS84")
METHODS = ("map", "text", "gps", "survey", "photo")
LONGEST_TEXT = 500


@dataclass(frozen=True)
class Place:
    """A place to record, in degrees of EPSG:4326, and how it was come by.

    `lat` and `lon` are the point that stands for it; `geometry` is its shape where that is more than
    the point (`Place.of` makes both of a shape). `crs` is what `text_entered` was written in and
    `operation` how it was brought to EPSG:4326; `accuracy_m` is the radius, in metres, that the device
    or the person claims: for a drawing, what the map's scale allows. `precision_m` is one unit of the
    last digit given, in metres. `repairs` are the codes of what was mended or supposed
    (`geo.notation.Repair`), `evidence` what the place rests on, `note` the person's remark.
    """

    lat: float
    lon: float
    text_entered: str | None = None
    crs: str = "EPSG:4326"
    operation: str | None = None
    method: str = "map"
    accuracy_m: float | None = None
    phase: Phase = "planned"
    geometry: BaseGeometry | None = None
    precision_m: float | None = None
    repairs: tuple[str, ...] = ()
    evidence: str | None = None
    note: str | None = None

    @classmethod
    def of(cls, shape: BaseGeometry | bytes, **more: Any) -> "Place":
        """Return the place of a shape (shapely, or WKB) in degrees; `more` are the other fields.

        Heights are left out. Raises `BadRequest` for what is no shape of a place (see `read_shape`).
        """
        geometry = read_shape(shape)
        point = point_of(geometry)
        return cls(point.y, point.x, geometry=None if geometry.geom_type == "Point" else geometry, **more)

    @property
    def shape(self) -> BaseGeometry:
        """What is recorded: the geometry, or the point itself."""
        return Point(self.lon, self.lat) if self.geometry is None else self.geometry


@dataclass(frozen=True)
class KnownPlace:
    """A place on record: its geometry, the point that stands for it, how it was come by, by whom and when.

    `shape` is the geometry's kind as PostGIS says it (`POINT`, `LINESTRING` …), `grade` A to D,
    `grade_reasons` the codes of what kept it from a better one, `error_m` how far it may be off (None:
    unknown). `by` is None where the acting account may not know the name; `role` is the seat that it was
    recorded from.
    """

    id: int
    phase: Phase
    geometry: BaseGeometry
    lat: float
    lon: float
    shape: str
    text_entered: str | None
    crs: str
    operation: str | None
    method: str
    accuracy_m: float | None
    precision_m: float | None
    repairs: tuple[str, ...]
    evidence: str | None
    note: str | None
    grade: Grade
    grade_reasons: tuple[str, ...]
    error_m: float | None
    at: datetime
    account: int | None
    by: str | None
    role: str | None
    restores: int | None
    superseded_at: datetime | None

    def is_at(self, place: Place) -> bool:
        """Whether this is exactly the shape that is to be recorded."""
        return bool(self.geometry.equals_exact(place.shape))


class PlaceConflict(Conflict):
    """Somebody else placed, moved or removed the project since the editor looked.

    `theirs` is what stands now (None when it was removed), `mine` what was about to be recorded.
    """

    def __init__(self, theirs: KnownPlace | None, mine: Place | None) -> None:
        self.theirs = theirs
        self.mine = mine
        who_th, who_en = (theirs.by or "ผู้ใช้อื่น", theirs.by or "Somebody else") if theirs else ("", "")
        if theirs:
            super().__init__(
                f"{who_th} บันทึกตำแหน่งของโครงการนี้ไปแล้วระหว่างที่คุณทำอยู่ ยังไม่มีอะไรถูกเขียนทับ "
                "เทียบสองตำแหน่งบนแผนที่แล้วเลือกว่าจะใช้ตำแหน่งใด",
                f"{who_en} recorded a place for this project while you were at work. Nothing was "
                "overwritten: compare the two on the map and choose which to keep.",
            )
        else:
            super().__init__(
                "มีผู้เอาหมุดของโครงการนี้ออกระหว่างที่คุณทำอยู่ ยังไม่มีอะไรถูกเขียนทับ เลือกว่าจะปักหมุดของคุณหรือไม่",
                "Somebody removed this project's pin while you were at work. Nothing was overwritten: "
                "choose whether to save yours.",
            )

    @property
    def apart_m(self) -> float | None:
        """How far the two places are from each other, in metres; None where there is only one."""
        if self.theirs is None or self.mine is None:
            return None
        return float(_EARTH.inv(self.theirs.lon, self.theirs.lat, self.mine.lon, self.mine.lat)[2])


# Always true: it names both halves of the index, since no index has all places of a project.
_EVER: LiteralString = "(l.superseded_at IS NULL OR l.superseded_at IS NOT NULL)"


def places_of(connection: Connection[Row], project_id: int) -> dict[Phase, KnownPlace]:
    """Return the places in force of a project, by phase; empty for those who may not see its papers."""
    return {
        place.phase: place for place in _known(connection, project_id, "l.own AND l.superseded_at IS NULL")
    }


def place_history(connection: Connection[Row], project_id: int) -> list[KnownPlace]:
    """Return every place that the project ever had, the newest first."""
    return _known(connection, project_id, f"l.own AND {_EVER}")


def public_places(connection: Connection[Row], project_id: int) -> dict[Phase, KnownPlace]:
    """Return the places in force as everybody may know them, by phase; a draft's only to its seats."""
    return {place.phase: place for place in _known(connection, project_id, "l.superseded_at IS NULL")}


def _known(connection: Connection[Row], project_id: int, which: Any, **values: Any) -> list[KnownPlace]:
    query = statement(__package__, "place_known", which=sql.SQL(which))
    rows = connection.execute(query, {"project": project_id, **values}).fetchall()
    return [known_place(row) for row in rows]


def known_place(row: Row) -> KnownPlace:
    """Return the place of a row of `visible_place`, its shape as WKB in `geometry`."""
    lists = {name: tuple(row[name] or ()) for name in ("repairs", "grade_reasons")}
    return KnownPlace(**{**row, **lists, "geometry": from_wkb(bytes(row["geometry"]))})
