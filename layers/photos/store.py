"""Photographs on record: added once, told of anew, withdrawn with a reason, and never deleted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection, sql

from geo.database import Row
from geo.errors import BadRequest, Conflict, NotFound, Refused
from geo.sql import statement
from layers.photos.photo import Phase, Photo, PhotoFile, photo_of
from layers.photos.wording import moment
from layers.projects.place import Phase as PlacePhase
from layers.projects.place import Place
from layers.projects.place_lock import lock_project

LONGEST_CAPTION, LONGEST_NAME, LONGEST_REASON = 300, 200, 500
MOST_OF_PROJECT = 500


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


@dataclass(frozen=True)
class Sent:
    """What comes with a file: what is `told` of it, its owner's `name`, and the `key` of the device."""

    told: Told = Told()
    name: str | None = None
    key: UUID = field(default_factory=uuid4)


def sent_before(connection: Connection[Row], project_id: int, key: UUID, sha256: bytes) -> int | None:
    """Return the id of the photograph that this file, or this `key` of a device, is on record as.

    Raises `Conflict` where the key is that of a photograph of another project.
    """
    values = {"project": project_id, "key": key, "sha256": sha256}
    row = connection.execute(statement(__package__, "photo_sent"), values).fetchone()
    if row is not None and row["project_id"] != project_id:
        raise Conflict(
            "ภาพนี้ส่งเข้าอีกโครงการหนึ่งไปแล้ว เลือกภาพใหม่จากเครื่องอีกครั้ง",
            "This photograph was sent to another project before; choose it from the device again.",
        )
    return int(row["id"]) if row else None


def add_photo(connection: Connection[Row], project_id: int, file: PhotoFile, sent: Sent) -> tuple[int, bool]:
    """Record a photograph of a project; return its id and whether it is new.

    The same file of the same project, or the same `key` again, is the photograph that stands already; it is
    hidden where what is sent is not to be shown. Raises `NotFound` or `Forbidden` by the acting account's
    seats, `Refused` for more than `MOST_OF_PROJECT`.
    """
    project = lock_project(connection, project_id)
    known = sent_before(connection, project_id, sent.key, file.sha256)
    if known is not None:
        return _again(connection, known, sent), False
    _refuse_too_many(connection, project_id)
    values = {
        **asdict(file.taken),
        **asdict(sent.told),
        "project": project_id,
        "authority": project["authority_id"],
        "key": sent.key,
        "file_name": _name(sent.name),
        "size_bytes": len(file.content),
        **{name: getattr(file, name) for name in ("sha256", "media_type", "width", "height", "likeness")},
    }
    row = connection.execute(statement(__package__, "photo_add"), values).fetchone()
    if row is None:
        known = sent_before(connection, project_id, sent.key, file.sha256)
        if known is None:
            raise Conflict("ภาพนี้กำลังถูกส่งอยู่ ลองอีกครั้ง", "This photograph is being sent; try again.")
        return _again(connection, known, sent), False
    _add_files(connection, int(row["id"]), project["authority_id"], file)
    return int(row["id"]), True


def photos_of(connection: Connection[Row], project_id: int) -> list[Photo]:
    """Return the photographs of a project that the acting account may see, those withdrawn last."""
    query = statement(__package__, "photos", which=sql.SQL("p.project_id = %(project)s"))
    return [photo_of(row) for row in connection.execute(query, {"project": project_id}).fetchall()]


def photo(connection: Connection[Row], project_id: int, photo_id: int) -> Photo:
    """Return one photograph of a project; raises `NotFound` where the acting account knows of none."""
    which = sql.SQL("p.project_id = %(project)s AND p.id = %(photo)s")
    query = statement(__package__, "photos", which=which)
    row = connection.execute(query, {"project": project_id, "photo": photo_id}).fetchone()
    if row is None:
        raise no_photo()
    return photo_of(row)


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
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON or "\x00" in reason:
        raise BadRequest(
            f"ต้องบอกเหตุผลที่ถอนภาพ ไม่เกิน {LONGEST_REASON} ตัวอักษร",
            f"Say why the photograph is withdrawn, in {LONGEST_REASON} characters at most.",
        )
    lock_project(connection, project_id)
    changed = connection.execute(
        "UPDATE photo SET withdrawn_reason = %s WHERE id = %s AND project_id = %s",
        [reason, photo_id, project_id],
    )
    if changed.rowcount == 0:
        raise no_photo()


def copy_of(connection: Connection[Row], project_id: int, photo_id: int, size: int) -> tuple[bytes, str]:
    """Return a copy of a photograph and its SHA-256 in hexadecimal; raises `NotFound`."""
    row = connection.execute(
        "SELECT content, encode(sha256, 'hex') AS digest FROM visible_copy "
        "WHERE project_id = %s AND photo_id = %s AND size = %s",
        [project_id, photo_id, size],
    ).fetchone()
    if row is None:
        raise no_photo()
    return bytes(row["content"]), row["digest"]


def original_of(connection: Connection[Row], photo_id: int) -> bytes:
    """Return the file as it was uploaded; raises `NotFound` for all but its own and supervising seats."""
    row = connection.execute("SELECT content FROM photo_original WHERE photo_id = %s", [photo_id]).fetchone()
    if row is None:
        raise no_photo()
    return bytes(row["content"])


def place_of_photo(known: Photo, phase: PlacePhase) -> Place:
    """Return the place where a photograph was taken, as a place of a project with its evidence.

    Raises `Refused` where the photograph was withdrawn or does not say where it was taken.
    """
    taken = known.taken
    if known.withdrawn_at is not None or taken.lat is None or taken.lon is None:
        raise Refused(
            "ภาพนี้ไม่มีพิกัดให้ใช้ หรือถูกถอนแล้ว เลือกภาพอื่น หรือคลิกบนแผนที่",
            "This photograph has no position to use, or was withdrawn; choose another or click on the map.",
        )
    at = f" · ถ่าย {moment(taken.taken_at)}" if taken.taken_at else ""
    return Place(
        taken.lat,
        taken.lon,
        method="photo",
        accuracy_m=taken.accuracy_m,
        phase=phase,
        evidence=f"ภาพถ่ายเลขที่ {known.id}{at} · SHA-256 {known.sha256}",
    )


def link_place(connection: Connection[Row], known: Photo, location_id: int) -> None:
    """Note that a place rests on a photograph of its project; a second time changes nothing."""
    connection.execute(
        statement(__package__, "photo_place_add"), {"photo": known.id, "location": location_id}
    )


def no_photo() -> NotFound:
    """Return the error for a photograph that is not there, or not for the acting account to know of."""
    return NotFound(
        "ไม่พบภาพนี้ อาจถูกถอนหรือยังไม่เผยแพร่", "There is no such photograph; it may be withdrawn or not public."
    )


def _again(connection: Connection[Row], photo_id: int, sent: Sent) -> int:
    """Hide a photograph that stands where somebody who sends it again does not want it shown."""
    if not sent.told.shown:
        connection.execute(
            "UPDATE photo SET shown = false WHERE id = %s AND shown AND device_key <> %s",
            [photo_id, sent.key],
        )
    return photo_id


def _name(name: str | None) -> str | None:
    plain = "".join(letter for letter in name or "" if letter.isprintable()).strip()
    return plain[-LONGEST_NAME:] or None


def _refuse_too_many(connection: Connection[Row], project_id: int) -> None:
    row = connection.execute("SELECT count(*) AS n FROM photo WHERE project_id = %s", [project_id]).fetchone()
    if row is not None and row["n"] >= MOST_OF_PROJECT:
        raise Refused(
            f"โครงการนี้มีภาพครบ {MOST_OF_PROJECT} ภาพแล้ว เลือกเฉพาะภาพที่จำเป็น",
            f"This project has {MOST_OF_PROJECT} photographs already; choose only those that are needed.",
        )


def _add_files(connection: Connection[Row], photo_id: int, authority: int, file: PhotoFile) -> None:
    connection.execute(
        "INSERT INTO photo_original (photo_id, authority_id, content) VALUES (%s, %s, %b)",
        [photo_id, authority, file.content],
    )
    for copy in file.copies:
        connection.execute(
            "INSERT INTO photo_copy (photo_id, size, authority_id, width, height, content) "
            "VALUES (%s, %s, %s, %s, %s, %b)",
            [photo_id, copy.size, authority, copy.width, copy.height, copy.content],
        )
