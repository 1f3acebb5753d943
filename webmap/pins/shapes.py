"""A project's places as GeoJSON, for its page and for programs."""

from typing import Any

from flask import Response, jsonify
from shapely.geometry import mapping

from layers.projects.place import KnownPlace, public_places
from layers.projects.place_lock import not_found
from webmap.context import account_id, database
from webmap.pins.blueprint import bp


@bp.get("/projects/<int(max=9007199254740991):project_id>/place.geojson")
def places(project_id: int) -> Response:
    """Answer with the project's places in force as the asker may know them, a feature for each phase."""
    with database().reading(account_id()) as connection:
        known = connection.execute(
            "SELECT FROM visible_project WHERE project_id = %s", [project_id]
        ).fetchone()
        if known is None:
            raise not_found()
        found = public_places(connection, project_id)
    answer = jsonify(type="FeatureCollection", features=[_feature(place) for place in found.values()])
    answer.content_type = "application/geo+json"
    return answer


def _feature(place: KnownPlace) -> dict[str, Any]:
    properties = {
        "phase": place.phase,
        "method": place.method,
        "accuracy_m": place.accuracy_m,
        "grade": place.grade,
        "at": place.at.isoformat(),
    }
    return {"type": "Feature", "geometry": mapping(place.geometry), "properties": properties}
