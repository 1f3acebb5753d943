"""Giving the reason why a project's places lie apart."""

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from geo.errors import BadRequest
from layers.projects.drift import settle_drift
from webmap.context import language
from webmap.pins.fields import sent
from webmap.pins.saving import writing
from webmap.projects.blueprint import PROJECT, bp
from webmap.projects.showing import RefusedForm, shown


@bp.post(f"/projects/{PROJECT}/drift")
def settle(project_id: int) -> ResponseReturnValue:
    """Record the `reason` for the places whose ids are `seen` (separated by commas); a refused one stays."""
    fields = sent()
    seen = _ids(str(fields.get("seen") or ""))
    reason = str(fields.get("reason") or "")
    try:
        with writing() as connection:
            settle_drift(connection, project_id, reason, seen)
    except BadRequest as error:
        if request.is_json:
            raise
        refused = RefusedForm("drift", reason, error.in_language(language()))
        return render_template("projects/project.html", **shown(project_id, refused)), 400
    if request.is_json:
        answer: Response = jsonify(id=project_id, drift_settled=True)
        return answer
    flash(gettext("บันทึกเหตุผลแล้ว"))
    return redirect(url_for("projects.project", project_id=project_id, _anchor="passport"), 303)


def _ids(text: str) -> list[int]:
    parts = [part for part in text.split(",") if part]
    if not parts or len(parts) > 3 or not all(p.isascii() and p.isdigit() and len(p) < 19 for p in parts):
        raise BadRequest("seen ต้องเป็นเลขของพิกัดที่เห็น", "seen must be the ids of the places that were seen.")
    return [int(part) for part in parts]
