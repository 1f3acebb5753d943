from hypothesis import given, settings
from hypothesis import strategies as st

from geo.thai.digits import arabic_digits, normalise, one_line, thai_digits


def test_thai_digits_become_arabic_and_back() -> None:
    assert arabic_digits("พ.ศ. ๒๕๖๘") == "พ.ศ. 2568"
    assert thai_digits("ข้อ 30(5)") == "ข้อ ๓๐(๕)"


@settings(deadline=None)
@given(st.integers(min_value=0))
def test_digits_survive_the_way_there_and_back(number: int) -> None:
    assert int(arabic_digits(thai_digits(str(number)))) == number


def test_split_sara_am_is_composed_with_and_without_a_tone_mark() -> None:
    assert normalise("จ\u0e4d\u0e32นวน") == "จำนวน"
    assert normalise("น\u0e49\u0e4d\u0e32") == "น้ำ"
    assert normalise("น\u0e4d\u0e49\u0e32") == "น้ำ"


def test_two_sara_e_are_one_sara_ae() -> None:
    assert normalise("เเม่สาย") == "แม่สาย"


def test_what_cannot_be_seen_is_removed() -> None:
    assert normalise("\ufeffแม่\u200bสาย\u00a0\x00") == "แม่สาย"


def test_line_breaks_stay_until_one_line_is_asked_for() -> None:
    assert normalise("พิกัด\nLat") == "พิกัด\nLat"
    assert one_line(" พิกัด \n\u00a0 Lat ") == "พิกัด Lat"


@settings(deadline=None)
@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
