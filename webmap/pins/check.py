"""Looking at a point before it is saved: what it is in, and what looks wrong."""

from flask import Response, jsonify

from geo.errors import BadRequest
from layers.projects.pinning import project_to_pin
from layers.projects.place_check import check_place
from webmap.asked import asked_words
from webmap.context import account_id, database
from webmap.pins.answers import check_answer
from webmap.pins.blueprint import bp
from webmap.pins.fields import number, reading_of, whole

WORDS = {"lat", "lon", "text", "crs", "project"}


@bp.get("/pins/check")
def check() -> Response:
    """Answer what a point (`lat`, `lon`) or a written coordinate (`text`, `crs`) means for a `project`."""
    words = asked_words()
    unknown, project_id = sorted(set(words) - WORDS), whole(words, "project")
    if unknown or project_id is None:
        raise BadRequest(
            "ที่อยู่นี้รับ project กับ lat และ lon หรือ text", "This address takes project with lat and lon, or text."
        )
    lat, lon, reading = number(words, "lat"), number(words, "lon"), None
    if lat is None or lon is None:
        _, reading = reading_of(words)
        lat, lon = reading.lat, reading.lon
    with database().reading(account_id()) as connection:
        project = project_to_pin(connection, project_id)
        found = check_place(connection, project["authority_id"], lat, lon)
    return jsonify(check_answer(found, lat, lon, reading))
