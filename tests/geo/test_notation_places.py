"""The wide reader: every place that a text can mean."""

import math
import random
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mgrs import MGRS
from openlocationcode import openlocationcode as olc
from pyproj import Geod, Transformer
from pyproj.enums import TransformDirection

from geo.datum import operation
from geo.notation import Notation, Reading, Repair, read_places
from geo.notation.thailand import in_thailand
from geo.thai.digits import thai_digits
from geo.thai.unreadable import Unreadable
from tests.geo import notation_texts

EARTH = Geod(ellps="WGS84")
USUAL_M = 15.0
GROUPS = ("DECIMAL", "SEXAGESIMAL", "GRID", "LINKS", "SHAPES", "HABITS", "MORE_HABITS", "MENDED")


def listed() -> Iterator[tuple[str, tuple[float, float], float]]:
    """Yield the listed texts, the place that each means, and how many metres off it may be read."""
    for group in GROUPS:
        for line in getattr(notation_texts, group).strip().splitlines():
            text, at, metres = line[2:].rpartition(" @")
            allowed = float(metres) if at and metres.isdigit() else USUAL_M
            yield (
                text if at and metres.isdigit() else line[2:],
                notation_texts.PLACES[line[0]],
                allowed,
            )


def off_m(reading: Reading, place: tuple[float, float]) -> float:
    """Return how far a reading is from a place, in metres."""
    return float(EARTH.inv(reading.lon, reading.lat, place[1], place[0])[2])


def first(text: str, **more: object) -> Reading:
    """Return the likeliest reading."""
    return read_places(text, **more)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "place", "metres"), list(listed()))
def test_a_text_gives_the_right_place_first(text: str, place: tuple[float, float], metres: float) -> None:
    assert off_m(first(text), place) <= metres


@pytest.mark.parametrize(
    "text",
    [
        "จุดเริ่มต้น 588049,2201156 จุดสิ้นสุด 588963,22020",
        "จุดเริ่มต้น 19.9047,99.8412 จุดสิ้นสุด 19.92",
        "19.9047 99.8412 / 588049 2301156",
        "จุดเริ่มต้น 47Q 588049 2201156 จุดสิ้นสุด 588963 220215",
        "19.9047, 99.8412; 19.92, 9.9847",
    ],
)
def test_a_text_that_is_read_in_part_says_so(text: str) -> None:
    reading = first(text)
    assert off_m(reading, notation_texts.PLACES["A"]) <= USUAL_M
    assert Repair.PART_UNREAD in reading.repairs


@pytest.mark.parametrize(
    "text",
    [
        "จุดเริ่มต้น 19.9047,99.8412 จุดสิ้นสุด 19.92,99.86",
        "เริ่ม 19.9047,99.8412 สิ้นสุด - ระยะทาง 1,250 เมตร งบ 498,000 บาท",
        "19.9047, 99.8412, 12.50",
        "47Q 588049 2201156 (19.9047, 99.8412)",
    ],
)
def test_a_text_that_is_read_whole_says_nothing_of_a_part(text: str) -> None:
    assert Repair.PART_UNREAD not in first(text).repairs


@pytest.mark.parametrize("said", ["ind1975", "IND 75", "CRS:24047", "EPSG24047"])
def test_a_datum_is_known_by_its_short_names(said: str) -> None:
    assert first(f"{said} 588384 2200856").crs == "EPSG:24047"


@pytest.mark.parametrize("text", notation_texts.REFUSED.splitlines())
def test_a_text_that_writes_no_place_is_refused_in_two_languages(text: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_places(text)
    assert refusal.value.thai
    assert refusal.value.english
    assert refusal.value.thai != refusal.value.english


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("99.8412, 19.9047", Repair.SWAPPED_AXES),
        ("2201155 588049", Repair.SWAPPED_AXES),
        ("N 99.8412 E 19.9047", Repair.SWAPPED_AXES),
        ("19?54'17\"N 99?50'28\"E", Repair.LOST_SIGN),
        ("19,9047 99,8412", Repair.DECIMAL_COMMA),
        ("19°53'60\"N 99°50'28\"E", Repair.SIXTY_SECONDS),
        ("19°54'17'N 99°50'28'E", Repair.SECONDS_MARK),
        ("47P 588049 2201155", Repair.BAND_LETTER),
        ("48Q 588049 2201155", Repair.OTHER_ZONE),
        ("588049 2201155", Repair.ZONE_UNSAID),
        ("199047 998412", Repair.DECIMAL_LOST),
        ("19 9047, 99 8412", Repair.DECIMAL_LOST),
        ("5880492 22011555", Repair.DECIMAL_LOST),
        ("X 99.8412 Y 19.9047", Repair.DEGREES_IN_METRES),
        ("Lat 2201155 Long 588049", Repair.METRES_IN_DEGREES),
        ("19.9047N, 99.8412", Repair.MISSING_HEMISPHERE),
        ("-19.9047, 99.8412", Repair.WRONG_SIGN),
        ("19.9047 S 99.8412 E", Repair.WRONG_SIGN),
        ("19.9O47, 99.8412", Repair.LETTER_FOR_DIGIT),
        ("19. 9047, 99. 8412", Repair.SPACE_IN_NUMBER),
        ("588.049 2.201.155", Repair.THOUSANDS_DOT),
        ("https://www.google.com/maps/@19.9047,99.8412,17z", Repair.MAP_VIEW),
        ("MGRS NC 88049 01155", Repair.GRID_ZONE_UNSAID),
        ("19;54;16.92 99;50;28.32", Repair.LOST_SIGN),
        ("19°5416.92 99°5028.32", Repair.LOST_SIGN),
        ("588.049,20 2.201.155,53", Repair.THOUSANDS_DOT),
        ("588049.20 220115553", Repair.DECIMAL_LOST),
        ("19.90470 9984120", Repair.DECIMAL_LOST),
        ("19 จุด 90470 99 จุด 84120", Repair.POINT_IN_WORDS),
        ("48Q -40526 2209236", Repair.NEIGHBOUR_ZONE),
        ("47Q 1128855 1693861", Repair.NEIGHBOUR_ZONE),
    ],
)
def test_whatever_was_mended_is_named(text: str, repair: Repair) -> None:
    assert repair in first(text).repairs


@pytest.mark.parametrize(
    "text", ["19.9047, 99.8412", "19°54'17\"N 99°50'28\"E", "47Q 588049 2201155", "47QNC 88049 01155"]
)
def test_a_clean_text_has_no_repairs(text: str) -> None:
    assert first(text).repairs == ()


def test_every_repair_is_told_in_two_languages_and_weighs_something() -> None:
    for repair in Repair:
        assert repair.thai != repair.english
        assert 0 < repair.factor < 1


def test_metres_without_a_datum_are_offered_in_both_wgs_84_first() -> None:
    readings = read_places("47Q 588123 2201456")
    assert [reading.crs for reading in readings] == ["EPSG:32647", "EPSG:24047"]
    assert Repair.DATUM_UNSAID in readings[1].repairs
    assert EARTH.inv(readings[0].lon, readings[0].lat, readings[1].lon, readings[1].lat)[2] == pytest.approx(
        453, abs=2
    )


@pytest.mark.parametrize("words", ["Indian 1975", "อินเดียน 2518", "L7017", "EPSG:24047"])
def test_a_datum_that_is_said_stands_first_by_the_pinned_operation(words: str) -> None:
    reading = first(f"{words} 47Q 588123 2201456")
    assert (reading.crs, reading.repairs) == ("EPSG:24047", ())
    assert "EPSG:1304" in reading.operation


@pytest.mark.parametrize("words", ["WGS84", "WGS 84", "L7018", "EPSG:32647"])
def test_a_reading_against_the_said_datum_is_kept_and_named(words: str) -> None:
    readings = read_places(f"{words} 47Q 588123 2201456")
    assert [reading.crs for reading in readings] == ["EPSG:32647", "EPSG:24047"]
    assert Repair.OTHER_DATUM in readings[1].repairs


def test_without_a_zone_every_zone_with_a_place_in_thailand_is_offered() -> None:
    systems = {reading.crs for reading in read_places("E 490000 N 1700000")}
    assert {"EPSG:32647", "EPSG:32648"} <= systems


def test_the_two_senses_of_47n_lead_to_the_same_place_without_complaint() -> None:
    north, band = first("47N 588049 2201155"), first("47N 662897 774955")
    assert north.repairs == band.repairs == ()
    assert north.lat > 16
    assert band.lat < 8


def test_the_declared_system_holds_where_the_text_says_none() -> None:
    assert first("588383.6 2200849.9", crs="EPSG:24047").crs == "EPSG:24047"
    assert first("588049 2201155 WGS84 47Q", crs="EPSG:24047").crs == "EPSG:32647"
    assert first("19.9, 99.8", crs="EPSG:4240").lat != 19.9


def test_a_short_plus_code_needs_a_place_nearby() -> None:
    assert off_m(first("WR3R+VF", near=(19.9, 99.8)), notation_texts.PLACES["A"]) < 20
    with pytest.raises(Unreadable, match="short"):
        read_places("WR3R+VF")


def test_what_cannot_be_read_without_a_network_says_what_to_do() -> None:
    for text in (
        "https://maps.app.goo.gl/AbCdEf",
        "https://w3w.co/filled.count.soap",
        "///filled.count.soap",
    ):
        with pytest.raises(Unreadable, match="paste"):
            read_places(text)


def test_the_ends_of_a_road_make_a_line_from_start_to_end() -> None:
    line = first("จุดเริ่มต้น 19.9047, 99.8412 จุดสิ้นสุด 19.9100, 99.8500")
    assert line.geometry.geom_type == "LineString"
    assert list(line.geometry.coords) == [(99.8412, 19.9047), (99.85, 19.91)]
    assert (line.lat, line.lon) == (19.9047, 99.8412)


def test_both_ends_of_a_road_are_taken_in_one_system() -> None:
    readings = read_places("จุดเริ่มต้น E 588049 N 2201155 จุดสิ้นสุด E 589000 N 2202000")
    assert [reading.crs for reading in readings] == ["EPSG:32647", "EPSG:24047"]
    lengths = [EARTH.geometry_length(reading.geometry) for reading in readings]
    assert lengths == pytest.approx([1272.5, 1272.5], abs=1)


def test_several_places_are_points_and_a_closed_row_of_them_is_a_plot() -> None:
    assert first("19.90,99.84; 19.91,99.85; 19.92,99.86").geometry.geom_type == "MultiPoint"
    ring = "มุมแปลง 19.9000,99.8400; 19.9100,99.8500; 19.9000,99.8500; 19.9000,99.8400"
    assert first(ring).geometry.geom_type == "Polygon"


def test_a_place_that_is_written_twice_is_one_place_and_settles_the_datum() -> None:
    readings = read_places("19.9047 99.8412 (47Q 588384 2200850)")
    assert len(readings) == 1
    assert off_m(readings[0], notation_texts.PLACES["A"]) < 2


@pytest.mark.parametrize(
    ("text", "kind", "notation"),
    [
        ("LINESTRING(99.84 19.90, 99.85 19.91)", "LineString", Notation.WKT),
        ("SRID=32647;LINESTRING(588049 2201155, 589000 2202000)", "LineString", Notation.WKT),
        (
            '{"type":"Polygon","coordinates":[[[99.84,19.9],[99.85,19.9],[99.85,19.91],[99.84,19.9]]]}',
            "Polygon",
            Notation.GEOJSON,
        ),
    ],
)
def test_shapes_keep_their_shape(text: str, kind: str, notation: Notation) -> None:
    reading = first(text)
    assert (reading.geometry.geom_type, reading.notation) == (kind, notation)
    assert in_thailand(reading.lat, reading.lon)


def test_a_place_abroad_is_only_read_where_no_reading_lies_in_thailand() -> None:
    assert (first("48.8566, 2.3522").lat, first("48.8566, 2.3522").lon) == (48.8566, 2.3522)
    assert all(in_thailand(one.lat, one.lon) for one in read_places("99.8412, 19.9047"))


def test_readings_come_the_likeliest_first() -> None:
    for text in ("588049 2201155", "47Q 588123 2201456", "E 490000 N 1700000", "199047 998412"):
        weights = [reading.likelihood for reading in read_places(text)]
        assert weights == sorted(weights, reverse=True)


def test_long_texts_are_refused_at_once() -> None:
    for text in ("19.9047, 99.8412 " * 1000, "9" * 1_000_000, "(" * 500_000, "°" * 100_000, "พิกัด " * 50_000):
        with pytest.raises(Unreadable):
            read_places(text)


places = st.tuples(st.floats(5.7, 20.4), st.floats(97.4, 105.6)).filter(lambda place: in_thailand(*place))


def _zone(lon: float) -> int:
    return int(lon // 6) + 31


@cache
def _to_utm(zone: int) -> Transformer:
    return Transformer.from_crs(4326, 32600 + zone, always_xy=True)


@cache
def _from_indian(zone: int) -> Transformer:
    return Transformer.from_pipeline(operation(f"EPSG:{24000 + zone}").pipeline)


def _sexagesimal(value: float, style: str) -> str:
    whole = round(value * 360_000)
    degrees, rest = divmod(whole, 360_000)
    minutes, seconds = divmod(rest, 6_000)
    return style.format(d=degrees, m=minutes, s=seconds / 100)


def _degrees(place: tuple[float, float], pattern: str) -> str:
    return pattern.format(lat=place[0], lon=place[1])


DECIMALS = (
    "{lat:.6f}, {lon:.6f}",
    "{lat:.6f} {lon:.6f}",
    "{lon:.6f}E {lat:.6f}N",
    "พิกัด {lat:.6f},{lon:.6f} บ้านใหม่ หมู่ 7",
    "ละติจูด {lat:.6f} ลองจิจูด {lon:.6f}",
    "X={lon:.6f} Y={lat:.6f}",
    "{lon:.6f}, {lat:.6f}",
    "https://maps.google.com/?q={lat:.6f},{lon:.6f}",
    "geo:{lat:.6f},{lon:.6f}",
    "POINT({lon:.6f} {lat:.6f})",
    '{{"type":"Point","coordinates":[{lon:.6f},{lat:.6f}]}}',
)
SIXTIETHS = (
    "{d}°{m}'{s:.2f}\"",
    "{d}° {m:02d}′ {s:05.2f}″",
    "{d} {m} {s:.2f}",
    "{d}-{m:02d}-{s:05.2f}",
    "{d}:{m}:{s:.2f}",
    "{d}.{m:02d}.{s:05.2f}",
    "{d} องศา {m} ลิปดา {s:.2f} ฟิลิปดา",
    "{d}d{m}m{s:.2f}s",
    "{d}?{m}'{s:.2f}\"",
)
METRES = (
    "{zone}{band} {e:.1f} {n:.1f}",
    "zone {zone} E {e:.1f} N {n:.1f}",
    "N {n:.1f} E {e:.1f} โซน {zone}",
    "X={e:,.1f} Y={n:,.1f} ({zone})",
    "UTM {zone}N {e:.1f}mE {n:.1f}mN WGS84",
)


@settings(deadline=None, max_examples=150)
@given(places, st.sampled_from(DECIMALS), st.booleans())
def test_a_place_survives_being_written_in_decimal_degrees(
    place: tuple[float, float], pattern: str, thai: bool
) -> None:
    text = _degrees(place, pattern)
    assert off_m(first(thai_digits(text) if thai and "http" not in text else text), place) < 0.2


@settings(deadline=None, max_examples=150)
@given(
    places, st.sampled_from(SIXTIETHS), st.sampled_from([("{} {}"), ("{}N {}E"), ("{}, {}"), ("N {} E {}")])
)
def test_a_place_survives_being_written_in_degrees_minutes_and_seconds(
    place: tuple[float, float], style: str, around: str
) -> None:
    text = around.format(*(_sexagesimal(value, style) for value in place))
    assert off_m(first(text), place) < 0.4


@settings(deadline=None, max_examples=150)
@given(places, st.sampled_from(METRES))
def test_a_place_survives_being_written_in_metres(place: tuple[float, float], pattern: str) -> None:
    zone = _zone(place[1])
    easting, northing = _to_utm(zone).transform(place[1], place[0])
    band = "NPQ"[int(place[0] // 8)]
    assert off_m(first(pattern.format(zone=zone, band=band, e=easting, n=northing)), place) < 0.2


@settings(deadline=None, max_examples=100)
@given(places)
def test_a_place_survives_the_way_to_indian_1975_and_back(place: tuple[float, float]) -> None:
    zone = _zone(place[1])
    way = _from_indian(zone)
    easting, northing = way.transform(place[1], place[0], direction=TransformDirection.INVERSE)
    assert off_m(first(f"Indian 1975 โซน {zone} E {easting:.2f} N {northing:.2f}"), place) < 0.05


@settings(deadline=None, max_examples=100)
@given(places, st.integers(2, 5))
def test_a_place_survives_mgrs_within_its_square(place: tuple[float, float], digits: int) -> None:
    code = MGRS().toMGRS(*place, MGRSPrecision=digits)
    assert off_m(first(code), place) <= 0.75 * 10 ** (5 - digits) + 0.1


@settings(deadline=None, max_examples=100)
@given(places)
def test_a_place_survives_a_plus_code_whole_and_short(place: tuple[float, float]) -> None:
    code = olc.encode(*place)
    assert off_m(first(code), place) < 12
    if any(sign.isalpha() for sign in code[4:]):
        assert off_m(first(code[4:], near=place), place) < 12


def _refused_or_read(text: str) -> None:
    try:
        readings = read_places(text, near=(19.9, 99.8))
    except Unreadable as refusal:
        assert refusal.thai
        return
    assert readings
    for reading in readings:
        assert math.isfinite(reading.lat)
        assert abs(reading.lat) <= 90
        assert abs(reading.lon) <= 180
        assert not reading.geometry.is_empty


ALPHABET = "0123456789๑๒ .,;:-+°'\"?NSEWXYQPM()[]{}/@#&=!นอมวองศาลิปดาฟ\u0e4d\n\t\u200b\ud800lato"


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=80), st.text(st.sampled_from(ALPHABET), max_size=80)))
def test_no_text_fails_otherwise_than_by_refusal(text: str) -> None:
    _refused_or_read(text)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from([text for text, _, _ in listed()]), st.integers(0, 2**32))
def test_no_mangled_text_fails_otherwise_than_by_refusal(text: str, seed: int) -> None:
    dice = random.Random(seed)
    signs = list(text)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(signs) + 1)
        change = dice.choice(("drop", "add", "swap", "double"))
        if change == "drop" and signs:
            del signs[min(at, len(signs) - 1)]
        elif change == "add":
            signs.insert(at, dice.choice(ALPHABET))
        elif change == "double":
            signs[at:at] = signs[max(0, at - 3) : at]
        elif len(signs) > 1:
            at = min(at, len(signs) - 2)
            signs[at], signs[at + 1] = signs[at + 1], signs[at]
    _refused_or_read("".join(signs))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "nan, nan",
            "19.9047, NaN",
            "-inf inf",
            "\x00",
            "\ud800\udfff",
            "\u202e19.9",
            "9" * 1999,
            "9 " * 900,
        ),
        *(
            "1°" * 900,
            "(" * 1900,
            "19.9," * 390,
            "N" * 1900,
            "°'\"" * 600,
            "ม." * 900,
            "1/" * 900,
            "1-" * 900,
        ),
        *(
            "1:" * 900,
            "a." * 900,
            "47" * 900,
            "http://" + "a" * 1900,
            "http://[",
            "https://[::1",
            "POINT(" * 300,
        ),
        *("geo:" + "9" * 1900, "{" * 1900, '{"type":"Point","coordinates":' + "[" * 1500),
        *('{"type":"Feature","geometry":' * 60, "POINT(1e400 1)", "SRID=99999;POINT(1 1)"),
        *("SRID=4326;POINT(999 999)", '{"type":"Point","coordinates":[1e999,1]}'),
        *('{"type":"Point","coordinates":[null,1]}', '{"type":"Point","coordinates":[true,1]}'),
        *(
            "POLYGON((99 19, 99 20, 99 19))",
            "Indian 1975 89.9, 179.9",
            "60X 999999 9999999",
            "0Q 588049 2201155",
        ),
    ],
)
def test_texts_made_to_break_it_are_refused_or_read(text: str) -> None:
    _refused_or_read(text)
