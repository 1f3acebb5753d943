"""The list of projects, and one project: as pages, as parts of the map's panel, and as data."""

from dataclasses import replace
from typing import Any

from flask import Response, jsonify, render_template
from flask.typing import ResponseReturnValue
from psycopg import Connection

from geo.database import Row
from layers.filters import Filters
from layers.projects.listing import Part, count_of, counted_page
from webmap.asked import asked_filters, asked_number, asked_part
from webmap.context import account_id, database, language
from webmap.photos.section import data as photos_data
from webmap.projects import dispute, drift
from webmap.projects.blueprint import PROJECT, bp
from webmap.projects.chips import chips_of
from webmap.projects.data import listed_data, project_data
from webmap.projects.showing import found, shown

__all__ = ["bp", "dispute", "drift"]
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
