"""Sending a table in: a file or pasted rows, kept for the account, its texts read some at a time."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from etl.locating.keeping import ACCEPTED, LIMITS, Asking, keep_table
from etl.locating.pasting import PASTED, pasted
from geo.errors import BadRequest, EplanError, Forbidden
from layers.bulk.judging import judge_some
from layers.bulk.table import find, forget, tables_of
from layers.projects.place import PHASES
from webmap.context import account_id, database, language, signed_in_account
from webmap.errors import status_of
from webmap.frame import signed_in
from webmap.locating.blueprint import TABLE, bp
from webmap.pins.fields import SYSTEMS
from webmap.pins.saving import writing
from webmap.pins.words import phase_words
from webmap.turns import Turns

TURNS = Turns(
    at_once=2,
    in_line=4,
    seconds=20,
    busy=(
        "มีผู้ส่งตารางหลายรายพร้อมกัน กรุณาลองใหม่ในอีกสักครู่",
        "Many tables are sent at once. Try again in a moment.",
    ),
)
"""Tables being taken in, each with some hundred megabytes, and others waiting."""

SECONDS = 1.5
"""How long one request goes on reading texts: some thousands of them."""


@bp.get("/locate")
def start() -> str:
    """Show where a table is sent in, and those that the account is working on."""
    return _page({})


@bp.post("/locate")
def send_in() -> ResponseReturnValue:
    """Keep a table, begin to read it, and lead to it; what cannot be read comes back with the reason."""
    signed_in_account()
    try:
        with TemporaryDirectory(prefix="eplan-locate-") as folder:
            path, asking = _sent(Path(folder))
            with TURNS.taken(), writing() as connection:
                table_id = keep_table(connection, path, asking)
                judge_some(connection, find(connection, table_id), SECONDS)
    except Forbidden:
        raise
    except EplanError as error:
        return _page(request.form, error), status_of(error)
    return redirect(url_for("locating.table", table_id=table_id), 303)


@bp.post(f"{TABLE}/read")
def read_on(table_id: UUID) -> ResponseReturnValue:
    """Read more of a table's texts; tells how many rows there are and how many are not read yet."""
    with writing() as connection:
        judge_some(connection, find(connection, table_id), SECONDS)
        table = find(connection, table_id)
    if request.is_json:
        return jsonify(rows=table.rows, unread=table.unread)
    return redirect(url_for("locating.table", table_id=table_id), 303)


@bp.post(f"{TABLE}/forget")
def throw_away(table_id: UUID) -> ResponseReturnValue:
    """Forget a table; what was saved of it stays."""
    with writing() as connection:
        name = find(connection, table_id).name
        forget(connection, table_id)
    flash(gettext("ลบตาราง %(name)s แล้ว หมุดที่บันทึกไปยังอยู่", name=name))
    return redirect(url_for("locating.start"), 303)


def _page(said: object, error: EplanError | None = None) -> str:
    signed_in_account()
    person = signed_in()
    with database().reading(account_id()) as connection:
        tables = tables_of(connection)
    return render_template(
        "locating/start.html",
        tables=tables,
        said=said,
        error=error.in_language(language()) if error else None,
        seats=person.holds("engineering", "planning") if person else (),
        phases=phase_words(),
        systems={code: words[language() == "en"] for code, words in SYSTEMS.items()},
        limits=LIMITS,
        accepted=ACCEPTED,
    )


def _sent(folder: Path) -> tuple[Path, Asking]:
    """Return the table that was sent, in a folder of ours, and what was said of it."""
    form, upload = request.form, request.files.get("file")
    phase, crs = form.get("phase") or PHASES[0], form.get("crs") or None
    if phase not in PHASES or (crs is not None and crs not in SYSTEMS):
        raise BadRequest(
            "ระยะหรือระบบพิกัดที่เลือกใช้ไม่ได้", "The phase or the coordinate system is not offered here."
        )
    columns = [name.strip() for name in form.get("columns", "").split(",") if name.strip()]
    path, name = _file(folder, upload, form.get("text", ""))
    return path, Asking(
        name,
        phase=phase,
        within=form.get("within", "").strip() or None,
        within_column=form.get("within_column", "").strip() or None,
        crs=crs,
        columns=tuple(columns),
        sheet=form.get("sheet", "").strip() or None,
    )


def _file(folder: Path, upload: FileStorage | None, text: str) -> tuple[Path, str]:
    path = folder / "upload"
    if upload is not None and upload.filename:
        upload.save(path)
        return path, upload.filename
    path.write_text(pasted(text), "utf-8")
    return path, PASTED
