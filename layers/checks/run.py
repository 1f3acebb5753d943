"""Running the checks: over some authorities at a time, or over what was just changed."""

import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql
from psycopg.errors import QueryCanceled
from psycopg.pq import TransactionStatus

from geo.database import Row, act_as
from geo.sql import statement
from layers.checks.rule import Rule, parameters, rules

SYSTEM = 1
REACH = 0.02
"""Degrees around the projects checked within which those of other authorities are looked at: some 2 km."""
SQUARE, SMALL_SQUARE = 0.1, 0.001
"""Degrees of the squares by which neighbours are gathered: for many projects, and for a few."""
FEW = 20
"""Projects up to which they are a few."""
PATIENCE_SECONDS = 10.0
MOST_TOUCHED = 20_000
MOST_BESIDE = 300_000
"""Projects that a change of many may touch to be checked with it, and those of the same authorities, which
are looked at beside them; beyond, `eplan check` does it province by province.
"""


@dataclass(frozen=True)
class Checked:
    """What a run looked at and found: projects, findings by rule, new ones and such that are gone."""

    projects: int
    found: dict[str, int]
    new: int
    gone: int

    def __add__(self, other: "Checked") -> "Checked":
        """Return two runs as one."""
        found = Counter(self.found) + Counter(other.found)
        return Checked(
            self.projects + other.projects, dict(found), self.new + other.new, self.gone + other.gone
        )


NOTHING = Checked(0, {}, 0, 0)


def check_authorities(
    connection: Connection[Row], authorities: Collection[int], chosen: Sequence[Rule] | None = None
) -> Checked:
    """Run rules over all projects of some authorities, and keep what they find.

    The connection acts for an admin. What no longer holds is ended. Memory grows with the projects of
    these authorities: give a province at a time.
    """
    return _check(connection, list(authorities), None, _chosen(chosen))


def check_project(connection: Connection[Row], project_id: int) -> Checked:
    """Run all rules over one project as the transaction has made it, and keep what they find.

    To be called by whoever may change the project, in the transaction of the change: the facts are derived
    first, and the findings written on behalf of the system.
    """
    return check_projects(connection, [project_id])


def check_projects(
    connection: Connection[Row], projects: Collection[int], ends: float | None = None
) -> Checked:
    """Run all rules over some projects as the transaction has made them, and keep what they find.

    To be called as `check_project`. Only these are looked at, beside the others of their authorities and
    nearby; the cost grows with the projects of all these authorities. What would go on beyond `ends`, by the
    monotonic clock, raises `TimeoutError` or `QueryCanceled`.
    """
    _derive(connection)
    _hurry(connection, ends)
    row = connection.execute(
        "SELECT acting_account() AS who, array_agg(DISTINCT authority_id) AS authorities "
        "FROM visible_project WHERE project_id = ANY (%s)",
        [list(projects)],
    ).fetchone()
    if row is None or not row["authorities"]:
        return NOTHING
    act_as(connection, SYSTEM)
    try:
        return _check(connection, row["authorities"], list(projects), _chosen(None), ends)
    finally:
        if connection.info.transaction_status is not TransactionStatus.INERROR:
            act_as(connection, row["who"])


def check_touched(
    connection: Connection[Row], projects: Collection[int], seconds: float = PATIENCE_SECONDS
) -> Checked | None:
    """Check what a change has touched as `check_projects` does; None where that is too much to do at once.

    What takes longer than so many seconds in all, as many like projects in one place may make it, is given
    up, and what was written stands. Deriving the facts is not part of it: what is written needs them anyhow.
    """
    if len(projects) > MOST_TOUCHED:
        return None
    _derive(connection)
    ends = time.monotonic() + seconds
    row = connection.execute(statement(__package__, "beside"), {"projects": list(projects)}).fetchone()
    if row is not None and row["projects"] > MOST_BESIDE:
        return None
    try:
        with connection.transaction():
            before = _limit(connection, str(max(1, round(seconds * 1000))))
            found = check_projects(connection, projects, ends)
            _limit(connection, before)
    except (QueryCanceled, TimeoutError):
        return None
    return found


def _hurry(connection: Connection[Row], ends: float | None) -> None:
    """Let the next statement take what is left of the time; raises `TimeoutError` where nothing is."""
    if ends is None:
        return
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    _limit(connection, str(max(1, round(left * 1000))))


def _limit(connection: Connection[Row], milliseconds: str) -> str:
    """Let statements of this transaction take so long; return what they might take before."""
    row = connection.execute(
        "SELECT current_setting('statement_timeout') AS was, set_config('statement_timeout', %s, true)",
        [milliseconds],
    ).fetchone()
    return str(row["was"]) if row else "0"


def _derive(connection: Connection[Row]) -> None:
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    connection.execute("SET CONSTRAINTS ALL DEFERRED")


def _chosen(wanted: Sequence[Rule] | None) -> tuple[Rule, ...]:
    return tuple(rules().values()) if wanted is None else tuple(wanted)


def _check(
    connection: Connection[Row],
    authorities: list[int],
    projects: list[int] | None,
    wanted: tuple[Rule, ...],
    ends: float | None = None,
) -> Checked:
    values: dict[str, Any] = {name: parameter.value for name, parameter in parameters().items()}
    values |= {"authorities": authorities, "projects": projects, "reach": REACH}
    values["square"] = SQUARE if projects is None or len(projects) > FEW else SMALL_SQUARE
    values["rules"] = [rule.code for rule in wanted]
    values["grouped"] = [rule.code for rule in rules().values() if rule.grouped]
    looked_at = _gather(connection, values, ends)
    for rule in wanted:
        _hurry(connection, ends)
        _find(connection, rule, values)
    _hurry(connection, ends)
    gone = _run(connection, "keep_gone", values)
    _hurry(connection, ends)
    new = _run(connection, "keep_found", values)
    counts = connection.execute("SELECT rule, count(*) AS n FROM found GROUP BY rule").fetchall()
    for table in ("checked", "checked_road", "found"):
        connection.execute(sql.SQL("DROP TABLE pg_temp.{}").format(sql.Identifier(table)))
    return Checked(looked_at, {row["rule"]: row["n"] for row in counts}, new, gone)


def _gather(connection: Connection[Row], values: dict[str, Any], ends: float | None) -> int:
    """Put what the rules look at into tables of this transaction; return how many projects are asked for."""
    for step in ("checked", "checked_near"):
        _hurry(connection, ends)
        _run(connection, step, values)
    _hurry(connection, ends)
    connection.execute("CREATE INDEX ON checked USING gist (kind, point) WHERE point IS NOT NULL")
    connection.execute("CREATE INDEX ON checked (id)")
    connection.execute("ANALYZE checked")
    _hurry(connection, ends)
    _run(connection, "checked_road", values)
    _hurry(connection, ends)
    connection.execute("CREATE INDEX ON checked_road USING gist (geom)")
    connection.execute("ANALYZE checked_road")
    _run(connection, "found", values)
    row = connection.execute("SELECT count(*) AS n FROM checked WHERE asked").fetchone()
    return int(row["n"]) if row else 0


def _find(connection: Connection[Row], rule: Rule, values: dict[str, Any]) -> None:
    head = sql.SQL("INSERT INTO found SELECT {}, q.project_id, q.other_id, q.figures, q.basis FROM (")
    query = statement(__package__, rule.code, beyond=statement(__package__, "beyond"))
    found = head.format(sql.Literal(rule.code)) + query + sql.SQL(") AS q")
    connection.execute(found, values)


def _run(connection: Connection[Row], name: str, values: dict[str, Any]) -> int:
    return connection.execute(statement(__package__, name), values).rowcount
