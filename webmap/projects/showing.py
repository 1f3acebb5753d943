"""One project as its page needs it, as the asker may see it."""

from dataclasses import dataclass
from typing import Any

from layers.projects.page import ProjectPage, project_page
from webmap.context import account_id, database
from webmap.frame import signed_in
from webmap.projects.passport import cards_of, drawn, steps_of
from webmap.projects.words import grade_words, metres


def found(project_id: int) -> ProjectPage:
    """Return a project as the asker may see it."""
    with database().reading(account_id()) as connection:
        return project_page(connection, project_id)


@dataclass(frozen=True)
class RefusedForm:
    """What a form of the page was refused for, and the `reason` that stays in it to be mended.

    `form` is `drift`, or `dispute` and the id of the place.
    """

    form: str
    reason: str
    said: str


def shown(project_id: int, refused: RefusedForm | None = None) -> dict[str, Any]:
    """Return what the templates need to show a project."""
    page = found(project_id)
    steps = steps_of(page.passport)
    return {
        "page": page,
        "project": page.project,
        "may_pin": _holds(page, "engineering", "planning"),
        "may_settle": _holds(page, "engineering"),
        "may_dispute": signed_in() is not None and page.project["own"],
        "refused": refused,
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
