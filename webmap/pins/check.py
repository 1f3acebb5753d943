"""Looking at a place before it is saved: what it is in, how large it is, and what looks wrong."""

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request
from psycopg import Connection
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo.database import Row
from geo.errors import BadRequest
from layers.projects.pinning import project_to_pin
from layers.projects.shape_check import check_shape
from layers.projects.size_check import check_size
from webmap.asked import asked_words
from webmap.context import account_id, database
from webmap.pins.answers import check_answer, text_answer
from webmap.pins.blueprint import bp
from webmap.pins.fields import geometry_of, has_text, number, sent, whole
from webmap.pins.texts import judged

WORDS = {"lat", "lon", "text", "crs", "project", "pick_lat", "pick_lon"}


@bp.route("/pins/check", methods=["GET", "POST"])
def check() -> Response:
    """Answer what a place means for a `project`: a point (`lat`, `lon`), a text (`text`, `crs`), or a shape.

    A shape comes by POST, as GeoJSON in `geometry`; it changes nothing either.
    """
    fields = sent() if request.method == "POST" else asked_words()
    project_id = whole(fields, "project")
    if project_id is None or (request.method == "GET" and set(fields) - WORDS):
        raise BadRequest(
            "ที่อยู่นี้รับ project กับ lat และ lon หรือ text", "This address takes project with lat and lon, or text."
        )
    with database().reading(account_id()) as connection:
        project = project_to_pin(connection, project_id)
        return jsonify(_answer(connection, project, fields))


def _answer(connection: Connection[Row], project: Row, fields: Mapping[str, Any]) -> dict[str, Any]:
    if not has_text(fields):
        return _said(connection, project, _sent_shape(fields))
    judgement, meant = judged(connection, fields, project)
    said = _said(connection, project, meant.reading.geometry)
    return said | text_answer(judgement, meant)


def _said(connection: Connection[Row], project: Row, shape: BaseGeometry) -> dict[str, Any]:
    found = check_shape(connection, project["authority_id"], shape)
    return check_answer(found, shape, check_size(shape, project["title"]))


def _sent_shape(fields: Mapping[str, Any]) -> BaseGeometry:
    if fields.get("geometry") not in (None, ""):
        return geometry_of(fields)
    lat, lon = number(fields, "lat"), number(fields, "lon")
    if lat is None or lon is None:
        raise BadRequest("ต้องมีทั้งละติจูดและลองจิจูด", "Both latitude and longitude are needed.")
    return Point(lon, lat)
