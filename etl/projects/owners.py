"""Whose project a row is: an authority by its code, or by a name that only one has."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd
from psycopg import Connection

from etl.projects.columns import Columns
from etl.projects.reading import is_blank
from etl.projects.refusal import Reason, Refusals
from geo.database import Row
from geo.errors import NotFound
from geo.sql import statement
from geo.thai.digits import arabic_digits, one_line
from geo.thai.unreadable import shown
from layers.areas.names import bare_name, official_names
from layers.codes import authority_types
from layers.wording import squeeze


@dataclass(frozen=True, slots=True)
class Authorities:
    """The authorities there are: ids by code, by the names that they go by, and their provinces' codes."""

    by_code: dict[str, int]
    spoken: "SpokenNames"
    provinces: dict[int, str]

    def named(self, name: str, province: str = "") -> frozenset[int]:
        """Return the ids of the authorities that a name may mean, with or without the word of their type.

        Of several, those in a province, by its name or code, where it is known.
        """
        found = self.spoken.ids.get(squeeze(name), frozenset())
        code = province_code(province) if len(found) > 1 else None
        return frozenset(one for one in found if self.provinces[one] == code) if code else found

    def of_code(self, code: str) -> int:
        """Return the id of a code; raises `NotFound`."""
        known = self.by_code.get(tidy_code(code))
        if known is None:
            raise NotFound(
                f"ไม่มี อปท. รหัส {shown(code)} ในระบบ ตรวจรหัส หรือโหลดรายชื่อ อปท. ก่อน (eplan load authorities)",
                f"There is no authority {shown(code)}; check the code, or load the authorities first.",
            )
        return known


class SpokenNames:
    """The names that authorities go by; gathered when first asked for, as most files give codes."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows

    @cached_property
    def ids(self) -> dict[str, frozenset[int]]:
        """The ids of the authorities by each name, squeezed."""
        names: defaultdict[str, set[int]] = defaultdict(set)
        for row in self._rows:
            kind = authority_types()[row["type"]]
            spoken = {row["name_th"], *(f"{word}{row['name_th']}" for word in (kind.short_th, kind.name_th))}
            for name in spoken | {row["name_en"] or ""}:
                names[squeeze(name)].add(row["id"])
        names.pop("", None)
        return {name: frozenset(ids) for name, ids in names.items()}


def read_authorities(connection: Connection[Row]) -> Authorities:
    """Return all authorities of today, by the codes of today and by those that they had before."""
    rows = connection.execute(statement(__package__, "owners")).fetchall()
    return Authorities(
        {code: row["id"] for row in rows for code in row["codes"]},
        SpokenNames(rows),
        {row["id"]: row["province_code"] for row in rows},
    )


def read_owners(
    frame: pd.DataFrame, columns: Columns, default: int | None, known: Authorities, refusals: Refusals
) -> pd.Series:
    """Return the authority's id of every row, 0 where it is refused; the code goes before the name.

    A file's code that is not the one given for the whole load is refused; a name is only looked at when
    neither is there.
    """
    owners = pd.Series(default or 0, index=frame.index, dtype="int64")
    codes, names = columns.get("authority"), columns.get("authority_name")
    if codes:
        _by_code(frame[codes], default, known, owners, refusals)
    unnamed = owners.index[owners == 0]
    said = is_blank(frame[codes][unnamed]) if codes else pd.Series(True, index=unnamed)
    wanted = unnamed[said]
    if names and default is None:
        provinces = columns.get("province")
        _by_name(frame.loc[wanted], names, provinces, known, owners)
    for at in unnamed[~said]:
        if default is None:
            refusals.add(int(at), str(codes), str(frame.at[at, codes]), _UNKNOWN)
    for at in wanted[owners[wanted] == 0]:
        column = names or codes or "อปท."
        value = str(frame.at[at, names]) if names else ""
        refusals.add(int(at), column, value, _nobody(value, known))
    return owners


@cache
def province_code(text: str) -> str | None:
    """Return the code of a province, by its code or Thai or English name; None where there is none."""
    name = arabic_digits(one_line(text))
    if name in official_names():
        return name if len(name) == 2 else None
    return _province_names().get(squeeze(bare_name(name, "00")))


def tidy_code(code: str) -> str:
    """Return an authority's code in Arabic digits, without blanks around it."""
    return arabic_digits(one_line(code))


@cache
def _province_names() -> dict[str, str]:
    provinces = [area for area in official_names().values() if len(area.code) == 2]
    return {
        squeeze(name): area.code for area in provinces for name in (area.name_th, area.name_en or area.code)
    }


def _by_code(
    texts: pd.Series, default: int | None, known: Authorities, owners: pd.Series, refusals: Refusals
) -> None:
    given = texts.index[~is_blank(texts)]
    codes = {text: known.by_code.get(tidy_code(text), 0) for text in texts[given].unique()}
    owners[given] = texts[given].map(codes).astype("int64")
    if default is None:
        return
    for at in given[owners[given] != default]:
        owners[at] = 0
        refusals.add(int(at), str(texts.name), texts[at], _OTHER)


def _by_name(
    frame: pd.DataFrame, names: str, provinces: str | None, known: Authorities, owners: pd.Series
) -> None:
    said = list(zip(frame[names], frame[provinces] if provinces else [""] * len(frame), strict=True))
    ids = {pair: _only(known.named(*pair)) for pair in set(said)}
    owners[frame.index] = np.array([ids[pair] for pair in said], dtype=np.int64)


def _only(found: Iterable[int]) -> int:
    ids = list(found)
    return ids[0] if len(ids) == 1 else 0


def _nobody(value: str, known: Authorities) -> Reason:
    name = shown(one_line(value))
    if len(known.named(value)) > 1:
        return (
            f"มี อปท. ชื่อ “{name}” มากกว่าหนึ่งแห่ง ให้ใส่รหัส อปท. หรือจังหวัด หรือระบุ --authority",
            f"More than one authority is called “{name}”; give its code or province, or --authority.",
        )
    return _UNKNOWN


_UNKNOWN = (
    "ไม่รู้ว่าเป็นโครงการของ อปท. ใด ให้ใส่รหัส อปท. ที่มีในระบบ หรือระบุ --authority",
    "Whose project this is cannot be told; give the code of an authority that is loaded, or --authority.",
)
_OTHER = (
    "รหัส อปท. ในแถวนี้ไม่ตรงกับ --authority ที่ระบุ",
    "The row's authority is not the one given by --authority.",
)
