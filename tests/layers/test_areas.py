"""Areas found by code, by name and by place, in the current editions only."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import Connection

from geo.database import Database, Row
from geo.errors import BadRequest, NotFound
from layers.areas.area import children, find_area, search_areas
from layers.areas.level import level_of, parents_of, read_code
from layers.areas.names import bare_name, bare_name_en, official_name, official_names
from layers.areas.place import area_at
from layers.areas.shape import SHAPE_ZOOMS, shape_zoom

AREAS = {
    "province": [
        ("57", "เชียงราย", "Chiang Rai", (99, 19, 101, 21)),
        ("56", "พะเยา", "Phayao", (99, 18, 101, 19)),
    ],
    "amphoe": [
        ("5701", "เมืองเชียงราย", "Mueang Chiang Rai", (99, 19, 100, 20)),
        ("5709", "แม่สาย", "Mae Sai", (100, 19, 101, 20)),
    ],
    "tambon": [
        ("570901", "แม่สาย", "Mae Sai", (100, 19, 100.5, 20)),
        ("570902", "ห้วยไคร้", None, (100.5, 19, 101, 20)),
    ],
}


def add_edition(
    owner: Connection[Any], level: str, name: str, areas: list[tuple[Any, ...]], current: bool
) -> None:
    edition = owner.execute(
        "INSERT INTO area_edition (level, name, source, licence, valid_from) "
        "VALUES (%s, %s, 'กรมแผนที่ทหาร', 'CC BY-IGO', '2022-01-22') RETURNING id",
        [level, name],
    ).fetchone()["id"]
    for code, thai, english, bounds in areas:
        owner.execute(
            "INSERT INTO area (edition_id, level, code, name_th, name_en, geom) "
            "VALUES (%s, %s, %s, %s, %s, ST_Multi(ST_MakeEnvelope(%s, %s, %s, %s, 4326)))",
            [edition, level, code, thai, english, *bounds],
        )
    if current:
        owner.execute("SELECT make_current(%s)", [edition])
    owner.execute("SELECT cut_pieces(%s)", [edition])


@pytest.fixture
def connection(db: Database, owner: Connection[Any]) -> Iterator[Connection[Row]]:
    """The public's reading connection to a small country: two provinces, two amphoe, two tambon."""
    for level, areas in AREAS.items():
        add_edition(owner, level, "ใหม่", areas, current=True)
    add_edition(owner, "tambon", "เก่า", [("570903", "เกาะช้าง", None, (99, 19, 100, 20))], current=False)
    with db.reading() as reading:
        yield reading


def test_a_place_is_told_by_the_finest_level_that_knows_it(connection: Connection[Row]) -> None:
    hit = area_at(connection, 100.2, 19.5)
    assert hit.tambon and hit.amphoe and hit.province
    assert (hit.tambon.code, hit.amphoe.code, hit.province.code) == ("570901", "5709", "57")
    assert (hit.edition, hit.source, str(hit.valid_from)) == ("ใหม่", "กรมแผนที่ทหาร", "2022-01-22")
    assert not hit.outside


def test_a_place_without_tambon_still_has_its_amphoe(connection: Connection[Row]) -> None:
    hit = area_at(connection, 99.5, 19.5)
    assert (hit.tambon, hit.amphoe and hit.amphoe.name_th) == (None, "เมืองเชียงราย")
    assert hit.loaded == ("province", "amphoe", "tambon")


def test_a_place_at_sea_is_outside(connection: Connection[Row]) -> None:
    hit = area_at(connection, 90, 10)
    assert hit.outside
    assert (hit.province, hit.edition) == (None, None)


def test_without_boundaries_no_place_is_outside(db: Database) -> None:
    with db.reading() as reading:
        hit = area_at(reading, 100.2, 19.5)
    assert (hit.loaded, hit.outside) == ((), False)


def test_a_name_missing_in_the_upper_edition_comes_from_the_official_list(
    db: Database, owner: Connection[Any]
) -> None:
    add_edition(owner, "tambon", "เดี่ยว", AREAS["tambon"], current=True)
    with db.reading() as reading:
        hit = area_at(reading, 100.2, 19.5)
        area = find_area(reading, "570901")
    assert hit.amphoe == official_name("5709")
    assert area.within == (official_name("5709"), official_name("57"))


@pytest.mark.parametrize("place", [(float("nan"), 19.0), (99.0, float("inf")), (181.0, 0.0), (0.0, 90.5)])
def test_what_is_not_on_the_globe_is_refused(db: Database, place: tuple[float, float]) -> None:
    with db.reading() as reading, pytest.raises(BadRequest):
        area_at(reading, *place)


def test_an_area_knows_what_it_is_within_and_its_bounds(connection: Connection[Row]) -> None:
    area = find_area(connection, "570902")
    assert [name.name_th for name in area.within] == ["แม่สาย", "เชียงราย"]
    assert area.bounds == (100.5, 19, 101, 20)


def test_an_area_of_another_edition_is_not_found(connection: Connection[Row]) -> None:
    with pytest.raises(NotFound):
        find_area(connection, "570903")


@pytest.mark.parametrize("code", ["", "5", "570", "5701011", "ก7", "５７"])
def test_what_is_no_code_is_refused(connection: Connection[Row], code: str) -> None:
    with pytest.raises(BadRequest):
        find_area(connection, code)


def test_children_come_in_order_of_code_level_by_level(connection: Connection[Row]) -> None:
    below = {
        code: [area.code for area in children(connection, code)] for code in (None, "57", "5709", "570901")
    }
    assert below == {None: ["56", "57"], "57": ["5701", "5709"], "5709": ["570901", "570902"], "570901": []}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("5709", ["5709", "570901", "570902"]),
        ("TH57", ["57", "5701", "5709", "570901", "570902"]),
        ("แม่สาย", ["5709", "570901"]),
        ("อ.แม่สาย", ["5709"]),
        ("ตำบลแม่สาย", ["570901"]),
        ("mae sai", ["5709", "570901"]),
        ("ไคร้", ["570902"]),
        ("เชียงราย", ["57", "5701"]),
        ("%", []),
        ("   ", []),
        ("99", []),
    ],
)
def test_areas_are_found_by_code_and_by_name(
    connection: Connection[Row], text: str, codes: list[str]
) -> None:
    assert [area.code for area in search_areas(connection, text)] == codes


def test_a_misspelt_name_is_found_after_the_right_ones(connection: Connection[Row]) -> None:
    assert "5709" in [area.code for area in search_areas(connection, "แม่สายย")]


def test_a_search_returns_no_more_than_asked(connection: Connection[Row]) -> None:
    assert len(search_areas(connection, "57", limit=2)) == 2


@pytest.mark.parametrize(
    ("name", "code", "bare"),
    [
        ("ต.เวียง", "570101", "เวียง"),
        ("อ. เมืองเชียงราย", "5701", "เมืองเชียงราย"),
        ("กิ่งอำเภอดอยหลวง", "5718", "ดอยหลวง"),
        ("จังหวัดเชียงราย", "57", "เชียงราย"),
        ("เขตพระนคร", "1001", "พระนคร"),
        ("เขตต์สมมติ", "5701", "เขตต์สมมติ"),
        ("ต.", "570101", "ต."),
        ("อำเภอ", "5701", "อำเภอ"),
    ],
)
def test_a_bare_name_has_no_word_for_its_level(name: str, code: str, bare: str) -> None:
    assert bare_name(name, code) == bare


@given(st.text(max_size=30), st.sampled_from(["57", "5701", "570101", "10", "1001", "100101"]))
def test_a_bare_name_ends_like_the_name(name: str, code: str) -> None:
    assert bare_name(name, code) in bare_name(f" {name} ", code)
    assert bool(bare_name(name, code)) <= bool(name.strip())


def test_official_names_are_bare_and_complete() -> None:
    official = official_names()
    assert [sum(1 for code in official if len(code) == digits) for digits in (2, 4, 6)] == [77, 928, 7436]
    assert official["1001"].name_th == "พระนคร"
    assert all(parent in official for code in official for parent in parents_of(code))
    assert bare_name_en("Amphoe Mae Sai") == official["5709"].name_en == "Mae Sai"


def test_codes_are_read_with_or_without_th() -> None:
    read = [read_code(text) for text in ("TH5701", "๕๗", "570101.0", " 57 ", "5", "570", "57-01", "")]
    assert read == ["5701", "57", "570101", "57", None, None, None, None]
    assert [level_of(code) for code in ("57", "5701", "570101")] == ["province", "amphoe", "tambon"]


def test_every_zoom_has_a_class_of_shapes() -> None:
    assert [shape_zoom(zoom) for zoom in (-1, 0, 3, 4, 5, 6, 11, 12, 22)] == [0, 0, 0, 4, 4, 6, 10, 12, 12]
    assert {shape_zoom(zoom) for zoom in range(23)} == set(SHAPE_ZOOMS)
