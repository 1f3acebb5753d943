"""Every place that a text can mean, the likeliest by the text alone first."""

from collections.abc import Iterable
from dataclasses import replace

from pyproj import CRS

from geo.datum import CRSLike, is_indian_1975, label, read_crs
from geo.errors import Refused
from geo.notation import several
from geo.notation.clean import LONGEST, checked, plain, seen, too_long
from geo.notation.degrees import Found, System, read_degrees
from geo.notation.line import line_of
from geo.notation.link import links, read_link, refuse_words, without_links
from geo.notation.plus_code import read_plus_codes
from geo.notation.reading import Notation, Reading, Repair
from geo.notation.shape import read_shape
from geo.notation.squares import read_squares
from geo.notation.stated import Datum, Stated, Zone, stated
from geo.notation.thailand import in_thailand
from geo.notation.utm import grids, read_metres
from geo.thai.digits import one_line
from geo.thai.unreadable import Unreadable, shown

Near = tuple[float, float]


def read_places(text: str, *, near: Near | None = None, crs: CRSLike | None = None) -> list[Reading]:
    """Return every place that a text can mean, the likeliest by the text alone first; at least one.

    `near` (latitude, longitude) completes short plus codes; `crs` is the system that the caller declares for
    numbers of which the text says none. Readings outside Thailand are only there where none is inside. What
    was mended or supposed is in each reading's `repairs`. Nothing is fetched from anywhere.

    Raises `Unreadable` when the text has no reading, `Refused` when `crs` is no system.
    """
    declared = read_crs(crs) if crs is not None else None
    try:
        readings = _read(seen(checked(text)), near, declared)
    except Refused as refusal:
        raise Unreadable(refusal.thai, refusal.english) from None
    if not readings:
        raise nothing(text)
    if all(reading.lat == reading.lon == 0 for reading in readings):
        raise _no_fix()
    return _ranked(readings)


def _read(text: str, near: Near | None, declared: CRS | None) -> list[Reading]:
    short = len(text) <= LONGEST
    shape = read_shape(text, _known(stated(plain(text))) if short else Stated(""), declared)
    if shape is not None:
        return shape
    if not short:
        raise too_long(LONGEST)
    found = links(text)
    if not found:
        refuse_words(text)
        return _written(plain(text), near, declared)
    return _linked(text, found, near, declared)


def _linked(text: str, found: list[str], near: Near | None, declared: CRS | None) -> list[Reading]:
    """Return the places of the links in a text, or those written beside them where they hold none."""
    refusal: Unreadable | None = None
    places: list[list[Reading]] = []
    for link in found[: several.MOST_PLACES]:
        try:
            readings, said = read_link(link)
        except ValueError as error:
            refusal = error if isinstance(error, Unreadable) else refusal
            continue
        if said:
            seen_at = (readings[0].lat, readings[0].lon) if readings else near
            readings = _named(said, seen_at, declared) or readings
        places += [[reading] for reading in readings]
    rest = plain(without_links(text))
    if not places:
        beside = _written(rest, near, declared) if any(sign.isdigit() for sign in rest) else []
        if not beside and refusal:
            raise refusal
        return beside
    if len(places) == 1:
        return places[0]
    return several.together(places, rest, ends=len(found) == 1 or several.names_ends(rest))


def _named(said: str, near: Near | None, declared: CRS | None) -> list[Reading]:
    """Return the place that a link writes out as the name of one."""
    return [replace(reading, notation=Notation.LINK) for reading in _written(plain(said), near, declared)][:1]


def _written(text: str, near: Near | None, declared: CRS | None) -> list[Reading]:
    """Return the places that a plain text writes out in figures."""
    whole = _known(stated(text))
    unread = False
    if several.names_ends(text):
        pieces = several.pieces(text)
        parts = [_found(piece, whole, near, declared) for piece in pieces]
        empty = [piece for piece, part in zip(pieces, parts, strict=True) if not part and _more(piece)]
        places, astray = _inside([found for part in parts for found in part])
        unread = bool(places and (astray or empty))
        if len(places) > 1:
            return _less(several.together(places, text, ends=True), unread)
        if not places and len(empty) > 1 and not any(map(_names_an_axis, empty)):
            return []
        if places and astray:
            return _less(list(places[0]), unread)
    places, astray = _inside(_found(text, whole, near, declared))
    readings = several.together(places, text, ends=False) if len(places) > 1 else list(*places)
    return _less(readings, unread or astray)


def _inside(found: list[Found]) -> tuple[list[tuple[Reading, ...]], bool]:
    """Return the readings of places, and whether some were left out as the only ones not in Thailand."""
    inside = [place for place in found if place.plausible] or found
    return [place.readings for place in inside], len(inside) < len(found)


def _found(text: str, whole: Stated, near: Near | None, declared: CRS | None) -> list[Found]:
    """Return the places of a piece of text, in whatever notation, as many as it writes."""
    if not any(sign.isdigit() or sign == "+" for sign in text):
        return []
    own = _inherited(_known(stated(text)), whole)
    for found in (read_plus_codes(text, near), read_squares(text, own)):
        if found:
            return found
    line = line_of(own.text, zoned=own.zone is not None)
    metres = read_metres(line, own, grids(own, _projected(own, declared)))
    degrees = read_degrees(line, _degrees(own, declared))
    chosen = _chosen(metres, degrees)
    unread = line.more((found.start, found.end) for found in chosen) > 1
    return [replace(found, readings=tuple(_less(list(found.readings), unread))) for found in chosen]


def _chosen(metres: list[Found], degrees: list[Found]) -> list[Found]:
    """Return what a line says in metres and in degrees; where the two overlap, what leads to Thailand."""
    if not (metres and degrees):
        return metres or degrees
    inside = [found for found in (*metres, *degrees) if found.plausible] or metres
    kept: list[Found] = []
    for found in inside:
        rival = next((one for one in kept if one.start < found.end and found.start < one.end), None)
        if rival is None:
            kept.append(found)
        else:
            both = (*rival.readings, *found.readings)
            kept[kept.index(rival)] = Found(rival.start, max(rival.end, found.end), both)
    return sorted(kept, key=lambda found: found.start)


def _more(piece: str) -> bool:
    """Whether a piece of a text has a number like one of a place."""
    return line_of(piece).more() > 0


def _names_an_axis(piece: str) -> bool:
    return any(sign in "NSEWΦΛXY" for sign in line_of(piece).signs)


def _less(readings: list[Reading], unread: bool) -> list[Reading]:
    """Return readings that say so where they are less than their text tells."""
    if not unread:
        return readings
    return [replace(reading, repairs=(*reading.repairs, Repair.PART_UNREAD)) for reading in readings]


def _known(said: Stated) -> Stated:
    """Return what a text states with the EPSG code of a Thai survey as its datum and zone."""
    for datum in Datum:
        if said.epsg is not None and f"EPSG:{said.epsg}" == datum.degrees:
            return replace(said, epsg=None, datums=said.datums | {datum})
        if said.epsg is not None and 1 <= said.epsg - datum.utm <= 60:
            return replace(said, epsg=None, datums=said.datums | {datum}, zone=Zone(said.epsg - datum.utm))
    return said


def _inherited(own: Stated, whole: Stated) -> Stated:
    """Return what a piece of text states, completed by what the whole of it does."""
    return Stated(own.text, own.datums or whole.datums, own.epsg or whole.epsg, own.zone or whole.zone)


def _projected(said: Stated, declared: CRS | None) -> CRS | None:
    system = read_crs(said.epsg) if said.epsg is not None else declared
    return system if system is not None and system.is_projected else None


def _degrees(said: Stated, declared: CRS | None) -> System:
    """Return the systems of a text's degrees: those of its datums, else the declared one, else WGS 84."""
    if said.datums:
        return System(tuple((datum.degrees, ()) for datum in Datum if datum in said.datums))
    system = read_crs(said.epsg) if said.epsg is not None else declared
    if system is None:
        return System()
    if system.is_geographic:
        return System(((label(system), ()),))
    return System(((Datum.INDIAN_1975.degrees, ()),)) if is_indian_1975(system) else System()


def _ranked(readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings once each, the likeliest first, outside Thailand only where none is inside."""
    best: dict[tuple[float, float, str], Reading] = {}
    for reading in readings:
        key = (round(reading.lat, 7), round(reading.lon, 7), reading.geometry.wkt if reading.shape else "")
        if key not in best or reading.likelihood > best[key].likelihood:
            best[key] = reading
    ranked = sorted(best.values(), key=lambda reading: -reading.likelihood)
    return [reading for reading in ranked if in_thailand(reading.lat, reading.lon)] or ranked


def _no_fix() -> Unreadable:
    return Unreadable(
        "0, 0 คือค่าที่เครื่องให้เมื่อยังจับสัญญาณดาวเทียมไม่ได้ ให้วัดตำแหน่งใหม่",
        "0, 0 is what a device gives before it has a fix; take the position again.",
    )


def nothing(text: str) -> Unreadable:
    """Return the refusal of a text that writes no place, with what it lacks."""
    line = shown(one_line(seen(text)))
    if not any(sign.isdigit() for sign in line):
        return Unreadable(
            f"“{line}” ไม่มีตัวเลขพิกัด ให้กรอกเช่น 19.9047, 99.8412 หรือ 47Q 588123 2201456",
            f"“{line}” has no figures of a coordinate; enter such as 19.9047, 99.8412 or 47Q 588123 2201456.",
        )
    return Unreadable(
        f"“{line}” อ่านเป็นพิกัดไม่ได้ ต้องมีสองค่า เช่น 19.9047, 99.8412 "
        "หรือ 19°54'17\"N 99°50'28\"E หรือ 47Q 588123 2201456",
        f"“{line}” cannot be read as a place; two values are needed, such as 19.9047, 99.8412, "
        "19°54'17\"N 99°50'28\"E or 47Q 588123 2201456.",
    )
