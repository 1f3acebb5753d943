"""Where the rows of a frame are, in EPSG:4326: from two columns of degrees or metres, or from one text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import shapely

from etl.projects.columns import Columns
from etl.projects.opening import Shapes
from etl.projects.refusal import Refusals
from geo.datum import CRSLike, in_thailand_box, label, lonlat, read_crs
from geo.errors import EplanError
from geo.notation import Reading, read_cells, read_pair

DEGREES = r"-?[0-9]{1,3}(?:\.[0-9]+)?"
METRES = r"[0-9]{5,7}(?:\.[0-9]+)?"
WGS84 = "EPSG:4326"
PAIRS = (("lat", "lon"), ("northing", "easting"))


@dataclass(slots=True)
class Places:
    """Per row the shape in EPSG:4326, None for none; the text as entered, its system, and the way here."""

    geometry: pd.Series
    text: pd.Series
    crs: pd.Series
    operation: pd.Series

    def put(self, at: Any, lon: Any, lat: Any) -> None:
        """Put points at some rows."""
        self.geometry.loc[at] = shapely.points(lon, lat)


def place_shapes(frame: pd.DataFrame, shapes: Shapes, refusals: Refusals) -> Places:
    """Return the places of rows that came as features; a shape outside Thailand is refused."""
    places = _nowhere(frame.index)
    places.geometry = pd.Series(shapes.geometries[frame.index.to_numpy()], index=frame.index, dtype=object)
    there = places.geometry.notna()
    places.crs.loc[there], places.operation.loc[there] = shapes.crs, shapes.operation
    _refuse_outside(places, "geometry", refusals)
    return places


def read_places(frame: pd.DataFrame, columns: Columns, crs: CRSLike | None, refusals: Refusals) -> Places:
    """Return the places of a frame's rows; `crs` is the system declared for bare numbers.

    Half a place, what has no reading, and a place outside Thailand are refused with the reason.
    """
    places = _nowhere(frame.index)
    for north, east in PAIRS:
        first, second = columns.get(north), columns.get(east)
        if first and second:
            _read_two(frame[first], frame[second], crs, places, refusals)
            _refuse_outside(places, f"{first} / {second}", refusals)
            return places
    column = columns.get("place")
    if column:
        texts = frame[column][frame[column].str.strip() != ""]
        readings = ((at, text, partial(read_pair, text, crs)) for at, text in texts.items())
        _read_each(readings, column, places, refusals)
        _refuse_outside(places, column, refusals)
    return places


def _nowhere(index: pd.Index) -> Places:
    nothing = pd.Series([None] * len(index), index=index, dtype=object)
    return Places(nothing.copy(), nothing.copy(), nothing.copy(), nothing.copy())


def _read_two(
    north: pd.Series, east: pd.Series, crs: CRSLike | None, places: Places, refusals: Refusals
) -> None:
    has_north, has_east = north.str.strip() != "", east.str.strip() != ""
    for at in north.index[has_north != has_east]:
        column = str(east.name if has_north[at] else north.name)
        refusals.add(int(at), column, "", _HALF)
    both = has_north & has_east
    plain = _plain(north, east, crs) & both
    if plain.any():
        _take_plain(north[plain], east[plain], crs, places)
    readings = (
        (at, f"{north[at]} {east[at]}", partial(read_cells, north[at], east[at], crs))
        for at in north.index[both & ~plain]
    )
    _read_each(readings, f"{north.name} / {east.name}", places, refusals)


def _plain(north: pd.Series, east: pd.Series, crs: CRSLike | None) -> pd.Series:
    pattern = METRES if crs is not None and read_crs(crs).is_projected else DEGREES
    return north.str.fullmatch(pattern) & east.str.fullmatch(pattern)


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
        places.geometry[at] = shapely.Point(reading.lon, reading.lat)
        places.text[at], places.crs[at], places.operation[at] = text, reading.crs, reading.operation


def _refuse_outside(places: Places, column: str, refusals: Refusals) -> None:
    there = places.geometry.dropna()
    if there.empty:
        return
    west, south, east, north = shapely.bounds(there.to_numpy()).T
    inside = in_thailand_box(west, south) & in_thailand_box(east, north)
    swapped = in_thailand_box(south, west) & in_thailand_box(north, east)
    for at, would in zip(there.index[~inside], swapped[~inside], strict=True):
        refusals.add(at, column, places.text[at] or "", _SWAPPED if would else _OUTSIDE)


_HALF = (
    "มีพิกัดเพียงครึ่งเดียว ต้องมีทั้งละติจูดและลองจิจูด หรือเว้นว่างทั้งคู่",
    "Half a coordinate: give both latitude and longitude, or neither.",
)
_OUTSIDE = (
    "พิกัดอยู่นอกประเทศไทย ตรวจตัวเลข ระบบพิกัด (--crs) และโซน",
    "The place is outside Thailand; check the numbers, the system (--crs) and its zone.",
)
_SWAPPED = (
    "พิกัดอยู่นอกประเทศไทย แต่ถ้าสลับละติจูดกับลองจิจูดจะอยู่ในประเทศ ให้สลับค่าสองช่องนี้",
    "The place is outside Thailand, but inside it with latitude and longitude swapped: swap the cells.",
)
