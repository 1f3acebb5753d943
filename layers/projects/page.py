"""One project as a page shows it: how far it is, what it waits for, its money, place and history."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from psycopg import Connection

from geo.database import Row
from geo.errors import NotFound
from geo.sql import statement
from layers.projects.passport import Passport, passport_of

STEPS = ("plan", "approved", "contracted", "paying", "finished")
HISTORY_SHOWN = 100
Waiting = Literal["approval", "contract", "payment", "finish", "place", "drift"]


@dataclass(frozen=True)
class MoneyEvent:
    """An approval, contract or payment; negative where it takes away. For the project's own seats."""

    id: int
    kind: str
    amount: Decimal
    occurred_on: date
    document: str | None
    counterparty: str | None
    note: str | None
    created_at: datetime


@dataclass(frozen=True)
class Deed:
    """Something done to a project. `changes` are (column, before, after) of what a change changed."""

    at: datetime
    who: str | None
    subject: str
    action: str
    row: dict[str, Any]
    changes: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True)
class Wait:
    """What a project waits for, and the role that it waits on."""

    what: Waiting
    role: str


@dataclass(frozen=True)
class ProjectPage:
    """A project with its papers; `events` and `history` are empty for those who may not see them."""

    project: Row
    events: list[MoneyEvent]
    passport: Passport
    history: list[Deed]

    @property
    def reached(self) -> int:
        """How many of the five steps from plan to finished are behind the project."""
        return reached(self.project)

    @property
    def waits(self) -> list[Wait]:
        """What the project waits for, the nearest first."""
        return waits_of(self.project)


def project_page(connection: Connection[Row], project_id: int) -> ProjectPage:
    """Return a project as the acting account may see it; raises `NotFound`, also for a draft of others."""
    project = connection.execute(statement(__package__, "page_project"), {"id": project_id}).fetchone()
    if project is None:
        raise NotFound(
            f"ไม่พบโครงการเลขที่ {project_id} อาจพิมพ์เลขผิด หรือหน่วยงานเจ้าของยังไม่เผยแพร่",
            f"There is no project {project_id}; the number may be wrong, or its office has not published it.",
        )
    passport = passport_of(connection, project_id)
    if not project["own"]:
        return ProjectPage(project, [], passport, [])
    return ProjectPage(
        project,
        [MoneyEvent(**row) for row in _rows(connection, "page_events", id=project_id)],
        passport,
        [deed(row) for row in _rows(connection, "page_history", id=project_id, limit=HISTORY_SHOWN)],
    )


def reached(project: Row) -> int:
    """Return how many of the five steps are behind a project; one that stopped is where its money is."""
    stage = project["stage"]
    if stage in STEPS:
        return STEPS.index(stage)
    return 1 + sum(bool(project[column]) for column in ("approved", "contracted", "paid"))


def waits_of(project: Row) -> list[Wait]:
    """Return what a project waits for by its stage, whether it needs a place, and why its places differ."""
    return [*_waits_by_stage(project), *([Wait("drift", "engineering")] if project.get("drift_over") else [])]


def _waits_by_stage(project: Row) -> list[Wait]:
    if project["stage"] in ("finished", "stopped"):
        return (
            [Wait("place", "engineering")]
            if project["located"] == "no" and project["stage"] == "finished"
            else []
        )
    steps: dict[str, Wait] = {
        "plan": Wait("approval", "planning"),
        "approved": Wait("contract", "finance") if project["procurement"] else Wait("payment", "finance"),
        "contracted": Wait("payment", "finance"),
        "paying": Wait("finish", "planning") if _all_paid(project) else Wait("payment", "finance"),
    }
    waits = [steps[project["stage"]]]
    return [*waits, Wait("place", "engineering")] if project["located"] == "no" else waits


def _all_paid(project: Row) -> bool:
    due = project["contracted"] if project["procurement"] else project["approved"]
    return bool(project["paid"] >= due)


def deed(row: Row) -> Deed:
    """Return an audit row with what it changed; what the machine counts by itself is left out."""
    was, became = row["was"] or {}, row["became"] or {}
    changes = tuple(
        (name, was[name], became.get(name))
        for name in was
        if name not in _COUNTED and row["action"] == "update" and was[name] != became.get(name)
    )
    return Deed(row["at"], row["who"], row["subject"], row["action"], was or became, changes)


_COUNTED = {"version", "updated_at", "updated_by", "superseded_by"}


def _rows(connection: Connection[Row], name: str, **values: Any) -> list[Row]:
    return connection.execute(statement(__package__, name), values).fetchall()
