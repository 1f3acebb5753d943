"""Rows of a table that are no projects: sums, headings of sections, continuations, numbers of columns.

Plans as offices keep them (แบบ ผ.02, ผด.02) have all of these between their projects.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from etl.projects.columns import MONEY, Columns
from etl.projects.reading import is_blank, read_amounts
from etl.projects.refusal import Refusals, printable
from geo.thai.digits import arabic_digits

Kind = Literal["total", "heading", "nothing", "column-numbers", "signature"]

SUM = (
    r"(?:ยอด|ผล)?รวม(?:ทั้งสิ้น|ทั้งหมด|ทั้งปี|เป็นเงิน|ย่อย|จำนวน|หน้า.{0,20}|ยอด.{0,20}|เงิน.{0,20}|(?:โครงการ)?ตาม.{0,40}"
    r"|\s*[0-9๐-๙,]+\s*(?:โครงการ|รายการ).{0,20}|งบประมาณ.{0,20}|\(?บาท\)?|\s*/\s*total|\s)*\s*:?"
    r"|ยอดยก(?:ไป|มา).{0,20}|(?:grand |sub)?-?\s?total(?:\s*(?:amount|budget|baht|thb|\(.{0,20}\)))?\s*:?"
)
_SUM_WORD = "รวม|ยอด|(?i:total)"
_SUM_OF_SECTION = r"(?:ยอด|ผล)?รวม\s*(?:แผนงาน|ยุทธศาสตร์|กลยุทธ์|แนวทาง|ด้าน|หมวด|งาน|กอง|สำนัก|ปี).*"
_WHOLE_SUM = r"(?:ยอด)?รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน)+\s*:?|grand total\s*:?"
"""Titles of no project, even beside a serial number that was drawn down one row too far."""
_SERIAL = r"\(?[0-9๐-๙]{1,6}(?:[./-][0-9๐-๙]{1,4}){0,3}[.)]?"
_NUMBERING = r"\(?(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]?|[ก-ฮ][.)])?\s*"
SECTION = rf"{_NUMBERING}(?:ยุทธศาสตร์|กลยุทธ์|แนวทาง|แผนงาน|พันธกิจ|เป้าประสงค์|ด้าน|หมวด|ส่วนที่)"
_REMARK = re.compile(rf"{SECTION}|หมายเหตุ|ที่มา\s*:|\*")
_SIGNED = (
    r"\(?(?:ลงชื่อ|ลงนาม).*|ผู้(?:จัดทำ|ตรวจสอบ|รายงาน|อนุมัติ|เห็นชอบ|เสนอ|รับรอง)(?:แผน|โครงการ|รายงาน|ข้อมูล)?"
    r"|\(\s*(?:นาย|นาง|น\.\s*ส\.|ว่าที่|ดร\.|[รพจส]\.[ตทอจส]\.|[.…_ ]{5,})[^()]*\)|[.…_\s]{8,}"
)
"""How the part of a table begins in which it is signed."""
_BAHT = r"[\s(]*(?:ล้าน|พัน)?\s*บาท[\s)]*"
_COLUMN_NUMBER = r"\s*\(?\s*[0-9๐-๙]{1,2}\s*\)?\s*"
_BESIDE = ("authority_name",)
"""Fields that a continuation or a heading may repeat without being a project for that."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no project: its number in the file, what it is, its words; of a total the amount."""

    row: int
    kind: Kind
    text: str
    amount: str | None = None


def find_left_out(frame: pd.DataFrame, columns: Columns) -> pd.Series:
    """Return what each row is that is no project, None for the others.

    `total`: a cell says so, and the row has neither serial number nor reference, or its title is that of a
    whole table's sum; in a numbered table the sum in a section's heading too. `heading`: a single text in a
    numbered table, or one that begins like a section. `nothing`: the row has no title and nothing of what
    is taken from the file, such as the rest of a text above it, or a number made ready. `column-numbers`:
    (1) (2) (3) below the header. `signature`: names below a table, and the titles alone that follow them.
    """
    kinds = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    numbered = _numbered(frame, columns)
    valued = _valued(frame, columns, numbered)
    kinds[_totals(frame, columns, numbered, valued)] = "total"
    bare = frame[kinds.isna() & ~valued]
    if not bare.empty:
        kinds[bare.index] = _of_bare(bare, columns, numbered)
    for at in _perhaps_column_numbers(frame, columns):
        if _counts(frame.loc[at].to_numpy()):
            kinds[at] = "column-numbers"
    if not bare.empty:
        kinds[_signatures(bare[kinds[bare.index].isna()], frame, columns)] = "signature"
    return kinds


def list_left_out(
    rows: pd.DataFrame, kinds: pd.Series, numbers: "list[int]", columns: Columns
) -> list[LeftOut]:
    """Return the rows that are left out; `numbers` are the rows' by position."""
    column = columns.get("approved")
    nothing = pd.Series(None, rows.index)
    amounts = read_amounts(rows[column], column, Refusals(), columns.unit) if column else nothing
    return [
        LeftOut(
            numbers[at], kinds[at], said[:80], amounts[at] if kinds[at] == "total" and amounts[at] else None
        )
        for at, said in zip(rows.index, _words(rows), strict=True)
    ]


def _words(rows: pd.DataFrame) -> list[str]:
    return [printable(" ".join(text for text in row if text.strip())) for row in rows.to_numpy()]


def _numbered(frame: pd.DataFrame, columns: Columns) -> pd.Series | None:
    """Return which rows have a serial number, None where the table numbers none."""
    column = columns.get("serial")
    if column is None:
        return None
    has = frame[column].str.strip().str.fullmatch(_SERIAL)
    return has if has.any() else None


def _totals(
    frame: pd.DataFrame, columns: Columns, numbered: pd.Series | None, valued: pd.Series
) -> pd.Series:
    says = pd.Series(False, index=frame.index)
    rest = frame[~numbered] if numbered is not None else frame
    reference = columns.get("reference")
    if reference:
        rest = rest[is_blank(rest[reference]) | rest[reference].str.contains(_SUM_WORD)]
    title = columns.get("title")
    if title:
        worded = frame[title][frame[title].str.contains(_SUM_WORD)].str.strip()
        says[worded.index[worded.str.fullmatch(_WHOLE_SUM, case=False)]] = True
    pattern = SUM if numbered is None else f"{SUM}|{_SUM_OF_SECTION}"
    for spoken in _spoken(frame, columns):
        worded = rest[spoken][rest[spoken].str.contains(_SUM_WORD)].str.strip()
        says[worded.index[worded.str.fullmatch(pattern, case=False)]] = True
        if numbered is not None:
            says[rest.index[rest[spoken].str.strip().str.match(SECTION) & valued[rest.index]]] = True
    return says


def _spoken(frame: pd.DataFrame, columns: Columns) -> list[str]:
    """Return the columns in which the word of a sum may stand: the first three and the title's."""
    return list(
        dict.fromkeys([*frame.columns[:3], *filter(None, [columns.get("title"), columns.get("serial")])])
    )


def _valued(frame: pd.DataFrame, columns: Columns, numbered: pd.Series | None) -> pd.Series:
    """Return which rows have anything that only a project has: a reference, money, a place, a date.

    Words where money should stand are none in a row that a numbered table does not number: `(บาท)`, a name.
    """
    has = pd.Series(False, index=frame.index)
    for field in ("reference", *MONEY, "lat", "lon", "easting", "northing", "place", "approved_on"):
        column = columns.get(field)
        if column and not has.all():
            says = ~is_blank(frame[column])
            if field in MONEY:
                figure = frame[column].str.contains("[0-9๐-๙]")
                says &= figure | (numbered if numbered is not None else ~frame[column].str.fullmatch(_BAHT))
            has |= says
    return has


def _of_bare(bare: pd.DataFrame, columns: Columns, numbered: pd.Series | None) -> pd.Series:
    """Return what rows without any value are."""
    kinds = pd.Series([None] * len(bare), index=bare.index, dtype=object)
    filled = pd.DataFrame({name: ~is_blank(bare[name]) for name in bare.columns})
    filled[[name for field, name in columns.taken.items() if field in MONEY]] = False
    heads = [
        name
        for name in _spoken(bare, columns)
        if name in (bare.columns[0], columns.get("title"), columns.get("serial"))
    ]
    told = [name for field, name in columns.taken.items() if field not in ("title", "serial", *_BESIDE)]
    has_number = numbered.loc[bare.index] if numbered is not None else pd.Series(False, index=bare.index)
    titled = filled[columns.taken["title"]] if columns.get("title") else pd.Series(False, index=bare.index)
    is_row = titled & has_number if numbered is not None else titled
    kinds[~filled[told].any(axis=1) & ~is_row] = "nothing"
    if not any(columns.get(field) for field in MONEY):
        return kinds
    section = pd.Series(False, index=bare.index)
    for name in heads:
        section |= bare[name].str.strip().str.match(_REMARK)
    alone = filled.sum(axis=1) == 1
    in_head = alone & filled[heads].any(axis=1) & ~has_number
    kinds[in_head & (section | (numbered is not None))] = "heading"
    only_title = filled.sum(axis=1) == filled[heads].sum(axis=1)
    kinds[has_number & only_title & section] = "heading"
    return kinds


def _signatures(bare: pd.DataFrame, frame: pd.DataFrame, columns: Columns) -> list[int]:
    """Return the rows of names and offices below a table: from one that signs it up to the next that is more.

    `bare` are rows without any value.
    """
    title = columns.get("title")
    if title is None:
        return []
    alone = bare[frame.loc[bare.index].map(lambda text: bool(text.strip())).sum(axis=1) == 1]
    signs = alone[title].str.strip().str.fullmatch(_SIGNED)
    found: list[int] = []
    for at in alone.index:
        if signs[at] or (found and at - 1 == found[-1]):
            found.append(int(at))
    return found


def _perhaps_column_numbers(frame: pd.DataFrame, columns: Columns) -> pd.Index:
    """Return the rows whose title is a small number."""
    title = columns.get("title")
    if title is None:
        return frame.index[:0]
    return frame.index[frame[title].str.fullmatch(_COLUMN_NUMBER)]


def _counts(row: Iterable[str]) -> bool:
    """Whether the cells of a row count up by one, three of them at least."""
    cells = [arabic_digits(text).strip(" ()") for text in row if text.strip()]
    counted = [int(cell) if cell.isdecimal() else -1 for cell in cells]
    first = counted[0] if counted else -1
    return len(counted) > 2 and first in (0, 1) and counted == [*range(first, first + len(counted))]
