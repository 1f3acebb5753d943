"""What is unsettled, for a seat's own authority or those that it supervises; and one finding side by side."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from geo.database import Row
from geo.errors import BadRequest
from layers.checks.finding import (
    SORTS,
    Wanted,
    authorities_of,
    counts_of,
    find,
    findings_of,
    of_project,
    read_rule,
    settle,
)
from layers.checks.rule import parameters, rules
from layers.filters import one_of, parse_filters
from webmap.asked import asked_words
from webmap.checks.words import rests_on, rule_name, rule_texts, said
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
    with database().reading(signed_in_account()) as connection:
        finding = find(connection, finding_id)
    projects = [finding.project, *finding.others]
    return render_template(
        "checks/one.html",
        finding=finding,
        projects=projects,
        shapes=[_shape(each, at) for at, each in enumerate(projects) if each["shape"]],
        texts=rule_texts(finding.rule),
        rests_on=rests_on(finding.rule, finding.figures),
    )


@bp.post(f"/checks/{FINDING}/settle")
def give_reason(finding_id: int) -> ResponseReturnValue:
    """Record the `reason` why a finding is no mistake."""
    with writing() as connection:
        settle(connection, finding_id, request.form.get("reason", ""))
    flash(gettext("บันทึกเหตุผลแล้ว ข้อนี้จะไม่แสดงอีกจนกว่าข้อมูลจะเปลี่ยน"))
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


def _shape(project: Any, at: int) -> dict[str, Any]:
    return {
        "geometry": project["shape"],
        "point": [project["lon"], project["lat"]],
        "label": chr(ord("A") + at) if at < 26 else "",
    }


def _page(text: str | None) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= LAST_PAGE):
        raise BadRequest("page ต้องเป็นเลขหน้า เริ่มที่ 1", "page must be the number of a page, from 1.")
    return int(text)
