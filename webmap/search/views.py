"""Suggestions for the search box: areas, authorities and projects, by name or code."""

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from geo.errors import BadRequest
from layers.search.suggestions import Suggestion, suggestions
from webmap.context import database, language
from webmap.words import name_of

bp = Blueprint("search", __name__)
LONGEST = 200


@bp.get("/search.json")
def search() -> Response:
    """Answer with what the letters typed so far may mean."""
    unknown = sorted(set(request.args) - {"q"})
    text = request.args.get("q", "").replace("\x00", "")
    if unknown or len(text) > LONGEST:
        raise BadRequest(
            f"ค้นหาด้วย q ไม่เกิน {LONGEST} ตัวอักษรเท่านั้น", f"Search takes q only, of at most {LONGEST} characters."
        )
    with database().reading() as connection:
        found = suggestions(connection, text)
    response = jsonify(results=[_shown(each) for each in found])
    response.headers["Cache-Control"] = "private, max-age=30"
    return response


def _shown(found: Suggestion) -> dict[str, Any]:
    english = int(language() == "en")
    return {
        "kind": found.kind,
        "code": found.code,
        "name": found.name[english],
        "detail": found.detail[english],
        "stage": found.stage,
        "stage_name": name_of("stage", found.stage) if found.stage else None,
        "bounds": found.bounds,
        "url": _url(found),
    }


def _url(found: Suggestion) -> str:
    if found.kind == "project":
        return url_for("projects.project", project_id=int(found.code))
    return f"{url_for('map.home')}?{found.kind}={found.code}"
