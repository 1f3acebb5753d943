"""Whether a project needs a place at all: most of a plan's items do not, each with its reason."""

from psycopg import Connection

from geo.database import Row
from geo.errors import Conflict, NotFound, Refused
from layers.given_reason import given_reason
from layers.projects.place import places_of
from layers.projects.place_lock import lock_project


def waive_place(connection: Connection[Row], project_id: int, reason: str | None, seen_version: int) -> int:
    """Say that a project needs no place, with the reason; None says that it needs one after all.

    Returns the project's version afterwards. Saying again what is already so changes nothing. Raises
    `Conflict` when the project was changed since `seen_version`, `Refused` while it has a pin, `BadRequest`
    for an empty or overlong reason, `NotFound` or `Forbidden` by the acting account's seats.
    """
    if reason is not None:
        reason = given_reason(
            reason,
            "กรุณาระบุเหตุผลที่โครงการนี้ไม่ต้องมีพิกัด",
            "Give the reason why this project needs no place",
        )
    project = lock_project(connection, project_id)
    now = connection.execute(
        "SELECT needs_place, no_place_reason FROM project WHERE id = %s", [project_id]
    ).fetchone()
    if now == {"needs_place": reason is None, "no_place_reason": reason}:
        return int(project["version"])
    if project["version"] != seen_version:
        raise Conflict(
            "มีผู้แก้ไขโครงการนี้ระหว่างที่คุณทำอยู่ ยังไม่มีอะไรถูกเขียนทับ เปิดหน้านี้ใหม่แล้วตรวจอีกครั้ง",
            "Somebody changed this project while you were at work. Nothing was overwritten: "
            "reload and look again.",
        )
    if reason is not None and places_of(connection, project_id):
        raise Refused(
            "โครงการนี้มีหมุดอยู่แล้ว ให้เอาหมุดออกก่อน แล้วจึงระบุว่าไม่ต้องมีพิกัด",
            "This project has a pin. Remove the pin first, then say that it needs no place.",
        )
    return set_need(connection, project_id, reason)


def set_need(connection: Connection[Row], project_id: int, reason: str | None) -> int:
    row = connection.execute(
        "UPDATE project SET needs_place = %s, no_place_reason = %s WHERE id = %s RETURNING version",
        [reason is None, reason, project_id],
    ).fetchone()
    if row is None:
        raise NotFound("ไม่พบโครงการนี้", "There is no such project.")
    return int(row["version"])
