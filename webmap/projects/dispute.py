"""Saying that a project's place is wrong, by a form of its page or by what waited on a device."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from geo.errors import BadRequest
from layers.checks.dispute import dispute_place
from webmap.context import language
from webmap.pins.fields import check_account, sent, whole
from webmap.pins.saving import writing
from webmap.projects.blueprint import PROJECT, bp
from webmap.projects.showing import RefusedForm, shown


@bp.post(f"/projects/{PROJECT}/dispute")
def dispute(project_id: int) -> ResponseReturnValue:
    """Record the `reason` why the place with the id `place` is wrong; a refused one stays to be mended."""
    fields = sent()
    check_account(fields)
    place, reason = whole(fields, "place"), str(fields.get("reason") or "")
    if place is None:
        raise BadRequest("ต้องมี place เลขของพิกัดที่เห็น", "place, the id of the place that was seen, is needed.")
    try:
        with writing() as connection:
            dispute_place(connection, project_id, place, reason)
    except BadRequest as error:
        if request.is_json:
            raise
        refused = RefusedForm(f"dispute-{place}", reason, error.in_language(language()))
        return render_template("projects/project.html", **shown(project_id, refused)), 400
    if request.is_json:
        return jsonify(id=project_id, disputed=True)
    flash(gettext("บันทึกคำแย้งแล้ว งานช่างของ อปท. จะเห็นในข้อที่ต้องตรวจ"))
    return redirect(url_for("projects.project", project_id=project_id), 303)
