"""Whether a project needs a place at all, said with a reason and never over another's change."""

import pytest

from geo.database import Database
from geo.errors import BadRequest, Conflict, Refused
from layers.projects.place import Place
from layers.projects.place_need import waive_place
from layers.projects.places import save_place
from tests.layers.pin_world import (
    ENGINEER,
    FINANCE,
    PLANNER,
    Owner,
    add_account,
    add_authority,
    add_project,
    only,
)

HERE = Place(19.9047, 99.8412)


@pytest.fixture
def project(owner: Owner) -> int:
    """A public project without a place, with the officers of its authority."""
    ours = add_authority(owner, "ทดสอบ")
    for account in (ENGINEER, PLANNER, FINANCE):
        add_account(owner, account, ours)
    return add_project(owner, ours)


def test_a_project_may_need_no_place_with_a_reason(db: Database, owner: Owner, project: int) -> None:
    with db.acting(PLANNER) as connection:
        waive_place(connection, project, " เป็นการ  อบรม ", 1)
    row = owner.execute("SELECT located FROM project_fact WHERE project_id = %s", [project]).fetchone()
    reason = owner.execute("SELECT no_place_reason FROM project WHERE id = %s", [project]).fetchone()
    assert (only(row), only(reason)) == ("not-needed", "เป็นการ อบรม")


def test_the_reason_may_be_taken_back_and_a_repeat_changes_nothing(db: Database, project: int) -> None:
    versions = []
    for reason, seen in (("อบรม", 1), ("อบรม", 1), (None, 2), (None, 2)):
        with db.acting(PLANNER) as connection:
            versions.append(waive_place(connection, project, reason, seen))
    assert versions == [2, 2, 3, 3]


def test_a_project_changed_meanwhile_is_not_waived_unseen(db: Database, project: int) -> None:
    with db.acting(FINANCE) as connection:
        connection.execute("UPDATE project SET note = 'x' WHERE id = %s", [project])
    with pytest.raises(Conflict), db.acting(ENGINEER) as connection:
        waive_place(connection, project, "อบรม", 1)


def test_a_pinned_project_is_not_waived(db: Database, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        save_place(connection, project, HERE, None)
    with pytest.raises(Refused, match="Remove the pin first"), db.acting(ENGINEER) as connection:
        waive_place(connection, project, "อบรม", 1)


@pytest.mark.parametrize("reason", ["", "   ", "ก" * 501, "\x00"])
def test_a_waiver_wants_a_fitting_reason(db: Database, project: int, reason: str) -> None:
    with pytest.raises(BadRequest), db.acting(ENGINEER) as connection:
        waive_place(connection, project, reason, 1)


def test_pinning_a_project_that_needed_no_place_says_that_it_does(
    db: Database, owner: Owner, project: int
) -> None:
    with db.acting(PLANNER) as connection:
        waive_place(connection, project, "อบรม", 1)
    with db.acting(ENGINEER) as connection:
        save_place(connection, project, HERE, None)
    needs = owner.execute("SELECT needs_place FROM project WHERE id = %s", [project]).fetchone()
    assert only(needs) is True
