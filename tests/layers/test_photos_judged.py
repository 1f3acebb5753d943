"""What a picture says for or against a project: the rules of docs/photos.md, one case after the other."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from layers.photos.ground import Ground, Spot
from layers.photos.judge import judge
from layers.photos.judge_use import Use
from layers.photos.photo import PHASES, Phase, Taken
from layers.photos.reason import reasons
from layers.photos.sight import sight
from tests.conftest import ROOT

LAT, LON = 19.9, 99.8
METRE = 1 / 110_708  # degrees of latitude there
PIN = Point(LON, LAT)
ROAD = LineString([(LON, LAT), (LON + 0.02, LAT)])
POND = Polygon([(LON, LAT), (LON + 0.01, LAT), (LON + 0.01, LAT + 0.01), (LON, LAT + 0.01)])
CONTRACT, FINISH, SENT = date(2025, 3, 1), date(2025, 9, 1), date(2026, 1, 1)


def ground(shape: BaseGeometry | None = PIN, error: float | None = 5.0, **more: Any) -> Ground:
    spots = () if shape is None else (Spot("planned", shape, error),)
    return Ground(**{"fiscal_year": 2025, "spots": spots, "start": CONTRACT, "finished": FINISH, **more})


def away(metres: float, **more: Any) -> Taken:
    """A picture from so far north of the pin."""
    return Taken(lat=LAT + metres * METRE, lon=LON, place_from="exif", **{"accuracy_m": 5.0, **more})


def code_of(subject: str, taken: Taken, on: Ground, phase: Phase = "before", uses: Any = ()) -> str:
    judged = judge(taken, phase, SENT, on, uses)
    return next(each.code for each in judged.reasons if each.subject == subject)


PLACES = [
    (Taken(), ground(), "no_position"),
    (away(0), ground(None), "no_place"),
    (away(0), ground(), "near"),
    (away(109), ground(), "near"),
    (away(112), ground(), "distant"),
    (away(500), ground(), "distant"),
    (away(512), ground(), "far"),
    (away(5_000), ground(), "far"),
    (away(0, accuracy_m=700.0), ground(), "inexact"),
    (away(540, accuracy_m=None), ground(error=15.0), "distant"),
    (away(546, accuracy_m=None), ground(error=15.0), "far"),
    (away(300), ground(error=None), "distant"),
    (away(0), ground(error=900.0), "inexact"),
    (away(200, heading=180.0), ground(), "distant_facing"),
    (away(200, heading=135.0), ground(), "distant_facing"),
    (away(200, heading=110.0), ground(), "distant_aside"),
    (away(200, heading=0.0), ground(), "distant_away"),
    (away(20, heading=0.0), ground(), "near"),
    (away(5_000, heading=180.0), ground(), "far"),
]


@pytest.mark.parametrize(("taken", "on", "code"), PLACES)
def test_how_far_and_where_to_a_picture_was_taken(taken: Taken, on: Ground, code: str) -> None:
    assert code_of("place", taken, on) == code


@pytest.mark.parametrize(("shape", "lon"), [(ROAD, LON + 0.018), (POND, LON + 0.005)])
def test_a_shape_is_near_along_its_whole_length(shape: BaseGeometry, lon: float) -> None:
    taken = Taken(lat=LAT + 30 * METRE, lon=lon, accuracy_m=5.0)
    assert code_of("place", taken, ground(shape)) == "near"


def test_a_camera_that_looks_at_any_part_of_a_long_shape_faces_it() -> None:
    taken = away(300, heading=110.0)
    assert code_of("place", taken, ground()) == "distant_aside"
    assert code_of("place", taken, ground(ROAD)) == "distant_facing"


def test_the_nearest_of_a_projects_places_counts_and_is_named() -> None:
    far, near = Spot("planned", Point(LON, LAT + 0.1), 5.0), Spot("as_built", PIN, 5.0)
    judged = judge(away(10), "after", SENT, ground(None, spots=(far, near)))
    said = next(each for each in judged.reasons if each.subject == "place")
    assert said.code == "near"
    assert "ตามที่สร้างจริง" in said.thai
    assert "as built" in said.english


def test_a_place_that_was_pinned_from_the_picture_cannot_bear_it_out() -> None:
    own = Spot("as_built", PIN, 5.0, from_photo=True)
    assert code_of("place", away(0), ground(None, spots=(own,))) == "own_place"
    assert code_of("place", away(10), ground(None, spots=(own,))) == "near"
    plan = Spot("planned", Point(LON, LAT + 0.1), 5.0)
    assert code_of("place", away(0), ground(None, spots=(own, plan))) == "far"


def at(day: date, hour: int = 5) -> Taken:
    return Taken(taken_at=datetime(day.year, day.month, day.day, hour, tzinfo=UTC), taken_from="exif")


def days(count: int, since: date) -> Taken:
    return at(since + timedelta(days=count))


OPEN = ground(finished=None)
PLAN = ground(start=None, finished=None)
UNCONTRACTED = ground(start=None)
TIMES: list[tuple[Phase, Taken, Ground, str]] = [
    ("before", Taken(), ground(), "no_time"),
    ("unknown", days(0, CONTRACT), ground(), "no_phase"),
    ("before", days(1, SENT), ground(), "after_work_ended"),
    ("before", days(1, SENT), OPEN, "before_too_late"),
    ("before", days(2, SENT), ground(), "future"),
    ("before", days(0, CONTRACT), ground(), "before_start"),
    ("before", days(1, CONTRACT), ground(), "before_just_after"),
    ("before", days(30, CONTRACT), ground(), "before_just_after"),
    ("before", days(31, CONTRACT), ground(), "before_too_late"),
    ("before", at(date(2021, 10, 1)), ground(), "before_start"),
    ("before", at(date(2021, 9, 30)), ground(), "old"),
    ("before", days(0, CONTRACT), PLAN, "before_undated"),
    ("before", days(-1, FINISH), UNCONTRACTED, "no_start"),
    ("before", days(0, FINISH), UNCONTRACTED, "after_work_ended"),
    ("before", days(5, CONTRACT), ground(finished=CONTRACT + timedelta(days=4)), "after_work_ended"),
    ("before", days(0, CONTRACT), ground(finished=CONTRACT), "before_start"),
    ("before", days(200, CONTRACT), ground(), "after_work_ended"),
    ("during", days(-1, CONTRACT), ground(), "before_work_began"),
    ("during", days(0, CONTRACT), ground(), "during_work"),
    ("during", days(0, FINISH), ground(), "during_work"),
    ("during", days(1, FINISH), ground(), "during_just_after"),
    ("during", days(31, FINISH), ground(), "during_too_late"),
    ("during", days(300, CONTRACT), OPEN, "during_work"),
    ("during", days(0, CONTRACT), PLAN, "no_start"),
    ("during", at(date(2015, 1, 1)), ground(), "before_work_began"),
    ("after", days(0, FINISH), ground(), "after_finish"),
    ("after", days(-1, FINISH), ground(), "after_just_before"),
    ("after", days(-60, FINISH), ground(), "after_just_before"),
    ("after", days(-61, FINISH), ground(), "after_too_early"),
    ("after", days(-1, CONTRACT), ground(), "before_work_began"),
    ("after", days(200, CONTRACT), OPEN, "after_unfinished"),
    ("after", days(0, CONTRACT), PLAN, "after_unfinished"),
    ("after", at(date(2015, 1, 1)), PLAN, "old"),
]


@pytest.mark.parametrize(("phase", "taken", "on", "code"), TIMES)
def test_when_a_picture_was_taken(phase: Phase, taken: Taken, on: Ground, code: str) -> None:
    assert code_of("time", taken, on, phase) == code


def test_the_day_is_the_one_in_thailand() -> None:
    late = datetime(2025, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=7)))
    assert code_of("time", Taken(taken_at=late), ground(), "before") == "before_start"
    assert (
        code_of("time", Taken(taken_at=late.replace(tzinfo=UTC)), ground(), "before") == "before_just_after"
    )


def test_where_nothing_is_procured_work_begins_with_the_first_payment() -> None:
    judged = judge(days(0, CONTRACT), "before", SENT, ground(start_from="payment"))
    said = next(each for each in judged.reasons if each.subject == "time")
    assert "วันเบิกจ่ายครั้งแรก" in said.thai


def use(**more: Any) -> Use:
    return Use(**{"earlier": True, "same_project": False, "same_file": True, "distance": 0, **more})


USES = [
    (use(other_project=7, other_title="ฝาย"), "used_elsewhere", "against"),
    (use(), "used_elsewhere", "against"),
    (use(earlier=False), "used_later", "unknown"),
    (use(same_project=True, other_phase="after"), "used_in_phase", "against"),
    (use(same_project=True, other_phase="after", earlier=False), "used_in_phase_later", "unknown"),
]


@pytest.mark.parametrize(("other", "code", "verdict"), USES)
def test_the_same_picture_used_before(other: Use, code: str, verdict: str) -> None:
    judged = judge(away(0), "before", SENT, ground(), [other])
    said = next(each for each in judged.reasons if each.subject == "use")
    assert (said.code, said.verdict) == (code, verdict)


def test_two_alike_of_the_same_phase_are_nothing_to_speak_of() -> None:
    judged = judge(away(0), "before", SENT, ground(), [use(same_project=True, other_phase="before")])
    assert all(each.subject != "use" for each in judged.reasons)


def test_a_project_that_uses_it_many_times_is_named_once() -> None:
    many = [use(other_project=7, other_title="ฝาย", distance=each) for each in range(5)]
    judged = judge(away(0), "before", SENT, ground(), many)
    assert [each.code for each in judged.reasons].count("used_elsewhere") == 1


@pytest.mark.parametrize(
    ("taken", "uses", "verdict"),
    [
        (away(0, taken_at=datetime(2025, 1, 1, tzinfo=UTC)), [], "supports"),
        (away(0), [], "unknown"),
        (Taken(taken_at=datetime(2025, 1, 1, tzinfo=UTC)), [], "unknown"),
        (away(9_000, taken_at=datetime(2025, 1, 1, tzinfo=UTC)), [], "against"),
        (away(0, taken_at=datetime(2025, 8, 1, tzinfo=UTC)), [], "against"),
        (away(0, taken_at=datetime(2025, 1, 1, tzinfo=UTC)), [use()], "against"),
        (Taken(), [use()], "against"),
    ],
)
def test_the_verdict_is_the_worst_of_all(taken: Taken, uses: list[Use], verdict: str) -> None:
    judged = judge(taken, "before", SENT, ground(), uses)
    assert (judged.verdict, judged.reasons[0].verdict) == (verdict, verdict)


places = st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))
moments = st.none() | st.datetimes(datetime(1990, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))


@given(
    place=places,
    moment=moments,
    accuracy=st.none() | st.floats(0, 1e6),
    heading=st.none() | st.floats(0, 360, exclude_max=True),
    phase=st.sampled_from(PHASES),
    shape=st.sampled_from([None, PIN, ROAD, POND]),
    error=st.none() | st.floats(0, 1e7),
    start=st.none() | st.dates(date(1950, 1, 1), date(2199, 1, 1)),
    finished=st.none() | st.dates(date(1950, 1, 1), date(2199, 1, 1)),
)
def test_whatever_a_picture_says_it_is_judged_in_words_and_never_called_proof(**said: Any) -> None:
    lat, lon = said["place"] or (None, None)
    taken = Taken(
        said["moment"], "exif", lat, lon, "exif", accuracy_m=said["accuracy"], heading=said["heading"]
    )
    on = ground(said["shape"], said["error"], start=said["start"], finished=said["finished"])
    judged = judge(taken, said["phase"], SENT, on, [use()])
    assert {each.subject for each in judged.reasons} == {"place", "time", "use"}
    for each in judged.reasons:
        assert "{" not in each.thai + each.english
        assert "พิสูจน์" not in each.thai
        assert "proof" not in each.english.lower()


def test_every_reason_is_published() -> None:
    published = (ROOT / "docs" / "photos.md").read_text("utf-8")
    assert [code for code in reasons() if f"`{code}`" not in published] == []


@pytest.mark.parametrize(("north", "east", "bearing"), [(1, 0, 180), (-1, 0, 0), (0, 1, 270), (0, -1, 90)])
def test_the_way_to_a_point_is_told_in_metres_and_degrees(north: int, east: int, bearing: float) -> None:
    seen = sight(LAT + north * 0.001, LON + east * 0.001, PIN)
    assert seen.off(bearing) < 0.1
    assert seen.distance_m == pytest.approx(110.7 if north else 104.7, abs=0.3)
