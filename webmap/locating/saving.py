"""Saving a table: its rows become the places of their projects, all at once."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from geo.errors import Conflict, Refused
from layers.bulk.saving import Saved, save_table
from layers.bulk.table import find
from webmap.errors import status_of
from webmap.locating.blueprint import TABLE, bp
from webmap.locating.looking import shown
from webmap.pins.saving import writing


@bp.post(f"{TABLE}/save")
def save(table_id: UUID) -> ResponseReturnValue:
    """Save all rows, or with `accept_good` the good ones; `move` lets pins that stand already be moved."""
    accept_good, move = (bool(request.form.get(name)) for name in ("accept_good", "move"))
    try:
        with writing() as connection:
            done = save_table(connection, find(connection, table_id), accept_good=accept_good, move=move)
    except (Refused, Conflict) as error:
        return shown(table_id, error), status_of(error)
    flash(_said(done))
    return redirect(url_for("locating.table", table_id=table_id), 303)


def _said(done: Saved) -> str:
    if not (done.placed or done.moved):
        return str(gettext("ทุกแถวบันทึกไว้แล้ว ไม่มีอะไรเปลี่ยน"))
    said = gettext(
        "ปักหมุดใหม่ %(placed)s โครงการ ย้าย %(moved)s", placed=f"{done.placed:,}", moved=f"{done.moved:,}"
    )
    if done.checked is None:
        later = gettext("มากเกินกว่าจะตรวจพร้อมกัน ข้อที่ควรตรวจจะขึ้นเมื่อระบบตรวจทั้งหมดครั้งต่อไป")
        return f"{said} · {later}"
    found = sum(done.checked.found.values())
    if not found:
        return str(said)
    checks = gettext("พบข้อที่ควรตรวจ %(number)s ข้อ", number=f"{found:,}")
    return f"{said} · {checks}"
