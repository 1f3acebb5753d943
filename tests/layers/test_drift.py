"""The drift between a project's places: measured, waited for, settled by a reason, and open again."""

from typing import Any

import pytest
from pyproj import Geod
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geo.database import Database
from geo.errors import BadRequest, Conflict, Forbidden, Refused
from layers.accounts.tasks import tasks_of
from layers.filters import Filters
from layers.projects.drift import drifts_of, set_threshold, settle_drift, settlements_of, threshold
from layers.projects.listing import count_of, page_of
from layers.projects.passport import passport_of
from layers.projects.pinning import pin_counts, pin_list
from layers.projects.place import Phase, Place, places_of
from layers.projects.places import save_place, undo_place
from layers.projects.rules import said_plainly
from tests.layers.facts_world import make_ground, wrong
from tests.layers.pin_world import (
    ADMIN,
    ENGINEER,
    FINANCE,
    PLANNER,
    STRANGER,
    Owner,
    add_account,
    add_project,
)

EARTH = Geod(ellps="WGS84")
LON, LAT = 99.8412345, 19.9047891
REASON = "ย้ายตามมติประชาคม"


@pytest.fixture
def project(owner: Owner) -> int:
    """A public project without a place, with an engineer, a planner, a finance officer and a stranger."""
    ours, theirs = make_ground(owner)
    for account in (ENGINEER, PLANNER, FINANCE):
        add_account(owner, account, ours)
    add_account(owner, STRANGER, theirs)
    return add_project(owner, ours)


def place(db: Database, project: int, phase: Phase, shape: BaseGeometry) -> int:
    """Record a place of a phase as the engineer; return its id."""
    with db.acting(ENGINEER) as connection:
        known = places_of(connection, project).get(phase)
        return save_place(connection, project, Place.of(shape, phase=phase), known.id if known else None)[
            0
        ].id


def off(metres: float, towards: float = 90) -> Point:
    """Return the point so far from the usual one."""
    lon, lat, _ = EARTH.fwd(LON, LAT, towards, metres)
    return Point(lon, lat)


def fact(owner: Owner, project: int) -> dict[str, Any]:
    """Return what is derived of the drift."""
    row = owner.execute(
        "SELECT drift_m, drift_settled, drift_over FROM visible_project WHERE project_id = %s", [project]
    ).fetchone()
    assert row
    return row


def seen(db: Database, project: int) -> list[int]:
    """Return the ids of the places in force."""
    with db.reading(ENGINEER) as connection:
        return [known.id for known in places_of(connection, project).values()]


def settle(db: Database, project: int, account: int = ENGINEER, reason: str = REASON) -> None:
    """Give the reason for what stands."""
    ids = seen(db, project)
    with said_plainly(), db.acting(account) as connection:
        settle_drift(connection, project, reason, ids)


@pytest.mark.parametrize("metres", [0.4, 49.9, 50.1, 453.2, 628_000])
@pytest.mark.parametrize("towards", [0, 37, 90, 200])
def test_between_points_it_is_the_distance_on_the_ellipsoid(
    owner: Owner, metres: float, towards: float
) -> None:
    there = off(metres, towards)
    row = owner.execute(
        "SELECT place_drift(ST_Point(%s, %s, 4326), ST_Point(%s, %s, 4326)) AS m",
        [LON, LAT, there.x, there.y],
    ).fetchone()
    assert row
    assert row["m"] == pytest.approx(metres, abs=0.001)


def road(north: float, west: float, east: float) -> LineString:
    """Return a road that runs eastward so far north, its ends in metres from the usual point."""
    lon, lat, _ = EARTH.fwd(LON, LAT, 0, north)
    ends = [EARTH.fwd(lon, lat, 90 if x >= 0 else 270, abs(x))[:2] for x in (west, (west + east) / 2, east)]
    return LineString(ends)


SQUARE = Polygon([(LON, LAT), (LON + 0.01, LAT), (LON + 0.01, LAT + 0.01), (LON, LAT + 0.01)])


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        pytest.param(Point(LON, LAT), road(0, -500, 500), 0, id="a point on the road"),
        pytest.param(Point(LON, LAT), road(0, 0, 1745), 0, id="a point at the road's end"),
        pytest.param(off(80, 180), road(0, -500, 500), 80, id="a point beside the road"),
        pytest.param(road(120, -500, 500), road(0, -500, 500), 120, id="a road beside"),
        pytest.param(road(0, -200, 100), road(0, -500, 500), 0, id="a part of the road"),
        pytest.param(road(0, -500, 500), road(0, -400, 700), 100, id="a road shifted along itself"),
        pytest.param(Point(LON + 0.005, LAT + 0.005), SQUARE, 0, id="a point in the pond"),
        pytest.param(off(60, 270), SQUARE, 60, id="a point beside the pond"),
        pytest.param(road(0, -500, 500), road(0, -500, 500).reverse(), 0, id="the other way round"),
    ],
)
def test_between_shapes_it_is_how_far_the_one_that_fits_better_lies_off(
    owner: Owner, one: BaseGeometry, other: BaseGeometry, metres: float
) -> None:
    query = "SELECT place_drift(ST_GeomFromText(%s, 4326), ST_GeomFromText(%s, 4326)) AS m"
    for pair in ((one, other), (other, one)):
        row = owner.execute(query, [shape.wkt for shape in pair]).fetchone()
        assert row
        assert row["m"] == pytest.approx(metres, abs=0.5)


def test_the_greatest_of_three_places_is_the_projects_drift(db: Database, owner: Owner, project: int) -> None:
    place(db, project, "planned", Point(LON, LAT))
    assert fact(owner, project) == {"drift_m": None, "drift_settled": False, "drift_over": False}
    place(db, project, "contracted", off(30))
    assert fact(owner, project) == {"drift_m": 30.0, "drift_settled": False, "drift_over": False}
    place(db, project, "as_built", off(95))
    assert fact(owner, project) == {"drift_m": 95.0, "drift_settled": False, "drift_over": True}
    with db.reading() as connection:
        pairs = [(d.earlier, d.later, d.metres) for d in drifts_of(connection, project)]
    assert pairs == [
        ("planned", "as_built", 95.0),
        ("contracted", "as_built", 65.0),
        ("planned", "contracted", 30.0),
    ]
    assert wrong(owner) == []


def test_a_drift_over_the_threshold_is_the_engineers_duty_until_a_reason_is_given(
    db: Database, owner: Owner, project: int
) -> None:
    place(db, project, "planned", Point(LON, LAT))
    place(db, project, "as_built", off(95))
    with db.reading(ENGINEER) as connection:
        duties = {
            (task.duty, task.count, task.query["drift"])
            for task in tasks_of(connection)
            if task.duty == "drifting"
        }
        assert duties == {("drifting", 1, "over")}
        assert pin_counts(connection, Filters()).drifting == 1
        listed = pin_list(connection, Filters(located="yes", drift="over"))
        assert [(row.id, row.drift_m) for row in listed] == [(project, 95.0)]
    settle(db, project)
    assert fact(owner, project) == {"drift_m": 95.0, "drift_settled": True, "drift_over": False}
    with db.reading(ENGINEER) as connection:
        assert [task for task in tasks_of(connection) if task.duty == "drifting"] == []
        (settled,) = settlements_of(connection, project)
        assert (settled.reason, settled.drift_m, settled.by, settled.holds) == (
            REASON,
            95.0,
            "คุณengineering",
            True,
        )
        assert count_of(connection, Filters(drift="settled"), ENGINEER).count == 1


def test_another_place_opens_it_again_and_the_same_one_does_not(
    db: Database, owner: Owner, project: int
) -> None:
    place(db, project, "planned", Point(LON, LAT))
    place(db, project, "as_built", off(95))
    settle(db, project)
    moved = place(db, project, "as_built", off(96))
    assert fact(owner, project)["drift_over"]
    with db.acting(ENGINEER) as connection:
        undo_place(connection, project, "as_built", moved)
    assert fact(owner, project) == {"drift_m": 95.0, "drift_settled": True, "drift_over": False}
    place(db, project, "as_built", off(96))
    settle(db, project, reason="วัดใหม่")
    with db.reading(ENGINEER) as connection:
        reasons = [(each.reason, each.holds) for each in settlements_of(connection, project)]
        assert reasons == [("วัดใหม่", True), (REASON, False)]
        assert passport_of(connection, project).settlement
    assert wrong(owner) == []


def test_moving_the_place_back_settles_it_too(db: Database, owner: Owner, project: int) -> None:
    place(db, project, "planned", Point(LON, LAT))
    place(db, project, "as_built", off(95))
    place(db, project, "as_built", off(12))
    assert fact(owner, project) == {"drift_m": 12.0, "drift_settled": False, "drift_over": False}


@pytest.mark.parametrize("account", [PLANNER, FINANCE, STRANGER])
def test_only_an_engineer_of_its_own_gives_the_reason(
    db: Database, owner: Owner, project: int, account: int
) -> None:
    place(db, project, "planned", Point(LON, LAT))
    place(db, project, "as_built", off(95))
    with pytest.raises(Forbidden):
        settle(db, project, account)
    with pytest.raises(Forbidden), said_plainly(), db.acting(account) as connection:
        connection.execute(
            "INSERT INTO drift_settlement (project_id, authority_id, reason) "
            "SELECT id, authority_id, 'x' FROM project WHERE id = %s",
            [project],
        )
    assert fact(owner, project)["drift_over"]


@pytest.mark.parametrize(
    "write",
    [
        "UPDATE drift_settlement SET reason = 'อื่น'",
        "DELETE FROM drift_settlement",
        "INSERT INTO drift_settlement (project_id, authority_id, reason, drift_m) VALUES (1, 1, 'x', 1)",
        "INSERT INTO drift_settlement (project_id, authority_id, reason, created_by) VALUES (1, 1, 'x', 1)",
    ],
)
def test_a_reason_is_kept_as_it_was_given(db: Database, project: int, write: str) -> None:
    place(db, project, "planned", Point(LON, LAT))
    place(db, project, "as_built", off(95))
    settle(db, project)
    with pytest.raises(Forbidden), said_plainly(), db.acting(ENGINEER) as connection:
        connection.execute(write)


def test_who_may_not_see_the_papers_sees_that_it_is_settled_but_not_why(
    db: Database, owner: Owner, project: int
) -> None:
    place(db, project, "planned", Point(LON, LAT))
    place(db, project, "as_built", off(95))
    settle(db, project)
    for account in (0, STRANGER):
        with db.reading(account) as connection:
            assert settlements_of(connection, project) == []
            passport = passport_of(connection, project)
            assert (list(passport.places), passport.history) == (["planned", "as_built"], [])
            (row,) = page_of(connection, Filters(drift="settled"), account).projects
            assert (row.drift_m, row.drift_over) == (95.0, False)


def test_a_reason_is_refused_for_other_places_than_were_seen_and_where_nothing_is_too_far(
    db: Database, owner: Owner, project: int
) -> None:
    place(db, project, "planned", Point(LON, LAT))
    place(db, project, "as_built", off(95))
    old = seen(db, project)
    place(db, project, "as_built", off(97))
    with pytest.raises(Conflict), db.acting(ENGINEER) as connection:
        settle_drift(connection, project, REASON, old)
    with pytest.raises(BadRequest), db.acting(ENGINEER) as connection:
        settle_drift(connection, project, "  ", seen(db, project))
    place(db, project, "as_built", off(20))
    with pytest.raises(Refused):
        settle(db, project)
    other = add_project(owner, 1)
    with pytest.raises(Refused), said_plainly(), db.acting(ADMIN) as connection:
        connection.execute(
            "INSERT INTO drift_settlement (project_id, authority_id, reason) VALUES (%s, 1, 'x')", [other]
        )


def test_an_admin_changes_the_threshold_and_tiles_are_other_ones(
    db: Database, owner: Owner, project: int
) -> None:
    place(db, project, "planned", Point(LON, LAT))
    place(db, project, "as_built", off(95))
    versions = "SELECT version FROM region_version WHERE layer = 'projects' ORDER BY version"
    before = owner.execute(versions).fetchall()
    with db.acting(ADMIN) as connection:
        assert threshold(connection) == 50
        set_threshold(connection, 100)
    assert not fact(owner, project)["drift_over"]
    assert owner.execute(versions).fetchall() != before
    with pytest.raises(Forbidden), db.acting(ENGINEER) as connection:
        set_threshold(connection, 10)
    for nonsense in (0, -5, 1e9, float("nan")):
        with pytest.raises(BadRequest), said_plainly(), db.acting(ADMIN) as connection:
            set_threshold(connection, nonsense)
    audited = owner.execute("SELECT was->>'drift_m' AS was FROM audit WHERE subject = 'setting'").fetchall()
    assert audited == [{"was": "50"}]


@pytest.mark.parametrize(
    ("words", "found"), [({"grade": "C"}, 1), ({"grade": "A"}, 0), ({"drift": "over"}, 1)]
)
def test_lists_are_filtered_by_grade_and_drift(
    db: Database, project: int, words: dict[str, str], found: int
) -> None:
    place(db, project, "planned", Point(LON, LAT))
    place(db, project, "as_built", off(95))
    with db.reading() as connection:
        assert count_of(connection, Filters(**words)).count == found  # type: ignore[arg-type]
        assert len(page_of(connection, Filters(**words)).projects) == found  # type: ignore[arg-type]
