"""A synthetic nation: 7,849 authorities of the registry's types, spread as real ones are, always the same.

Each tambon outside Bangkok has an authority or two; the names are invented. The codes look like those of the
Department of Local Administration (DLA), with serials from 50 up, which no real one has.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from etl.synth.boundaries import shipped_amphoe, tambon_codes
from etl.synth.villages import draw_names
from layers.codes import authority_types

Floats = NDArray[np.float64]

COUNTS = {"pao": 76, "city": 30, "town": 195, "subdistrict": 2_247, "sao": 5_300, "special": 1}
"""Authorities in DLA's registry by type, of 2020 and 2026 alike."""

WEIGHTS = {"pao": 8.0, "city": 8.0, "town": 3.0, "subdistrict": 1.2, "sao": 1.0, "special": 4.0}
"""How many projects a type has, beside a subdistrict organisation's one."""

BANGKOK = "10"
SPECIAL_AMPHOE = "2004"
FIRST_SERIAL = 50
VILLAGES = 8
SEED = 7_849
METRES_A_DEGREE = 111_195.0
_SPREAD = {"city": 1_300.0, "town": 1_300.0}
_SPREAD_ELSEWHERE = 2_800.0


@dataclass(frozen=True, slots=True)
class SynthAuthority:
    """An authority. `sites` are where its villages are (longitude, latitude); the first is its office."""

    code: str
    type: str
    amphoe_code: str
    name_th: str
    name_en: str
    supervising_level: str
    sites: Floats
    villages: list[str]


@cache
def nation() -> tuple[SynthAuthority, ...]:
    """Return the authorities, province by province."""
    rng = np.random.default_rng(SEED)
    serials: Counter[tuple[str, str]] = Counter()
    return tuple(_authority(rng, kind, amphoe, serials) for amphoe, kind in _seats(rng))


def _seats(rng: np.random.Generator) -> list[tuple[str, str]]:
    """Return (amphoe, type) of each authority."""
    tambon = [code for code in tambon_codes() if not code.startswith(BANGKOK)]
    small = ["subdistrict"] * COUNTS["subdistrict"] + ["sao"] * COUNTS["sao"]
    second = rng.choice(len(tambon), len(small) - len(tambon), replace=False)
    homes = [code[:4] for code in tambon] + [tambon[i][:4] for i in second]
    seats = list(zip(homes, rng.permutation(np.array(small)).tolist(), strict=True))
    return sorted([*seats, *_large_seats(Counter(homes)), (SPECIAL_AMPHOE, "special")])


def _large_seats(size: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield the seats of provinces, cities and towns: in the capital amphoe, then in the largest others."""
    capitals = sorted((code for code in size if code.endswith("01")), key=lambda code: (-size[code], code))
    others = sorted((code for code in size if code not in capitals), key=lambda code: (-size[code], code))
    yield from ((code, "pao") for code in capitals)
    yield from ((code, "city") for code in capitals[: COUNTS["city"]])
    towns = [*capitals[COUNTS["city"] :], *others]
    yield from ((code, "town") for code in towns[: COUNTS["town"]])


def _authority(
    rng: np.random.Generator, kind: str, amphoe: str, serials: Counter[tuple[str, str]]
) -> SynthAuthority:
    entry = authority_types()[kind]
    serial = FIRST_SERIAL + serials[entry.dla_digit, amphoe]
    serials[entry.dla_digit, amphoe] += 1
    code = f"{entry.dla_digit}{amphoe}{serial:02d}"
    names = draw_names(rng, VILLAGES)
    sites = _province_sites(rng, amphoe[:2]) if kind == "pao" else _sites(rng, kind, amphoe)
    name_th = f"{names[0].removeprefix('บ้าน')}จำลอง"
    return SynthAuthority(
        code, kind, amphoe, name_th, f"Synthetic {code}", entry.supervising_level, sites, names
    )


def _sites(rng: np.random.Generator, kind: str, amphoe: str) -> Floats:
    """Return a place of the amphoe, and villages scattered about it that are inside too."""
    area = shipped_amphoe()[amphoe]
    office = _inside(rng, area, 1)
    around = scatter(rng, np.repeat(office, VILLAGES - 1, axis=0), _SPREAD.get(kind, _SPREAD_ELSEWHERE))
    inside = shapely.contains_xy(area, around[:, 0], around[:, 1])
    return np.vstack([office, np.where(inside[:, None], around, office)])


def _province_sites(rng: np.random.Generator, province: str) -> Floats:
    areas = _amphoe_of()[province]
    chosen = rng.choice(len(areas), VILLAGES)
    return np.vstack([_inside(rng, areas[i], 1) for i in chosen])


def _inside(rng: np.random.Generator, area: BaseGeometry, count: int) -> Floats:
    """Return places spread evenly over an area."""
    shapely.prepare(area)
    west, south, east, north = area.bounds
    found = np.empty((0, 2))
    while len(found) < count:
        tried = rng.uniform((west, south), (east, north), (count * 8, 2))
        found = np.vstack([found, tried[shapely.contains_xy(area, tried[:, 0], tried[:, 1])]])
    return found[:count]


def scatter(rng: np.random.Generator, places: Floats, metres: Floats | float) -> Floats:
    """Return places moved by so many metres, normally distributed to each side."""
    north = rng.normal(size=len(places)) * metres / METRES_A_DEGREE
    east = rng.normal(size=len(places)) * metres / METRES_A_DEGREE
    return np.column_stack([places[:, 0] + east / np.cos(np.radians(places[:, 1])), places[:, 1] + north])


@cache
def _amphoe_of() -> dict[str, list[BaseGeometry]]:
    areas: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    for code, area in shipped_amphoe().items():
        areas[code[:2]].append(area)
    return areas
