"""The drift between a project's places: from phase to phase, the threshold, and the reason given."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection

from geo.database import Row
from geo.errors import Conflict, Forbidden, Refused
from geo.sql import statement
from layers.given_reason import given_reason
from layers.projects.place import Phase, places_of
from layers.projects.place_lock import lock_project


@dataclass(frozen=True)
class Drift:
    """How far the place of a later phase lies off that of an earlier one, in metres on the ellipsoid.

    `line` is the way that is so long, as a GeoJSON geometry; None where there is no drift.
    """

    earlier: Phase
    later: Phase
    metres: float
    line: dict[str, Any] | None


@dataclass(frozen=True)
class Settlement:
    """A reason given for a drift of so many metres; `holds` while the very same shapes are in force."""

    reason: str
    drift_m: float
    at: datetime
    by: str | None
    holds: bool


def drifts_of(connection: Connection[Row], project_id: int) -> list[Drift]:
    """Return the drift of each pair of places in force, the greatest first; as far as one may know."""
    rows = connection.execute(statement(__package__, "drift_pairs"), {"project": project_id}).fetchall()
    return [Drift(**{**row, "line": json.loads(row["line"]) if row["line"] else None}) for row in rows]


def settlements_of(connection: Connection[Row], project_id: int) -> list[Settlement]:
    """Return the reasons given for a project's drift, the latest first; none for those not to see them."""
    rows = connection.execute(statement(__package__, "drift_settlements"), {"project": project_id}).fetchall()
    return [Settlement(**row) for row in rows]


def settle_drift(connection: Connection[Row], project_id: int, reason: str, seen: Collection[int]) -> None:
    """Give the reason why a project's places lie apart, for the places whose ids were `seen`.

    The reason holds until one of the places takes another shape. Giving one again changes nothing. Raises
    `Conflict` when other places are in force by now, `Refused` where nothing is over the threshold,
    `BadRequest` for an empty or overlong reason, `NotFound` or `Forbidden` by the acting account's seats.
    """
    reason = given_reason(reason, "กรุณาระบุเหตุผลที่พิกัดต่างกัน", "Give the reason why the places differ")
    project = lock_project(connection, project_id)
    if not _may_settle(connection, project["authority_id"]):
        raise Forbidden(
            "ผู้ชี้แจงระยะห่างของพิกัดได้คืองานช่างของ อปท. เจ้าของโครงการ",
            "Only an engineer of the project's own authority can settle its drift.",
        )
    if {place.id for place in places_of(connection, project_id).values()} != set(seen):
        raise Conflict(
            "มีผู้แก้พิกัดของโครงการนี้ระหว่างที่คุณทำอยู่ เปิดหน้านี้ใหม่แล้วดูระยะห่างอีกครั้ง",
            "Somebody changed this project's places while you were at work; reload and look again.",
        )
    fact = connection.execute(statement(__package__, "drift_state"), {"project": project_id}).fetchone()
    if fact is not None and fact["settled"]:
        return
    if fact is None or not fact["over"]:
        raise Refused(
            "พิกัดของโครงการนี้ไม่ห่างกันเกินเกณฑ์ จึงไม่ต้องชี้แจง",
            "The places of this project lie no further apart than the threshold; nothing is to be settled.",
        )
    connection.execute(
        "INSERT INTO drift_settlement (project_id, authority_id, reason) VALUES (%s, %s, %s)",
        [project_id, project["authority_id"], reason],
    )


def threshold(connection: Connection[Row]) -> float:
    """Return the metres beyond which somebody must say why a project's places differ."""
    row = connection.execute("SELECT drift_m FROM setting").fetchone()
    return float(row["drift_m"]) if row else 50.0


def set_threshold(connection: Connection[Row], metres: float) -> None:
    """Change the threshold, as an admin; raises `Forbidden` for others."""
    if connection.execute("UPDATE setting SET drift_m = %s", [metres]).rowcount == 0:
        raise Forbidden("ผู้เปลี่ยนเกณฑ์ได้คือผู้ดูแลระบบ", "Only an admin can change the threshold.")


def _may_settle(connection: Connection[Row], authority_id: int) -> bool:
    row = connection.execute(
        "SELECT acting_is_admin() OR %s = ANY (acting_authorities('engineering')) AS may", [authority_id]
    ).fetchone()
    return bool(row and row["may"])
