"""Files of projects as they were published, or as offices keep them; skipped where they are not at hand."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from etl.readers.vectors import open_vector
from geo.errors import Refused
from geo.thai.dates import fiscal_year
from tests.conftest import shared
from tests.etl.projects_world import OURS, World
from tests.layers.pin_world import add_authority

TITLED = {"columns": {"ชื่อ อปท.": "title"}}


def expected_places() -> dict[str, dict[str, str]]:
    """The true coordinates and budgets of the lists with nine notations, by authority's code."""
    with shared("ugly/places_dms_expected.csv").open(encoding="utf-8-sig") as file:
        return {row["dla_code"]: row for row in csv.DictReader(file)}


def know_authorities(world: World, path: Path, column: str, encoding: str) -> None:
    """Add every authority of a file that is not there yet."""
    with path.open(encoding=encoding) as file:
        codes = {row[column] for row in csv.DictReader(file)}
    known = {row["code"] for row in world.all("SELECT code FROM authority_code")}
    for code in sorted(codes - known):
        add_authority(world.owner, f"ท้องถิ่น {code}", code, "5701")


@pytest.mark.parametrize(
    ("name", "encoding"), [("places_dms_utf8bom.csv", "utf-8-sig"), ("places_dms_cp874.csv", "cp874")]
)
def test_places_in_nine_notations_are_where_they_truly_are(world: World, name: str, encoding: str) -> None:
    path, truth = shared(f"ugly/{name}"), expected_places()
    know_authorities(world, path, "รหัส อปท.", encoding)
    report = world.load(path, **TITLED)
    assert report.refused == []
    rows = world.all(
        "SELECT c.code, ST_Y(f.point) AS lat, ST_X(f.point) AS lon, f.approved, f.fiscal_year, e.occurred_on "
        "FROM project_fact AS f JOIN authority_code AS c USING (authority_id) "
        "JOIN money_event AS e USING (project_id)"
    )
    assert len(rows) == len(truth) == 63
    for row in rows:
        true = truth[row["code"]]
        assert (row["lat"], row["lon"]) == pytest.approx((float(true["lat"]), float(true["lon"])), abs=6e-6)
        assert row["approved"] == Decimal(true["budget_baht"])
        # What the list of truths calls the fiscal year is the calendar year of the date.
        assert str(row["occurred_on"].year + 543) == true["fiscal_year_be"]
        assert row["fiscal_year"] == fiscal_year(row["occurred_on"])
    before = world.everything()
    again = world.load(path, **TITLED)
    assert again.written is not None
    assert (again.written.unchanged, world.everything()) == (63, before)


def test_both_encodings_of_one_list_are_the_same_projects(world: World) -> None:
    paths = [shared(f"ugly/places_dms_{name}.csv") for name in ("utf8bom", "cp874")]
    know_authorities(world, paths[0], "รหัส อปท.", "utf-8-sig")
    world.load(paths[0], **TITLED)
    second = world.load(paths[1], **TITLED)
    assert second.written is not None
    assert (second.written.inserted, second.written.unchanged) == (0, 63)


def test_a_list_without_titles_says_how_to_name_them(world: World) -> None:
    with pytest.raises(Refused, match="--map"):
        world.load(shared("ugly/places_dms_utf8bom.csv"))


def test_a_messy_workbook_comes_to_its_own_total(world: World) -> None:
    path = shared("ugly/project_plan_2565_chiangrai.xlsx")
    report = world.load(path, authority=OURS, fiscal_year=2022)
    assert (report.refused, report.remarks, report.rows) == ([], [], 30)
    assert world.all("SELECT sum(approved) AS n FROM project_fact") == [{"n": Decimal(678_740_400)}]
    assert world.all("SELECT count(*) AS n FROM location") == [{"n": 30}]
    assert {row.kind for row in report.left_out} == {"total"}
    assert report.left_out[-1].amount == "678740400"
    before = world.everything()
    again = world.load(path, authority=OURS, fiscal_year=2022)
    assert again.written is not None
    assert (again.written.unchanged, world.everything()) == (30, before)


def test_the_budget_of_2565_is_loaded_once(world: World) -> None:
    path = shared("budget/budget2565_projects.csv")
    report = world.load(path, authority=OURS)
    assert (report.rows, report.refused, report.left_out) == (3868, [], [])
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    true = sum(Decimal(row["งบประมาณปี 2565 (บาท)"] or 0) for row in rows)
    placed = sum(bool(row["lat"]) for row in rows)
    facts = "SELECT count(*) AS n, sum(approved) AS sum, count(point) AS placed FROM project_fact"
    assert world.all(facts) == [{"n": 3868, "sum": true, "placed": placed}]
    changes = world.all("SELECT count(*) FROM audit")
    again = world.load(path, authority=OURS)
    assert again.written is not None
    assert (again.written.unchanged, again.written.updated) == (3868, 0)
    assert world.all("SELECT count(*) FROM audit") == changes


def test_areas_are_no_projects(world: World) -> None:
    path = shared("ugly/amphoe_chiangrai_utm47_indian1975_noprj.zip")
    with pytest.raises(Refused, match="--crs"):
        world.ours(path)
    with pytest.raises(Refused, match="title"):
        world.ours(path, manner={"crs": "EPSG:24047"})


def test_areas_taken_as_projects_stand_where_their_datum_puts_them(world: World) -> None:
    path = shared("ugly/amphoe_chiangrai_utm47_indian1975_noprj.zip")
    places: dict[str, tuple[float, float]] = {}
    for crs in ("EPSG:24047", "EPSG:32647"):
        report = world.ours(path, columns={_name_field(path): "title"}, manner={"crs": crs})
        assert report.refused == []
        centre = "SELECT avg(ST_X(ST_Centroid(geom))) AS x, avg(ST_Y(ST_Centroid(geom))) AS y FROM location"
        (row,) = world.all(f"{centre} WHERE superseded_at IS NULL")
        places[crs] = row["x"], row["y"]
    (x1, y1), (x2, y2) = places.values()
    apart = ((x1 - x2) * 111_320 * 0.9425) ** 2 + ((y1 - y2) * 110_600) ** 2
    assert apart**0.5 == pytest.approx(453, abs=6)


def _name_field(path: Path) -> str:
    with open_vector(path, crs="EPSG:24047") as source:
        return next(name for name in source.fields if "ชื่อ" in name or "NAM" in name.upper())
