"""The filters that pages, tiles, exports and the command line share: parsed once, refused when unknown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

from psycopg import sql

from geo.errors import BadRequest
from layers.text_match import title_has

STAGES = ("plan", "approved", "contracted", "paying", "finished", "stopped")
LOCATED = ("yes", "no", "not-needed")
GRADES = ("A", "B", "C", "D")
DRIFTS = ("over", "settled")
"""Places that lie too far apart, and such for which a reason was given."""
MEASURES = ("approved", "contracted", "paid", "remaining", "count")
LEVELS = ("province", "amphoe", "tambon", "authority")
BE_OFFSET = 543

Bbox = tuple[float, float, float, float]


@dataclass(frozen=True)
class Filters:
    """What of the projects is asked for.

    `fiscal_year` is C.E.; `bbox` is west, south, east, north in degrees.
    """

    fiscal_year: int | None = None
    area: str | None = None
    authority: str | None = None
    stage: str | None = None
    programme: str | None = None
    source: str | None = None
    category: str | None = None
    located: str | None = None
    bbox: Bbox | None = None
    q: str | None = None
    grade: str | None = None
    drift: str | None = None

    @property
    def query(self) -> dict[str, str]:
        """The filters as the words of an address, which parse to the same filters again."""
        words = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) is not None}
        if self.fiscal_year is not None:
            words["fiscal_year"] = self.fiscal_year + BE_OFFSET
        if self.bbox is not None:
            words["bbox"] = ",".join(f"{value:.7g}" for value in self.bbox)
        return {name: str(value) for name, value in words.items()}

    def where(self, alias: str = "f") -> tuple[sql.Composable, dict[str, Any]]:
        """Return a condition on a row of `public_project` or `visible_project`, and its values."""
        conditions: list[sql.Composable] = [sql.SQL("true")]
        values: dict[str, Any] = {}
        table = sql.Identifier(alias)
        for name in ("fiscal_year", "stage", "programme", "source", "category", "located", "grade"):
            value = getattr(self, name)
            if value is not None:
                column, slot = sql.Identifier(name), sql.Placeholder(f"filter_{name}")
                conditions.append(sql.SQL("{}.{} = {}").format(table, column, slot))
                values[f"filter_{name}"] = value
        for name, text in (("area", _AREA.get(len(self.area or ""))), ("authority", _AUTHORITY)):
            if getattr(self, name) is not None and text is not None:
                conditions.append(sql.SQL(text).format(f=table))
                values[f"filter_{name}"] = getattr(self, name)
        if self.q is not None:
            titled, title = title_has(self.q)
            conditions.append(sql.SQL(_Q.replace("TITLED", titled)).format(f=table))
            values |= {"filter_q": self.q, "title": title}
        if self.drift is not None:
            conditions.append(sql.SQL(_DRIFT[self.drift]).format(f=table))
        if self.bbox is not None:
            conditions.append(sql.SQL(_BBOX).format(f=table))
            values |= dict(zip(("west", "south", "east", "north"), self.bbox, strict=True))
        return sql.SQL(" AND ").join(conditions), values


# In the words of the index by province and amphoe, whose codes a tambon's begins with.
_AREA = {
    2: "{f}.province_code = %(filter_area)s",
    4: "({f}.province_code = left(%(filter_area)s, 2) AND {f}.amphoe_code = %(filter_area)s)",
    6: (
        "({f}.province_code = left(%(filter_area)s, 2) AND {f}.amphoe_code = left(%(filter_area)s, 4) "
        "AND {f}.tambon_code = %(filter_area)s)"
    ),
}
_AUTHORITY = "{f}.authority_id = (SELECT id FROM current_authority WHERE code = %(filter_authority)s)"
# In the words of the index of those that drift at all, which are few.
_DRIFT = {
    "over": "({f}.drift_m > (SELECT s.drift_m FROM setting AS s) AND NOT {f}.drift_settled)",
    "settled": "({f}.drift_m IS NOT NULL AND {f}.drift_settled)",
}
_Q = "(TITLED OR {f}.reference = %(filter_q)s)"
_BBOX = "{f}.point && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326)"


def parse_filters(words: Mapping[str, str], also: tuple[str, ...] = ()) -> Filters:
    """Read the filters from an address's or a command's words; `also` names words that others read.

    Empty words count as absent. Raises `BadRequest` for an unknown word or a malformed value.
    """
    unknown = sorted(set(words) - set(_READERS) - set(also))
    if unknown:
        raise BadRequest(
            f"ไม่รู้จักตัวกรอง “{unknown[0]}” ตัวกรองที่ใช้ได้คือ {', '.join((*_READERS, *also))}",
            f"Unknown filter “{unknown[0]}”; there are {', '.join((*_READERS, *also))}.",
        )
    return Filters(
        **{name: _READERS[name](name, text) for name, text in words.items() if name in _READERS and text}
    )


def refused(name: str, text: str, thai: str, english: str) -> BadRequest:
    """Return the error for a word whose value does not fit, with what would."""
    shown = text if len(text) <= 40 else text[:40] + "…"
    return BadRequest(
        f"{name} = “{shown}” ใช้ไม่ได้ ต้องเป็น{thai}", f"{name} = “{shown}” will not do; it must be {english}."
    )


def one_of(choices: tuple[str, ...]) -> Callable[[str, str], str]:
    """Return a reader of a word that must be one of some choices."""

    def read(name: str, text: str) -> str:
        if text not in choices:
            raise refused(name, text, f"อย่างใดอย่างหนึ่งใน {', '.join(choices)}", f"one of {', '.join(choices)}")
        return text

    return read


def _matching(pattern: str, thai: str, english: str) -> Callable[[str, str], str]:
    def read(name: str, text: str) -> str:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise refused(name, text, thai, english)
        return text

    return read


def _fiscal_year(name: str, text: str) -> int:
    if not re.fullmatch(r"2[45][0-9]{2}|26[0-9]{2}|27[0-3][0-9]", text):
        raise refused(name, text, "ปี พ.ศ. สี่หลัก เช่น 2568", "a Buddhist year of four digits, such as 2568")
    return int(text) - BE_OFFSET


def _bbox(name: str, text: str) -> Bbox:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise refused(name, text, *_BBOX_WORDS) from None
    fits = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    if not (fits and all(isfinite(value) for value in (west, south, east, north))):
        raise refused(name, text, *_BBOX_WORDS)
    return west, south, east, north


_BBOX_WORDS = (
    "ตะวันตก,ใต้,ตะวันออก,เหนือ เป็นองศา เช่น 99.2,19.0,100.6,20.5",
    "west,south,east,north in degrees, such as 99.2,19.0,100.6,20.5",
)


def _text(name: str, text: str) -> str:
    text = text.strip()
    if not text or len(text) > 200 or "\x00" in text:
        raise refused(name, text, "ข้อความไม่เกิน 200 ตัวอักษร", "a text of at most 200 characters")
    return text


_CODE = _matching(r"[A-Za-z0-9-]{1,32}", "รหัส เช่น road", "a code, such as road")
_READERS: dict[str, Callable[[str, str], Any]] = {
    "fiscal_year": _fiscal_year,
    "area": _matching(
        r"[0-9]{2}([0-9]{2}){0,2}", "รหัสพื้นที่ 2, 4 หรือ 6 หลัก", "an area code of 2, 4 or 6 digits"
    ),
    "authority": _matching(r"[A-Za-z0-9-]{1,32}", "รหัส อปท.", "an authority's code"),
    "stage": one_of(STAGES),
    "programme": _CODE,
    "source": _CODE,
    "category": _CODE,
    "located": one_of(LOCATED),
    "bbox": _bbox,
    "q": _text,
    "grade": one_of(GRADES),
    "drift": one_of(DRIFTS),
}
