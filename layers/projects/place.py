"""A project's place: what is recorded of it, what is known of it, and the clash of two editors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from psycopg import Connection, sql
from pyproj import Geod

from geo.database import Row
from geo.errors import Conflict
from geo.sql import statement

Phase = Literal["planned", "contracted", "as_built"]
PHASES: tuple[Phase, ...] = ("planned", "contracted", "as_built")
_EARTH = Geod(ellps="WGS84")
METHODS = ("map", "text", "gps", "survey", "photo")
LONGEST_TEXT = 500


@dataclass(frozen=True)
class Place:
    """A point to record, in degrees of EPSG:4326, and how it was come by.

    `crs` is what `text_entered` was written in and `operation` how it was brought to EPSG:4326;
    `accuracy_m` is the radius, in metres, that the device or the person claims.
    """

    lat: float
    lon: float
    text_entered: str | None = None
    crs: str = "EPSG:4326"
    operation: str | None = None
    method: str = "map"
    accuracy_m: float | None = None
    phase: Phase = "planned"


@dataclass(frozen=True)
class KnownPlace:
    """A place on record: the point that stands for it, its shape's kind, and who recorded it when.

    `by` is None where the acting account may not know the name.
    """

    id: int
    phase: Phase
    lat: float
    lon: float
    shape: str
    text_entered: str | None
    crs: str
    operation: str | None
    method: str
    accuracy_m: float | None
    at: datetime
    account: int
    by: str | None
    restores: int | None
    superseded_at: datetime | None

    def is_at(self, place: Place) -> bool:
        """Whether this is exactly the point that is to be recorded."""
        return self.shape == "POINT" and (self.lat, self.lon) == (place.lat, place.lon)


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


def places_of(connection: Connection[Row], project_id: int) -> dict[Phase, KnownPlace]:
    """Return the places in force of a project, by phase; empty for those who may not see its papers."""
    return {place.phase: place for place in _known(connection, project_id, "l.superseded_at IS NULL")}


def place_history(connection: Connection[Row], project_id: int) -> list[KnownPlace]:
    """Return every place that the project ever had, the newest first."""
    return _known(connection, project_id, "true")


def _known(connection: Connection[Row], project_id: int, which: Any, **values: Any) -> list[KnownPlace]:
    query = statement(__package__, "place_known", which=sql.SQL(which))
    rows = connection.execute(query, {"project": project_id, **values}).fetchall()
    return [KnownPlace(**row) for row in rows]
