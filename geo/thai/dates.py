"""Dates and fiscal years in the Buddhist era, as Thai offices write them."""

import re
from datetime import date, datetime
from typing import NamedTuple

from geo.thai.clock import thai_time
from geo.thai.digits import arabic_digits, one_line
from geo.thai.unreadable import Unreadable, shown

ERA = 543
_EARLIEST_CE, _LATEST_CE = 1800, 2200
_LONGEST = 80  # letters of any text that is one date

MONTHS = {
    "มกราคม": ("ม.ค.", "january"),
    "กุมภาพันธ์": ("ก.พ.", "february"),
    "มีนาคม": ("มี.ค.", "march"),
    "เมษายน": ("เม.ย.", "april"),
    "พฤษภาคม": ("พ.ค.", "may"),
    "มิถุนายน": ("มิ.ย.", "june"),
    "กรกฎาคม": ("ก.ค.", "july"),
    "สิงหาคม": ("ส.ค.", "august"),
    "กันยายน": ("ก.ย.", "september"),
    "ตุลาคม": ("ต.ค.", "october"),
    "พฤศจิกายน": ("พ.ย.", "november"),
    "ธันวาคม": ("ธ.ค.", "december"),
}
"""The months in order: in full, and then how they are shortened and what they are in English."""

SHORT_MONTHS = [short for short, _ in MONTHS.values()]
_MONTH_NUMBERS = {
    name: number
    for number, (thai, (short, english)) in enumerate(MONTHS.items(), 1)
    for name in (thai, short.replace(".", ""), english, english[:3])
} | {"sept": 9}

_ERA_WORD = r"(?P<era>พ\s*\.?\s*ศ\s*\.?|ค\s*\.?\s*ศ\s*\.?|b\.?e\.?|a\.?d\.?|c\.?e\.?)?"
_TIME = r"(?:[T\s,]\s*(?:เวลา\s*)?\d{1,2}[:.]\d{2}.*)?"
_NAMED = re.compile(
    rf"""(?:วัน[ก-๎]*\s*)?(?:ที่\s*)?(?P<day>\d{{1,2}})
    \s*[-/.\s]?\s*(?:เดือน\s*)?(?P<month>[a-zก-๎][a-zก-๎.\s]*?)
    \s*[-/.,\s]?\s*(?:ปี\s*)?{_ERA_WORD}\s*(?P<year>\d{{4}}|\d{{2}})\s*{_TIME}""",
    re.IGNORECASE | re.VERBOSE,
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})\s*([-/.])\s*(?P<month>\d{1,2})\s*\2\s*(?P<year>\d{4}|\d{2})\s*" + _TIME
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})\s*" + _TIME)
_FISCAL_YEAR = re.compile(
    r"(?:ประจำ)?\s*(?:ปี)?\s*(?:งบประมาณ)?\s*(?:รายจ่าย)?\s*(?:ประจำ)?\s*(?:ปี)?\s*(?:fy|fiscal year)?\s*"
    + (_ERA_WORD + r"\s*(?P<year>\d{4}|\d{2})(?:\.0)?"),
    re.IGNORECASE,
)


class _Parts(NamedTuple):
    day: int
    month: int
    year: str
    era: str | None
    english: bool = False


def to_be(year: int) -> int:
    """Return the Buddhist-era year of a C.E. year."""
    return year + ERA


def to_ce(year: int) -> int:
    """Return the C.E. year of a Buddhist-era year."""
    return year - ERA


def fiscal_year(day: date) -> int:
    """Return the C.E. year in which the Thai fiscal year (1 Oct - 30 Sep) of a day ends."""
    return day.year + (day.month >= 10)


def parse_date(value: str | date) -> date:
    """Read one day, Buddhist era or C.E., from a text or a spreadsheet's date.

    Years over 2400 and years of two digits are B.E.; day stands before month. A moment with a time zone is
    the day in Thailand. Raises `Unreadable` (a `ValueError`).
    """
    if isinstance(value, datetime):
        return _of_moment(value)
    if isinstance(value, date):
        return _day(value.day, value.month, _ce(str(value.year), None, value), value)
    text = arabic_digits(one_line(value))
    if len(text) > _LONGEST:
        raise _unreadable(value)
    moment = _moment(text)
    return moment if moment is not None else _from_parts(_parts(text, value), value)


def _of_moment(value: datetime) -> date:
    local = thai_time(value) if value.tzinfo else value
    return parse_date(local.date())


def _moment(text: str) -> date | None:
    """Read an ISO moment that says its time zone; everything else is None."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)", text):
        return None
    try:
        return _of_moment(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _parts(text: str, value: str) -> _Parts:
    if match := _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        return _Parts(int(match["day"]), int(match["month"]), match["year"], None)
    if match := _NAMED.fullmatch(text):
        month = _month(match["month"])
        if month:
            english = match["month"].isascii()
            return _Parts(int(match["day"]), month, match["year"], match["era"], english)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        raise Unreadable(
            f"“{shown(value)}” เป็นเลขลำดับวันของโปรแกรมตารางคำนวณ ให้จัดรูปแบบเซลล์เป็นวันที่",
            f"“{shown(value)}” is a spreadsheet's serial number; format the cell as a date.",
        )
    raise _unreadable(value)


def _month(name: str) -> int | None:
    return _MONTH_NUMBERS.get(re.sub(r"[^a-zก-๎]", "", name.lower()))


def _from_parts(parts: _Parts, value: str) -> date:
    if parts.english and len(parts.year) == 2:
        raise _which_era(value)
    return _day(parts.day, parts.month, _ce(parts.year, parts.era, value), value)


def _ce(year: str, era: str | None, value: object) -> int:
    """Return the C.E. year; an era that is written must agree with the number."""
    number = int(year) + (2500 if len(year) == 2 else 0)
    if (
        len(year) == 2 and int(year) < 40
    ):  # 18 is either 2518, long before any plan, or the 2018 of a C.E. habit
        raise _which_era(value)
    buddhist = number > 2400
    if era and buddhist != (era[0].lower() in "พb"):
        raise _unreadable(value)
    result = to_ce(number) if buddhist else number
    if not _EARLIEST_CE <= result <= _LATEST_CE:
        raise _unreadable(value)
    return result


def _day(day: int, month: int, year: int, value: object) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(
            f"ไม่มีวันที่ “{shown(value)}” ในปฏิทิน (เขียนวันก่อนเดือน)",
            f"There is no day “{shown(value)}” in the calendar (the day stands before the month).",
        ) from None


def _unreadable(value: object) -> Unreadable:
    return Unreadable(
        f"“{shown(value)}” ไม่ใช่วันที่ ให้กรอกเช่น 5 ต.ค. 2568 หรือ 5/10/2568",
        f"“{shown(value)}” is not a date; enter one such as 5/10/2568 or 2025-10-05.",
    )


def _which_era(value: object) -> Unreadable:
    return Unreadable(
        f"ปีใน “{shown(value)}” เป็นได้ทั้ง พ.ศ. และ ค.ศ. ให้กรอกปีสี่หลัก",
        f"The year in “{shown(value)}” may be B.E. or C.E.; write it with four digits.",
    )


def format_date(day: date) -> str:
    """Return `5 ต.ค. 2568`."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {to_be(day.year)}"


def parse_fiscal_year(value: str | int | float) -> int:
    """Read a fiscal year, named by the year it ends, and return it in C.E.

    Accepts `2565`, `๒๕๖๕`, `65`, `ปีงบประมาณ พ.ศ. 2565`, `2022`. Raises `Unreadable` (a `ValueError`).
    """
    text = arabic_digits(one_line(str(value)))
    match = _FISCAL_YEAR.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise Unreadable(
            f"“{shown(value)}” ไม่ใช่ปีงบประมาณ ให้กรอกเช่น 2568",
            f"“{shown(value)}” is not a fiscal year; enter a Buddhist-era year such as 2568.",
        )
    return _ce(match["year"], match["era"], value)
