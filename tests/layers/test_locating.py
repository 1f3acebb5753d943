"""The judge: of all that a text can mean, what the wanted area says is meant."""

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openlocationcode import openlocationcode as olc
from psycopg import Connection
from psycopg.rows import dict_row
from pyproj import Transformer

from geo.database import Database, Row
from geo.errors import BadRequest, NotFound
from geo.notation import Repair
from layers.locating import Asked, Judge, Judgement
from layers.locating.confidence import NONE_OF_THESE, OUTSIDE, confidences, weight
from layers.locating.gazetteer import gazetteer
from layers.locating.named import named
from tests.databases import a_database
from tests.layers.pin_world import Owner, add_authority, cover, load_areas, square

WEST, EAST = "570101", "570102"
TO_UTM = Transformer.from_crs(4326, 32647, always_xy=True)
BORDER = (19.05, 99.1015)
"""A place 158 m east of the border of the two tambon; Indian 1975 moves it 335 m to the west, across it."""


@pytest.fixture(scope="module")
def connection(server_url: str, template: str) -> Iterator[Connection[Row]]:
    """A world of two provinces, three amphoe, three tambon and two อบต., to read from."""
    with a_database(server_url, template) as url:
        with psycopg.connect(url, autocommit=True, row_factory=dict_row) as owner:
            owner.execute("SELECT set_config('eplan.account', '1', false)")
            _settle(owner)
        database = Database(url, size=1).open()
        try:
            with database.reading() as reading:
                yield reading
        finally:
            database.close()


@pytest.fixture
def judge(connection: Connection[Row]) -> Judge:
    """A judge of that world."""
    return Judge(connection)


def _settle(owner: Owner) -> None:
    load_areas(
        owner, "province", {"57": ("เชียงราย", square(99, 19, 1)), "50": ("เชียงใหม่", square(98, 18, 1))}
    )
    load_areas(
        owner,
        "amphoe",
        {
            "5701": ("เมืองเชียงราย", square(99, 19, 0.5)),
            "5702": ("เวียงชัย", square(99.5, 19, 0.5)),
            "5001": ("เมืองเชียงใหม่", square(98, 18, 1)),
        },
    )
    load_areas(
        owner,
        "tambon",
        {
            WEST: ("แม่ยาว", square(99, 19, 0.1)),
            EAST: ("ดอยฮาง", square(99.1, 19, 0.1)),
            "500101": ("แม่ยาว", square(98, 18, 0.1)),
        },
    )
    cover(owner, add_authority(owner, "แม่ยาว", "6570191"), WEST)
    add_authority(owner, "ไกลไป", "6570291", amphoe="5702")


def metres_text(lat: float, lon: float) -> str:
    """Return a place as UTM of zone 47 on WGS 84, without saying so."""
    easting, northing = TO_UTM.transform(lon, lat)
    return f"E {easting:.1f} N {northing:.1f}"


def ask(judge: Judge, text: str, within: str | None = None) -> Judgement:
    """Judge one text."""
    return judge.one(Asked(text, judge.within(within) if within else None))


def test_the_area_decides_between_the_two_datums(judge: Judge) -> None:
    text = metres_text(*BORDER)
    east, west = ask(judge, text, EAST), ask(judge, text, WEST)
    assert [judged.reading.crs for judged in east.readings] == ["EPSG:32647", "EPSG:24047"]
    assert [judged.reading.crs for judged in west.readings] == ["EPSG:24047", "EPSG:32647"]
    assert Repair.DATUM_UNSAID in west.readings[0].reading.repairs
    assert west.readings[0].distance_m == 0
    assert west.readings[1].distance_m == pytest.approx(158, abs=1)


def test_where_both_datums_lie_far_away_the_text_decides_and_not_the_nearer(judge: Judge) -> None:
    found = ask(judge, metres_text(19.05, 99.25), WEST)
    first, second = found.readings
    assert [first.reading.crs, second.reading.crs] == ["EPSG:32647", "EPSG:24047"]
    assert (first.distance_m or 0) > (second.distance_m or 0) > 10_000


def test_however_far_away_a_text_leads_both_datums_are_offered(judge: Judge) -> None:
    readings = ask(judge, "47P 662897 1523955", WEST).readings
    assert [judged.reading.crs for judged in readings][:2] == ["EPSG:32647", "EPSG:24047"]
    assert all(judged.distance_m and judged.distance_m > 500_000 for judged in readings)
    assert readings[0].confidence < 0.01


def test_the_sentence_tells_each_reading_and_how_far_it_is_off(judge: Judge) -> None:
    said = ask(judge, metres_text(*BORDER), WEST)
    assert said.thai.startswith("อ่านเป็น Indian 1975 ตกในตำบลแม่ยาว; อ่านเป็น WGS 84 ห่างจากตำบลแม่ยาว 158 ม.")
    assert said.english.startswith(
        "read as Indian 1975, it falls in Area 570101; read as WGS 84, it is 158 m"
    )
    assert "ห่างจากจุดแรก 45" in said.thai
    assert [reading["apart_m"] for reading in said.as_dict()["readings"]] == pytest.approx([0, 452], abs=2)


def test_a_datum_that_is_said_but_leads_astray_is_named_as_what_may_be_wrong(judge: Judge) -> None:
    first = ask(judge, f"WGS84 {metres_text(*BORDER)}", WEST).readings[0]
    assert (first.inside, first.reading.crs) == (True, "EPSG:24047")
    assert Repair.OTHER_DATUM in first.reading.repairs


def test_without_a_wanted_area_the_text_alone_decides(judge: Judge) -> None:
    found = ask(judge, metres_text(*BORDER))
    assert [judged.reading.crs for judged in found.readings] == ["EPSG:32647", "EPSG:24047"]
    assert [judged.distance_m for judged in found.readings] == [None, None]
    assert found.readings[0].confidence > found.readings[1].confidence


def test_the_areas_at_the_place_are_told(judge: Judge) -> None:
    (judged,) = ask(judge, "19.05, 99.05").readings
    assert [(area.code, area.name_th) for area in judged.areas] == [
        (WEST, "แม่ยาว"),
        ("5701", "เมืองเชียงราย"),
        ("57", "เชียงราย"),
    ]


def test_distance_is_in_metres_on_the_ellipsoid(judge: Judge) -> None:
    (judged,) = ask(judge, "19.05, 99.2", WEST).readings
    assert judged.distance_m == pytest.approx(10_526, abs=5)
    assert not judged.inside


def test_an_authority_is_judged_by_the_areas_that_it_covers(judge: Judge) -> None:
    assert ask(judge, "19.05, 99.05", "6570191").readings[0].inside
    assert ask(judge, "19.05, 99.15", "6570191").readings[0].distance_m == pytest.approx(5_263, abs=5)
    assert ask(judge, "19.05, 99.75", "6570291").readings[0].inside


def test_codes_may_come_in_thai_digits(judge: Judge) -> None:
    assert judge.within("๕๗๐๑").areas == judge.within("5701").areas


@pytest.mark.parametrize(
    ("code", "error"), [("9999", NotFound), ("7777777", NotFound), ("ก", BadRequest), ("1", BadRequest)]
)
def test_a_code_that_stands_for_nothing_is_refused(judge: Judge, code: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        judge.within(code)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("19.05, 99.05 ต.แม่ยาว อ.เมือง จ.เชียงราย", True),
        ("19.05, 99.05 ต.แม่ยาว", True),
        ("18.05, 98.05 ตำบลแม่ยาว", True),
        ("19.05, 99.05 ตำบลแม่ยาว อำเภอเมืองเชียงใหม่", False),
        ("หมู่ 5 อบต.แม่ยาว พิกัด 19.05, 99.05", True),
        ("องค์การบริหารส่วนตำบลแม่ยาว 19.05, 99.15", False),
        ("19.05, 99.05 อำเภอเมืองเชียงราย", True),
        ("19.05, 99.75 อ.เวียงชัย", True),
        ("19.05, 99.05 จังหวัดเชียงใหม่", False),
    ],
)
def test_the_names_in_a_text_are_its_wanted_area(judge: Judge, text: str, inside: bool) -> None:
    found = ask(judge, text)
    assert found.wanted is not None
    assert found.wanted.named
    assert found.readings[0].inside is inside


def test_the_callers_area_goes_before_the_names_in_the_text(judge: Judge) -> None:
    found = ask(judge, "19.05, 99.05 จ.เชียงใหม่", WEST)
    assert found.wanted == judge.within(WEST)


def test_names_that_fit_no_area_leave_the_text_to_itself(judge: Judge) -> None:
    assert ask(judge, "19.05, 99.05 ต.ไม่มีจริง").wanted is None


def test_a_short_plus_code_is_completed_by_the_wanted_area_or_the_name_behind_it(judge: Judge) -> None:
    by_code = ask(judge, "3322+22", None)
    assert by_code.refused is not None
    for text, code in (("2C2X+22", WEST), ("2C2X+22 เชียงราย", None), ("2C2X+22 อ.เมือง จ.เชียงราย", None)):
        found = ask(judge, text, code)
        assert found.refused is None
        assert found.readings[0].areas[-1].code == "57"


def test_a_short_plus_code_is_completed_within_the_wanted_area_and_says_so(judge: Judge) -> None:
    code = olc.encode(19.02, 99.02)[4:]
    first = ask(judge, code, "57").readings[0]
    assert first.inside
    assert (first.reading.lat, first.reading.lon) == pytest.approx((19.02, 99.02), abs=2e-4)
    assert first.reading.repairs == (Repair.SHORT_CODE,)


def test_swapped_axes_and_lost_points_are_put_right_by_the_area(judge: Judge) -> None:
    for text in ("99.05, 19.05", "190500 990500", "X 99.05 Y 19.05", "ละติจูด 99.05 ลองจิจูด 19.05"):
        first = ask(judge, text, WEST).readings[0]
        assert first.inside, text
        assert first.reading.repairs, text


def test_the_other_zone_is_tried_where_the_written_one_is_elsewhere(judge: Judge) -> None:
    easting, northing = TO_UTM.transform(99.05, 19.05)
    first = ask(judge, f"48Q {easting:.0f} {northing:.0f}", WEST).readings[0]
    assert first.inside
    assert Repair.OTHER_ZONE in first.reading.repairs


def test_a_place_abroad_is_kept_only_where_nothing_else_is(judge: Judge) -> None:
    (judged,) = ask(judge, "48.8566, 2.3522", "57").readings
    assert judged.areas == ()
    assert judged.as_dict()["area"] is None
    assert judged.confidence < 0.05
    assert "นอกแนวเขต" in ask(judge, "48.8566, 2.3522").thai


def test_a_road_is_within_where_both_its_ends_are(judge: Judge) -> None:
    inside = ask(judge, "จุดเริ่มต้น 19.05, 99.05 จุดสิ้นสุด 19.06, 99.06", WEST).readings[0]
    across = ask(judge, "จุดเริ่มต้น 19.05, 99.05 จุดสิ้นสุด 19.05, 99.11", WEST).readings[0]
    assert inside.inside
    assert across.distance_m == pytest.approx(1053, abs=2)
    assert inside.as_dict()["geometry"]["type"] == "LineString"


def test_the_one_reading_within_stands_and_two_do_not(judge: Judge) -> None:
    assert ask(judge, metres_text(*BORDER), WEST).standing is not None
    assert ask(judge, metres_text(19.05, 99.05), WEST).standing is None
    assert ask(judge, "19.05, 99.05", EAST).standing is None


def test_many_texts_are_judged_as_each_alone(judge: Judge) -> None:
    texts = [
        "19.05, 99.05",
        "ไม่มี",
        metres_text(*BORDER),
        "จุดเริ่มต้น 19.05, 99.05 จุดสิ้นสุด 19.06, 99.06",
        "",
        "99.05 19.05",
    ]
    asked = [Asked(text, judge.within(code)) for text in texts for code in (WEST, EAST, "57")]
    assert [said.as_dict() for said in judge.many(asked)] == [judge.one(one).as_dict() for one in asked]


def test_a_refused_text_says_why_and_has_no_reading(judge: Judge) -> None:
    said = ask(judge, "081-234-5678", WEST)
    assert said.readings == ()
    assert said.as_dict()["refused"]
    assert said.as_dict()["readings"] == []


def test_without_boundaries_places_are_still_read(db: Database) -> None:
    with db.reading() as connection:
        (judged,) = Judge(connection).one(Asked("19.05, 99.05")).readings
    assert judged.areas == ()
    assert judged.confidence > 0.9


def test_new_boundaries_are_seen_at_once(owner: Owner, db: Database) -> None:
    def province() -> list[str]:
        with db.reading() as connection:
            (judged,) = Judge(connection).one(Asked("19.05, 99.05")).readings
        return [area.name_th for area in judged.areas]

    before = province()
    load_areas(owner, "province", {"57": ("เชียงราย", square(99, 19, 1))})
    assert (before, province()) == ([], ["เชียงราย"])


def test_names_are_told_from_words_that_only_look_like_them(connection: Connection[Row]) -> None:
    known = gazetteer(connection)
    assert named("ต.แม่ยาว อ.เมือง จ.เชียงราย", known).areas == (WEST,)
    assert set(named("ต.แม่ยาว", known).areas) == {WEST, "500101"}
    assert named("อบต.แม่ยาว", known).areas == ()
    assert [one.name_th for one in named("อบต.แม่ยาว", known).authorities] == ["แม่ยาว"]
    assert named("Tambon Area 570101", known).areas == ()
    assert named("19.05, 99.05", known).areas == ()


def test_confidence_follows_the_published_rule() -> None:
    assert weight(1.0, 0.0, abroad=False) == 1.0
    assert weight(1.0, 500.0, abroad=False) == pytest.approx(OUTSIDE / 2)
    assert weight(0.3, None, abroad=False) == 0.3
    assert confidences([1.0]) == [round(1 / (1 + NONE_OF_THESE), 3)]
    assert confidences([0.3, 0.05]) == [0.75, 0.125]


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=9))
def test_confidence_never_rises_along_the_readings_and_never_adds_up_to_more_than_one(
    weights: list[float],
) -> None:
    found = confidences(weights)
    assert found == sorted(found, reverse=True)
    assert sum(found) <= 1 + 0.001 * len(found)


@settings(deadline=None, max_examples=40)
@given(st.floats(5.7, 20.4), st.floats(97.4, 105.6))
def test_readings_stand_in_one_order_however_often_they_are_asked_for(
    connection: Connection[Row], lat: float, lon: float
) -> None:
    asked = Asked(metres_text(lat, lon))
    judge = Judge(connection)
    once, again = judge.one(asked), judge.one(asked)
    assert once.as_dict() == again.as_dict()
    trusted = [judged.confidence for judged in once.readings]
    assert trusted == sorted(trusted, reverse=True)
