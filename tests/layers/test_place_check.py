"""What is said of a point before it is saved: its areas, the authority's territory, and warnings."""

import pytest

from geo.database import Database
from geo.errors import BadRequest
from layers.projects.place_check import PlaceCheck, check_place, in_words
from layers.projects.territory import find_territory, outline
from tests.layers.pin_world import Owner, add_authority, cover, load_areas, only, square

METRES_PER_DEGREE_EAST_AT_20 = 104_650


@pytest.fixture
def land(owner: Owner) -> None:
    """A province of one degree with two amphoe side by side."""
    load_areas(owner, "province", {"57": ("เชียงราย", square(99, 19, 1))})
    load_areas(
        owner,
        "amphoe",
        {"5701": ("เมือง", square(99, 19, 0.5)), "5702": ("เวียงชัย", square(99.5, 19, 0.5))},
    )


@pytest.fixture
def authority(owner: Owner, land: None) -> int:
    return add_authority(owner, "ทดสอบ")


def look(db: Database, authority: int, lat: float, lon: float) -> PlaceCheck:
    with db.reading() as connection:
        return check_place(connection, authority, lat, lon)


def codes(check: PlaceCheck) -> list[str]:
    return [warning.code for warning in check.warnings]


def test_a_point_at_home_is_named_without_a_warning(db: Database, owner: Owner, authority: int) -> None:
    load_areas(owner, "tambon", {"570101": ("เวียง", square(99.2, 19.2, 0.1))})
    cover(owner, authority, "570101")
    check = look(db, authority, 19.25, 99.25)
    found = (check.areas.tambon, check.areas.amphoe, check.areas.province)
    assert [(area.code, area.name_th) for area in found if area] == [
        ("570101", "เวียง"),
        ("5701", "เมือง"),
        ("57", "เชียงราย"),
    ]
    assert (check.warnings, check.distance_m) == ((), 0)


def test_outside_the_covered_tambon_the_distance_and_the_source_are_told(
    db: Database, owner: Owner, authority: int
) -> None:
    load_areas(owner, "tambon", {"570101": ("เวียง", square(99.2, 19.2, 0.1))})
    cover(owner, authority, "570101")
    check = look(db, authority, 19.25, 99.31)
    assert check.distance_m == pytest.approx(0.01 * METRES_PER_DEGREE_EAST_AT_20, rel=0.01)
    assert codes(check) == ["outside-territory"]
    assert "1.1\u00a0กม." in check.warnings[0].thai
    assert check.warnings[0].line_th == "แนวเขตตำบลที่ดูแล · กรมทดสอบ · 19 ม.ค. 2565"
    assert "1.1\u00a0km outside ทดสอบ in English SAO" in check.warnings[0].english


def test_an_authoritys_own_boundary_goes_before_its_coverage(
    db: Database, owner: Owner, authority: int
) -> None:
    cover(owner, authority, "5702")
    owner.execute(
        "UPDATE authority SET boundary = %s, boundary_quality = 'surveyed', boundary_source = 'กรมโยธา' "
        "WHERE id = %s",
        [square(99.1, 19.1, 0.1), authority],
    )
    assert codes(look(db, authority, 19.15, 99.15)) == []
    outside = look(db, authority, 19.15, 99.6)
    assert codes(outside) == ["outside-territory"]
    assert "กรมโยธา" in outside.warnings[0].line_th


def test_a_covered_tambon_without_a_line_is_judged_by_its_amphoe(
    db: Database, owner: Owner, authority: int
) -> None:
    cover(owner, authority, "570101", "570102")
    assert codes(look(db, authority, 19.1, 99.1)) == []
    outside = look(db, authority, 19.1, 99.6)
    assert codes(outside) == ["outside-territory"]
    assert "มีแนวเขตเพียงระดับอำเภอ" in outside.warnings[0].line_th


def test_without_coverage_the_office_amphoe_is_a_soft_hint(
    db: Database, owner: Owner, authority: int
) -> None:
    check = look(db, authority, 19.1, 99.6)
    assert codes(check) == ["outside-office-area"]
    assert "อำเภอเมือง" in check.warnings[0].thai


def test_a_provincial_authority_is_at_home_in_its_whole_province(
    db: Database, owner: Owner, land: None
) -> None:
    pao = only(
        owner.execute(
            "INSERT INTO authority (type, name_th, province_code, amphoe_code, supervising_level) "
            "VALUES ('pao', 'อบจ.', '57', '5701', 'province') RETURNING id"
        ).fetchone()
    )
    assert codes(look(db, pao, 19.1, 99.6)) == []


def test_a_point_in_no_province_says_how_far_the_nearest_is(db: Database, authority: int) -> None:
    check = look(db, authority, 19.5, 100.05)
    assert codes(check) == ["in-no-area"]
    assert "เชียงราย 5.2\u00a0กม." in check.warnings[0].thai
    assert check.warnings[0].gravity == "serious"


@pytest.mark.parametrize(("lat", "lon"), [(51.5, 0.0), (-19.2, 99.2)])
def test_a_point_outside_thailand_says_so(db: Database, authority: int, lat: float, lon: float) -> None:
    check = look(db, authority, lat, lon)
    assert codes(check) == ["outside-thailand"]
    assert "check the figures" in check.warnings[0].english


def test_a_point_off_the_globe_is_refused(db: Database, authority: int) -> None:
    with pytest.raises(BadRequest):
        look(db, authority, 99.25, 19.25)


def test_without_any_boundaries_nothing_is_claimed(db: Database, owner: Owner) -> None:
    bare = only(
        owner.execute(
            "INSERT INTO authority (type, name_th, province_code, supervising_level) "
            "VALUES ('pao', 'อบจ.', '57', 'province') RETURNING id"
        ).fetchone()
    )
    check = look(db, bare, 19.1, 99.6)
    assert (check.areas.province, check.territory, check.distance_m, check.warnings) == (None, None, None, ())


def test_the_outline_is_the_union_of_what_is_covered(db: Database, owner: Owner, authority: int) -> None:
    cover(owner, authority, "5701", "5702")
    with db.reading() as connection:
        territory = find_territory(connection, authority)
        assert territory
        shape = outline(connection, territory)
    extent = owner.execute("SELECT ST_AsText(ST_Envelope(ST_GeomFromGeoJSON(%s))) AS box", [shape]).fetchone()
    assert only(extent) == "POLYGON((99 19,99 19.5,100 19.5,100 19,99 19))"


@pytest.mark.parametrize(
    ("metres", "thai"),
    [(0.2, "1\u00a0ม."), (850.4, "850\u00a0ม."), (3210, "3.2\u00a0กม."), (628_000, "628\u00a0กม.")],
)
def test_distances_are_said_as_people_say_them(metres: float, thai: str) -> None:
    assert in_words(metres)[0] == thai
