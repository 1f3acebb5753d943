"""Photographs sent: several by a form, or one after the other by a script that keeps them until then."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from etl.photos import ACCEPTED, read_photo
from geo.errors import BadRequest, EplanError, Unavailable
from layers.photos.adding import Sent, add_photo
from layers.photos.photo import PhotoFile
from layers.projects.pinning import project_to_pin
from webmap.context import database, language, signed_in_account
from webmap.errors import wants_problem
from webmap.photos.admitting import MOST_FILES
from webmap.photos.blueprint import PHOTOS, bp
from webmap.photos.fields import completed, device_of, key_of, told_of
from webmap.photos.section import answer_of
from webmap.pins.fields import check_account
from webmap.pins.saving import writing

AT_ONCE, IN_LINE = 2, 4
"""Pictures being read, and others waiting for their turn, in one process; more are told to come again."""

PATIENCE_SECONDS = 60
_line = BoundedSemaphore(AT_ONCE + IN_LINE)
_reading = BoundedSemaphore(AT_ONCE)


@bp.post(PHOTOS)
def upload(project_id: int) -> ResponseReturnValue:
    """Keep the files of `photos` for a project, with what is told of them.

    A script sends one with its `key`, and is answered with the photograph; a form sends several, of which
    those that are refused are named on the next page.
    """
    with database().reading(signed_in_account()) as connection:
        project_to_pin(connection, project_id)
    check_account(request.form)
    files = [file for file in request.files.getlist("photos") if file.filename]
    if not 0 < len(files) <= MOST_FILES:
        raise BadRequest(
            f"เลือกภาพ 1 ถึง {MOST_FILES} ภาพ ({ACCEPTED})", f"Choose 1 to {MOST_FILES} pictures ({ACCEPTED})."
        )
    if len(files) > 1 and (wants_problem() or request.form.get("key")):
        raise BadRequest("ส่งทีละภาพ", "Send one photograph at a time.")
    if wants_problem():
        photo_id, new = _keep(project_id, files[0])
        return jsonify(answer_of(project_id, photo_id) | {"new": new}), 201 if new else 200
    _keep_all(project_id, files)
    return redirect(url_for("projects.project", project_id=project_id, _anchor="photos"), 303)


def _keep_all(project_id: int, files: list[FileStorage]) -> None:
    kept, hidden, refused = 0, 0, []
    for file in files:
        try:
            _, new = _keep(project_id, file)
            kept += 1
            hidden += not new and not told_of(request.form).shown
        except Unavailable:
            raise
        except EplanError as error:
            refused.append(error.in_language(language()))
    if kept:
        flash(gettext("เก็บภาพแล้ว %(count)s ภาพ", count=kept))
    if hidden:
        flash(gettext("โครงการนี้มีภาพนี้อยู่แล้ว ตอนนี้ไม่ให้ประชาชนเห็น"))
    for said in refused:
        flash(said)


def _keep(project_id: int, file: FileStorage) -> tuple[int, bool]:
    told, device, key = told_of(request.form), device_of(request.form), key_of(request.form)
    name = Path((file.filename or "").replace("\\", "/")).name
    read = _read(file, name)
    read = replace(read, taken=completed(read.taken, device))
    with writing() as connection:
        return add_photo(connection, project_id, read, Sent(told, name, key))


def _read(file: FileStorage, name: str) -> PhotoFile:
    with TemporaryDirectory(prefix="eplan-upload-") as folder, _turn():
        path = Path(folder) / "photo"
        file.save(path)
        return read_photo(path, name)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one of the few places at which pictures are read: each may take much memory.

    Whoever waits keeps a thread of the portal busy, so that only a few do.
    """
    with _taken(_line, 0), _taken(_reading, PATIENCE_SECONDS):
        yield


@contextmanager
def _taken(places: BoundedSemaphore, seconds: float) -> Iterator[None]:
    if not places.acquire(timeout=seconds):
        raise Unavailable(
            "มีภาพรออ่านอยู่มาก ลองส่งอีกครั้งในอีกสักครู่",
            "Many pictures are waiting to be read; send it again in a moment.",
        )
    try:
        yield
    finally:
        places.release()
