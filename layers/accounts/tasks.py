"""What a seat has to do: the projects that wait for it."""

from dataclasses import dataclass
from typing import Literal

from psycopg import Connection

from geo.database import Row
from geo.sql import statement

Duty = Literal["unplaced", "unapproved", "uncontracted", "unpaid", "drifting", "unchecked"]

DUTIES: dict[str, tuple[Duty, ...]] = {
    "planning": ("unapproved", "unplaced", "unchecked"),
    "finance": ("uncontracted", "unpaid"),
    "engineering": ("unplaced", "drifting", "unchecked"),
    "executive": ("unplaced", "unapproved", "uncontracted", "unpaid", "drifting", "unchecked"),
    "amphoe": ("unplaced", "drifting", "unchecked"),
    "province": ("unplaced", "drifting", "unchecked"),
    "department": ("unchecked",),
}
"""Whose duty each thing is, by the circulars of 2555 and 2561; those who lead or supervise see all."""


@dataclass(frozen=True)
class Task:
    """A number of projects that wait for one duty of a seat, and the filters that list them."""

    duty: Duty
    role: str
    count: int
    where: str
    query: dict[str, str]


def tasks_of(connection: Connection[Row]) -> list[Task]:
    """Return the tasks of the acting account's seats that are not done."""
    rows = connection.execute(statement(__package__, "tasks")).fetchall()
    return [
        Task(duty, row["role"], row[duty], row["authority"] or row["area_code"] or "", _query(duty, row))
        for row in rows
        for duty in DUTIES.get(row["role"], ())
        if row[duty]
    ]


def _query(duty: Duty, row: Row) -> dict[str, str]:
    place = {"authority": row["authority_code"], "area": row["area_code"]}
    what = {
        "unplaced": {"located": "no"},
        "unapproved": {"stage": "plan"},
        "uncontracted": {"stage": "approved"},
        "unpaid": {"stage": "contracted"},
        "drifting": {"drift": "over"},
        "unchecked": {},
    }[duty]
    return {**{name: value for name, value in place.items() if value}, **what}
