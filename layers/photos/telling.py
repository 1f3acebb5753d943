"""What a person says of a photograph on record: said anew, or that it is withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from geo.database import Row
from geo.errors import BadRequest, Conflict
from layers.given_reason import given_reason
from layers.photos.photo import Phase
from layers.photos.store import no_photo, photo
from layers.projects.place_lock import lock_project

LONGEST_CAPTION = 300


@dataclass(frozen=True)
class Told:
    """What a person says of a photograph; `shown` is whether everybody may see it."""

    phase: Phase = "unknown"
    caption: str | None = None
    shown: bool = True

    def __post_init__(self) -> None:
        """Raise `BadRequest` for a caption that is too long or holds what no text holds."""
        if len(self.caption or "") > LONGEST_CAPTION or "\x00" in (self.caption or ""):
            raise BadRequest(
                f"คำบรรยายภาพต้องไม่เกิน {LONGEST_CAPTION} ตัวอักษร",
                f"A caption has at most {LONGEST_CAPTION} characters.",
            )


def tell(connection: Connection[Row], project_id: int, photo_id: int, told: Told) -> None:
    """Change the phase, the caption and the showing of a photograph; raises as `withdraw` does."""
    lock_project(connection, project_id)
    changed = connection.execute(
        "UPDATE photo SET phase = %s, caption = %s, shown = %s WHERE id = %s AND project_id = %s",
        [told.phase, told.caption, told.shown, photo_id, project_id],
    )
    if changed.rowcount == 0:
        raise no_photo()


def tell_anew(
    connection: Connection[Row],
    project_id: int,
    photo_id: int,
    said: Mapping[str, Any],
    seen: Mapping[str, Any],
) -> None:
    """Change what is `said` of a photograph (fields of `Told`), where that is not what its teller had `seen`.

    Raises `Conflict` where somebody else has said otherwise of the same since; else as `withdraw` does.
    """
    lock_project(connection, project_id)
    known = photo(connection, project_id, photo_id)
    stands = {"phase": known.phase, "caption": known.caption, "shown": known.shown}
    anew = {name: value for name, value in said.items() if name not in seen or seen[name] != value}
    if any(name in seen and stands[name] not in (seen[name], value) for name, value in anew.items()):
        raise Conflict(
            "มีผู้แก้ข้อมูลของภาพนี้ไปแล้วหลังจากที่คุณเปิดหน้านี้ โหลดหน้าใหม่แล้วแก้อีกครั้ง",
            "Somebody has changed what is told of this photograph since you opened the page. "
            "Load it anew and change it again.",
        )
    if anew:
        tell(connection, project_id, photo_id, Told(**{**stands, **anew}))


def withdraw(connection: Connection[Row], project_id: int, photo_id: int, reason: str) -> None:
    """Withdraw a photograph: it stays on record with the `reason`, and counts for nothing any more.

    Raises `NotFound` or `Forbidden` by the acting account's seats, `BadRequest` without a reason, and the
    database's own refusal (`said_plainly`) for one that is withdrawn already.
    """
    reason = given_reason(reason, "ต้องบอกเหตุผลที่ถอนภาพ", "Say why the photograph is withdrawn")
    lock_project(connection, project_id)
    changed = connection.execute(
        "UPDATE photo SET withdrawn_reason = %s WHERE id = %s AND project_id = %s",
        [reason, photo_id, project_id],
    )
    if changed.rowcount == 0:
        raise no_photo()
