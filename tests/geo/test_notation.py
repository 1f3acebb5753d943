import csv
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import BadRequest
from geo.notation import Axis, Notation, Repair, read_angle, read_cells, read_pair
from geo.thai.digits import thai_digits
from geo.thai.unreadable import Unreadable
from tests.conftest import shared

LAT, LON = 19.904722222, 99.841111111  # 19°54'17"N 99°50'28"E
CHIANG_RAI_UTM = (19.90741162506, 99.84191938855)

lats = st.floats(min_value=5, max_value=21)
lons = st.floats(min_value=97, max_value=106)


@pytest.mark.parametrize("name", ["places_dms_utf8bom.csv", "places_dms_cp874.csv"])
def test_every_office_of_the_real_lists_is_read_in_its_notation(name: str) -> None:
    encoding = "cp874" if "cp874" in name else "utf-8-sig"
    with shared(f"ugly/{name}").open(encoding=encoding, newline="") as file:
        rows = list(csv.reader(file))[1:]
    with shared("ugly/places_dms_expected.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = {row["no"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}
    assert len(rows) == len(expected) == 63
    for row in rows:
        cells = read_cells(row[4], row[5])
        pair = read_pair(f"{row[4]}, {row[5]}")
        assert (cells.lat, cells.lon) == pytest.approx(expected[row[0]], abs=1e-6)
        assert (pair.lat, pair.lon) == (cells.lat, cells.lon)


@pytest.mark.parametrize(
    "text",
    [
        "19°54'17\"N 99°50'28\"E",
        "19° 54′ 17″ N, 99° 50′ 28″ E",
        "19º54’17”N 99º50’28”E",
        "19°54'17''N 99°50'28''E",
        "N 19 54 17 E 99 50 28",
        "19 54 17 99 50 28",
        "19-54-17 99-50-28",
        "19:54:17N 99:50:28E",
        "19d54m17s N 99d50m28s E",
        "19?54'17\"N 99?50'28\"E",
        "๑๙°๕๔'๑๗\" ๙๙°๕๐'๒๘\"",
        "19 องศา 54 ลิปดา 17 ฟิลิปดา เหนือ 99 องศา 50 ลิปดา 28 ฟิลิปดา ตะวันออก",
        "ละติจูด 19 องศา 54 ลิปดา 17 พิลิปดา ลองจิจูด 99 องศา 50 ลิปดา 28 พิลิปดา",
        "เส้นรุ้งที่ 19°54'17\" เส้นแวงที่ 99°50'28\"",
        "N19°54.28333333' E99°50.46666667'",
        "19.904722222, 99.841111111",
        "19.904722222 99.841111111",
        "(19.904722222,99.841111111)",
        "19,904722222 99,841111111",
        "19,904722222, 99,841111111",
        "19.904722222N99.841111111E",
        "N19.904722222E99.841111111",
        "Lat: 19.904722222 Long: 99.841111111",
        "พิกัด 19.904722222° N, 99.841111111° E (WGS 84)",
        "19.904722222 องศาเหนือ 99.841111111 องศาตะวันออก",
    ],
)
def test_one_place_is_read_however_it_is_written(text: str) -> None:
    reading = read_pair(text)
    assert (reading.lat, reading.lon) == pytest.approx((LAT, LON), abs=2e-9)
    assert reading.crs == "EPSG:4326"
    assert Repair.SWAPPED_AXES not in reading.repairs


@pytest.mark.parametrize("text", ["E 99.841111111 N 19.904722222", "99.841111111E, 19.904722222N"])
def test_letters_of_direction_put_the_axes_in_order(text: str) -> None:
    reading = read_pair(text)
    assert (reading.lat, reading.lon) == pytest.approx((LAT, LON))
    assert reading.repairs == (Repair.SWAPPED_AXES,)


def test_without_letters_latitude_stands_first_and_is_never_swapped() -> None:
    with pytest.raises(Unreadable, match="beyond 90"):
        read_pair("99.84, 19.90")
    assert read_pair("15.2, 18.3").lat == 15.2


def test_cells_change_places_when_their_letters_say_so() -> None:
    reading = read_cells("E 99.8", "N 19.9")
    assert (reading.lat, reading.lon, reading.repairs) == (19.9, 99.8, (Repair.SWAPPED_AXES,))


def test_what_was_mended_is_named() -> None:
    assert read_cells("19?48'36.7\"N", "100?14'22.2\"E").repairs == (Repair.LOST_SIGN,)
    assert read_cells("19,508840", "99,948500").repairs == (Repair.DECIMAL_COMMA,)
    assert read_cells("19°59'60\"", "99°0'0\"").repairs == (Repair.SIXTY_SECONDS,)
    assert read_cells("19°59'30'", "99°0'0\"").repairs == (Repair.SECONDS_MARK,)
    assert all(repair.thai and repair.english for repair in Repair)


def test_the_notation_is_told() -> None:
    assert read_pair("19.9, 99.8").notation is Notation.DECIMAL
    assert read_pair("19°30.5'N 99°20.1'E").notation is Notation.MINUTES
    assert read_pair("19°30'5\"N 99°20'1\"E").notation is Notation.SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "47Q 588123 2201456",
        "47 Q 588123 2201456",
        "47Q588123 2201456",
        "47N 588,123 2,201,456",
        "588123E 2201456N 47Q",
        "588123mE 2201456mN 47Q",
        "47 E 588123 N 2201456",
        "N 2201456 E 588123 โซน 47",
        "X=588123 Y=2201456 โซน 47",
        "พิกัด UTM 47Q 0588123 2201456",
        "๔๗Q ๕๘๘๑๒๓ ๒๒๐๑๔๕๖",
    ],
)
def test_utm_with_a_zone_is_read(text: str) -> None:
    reading = read_pair(text)
    assert (reading.lat, reading.lon) == pytest.approx(CHIANG_RAI_UTM, abs=1e-9)
    assert (reading.crs, reading.notation, reading.repairs) == ("EPSG:32647", Notation.METRES, ())


def test_utm_in_the_only_possible_order_is_put_right_and_says_so() -> None:
    reading = read_pair("47Q 2201456 588123")
    assert (reading.lat, reading.lon) == pytest.approx(CHIANG_RAI_UTM)
    assert reading.repairs == (Repair.SWAPPED_AXES,)


def test_a_band_letter_that_the_northing_contradicts_is_named() -> None:
    assert read_pair("47P 588123 2201456").repairs == (Repair.BAND_LETTER,)


def test_indian_1975_is_some_450_metres_away_and_says_how() -> None:
    reading = read_pair("Indian 1975 47Q 588123 2201456")
    declared = read_cells("2201456", "588123", "EPSG:24047")
    assert math.dist((reading.lat, reading.lon), CHIANG_RAI_UTM) * 111_000 == pytest.approx(450, abs=20)
    assert (reading.lat, reading.lon, reading.crs) == (declared.lat, declared.lon, "EPSG:24047")
    assert "EPSG:1304" in reading.operation


def test_degrees_are_taken_in_the_declared_datum() -> None:
    assert read_pair("19.9, 99.8", "EPSG:24047") == read_pair("19.9, 99.8 Indian 1975")
    assert read_pair("19.9, 99.8", "EPSG:4240").lat != 19.9


@pytest.mark.parametrize(
    ("text", "crs"),
    [
        ("E 588123 N 2201456", None),
        ("588123 2201456", "EPSG:4326"),
        ("47S 588123 2201456", None),
        ("48Q 588123 2201456", "EPSG:32647"),
        ("47Q 588123 2201456 WGS84", "EPSG:24047"),
        ("Indian 1975 WGS84 19.9, 99.8", None),
        ("N 588123 N 2201456 โซน 47", None),
    ],
)
def test_metres_without_a_zone_or_against_the_declaration_are_refused(text: str, crs: str | None) -> None:
    with pytest.raises(Unreadable):
        read_pair(text, crs)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "19.9",
        "19 54 17",
        "19°61'N 99°0'E",
        "N 19 N 20",
        "-19.9 S, 99.8 E",
        "19.9.9, 99.8",
        "1e5, 3",
        "19.9047,99.8412,15z",
        "9" * 300,
    ],
)
def test_what_has_no_single_reading_is_refused_in_two_languages(text: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_pair(text)
    assert isinstance(refusal.value, ValueError)
    assert isinstance(refusal.value, BadRequest)
    assert refusal.value.thai != refusal.value.english


def test_a_cell_is_read_on_its_own_axis_only() -> None:
    assert read_angle("19°30'N", Axis.LATITUDE) == 19.5
    assert read_angle("W 9.5", Axis.LONGITUDE) == -9.5
    assert read_angle(19.5, Axis.LATITUDE) == 19.5
    for wrong in ("E 99.8", "99.8", "", "ไม่มี", math.nan):
        with pytest.raises(Unreadable):
            read_angle(wrong, Axis.LATITUDE)


def test_metres_in_a_degree_cell_are_refused_with_the_reason() -> None:
    with pytest.raises(Unreadable, match="metres"):
        read_cells("2201456", "588123")


@settings(deadline=None)
@given(lats, lons)
def test_places_survive_being_written_in_degrees_minutes_and_seconds(lat: float, lon: float) -> None:
    def written(value: float) -> str:
        degrees, rest = divmod(round(value * 3_600_000), 3_600_000)
        minutes, rest = divmod(rest, 60_000)
        return thai_digits(f"{degrees}°{minutes}'{rest / 1000:.3f}\"")

    reading = read_pair(f"{written(lat)}N {written(lon)}E")
    assert (reading.lat, reading.lon) == pytest.approx((lat, lon), abs=2e-7)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789๑๒ .,;:-+°'\"?NSEWXYQนอ\u0e4dองศาลิปดา/\n"), max_size=60))
def test_no_text_fails_otherwise_than_by_refusal(text: str) -> None:
    try:
        reading = read_pair(text)
    except Unreadable:
        return
    assert abs(reading.lat) <= 90
    assert abs(reading.lon) <= 180
