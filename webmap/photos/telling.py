"""What is told of a photograph is changed, or it is withdrawn."""

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from layers.photos.telling import tell_anew, withdraw
from webmap.photos.blueprint import PHOTO, bp
from webmap.photos.fields import told_anew
from webmap.photos.section import answer_of
from webmap.pins.fields import sent
from webmap.pins.saving import writing


@bp.post(PHOTO)
def change(project_id: int, photo_id: int) -> ResponseReturnValue:
    """Change the `phase`, the `caption` and whether a photograph is `hidden`: of these, what was sent."""
    said, seen = told_anew(sent())
    with writing() as connection:
        tell_anew(connection, project_id, photo_id, said, seen)
    return _done(project_id, photo_id, gettext("บันทึกแล้ว"), f"photo-{photo_id}")


@bp.post(f"{PHOTO}/withdraw")
def take_back(project_id: int, photo_id: int) -> ResponseReturnValue:
    """Withdraw a photograph with a `reason`."""
    reason = str(sent().get("reason") or "")
    with writing() as connection:
        withdraw(connection, project_id, photo_id, reason)
    return _done(project_id, photo_id, gettext("ถอนภาพแล้ว"), "photos")


def _done(project_id: int, photo_id: int, said: str, anchor: str) -> ResponseReturnValue:
    if request.is_json:
        return jsonify(answer_of(project_id, photo_id))
    flash(said)
    return redirect(url_for("projects.project", project_id=project_id, _anchor=anchor), 303)
