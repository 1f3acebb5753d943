"""Places of projects: recorded, moved, taken back, and two editors told of each other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.database import Database
from geo.errors import BadRequest, Forbidden, NotFound, Refused
from layers.projects.place import Place, PlaceConflict, place_history, places_of
from layers.projects.places import remove_place, save_place, undo_place
from tests.layers.pin_world import (
    ENGINEER,
    FINANCE,
    PLANNER,
    STRANGER,
    Owner,
    add_account,
    add_authority,
    add_project,
    book,
    only,
    points,
)

HERE = Place(19.9047, 99.8412)
THERE = Place(19.91, 99.85, text_entered="19.91 99.85", method="text")


@pytest.fixture
def project(owner: Owner) -> int:
    """A public project without a place, with an engineer, a planner, a finance officer and a stranger."""
    ours, theirs = add_authority(owner, "ทดสอบ"), add_authority(owner, "อื่น")
    for account in (ENGINEER, PLANNER, FINANCE):
        add_account(owner, account, ours)
    add_account(owner, STRANGER, theirs)
    return add_project(owner, ours)


def test_a_saved_place_is_on_the_map_with_its_provenance(db: Database, owner: Owner, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        place, changed = save_place(connection, project, THERE, None)
    assert changed
    assert points(owner, project) == [(19.91, 99.85)]
    assert (place.text_entered, place.method, place.by) == ("19.91 99.85", "text", "คุณengineering")


def test_saving_the_same_place_twice_records_it_once(db: Database, project: int) -> None:
    for _ in range(2):
        with db.acting(ENGINEER) as connection:
            place, changed = save_place(connection, project, HERE, None)
    assert not changed
    with db.reading(ENGINEER) as connection:
        assert [known.id for known in place_history(connection, project)] == [place.id]


def test_two_clicks_at_the_same_moment_record_one_place(db: Database, owner: Owner, project: int) -> None:
    def click(_: int) -> bool:
        with db.acting(ENGINEER) as connection:
            return save_place(connection, project, HERE, None)[1]

    with ThreadPoolExecutor(4) as pool:
        changes = list(pool.map(click, range(4)))
    assert sorted(changes) == [False, False, False, True]
    assert len(points(owner, project)) == 1


def test_a_move_keeps_the_place_before_it(db: Database, owner: Owner, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        first, _ = save_place(connection, project, HERE, None)
    with db.acting(PLANNER) as connection:
        save_place(connection, project, THERE, first.id)
    with db.reading(ENGINEER) as connection:
        now, before = place_history(connection, project)
    assert (now.lat, now.superseded_at, now.by) == (19.91, None, "คุณplanning")
    assert (before.lat, before.superseded_at) == (19.9047, now.at)
    assert points(owner, project) == [(19.91, 99.85)]


def test_the_second_of_two_editors_is_told_and_shown_both(db: Database, owner: Owner, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        save_place(connection, project, HERE, None)
    with pytest.raises(PlaceConflict) as conflict, db.acting(PLANNER) as connection:
        save_place(connection, project, THERE, None)
    assert conflict.value.theirs is not None
    assert (conflict.value.theirs.lat, conflict.value.theirs.by) == (19.9047, "คุณengineering")
    assert conflict.value.mine == THERE
    assert points(owner, project) == [(19.9047, 99.8412)]


def test_of_many_editors_at_once_one_wins_and_every_other_is_told(
    db: Database, owner: Owner, project: int
) -> None:
    def pin(number: int) -> str:
        try:
            with db.acting((ENGINEER, PLANNER)[number % 2]) as connection:
                save_place(connection, project, Place(19.9 + number / 1000, 99.8), None)
            return "saved"
        except PlaceConflict:
            return "told"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(pin, range(8)))
    assert sorted(outcomes) == ["saved", *["told"] * 7]
    rows = owner.execute("SELECT id FROM location WHERE project_id = %s", [project]).fetchall()
    assert len(rows) == 1


def test_having_seen_the_other_place_one_may_replace_it(db: Database, owner: Owner, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        save_place(connection, project, HERE, None)
    with pytest.raises(PlaceConflict) as conflict, db.acting(PLANNER) as connection:
        save_place(connection, project, THERE, None)
    assert conflict.value.theirs
    with db.acting(PLANNER) as connection:
        save_place(connection, project, THERE, conflict.value.theirs.id)
    assert points(owner, project) == [(19.91, 99.85)]


def test_undoing_a_move_restores_the_place_before(db: Database, owner: Owner, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        first, _ = save_place(connection, project, THERE, None)
    with db.acting(ENGINEER) as connection:
        second, _ = save_place(connection, project, HERE, first.id)
    with db.acting(ENGINEER) as connection:
        restored = undo_place(connection, project, "planned", second.id)
    assert restored
    assert (restored.lat, restored.text_entered, restored.restores) == (19.91, "19.91 99.85", first.id)
    assert points(owner, project) == [(19.91, 99.85)]


def test_undoing_step_by_step_goes_back_to_no_place(db: Database, owner: Owner, project: int) -> None:
    seen = None
    for place in (HERE, THERE, replace(HERE, lat=19.95)):
        with db.acting(ENGINEER) as connection:
            seen = save_place(connection, project, place, seen)[0].id
    latitudes = []
    for _ in range(3):
        with db.acting(ENGINEER) as connection:
            stands = undo_place(connection, project, "planned", seen)
        latitudes.append(stands and stands.lat)
        seen = stands and stands.id
    assert latitudes == [19.91, 19.9047, None]
    assert points(owner, project) == []


def test_undoing_twice_by_a_repeated_request_goes_back_once(db: Database, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        first, _ = save_place(connection, project, HERE, None)
    with db.acting(ENGINEER) as connection:
        second, _ = save_place(connection, project, THERE, first.id)
    stands = []
    for _ in range(2):
        with db.acting(ENGINEER) as connection:
            stands.append(undo_place(connection, project, "planned", second.id))
    assert stands[0] == stands[1]
    assert stands[0] is not None and stands[0].lat == 19.9047


def test_undoing_what_somebody_moved_since_is_a_conflict(db: Database, owner: Owner, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        first, _ = save_place(connection, project, HERE, None)
    with db.acting(PLANNER) as connection:
        save_place(connection, project, THERE, first.id)
    with pytest.raises(PlaceConflict), db.acting(ENGINEER) as connection:
        undo_place(connection, project, "planned", first.id)
    assert points(owner, project) == [(19.91, 99.85)]


def test_a_removed_pin_is_restored_by_undo(db: Database, owner: Owner, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        first, _ = save_place(connection, project, HERE, None)
    for _ in range(2):
        with db.acting(ENGINEER) as connection:
            remove_place(connection, project, "planned", first.id)
    assert points(owner, project) == []
    with db.acting(ENGINEER) as connection:
        undo_place(connection, project, "planned", None)
    assert points(owner, project) == [(19.9047, 99.8412)]


def test_there_is_nothing_to_undo_before_the_first_pin(db: Database, project: int) -> None:
    with pytest.raises(Refused, match="nothing to undo"), db.acting(ENGINEER) as connection:
        undo_place(connection, project, "planned", None)


def test_a_line_from_a_file_comes_back_whole(db: Database, owner: Owner, project: int) -> None:
    line = only(
        owner.execute(
            "INSERT INTO location (project_id, authority_id, geom, method) "
            "SELECT id, authority_id, 'SRID=4326;LINESTRING(99.8 19.9, 99.81 19.91)', 'file' "
            "FROM project WHERE id = %s RETURNING id",
            [project],
        ).fetchone()
    )
    with db.acting(ENGINEER) as connection:
        moved, _ = save_place(connection, project, HERE, line)
    with db.acting(ENGINEER) as connection:
        restored = undo_place(connection, project, "planned", moved.id)
    assert restored
    assert (restored.shape, restored.method) == ("LINESTRING", "file")


def test_phases_are_kept_apart(db: Database, owner: Owner, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        save_place(connection, project, HERE, None)
        save_place(connection, project, replace(THERE, phase="as_built"), None)
    with db.reading(ENGINEER) as connection:
        places = places_of(connection, project)
    assert {phase: place.lat for phase, place in places.items()} == {"planned": 19.9047, "as_built": 19.91}
    assert points(owner, project) == [(19.91, 99.85)]


@pytest.mark.parametrize("account", [FINANCE, STRANGER, 0])
def test_only_the_projects_own_engineers_and_planners_may_pin(
    db: Database, owner: Owner, project: int, account: int
) -> None:
    with pytest.raises(Forbidden), db.acting(account) as connection:
        save_place(connection, project, HERE, None)
    assert points(owner, project) == []


def test_a_draft_of_another_authority_is_not_found(db: Database, owner: Owner, project: int) -> None:
    authority = only(owner.execute("SELECT authority_id FROM project WHERE id = %s", [project]).fetchone())
    draft = add_project(owner, authority, published=False)
    with pytest.raises(NotFound), db.acting(STRANGER) as connection:
        save_place(connection, draft, HERE, None)


def test_strangers_do_not_see_who_placed_what(db: Database, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        save_place(connection, project, HERE, None)
    for account in (STRANGER, 0):
        with db.reading(account) as connection:
            assert place_history(connection, project) == []


@pytest.mark.parametrize(
    "place",
    [
        replace(HERE, lat=91.0),
        replace(HERE, lon=-181.0),
        replace(HERE, lat=float("nan")),
        replace(HERE, lon=float("inf")),
        replace(HERE, accuracy_m=-1.0),
        replace(HERE, accuracy_m=float("nan")),
        replace(HERE, method="guess"),
        replace(HERE, phase="later"),  # type: ignore[arg-type]
        replace(HERE, text_entered="9" * 501),
        replace(HERE, text_entered="\x00"),
    ],
)
def test_what_is_no_place_is_refused(db: Database, project: int, place: Place) -> None:
    with pytest.raises(BadRequest), db.acting(ENGINEER) as connection:
        save_place(connection, project, place, None)


STEPS = st.lists(st.sampled_from(["here", "there", "undo", "remove", "stale"]), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_the_history_holds_everything_and_one_place_is_in_force(
    db: Database, owner: Owner, project: int, steps: list[str]
) -> None:
    fresh = add_project(
        owner, only(owner.execute("SELECT authority_id FROM project WHERE id = %s", [project]).fetchone())
    )
    recorded = 0
    for step in steps:
        with db.reading(ENGINEER) as connection:
            current = places_of(connection, fresh).get("planned")
            before = len(place_history(connection, fresh))
        try:
            with db.acting(ENGINEER) as connection:
                _take(step, connection, fresh, current.id if current else None)
        except (PlaceConflict, Refused):
            pass
        with db.reading(ENGINEER) as connection:
            recorded = len(place_history(connection, fresh))
            assert recorded - before in (0, 1)
            assert len(places_of(connection, fresh)) <= 1
    assert len(points(owner, fresh)) <= recorded


def _take(step: str, connection: Any, project: int, seen: int | None) -> None:
    ways: dict[str, Callable[[], object]] = {
        "here": lambda: save_place(connection, project, HERE, seen),
        "there": lambda: save_place(connection, project, THERE, seen),
        "undo": lambda: undo_place(connection, project, "planned", seen),
        "remove": lambda: remove_place(connection, project, "planned", seen or 0),
        "stale": lambda: save_place(connection, project, THERE, -1),
    }
    ways[step]()


def test_money_is_untouched_by_pinning(db: Database, owner: Owner, project: int) -> None:
    book(owner, project, "approval", Decimal("1250000.25"))
    with db.acting(ENGINEER) as connection:
        save_place(connection, project, HERE, None)
    row = owner.execute("SELECT sum(approved) FROM spending").fetchone()
    assert only(row) == Decimal("1250000.25")
