"""The pure middle of loading boundaries: features in, areas out, with what was refused and remarked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from etl.areas.columns import Texts
from etl.areas.naming import Named, name_areas
from etl.areas.polygons import Shapes, dissolve, mend, refusal
from etl.areas.roles import Roles
from etl.outcome import RefusedRow, Remark
from geo.thai.unreadable import shown
from layers.areas.names import bare_name

GEOMETRY = "geometry"


@dataclass(frozen=True, slots=True)
class Features:
    """What a file holds: texts by heading, a geometry in EPSG:4326 (or None) and a number a feature."""

    texts: Mapping[str, Texts]
    shapes: Shapes
    rows: Sequence[int]


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas of one level, in order of code, ready to be stored; shapes are multipolygons in EPSG:4326."""

    codes: list[str]
    names: list[Named]
    shapes: Shapes
    shape_remarks: list[Remark]

    @property
    def remarks(self) -> list[Remark]:
        """Everything remarked of single areas."""
        return [*self.shape_remarks, *(name.remark for name in self.names if name.remark)]

    def rows(self) -> Iterator[tuple[str, str, str | None, str | None, Any, str | None]]:
        """Return code, names, note on the name, shape and note on the shape of each area."""
        notes: dict[str | None, list[Remark]] = defaultdict(list)
        for remark in self.shape_remarks:
            notes[remark.code].append(remark)
        for code, name, shape in zip(self.codes, self.names, self.shapes, strict=True):
            named = _note([name.remark] if name.remark else [])
            yield code, name.name_th, name.name_en, named, shape, _note(notes[code])


def gather(features: Features, roles: Roles) -> tuple[Areas, list[RefusedRow]]:
    """Return one area a code, and the features refused, which are in none of them.

    Names come back bare and whole, shapes valid, parts of one code joined. Refused is a feature
    without code, name or usable shape, and every one of a code that comes with different names.
    """
    frame = _frame(features, roles)
    refused = [*_faults(frame, features, roles)]
    frame = frame[~frame["row"].isin([row.row for row in refused])]
    shapes, mended = mend(frame["shape"].to_numpy(), frame["code"].tolist())
    empty = np.array([shape is None for shape in shapes], dtype=bool)
    refused += [_refused(row, *_NOTHING_LEFT) for row in frame["row"][empty]]
    areas = _areas(frame.assign(shape=shapes)[~empty], roles, mended)
    refused += [_refused(row, *_NAMELESS) for row in _nameless(frame, areas)]
    return areas, sorted(refused, key=lambda row: row.row)


def _frame(features: Features, roles: Roles) -> pd.DataFrame:
    blank = [""] * len(features.rows)
    columns = {
        "row": list(features.rows),
        "code": [code or "" for code in roles.codes],
        "name_th": features.texts[roles.name_th] if roles.name_th else blank,
        "name_en": features.texts[roles.name_en] if roles.name_en else blank,
    }
    frame = pd.DataFrame(columns)
    shapes = np.empty(len(frame), dtype=object)
    shapes[:] = features.shapes
    return frame.assign(shape=pd.Series(shapes, dtype=object))


def _areas(frame: pd.DataFrame, roles: Roles, mended: list[Remark]) -> Areas:
    codes, shapes, joined = dissolve(frame["shape"].to_numpy(), frame["code"].tolist())
    first = frame.drop_duplicates("code").set_index("code").loc[codes]
    texts = {heading: first[field].tolist() for field, heading in _name_headings(roles)}
    names = list(name_areas(codes, texts, roles.name_th, roles.name_en))
    kept = {remark.code for remark in mended} & set(codes)
    return Areas(codes, names, shapes, [*(remark for remark in mended if remark.code in kept), *joined])


def _name_headings(roles: Roles) -> list[tuple[str, str]]:
    pairs = (("name_th", roles.name_th), ("name_en", roles.name_en))
    return [(field, heading) for field, heading in pairs if heading]


def _faults(frame: pd.DataFrame, features: Features, roles: Roles) -> Iterator[RefusedRow]:
    for at, row, code, shape in zip(
        range(len(frame)), frame["row"], frame["code"], frame["shape"], strict=True
    ):
        if not code:
            value = " + ".join(features.texts[heading][at] for heading in roles.code_headings)
            yield _refused(row, roles.code, value, *_NO_CODE)
        elif fault := refusal(shape):
            yield _refused(row, GEOMETRY, *fault)
    yield from _two_names(frame, roles)


def _two_names(frame: pd.DataFrame, roles: Roles) -> Iterator[RefusedRow]:
    doubled = frame[frame["code"].duplicated(keep=False) & (frame["code"] != "")]
    for code, group in doubled.groupby("code"):
        names = {name: bare_name(name, str(code)) for name in group["name_th"] if name}
        if len(set(names.values())) < 2:
            continue
        listed = " / ".join(dict.fromkeys(names.values()))
        for row, name in zip(group["row"], group["name_th"], strict=True):
            yield _refused(
                row,
                roles.name_th or roles.code,
                name,
                f"รหัส {code} ซ้ำในไฟล์โดยชื่อไม่ตรงกัน: {listed}",
                f"The code {code} comes more than once in the file, with different names: {listed}.",
            )


def _nameless(frame: pd.DataFrame, areas: Areas) -> Iterable[int]:
    codes = [code for code, name in zip(areas.codes, areas.names, strict=True) if not name.name_th]
    return frame["row"][frame["code"].isin(codes)].tolist()


def _refused(row: Any, column: str, value: str, thai: str, english: str) -> RefusedRow:
    return RefusedRow(int(row), column, shown(value), thai, english)


def _note(remarks: Sequence[Remark]) -> str | None:
    """A Thai line and an English line; None when there is nothing to say."""
    if not remarks:
        return None
    return "; ".join(r.thai for r in remarks) + "\n" + "; ".join(r.english for r in remarks)


_NO_CODE = (
    "ไม่มีรหัสพื้นที่ที่ใช้ได้ กรอกรหัสตามระดับ (2, 4 หรือ 6 หลัก) หรือตัดแถวนี้ออก",
    "It has no usable area code; give one of the level's 2, 4 or 6 digits, or leave the row out.",
)
_NOTHING_LEFT = (
    GEOMETRY,
    "",
    "รูปที่เผยแพร่ซ่อมแล้วไม่เหลือพื้นที่ (เป็นเพียงเส้นหรือจุด)",
    "Once mended nothing with an area is left of its shape (it is a line or a point).",
)
_NAMELESS = (
    "name_th",
    "",
    "ไม่มีชื่อไทย ทั้งในไฟล์และในรายชื่อของกรมการปกครอง",
    "It has no Thai name, neither in the file nor in the official list.",
)
