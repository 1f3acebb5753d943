"""Names of areas without the word for what they are, and the official names that we ship."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from geo.thai.digits import one_line
from layers.areas.level import BANGKOK, Level, level_of

_BEFORE_TH: dict[Level, re.Pattern[str]] = {
    "province": re.compile(r"(?:จังหวัด|จ\s*\.)\s*"),
    "amphoe": re.compile(r"(?:กิ่ง\s*อำเภอ|กิ่ง\s*อ\s*\.|อำเภอ|อ\s*\.)\s*"),
    "tambon": re.compile(r"(?:ตำบล|ต\s*\.)\s*"),
}
_BEFORE_TH_BANGKOK: dict[Level, re.Pattern[str]] = {
    "province": _BEFORE_TH["province"],
    "amphoe": re.compile(r"(?:เขต|อำเภอ|อ\s*\.)\s*"),
    "tambon": re.compile(r"(?:แขวง|ตำบล|ต\s*\.)\s*"),
}
_BEFORE_EN = re.compile(r"(?:Changwat|King Amphoe|Amphoe|Khet|Tambon|Khwaeng)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AreaName:
    """The code and names of one area, bare of `ต.`, `อ.`, `จ.`, `เขต`, `แขวง`."""

    code: str
    name_th: str
    name_en: str | None

    @property
    def level(self) -> Level:
        """The level that the code tells."""
        return level_of(self.code)


def bare_name(name: str, code: str) -> str:
    """Return an area's Thai name on one line, without the word or letter for its level before it.

    `เขต` and `แขวง` are such words in Bangkok only; elsewhere they may begin a name.
    """
    text = one_line(name)
    words = _BEFORE_TH_BANGKOK if code.startswith(BANGKOK) else _BEFORE_TH
    match = words[level_of(code)].match(text)
    return text[match.end() :] or text if match else text


def bare_name_en(name: str) -> str:
    """Return an area's English name on one line, without `Amphoe`, `Tambon` and the like before it."""
    text = one_line(name)
    match = _BEFORE_EN.match(text)
    return text[match.end() :] if match else text


@cache
def official_names() -> Mapping[str, AreaName]:
    """Return the names of all areas by code, as the Department of Provincial Administration has them."""
    names = [*_of_shapes("provinces"), *_of_shapes("amphoe"), *_of_tambon()]
    return {name.code: name for name in names}


def official_name(code: str) -> AreaName | None:
    """Return the official name of a code; None for a code that the shipped list does not have."""
    return official_names().get(code)


def _of_shapes(name: str) -> Iterable[AreaName]:
    text = (files("data") / "boundaries" / f"{name}.geojson").read_text("utf-8")
    return (_named(feature["properties"]) for feature in json.loads(text)["features"])


def _of_tambon() -> Iterable[AreaName]:
    with (files("data") / "tambon.csv").open(encoding="utf-8") as file:
        return [_named(row) for row in csv.DictReader(file)]


def _named(row: Mapping[str, Any]) -> AreaName:
    code = row["code"]
    return AreaName(code, bare_name(row["name_th"], code), bare_name_en(row["name_en"] or "") or None)
