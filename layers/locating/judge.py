"""The judge: texts in, what they can mean out, ordered by where it lies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import shapely
from psycopg import Connection

from geo.database import Row
from geo.datum import CRSLike
from geo.errors import NotFound
from geo.notation import Reading, Repair, has_short_code, read_places
from geo.notation.thailand import in_thailand
from geo.sql import statement
from geo.thai.unreadable import Unreadable, shown
from layers.areas.names import AreaName
from layers.locating.confidence import LEAST, LIKELY, confidences, weight
from layers.locating.gazetteer import Gazetteer, gazetteer
from layers.locating.judgement import Judged, Judgement
from layers.locating.named import Named, named
from layers.locating.saying import said_of
from layers.locating.wanted import Wanted, find_wanted, of_areas, of_authority

MOST_SPOTS, MOST_VERTICES = 20_000, 20
"""The points asked of the database at once, and the vertices of one shape that are looked at."""

_LONGEST_NAMED = 2_000
_CONTRARY = frozenset({Repair.OTHER_DATUM, Repair.OTHER_ZONE})
"""What contradicts a text: worth trying only where nothing that it says will do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text, the area in which its place should lie if that is known, and the system of bare numbers."""

    text: str
    wanted: Wanted | None = None
    crs: CRSLike | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as it was read, before anybody looks at the map."""

    wanted: Wanted | None
    readings: tuple[Reading, ...] = ()
    refused: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class _Spot:
    areas: tuple[AreaName, ...]
    distance_m: float | None


class Judge:
    """Judges texts by the areas and authorities of one database, whose names and lines it keeps in memory."""

    def __init__(self, connection: Connection[Row]) -> None:
        self._connection = connection
        self._wanted: dict[str | Named, Wanted | None] = {}
        self._names: Gazetteer | None = None

    def within(self, code: str) -> Wanted:
        """Return what a code stands for; see `find_wanted`, whose errors it raises."""
        known = self._wanted.get(code)
        if known is None:
            known = self._wanted[code] = find_wanted(self._connection, code)
        return known

    def wanted(self, said: str) -> Wanted:
        """Return what a code stands for, or a name such as `อบต.แม่ยาว`, `ต.แม่ยาว อ.เมือง จ.เชียงราย`.

        Raises `NotFound` or `BadRequest` for what stands for nothing.
        """
        if not any(sign.isalpha() for sign in said):
            return self.within(said)
        found = self._named(said, bare=True)
        if found is None:
            raise NotFound(
                f"ไม่รู้จักพื้นที่หรือ อปท. “{shown(said)}” ใส่รหัส หรือชื่อที่มี ต. อ. จ. หรือ อบต. นำหน้า",
                f"No area or authority is known as “{shown(said)}”; give its code, or its kind and name.",
            )
        return found

    def one(self, asked: Asked) -> Judgement:
        """Judge one text."""
        return self.many([asked])[0]

    def many(self, asked: Sequence[Asked]) -> list[Judgement]:
        """Judge texts, in their order, with one question to the database for some thousands of them.

        A text without a reading is refused in its own judgement; raises `Refused` for a `crs` that is none.
        """
        return [
            judgement
            for block in _blocks([self._read(one) for one in asked])
            for judgement in self._judge(block)
        ]

    def _read(self, asked: Asked) -> _Read:
        wanted = asked.wanted or self._named(asked.text)
        try:
            readings = read_places(asked.text, near=wanted.centre if wanted else None, crs=asked.crs)
        except Unreadable as refusal:
            return _Read(wanted, refused=refusal)
        return _Read(wanted, tuple(readings))

    def _named(self, text: str, *, bare: bool = False) -> Wanted | None:
        """Return the areas that a text itself names, where they can be told."""
        bare = bare or ("+" in text and has_short_code(text.lower()))
        found = named(text[:_LONGEST_NAMED], self._known(), bare=bare)
        if not (found.areas or found.authorities):
            return None
        if found not in self._wanted:
            self._wanted[found] = self._find(found)
        return self._wanted[found]

    def _known(self) -> Gazetteer:
        if self._names is None:
            self._names = gazetteer(self._connection)
        return self._names

    def _find(self, found: Named) -> Wanted | None:
        """Return the areas of authorities, or of codes, that a text names, as one."""
        known = self._known()
        if found.authorities:
            names = [(one.name_th, one.name_en) for one in found.authorities]
            each = [of_authority(self._connection, one.id, ("", "")) for one in found.authorities]
            areas = [area for wanted in each if wanted for area in wanted.areas]
            own = found.authorities[0].id if len(found.authorities) == 1 else None
        else:
            names = [(known.name(code).name_th, known.name(code).name_en or code) for code in found.areas]
            ids, own = [known.id(code) for code in found.areas], None
            areas = [area for area in dict.fromkeys(ids) if area is not None]
        if not areas and own is None:
            return None
        name = (f"พื้นที่ที่ข้อความบอก ({names[0][0]})", f"the area that the text names ({names[0][1]})")
        wanted = of_areas(self._connection, areas, name, authority=own)
        return Wanted(wanted.thai, wanted.english, wanted.areas, own, wanted.centre, named=True)

    def _judge(self, block: Sequence[_Read]) -> list[Judgement]:
        spots = iter(self._spots(block))
        return [self._judgement(one, spots) for one in block]

    def _judgement(self, read: _Read, spots: Iterator[_Spot]) -> Judgement:
        if read.refused is not None:
            return Judgement((), read.wanted, read.refused.thai, read.refused.english, read.refused)
        found = [
            (reading, _of_vertices([next(spots) for _ in _vertices(reading)])) for reading in read.readings
        ]
        readings = tuple(_ordered(found))
        return Judgement(readings, read.wanted, *said_of(readings, read.wanted))

    def _spots(self, block: Sequence[_Read]) -> list[_Spot]:
        """Ask for all vertices of a block at once."""
        wanted = list(dict.fromkeys(one.wanted for one in block if one.wanted is not None))
        number = {one: at for at, one in enumerate(wanted)}
        asked = [
            (*vertex, None if one.wanted is None else number[one.wanted])
            for one in block
            for reading in one.readings
            for vertex in _vertices(reading)
        ]
        if not asked:
            return []
        lon, lat, numbers = zip(*asked, strict=True)
        values = {"lon": list(lon), "lat": list(lat), "wanted": list(numbers), **_lines(wanted)}
        rows = self._connection.execute(statement(__package__, "spots"), values).fetchall()
        return [self._spot(row) for row in rows]

    def _spot(self, row: Row) -> _Spot:
        codes = [row[f"{level}_code"] for level in ("tambon", "amphoe", "province")]
        areas = tuple(self._known().name(code) for code in codes if code)
        return _Spot(areas, None if row["distance_m"] is None else round(float(row["distance_m"]), 1))


def _lines(wanted: Sequence[Wanted]) -> dict[str, list[int]]:
    areas = [(at, area) for at, one in enumerate(wanted) for area in one.areas]
    own = [(at, one.authority) for at, one in enumerate(wanted) if one.authority is not None]
    return {
        "area_wanted": [at for at, _ in areas],
        "area": [area for _, area in areas],
        "authority_wanted": [at for at, _ in own],
        "authority": [authority for _, authority in own],
    }


def _blocks(read: Iterable[_Read]) -> Iterator[list[_Read]]:
    block: list[_Read] = []
    spots = 0
    for one in read:
        block.append(one)
        spots += sum(len(_vertices(reading)) for reading in one.readings)
        if spots >= MOST_SPOTS:
            yield block
            block, spots = [], 0
    if block:
        yield block


def _vertices(reading: Reading) -> list[tuple[float, float]]:
    """Return longitude and latitude of a reading, of a shape's vertices some, the first among them."""
    if reading.shape is None:
        return [(reading.lon, reading.lat)]
    vertices = shapely.get_coordinates(reading.shape)
    step = -(-len(vertices) // MOST_VERTICES)
    return [(float(lon), float(lat)) for lon, lat in vertices[::step]]


def _of_vertices(spots: Sequence[_Spot]) -> _Spot:
    """Return where a shape lies: the areas of its first vertex, the distance of its farthest."""
    distances = [spot.distance_m for spot in spots if spot.distance_m is not None]
    return _Spot(spots[0].areas, max(distances) if distances else None)


def _ordered(found: Sequence[tuple[Reading, _Spot]]) -> Iterator[Judged]:
    """Yield the plausible readings, the best first: those within the wanted area, then the others, each by
    its weight, so that a few hundred metres of many kilometres outweigh nothing that the text says.
    """
    known = [pair for pair in found if pair[1].areas] or found
    fitting = [pair for pair in known if not _CONTRARY & {*pair[0].repairs}]
    enough = any(not spot.distance_m for _, spot in fitting)
    ranked = sorted(fitting if enough else known, key=_rank)
    weights = [_weight(pair) for pair in ranked]
    trusted = confidences(weights)
    for (reading, spot), confidence, by_place in zip(ranked, trusted, weights, strict=True):
        if confidence >= LEAST or by_place >= LIKELY * weights[0]:
            yield Judged(reading, spot.areas, spot.distance_m, confidence)


def _abroad(reading: Reading, spot: _Spot) -> bool:
    return not spot.areas and not in_thailand(reading.lat, reading.lon)


def _weight(pair: tuple[Reading, _Spot]) -> float:
    reading, spot = pair
    return weight(reading.likelihood, spot.distance_m, abroad=_abroad(reading, spot))


def _rank(pair: tuple[Reading, _Spot]) -> tuple[bool, float]:
    return bool(pair[1].distance_m), -_weight(pair)
