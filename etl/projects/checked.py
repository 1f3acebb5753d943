"""A frame of texts checked row by row: what may be written, what is refused and why. Frame in, frame out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from etl.outcome import RefusedRow
from etl.projects.columns import Columns, fields
from etl.projects.opening import Batch
from etl.projects.owners import Authorities, read_owners
from etl.projects.place import Places, place_shapes, read_places
from etl.projects.reading import (
    fiscal_year_starts,
    read_amounts,
    read_dates,
    read_lines,
    read_years,
    recognised,
)
from etl.projects.refusal import Reason, Refusals
from etl.projects.totals import total_rows
from geo.datum import CRSLike
from geo.thai.dates import fiscal_year, to_be
from layers.codes import OTHER, categories, recognise_category, recognise_programme, recognise_source
from layers.projects.rules import broken

LONGEST_TITLE = 2000
LINES = ("reference", "contractor", "document", "no_place_reason", "note")
DATES = ("approved_on", "contracted_on", "paid_on", "finished_on")
MONEY = ("approved", "contracted", "paid")
NO = {"ไม่", "ไม่ต้อง", "ไม่ต้องมี", "ไม่จำเป็น", "no", "n", "false", "0", "not-needed"}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the caller says of the whole file: authority's id, fiscal year (C.E.), coordinate system."""

    authority: int | None = None
    fiscal_year: int | None = None
    crs: CRSLike | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """How the rows of a file are to be taken: which column is what, what holds for all, whose they may be."""

    columns: Columns
    defaults: Defaults
    authorities: Authorities


@dataclass(frozen=True, slots=True)
class Checked:
    """`good` has one row per project that may be written: `row`, and the columns of the staging table.

    The place is hexadecimal WKB in EPSG:4326; money and dates are exact texts, None for nothing. `totals`
    are the rows of sums, by number, text and amount. `unrecognised` counts the texts of programme and
    source that are on no list, by column and text.
    """

    good: pd.DataFrame
    refused: list[RefusedRow]
    totals: list[tuple[int, str, str | None]]
    unrecognised: dict[tuple[str, str], int]


def check(batch: Batch, ask: Ask) -> Checked:
    """Check some rows."""
    frame = batch.frame
    texts, numbers = frame.texts.reset_index(drop=True), frame.rows.tolist()
    totals = total_rows(texts, ask.columns)
    kept = texts[~totals]
    refusals = Refusals()
    for at in kept.index:
        if problem := frame.problems.get(numbers[at]):
            refusals.add(at, "", "", (problem.thai, problem.english))
    out = _fields(kept, ask, refusals)
    if batch.shapes is None:
        places = read_places(kept, ask.columns, ask.defaults.crs, refusals)
    else:
        places = place_shapes(kept, batch.shapes, refusals)
    _place(out, places, kept[ask.columns.taken["needs_place"]] if ask.columns.get("needs_place") else None)
    _check_money(out, ask.columns, refusals)
    out["row"] = [numbers[at] for at in out.index]
    return Checked(
        out.drop(index=list(refusals.found)),
        refusals.rows(numbers),
        _totals(texts[totals], numbers, ask.columns),
        _unrecognised(kept, out, ask.columns),
    )


def _fields(frame: pd.DataFrame, ask: Ask, refusals: Refusals) -> pd.DataFrame:
    """Return every field of the rows, read; what has no reading is refused."""
    columns, out = ask.columns, pd.DataFrame(index=frame.index)
    blank = pd.Series("", index=frame.index)
    texts = {field: frame[columns.taken[field]] if field in columns.taken else blank for field in fields()}
    out["authority_id"] = read_owners(frame, columns, ask.defaults.authority, ask.authorities, refusals)
    title = columns.get("title") or "ชื่อโครงการ"
    out["title"] = read_lines(texts["title"], title, refusals, LONGEST_TITLE)
    for names, read in ((LINES, read_lines), (DATES, read_dates), (MONEY, read_amounts)):
        for field in names:
            out[field] = read(texts[field], columns.get(field) or field, refusals)
    out["fiscal_year"] = _years(texts["fiscal_year"], out["approved_on"], ask, refusals)
    _required(out, columns, refusals)
    out["programme"] = recognised(texts["programme"], recognise_programme)
    out["source"] = recognised(texts["source"], recognise_source)
    out["category"] = _categories(texts["category"], out["title"])
    _date_the_money(out)
    out["procurement"] = ~(out["paid"].notna() & out["contracted"].isna())
    return out


def _years(texts: pd.Series, approved_on: pd.Series, ask: Ask, refusals: Refusals) -> pd.Series:
    """Return the fiscal year of each row: its own, the one given, or that of the approval's date."""
    columns, defaults = ask.columns, ask.defaults
    column = columns.get("fiscal_year") or "ปีงบประมาณ"
    years = read_years(texts, column, refusals)
    if defaults.fiscal_year is not None:
        given = str(defaults.fiscal_year)
        for at in years.index[years.notna() & (years != given)]:
            refusals.add(int(at), column, texts[at], _other_year(defaults.fiscal_year))
        return years.fillna(given)
    days = {day: str(fiscal_year(pd.Timestamp(day).date())) for day in approved_on.dropna().unique()}
    return years.where(years.notna(), approved_on.map(days))


def _required(out: pd.DataFrame, columns: Columns, refusals: Refusals) -> None:
    for field, heading, reason in (("title", "ชื่อโครงการ", _NO_TITLE), ("fiscal_year", "ปีงบประมาณ", _NO_YEAR)):
        column = columns.get(field) or heading
        for at in out.index[out[field].isna()]:
            if not any(fault[0] == column for fault in refusals.found.get(int(at), [])):
                refusals.add(int(at), column, "", reason)


def _categories(texts: pd.Series, titles: pd.Series) -> pd.Series:
    """Return the category of each row: its own where it is recognised, else that of its title."""
    said = {text: recognise_category(text) if text.strip() else OTHER for text in texts.unique()}
    found = texts.map(said)
    unsaid = (found == OTHER).to_numpy()
    found[unsaid] = titles[unsaid].map(lambda title: recognise_category(title) if title else OTHER)
    return found


def _date_the_money(out: pd.DataFrame) -> None:
    """Give an approval without a date the fiscal year's first day, a contract or payment the approval's."""
    starts = fiscal_year_starts(out["fiscal_year"])
    out["approved_on"] = out["approved_on"].where(out["approved_on"].notna(), starts)
    for field in ("contracted_on", "paid_on"):
        out[field] = out[field].where(out[field].notna(), out["approved_on"])


def _place(out: pd.DataFrame, places: Places, said: pd.Series | None) -> None:
    """Set the place of each row, and whether it needs one: as it says, else as its category usually does."""
    out["geom"] = shapely.to_wkb(places.geometry.to_numpy(), hex=True)
    out["place_text"], out["place_crs"], out["place_operation"] = places.text, places.crs, places.operation
    unplaced = places.geometry.isna()
    needless = {code for code, category in categories().items() if not category.needs_place}
    by_kind = out["category"].isin(needless)
    if said is not None:
        words = said.str.strip().str.lower()
        by_kind = words.isin(NO) | (by_kind & (words == ""))
    out["needs_place"] = ~(unplaced & by_kind)
    names = {code: f"{category.name_th}: ไม่มีที่ตั้งเฉพาะ" for code, category in categories().items()}
    reasons = out["no_place_reason"].where(out["no_place_reason"].notna(), out["category"].map(names))
    out["no_place_reason"] = reasons.where(~out["needs_place"], None)


def _check_money(out: pd.DataFrame, columns: Columns, refusals: Refusals) -> None:
    """Refuse rows whose sums break the rules that the database keeps, before it is asked."""
    approved, contracted, paid = (_satang(out[field]) for field in MONEY)
    limit = np.where(out["procurement"], contracted, approved)
    for field, wrong, rule in (
        ("contracted", contracted > approved, "contracted_within_approved"),
        ("paid", paid > limit, "paid_within_contract"),
    ):
        error = broken(rule)
        for at, value in out[field][wrong].items():
            refusals.add(int(str(at)), columns.get(field) or field, str(value), (error.thai, error.english))


def _satang(amounts: pd.Series) -> NDArray[np.float64]:
    """Return amounts as whole satang, exact up to 2^53."""
    baht: NDArray[np.float64] = pd.to_numeric(amounts).fillna(0).to_numpy(np.float64)
    return np.rint(baht * 100)


def _totals(rows: pd.DataFrame, numbers: list[int], columns: Columns) -> list[tuple[int, str, str | None]]:
    column = columns.get("approved")
    if column:
        amounts = read_amounts(rows[column], column, Refusals())
    else:
        amounts = pd.Series([None] * len(rows), index=rows.index)
    said = {
        at: " ".join(text for text in row if text.strip())[:80]
        for at, row in zip(rows.index, rows.to_numpy(), strict=True)
    }
    return [(numbers[at], said[at], amounts[at]) for at in rows.index]


def _unrecognised(frame: pd.DataFrame, out: pd.DataFrame, columns: Columns) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for field in ("programme", "source"):
        column = columns.get(field)
        if column:
            strange = frame[column][(frame[column].str.strip() != "") & out[field].isna()]
            counts |= {(column, str(text)): int(n) for text, n in strange.value_counts().items()}
    return counts


def _other_year(year: int) -> Reason:
    return (
        f"ปีงบประมาณในแถวนี้ไม่ใช่ {to_be(year)} ตามที่ระบุใน --fiscal-year",
        f"The row's fiscal year is not the {to_be(year)} given by --fiscal-year.",
    )


_NO_TITLE = (
    'ไม่มีชื่อโครงการ ให้กรอก หรือบอกว่าคอลัมน์ใดคือชื่อโครงการด้วย --map "ชื่อคอลัมน์=title"',
    'There is no title; fill it in, or say which column it is: --map "COLUMN=title".',
)
_NO_YEAR = (
    "ไม่รู้ปีงบประมาณ ให้กรอกปี พ.ศ. ในแถวนี้ หรือระบุ --fiscal-year",
    "The fiscal year is not known; fill in the Buddhist year, or give --fiscal-year.",
)
