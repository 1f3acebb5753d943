"""Holding a project while its place is changed, for those who may."""

from psycopg import Connection

from geo.database import Row
from geo.errors import Forbidden, NotFound
from geo.sql import statement


def lock_project(connection: Connection[Row], project_id: int) -> Row:
    """Hold a project against other writers until the transaction ends.

    Returns its id, authority_id, version and needs_place. Raises `NotFound` for one that the acting
    account may not know of, `Forbidden` for one that it may not pin.
    """
    project = connection.execute(statement(__package__, "place_lock"), {"project": project_id}).fetchone()
    if project is not None and project["may_pin"]:
        return project
    visible = connection.execute("SELECT FROM project WHERE id = %s", [project_id]).fetchone()
    raise not_found() if visible is None else forbidden()


def not_found() -> NotFound:
    """Return the error for a project that is not there, or not for the acting account to know of."""
    return NotFound(
        "ไม่พบโครงการนี้ หรือยังไม่เปิดเผย ตรวจเลขโครงการอีกครั้ง",
        "There is no such project, or it is not public; check its number.",
    )


def forbidden() -> Forbidden:
    """Return the error for a project that the acting account may see but not pin."""
    return Forbidden(
        "ที่นั่งของคุณปักหมุดโครงการนี้ไม่ได้ ปักได้เฉพาะงานช่างและงานแผนของ อปท. เจ้าของโครงการ",
        "Your seat cannot pin this project; only engineering and planning of its own authority can.",
    )
