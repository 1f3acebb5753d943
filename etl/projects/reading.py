"""Columns of texts read at once: the canonical ones pass, the others are read once per distinct text."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from etl.projects.refusal import Reason, Refusals
from geo.thai.dates import parse_date, parse_fiscal_year
from geo.thai.digits import one_line
from geo.thai.money import parse_money
from geo.thai.unreadable import Unreadable

AMOUNT = r"[0-9]{1,12}(?:\.[0-9]{1,2})?"
_LETTERS = "[!-~ก-ฺ฿-์๐-๙]+"
LINE = f"{_LETTERS}(?: {_LETTERS})*"
"""A line that needs no mending: words of plain ASCII and Thai with single spaces between them."""

_LARGEST = 10**12


def read_amounts(texts: pd.Series, column: str, refusals: Refusals) -> pd.Series:
    """Return amounts of baht as exact decimal texts; None for nothing, a dash or zero."""
    read = _read(texts, column, refusals, _amount, AMOUNT)
    return read.where(~read.fillna("").str.fullmatch(r"0*(?:\.0*)?"), None)


def read_dates(texts: pd.Series, column: str, refusals: Refusals) -> pd.Series:
    """Return dates as ISO texts (C.E.), None for nothing."""
    return _read(texts, column, refusals, lambda text: parse_date(text).isoformat())


def read_years(texts: pd.Series, column: str, refusals: Refusals) -> pd.Series:
    """Return fiscal years as texts of the C.E. year in which they end, None for nothing."""
    return _read(texts, column, refusals, lambda text: str(parse_fiscal_year(text)))


def read_lines(texts: pd.Series, column: str, refusals: Refusals, longest: int = 500) -> pd.Series:
    """Return texts on one line, None for nothing; refuses what is too long."""

    long = texts.str.len() > longest
    for at, text in texts[long].items():
        refusals.add(int(str(at)), column, text, _too_long(len(text), longest))
    return _read(texts.where(~long, ""), column, refusals, one_line, LINE)


def _too_long(length: int, longest: int) -> Reason:
    return (
        f"ข้อความยาว {length:,} ตัวอักษร ต้องไม่เกิน {longest:,}",
        f"The text has {length:,} characters; it may have {longest:,}.",
    )


def recognised(texts: pd.Series, recognise: Callable[[str], str | None]) -> pd.Series:
    """Return the code recognised in each text, None for none."""
    codes = {text: recognise(text) if text.strip() else None for text in texts.unique()}
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
    canonical: str | None = None,
) -> pd.Series:
    blank = texts.str.strip() == ""
    done = blank if canonical is None else blank | texts.str.fullmatch(canonical)
    read = texts.astype(object).where(~blank, None)
    left = texts[~done]
    known: dict[str, str | None] = {}
    wrong: dict[str, tuple[str, str]] = {}
    for text in left.unique():
        try:
            known[text] = parse(text)
        except Unreadable as error:
            known[text] = None
            wrong[text] = (error.thai, error.english)
    if len(left):
        read.loc[left.index] = left.map(known).astype(object).where(lambda found: found.notna(), None)
    for position, text in left[left.isin(list(wrong))].items() if wrong else ():
        refusals.add(int(str(position)), column, text, wrong[text])
    return read


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
