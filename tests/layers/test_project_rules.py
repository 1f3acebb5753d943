"""What the database refuses is said in plain words, and no seat writes or sees what is not its own."""

from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from geo.database import PORTAL_ROLE, Database, Row
from geo.errors import BadRequest, Conflict, EplanError, Forbidden, Refused
from layers.projects.rules import broken, rules, said_plainly
from tests.layers.facts_world import make_ground
from tests.layers.pin_world import (
    ADMIN,
    ENGINEER,
    FINANCE,
    PLANNER,
    STRANGER,
    Owner,
    add_account,
    add_project,
    book,
    only,
    put,
)

PUBLIC = 0
MONEY = (
    "INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on) "
    "VALUES (%(project)s, %(ours)s, 'payment', 1, '2025-01-01')"
)
APPROVAL = MONEY.replace("payment", "approval")
PLACE = (
    "INSERT INTO location (project_id, authority_id, geom, method) "
    "VALUES (%(project)s, %(ours)s, 'SRID=4326;POINT(99.5 19.5)', 'map')"
)
PROJECT = "INSERT INTO project (authority_id, fiscal_year, title) VALUES (%(ours)s, 2025, 'ใหม่')"
TITLE = "UPDATE project SET title = 'แก้' WHERE id = %(project)s"
LIFT = "UPDATE location SET superseded_at = now() WHERE project_id = %(project)s"


@pytest.fixture
def world(owner: Owner) -> dict[str, int]:
    """A project of ours with money and a place, our officers, and an engineer of another authority."""
    ours, theirs = make_ground(owner)
    for account in (ENGINEER, PLANNER, FINANCE):
        add_account(owner, account, ours)
    add_account(owner, STRANGER, theirs)
    project = add_project(owner, ours, approved=Decimal(1000))
    book(owner, project, "contract", Decimal(900))
    put(owner, project)
    return {"ours": ours, "theirs": theirs, "project": project}


def test_every_rule_of_the_schema_has_its_words(owner: Owner) -> None:
    named = owner.execute(
        "SELECT conname FROM pg_constraint WHERE contype IN ('c', 'u') AND conrelid IN "
        "('project'::regclass, 'money_event'::regclass, 'location'::regclass, 'project_fact'::regclass, "
        "'drift_settlement'::regclass, 'setting'::regclass)"
    ).fetchall()
    ours_alone = {"project_fact_located_check", "setting_id_check"}
    assert {row["conname"] for row in named} - ours_alone <= set(rules())
    assert all(rule.thai.strip() and rule.english.strip() for rule in rules().values())


@pytest.mark.parametrize(
    ("write", "rule", "kind"),
    [
        ("UPDATE project SET title = ''", "project_title_check", BadRequest),
        ("UPDATE project SET fiscal_year = 1900", "project_fiscal_year_check", BadRequest),
        ("UPDATE project SET category = 'x'", "project_category", BadRequest),
        ("UPDATE project SET programme = 'x'", "project_programme", BadRequest),
        ("UPDATE project SET source = 'x'", "project_source", BadRequest),
        ("UPDATE project SET needs_place = false", "no_place_needs_reason", Refused),
        ("UPDATE project SET stopped_on = '2025-01-01'", "stop_needs_reason", Refused),
        (MONEY.replace("1,", "901,"), "paid_within_contract", Refused),
        (MONEY.replace("payment', 1", "contract', 101"), "contracted_within_approved", Refused),
        (MONEY.replace("1,", "0,"), "money_event_amount_check", BadRequest),
        (MONEY.replace("1,", "-1,"), "reduction_needs_note", Refused),
        (MONEY.replace("2025", "1925"), "money_event_occurred_on_check", BadRequest),
        (PLACE, "one_current_location", Conflict),
        (PLACE.replace("99.5", "199.5"), "shape_in_degrees", BadRequest),
        (PLACE.replace("POINT(99.5 19.5)", "GEOMETRYCOLLECTION(POINT(99 19))"), "kind_of_shape", BadRequest),
        (PROJECT.replace("%(ours)s", "987654"), "project_authority", BadRequest),
    ],
)
def test_a_broken_rule_is_answered_in_its_own_words(
    db: Database, world: dict[str, int], write: str, rule: str, kind: type[EplanError]
) -> None:
    with pytest.raises(kind) as refusal, said_plainly(), db.acting(ADMIN) as connection:
        connection.execute(write, world)
    assert (refusal.value.thai, refusal.value.english) == (broken(rule).thai, broken(rule).english)


def test_a_sum_beyond_all_numbers_is_refused(db: Database, world: dict[str, int]) -> None:
    huge = APPROVAL.replace("1,", "9999999999999.99,")
    with pytest.raises(Refused, match="larger"), said_plainly(), db.acting(ADMIN) as connection:
        connection.execute(huge, world)


def test_what_no_rule_names_is_not_hidden(db: Database, world: dict[str, int]) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable), said_plainly(), db.acting(ADMIN) as connection:
        connection.execute("SELECT * FROM nowhere")


@pytest.mark.parametrize(
    ("account", "write"),
    [
        pytest.param(STRANGER, PROJECT, id="a stranger adds a project"),
        pytest.param(STRANGER, PLACE, id="a stranger pins"),
        pytest.param(STRANGER, APPROVAL, id="a stranger approves"),
        pytest.param(FINANCE, PLACE, id="finance pins"),
        pytest.param(FINANCE, PROJECT, id="finance plans"),
        pytest.param(ENGINEER, PROJECT, id="an engineer plans"),
        pytest.param(ENGINEER, APPROVAL, id="an engineer approves"),
        pytest.param(PLANNER, MONEY, id="a planner pays"),
        pytest.param(PUBLIC, PROJECT, id="the public adds a project"),
        pytest.param(PUBLIC, PLACE, id="the public pins"),
    ],
)
def test_no_seat_writes_what_is_not_its_duty(
    db: Database, owner: Owner, world: dict[str, int], account: int, write: str
) -> None:
    before = _counts(owner)
    with pytest.raises(Forbidden), said_plainly(), db.acting(account) as connection:
        connection.execute(LIFT, world)
        connection.execute(write, world)
    assert _counts(owner) == before


@pytest.mark.parametrize("account", [STRANGER, PUBLIC])
@pytest.mark.parametrize("write", [TITLE, LIFT])
def test_another_seats_change_meets_no_row(
    db: Database, world: dict[str, int], account: int, write: str
) -> None:
    with db.acting(account) as connection:
        assert connection.execute(write, world).rowcount == 0


def test_a_stranger_cannot_book_on_our_project_in_its_own_name(db: Database, world: dict[str, int]) -> None:
    theirs = world | {"ours": world["theirs"]}
    with pytest.raises(Refused), said_plainly(), db.acting(STRANGER) as connection:
        connection.execute(LIFT, world)
        connection.execute(PLACE, theirs)


@pytest.mark.parametrize(("account", "sees"), [(PUBLIC, 0), (STRANGER, 0), (ENGINEER, 1), (ADMIN, 1)])
def test_a_draft_is_seen_by_its_own_seats_only(
    db: Database, owner: Owner, world: dict[str, int], account: int, sees: int
) -> None:
    owner.execute("UPDATE project SET published = false")
    with db.reading(account) as connection:
        assert _count(connection, "project") == sees
        assert _count(connection, "visible_project") == sees
        assert _count(connection, "public_project") == 0
        assert _count(connection, "spending WHERE count <> 0") == 0


@pytest.mark.parametrize("table", ["money_event", "location", "audit"])
@pytest.mark.parametrize(("account", "sees"), [(PUBLIC, False), (STRANGER, False), (FINANCE, True)])
def test_the_papers_behind_a_project_are_its_seats_own(
    db: Database, world: dict[str, int], table: str, account: int, sees: bool
) -> None:
    with db.reading(account) as connection:
        assert (_count(connection, table) > 0) == sees


def test_the_portals_role_owns_nothing_and_bypasses_nothing(owner: Owner) -> None:
    role = owner.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s",
        [PORTAL_ROLE],
    ).fetchone()
    owned = owner.execute(
        "SELECT relname FROM pg_class WHERE relowner = %s::regrole AND relnamespace = 'public'::regnamespace",
        [PORTAL_ROLE],
    ).fetchall()
    assert role is not None
    assert not any(role.values())
    assert owned == []


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE project_fact SET approved = 0",
        "INSERT INTO spending SELECT * FROM spending",
        "DELETE FROM project_cell",
        "DELETE FROM audit_log",
        "SELECT * FROM audit_log",
        "DELETE FROM money_event",
        "UPDATE money_event SET amount = 1",
        "DELETE FROM project",
        "UPDATE project SET created_by = 1",
        "UPDATE location SET geom = 'SRID=4326;POINT(99 19)'",
        "SELECT * FROM project_fact",
        "SELECT password_hash FROM account",
        "ALTER TABLE project DISABLE ROW LEVEL SECURITY",
        "SELECT derive_facts(ARRAY[1]::bigint[]) FROM project_fact",
        "TRUNCATE project",
    ],
)
def test_even_an_admins_seat_cannot_go_behind_the_ledger(
    db: Database, world: dict[str, int], attempt: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), db.acting(ADMIN) as connection:
        connection.execute(attempt)


def test_row_security_cannot_be_switched_off(db: Database, owner: Owner, world: dict[str, int]) -> None:
    owner.execute("UPDATE project SET published = false")
    with pytest.raises(psycopg.errors.InsufficientPrivilege), db.reading(PUBLIC) as connection:
        connection.execute("SET LOCAL row_security = off")
        connection.execute("SELECT * FROM project").fetchall()


@pytest.mark.parametrize(
    ("write", "subject", "action"),
    [(TITLE, "project", "update"), (PROJECT, "project", "insert"), (LIFT, "location", "update")],
)
def test_every_change_leaves_who_and_what_it_was(  # noqa: PLR0917
    db: Database, owner: Owner, world: dict[str, int], write: str, subject: str, action: str
) -> None:
    before = owner.execute("SELECT * FROM audit").fetchall()
    with db.acting(PLANNER) as connection:
        connection.execute(write, world)
    rows = [row for row in owner.execute("SELECT * FROM audit").fetchall() if row not in before]
    assert [(row["account_id"], row["subject"], row["action"]) for row in rows] == [
        (PLANNER, subject, action)
    ]
    assert (rows[0]["was"] is None) == (action == "insert")


def _count(connection: Connection[Row], table: str) -> int:
    return int(only(connection.execute(f"SELECT count(*) FROM {table}").fetchone()))  # noqa: S608


def _counts(owner: Owner) -> list[Any]:
    return [
        only(owner.execute(f"SELECT count(*) FROM {table}").fetchone())  # noqa: S608
        for table in ("project", "money_event", "location", "audit")
    ]
