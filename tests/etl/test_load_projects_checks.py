"""A file of projects is checked as it is loaded: only what it touched, and not when that is too much."""

from pathlib import Path

import pytest

from tests.etl.projects_world import OURS, PLANNER, World, table

ROAD = {"รหัสโครงการ": "ก-1", "ชื่อโครงการ": "ก่อสร้างถนนสายบ้านโป่ง", "งบประมาณ": "500000"}
INSIDE, OUTSIDE = {"พิกัด": "19.7 99.8"}, {"พิกัด": "19.7 100.2"}


def standing(world: World) -> list[tuple[str, str]]:
    rows = world.all(
        "SELECT f.rule, p.reference FROM finding AS f JOIN project AS p ON p.id = f.project_id "
        "WHERE f.gone_at IS NULL ORDER BY 1, 2"
    )
    return [(row["rule"], row["reference"]) for row in rows]


def test_what_a_file_puts_outside_its_authority_is_told_with_the_load(world: World, tmp_path: Path) -> None:
    other = {**ROAD, **INSIDE, "รหัสโครงการ": "ก-2", "ชื่อโครงการ": "ขุดลอกคลองหนองบัว"}
    file = table(tmp_path / "plan.csv", [{**ROAD, **OUTSIDE}, other])
    report = world.ours(file, account=PLANNER)
    assert report.findings == {"outside_authority": 1}
    assert standing(world) == [("outside_authority", "ก-1")]
    assert report.as_dict()["findings"] == {"outside_authority": 1}


def test_a_row_that_moves_inside_ends_its_finding(world: World, tmp_path: Path) -> None:
    world.ours(table(tmp_path / "plan.csv", [{**ROAD, **OUTSIDE}]))
    report = world.ours(table(tmp_path / "plan.csv", [{**ROAD, **INSIDE}]))
    assert report.findings == {} and standing(world) == []


def test_a_file_that_changes_nothing_checks_nothing(world: World, tmp_path: Path) -> None:
    file = table(tmp_path / "plan.csv", [{**ROAD, **OUTSIDE}])
    world.ours(file)
    assert world.ours(file).findings == {}
    assert standing(world) == [("outside_authority", "ก-1")]


def test_a_file_finds_what_looks_like_a_project_that_was_there(world: World, tmp_path: Path) -> None:
    world.ours(table(tmp_path / "first.csv", [{**ROAD, **INSIDE}]))
    again = table(tmp_path / "second.csv", [{**ROAD, **INSIDE, "รหัสโครงการ": "ก-9"}])
    assert world.ours(again).findings == {"looks_like": 1}


def test_a_dry_run_finds_nothing_and_writes_none(world: World, tmp_path: Path) -> None:
    report = world.ours(table(tmp_path / "plan.csv", [{**ROAD, **OUTSIDE}]), dry_run=True)
    assert report.findings is None and standing(world) == []


def test_more_than_is_checked_at_once_is_left_to_the_command(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("etl.projects.writing.MOST_TOUCHED", "layers.checks.run.MOST_BESIDE"):
        with monkeypatch.context() as patch:
            patch.setattr(name, 0)
            file = table(tmp_path / "plan.csv", [{**ROAD, **OUTSIDE, "รหัสโครงการ": name}])
            report = world.load(file, authority=OURS, fiscal_year=2025)
        assert report.loaded and report.findings is None
    assert standing(world) == []
