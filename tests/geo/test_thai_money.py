from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.thai.digits import thai_digits
from geo.thai.money import format_baht, in_millions, parse_money
from geo.thai.unreadable import Unreadable

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("written", "baht"),
    [
        ("21,057,300.-", "21057300"),
        (" 1,632,820 ", "1632820"),
        ("๗๙๐๑๐๐๐", "7901000"),
        ("396,000.00 บาท", "396000"),
        ("1,000 บาทถ้วน", "1000"),
        ("1,632,820.-บาท", "1632820"),
        ("฿1,000.50", "1000.50"),
        ("(1,234.50)", "-1234.50"),
        ("−1,234.50", "-1234.50"),
        ("1.25 ล้านบาท", "1250000"),
        ("2 ล้าน", "2000000"),
        ("3.5 พันล้านบาท", "3500000000"),
        ("5 แสน", "500000"),
        ("396000.0000", "396000"),
        (".5", "0.50"),
        ("0.00", "0"),
    ],
)
def test_amounts_are_read_as_offices_write_them(written: str, baht: str) -> None:
    assert parse_money(written) == Decimal(baht)


@pytest.mark.parametrize("nothing", ["", "  ", " - ", "-", "--", "–", "-.-", "- บาท", None, float("nan")])
def test_empty_is_not_zero(nothing: object) -> None:
    assert parse_money(nothing) is None


@pytest.mark.parametrize(
    "written",
    ["หนึ่งพัน", "1,23", "12,34,567", "12 13", "1,234-", "-(5)", "บาท", ".", "1.234", "1.2345", "1e5", "9" * 16],
)
def test_what_is_no_amount_is_refused_in_two_languages(written: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_money(written)
    assert isinstance(refusal.value, ValueError)
    assert refusal.value.thai != refusal.value.english


@pytest.mark.parametrize("value", [True, [], object(), float("inf"), Decimal("1.005"), 0.125])
def test_what_is_no_number_of_satang_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        parse_money(value)


def test_spreadsheet_numbers_are_exact_to_the_satang() -> None:
    assert parse_money(1594300.0) == Decimal("1594300.00")
    assert parse_money(0.1 + 0.2) == Decimal("0.30")
    assert parse_money(1234.5600000000001) == Decimal("1234.56")
    assert parse_money(np.float64(2.5)) == Decimal("2.50")
    assert parse_money(np.int64(7)) == Decimal(7)


@settings(deadline=None)
@given(amounts)
def test_every_amount_is_read_back_as_it_was_written(amount: Decimal) -> None:
    assert parse_money(format_baht(amount)) == amount
    assert parse_money(thai_digits(f"{amount:,.2f}")) == amount
    assert parse_money(float(amount)) == amount


@settings(deadline=None)
@given(st.text())
def test_no_text_fails_otherwise_than_by_refusal(text: str) -> None:
    try:
        amount = parse_money(text)
    except Unreadable:
        return
    assert amount is None or amount == amount.quantize(Decimal("0.01"))


def test_amounts_are_written_for_people() -> None:
    assert format_baht(Decimal(1250000)) == "1,250,000.00 บาท"
    assert format_baht(Decimal("0.005")) == "0.01 บาท"
    assert in_millions(Decimal(1250000)) == "1.25 ล้านบาท"
