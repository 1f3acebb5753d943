"""MGRS, the military grid: a zone, a square of 100 km, and metres within it."""

import re
from collections.abc import Iterator
from functools import cache
from warnings import catch_warnings, simplefilter

from mgrs import MGRS
from mgrs.core import MGRSError

from geo.notation.degrees import Found
from geo.notation.reading import Notation, Reading, Spelling
from geo.notation.repair import Repair
from geo.notation.stated import Datum, Stated
from geo.notation.thailand import in_thailand
from geo.notation.utm import Grid, place

_ZONES = ("47Q", "47P", "47N", "48Q", "48P", "48N")
_LETTER = "[a-hj-np-z]"
_FULL = re.compile(
    rf"(?<![a-z0-9.])(?P<zone>[0-9]{{1,2}}\s?[c-hj-np-x])[\s-]*(?P<square>{_LETTER}[a-hj-np-v])"
    r"(?:[\s-]*(?P<east>[0-9]{1,5})[\s,/-]+(?P<north>[0-9]{1,5})|[\s-]*(?P<both>(?:[0-9]{2}){1,5})(?![\s,/-]+[0-9]{4,5}(?![0-9.,])))?(?![0-9a-z])"
)
_SHORT = re.compile(
    rf"(?<![a-z0-9.])(?P<band>[npq][\s-]?)?(?P<square>{_LETTER}[a-hj-np-v])"
    r"[\s-]*(?:(?P<east>[0-9]{2,5})[\s,/-]+(?P<north>[0-9]{2,5})|(?P<both>(?:[0-9]{2}){2,5}))(?![0-9a-z])"
)
_SAYS_GRID = re.compile(r"mgrs|grid|กริด|ทหาร|l\s?-?701[78]")


@cache
def _grid() -> MGRS:
    return MGRS()


def read_squares(text: str, said: Stated) -> list[Found]:
    """Return the places of a plain text that are written in MGRS: the middle of the square that it names.

    A square without its zone is only read where the text calls itself a grid, and then where it is in
    Thailand.
    """
    says_grid = _SAYS_GRID.search(text) is not None
    matches = (match for match in _FULL.finditer(text) if says_grid or _likely(match))
    found = [place for match in matches if (place := _full(match, said))]
    if found or not says_grid:
        return found
    return [place for match in _SHORT.finditer(text) if (place := _short(match, said))]


def _likely(match: re.Match[str]) -> bool:
    """Whether a reference is one even where nothing says so: it has metres, and a zone of these parts."""
    return match["zone"][:2] in ("46", "47", "48", "49") and bool(match["east"] or match["both"])


def _full(match: re.Match[str], said: Stated) -> Found | None:
    digits = _digits(match)
    if digits is None:
        return None
    readings = tuple(_readings(f"{match['zone'].replace(' ', '')}{match['square']}{digits}", (), said))
    return Found(match.start(), match.end(), readings) if readings else None


def _short(match: re.Match[str], said: Stated) -> Found | None:
    digits = _digits(match)
    if digits is None:
        return None
    band = (match["band"] or "").strip(" -")
    readings = tuple(
        reading
        for zone in _ZONES
        if zone.endswith(band.upper())
        for reading in _readings(f"{zone}{match['square']}{digits}", (Repair.GRID_ZONE_UNSAID,), said)
        if in_thailand(reading.lat, reading.lon)
    )
    return Found(match.start(), match.end(), readings) if readings else None


def _digits(match: re.Match[str]) -> str | None:
    """Return the digits of both axes, one after the other; None where they are not equally many."""
    if match["both"]:
        return match["both"]
    east, north = match["east"] or "", match["north"] or ""
    return east + north if len(east) == len(north) else None


def _readings(code: str, repairs: tuple[Repair, ...], said: Stated) -> Iterator[Reading]:
    """Yield the places of a whole reference, in the datum that the text says, WGS 84 if none."""
    try:
        with catch_warnings():
            simplefilter("error", RuntimeWarning)  # how the library says that a square is not in its zone
            zone, hemisphere, easting, northing = _grid().MGRSToUTM(code.upper())
    except (MGRSError, ValueError, RuntimeWarning):
        return
    if hemisphere != "N":
        return
    precision = 10.0 ** (5 - (len(code) - len(str(zone)) - 3) // 2)
    for datum in sorted(said.datums) or [Datum.WGS84]:
        spelling = Spelling(Notation.MGRS, repairs, precision)
        reading = place((easting, northing), Grid(f"EPSG:{datum.utm + zone}"), spelling)
        if reading is not None:
            yield reading
