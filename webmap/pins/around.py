"""What lies around while a shape is drawn."""

from flask import Response, jsonify

from geo.errors import BadRequest
from geo.tile import Bounds
from layers.filters import parse_filters
from layers.projects.around import boundaries, neighbours
from layers.projects.pinning import project_to_pin
from webmap.asked import asked_words
from webmap.context import account_id, database
from webmap.pins.blueprint import bp
from webmap.pins.fields import whole


@bp.get("/pins/around")
def around() -> Response:
    """Answer with the shapes and lines in a `bbox` (degrees) that a `project`'s shape may be drawn to."""
    words = asked_words()
    project_id = whole(words, "project")
    box = parse_filters({"bbox": words.get("bbox", "")}).bbox
    if project_id is None or box is None or set(words) != {"project", "bbox"}:
        raise BadRequest("ที่อยู่นี้รับ project และ bbox", "This address takes project and bbox.")
    bounds = Bounds(*box)
    with database().reading(account_id()) as connection:
        project = project_to_pin(connection, project_id)
        return jsonify(
            neighbours=neighbours(connection, project_id, bounds),
            boundaries=boundaries(connection, project["authority_id"], bounds),
        )
