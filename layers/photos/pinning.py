"""Places of projects that rest on photographs."""

from psycopg import Connection

from geo.database import Row
from geo.errors import Refused
from geo.sql import statement
from layers.photos.photo import Photo
from layers.photos.wording import moment
from layers.projects.place import Phase, Place


def place_of_photo(known: Photo, phase: Phase) -> Place:
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
