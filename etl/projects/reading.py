"""Columns of texts read at once: the canonical ones pass, the others are read once per distinct text."""

import re
from collections.abc import Callable
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.projects.refusal import Reason, Refusals
from etl.readers.workbook_xlsx import UNVALUED
from geo.errors import EplanError
from geo.thai.dates import parse_date, parse_fiscal_year
from geo.thai.digits import arabic_digits, one_line
from geo.thai.money import parse_money
from geo.thai.unreadable import Unreadable
from layers.projects.rules import broken

AMOUNT = r"[0-9]{1,12}(?:\.[0-9]{1,2})?"
_LETTERS = "[!-~ก-ฺ฿-์๐-๙]+"
LINE = f"{_LETTERS}(?: {_LETTERS})*"
"""A line that needs no mending: words of plain ASCII and Thai with single spaces between them."""

_UNSETTLED = "เเ|[่-๋][ฺุู]|[ุู]ฺ"
"""Thai that looks well and is not in the one form that compares equal (see `geo.thai.digits.normalise`)."""

NOTHING = (
    r"[\s\x00-\x1f\x7f\x{85}\x{a0}\x{ad}\x{1680}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}-\x{2064}"
    r"\x{3000}\x{feff}_.\x{2010}-\x{2015}\x{2212}-]*"
)
"""What stands in a cell that says nothing: blanks, what cannot be seen, and dashes (RE2)."""

_UNIT = re.compile("(?:พัน|หมื่น|แสน)?ล้าน|(?:พัน|หมื่น|แสน)(?= *บาท)|million|thousand", re.IGNORECASE)
_BAHT = re.compile("บาท|baht|thb", re.IGNORECASE)
_UNITS = {"million": "ล้าน", "thousand": "พัน"}
_BARE_NUMBER = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)(?:\.?-)?")
_LARGEST = 10**12
_YEARS = range(1990, 2201)
_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2200, 12, 31)


def is_blank(texts: pd.Series) -> pd.Series:
    """Return which cells say nothing: empty, invisible, or only dashes."""
    found = pc.match_substring_regex(pa.array(texts, pa.string()), f"^{NOTHING}$")
    return pd.Series(found.to_numpy(zero_copy_only=False), index=texts.index, dtype=bool)


def read_amounts(texts: pd.Series, column: str, refusals: Refusals, unit: str = "") -> pd.Series:
    """Return amounts of baht as exact decimal texts; None for nothing or a dash, which is not zero.

    A heading that says `ล้านบาท` or `พันบาท` holds for every bare number below it; one that says neither them
    nor baht takes the `unit` of the table.
    """
    word = multiple(column, unit)
    if not word:
        return _read(texts, column, refusals, _amount, texts.str.fullmatch(AMOUNT))
    return _read(texts, column, refusals, lambda text: _amount(_with_unit(text, word)))


def multiple(column: str, unit: str) -> str:
    """Return of how much a bare number in a column of money is one, `ล้าน`, `พัน`; empty for baht."""
    found = _UNIT.search(column if _BAHT.search(column) or _UNIT.search(column) else unit)
    return _UNITS.get(found[0].lower(), found[0]) if found else ""


def read_dates(texts: pd.Series, column: str, refusals: Refusals) -> pd.Series:
    """Return dates as ISO texts (C.E.), None for nothing."""
    return _read(texts, column, refusals, _date)


def read_years(texts: pd.Series, column: str, refusals: Refusals) -> pd.Series:
    """Return fiscal years as texts of the C.E. year in which they end, None for nothing."""
    return _read(texts, column, refusals, _year)


def read_lines(texts: pd.Series, column: str, refusals: Refusals, longest: int = 500) -> pd.Series:
    """Return texts on one line, None for nothing; refuses what is too long."""

    def line(text: str) -> str | None:
        settled = one_line(text)
        if len(settled) > longest:
            raise Unreadable(*_too_long(len(settled), longest))
        return settled or None

    clean = texts.str.fullmatch(LINE) & ~texts.str.contains(_UNSETTLED) & (texts.str.len() <= longest)
    return _read(texts, column, refusals, line, clean)


def _too_long(length: int, longest: int) -> Reason:
    return (
        f"ข้อความยาว {length:,} ตัวอักษร ต้องไม่เกิน {longest:,}",
        f"The text has {length:,} characters; it may have {longest:,}.",
    )


def recognised(texts: pd.Series, recognise: Callable[[str], str | None]) -> pd.Series:
    """Return the code recognised in each text, None for none."""
    codes = {text: recognise(text) for text in texts[~is_blank(texts)].unique()}
    return texts.map(codes).astype(object).where(lambda found: found.notna(), None)


def fiscal_year_starts(years: pd.Series) -> pd.Series:
    """Return the first day, 1 October, of fiscal years given as texts."""
    days = {year: date(int(year) - 1, 10, 1).isoformat() for year in years.dropna().unique()}
    return years.map(days).astype(object)


def _read(
    texts: pd.Series,
    column: str,
    refusals: Refusals,
    parse: Callable[[str], str | None],
    clean: pd.Series | None = None,
) -> pd.Series:
    """Return what cells mean; those that are `clean` mean what stands there."""
    blank = is_blank(texts)
    done = blank if clean is None else blank | clean
    read = texts.astype(object).where(~blank, None)
    left = texts[~done]
    known: dict[str, str | None] = {}
    wrong: dict[str, Reason] = {}
    for text in left.unique():
        try:
            _check_valued(text)
            known[text] = parse(text)
        except EplanError as error:
            known[text] = None
            wrong[text] = (error.thai, error.english)
    if len(left):
        read.loc[left.index] = left.map(known).astype(object).where(lambda found: found.notna(), None)
    for position, text in left[left.isin(list(wrong))].items() if wrong else ():
        refusals.add(int(str(position)), column, text, wrong[text])
    return read


def _check_valued(text: str) -> None:
    if text.startswith(UNVALUED):
        raise Unreadable(
            "เซลล์นี้เป็นสูตรที่ไม่ได้บันทึกค่าไว้ ให้เปิดไฟล์ในโปรแกรมตารางคำนวณแล้วบันทึกใหม่ หรือพิมพ์ค่าแทนสูตร",
            "The cell is a formula whose value was not saved; open the file in a spreadsheet and save it "
            "again, or write the value itself.",
        )


def _amount(text: str) -> str | None:
    amount = parse_money(text)
    if amount is None:
        return None
    if amount < 0 or amount >= _LARGEST:
        raise Unreadable(
            "จำนวนเงินติดลบหรือเกินหนึ่งล้านล้านบาท ตรวจตัวเลขอีกครั้ง",
            "The amount is negative or a trillion baht and more; check the figure.",
        )
    return str(amount)


def _with_unit(text: str, unit: str) -> str:
    number = _BARE_NUMBER.fullmatch(arabic_digits(one_line(text)))
    return f"{number[1]} {unit}" if number else text


def _date(text: str) -> str:
    day = parse_date(text)
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise broken("money_event_occurred_on_check")
    return day.isoformat()


def _year(text: str) -> str:
    year = parse_fiscal_year(text)
    if year not in _YEARS:
        raise broken("project_fiscal_year_check")
    return str(year)
