"""The names that areas get: bare of the word for their level, and whole again where the file cut them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.areas.columns import Texts
from etl.outcome import Remark
from layers.areas.names import AreaName, bare_name, bare_name_en, official_name

CUT_BYTES = 48
"""COD-AB's Thai names end after 16 characters of three bytes, whether whole or not."""

_CAPITAL = "เมือง"
"""Short for the amphoe of a province's capital, whose whole name ends with the province's."""


@dataclass(frozen=True, slots=True)
class Named:
    """The names of one area; `remark` says what is wrong with the Thai one as published, if anything is.

    `name_th` is empty where neither the file nor the official list has one.
    """

    name_th: str
    name_en: str | None
    remark: Remark | None = None


def name_areas(
    codes: Sequence[str], texts: Mapping[str, Texts], name_th: str | None, name_en: str | None
) -> Iterator[Named]:
    """Return the names of areas, in the order of their codes; `texts` holds one value an area.

    `name_th` and `name_en` are the headings, None where the file has no such column: then, as for an
    empty cell, the official name of the code stands in.
    """
    blank = [""] * len(codes)
    thai = [
        bare_name(text, code).rstrip("\ufffd")
        for code, text in zip(codes, texts[name_th] if name_th else blank, strict=True)
    ]
    longest = _longest(thai)
    for code, published, english in zip(codes, thai, texts[name_en] if name_en else blank, strict=True):
        yield _named(code, published, bare_name_en(english), longest)


def _longest(names: Sequence[str]) -> int:
    return max((_bytes(name) for name in names), default=0)


def _bytes(name: str) -> int:
    return len(name.encode())


def _named(code: str, published: str, english: str, longest: int) -> Named:
    official = official_name(code)
    name_en = english or (official.name_en if official else None)
    if not published:
        return Named(official.name_th, name_en, _borrowed(code)) if official else Named("", name_en)
    if official and official.name_th == published:
        return Named(published, name_en)
    at_the_end = _bytes(published) in (CUT_BYTES, longest)
    if official and official.name_th.startswith(published) and (at_the_end or published == _CAPITAL):
        return Named(official.name_th, name_en, _restored(official, published))
    if _bytes(published) == CUT_BYTES:
        return Named(published, name_en, _perhaps_cut(code, published))
    return Named(published, name_en)


def _restored(official: AreaName, published: str) -> Remark:
    return Remark(
        "name-completed",
        f"ในไฟล์มีเพียง “{published}” เติมตามรายชื่อของกรมการปกครองเป็น “{official.name_th}”",
        f"Published only as “{published}”; completed to “{official.name_th}” from the official list.",
        official.code,
    )


def _borrowed(code: str) -> Remark:
    return Remark(
        "name-borrowed",
        "ไฟล์ไม่มีชื่อไทย ใช้ชื่อตามรายชื่อของกรมการปกครอง",
        "The file has no Thai name; the one of the official list stands in.",
        code,
    )


def _perhaps_cut(code: str, published: str) -> Remark:
    return Remark(
        "name-perhaps-cut",
        f"ชื่อ “{published}” ยาวเท่าที่ไฟล์เก็บได้ อาจถูกตัด และไม่ตรงกับรายชื่อของกรมการปกครอง",
        f"The name “{published}” is as long as the file allows and may be cut; the official list differs.",
        code,
    )
