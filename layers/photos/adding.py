"""Photographs added to the record: each once, however often it is sent."""

from dataclasses import asdict, dataclass, field
from uuid import UUID, uuid4

from psycopg import Connection

from geo.database import Row
from geo.errors import Conflict, Refused
from geo.sql import statement
from layers.photos.photo import PhotoFile
from layers.photos.telling import Told
from layers.projects.place_lock import lock_project

LONGEST_NAME = 200
MOST_OF_PROJECT = 500


@dataclass(frozen=True)
class Sent:
    """What comes with a file: what is `told` of it, its owner's `name`, and the `key` of the device."""

    told: Told = field(default_factory=Told)
    name: str | None = None
    key: UUID = field(default_factory=uuid4)


def add_photo(connection: Connection[Row], project_id: int, file: PhotoFile, sent: Sent) -> tuple[int, bool]:
    """Record a photograph of a project; return its id and whether it is new.

    The same file of the same project, or the same `key` again, is the photograph that stands already; it is
    hidden where what is sent is not to be shown. Raises `NotFound` or `Forbidden` by the acting account's
    seats, `Refused` for more than `MOST_OF_PROJECT`, `Conflict` for a `key` used for something else.
    """
    project = lock_project(connection, project_id)
    known = _sent_before(connection, project_id, sent.key, file.sha256)
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
        known = _sent_before(connection, project_id, sent.key, file.sha256)
        if known is None:
            raise Conflict("ภาพนี้กำลังถูกส่งอยู่ ลองอีกครั้ง", "This photograph is being sent; try again.")
        return _again(connection, known, sent), False
    _add_files(connection, int(row["id"]), project["authority_id"], file)
    return int(row["id"]), True


def _sent_before(connection: Connection[Row], project_id: int, key: UUID, sha256: bytes) -> int | None:
    """Return the id of the photograph that this file, or this `key` of a device, is on record as.

    Raises `Conflict` where the key is that of a photograph of another project, or of another file.
    """
    values = {"project": project_id, "key": key, "sha256": sha256}
    row = connection.execute(statement(__package__, "photo_sent"), values).fetchone()
    if row is not None and row["project_id"] != project_id:
        raise Conflict(
            "ภาพนี้ส่งเข้าอีกโครงการหนึ่งไปแล้ว เลือกภาพใหม่จากเครื่องอีกครั้ง",
            "This photograph was sent to another project before; choose it from the device again.",
        )
    if row is not None and not row["is_same"]:
        raise Conflict(
            "รหัสรายการ (key) นี้เป็นของอีกภาพหนึ่งที่ส่งไปแล้ว ภาพนี้จึงยังไม่ถูกเก็บ เลือกภาพใหม่จากเครื่องอีกครั้ง",
            "This key is that of another picture, which was sent before. The present one was not kept; "
            "choose it from the device again.",
        )
    return int(row["id"]) if row else None


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
