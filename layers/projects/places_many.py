"""Many projects placed at once: the same rules and rows as `save_place`, with a statement for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from psycopg import Connection

from geo.database import Row
from geo.errors import Conflict
from geo.sql import statement
from layers.projects.place import Phase, Place
from layers.projects.place_fields import check_place_fields
from layers.projects.place_lock import forbidden, not_found


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to record for a project; `seen` is the one in force when it was decided, None for none."""

    place: Place
    seen: int | None


def lock_projects(connection: Connection[Row], projects: list[int]) -> None:
    """Hold projects against other writers until the transaction ends.

    Raises `NotFound` where the acting account may not know of one, `Forbidden` where it may not pin one.
    """
    rows = connection.execute(statement(__package__, "places_lock"), {"projects": projects}).fetchall()
    if len(rows) == len(set(projects)) and all(row["may_pin"] for row in rows):
        return
    known = connection.execute("SELECT count(*) AS n FROM project WHERE id = ANY (%s)", [projects]).fetchone()
    raise forbidden() if known and known["n"] == len(set(projects)) else not_found()


def save_places(connection: Connection[Row], phase: Phase, new: Mapping[int, NewPlace]) -> dict[int, int]:
    """Record places of one phase, by project; return the new locations' ids, by project.

    Those there are are superseded, and projects that needed no place need one now. Raises `Conflict`
    when one of them is not what was seen, `BadRequest` for something that is no place, `NotFound` or
    `Forbidden` as `lock_projects` does.
    """
    for one in new.values():
        check_place_fields(one.place)
    projects = sorted(new)
    lock_projects(connection, projects)
    seen = [new[project].seen for project in projects]
    values: dict[str, Any] = {"projects": projects, "seen": seen, "phase": phase}
    other = connection.execute(statement(__package__, "places_changed"), values).fetchone()
    if other is not None and other["changed"]:
        raise _changed(other["changed"])
    values |= _columns([new[project].place for project in projects])
    connection.execute(statement(__package__, "places_supersede"), values)
    rows = connection.execute(statement(__package__, "places_add"), values).fetchall()
    connection.execute(
        "UPDATE project SET needs_place = true, no_place_reason = NULL "
        "WHERE id = ANY (%(projects)s) AND NOT needs_place",
        values,
    )
    return {row["project_id"]: row["id"] for row in rows}


def _columns(places: list[Place]) -> dict[str, list[Any]]:
    """Return the places' values column by column; repairs joined by commas, shapes as WKB."""
    names = ("text_entered", "crs", "operation", "method", "accuracy_m", "precision_m", "evidence", "note")
    columns: dict[str, list[Any]] = {name: [getattr(place, name) for place in places] for name in names}
    columns["repairs"] = [",".join(place.repairs) for place in places]
    columns["geometry"] = [shapely.to_wkb(place.shape) for place in places]
    return columns


def _changed(number: int) -> Conflict:
    return Conflict(
        f"มีผู้บันทึกตำแหน่งของ {number:,} โครงการไปแล้วระหว่างที่คุณทำอยู่ ยังไม่มีอะไรถูกเขียนทับ ตรวจแถวเหล่านั้นอีกครั้ง",
        f"Somebody placed {number:,} of the projects while you were at work. Nothing was overwritten; look "
        "at those rows again.",
    )
