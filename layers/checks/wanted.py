"""Which authorities a run of the checks is about, province by province so that memory stays bounded."""

from psycopg import Connection

from geo.database import Row
from geo.errors import NotFound
from geo.sql import statement
from layers.areas.level import level_of


def batches(
    connection: Connection[Row], authority: str | None = None, area: str | None = None
) -> list[tuple[list[int], int]]:
    """Return authorities to check together, with how many projects they have; the nation where none is said.

    `authority` is a code; `area` a code of 2, 4 or 6 digits, for the authorities that have their office in
    it or cover some of it. Raises `NotFound` when there is none such, `BadRequest` for what is no code.
    """
    if area is not None:
        level_of(area)
    values = {"authority": authority, "area": area}
    rows = connection.execute(statement(__package__, "wanted"), values).fetchall()
    if not rows and (authority or area):
        asked = authority or area
        raise NotFound(
            f"ไม่มี อปท. ตามรหัส {asked} ตรวจรหัส อปท. หรือรหัสพื้นที่",
            f"There is no authority for {asked}; check the code of the authority or area.",
        )
    return [(row["ids"], row["projects"]) for row in rows]
