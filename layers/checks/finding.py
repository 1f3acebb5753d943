"""What the checks found, as the seats that it is for see it: counted, listed, one by one, and settled."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from psycopg import Connection, sql

from geo.database import Row
from geo.errors import Conflict, Forbidden, NotFound
from geo.sql import statement
from layers.checks.rule import rules_of
from layers.filters import Filters
from layers.given_reason import given_reason

SORTS = {
    "newest": "s.found_at DESC, s.id DESC",
    "amount": "f.approved DESC, s.id DESC",
    "year": "s.fiscal_year DESC, s.id DESC",
    "rule": "s.rule, s.id DESC",
}


@dataclass(frozen=True)
class Wanted:
    """Which findings are asked for: of a rule, of projects that `filters` choose, open or settled ones."""

    filters: Filters
    rule: str | None = None
    settled: bool = False

    def where(self) -> tuple[sql.Composable, dict[str, Any]]:
        """Return a condition on `standing_finding` s with its project f, and its values."""
        which, values = self.filters.where()
        own = sql.SQL("{} AND s.settled = %(settled)s AND (%(rule)s::text IS NULL OR s.rule = %(rule)s)")
        return own.format(which), {**values, "settled": self.settled, "rule": self.rule}


@dataclass(frozen=True)
class Reason:
    """A reason given for a finding, or (`reopens`) for taking those before back.

    It `holds` while the finding rests on the same facts.
    """

    reason: str
    at: datetime
    by: str | None
    holds: bool
    reopens: bool


@dataclass(frozen=True)
class Finding:
    """One finding with its project, the other one if it is about two, and the reasons given so far.

    `project` and `others` have the columns of `finding_projects.sql`; `shape` is GeoJSON. `others` are
    the other one of two, or the first of many. `line` is the way between two, as GeoJSON.
    """

    id: int
    rule: str
    figures: dict[str, Any]
    found_at: datetime
    gone_at: datetime | None
    settled: bool
    may_settle: bool
    project: Row
    others: list[Row]
    reasons: list[Reason]


def counts_of(connection: Connection[Row], wanted: Wanted) -> dict[str, tuple[int, int]]:
    """Return for each rule how many findings are open and how many settled, whichever rule is asked for."""
    which, values = replace(wanted, rule=None).filters.where()
    rows = connection.execute(statement(__package__, "finding_counts", which=which), values).fetchall()
    return {row["rule"]: (row["open"], row["settled"]) for row in rows}


def authorities_of(connection: Connection[Row], wanted: Wanted, limit: int = 200) -> list[Row]:
    """Return the authorities that have such findings, those with the most first."""
    which, values = wanted.where()
    query = statement(__package__, "finding_authorities", which=which)
    return connection.execute(query, values | {"limit": limit}).fetchall()


def findings_of(
    connection: Connection[Row], wanted: Wanted, sort: str = "newest", limit: int = 50, skip: int = 0
) -> list[Row]:
    """Return findings with the columns of `finding_list.sql`, in the order of one of `SORTS`."""
    which, values = wanted.where()
    query = statement(__package__, "finding_list", which=which, order=sql.SQL(SORTS[sort]))
    return connection.execute(query, values | {"limit": limit, "skip": skip}).fetchall()


def of_project(connection: Connection[Row], project_id: int) -> list[Row]:
    """Return what is unsettled of one project: id, rule and figures; nothing for those not to see it."""
    return connection.execute(
        statement(__package__, "finding_of_project"), {"project": project_id}
    ).fetchall()


def find(connection: Connection[Row], finding_id: int) -> Finding:
    """Return a finding, also one that is gone; raises `NotFound` for those not to see it."""
    row = connection.execute(statement(__package__, "finding_one"), {"id": finding_id}).fetchone()
    if row is None:
        raise NotFound(
            f"ไม่พบข้อสังเกตเลขที่ {finding_id} หรือไม่ใช่ของหน่วยงานของคุณ",
            f"There is no finding {finding_id}, or it is not for your office.",
        )
    ids = _ids(row)
    rows = connection.execute(statement(__package__, "finding_projects"), {"ids": ids}).fetchall()
    projects = [{**each, "shape": json.loads(each["shape"]) if each["shape"] else None} for each in rows]
    reasons = connection.execute(statement(__package__, "finding_reasons"), {"id": finding_id}).fetchall()
    return Finding(
        row["id"],
        row["rule"],
        row["figures"],
        row["found_at"],
        row["gone_at"],
        next((not each["reopens"] for each in reasons if each["holds"]), False),
        row["may_settle"],
        projects[0],
        projects[1:],
        [Reason(**each) for each in reasons],
    )


def settle(connection: Connection[Row], finding_id: int, reason: str) -> None:
    """Say why something found is no mistake; it holds until the facts it rests on change.

    Saying it of what is settled changes nothing. Raises `BadRequest` for an empty or overlong reason,
    `NotFound` or `Forbidden` by the acting account's seats, `Conflict` for what is gone.
    """
    reason = given_reason(reason, "กรุณาระบุเหตุผล", "Give the reason")
    if not _to_answer(connection, finding_id).settled:
        _add_reason(connection, finding_id, reason, reopens=False)


def reopen(connection: Connection[Row], finding_id: int, reason: str) -> None:
    """Take the reason back that was given for a finding, and say why: it is to be settled again.

    Of what is not settled it changes nothing. Raises as `settle` does.
    """
    reason = given_reason(reason, "กรุณาระบุเหตุผลที่เปิดอีกครั้ง", "Give the reason for opening it again")
    if _to_answer(connection, finding_id).settled:
        _add_reason(connection, finding_id, reason, reopens=True)


def _to_answer(connection: Connection[Row], finding_id: int) -> Finding:
    """Return a finding that stands and is the acting account's to answer."""
    finding = find(connection, finding_id)
    if not finding.may_settle:
        raise Forbidden(
            "ผู้ระบุเหตุผลได้คืองานช่างและงานแผนของ อปท. เจ้าของโครงการ",
            "Only engineering and planning of the project's own authority can settle this.",
        )
    if finding.gone_at is not None:
        raise Conflict(
            "ข้อสังเกตนี้ไม่เป็นจริงแล้ว เพราะข้อมูลของโครงการเปลี่ยนไป จึงไม่ต้องระบุเหตุผล",
            "This finding no longer holds, since the project has changed; nothing is to be settled.",
        )
    return finding


def _add_reason(connection: Connection[Row], finding_id: int, reason: str, *, reopens: bool) -> None:
    connection.execute(
        "INSERT INTO finding_settlement (finding_id, reason, reopens) VALUES (%s, %s, %s)",
        [finding_id, reason, reopens],
    )


def read_rule(text: str | None) -> str | None:
    """Return a rule's code; raises `BadRequest` for an unknown one."""
    return rules_of((text,))[0].code if text else None


def _ids(row: Mapping[str, Any]) -> list[int]:
    many = row["figures"].get("projects") or []
    others = [row["other_id"]] if row["other_id"] is not None else many
    return [row["project_id"], *(each for each in others if each != row["project_id"])]
