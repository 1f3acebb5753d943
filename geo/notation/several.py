"""Several places in one text: the ends of a road, the corners of a plot, or one place written twice."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geo.notation.reading import Reading
from geo.notation.repair import SUPPOSED

MOST_PLACES = 200
SAME_M = 30.0
"""Metres within which two notations of one text write one place."""

_EARTH = Geod(ellps="WGS84")
_THAI = "ก-๎"
_ENDS = re.compile(
    r"(?:จุด|พิกัด|ช่วง|กม\.\s*)*(?:เริ่มต้น|เริ่ม|ต้นทาง|ต้นสาย|หัวงาน|กึ่งกลาง|กลางสาย|สิ้นสุด|ปลายทาง|ปลายสาย|ท้ายงาน|จุดผ่าน)(?:โครงการ|สายทาง|ถนน)?(?:\s*\(?[abกข]\)?(?![a-zก-๎.]))?"
    r"|จาก(?=[^ก-๎]|พิกัด|จุด)|(?:ไป)?ถึง|ไปยัง|→|➔|➜|⇒|[-=]+>"
    r"|(?<![a-z])(?:start(?:ing)?|begin(?:ning)?|end(?:ing)?|finish|from|to|via|midpoint)(?:\s*(?:point|location|pt|sta))?(?![a-z])"
)
_LINE = re.compile(
    r"ถนน|สาย|ราง|ท่อ|คลอง|ลำห้วย|แนว|ช่วง|road|line|route|canal|drain|[0-9]\+[0-9]{3}"
    r"|[0-9a-z°'\")]\s*(?:~|\s-\s|(?<=[ew])-)\s*[(a-z0-9]"
)
_PLOT = re.compile(r"มุม|ขอบเขต|แปลง|polygon|boundary|corner")


def pieces(text: str) -> list[str]:
    """Return a plain text cut at the words for the start and the end of something."""
    return _ENDS.split(text)


def names_ends(text: str) -> bool:
    """Whether a plain text has words for a start or an end."""
    return _ENDS.search(text) is not None


def together(places: Sequence[Sequence[Reading]], text: str, *, ends: bool) -> list[Reading]:
    """Return what several places of a text are together.

    `ends` says that words for a start and an end part them: a line. Else they are one place where they lie
    together in different notations, or one is the other with fewer digits; a polygon or line where the text
    says so, and points otherwise.
    """
    if not ends and len({readings[0].notation for readings in places}) > 1:
        return _one(places)
    if not ends and len(places) == 2 and _rounded(places[0][0], places[1][0]):
        return _one(places)
    if len(places) > MOST_PLACES:
        return []
    made = [_joined(first, places, text, ends) for first in places[0]]
    return [reading for reading in made if reading is not None]


def _rounded(one: Reading, other: Reading) -> bool:
    """Whether a place is another one written with fewer digits."""
    fine, coarse = sorted((one.precision_m or 0, other.precision_m or 0))
    return coarse >= 5 * fine and apart_m(one, other) <= coarse


def _one(places: Sequence[Sequence[Reading]]) -> list[Reading]:
    """Return the readings on which two notations agree; all of them where they do not."""
    for first in places[0]:
        for other in places[1]:
            if apart_m(first, other) <= max(
                SAME_M, 2 * (first.precision_m or 0), 2 * (other.precision_m or 0)
            ):
                return [
                    min(first, other, key=lambda reading: (reading.precision_m or 0, -reading.likelihood))
                ]
    return [reading for readings in places for reading in readings]


def apart_m(one: Reading, other: Reading) -> float:
    """Return the metres on the ellipsoid between the first vertices of two readings."""
    return float(_EARTH.inv(one.lon, one.lat, other.lon, other.lat)[2])


def _joined(first: Reading, places: Sequence[Sequence[Reading]], text: str, ends: bool) -> Reading | None:
    """Return a reading of the first place with all the others, taken in the same system."""
    chosen = [first, *(_like(first, readings) for readings in places[1:])]
    spots = [(reading.lon, reading.lat) for reading in chosen]
    if all(one == other for one, other in pairwise(spots)):
        return first
    repairs = tuple(dict.fromkeys(repair for reading in chosen for repair in reading.repairs))
    precision = max((reading.precision_m or 0 for reading in chosen), default=0) or None
    return replace(first, repairs=repairs, shape=_shape(spots, text, ends), precision_m=precision)


def _like(first: Reading, readings: Sequence[Reading]) -> Reading:
    """Return the reading that supposes most nearly what another one does."""
    supposed = SUPPOSED & {*first.repairs}
    return min(
        readings,
        key=lambda reading: (
            reading.crs != first.crs,
            (SUPPOSED & {*reading.repairs}) != supposed,
            reading.repairs != first.repairs,
        ),
    )


def _shape(spots: list[tuple[float, float]], text: str, ends: bool) -> BaseGeometry:
    if (len(spots) > 3 and spots[0] == spots[-1]) or (len(spots) > 2 and not ends and _PLOT.search(text)):
        return shapely.Polygon(spots)
    if ends or _LINE.search(text):
        return shapely.LineString(spots)
    return shapely.MultiPoint(spots)
