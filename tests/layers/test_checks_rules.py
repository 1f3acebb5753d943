"""Every rule of the checks: it fires on a seeded case and stays silent on a clean one."""

from typing import Any

import pytest
from pyproj import Geod

from geo.database import Database
from layers.checks import check_authorities, rules
from layers.checks.rule import rules_of
from tests.layers.facts_world import make_ground
from tests.layers.pin_world import Owner, add_project, book, cover, load_areas, put, square

EARTH = Geod(ellps="WGS84")
LON, LAT = 99.5, 19.5
TITLE = "ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายบ้านป่าซาง หมู่ที่ 3 กว้าง 4.00 ม. ยาว 300 ม. หนา 0.15 ม."
OTHER = "ก่อสร้างถนน ค.ส.ล. สายบ้านป่าซาง หมู่ที่ 3 กว้าง 4 ม. ยาว 300 ม. หนา 0.15 ม."
LINE = (
    "INSERT INTO location (project_id, authority_id, geom, method) "
    "SELECT id, authority_id, ST_SetSRID(ST_MakeLine(ST_Point(%s, %s), ST_Point(%s, %s)), 4326), 'map' "
    "FROM project WHERE id = %s"
)


@pytest.fixture
def ours(owner: Owner) -> int:
    """An authority that covers the western tambon; the other one covers the eastern."""
    one, other = make_ground(owner)
    cover(owner, one, "570101")
    cover(owner, other, "570102")
    return one


def found(db: Database, owner: Owner, rule: str) -> list[dict[str, Any]]:
    """Run one rule over every authority; return what stands."""
    authorities = [row["id"] for row in owner.execute("SELECT id FROM authority").fetchall()]
    with db.acting(1) as connection:
        check_authorities(connection, authorities, rules_of((rule,)))
    return owner.execute(
        "SELECT project_id, other_id, figures FROM finding WHERE gone_at IS NULL AND rule = %s ORDER BY 1, 2",
        [rule],
    ).fetchall()


def off(metres: float, towards: float = 90, lon: float = LON, lat: float = LAT) -> tuple[float, float]:
    """Return the longitude and latitude so far from the usual place."""
    east, north, _ = EARTH.fwd(lon, lat, towards, metres)
    return east, north


def test_every_rule_has_its_statement_and_complete_texts() -> None:
    for rule in rules().values():
        assert all([rule.thai, rule.english, *rule.what, *rule.why, *rule.do]), rule.code


def test_a_place_that_somebody_disputes_is_named_as_long_as_it_stands_there(
    db: Database, owner: Owner, ours: int
) -> None:
    disputed, trusted = add_project(owner, ours), add_project(owner, ours)
    place = put(owner, disputed, LON, LAT)
    put(owner, trusted, LON, LAT)
    assert found(db, owner, "disputed") == []
    for reason in ("ไปดูแล้วไม่มีถนน", "อยู่อีกฝั่งคลอง"):
        owner.execute("INSERT INTO place_dispute (location_id, reason) VALUES (%s, %s)", [place, reason])
    (row,) = found(db, owner, "disputed")
    assert row["project_id"] == disputed and row["figures"]["count"] == 2
    assert row["figures"]["words"][0]["reason"] == "อยู่อีกฝั่งคลอง"
    owner.execute("UPDATE location SET superseded_at = now() WHERE id = %s", [place])
    assert found(db, owner, "disputed") == []
    put(owner, disputed, *off(300))
    assert found(db, owner, "disputed") == []
    owner.execute(
        "UPDATE location SET superseded_at = now() WHERE project_id = %s AND superseded_at IS NULL",
        [disputed],
    )
    put(owner, disputed, LON, LAT)
    assert [row["project_id"] for row in found(db, owner, "disputed")] == [disputed]


def test_a_place_beyond_the_authoritys_area_is_named_with_the_boundary_it_rests_on(
    db: Database, owner: Owner, ours: int
) -> None:
    inside, beyond = add_project(owner, ours), add_project(owner, ours)
    put(owner, inside, 99.9, 19.5)
    put(owner, beyond, 100.5, 19.5)
    rows = found(db, owner, "outside_authority")
    assert [row["project_id"] for row in rows] == [beyond]
    figures = rows[0]["figures"]
    assert figures["distance_m"] == pytest.approx(EARTH.inv(100.0, 19.5, 100.5, 19.5)[2], rel=0.001)
    assert (figures["source"], figures["as_of"], figures["basis"]) == ("กรมทดสอบ", "2022-01-19", "coverage")


def test_a_simplified_boundary_is_allowed_more_before_a_place_is_outside(
    db: Database, owner: Owner, ours: int
) -> None:
    near, far = add_project(owner, ours), add_project(owner, ours)
    put(owner, near, *off(900, lon=100.0))
    put(owner, far, *off(1200, lon=100.0))
    rows = found(db, owner, "outside_authority")
    assert [row["project_id"] for row in rows] == [far]
    assert rows[0]["figures"]["simplified"] and rows[0]["figures"]["tolerance_m"] == 1000


def test_an_authoritys_own_boundary_is_gone_by_where_it_is_known(
    db: Database, owner: Owner, ours: int
) -> None:
    owner.execute(
        "UPDATE authority SET boundary = ST_Segmentize(%s::geometry, 0.0005), boundary_quality = 'surveyed', "
        "boundary_source = 'รังวัด' WHERE id = %s",
        [square(99.4, 19.4, 0.2), ours],
    )
    inside, beyond = add_project(owner, ours), add_project(owner, ours)
    put(owner, inside, *off(80, lon=99.6))
    put(owner, beyond, *off(300, lon=99.6))
    rows = found(db, owner, "outside_authority")
    assert [row["project_id"] for row in rows] == [beyond]
    assert rows[0]["figures"]["source"] == "รังวัด" and not rows[0]["figures"]["simplified"]


def test_a_place_abroad_and_one_in_the_sea_are_told_apart(db: Database, owner: Owner, ours: int) -> None:
    home, abroad, swapped, at_sea, shore = (add_project(owner, ours) for _ in range(5))
    owner.execute("DELETE FROM area_edition WHERE level = 'province'")
    provinces = {"57": ("เชียงราย", square(99.0, 19.0, 4.0)), "20": ("ชลบุรี", square(100.85, 13.0, 0.5))}
    load_areas(owner, "province", provinces)
    for project, place in (
        (home, (99.5, 19.5)), (abroad, (98.0, 20.0)), (swapped, (19.5, 9.5)),
        (at_sea, (100.6, 12.9)), (shore, off(300, 270, 100.85, 13.2)),
    ):  # fmt: skip
        put(owner, project, *place)
    assert {row["project_id"] for row in found(db, owner, "outside_country")} == {abroad, swapped}
    assert [row["project_id"] for row in found(db, owner, "in_sea")] == [at_sea]


def test_without_boundaries_nothing_is_abroad(db: Database, owner: Owner) -> None:
    project = add_project(owner, make_ground(owner)[0])
    owner.execute("UPDATE area_piece SET is_current = false")
    put(owner, project, 100.6, 12.9)
    assert found(db, owner, "outside_country") == [] and found(db, owner, "in_sea") == []


def like(owner: Owner, authority: int, title: str = TITLE, metres: float = 0, **more: Any) -> int:
    """Add a road work of the usual amount, so far from the usual place."""
    project = add_project(owner, authority, title, **{"approved": "480000", "category": "road", **more})
    put(owner, project, *off(metres))
    return project


def test_a_like_title_nearby_of_like_amount_and_years_is_shown_with_the_other(
    db: Database, owner: Owner, ours: int
) -> None:
    first = like(owner, ours, fiscal_year=2024)
    second = like(owner, ours, OTHER, 120, approved="470000")
    row = found(db, owner, "looks_like")[0]
    assert (row["project_id"], row["other_id"]) == (second, first)
    assert row["figures"]["similarity"] >= 0.9 and row["figures"]["distance_m"] == pytest.approx(120, abs=1)


def test_a_like_project_of_an_authority_above_is_found_but_no_draft_of_it(
    db: Database, owner: Owner, ours: int
) -> None:
    other = owner.execute("SELECT max(id) AS id FROM authority").fetchall()[0]["id"]
    draft = like(owner, other, published=False)
    first = like(owner, ours)
    assert found(db, owner, "looks_like") == []
    owner.execute("UPDATE project SET published = true WHERE id = %s", [draft])
    row = found(db, owner, "looks_like")[0]
    assert (row["project_id"], row["other_id"]) == (first, draft)


@pytest.mark.parametrize(
    "more",
    [
        {"title": TITLE.replace("หมู่ที่ 3", "หมู่ที่ 4")},
        {"title": "ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายบ้านดอนแก้ว หมู่ที่ 3 กว้าง 4.00 ม. ยาว 300 ม. หนา 0.15 ม."},
        {"title": TITLE.replace("ยาว 300", "ยาว 1,250").replace("กว้าง 4.00", "กว้าง 6.00")},
        {"metres": 400},
        {"fiscal_year": 2021},
        {"approved": "1200000"},
        {"category": "drain"},
        {"stopped_on": "2025-01-01", "stop_reason": "ซ้ำ"},
    ],
)
def test_what_differs_in_one_thing_that_counts_does_not_look_alike(
    db: Database, owner: Owner, ours: int, more: dict[str, Any]
) -> None:
    like(owner, ours)
    like(owner, ours, **more)
    assert found(db, owner, "looks_like") == []


def road(owner: Owner, authority: int, start: float, length: float, **more: Any) -> int:
    """Add a road work eastward along the usual latitude, from so many metres to so many further."""
    project = add_project(owner, authority, "ถนน", **{"approved": "300000", "category": "road", **more})
    owner.execute(LINE, [*off(start), *off(start + length), project])
    return project


def test_a_road_work_on_a_stretch_under_warranty_is_found_by_what_the_lines_share(
    db: Database, owner: Owner, ours: int
) -> None:
    done = road(owner, ours, 0, 500, fiscal_year=2024, finished_on="2024-06-01")
    again = road(owner, ours, 300, 500, fiscal_year=2025)
    row = found(db, owner, "same_stretch")[0]
    assert (row["project_id"], row["other_id"]) == (again, done)
    assert row["figures"]["overlap_m"] == pytest.approx(200, abs=3)
    assert row["figures"]["warranty_to"] == "2026-06-01"


@pytest.mark.parametrize(
    "case",
    [("2024-06-01", 520, 2025), ("2021-06-01", 0, 2025), ("2024-06-01", 470, 2025), (None, 0, 2025)],
)
def test_roads_side_by_side_after_the_warranty_or_of_unfinished_work_are_no_matter(
    db: Database, owner: Owner, ours: int, case: tuple[str | None, float, int]
) -> None:
    finished, start, year = case
    road(owner, ours, 0, 500, fiscal_year=2024, finished_on=finished)
    road(owner, ours, start, 500, fiscal_year=year)
    assert found(db, owner, "same_stretch") == []


def test_a_contract_decides_when_a_road_work_begins(db: Database, owner: Owner, ours: int) -> None:
    done = road(owner, ours, 0, 500, fiscal_year=2024, finished_on="2024-12-01")
    before = road(owner, ours, 0, 500, fiscal_year=2025)
    book(owner, before, "contract", 300000)  # type: ignore[arg-type]
    assert [row["other_id"] for row in found(db, owner, "same_stretch")] == [done]
    owner.execute("UPDATE project SET finished_on = '2025-02-01' WHERE id = %s", [done])
    assert found(db, owner, "same_stretch") == []


def test_points_of_road_works_are_the_same_stretch_within_their_distance(
    db: Database, owner: Owner, ours: int
) -> None:
    like(owner, ours, "ถนนหนึ่ง", fiscal_year=2024, finished_on="2024-06-01")
    like(owner, ours, "ถนนสอง", 25)
    like(owner, ours, "ถนนสาม", 80)
    assert len(found(db, owner, "same_stretch")) == 1


def amounts(owner: Owner, authority: int, amount: str, count: int, apart: float = 500) -> None:
    """Add projects of one amount, in a row."""
    for at in range(count):
        project = add_project(owner, authority, f"งาน {at}", approved=amount)
        put(owner, project, *off(at * apart))


@pytest.mark.parametrize(
    "case",
    [
        ("312347.50", 3, 500, True),
        ("312347.50", 2, 500, False),
        ("312347.50", 3, 5, False),
        ("312300", 4, 500, True),
        ("312300", 3, 500, False),
        ("499000", 7, 500, False),
        ("499000", 8, 500, True),
        ("500000", 12, 500, False),
        ("9999", 5, 500, False),
    ],
)
def test_an_amount_recurs_beyond_what_is_usual_for_how_round_it_is(
    db: Database, owner: Owner, ours: int, case: tuple[str, int, float, bool]
) -> None:
    amount, count, apart, fires = case
    amounts(owner, ours, amount, count, apart)
    rows = found(db, owner, "same_amount")
    assert bool(rows) is fires
    if rows:
        assert rows[0]["figures"]["count"] == count and len(rows[0]["figures"]["projects"]) == count


def test_many_projects_on_one_point_are_named_with_the_office_that_stands_there(
    db: Database, owner: Owner, ours: int
) -> None:
    owner.execute(
        "UPDATE authority SET office = ST_SetSRID(ST_Point(%s, %s), 4326) WHERE id = %s", [*off(40), ours]
    )
    for _ in range(4):
        put(owner, add_project(owner, ours), LON, LAT)
    assert found(db, owner, "one_point") == []
    put(owner, add_project(owner, ours), LON, LAT)
    figures = found(db, owner, "one_point")[0]["figures"]
    assert (figures["count"], figures["office_th"], figures["office_m"]) == (5, "อบต.หนึ่ง", 40)


def test_many_projects_near_each_other_are_not_on_one_point(db: Database, owner: Owner, ours: int) -> None:
    for at in range(8):
        put(owner, add_project(owner, ours), *off(at * 12))
    assert found(db, owner, "one_point") == []
