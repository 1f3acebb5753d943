"""The list of projects, and one project: as pages, as parts of the map's panel, and as data."""

from dataclasses import replace
from typing import Any

from flask import Response, jsonify, render_template
from flask.typing import ResponseReturnValue
from psycopg import Connection

from geo.database import Row
from layers.filters import Filters
from layers.projects.listing import Part, count_of, counted_page
from layers.projects.page import ProjectPage, project_page
from webmap.asked import asked_filters, asked_number, asked_part
from webmap.context import account_id, database, language
from webmap.frame import signed_in
from webmap.photos.section import data as photos_data
from webmap.projects import drift
from webmap.projects.blueprint import PROJECT, bp
from webmap.projects.chips import chips_of
from webmap.projects.data import listed_data, project_data
from webmap.projects.passport import cards_of, drawn, steps_of
from webmap.projects.words import grade_words, metres

__all__ = ["bp", "drift"]
PAGE, ROWS = 50, 30
ALSO = ("sort", "after", "limit")


@bp.get("/projects")
def listing() -> str:
    """Show the list as a table: filtered, sorted, a page at a time."""
    filters = asked_filters(*ALSO)
    part = asked_part(PAGE)
    with database().reading(account_id()) as connection:
        page, count = counted_page(connection, filters, account_id(), part)
        chips = chips_of(connection, filters, language())
    return render_template(
        "projects/listing.html", filters=filters, sort=part.sort, page=page, count=count, chips=chips
    )


@bp.get("/projects.json")
def listing_data() -> Response:
    """Answer with one page of the list as JSON."""
    filters, limit = asked_filters(*ALSO), min(asked_number("limit") or 50, 500)
    with database().reading(account_id()) as connection:
        page, count = counted_page(connection, filters, account_id(), asked_part(limit))
    return jsonify(
        count=count.count,
        count_is_least=count.more,
        projects=[listed_data(project) for project in page.projects],
        after=page.after,
    )


@bp.get("/projects/rows")
def rows() -> str:
    """Answer with rows of the map's panel: what lies in `bbox`, or a further page of it."""
    filters = asked_filters(*ALSO)
    with database().reading() as connection:
        counts = counted(connection, filters, asked_part(ROWS))
    return render_template("projects/rows_answer.html", filters=filters, **counts)


@bp.get(f"/projects/{PROJECT}")
def project(project_id: int) -> str:
    """Show one project as a page."""
    return render_template("projects/project.html", **shown(project_id))


@bp.get(f"/projects/{PROJECT}/panel")
def panel(project_id: int) -> str:
    """Answer with the part of the page that the map's panel shows."""
    return render_template("projects/panel.html", **shown(project_id))


@bp.get(f"/projects/{PROJECT}.json")
def data(project_id: int) -> ResponseReturnValue:
    """Answer with one project as JSON; papers only to the seats that may see them."""
    return jsonify(project_data(found(project_id)) | photos_data(project_id))


def counted(connection: Connection[Row], filters: Filters, part: Part) -> dict[str, Any]:
    """Return rows, how many are asked for, how many beyond the map's edges, how many have no place."""
    everywhere = replace(filters, bbox=None)
    unplaced = replace(everywhere, located="no") if filters.located is None else None
    page, count = counted_page(connection, filters, part=part)
    return {
        "page": page,
        "count": count,
        "everywhere": everywhere,
        "whole": count_of(connection, everywhere) if filters.bbox else None,
        "unplaced": count_of(connection, unplaced) if unplaced else None,
    }


def found(project_id: int) -> ProjectPage:
    """Return a project as the asker may see it."""
    with database().reading(account_id()) as connection:
        return project_page(connection, project_id)


def shown(project_id: int) -> dict[str, Any]:
    """Return what the templates need to show a project."""
    page = found(project_id)
    steps = steps_of(page.passport)
    return {
        "page": page,
        "project": page.project,
        "may_pin": _holds(page, "engineering", "planning"),
        "may_settle": _holds(page, "engineering"),
        "cards": cards_of(page.passport),
        "steps": steps,
        "drawn": drawn(page.passport, steps, page.project["drift_settled"]),
        "grades": grade_words(),
        "metres": metres,
    }


def _holds(page: ProjectPage, *roles: str) -> bool:
    who = signed_in()
    return who is not None and any(
        seat.role == "admin" or seat.authority_id == page.project["authority_id"]
        for seat in who.holds(*roles, "admin")
    )
