"""Choosing: the reading of a row, that of all rows alike, the phase of the places, and another look."""

from typing import Any
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from psycopg import Connection

from geo.database import Row
from geo.errors import BadRequest
from layers.bulk.choice import LEAVE_OUT, choose, choose_alike
from layers.bulk.rows import counts_of, group_of, row_of
from layers.bulk.table import find, look_again, set_phase
from webmap.locating.blueprint import TABLE, bp
from webmap.locating.words import group_words, row_answer
from webmap.pins.fields import sent, whole
from webmap.pins.saving import writing

MOST_AT_ONCE = 500


@bp.post(f"{TABLE}/choose")
def choose_reading(table_id: UUID) -> ResponseReturnValue:
    """Take a reading for a row: `line` and `choice` (from 1, 0 leaves it out); or for all rows of a form."""
    fields = sent()
    with writing() as connection:
        found = find(connection, table_id)
        if not request.is_json:
            _choose_all(connection, table_id)
            return _back(table_id)
        line, choice = whole(fields, "line"), whole(fields, "choice")
        if line is None or choice is None:
            raise BadRequest("ต้องมี line และ choice", "line and choice are needed.")
        choose(connection, table_id, min(line, 2**31 - 1), min(choice, 99) - 1)
        row, counts = row_of(connection, table_id, line), counts_of(connection, table_id)
    answer = row_answer(row) if row else {}
    with_counts: dict[str, Any] = {"table": found, "counts": counts, "groups": group_words(), "group": None}
    return jsonify(
        state=render_template("locating/state.html", row=answer),
        group=group_of(answer["state"]) if answer else None,
        drawn=answer.get("drawn"),
        counts={name: counts.group(name) for name in group_words() if name != "mended"},
        save=render_template("locating/save.html", **with_counts),
    )


@bp.post(f"{TABLE}/alike")
def choose_all_alike(table_id: UUID) -> ResponseReturnValue:
    """Take the readings of one `manner` for all rows that wait for a choice."""
    with writing() as connection:
        find(connection, table_id)
        number = choose_alike(connection, table_id, request.form.get("manner", ""))
    flash(gettext("เลือกให้แล้ว %(number)s แถว", number=f"{number:,}"))
    return _back(table_id)


@bp.post(f"{TABLE}/phase")
def choose_phase(table_id: UUID) -> ResponseReturnValue:
    """Say of which `phase` the places are."""
    with writing() as connection:
        find(connection, table_id)
        set_phase(connection, table_id, request.form.get("phase", ""))
    return _back(table_id)


@bp.post(f"{TABLE}/look")
def look(table_id: UUID) -> ResponseReturnValue:
    """Take the pins as they stand now for those that were seen."""
    with writing() as connection:
        look_again(connection, find(connection, table_id).id)
    return _back(table_id)


def _choose_all(connection: Connection[Row], table_id: UUID) -> None:
    """Take what a form without scripts says: `line` of each row on it, `choice-LINE` where one is chosen."""
    lines = request.form.getlist("line", int)[:MOST_AT_ONCE]
    for line in lines:
        choice = request.form.get(f"choice-{line}", type=int)
        if choice is not None:
            choose(connection, table_id, line, max(choice, 0) - 1)
        elif request.form.get(f"single-{line}"):
            choose(connection, table_id, line, LEAVE_OUT)


def _back(table_id: UUID) -> ResponseReturnValue:
    show, page = request.args.get("show"), request.args.get("page")
    return redirect(url_for("locating.table", table_id=table_id, show=show, page=page), 303)
