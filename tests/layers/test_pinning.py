"""The list of what a seat has to pin: its own projects, counted, in a kept order."""

from typing import Any

import pytest

from geo.database import Database
from geo.errors import BadRequest
from layers.filters import Filters
from layers.projects.pinning import PinCounts, ToPin, next_to_pin, pin_counts, pin_list, read_sort
from tests.layers.pin_world import (
    ADMIN,
    ENGINEER,
    FINANCE,
    Owner,
    add_account,
    add_authority,
    add_project,
    put,
)

LACKING = Filters(located="no")


@pytest.fixture
def titles(owner: Owner) -> dict[str, int]:
    """Projects of one seat, and one of another authority, by their titles."""
    ours, theirs = add_authority(owner, "เรา", "6570101"), add_authority(owner, "เขา")
    add_account(owner, ENGINEER, ours)
    add_account(owner, FINANCE, ours)
    return {
        "ฝาย": add_project(owner, ours, "ฝาย", fiscal_year=2024, approved=900_000),
        "ถนนเล็ก": add_project(owner, ours, "ถนนเล็ก", approved=100_000),
        "ถนนใหญ่": add_project(owner, ours, "ถนนใหญ่", approved=500_000),
        "ร่าง": add_project(owner, ours, "ร่าง", approved=300_000, published=False),
        "ของเขา": add_project(owner, theirs, "ของเขา", approved=700_000),
    }


def listed(db: Database, account: int, filters: Filters = LACKING, **more: Any) -> list[str]:
    with db.reading(account) as connection:
        return [project.title for project in pin_list(connection, filters, **more)]


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
    put(owner, titles["ถนนใหญ่"])
    owner.execute(
        "UPDATE project SET needs_place = false, no_place_reason = 'อบรม' WHERE id = %s", [titles["ฝาย"]]
    )
    assert listed(db, ENGINEER) == ["ร่าง", "ถนนเล็ก"]
    with db.reading(ENGINEER) as connection:
        assert pin_counts(connection, LACKING) == PinCounts(missing=2, placed=1, not_needed=1)


def test_after_one_comes_the_next_and_behind_the_last_the_first(
    db: Database, owner: Owner, titles: dict[str, int]
) -> None:
    put(owner, titles["ถนนใหญ่"])

    def after(title: str, sort: str = "newest") -> ToPin | None:
        with db.reading(ENGINEER) as connection:
            return next_to_pin(connection, Filters(), sort, titles[title])

    following = [after(title) for title in ("ถนนใหญ่", "ร่าง", "ฝาย")]
    assert [found.title for found in following if found] == ["ร่าง", "ถนนเล็ก", "ร่าง"]
    for title in ("ร่าง", "ถนนเล็ก"):
        put(owner, titles[title])
    assert after("ฝาย") is None


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(BadRequest, match="newest"):
        read_sort("sort", "cheapest")
