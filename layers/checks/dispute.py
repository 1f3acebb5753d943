"""Disputing a place: somebody who knows better says that it is wrong, and its engineers have to answer."""

from psycopg import Connection

from geo.database import Row
from geo.errors import Conflict, Forbidden, NotFound
from layers.checks.run import check_project
from layers.given_reason import given_reason


def dispute_place(connection: Connection[Row], project_id: int, place_id: int, reason: str) -> None:
    """Say that a project's place in force is wrong, and why; it stands as a finding until it is answered.

    Any of the project's own seats may, and the offices that supervise them. It is over when the place takes
    another shape, or when engineering or planning gives a reason. Saying the same again changes nothing.
    Raises `BadRequest` for a reason that says nothing, `NotFound` or `Forbidden` by the acting account's
    seats, `Conflict` where the place is in force no more.
    """
    reason = given_reason(reason, "กรุณาระบุว่าพิกัดผิดอย่างไร", "Say what is wrong with the place")
    _check_place(connection, project_id, place_id)
    connection.execute(
        "INSERT INTO place_dispute (location_id, reason) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        [place_id, reason],
    )
    check_project(connection, project_id)


def _check_place(connection: Connection[Row], project_id: int, place_id: int) -> None:
    project = connection.execute(
        "SELECT authority_id = ANY (visible_authorities()) AS own FROM visible_project WHERE project_id = %s",
        [project_id],
    ).fetchone()
    if project is None:
        raise NotFound(
            "ไม่พบโครงการนี้ หรือยังไม่เปิดเผย ตรวจเลขโครงการอีกครั้ง",
            "There is no such project, or it is not public; check its number.",
        )
    if not project["own"]:
        raise Forbidden(
            "ผู้แย้งพิกัดได้คือเจ้าหน้าที่ของ อปท. เจ้าของโครงการ และหน่วยงานที่กำกับดูแล",
            "Only officers of the project's own authority, or of an office above it, can dispute its place.",
        )
    place = connection.execute(
        "SELECT FROM visible_place WHERE id = %s AND project_id = %s AND superseded_at IS NULL",
        [place_id, project_id],
    ).fetchone()
    if place is None:
        raise Conflict(
            "พิกัดที่คุณเห็นถูกย้ายหรือเอาออกไปแล้ว โหลดหน้านี้ใหม่แล้วดูพิกัดล่าสุดก่อน",
            "The place that you saw has been moved or removed; load the page again and look at the newer.",
        )
