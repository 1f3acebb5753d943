"""Points that many rows of a file share: the office's, or an area's middle, are told and graded D."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.etl.projects_world import OURS, World, new_world

OFFICE, MIDDLE, ELSEWHERE = "19.60000, 99.60000", "19.75, 99.75", "19.61111, 99.61111"


@pytest.fixture(scope="module")
def shared_world(server_url: str, template: str) -> Iterator[World]:
    """Our area is 19.5-20° N, 99.5-100° E; the office stands 15 m from `OFFICE`."""
    with new_world(server_url, template) as world:
        world.owner.execute(
            "UPDATE authority SET office = ST_Point(99.60010, 19.60010, 4326) WHERE id = %s",
            [world.authorities[OURS]],
        )
        yield world


def plan(tmp_path: Path, *places: str) -> Path:
    rows = [f'งานที่ {at} บ้าน{at},1000,"{place}"' for at, place in enumerate(places)]
    path = tmp_path / "plan.csv"
    path.write_text("\n".join(["ชื่อโครงการ,งบประมาณ,พิกัด", *rows, ""]), encoding="utf-8")
    return path


def repairs(world: World) -> list[tuple[list[str], str]]:
    rows = world.all("SELECT repairs, grade FROM location WHERE superseded_at IS NULL ORDER BY id")
    return [(row["repairs"], row["grade"]) for row in rows]


@pytest.mark.parametrize(("place", "code"), [(OFFICE, "office"), (MIDDLE, "centroid")])
def test_a_point_of_many_that_is_the_offices_or_an_areas_middle_is_told(
    world: World, tmp_path: Path, place: str, code: str
) -> None:
    report = world.ours(plan(tmp_path, place, place, place, ELSEWHERE))
    found = repairs(world)
    assert sorted(found)[1:] == [([code], "D")] * 3
    assert [remark.kind for remark in report.remarks] == ["stand-ins"]


@pytest.mark.parametrize("places", [[OFFICE, OFFICE], [ELSEWHERE] * 5, [OFFICE, MIDDLE, ELSEWHERE]])
def test_a_few_at_the_office_or_many_elsewhere_are_taken_as_they_are(
    world: World, tmp_path: Path, places: list[str]
) -> None:
    report = world.ours(plan(tmp_path, *places))
    assert all(not codes for codes, _ in repairs(world))
    assert report.remarks == []


def test_loading_it_again_changes_nothing(world: World, tmp_path: Path) -> None:
    file = plan(tmp_path, OFFICE, OFFICE, OFFICE)
    world.ours(file)
    before = world.everything()
    world.ours(file)
    assert world.everything() == before
