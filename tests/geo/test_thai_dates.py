from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.thai.clock import thai_day
from geo.thai.dates import fiscal_year, format_date, parse_date, parse_fiscal_year, to_be, to_ce
from geo.thai.digits import thai_digits
from geo.thai.unreadable import Unreadable

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "๕ ตุลาคม ๒๕๖๑",
        "5 ต.ค. 2561",
        "5 ต.ค 2561",
        "5ต.ค.61",
        "5-ตค-2561",
        "5/10/2561",
        "5/10/61",
        "๕/๑๐/๒๕๖๑",
        "5.10.2561",
        "2018-10-05",
        "2018/10/05",
        "2561-10-05",
        "2018-10-05T08:30:00",
        "2018-10-05 00:00:00",
        "5/10/2561 14:30 น.",
        "วันศุกร์ที่ ๕ ตุลาคม พ.ศ. ๒๕๖๑",
        "วันที่ 5 เดือน ตุลาคม พ.ศ. 2561",
        "5 ตุลาคม ค.ศ. 2018",
        "5 October 2018",
        date(2018, 10, 5),
        datetime(2018, 10, 5, 9, 30),
        datetime(2561, 10, 5),
    ],
)
def test_one_day_is_read_however_it_is_written(written: str | date) -> None:
    assert parse_date(written) == date(2018, 10, 5)


def test_a_moment_with_a_time_zone_is_the_day_in_thailand() -> None:
    assert parse_date("2018-10-05T17:00:00.000Z") == date(2018, 10, 6)
    assert parse_date(datetime(2018, 10, 5, 16, 59, tzinfo=UTC)) == date(2018, 10, 5)


def test_a_leap_day_is_judged_by_the_common_era() -> None:
    assert parse_date("29/2/2563") == date(2020, 2, 29)
    with pytest.raises(Unreadable):
        parse_date("29/2/2562")


@pytest.mark.parametrize(
    "written",
    ["", "ตุลาคม 2561", "31/4/2561", "10/25/2018", "43378", "5/10/2300", "5 ตุลาคม พ.ศ. 2018", "5 มกรา 2561"],
)
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        parse_date(written)


@pytest.mark.parametrize("written", ["5/10/18", "5-Oct-61"])
def test_a_short_year_that_may_be_of_either_era_is_refused(written: str) -> None:
    with pytest.raises(Unreadable, match="four digits"):
        parse_date(written)


@settings(deadline=None)
@given(days)
def test_every_day_is_read_back_as_it_was_written(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(thai_digits(f"{day.day}/{day.month}/{to_be(day.year)}")) == day
    assert parse_date(day.isoformat()) == day


@settings(deadline=None)
@given(st.text())
def test_no_text_fails_otherwise_than_by_refusal(text: str) -> None:
    try:
        day = parse_date(text)
    except Unreadable:
        return
    assert 1800 <= day.year <= 2200


def test_days_are_written_short() -> None:
    assert format_date(date(2025, 10, 5)) == "5 ต.ค. 2568"


def test_the_fiscal_year_begins_in_october_and_is_named_by_its_end() -> None:
    assert fiscal_year(date(2018, 9, 30)) == 2018
    assert fiscal_year(date(2018, 10, 1)) == 2019


@pytest.mark.parametrize(
    "written",
    ["2565", "๒๕๖๕", "65", "ปีงบประมาณ พ.ศ. 2565", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๕", "FY2565", "2022", 2022, 2565.0],
)
def test_fiscal_years_are_read_into_the_common_era(written: str | int | float) -> None:
    assert parse_fiscal_year(written) == 2022


@pytest.mark.parametrize("written", ["", "2566-2570", "1/2565", "18", "ปีหน้า", "2300"])
def test_what_is_no_fiscal_year_is_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        parse_fiscal_year(written)


def test_eras_are_543_years_apart() -> None:
    assert to_be(2025) == 2568
    assert to_ce(2568) == 2025


def test_a_day_in_thailand_begins_seven_hours_before_it_does_in_greenwich() -> None:
    assert thai_day(datetime(2025, 3, 1, 16, 59, tzinfo=UTC)) == date(2025, 3, 1)
    assert thai_day(datetime(2025, 3, 1, 17, tzinfo=UTC)) == date(2025, 3, 2)
