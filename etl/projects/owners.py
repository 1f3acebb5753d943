"""Whose project a row is: an authority by its code, or by a name that only one has."""

from collections import defaultdict
from dataclasses import dataclass

import pandas as pd
from psycopg import Connection

from etl.projects.columns import Columns
from etl.projects.refusal import Reason, Refusals
from geo.database import Row
from geo.errors import NotFound
from geo.thai.digits import arabic_digits
from layers.codes import authority_types
from layers.wording import squeeze


@dataclass(frozen=True, slots=True)
class Authorities:
    """The authorities there are: ids by code, and by name for those names that only one bears."""

    by_code: dict[str, int]
    by_name: dict[str, frozenset[int]]

    def named(self, name: str) -> frozenset[int]:
        """Return the ids of the authorities that a name may mean, with or without the word of their type."""
        return self.by_name.get(squeeze(name), frozenset())

    def of_code(self, code: str) -> int:
        """Return the id of a code; raises `NotFound`."""
        if code not in self.by_code:
            raise NotFound(
                f"ไม่มี อปท. รหัส {code} ในระบบ ตรวจรหัส หรือโหลดรายชื่อ อปท. ก่อน (eplan load authorities)",
                f"There is no authority {code}; check the code, or load the authorities first.",
            )
        return self.by_code[code]


def read_authorities(connection: Connection[Row]) -> Authorities:
    """Return all authorities of today."""
    rows = connection.execute("SELECT id, code, type, name_th, name_en FROM current_authority").fetchall()
    names: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        kind = authority_types()[row["type"]]
        spoken = {row["name_th"], *(f"{word}{row['name_th']}" for word in (kind.short_th, kind.name_th))}
        for name in spoken | {row["name_en"] or ""}:
            names[squeeze(name)].add(row["id"])
    names.pop("", None)
    by_code = {row["code"]: row["id"] for row in rows if row["code"]}
    return Authorities(by_code, {name: frozenset(ids) for name, ids in names.items()})


def read_owners(
    frame: pd.DataFrame, columns: Columns, default: int | None, known: Authorities, refusals: Refusals
) -> pd.Series:
    """Return the authority's id of every row, 0 where it is refused; the code goes before the name.

    A file's code that is not the one given for the whole load is refused; a name is only looked at when
    neither is there.
    """
    owners = pd.Series(default or 0, index=frame.index, dtype="int64")
    codes = columns.get("authority")
    if codes:
        _by_code(frame[codes], default, known, owners, refusals)
    names = columns.get("authority_name")
    unknown = owners == 0
    if names and default is None:
        ids = {text: known.named(text) for text in frame[names][unknown].unique()}
        owners[unknown] = frame[names][unknown].map(
            lambda text: next(iter(ids[text])) if len(ids[text]) == 1 else 0
        )
    column = codes or names or "อปท."
    for at in owners.index[(owners == 0).to_numpy()]:
        if int(at) not in refusals.found or all(fault[0] != column for fault in refusals.found[int(at)]):
            value = str(frame.at[at, column]) if column in frame else ""
            refusals.add(int(at), column, value, _nobody(value, known))
    return owners


def _by_code(
    texts: pd.Series, default: int | None, known: Authorities, owners: pd.Series, refusals: Refusals
) -> None:
    codes = {text: known.by_code.get(arabic_digits(text).strip(), 0) for text in texts.unique()}
    found = texts.map(codes).astype("int64")
    given = texts.str.strip() != ""
    owners[given] = found[given]
    if default is None:
        return
    for at in texts.index[given & (found != default)]:
        owners[at] = 0
        refusals.add(int(at), str(texts.name), texts[at], _OTHER)


def _nobody(value: str, known: Authorities) -> Reason:
    several = len(known.named(value)) > 1 if value else False
    if several:
        return (
            f"มี อปท. ชื่อ “{value}” มากกว่าหนึ่งแห่ง ให้ใส่รหัส อปท. หรือระบุ --authority",
            f"More than one authority is called “{value}”; give its code, or --authority.",
        )
    return (
        "ไม่รู้ว่าเป็นโครงการของ อปท. ใด ให้ใส่รหัส อปท. ที่มีในระบบ หรือระบุ --authority",
        "Whose project this is cannot be told; give the code of an authority that is loaded, or --authority.",
    )


_OTHER = (
    "รหัส อปท. ในแถวนี้ไม่ตรงกับ --authority ที่ระบุ",
    "The row's authority is not the one given by --authority.",
)
