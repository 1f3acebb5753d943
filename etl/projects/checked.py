"""A frame of texts checked row by row: what may be written, what is refused and why. Frame in, frame out."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from etl.outcome import RefusedRow
from etl.projects.columns import MONEY, Columns, fields
from etl.projects.left_out import LeftOut, find_left_out, list_left_out
from etl.projects.opening import Batch
from etl.projects.owners import Authorities, read_owners
from etl.projects.place import Doubt, Places, Read, place_shapes, read_places
from etl.projects.reading import (
    fiscal_year_starts,
    is_blank,
    read_amounts,
    read_dates,
    read_lines,
    read_years,
    recognised,
)
from etl.projects.refusal import Reason, Refusals, printable
from etl.projects.sections import programmes_of_sections
from etl.projects.stand_ins import Find, mark_stand_ins
from etl.readers.tables import Frame
from geo.datum import CRSLike
from geo.thai.dates import fiscal_year, to_be
from layers.codes import OTHER, categories, recognise_category, recognise_programme, recognise_source
from layers.projects.rules import broken

LONGEST_TITLE = 2000
LINES = ("reference", "contractor", "document", "no_place_reason", "note")
DATES = ("approved_on", "contracted_on", "paid_on", "finished_on")
SHARED = ("fiscal_year", "authority", "authority_name", "province", "programme", "source", "category")
NO = {"ไม่", "ไม่ต้อง", "ไม่ต้องมี", "ไม่จำเป็น", "no", "n", "false", "0", "not-needed"}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the caller says of the whole file: authority's id, fiscal year (C.E.), coordinate system."""

    authority: int | None = None
    fiscal_year: int | None = None
    crs: CRSLike | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """How the rows of a file are to be taken: which column is what, what holds for all, whose they may be.

    `settle` reads texts of places that have no exact reading; without it they are refused. `stand_ins` tells
    what a point that many rows share stands in for.
    """

    columns: Columns
    defaults: Defaults
    authorities: Authorities
    settle: Read | None = None
    stand_ins: Find | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """`good` has one row per project that may be written: `row`, and the columns of the staging table.

    The place is hexadecimal WKB in EPSG:4326; money and dates are exact texts, None for nothing. `left_out`
    are the rows that are no projects. `unrecognised` counts the texts of programme, source and place that
    say nothing we know, by column and text. `programme` is that of the section in which the rows end.
    """

    good: pd.DataFrame
    refused: list[RefusedRow]
    left_out: list[LeftOut]
    unrecognised: dict[tuple[str, str], int]
    programme: str | None = None


def check(batch: Batch, ask: Ask, programme: str | None = None) -> Checked:
    """Check some rows; `programme` is that of the section in which they begin."""
    frame, columns = batch.frame, ask.columns
    texts, numbers = frame.texts.reset_index(drop=True), frame.rows.tolist()
    kinds = pd.Series([None] * len(texts), index=texts.index, dtype=object)
    if batch.shapes is None:  # features are never the sums of others
        kinds = find_left_out(texts, columns)
    kept, left_out = _filled_down(texts[kinds.isna()], frame, columns), texts[kinds.notna()]
    sections, last = programmes_of_sections(texts, kinds, programme)
    refusals = Refusals()
    for at in kept.index:
        if problem := frame.problems.get(numbers[at]):
            refusals.add(at, "", "", (problem.thai, problem.english))
    out = _fields(kept, ask, refusals)
    if columns.get("programme") is None:
        out["programme"] = sections[kept.index]
    if batch.shapes is None:
        doubt = Doubt(ask.settle, out["authority_id"]) if ask.settle else None
        places = read_places(kept, columns, ask.defaults.crs, refusals, doubt)
    else:
        places = place_shapes(kept, batch.shapes, refusals)
    if ask.stand_ins is not None:
        mark_stand_ins(places, out["authority_id"], ask.stand_ins)
    _place(out, places, _texts(kept, columns, "needs_place"))
    _check_money(out, columns, refusals)
    out["row"] = [numbers[at] for at in out.index]
    return Checked(
        out.drop(index=list(refusals.found)),
        refusals.rows(numbers),
        list_left_out(left_out, kinds, numbers, columns),
        _unrecognised(kept, out, places, columns),
        last,
    )


def _filled_down(texts: pd.DataFrame, frame: Frame, columns: Columns) -> pd.DataFrame:
    """Return rows with what a cell merged over several of them says of each: never an amount or a title."""
    if not frame.above:
        return texts
    filled = texts.copy()
    for name in filter(None, map(columns.get, SHARED)):
        told = [frame.above.get(number, {}).get(name, "") for number in frame.rows[texts.index].tolist()]
        filled[name] = texts[name].where(
            ~is_blank(texts[name]), pd.Series(told, index=texts.index, dtype="str")
        )
    return filled


def _fields(frame: pd.DataFrame, ask: Ask, refusals: Refusals) -> pd.DataFrame:
    """Return every field of the rows, read; what has no reading is refused."""
    columns, out = ask.columns, pd.DataFrame(index=frame.index)
    texts = {field: _texts(frame, columns, field) for field in fields()}
    out["authority_id"] = read_owners(frame, columns, ask.defaults.authority, ask.authorities, refusals)
    title = columns.get("title") or "ชื่อโครงการ"
    out["title"] = read_lines(texts["title"], title, refusals, LONGEST_TITLE)
    amounts = partial(read_amounts, unit=columns.unit)
    for names, read in ((LINES, read_lines), (DATES, read_dates), (MONEY, amounts)):
        for field in names:
            column = columns.get(field)
            out[field] = read(texts[field], column, refusals) if column else None
    out["fiscal_year"] = _years(texts["fiscal_year"], out["approved_on"], ask, refusals)
    _required(out, columns, refusals)
    out["programme"] = recognised(texts["programme"], recognise_programme)
    out["source"] = recognised(texts["source"], recognise_source)
    out["category"] = _categories(texts["category"], out["title"])
    out["category_said"] = ~is_blank(texts["category"])
    _date_the_money(out)
    out["procurement"] = ~((_satang(out["paid"]) > 0) & ~(_satang(out["contracted"]) > 0))
    return out


def _texts(frame: pd.DataFrame, columns: Columns, field: str) -> pd.Series:
    """Return the texts of a field, empty where the file has no column of it."""
    column = columns.get(field)
    return frame[column] if column else pd.Series("", index=frame.index, dtype="str")


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
            if not refusals.has(int(at), column):
                refusals.add(int(at), column, "", reason)


def _categories(texts: pd.Series, titles: pd.Series) -> pd.Series:
    """Return the category of each row: its own where it is recognised, else that of its title."""
    said = {text: recognise_category(text) for text in texts[~is_blank(texts)].unique()}
    found = texts.map(said).astype(object).where(lambda codes: codes.notna(), OTHER)
    unsaid = found == OTHER
    # No category is told by a number, and titles often differ in nothing else.
    kinds = titles[unsaid].fillna("").astype("str").str.replace("[0-9๐-๙]+", "0", regex=True)
    by_title = {title: recognise_category(title) if title else OTHER for title in kinds.unique()}
    found[unsaid] = kinds.map(by_title).astype(object)
    return found


def _date_the_money(out: pd.DataFrame) -> None:
    """Give an approval without a date the fiscal year's first day, a contract or payment the approval's."""
    starts = fiscal_year_starts(out["fiscal_year"])
    out["approved_on"] = out["approved_on"].where(out["approved_on"].notna(), starts)
    for field in ("contracted_on", "paid_on"):
        out[field] = out[field].where(out[field].notna(), out["approved_on"])


def _place(out: pd.DataFrame, places: Places, said: pd.Series) -> None:
    """Set the place of each row, and whether it needs one: as it says, else as its category usually does."""
    out["geom"] = shapely.to_wkb(places.geometry.to_numpy(), hex=True)
    out["place_text"], out["place_crs"], out["place_operation"] = places.text, places.crs, places.operation
    out["place_repairs"], out["place_precision"] = places.repairs, places.precision.astype(float)
    unplaced = places.geometry.isna()
    needless = {code for code, category in categories().items() if not category.needs_place}
    out["needs_place_said"] = ~is_blank(said)
    by_kind = said.str.strip().str.lower().isin(NO) | (
        out["category"].isin(needless) & ~out["needs_place_said"]
    )
    out["needs_place"] = ~(unplaced & by_kind)
    names = {code: f"{category.name_th}: ไม่มีที่ตั้งเฉพาะ" for code, category in categories().items()}
    reasons = out["no_place_reason"].where(out["no_place_reason"].notna(), out["category"].map(names))
    out["no_place_reason"] = reasons.where(~out["needs_place"], None)


def _check_money(out: pd.DataFrame, columns: Columns, refusals: Refusals) -> None:
    """Refuse rows whose own sums break the rules that the database keeps.

    What a row does not say may be in the ledger already: that is looked at where rows meet their projects.
    """
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
    """Return amounts as whole satang, exact up to 2^53, NaN for none."""
    baht: NDArray[np.float64] = pd.to_numeric(amounts).to_numpy(np.float64)
    return np.rint(baht * 100)


def _unrecognised(
    frame: pd.DataFrame, out: pd.DataFrame, places: Places, columns: Columns
) -> dict[tuple[str, str], int]:
    strange = {"place": places.words.dropna()}
    for field in ("programme", "source"):
        texts = _texts(frame, columns, field)
        strange[field] = texts[out[field].isna() & ~is_blank(texts)]
    return {
        (columns.taken[field], printable(str(text))): int(count)
        for field, texts in strange.items()
        for text, count in texts.value_counts().items()
    }


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
