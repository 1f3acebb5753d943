"""The photographs of a project with what they say: the facts gathered, the rules of `judge` applied."""

from collections import defaultdict
from dataclasses import dataclass

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from geo.thai.clock import thai_day
from layers.photos.ground import Ground, Spot
from layers.photos.judge import Judged, judge
from layers.photos.judge_use import Use
from layers.photos.photo import Photo
from layers.photos.store import photos_of
from layers.projects.place import public_places


@dataclass(frozen=True)
class Evidence:
    """A photograph and what it says; None for those who may not see when and where, and once withdrawn."""

    photo: Photo
    judged: Judged | None


def evidence_of(connection: Connection[Row], project_id: int) -> list[Evidence]:
    """Return the photographs of a project that the acting account may see, judged where they are its own."""
    photos = photos_of(connection, project_id)
    if not any(photo.own for photo in photos):
        return [Evidence(photo, None) for photo in photos]
    ground, uses = ground_of(connection, project_id), _uses(connection, project_id)
    return [Evidence(photo, _judged(photo, ground, uses)) for photo in photos]


def ground_of(connection: Connection[Row], project_id: int) -> Ground:
    """Return what a project's pictures are held against, as far as the acting account may see it."""
    row = connection.execute(statement(__package__, "ground"), {"project": project_id}).fetchone()
    if row is None:
        return Ground(0)
    places = public_places(connection, project_id).values()
    paid_only = row["contract_on"] is None and not row["procurement"]
    return Ground(
        row["fiscal_year"],
        tuple(Spot(place.phase, place.geometry, place.error_m, place.method == "photo") for place in places),
        row["payment_on"] if paid_only else row["contract_on"],
        "payment" if paid_only else "contract",
        row["finished_on"],
    )


def _judged(photo: Photo, ground: Ground, uses: dict[int, list[Use]]) -> Judged | None:
    if not photo.own or photo.withdrawn_at is not None:
        return None
    return judge(photo.taken, photo.phase, thai_day(photo.uploaded_at), ground, uses[photo.id])


def _uses(connection: Connection[Row], project_id: int) -> dict[int, list[Use]]:
    found: dict[int, list[Use]] = defaultdict(list)
    for row in connection.execute("SELECT * FROM photo_uses(%s)", [project_id]).fetchall():
        found[row.pop("photo_id")].append(Use(**row))
    return found
