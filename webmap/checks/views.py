"""What is unsettled, for a seat's own authority or those that it supervises; and one finding side by side."""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from psycopg import Connection

from geo.database import Row
from geo.errors import BadRequest
from layers.checks.finding import (
    SORTS,
    Finding,
    Wanted,
    authorities_of,
    counts_of,
    find,
    findings_of,
    of_project,
    read_rule,
    reopen,
    settle,
)
from layers.checks.rule import parameters, rules
from layers.filters import one_of, parse_filters
from layers.projects.territory import find_territory, outline
from webmap.asked import asked_words
from webmap.checks.words import disputes_of, rests_on, rule_name, rule_texts, said
from webmap.context import account_id, database, language, signed_in_account
from webmap.pins.saving import writing

bp = Blueprint("checks", __name__)
ROWS, LAST_PAGE = 50, 2000
FINDING = "<int(max=9007199254740991):finding_id>"
read_sort, read_state = one_of(tuple(SORTS)), one_of(("yes", "no"))
ALSO = ("rule", "settled", "sort", "page")


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"rule_name": rule_name, "finding_said": said, "unsettled_of": unsettled_of}


def unsettled_of(project_id: int) -> list[Row]:
    """Return what is unsettled of a project, as the asker may see it; nothing to the public."""
    if not account_id():
        return []
    with database().reading(account_id()) as connection:
        return of_project(connection, project_id)


@bp.get("/checks")
def listing() -> str:
    """Show what is unsettled, by rule, with the authorities where there is more than one."""
    account, words = signed_in_account(), asked_words()
    wanted = Wanted(
        parse_filters(words, ALSO),
        read_rule(words.get("rule")),
        read_state("settled", words.get("settled") or "no") == "yes",
    )
    sort, page = read_sort("sort", words.get("sort") or "newest"), _page(words.get("page"))
    with database().reading(account) as connection:
        counts = counts_of(connection, wanted)
        authorities = authorities_of(connection, wanted)
        found = findings_of(connection, wanted, sort, ROWS + 1, (page - 1) * ROWS)
    return render_template(
        "checks/list.html",
        wanted=wanted,
        counts={code: counts.get(code, (0, 0)) for code in rules()},
        authorities=authorities,
        findings=found[:ROWS],
        more=len(found) > ROWS,
        page=page,
        sort=sort,
        texts=rule_texts(wanted.rule) if wanted.rule else None,
    )


@bp.get(f"/checks/{FINDING}")
def one(finding_id: int) -> str:
    """Show a finding: its projects side by side and on the map, and the way to settle it."""
    return _shown(finding_id)


def _shown(finding_id: int, reason: str = "", refused: str = "") -> str:
    """Return the page of a finding, with a `reason` that was `refused` still in its field."""
    with database().reading(signed_in_account()) as connection:
        finding = find(connection, finding_id)
        ground = _ground(connection, finding)
    projects = [finding.project, *finding.others]
    return render_template(
        "checks/one.html",
        finding=finding,
        disputes=disputes_of(finding.figures) if finding.rule == "disputed" else [],
        projects=projects,
        shapes=[*ground, *_shapes(finding)],
        texts=rule_texts(finding.rule),
        rests_on=rests_on(finding.rule, finding.figures),
        reason=reason,
        refused=refused,
    )


@bp.post(f"/checks/{FINDING}/settle")
def give_reason(finding_id: int) -> ResponseReturnValue:
    """Record the `reason` why a finding is no mistake; one that is refused (400) stays to be mended."""
    said = gettext("บันทึกเหตุผลแล้ว ข้อนี้จะไม่แสดงอีกจนกว่าข้อมูลจะเปลี่ยน")
    return _answered(finding_id, settle, said)


@bp.post(f"/checks/{FINDING}/reopen")
def take_back(finding_id: int) -> ResponseReturnValue:
    """Take back the reason that was given for a finding, with a `reason`, refused as for settling."""
    return _answered(finding_id, reopen, gettext("เปิดข้อนี้อีกครั้งแล้ว"))


def _answered(
    finding_id: int, answer: Callable[[Connection[Row], int, str], None], said: str
) -> ResponseReturnValue:
    reason = request.form.get("reason", "")
    try:
        with writing() as connection:
            answer(connection, finding_id, reason)
    except BadRequest as error:
        return _shown(finding_id, reason, error.in_language(language())), 400
    flash(said)
    return redirect(url_for("checks.one", finding_id=finding_id), 303)


@bp.get("/checks/rules")
def published() -> str:
    """Tell every rule and the numbers that they go by."""
    return render_template(
        "checks/rules.html",
        rules=[(code, rule_name(code), rule_texts(code)) for code in rules()],
        parameters=[
            (each.english if language() == "en" else each.thai, each.value, each.unit)
            for each in parameters().values()
        ],
    )


def _shapes(finding: Finding) -> list[dict[str, Any]]:
    """Return what the map draws: a letter for each project, or one number where all stand on one point."""
    if finding.rule == "one_point":
        point = [finding.project["lon"], finding.project["lat"]]
        geometry = {"type": "Point", "coordinates": point}
        return [{"geometry": geometry, "point": point, "label": str(finding.figures["count"])}]
    return [
        {
            "geometry": each["shape"],
            "point": [each["lon"], each["lat"]],
            "label": chr(ord("A") + at) if at < 26 else "",
        }
        for at, each in enumerate([finding.project, *finding.others])
        if each["shape"]
    ]


def _ground(connection: Connection[Row], finding: Finding) -> list[dict[str, Any]]:
    """Return the territory that a place lies outside of, to be drawn under it."""
    if finding.rule != "outside_authority":
        return []
    territory = find_territory(connection, finding.project["authority_id"])
    drawn = outline(connection, territory) if territory else None
    return [{"geometry": json.loads(drawn), "ground": True}] if drawn else []


def _page(text: str | None) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= LAST_PAGE):
        raise BadRequest("page ต้องเป็นเลขหน้า เริ่มที่ 1", "page must be the number of a page, from 1.")
    return int(text)
