"""The home page: the map with the list of what it shows."""

from typing import Any

from flask import Blueprint, render_template, request

from geo.errors import NotFound
from layers.accounts.tasks import tasks_of
from layers.projects.listing import Part
from layers.projects.listing_extent import extent_of
from webmap.asked import asked_filters
from webmap.context import account_id, database, language, portal
from webmap.projects.chips import chips_of
from webmap.projects.showing import shown
from webmap.projects.views import ROWS, counted

bp = Blueprint("map", __name__)


@bp.get("/")
def home() -> str:
    """Show the map with the list; with `project`, that project is open in the panel."""
    filters = asked_filters("project")
    with database().reading() as connection:
        about = {
            "chips": chips_of(connection, filters, language()),
            "extent": extent_of(connection, filters),
            **counted(connection, filters, Part(limit=ROWS)),
        }
    return render_template(
        "map/home.html",
        filters=filters,
        tasks=_tasks(),
        opened=_opened(request.args.get("project", "")),
        basemap=portal().settings.basemap_url,
        **about,
    )


def _tasks() -> list[Any]:
    if not account_id():
        return []
    with database().reading(account_id()) as connection:
        return tasks_of(connection)


def _opened(text: str) -> dict[str, Any] | None:
    """Return what shows the project that the address opens; None for none, or one that is not to be seen."""
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        return None
    try:
        return shown(int(text))
    except NotFound:
        return None
