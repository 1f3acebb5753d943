"""Where the rows of a frame are, in EPSG:4326: from two columns of degrees or metres, or from one text."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from etl.projects.axes import PAIRS, in_words
from etl.projects.columns import Columns
from etl.projects.opening import SWAPPED, Shapes
from etl.projects.reading import is_blank
from etl.projects.refusal import Reason, Refusals, printable
from geo.datum import CRSLike, in_thailand_box, label, lonlat, read_crs
from geo.errors import EplanError
from geo.notation import Reading, read_cells, read_pair
from geo.notation.clean import plain, seen
from geo.notation.stated import stated

DEGREES = r"-?[0-9]{1,3}(?:\.[0-9]+)?"
METRES = r"-?[0-9]{1,8}(?:\.[0-9]+)?"
WGS84 = "EPSG:4326"
KINDS = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon")
FEWEST_DIGITS = 4
"""A text with fewer digits names a place and is no coordinate: `หมู่ 3 บ้านดอยงาม`."""

_PLUS_CODE = r"(?i)\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2}"
_TYPES = [shapely.GeometryType[kind.upper()] for kind in KINDS]
_UTM_WGS84 = "EPSG:326[0-9]{2}"
_UTM_EASTINGS, _UTM_NORTHINGS = (10**5, 10**6), (5 * 10**5, 10**7)
"""Where the metres of UTM must lie to be in the expected order: Thailand is north of 500 km."""


Read = Callable[[Sequence[tuple[str, int]]], Sequence[Reading | Reason | None]]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Who settles texts without an exact reading, each by its authority: `owners` are the rows' ids."""

    read: Read
    owners: pd.Series


@dataclass(slots=True)
class Places:
    """Per row the shape in EPSG:4326, None for none; the text as entered, its system, and the way here.

    `repairs` are the codes of what was mended or supposed, joined by commas, and `precision` a unit of the
    text's last digit in metres. `words` are texts of the place column that are no coordinates.
    """

    geometry: pd.Series
    text: pd.Series
    crs: pd.Series
    operation: pd.Series
    repairs: pd.Series
    precision: pd.Series
    words: pd.Series

    def put(self, at: Any, lon: Any, lat: Any) -> None:
        """Put points at some rows."""
        self.geometry.loc[at] = shapely.points(lon, lat)

    def take(self, at: int, text: str, reading: Reading) -> None:
        """Put what a text was read as at a row."""
        self.geometry[at] = reading.geometry
        self.text[at] = printable(text)
        self.crs[at], self.operation[at] = reading.crs, reading.operation
        self.repairs[at] = ",".join(repair.value for repair in reading.repairs) or None
        self.precision[at] = reading.precision_m


def place_shapes(frame: pd.DataFrame, shapes: Shapes, refusals: Refusals) -> Places:
    """Return the places of rows that came as features; one outside Thailand, or a mixture, is refused."""
    places = _nowhere(frame.index)
    places.geometry = pd.Series(shapes.geometries[frame.index.to_numpy()], index=frame.index, dtype=object)
    there = places.geometry.notna()
    places.crs.loc[there], places.operation.loc[there] = shapes.crs, shapes.operation
    mixed = there & ~np.isin(shapely.get_type_id(places.geometry.to_numpy()), _TYPES)
    for at in frame.index[mixed]:
        refusals.add(int(at), "geometry", "", _MIXED)
    _refuse_outside(places, frame.index[there & ~mixed], "geometry", refusals)
    return places


def read_places(
    frame: pd.DataFrame,
    columns: Columns,
    crs: CRSLike | None,
    refusals: Refusals,
    doubt: Doubt | None = None,
) -> Places:
    """Return the places of a frame's rows; `crs` is the system declared for bare numbers.

    Degrees go before metres, and these before a text with both, row by row. What has no exact reading, and
    two columns that lead out of Thailand, are in doubt, which `doubt` may settle. Half a place, what has no
    reading, and a place outside Thailand are refused with the reason.
    """
    places = _nowhere(frame.index)
    left = pd.Series(True, index=frame.index)
    for (north, east), words in PAIRS.items():
        first, second = columns.get(north), columns.get(east)
        if first and second:
            said = left & ~(is_blank(frame[first]) & is_blank(frame[second]))
            exact = refusals if doubt is None else Refusals()
            _read_two(frame[first][said], frame[second][said], crs, places, exact)
            _refuse_outside(places, frame.index[said], f"{first} / {second}", exact)
            if doubt is not None and exact.found:
                rows = frame.loc[[*exact.found]]
                cells = in_words(rows, (first, second), words, columns.get("zone"))
                rest = _take_said(cells, exact, doubt, places, crs)
                _settle(rest, exact, doubt, places, refusals)
            left &= ~said
    column = columns.get("place")
    if column:
        said = left & ~is_blank(frame[column])
        _read_texts(frame[column][said], crs, places, refusals, doubt)
        _refuse_outside(places, frame.index[said], column, refusals)
    return places


def _nowhere(index: pd.Index) -> Places:
    nothing = pd.Series([None] * len(index), index=index, dtype=object)
    return Places(*(nothing.copy() for _ in range(7)))


def _read_two(
    north: pd.Series, east: pd.Series, crs: CRSLike | None, places: Places, refusals: Refusals
) -> None:
    no_north, no_east = is_blank(north), is_blank(east)
    for at in north.index[no_north | no_east]:
        missing = north if no_north[at] else east
        refusals.add(int(at), str(missing.name), "", _HALF)
    both = ~(no_north | no_east)
    plain = both & _plain(north, east, crs)
    if plain.any():
        _take_plain(north[plain], east[plain], crs, places)
    readings = (
        (at, f"{north[at]} {east[at]}", partial(read_cells, north[at], east[at], crs))
        for at in north.index[both & ~plain]
    )
    _read_each(readings, f"{north.name} / {east.name}", places, refusals)


def _read_texts(
    texts: pd.Series, crs: CRSLike | None, places: Places, refusals: Refusals, doubt: Doubt | None
) -> None:
    """Read texts with both numbers; what is no coordinate is kept as words."""
    words = (texts.str.count("[0-9๐-๙]") < FEWEST_DIGITS) & ~texts.str.contains(_PLUS_CODE)
    places.words.loc[texts.index[words]] = texts[words]
    readings = ((at, text, partial(read_pair, text, crs)) for at, text in texts[~words].items())
    exact = refusals if doubt is None else Refusals()
    _read_each(readings, str(texts.name), places, exact)
    if doubt is not None:
        doubtful = texts[[*exact.found]]
        _settle(pd.DataFrame({"text": doubtful, "asked": doubtful}), exact, doubt, places, refusals)
    if doubt is not None and crs is None:
        _settle_datums(texts[~words & ~texts.index.isin([*exact.found])], doubt, places)


def _take_said(
    cells: pd.DataFrame, exact: Refusals, doubt: Doubt, places: Places, crs: CRSLike | None
) -> pd.DataFrame:
    """Take what reads exactly, and in Thailand, with the zone or datum that is said beside it.

    Returns the other rows.
    """
    taken: list[int] = []
    for at, text in cells["asked"][cells["said"]].items():
        row = int(str(at))
        with suppress(EplanError):
            reading = read_pair(text, crs)
            if in_thailand_box(reading.lon, reading.lat):
                places.take(row, text, reading)
                del exact.found[row]
                taken.append(row)
    if crs is None:
        _settle_datums(cells["asked"][taken], doubt, places)
    return cells.drop(index=taken)


def _settle(cells: pd.DataFrame, exact: Refusals, doubt: Doubt, places: Places, refusals: Refusals) -> None:
    """Take what is in doubt where it can be settled, and refuse the rest with the better reason.

    `cells` are, by row, the `text` as the file has it and `asked`, as it is asked for.
    """
    if cells.empty:
        return
    questions = list(zip(cells["asked"].tolist(), doubt.owners[cells.index].tolist(), strict=True))
    for (at, text), settled in zip(cells["text"].items(), doubt.read(questions), strict=True):
        row = int(str(at))
        column, value, reason = exact.found[row][0]
        if isinstance(settled, Reading):
            places.take(row, text, settled)
        else:
            refusals.add(row, column, value, settled or reason)


def _settle_datums(texts: pd.Series, doubt: Doubt, places: Places) -> None:
    """Take metres of no said datum as Indian 1975 where only so they lie in their authority's area.

    WGS 84 stays where they lie in it both ways, or neither.
    """
    metres = places.crs[texts.index].astype("str").str.fullmatch(_UTM_WGS84)
    unsaid = texts[metres.to_numpy()]
    unsaid = unsaid[[not _says_system(text) for text in unsaid]]
    if unsaid.empty:
        return
    asked = list(zip(unsaid.tolist(), doubt.owners[unsaid.index].tolist(), strict=True))
    for (at, text), settled in zip(unsaid.items(), doubt.read(asked), strict=True):
        row = int(str(at))
        if isinstance(settled, Reading) and settled.crs != places.crs[row]:
            places.take(row, text, settled)


def _says_system(text: str) -> bool:
    said = stated(plain(seen(text)))
    return bool(said.datums or said.epsg)


def _plain(north: pd.Series, east: pd.Series, crs: CRSLike | None) -> pd.Series:
    """Return which rows are bare numbers in the expected order."""
    system = read_crs(crs) if crs is not None else None
    if system is None or not system.is_projected:
        return north.str.fullmatch(DEGREES) & east.str.fullmatch(DEGREES)
    bare = north.str.fullmatch(METRES) & east.str.fullmatch(METRES)
    if system.utm_zone:
        y, x = (pd.to_numeric(numbers.where(bare, "0")) for numbers in (north, east))
        bare &= x.between(*_UTM_EASTINGS) & y.between(*_UTM_NORTHINGS)
    return bare


def _take_plain(north: pd.Series, east: pd.Series, crs: CRSLike | None, places: Places) -> None:
    """Take rows of bare numbers all at once."""
    system = crs or WGS84
    x, y = east.astype(float).to_numpy(), north.astype(float).to_numpy()
    lon, lat, operation = lonlat(x, y, system, strict=False)
    places.put(north.index, lon, lat)
    places.text.loc[north.index] = north + " " + east
    places.crs.loc[north.index] = label(system)
    places.operation.loc[north.index] = operation.name


def _read_each(
    readings: Iterator[tuple[Any, str, Callable[[], Reading]]],
    column: str,
    places: Places,
    refusals: Refusals,
) -> None:
    for at, text, read in readings:
        try:
            reading = read()
        except EplanError as error:
            refusals.add(int(at), column, text, (error.thai, error.english))
            continue
        places.take(at, text, reading)


def _refuse_outside(places: Places, rows: pd.Index, column: str, refusals: Refusals) -> None:
    there = places.geometry[rows].dropna()
    if there.empty:
        return
    west, south, east, north = shapely.bounds(there.to_numpy()).T
    inside = in_thailand_box(west, south) & in_thailand_box(east, north)
    for at in there.index[~inside]:
        reason = SWAPPED if _swapped(places.text[at]) else _OUTSIDE
        refusals.add(int(at), column, places.text[at] or "", reason)


def _swapped(text: str | None) -> bool:
    """Whether two bare numbers would be a place in Thailand the other way round."""
    numbers = (text or "").split()
    try:
        first, second = map(float, numbers)
    except ValueError:
        return False
    found: NDArray[np.bool_] = in_thailand_box(first, second)
    return bool(found)


_HALF = (
    "มีพิกัดเพียงครึ่งเดียว ต้องมีทั้งละติจูดและลองจิจูด หรือเว้นว่างทั้งคู่",
    "Half a coordinate: give both latitude and longitude, or neither.",
)
_OUTSIDE = (
    "พิกัดอยู่นอกประเทศไทย ตรวจตัวเลข ระบบพิกัด (--crs) และโซน",
    "The place is outside Thailand; check the numbers, the system (--crs) and its zone.",
)
_MIXED = (
    "รูปร่างของรายการนี้ปนกันหลายชนิด ให้แยกเป็นจุด เส้น หรือพื้นที่อย่างเดียว",
    "The shape is a mixture of kinds; make it points, lines or polygons only.",
)
