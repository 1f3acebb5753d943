"""Where a project is: recorded, moved, taken back, and never overwritten unseen.

Every change is a further row of `location`; the row before it is superseded and kept. An editor says
which row was current when the change was decided (`seen`); when that is no longer so, the change is a
`PlaceConflict`, which carries what the other person recorded.
"""

from dataclasses import fields
from typing import Any

from psycopg import Connection
from shapely import to_wkb

from geo.database import Row
from geo.errors import Refused
from geo.sql import statement
from layers.projects.place import KnownPlace, Phase, Place, PlaceConflict, place_history, places_of
from layers.projects.place_fields import check_place_fields
from layers.projects.place_lock import lock_project
from layers.projects.place_need import set_need


def save_place(
    connection: Connection[Row], project_id: int, place: Place, seen: int | None
) -> tuple[KnownPlace, bool]:
    """Record a shape as the project's place; return it, and whether anything changed.

    Saving the very shape that already stands changes nothing, so a repeated request is harmless.
    Raises `PlaceConflict` when `seen` is not the place in force of that phase, `BadRequest` for
    something that is no place, `NotFound` or `Forbidden` by the acting account's seats.
    """
    check_place_fields(place)
    project = lock_project(connection, project_id)
    current = places_of(connection, project_id).get(place.phase)
    if current is not None and current.is_at(place):
        return current, False
    if (current.id if current else None) != seen:
        raise PlaceConflict(current, place)
    _supersede(connection, current)
    values = _values(place) | {"project": project_id, "authority": project["authority_id"]}
    connection.execute(statement(__package__, "place_add"), values)
    if not project["needs_place"]:
        set_need(connection, project_id, None)
    return places_of(connection, project_id)[place.phase], True


def undo_place(
    connection: Connection[Row], project_id: int, phase: Phase, seen: int | None
) -> KnownPlace | None:
    """Take the last change of a phase's place back; return what stands then, None for no place.

    Undoing a move restores the place before it; undoing the first pin leaves none; undoing a removal
    (`seen` None) restores what was removed. A repeated request is harmless. Raises as `save_place`
    does, and `Refused` when there is nothing to take back.
    """
    lock_project(connection, project_id)
    current = places_of(connection, project_id).get(phase)
    if seen is None and current is None:
        return _restore_removed(connection, project_id, phase)
    before = _before(connection, seen) if seen is not None else None
    if current is None or current.id != seen:
        if _undone_before(current, seen, before):
            return current
        raise PlaceConflict(current, None)
    _supersede(connection, current)
    if before is not None:
        connection.execute(statement(__package__, "place_restore"), {"location": before})
    return places_of(connection, project_id).get(phase)


def remove_place(connection: Connection[Row], project_id: int, phase: Phase, seen: int) -> None:
    """Take a pin off the map; it stays in the history, and `undo_place` puts it back.

    Raises as `save_place` does.
    """
    lock_project(connection, project_id)
    current = places_of(connection, project_id).get(phase)
    if current is None:
        return
    if current.id != seen:
        raise PlaceConflict(current, None)
    _supersede(connection, current)


def _values(place: Place) -> dict[str, Any]:
    values = {field.name: getattr(place, field.name) for field in fields(place)}
    return values | {"geometry": to_wkb(place.shape), "repairs": list(place.repairs)}


def _supersede(connection: Connection[Row], current: KnownPlace | None) -> None:
    if current is not None:
        connection.execute("UPDATE location SET superseded_at = now() WHERE id = %s", [current.id])


def _undone_before(current: KnownPlace | None, seen: int | None, before: int | None) -> bool:
    """Whether what stands is what undoing would leave: the request came a second time."""
    if current is None:
        return before is None
    return current.restores is not None and (seen is None or current.restores == before)


def _before(connection: Connection[Row], location: int) -> int | None:
    row = connection.execute(statement(__package__, "place_before"), {"location": location}).fetchone()
    return row["id"] if row else None


def _restore_removed(connection: Connection[Row], project_id: int, phase: Phase) -> KnownPlace:
    removed = [p for p in place_history(connection, project_id) if p.phase == phase]
    if not removed:
        raise Refused(
            "ไม่มีการปักหมุดให้เลิกทำ โครงการนี้ยังไม่เคยมีพิกัด",
            "There is nothing to undo: this project has never had a place.",
        )
    connection.execute(statement(__package__, "place_restore"), {"location": _last(removed).id})
    return places_of(connection, project_id)[phase]


def _last(removed: list[KnownPlace]) -> KnownPlace:
    """Return the place that was removed last, by the moment in which it was."""
    return max(removed, key=lambda place: (place.superseded_at or place.at, place.id))
