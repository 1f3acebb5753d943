"""The list of what a seat has to pin: its own projects, counted, in a kept order."""

from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from geo.database import Database
from geo.errors import BadRequest
from layers.filters import Filters
from layers.projects.pinning import PinCounts, ToPin, next_to_pin, pin_counts, pin_list, read_sort

Owner = psycopg.Connection[DictRow]
ENGINEER, ADMIN, FINANCE = 101, 1, 103
LACKING = Filters(located="no")


def only(row: Any) -> Any:
    return next(iter(row.values()))


def add_project(
    owner: Owner, authority: int, title: str, year: int, amount: int, *, published: bool = True
) -> int:
    project = only(
        owner.execute(
            "INSERT INTO project (authority_id, fiscal_year, title, published) "
            "VALUES (%s, %s, %s, %s) RETURNING id",
            [authority, year, title, published],
        ).fetchone()
    )
    owner.execute(
        "INSERT INTO money_event (project_id, authority_id, kind, amount, occurred_on) "
        "VALUES (%s, %s, 'approval', %s, '2025-01-01')",
        [project, authority, amount],
    )
    return int(project)


def add_authority(owner: Owner, name: str) -> int:
    return int(
        only(
            owner.execute(
                "INSERT INTO authority (type, name_th, province_code, amphoe_code, supervising_level) "
                "VALUES ('sao', %s, '57', '5701', 'amphoe') RETURNING id",
                [name],
            ).fetchone()
        )
    )


@pytest.fixture
def titles(owner: Owner) -> dict[str, int]:
    """Projects of one seat, and one of another authority, by their titles."""
    ours, theirs = add_authority(owner, "อบต.เรา"), add_authority(owner, "อบต.เขา")
    owner.execute("INSERT INTO authority_code (authority_id, code) VALUES (%s, '6570101')", [ours])
    for account, role in ((ENGINEER, "engineering"), (FINANCE, "finance")):
        owner.execute(
            "INSERT INTO account (id, username, display_name) VALUES (%s, %s, 'ช่าง')",
            [account, f"u{account}"],
        )
        owner.execute(
            "INSERT INTO seat (account_id, role, authority_id) VALUES (%s, %s, %s)", [account, role, ours]
        )
    return {
        "ฝาย": add_project(owner, ours, "ฝาย", 2024, 900_000),
        "ถนนเล็ก": add_project(owner, ours, "ถนนเล็ก", 2025, 100_000),
        "ถนนใหญ่": add_project(owner, ours, "ถนนใหญ่", 2025, 500_000),
        "ร่าง": add_project(owner, ours, "ร่าง", 2025, 300_000, published=False),
        "ของเขา": add_project(owner, theirs, "ของเขา", 2025, 700_000),
    }


def listed(db: Database, account: int, filters: Filters = LACKING, **more: Any) -> list[str]:
    with db.reading(account) as connection:
        return [project.title for project in pin_list(connection, filters, **more)]


def pin(owner: Owner, project: int) -> None:
    owner.execute(
        "INSERT INTO location (project_id, authority_id, geom, method) "
        "SELECT id, authority_id, 'SRID=4326;POINT(99.1 19.1)', 'map' FROM project WHERE id = %s",
        [project],
    )


def test_a_seat_sees_its_own_projects_drafts_too_newest_first(db: Database, titles: dict[str, int]) -> None:
    assert listed(db, ENGINEER) == ["ถนนใหญ่", "ร่าง", "ถนนเล็ก", "ฝาย"]


def test_the_greatest_may_come_first(db: Database, titles: dict[str, int]) -> None:
    assert listed(db, ENGINEER, sort="greatest") == ["ฝาย", "ถนนใหญ่", "ร่าง", "ถนนเล็ก"]


def test_the_list_is_searched_and_cut_into_pages(db: Database, titles: dict[str, int]) -> None:
    assert listed(db, ENGINEER, Filters(located="no", q="ถนน")) == ["ถนนใหญ่", "ถนนเล็ก"]
    assert listed(db, ENGINEER, limit=2, skip=2) == ["ถนนเล็ก", "ฝาย"]


def test_who_may_not_pin_has_nothing_to_pin(db: Database, titles: dict[str, int]) -> None:
    assert listed(db, FINANCE) == []
    assert listed(db, 0) == []


def test_an_administrator_names_the_authority(db: Database, titles: dict[str, int]) -> None:
    assert listed(db, ADMIN) == []
    assert len(listed(db, ADMIN, Filters(located="no", authority="6570101"))) == 4


def test_pinned_projects_leave_the_list_and_are_counted(
    db: Database, owner: Owner, titles: dict[str, int]
) -> None:
    pin(owner, titles["ถนนใหญ่"])
    owner.execute(
        "UPDATE project SET needs_place = false, no_place_reason = 'อบรม' WHERE id = %s", [titles["ฝาย"]]
    )
    assert listed(db, ENGINEER) == ["ร่าง", "ถนนเล็ก"]
    with db.reading(ENGINEER) as connection:
        assert pin_counts(connection, LACKING) == PinCounts(missing=2, placed=1, not_needed=1)


def test_after_one_comes_the_next_and_behind_the_last_the_first(
    db: Database, owner: Owner, titles: dict[str, int]
) -> None:
    pin(owner, titles["ถนนใหญ่"])

    def after(title: str, sort: str = "newest") -> ToPin | None:
        with db.reading(ENGINEER) as connection:
            return next_to_pin(connection, Filters(), sort, titles[title])

    following = [after(title) for title in ("ถนนใหญ่", "ร่าง", "ฝาย")]
    assert [found.title for found in following if found] == ["ร่าง", "ถนนเล็ก", "ร่าง"]
    for title in ("ร่าง", "ถนนเล็ก"):
        pin(owner, titles[title])
    assert after("ฝาย") is None


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(BadRequest, match="newest"):
        read_sort("sort", "cheapest")
