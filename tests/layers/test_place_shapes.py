"""Shapes as places: lines and areas are recorded with how they were come by, and broken ones are refused."""

from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geo.database import Database
from geo.errors import BadRequest
from layers.projects.place import Place, place_history, places_of, public_places
from layers.projects.place_shape import point_of, read_shape
from layers.projects.places import save_place, undo_place
from tests.layers.pin_world import ENGINEER, STRANGER, Owner, add_account, add_authority, add_project, points

ROAD = LineString([(99.8, 19.9), (99.81, 19.9), (99.81, 19.92)])
POND = Polygon([(99.8, 19.9), (99.81, 19.9), (99.81, 19.91), (99.8, 19.91)])


@pytest.fixture
def project(owner: Owner) -> int:
    """A public project without a place, with an engineer of its own and a stranger."""
    ours, theirs = add_authority(owner, "ทดสอบ"), add_authority(owner, "อื่น")
    add_account(owner, ENGINEER, ours)
    add_account(owner, STRANGER, theirs)
    return add_project(owner, ours)


def test_a_line_is_recorded_as_drawn_with_its_provenance(db: Database, owner: Owner, project: int) -> None:
    place = Place.of(
        ROAD,
        phase="contracted",
        method="gps",
        accuracy_m=4.5,
        repairs=("zone-unsaid", "swapped-axes"),
        evidence="แบบแปลนแผ่นที่ 3",
        note="เดินตามแนวถนน",
    )
    with db.acting(ENGINEER) as connection:
        saved, changed = save_place(connection, project, place, None)
    assert changed
    assert saved.geometry.equals_exact(ROAD)
    assert (saved.shape, saved.phase, saved.method, saved.accuracy_m) == (
        "LINESTRING",
        "contracted",
        "gps",
        4.5,
    )
    assert (saved.repairs, saved.evidence, saved.note) == (
        ("zone-unsaid", "swapped-axes"),
        "แบบแปลนแผ่นที่ 3",
        "เดินตามแนวถนน",
    )
    assert (saved.by, saved.role) == ("คุณengineering", "engineering")
    assert points(owner, project) == [pytest.approx((place.lat, place.lon))]


@pytest.mark.parametrize(
    "shape",
    [POND, MultiPoint([(99, 19), (99.1, 19)]), shapely.MultiPolygon([POND]), shapely.MultiLineString([ROAD])],
    ids=lambda shape: shape.geom_type,
)
def test_shapes_of_every_kind_come_back_as_given(db: Database, project: int, shape: BaseGeometry) -> None:
    with db.acting(ENGINEER) as connection:
        save_place(connection, project, Place.of(shapely.to_wkb(shape)), None)
    with db.reading(ENGINEER) as connection:
        assert places_of(connection, project)["planned"].geometry.equals_exact(shape)


def test_saving_the_same_line_again_changes_nothing_but_another_is_a_move(db: Database, project: int) -> None:
    with db.acting(ENGINEER) as connection:
        first, _ = save_place(connection, project, Place.of(ROAD), None)
        again, changed = save_place(connection, project, Place.of(ROAD), None)
        assert (again.id, changed) == (first.id, False)
    with db.acting(ENGINEER) as connection:
        second, changed = save_place(connection, project, Place.of(ROAD.reverse()), first.id)
        assert changed
    with db.acting(ENGINEER) as connection:
        restored = undo_place(connection, project, "planned", second.id)
        assert restored
        assert restored.geometry.equals_exact(ROAD)
        assert len(place_history(connection, project)) == 3


def test_heights_are_left_out(db: Database, project: int) -> None:
    track = LineString([(99.8, 19.9, 412.0), (99.81, 19.9, 415.0)])
    with db.acting(ENGINEER) as connection:
        saved, _ = save_place(connection, project, Place.of(track), None)
    assert saved.geometry.equals_exact(shapely.force_2d(track))


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        pytest.param(
            Polygon([(99, 19), (99.1, 19.1), (99.1, 19), (99, 19.1)]), "crosses itself", id="bow tie"
        ),
        pytest.param(LineString([(99, 19), (99, 19)]), "broken", id="a line of one point"),
        pytest.param(LineString(), "not empty", id="empty"),
        pytest.param(shapely.GeometryCollection([Point(99, 19)]), "line or an area", id="collection"),
        pytest.param(Point(588000, 2201000), "within −90 to 90", id="metres"),
        pytest.param(LineString([(99, 19), (float("nan"), 19)]), "within −90 to 90", id="not a number"),
        pytest.param(LineString([(99, 19 + i / 1e5) for i in range(10_001)]), "10,001 vertices", id="long"),
        pytest.param(b"no shape", "WKB", id="no WKB"),
    ],
)
def test_what_is_no_whole_shape_in_degrees_is_refused_with_the_reason(shape: Any, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        Place.of(shape)


@pytest.mark.parametrize(
    "more",
    [
        {"repairs": ("x" * 41,)},
        {"repairs": ("",)},
        {"evidence": "ก" * 501},
        {"note": "\x00"},
        {"precision_m": float("nan")},
        {"accuracy_m": -1.0},
        {"method": "guess"},
        {"phase": "dreamt"},
    ],
    ids=str,
)
def test_a_place_that_carries_what_cannot_be_kept_is_refused(db: Database, project: int, more: Any) -> None:
    with pytest.raises(BadRequest), db.acting(ENGINEER) as connection:
        save_place(connection, project, Place.of(Point(99, 19), **more), None)


def test_everybody_sees_how_a_place_was_come_by_and_only_its_seats_who_and_what_was_written(
    db: Database, project: int
) -> None:
    written = Place.of(
        Point(99.81234, 19.91234), method="text", text_entered="19.91234 99.81234", note="ลับ", evidence="ลับ"
    )
    with db.acting(ENGINEER) as connection:
        save_place(connection, project, written, None)
    for account in (0, STRANGER):
        with db.reading(account) as connection:
            assert places_of(connection, project) == {}
            assert place_history(connection, project) == []
            seen = public_places(connection, project)["planned"]
        assert (seen.lat, seen.method, seen.grade, seen.role) == (19.91234, "text", "B", "engineering")
        assert (seen.text_entered, seen.note, seen.evidence, seen.by, seen.account) == (None,) * 5


def test_of_a_draft_and_of_what_was_superseded_the_public_sees_nothing(
    db: Database, owner: Owner, project: int
) -> None:
    with db.acting(ENGINEER) as connection:
        first, _ = save_place(connection, project, Place.of(Point(99, 19)), None)
        second, _ = save_place(connection, project, Place.of(Point(99.5, 19)), first.id)
    with db.reading() as connection:
        rows = connection.execute("SELECT id FROM visible_place WHERE project_id = %s", [project]).fetchall()
        assert [row["id"] for row in rows] == [second.id]
    owner.execute("UPDATE project SET published = false WHERE id = %s", [project])
    with db.reading() as connection:
        assert public_places(connection, project) == {}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(97, 106), st.floats(5, 21)), min_size=2, max_size=12))
def test_the_point_that_stands_for_a_line_is_the_one_that_the_map_has(
    owner: Owner, corners: list[tuple[float, float]]
) -> None:
    line = LineString(corners)
    if not shapely.is_valid(line):
        with pytest.raises(BadRequest):
            read_shape(line)
        return
    row = owner.execute("SELECT ST_AsBinary(place_point(%s::geometry)) AS point", [line.wkt]).fetchone()
    assert row
    assert point_of(line).distance(shapely.from_wkb(bytes(row["point"]))) < 1e-9
