"""Changing a pin: saved, taken back, removed, or not needed at all; by JSON from a script or by a form."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from psycopg import Connection

from geo.database import Row
from geo.errors import BadRequest
from layers.checks import check_project
from layers.photos.photo import Photo
from layers.photos.pinning import link_place, place_of_photo
from layers.photos.store import photo
from layers.projects.pinning import project_to_pin
from layers.projects.place import KnownPlace, Place, PlaceConflict
from layers.projects.place_need import waive_place
from layers.projects.places import remove_place, save_place, undo_place
from layers.projects.rules import said_plainly
from webmap.context import database, language, signed_in_account
from webmap.pins.answers import conflict_answer
from webmap.pins.blueprint import PROJECT, bp
from webmap.pins.editor import going_on, shown
from webmap.pins.fields import check_account, has_text, phase_of, place_of, sent, whole
from webmap.pins.lists import asked_list, list_query
from webmap.pins.texts import judged, place_of_text


@bp.post(PROJECT)
def save(project_id: int) -> ResponseReturnValue:
    """Record a point, a shape, the place of a text, or where a `photo` was taken as the project's place."""
    fields = sent()
    check_account(fields)
    seen, photo_id = whole(fields, "seen"), whole(fields, "photo")
    place = None if has_text(fields) or photo_id is not None else place_of(fields)
    try:
        with writing() as connection:
            taken = None if photo_id is None else photo(connection, project_id, photo_id)
            if place is None:
                place = _of_photo(taken, fields) if taken else _of_text(connection, project_id, fields)
            saved, _ = save_place(connection, project_id, place, seen)
            if taken:
                link_place(connection, taken, saved.id)
            check_project(connection, project_id)
    except PlaceConflict as conflict:
        return _clash(project_id, conflict)
    return _done(project_id, saved, gettext("ปักหมุดแล้ว"))


@bp.post(f"{PROJECT}/undo")
def undo(project_id: int) -> ResponseReturnValue:
    """Take the last change of a place back."""
    fields = sent()
    try:
        with writing() as connection:
            stands = undo_place(connection, project_id, phase_of(fields), whole(fields, "seen"))
            check_project(connection, project_id)
    except PlaceConflict as conflict:
        return _clash(project_id, conflict)
    return _done(project_id, stands, gettext("เลิกทำแล้ว"), stay=True)


@bp.post(f"{PROJECT}/remove")
def remove(project_id: int) -> ResponseReturnValue:
    """Take a pin off the map."""
    fields = sent()
    seen = whole(fields, "seen")
    if seen is None:
        raise BadRequest("ไม่มีหมุดให้เอาออก", "There is no pin to remove.")
    try:
        with writing() as connection:
            remove_place(connection, project_id, phase_of(fields), seen)
            check_project(connection, project_id)
    except PlaceConflict as conflict:
        return _clash(project_id, conflict)
    return _done(project_id, None, gettext("เอาหมุดออกแล้ว"), stay=True)


@bp.post(f"{PROJECT}/need")
def need(project_id: int) -> ResponseReturnValue:
    """Say that the project needs no place, with a `reason`; or, without one, that it needs one after all."""
    fields = sent()
    reason, version = fields.get("reason"), whole(fields, "version")
    if version is None or (reason is not None and not isinstance(reason, str)):
        raise BadRequest("ต้องมี version และ reason", "version and reason are needed.")
    with writing() as connection:
        version = waive_place(connection, project_id, reason, version)
    said = gettext("บันทึกแล้วว่าไม่ต้องมีพิกัด") if reason is not None else gettext("บันทึกแล้วว่าต้องมีพิกัด")
    return _done(project_id, None, said, stay=reason is None, version=version)


def _of_photo(taken: Photo, fields: Mapping[str, Any]) -> Place:
    return place_of_photo(taken, phase_of(fields))


def _of_text(connection: Connection[Row], project_id: int, fields: Mapping[str, Any]) -> Place:
    project = project_to_pin(connection, project_id)
    return place_of_text(fields, judged(connection, fields, project)[1])


@contextmanager
def writing() -> Iterator[Connection[Row]]:
    """A transaction of the signed-in account, whose refusals are said plainly."""
    with said_plainly(), database().acting(signed_in_account()) as connection:
        yield connection


def _done(
    project_id: int, place: KnownPlace | None, said: str, *, stay: bool = False, **more: int
) -> ResponseReturnValue:
    filters, sort = asked_list()
    outcome = going_on(filters, sort, project_id, place) | more
    if request.is_json:
        return jsonify(outcome)
    flash(said)
    query = list_query(filters, sort)
    if stay or outcome["next"] is None:
        there = (
            url_for("pins.editor", project_id=project_id, **query)
            if stay
            else url_for("pins.listing", **query)
        )
    else:
        there = url_for("pins.editor", project_id=outcome["next"]["id"], **query)
    return redirect(there, 303)


def _clash(project_id: int, conflict: PlaceConflict) -> ResponseReturnValue:
    if not request.is_json:
        return render_template("pins/editor.html", **shown(project_id, conflict)), 409
    detail = conflict.in_language(language())
    body = {"type": "about:blank", "title": gettext("มีผู้บันทึกตำแหน่งนี้ไปก่อน"), "status": 409, "detail": detail}
    answer: Response = jsonify(body | conflict_answer(conflict))
    answer.content_type = "application/problem+json"
    return answer, 409
