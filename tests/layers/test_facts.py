"""What is derived from the truth stays what the truth says, whatever is written, in whatever order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection

from geo.database import Database, Row
from geo.errors import Refused
from layers.projects.rules import said_plainly
from tests.layers.facts_world import make_ground, wrong
from tests.layers.pin_world import ADMIN, Owner, add_project, book, only, put

AMOUNTS = {
    "approval": st.decimals(1_000_000, 9_000_000, places=2),
    "contract": st.decimals(1, 1_000_000, places=2),
    "payment": st.decimals(1, 400_000, places=2),
}
MORE = st.one_of(*(st.tuples(st.just("money"), st.just(kind), amounts) for kind, amounts in AMOUNTS.items()))
LESS = st.tuples(st.just("money"), st.sampled_from([*AMOUNTS]), st.decimals(-9000, -1, places=2))
LONS, LATS = st.floats(98.5, 104.5), st.floats(18.5, 23.5)
CHANGES = (
    "fiscal_year = 2026",
    "published = NOT published",
    "category = 'weir'",
    "finished_on = '2025-05-01'",
    "finished_on = NULL",
    "stopped_on = '2025-05-01', stop_reason = 'x'",
    "needs_place = false, no_place_reason = 'x'",
    "needs_place = true",
    "title = title || 'ก'",
    "procurement = NOT procurement",
)
STEPS = st.one_of(
    st.tuples(
        st.just("add"),
        st.fixed_dictionaries(
            {
                "authority": st.integers(0, 1),
                "fiscal_year": st.sampled_from([2024, 2025]),
                "programme": st.sampled_from(["00210", "00310", None]),
                "source": st.sampled_from(["ordinance", None]),
                "category": st.sampled_from(["road", "training"]),
                "procurement": st.booleans(),
                "published": st.booleans(),
            }
        ),
    ),
    MORE,
    LESS,
    st.tuples(st.just("point"), st.sampled_from(["planned", "contracted", "as_built"]), LONS, LATS),
    st.tuples(st.just("line"), LONS, LATS),
    st.tuples(st.just("lift"), st.sampled_from(["planned", "contracted", "as_built"])),
    st.tuples(st.just("settle")),
    st.tuples(st.just("change"), st.sampled_from(CHANGES)),
)
STEP = st.tuples(st.integers(0, 9), STEPS)
TRANSACTIONS = st.lists(st.lists(STEP, min_size=2, max_size=8), min_size=2, max_size=6)

MONEY = (
    "INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on, note) "
    "SELECT id, authority_id, %s, %s, '2025-01-01', 'แก้ไข' FROM project WHERE id = %s"
)
PLACE = (
    "INSERT INTO location (project_id, authority_id, phase, geom, method) "
    "SELECT id, authority_id, %s, ST_GeomFromEWKT(%s), 'map' FROM project WHERE id = %s"
)
SETTLE = (
    "INSERT INTO drift_settlement (project_id, authority_id, reason) "
    "SELECT id, authority_id, 'x' FROM project AS p WHERE id = %s "
    "AND 1 < (SELECT count(*) FROM location WHERE project_id = p.id AND superseded_at IS NULL)"
)
LIFT = (
    "UPDATE location SET superseded_at = now() WHERE project_id = %s AND phase = %s AND superseded_at IS NULL"
)


def take(
    connection: Connection[Row], projects: list[int], authorities: list[int], which: int, step: Any
) -> None:
    """Take one random step; `which` chooses the project."""
    kind, *values = step
    if kind == "add" or not projects:
        columns = dict(values[0]) if kind == "add" else {"authority": 0, "fiscal_year": 2025}
        columns["authority_id"] = authorities[columns.pop("authority")]
        names, slots = ", ".join(columns), ", ".join(f"%({name})s" for name in columns)
        insert = f"INSERT INTO project (title, {names}) VALUES ('ถนน', {slots}) RETURNING id"  # noqa: S608
        row = connection.execute(insert, columns)
        projects.append(only(row.fetchone()))
        return
    project = projects[which % len(projects)]
    match kind:
        case "money":
            connection.execute(MONEY, [*values, project])
        case "point":
            connection.execute(LIFT, [project, values[0]])
            connection.execute(PLACE, [values[0], f"SRID=4326;POINT({values[1]} {values[2]})", project])
        case "line":
            lon, lat = values
            connection.execute(LIFT, [project, "planned"])
            line = f"SRID=4326;LINESTRING({lon} {lat}, {lon + 0.1} {lat}, {lon + 0.1} {lat + 0.3})"
            connection.execute(PLACE, ["planned", line, project])
        case "lift":
            connection.execute(LIFT, [project, values[0]])
        case "settle":
            connection.execute(SETTLE, [project])
        case _:
            connection.execute(f"UPDATE project SET {values[0]} WHERE id = %s", [project])  # noqa: S608


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(transactions=TRANSACTIONS)
def test_whatever_is_written_facts_and_sums_are_what_the_truth_says(
    db: Database, owner: Owner, transactions: list[list[tuple[int, Any]]]
) -> None:
    rows = owner.execute("SELECT id FROM authority ORDER BY id").fetchall()
    authorities = [row["id"] for row in rows] or make_ground(owner)
    projects = [add_project(owner, authority, approved=Decimal(9_000_000)) for authority in authorities * 2]
    for project in projects[:3]:
        book(owner, project, "contract", Decimal(4_000_000))
    for steps in transactions:
        before = list(projects)
        try:
            with said_plainly(), db.acting(ADMIN) as connection:
                for which, step in steps:
                    take(connection, projects, authorities, which, step)
        except Refused:
            projects[:] = before
        assert wrong(owner) == []


def test_projects_by_the_thousand_find_the_same_areas_as_one(owner: Owner) -> None:
    authority = make_ground(owner)[0]
    owner.execute("SELECT setseed(0.57)")
    with owner.transaction():
        owner.execute(
            "INSERT INTO project (authority_id, fiscal_year, title) "
            "SELECT %s, 2025, 'ถนน' FROM generate_series(1, 12000)",
            [authority],
        )
        owner.execute(
            "INSERT INTO location (project_id, authority_id, geom, method) "
            "SELECT id, authority_id, "
            "ST_SetSRID(ST_MakePoint(98.5 + 5 * random(), 18.5 + 5 * random()), 4326), 'file' "
            "FROM project WHERE id % 10 > 0",
        )
        owner.execute(
            "INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on) "
            "SELECT id, authority_id, 'approval', id, '2025-01-01' FROM project",
        )
    assert wrong(owner) == []
    levels = owner.execute(
        "SELECT count(*) FILTER (WHERE tambon_code IS NOT NULL) AS tambon, "
        "count(*) FILTER (WHERE tambon_code IS NULL AND in_area AND amphoe_code IS NOT NULL) AS amphoe, "
        "count(*) FILTER (WHERE amphoe_code IS NULL AND in_area) AS province, "
        "count(*) FILTER (WHERE point IS NOT NULL AND NOT in_area) AS nowhere FROM project_fact"
    ).fetchone()
    assert levels is not None
    assert all(count > 100 for count in levels.values())
    assert only(owner.execute("SELECT count(*) FROM touched_project").fetchone()) == 0


@pytest.mark.parametrize("skipped", [0, 5])
def test_thousands_that_come_in_runs_are_derived_with_their_drift_whether_or_not_ids_are_left_out(
    owner: Owner, skipped: int
) -> None:
    authority = make_ground(owner)[0]
    old = owner.execute(
        "INSERT INTO project (authority_id, fiscal_year, title) VALUES (%s, 2025, 'เดิม') RETURNING id",
        [authority],
    ).fetchone()
    with owner.transaction():
        owner.execute("UPDATE project SET title = 'ใหม่' WHERE id = %s AND %s > 0", [only(old), skipped])
        for _ in range(2):
            owner.execute(
                "INSERT INTO project (authority_id, fiscal_year, title) "
                "SELECT %s, 2025, 'ถนน' FROM generate_series(1, 6000)",
                [authority],
            )
            for phase, east in (("planned", 0), ("as_built", 0.001)):
                owner.execute(
                    "INSERT INTO location (project_id, authority_id, geom, method, phase) "
                    "SELECT id, authority_id, ST_SetSRID(ST_MakePoint(99.5 + %s, 19.5), 4326), 'file', %s "
                    "FROM project WHERE id %% 7 = 0 AND NOT EXISTS ("
                    "SELECT FROM location AS l WHERE l.project_id = project.id AND l.phase = %s)",
                    [east, phase, phase],
                )
            if skipped:
                owner.execute("SELECT setval('project_id_seq', nextval('project_id_seq') + %s)", [skipped])
    assert wrong(owner) == []
    row = owner.execute(
        "SELECT count(*) AS n, min(drift_m) AS least FROM project_fact WHERE drift_m > 0"
    ).fetchone()
    assert row and row["n"] > 1500 and 100 < row["least"] < 110
    assert only(owner.execute("SELECT count(*) FROM project_fact").fetchone()) == 12001


def test_changing_thousands_again_leaves_every_sum_right(owner: Owner) -> None:
    authorities = make_ground(owner)
    owner.execute(
        "INSERT INTO project (authority_id, fiscal_year, title, category) "
        "SELECT (%s::int[])[1 + g %% 2], 2024 + g %% 2, 'ถนน ' || g, 'road' "
        "FROM generate_series(1, 11000) AS g",
        [authorities],
    )
    with owner.transaction():
        owner.execute("UPDATE project SET fiscal_year = 2026, published = id % 3 > 0 WHERE id % 2 = 0")
        owner.execute("UPDATE project SET title = title || ' ระยะที่ 2'")
    assert wrong(owner) == []


def test_two_who_pay_at_once_are_both_counted(db: Database, owner: Owner) -> None:
    authority = make_ground(owner)[0]
    project = add_project(owner, authority, approved=Decimal(1000))
    book(owner, project, "contract", Decimal(1000))

    def pay(amount: int) -> None:
        with db.acting(ADMIN) as connection:
            connection.execute(MONEY, ["payment", amount, project])
            both.wait(10)

    both = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(pay, [300, 400]))
    assert (
        only(owner.execute("SELECT paid FROM project_fact WHERE project_id = %s", [project]).fetchone())
        == 700
    )
    assert wrong(owner) == []


def test_two_who_together_overspend_are_not_both_believed(db: Database, owner: Owner) -> None:
    project = add_project(owner, make_ground(owner)[0], approved=Decimal(1000))

    def sign(amount: int) -> bool:
        try:
            with said_plainly(), db.acting(ADMIN) as connection:
                connection.execute(MONEY, ["contract", amount, project])
                both.wait(10)
        except Refused:
            return False
        return True

    both = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(sign, [600, 700])) == [False, True]
    assert wrong(owner) == []


def test_a_project_and_all_it_has_can_go_together_but_not_leave_records(owner: Owner) -> None:
    authority = make_ground(owner)[0]
    project = add_project(owner, authority, approved=Decimal(500))
    put(owner, project)
    with pytest.raises(psycopg.errors.ForeignKeyViolation) as refusal:
        owner.execute("DELETE FROM project WHERE id = %s", [project])
    assert refusal.value.diag.constraint_name == "same_authority"
    with owner.transaction():
        for table in ("location", "money_event"):
            owner.execute(f"DELETE FROM {table} WHERE project_id = %s", [project])  # noqa: S608
        owner.execute("DELETE FROM project WHERE id = %s", [project])
    assert only(owner.execute("SELECT count(*) FROM project_fact").fetchone()) == 0
    assert wrong(owner) == []


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(
            lambda owner, other, project: owner.execute(
                "INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on) "
                "VALUES (%s, %s, 'approval', 1, '2025-01-01')",
                [project, other],
            ),
            id="money",
        ),
        pytest.param(
            lambda owner, other, project: owner.execute(
                "INSERT INTO location (project_id, authority_id, geom, method) "
                "VALUES (%s, %s, 'SRID=4326;POINT(99 19)', 'map')",
                [project, other],
            ),
            id="place",
        ),
        pytest.param(
            lambda owner, other, _project: owner.execute(
                "INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on) "
                "VALUES (987654321, %s, 'approval', 1, '2025-01-01')",
                [other],
            ),
            id="no such project",
        ),
    ],
)
def test_records_belong_to_an_existing_project_of_their_own_authority(
    owner: Owner, write: Callable[[Owner, int, int], Any]
) -> None:
    ours, theirs = make_ground(owner)
    project = add_project(owner, ours)
    with pytest.raises(psycopg.errors.ForeignKeyViolation) as refusal:
        write(owner, theirs, project)
    assert refusal.value.diag.constraint_name == "same_authority"
    assert wrong(owner) == []
