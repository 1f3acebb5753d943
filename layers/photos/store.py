"""Photographs on record and their files, as the acting account may know them."""

from psycopg import Connection, sql

from geo.database import Row
from geo.errors import NotFound
from geo.sql import statement
from layers.photos.photo import Photo, photo_of


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


def no_photo() -> NotFound:
    """Return the error for a photograph that is not there, or not for the acting account to know of."""
    return NotFound(
        "ไม่พบภาพนี้ อาจถูกถอนหรือยังไม่เผยแพร่", "There is no such photograph; it may be withdrawn or not public."
    )
