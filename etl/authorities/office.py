"""Where offices stand, as published: taken only where nothing speaks against the coordinate."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from etl.authorities.entry import Entry
from etl.authorities.gazette import Gazette
from geo.errors import EplanError
from geo.notation import read_cells
from geo.thai.digits import arabic_digits
from geo.tile import Bounds
from layers.areas.names import official_names

THAILAND = Bounds(97.3, 5.6, 105.7, 20.5)
"""The degrees within which all of Thailand's land lies; tighter than the box for places of any kind."""

COARSE_DECIMALS = 2
"""Two decimals of a degree are 1.1 km: a tambon's neighbour, not an office."""

_DECIMAL = re.compile(r"[-+]?[0-9]+(?:\.([0-9]*))?")

Finder = Callable[[Sequence[float], Sequence[float]], Sequence[str | None]]
"""Longitudes and latitudes → the province's code at each, None for none."""

Reason = tuple[str, str, str]
"""The kind of a fault, and its words in Thai and in English."""


@dataclass(frozen=True, slots=True)
class Office:
    """What a list says of an office: `published` in EPSG:4326 (longitude, latitude) where it can be read.

    `faults` say why it is not trusted; it is trusted when there are none. `given` is both texts.
    """

    given: tuple[str, str]
    published: tuple[float, float] | None
    faults: tuple[Reason, ...]

    @property
    def place(self) -> tuple[float, float] | None:
        """The coordinate, if it is trusted."""
        return None if self.faults else self.published

    @property
    def note(self) -> str | None:
        """Why it is not trusted, with the texts as published: a Thai line and an English one."""
        if not self.faults:
            return None
        lat, lon = (text or "-" for text in self.given)
        thai = " ".join(dict.fromkeys(fault[1] for fault in self.faults))
        english = "; ".join(dict.fromkeys(fault[2] for fault in self.faults))
        return f"พิกัดที่เผยแพร่ ({lat}, {lon}) ไม่ใช้: {thai}\nPublished as {lat}, {lon}, not used: {english}."


def judge_offices(entries: Sequence[Entry], gazette: Gazette, find: Finder) -> list[Office]:
    """Return an office for each entry, in order, with everything that speaks against its coordinate."""
    given = [(entry.cells.get("lat", "").strip(), entry.cells.get("lon", "").strip()) for entry in entries]
    places = [_read(lat, lon) for lat, lon in given]
    readable = [at for at, place in enumerate(places) if place is not None]
    lons, lats = ([place[axis] for place in places if place is not None] for axis in (0, 1))
    provinces = dict(zip(readable, find(lons, lats), strict=True))
    shared = Counter(place for place in places if place is not None)
    return [
        Office(
            given[at],
            place,
            (
                *_of_text(*given[at], place),
                *_of_place(place, shared),
                *_of_province(entry, gazette, place, provinces.get(at)),
            ),
        )
        for at, (entry, place) in enumerate(zip(entries, places, strict=True))
    ]


def counts(offices: Sequence[Office]) -> dict[str, int]:
    """Return how many coordinates are `given` whole, `trusted`, and not trusted by kind of fault."""
    faults = Counter(kind for office in offices for kind in {fault[0] for fault in office.faults})
    return {
        "given": sum(1 for office in offices if all(office.given)),
        "trusted": sum(1 for office in offices if office.place is not None),
        **dict(faults.most_common()),
    }


def _read(lat: str, lon: str) -> tuple[float, float] | None:
    if not (lat and lon):
        return None
    try:
        reading = read_cells(lat, lon)
    except EplanError:
        return None
    return reading.lon, reading.lat


def _of_text(lat: str, lon: str, place: tuple[float, float] | None) -> list[Reason]:
    if not (lat or lon):
        return []
    if not lat:
        return [("latitude-missing", "ไม่มีละติจูด", "the latitude is missing")]
    if not lon:
        return [("longitude-missing", "ไม่มีลองจิจูด", "the longitude is missing")]
    if place is None:
        turned = _read(lon, lat)
        return [_SWAPPED if turned and _in_box(*turned) else _UNREADABLE]
    return [
        (f"{axis}-rounded", f"{thai}ปัดเหลือทศนิยมไม่เกินสองตำแหน่ง", f"the {axis} has two decimals at most")
        for axis, thai, text in (("latitude", "ละติจูด", lat), ("longitude", "ลองจิจูด", lon))
        if _is_coarse(text)
    ]


def _is_coarse(text: str) -> bool:
    match = _DECIMAL.fullmatch(arabic_digits(text))
    return match is not None and len((match[1] or "").rstrip("0")) <= COARSE_DECIMALS


def _of_place(place: tuple[float, float] | None, shared: Mapping[tuple[float, float], int]) -> list[Reason]:
    if place is None:
        return []
    lon, lat = place
    reasons: list[Reason] = []
    if not _in_box(lon, lat):
        reasons.append(_OUTSIDE)
    if lon.is_integer() and lat.is_integer():
        reasons.append(_WHOLE)
    if shared[place] > 1:
        reasons.append(_SHARED)
    return reasons


def _in_box(lon: float, lat: float) -> bool:
    west, south, east, north = THAILAND
    return west <= lon <= east and south <= lat <= north


def _of_province(
    entry: Entry, gazette: Gazette, place: tuple[float, float] | None, found: str | None
) -> list[Reason]:
    """Without boundaries of its own province, a place in none says nothing."""
    if place is None or found == entry.province_code:
        return []
    if found is not None:
        name = official_names().get(found)
        thai, english = (name.name_th, name.name_en or name.name_th) if name else (found, found)
        return [("other-province", f"อยู่ในจังหวัด{thai}", f"it lies in the province of {english}")]
    return [_NOWHERE] if entry.province_code in gazette.provinces else []


_UNREADABLE = ("unreadable", "อ่านไม่ได้", "it cannot be read")
_SWAPPED = ("swapped", "ละติจูดกับลองจิจูดน่าจะสลับกัน", "latitude and longitude look swapped")
_OUTSIDE = ("outside-thailand", "อยู่นอกประเทศไทย", "it lies outside Thailand")
_WHOLE = ("whole-degrees", "เป็นองศาเต็มพอดี", "it is whole degrees")
_SHARED = ("shared", "ซ้ำกับ อปท. อื่น", "another authority has the same")
_NOWHERE = ("no-province", "ไม่อยู่ในจังหวัดใด (ทะเลหรือต่างประเทศ)", "it lies in no province (at sea or abroad)")
