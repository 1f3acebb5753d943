"""The angles of a line: degrees in decimals, with minutes, with seconds, in whatever order of signs."""

import re
from dataclasses import dataclass
from math import fsum

from geo.notation.reading import Axis, Notation
from geo.notation.repair import Repair

_SIXTY = r"(?:[0-5]?[0-9]|60)(?![0-9])"
_PART = rf"{_SIXTY}(?:[.,][0-9]{{1,12}})?"
_MARKED = (
    rf"[0-9]{{1,3}} ?[°?] ?-?{_PART}"
    rf"(?:(?: ?['?:] ?-?| |-)(?:{_PART}) ?(?:\"|'{{1,2}}|\?)?| ?(?:\"|'|\?(?! ?[0-9])))?"
    r"(?! ?['\"]? ?[0-9.,]{1,9} ?[\"'])"
)
_COLON = rf"[0-9]{{1,3}} ?: ?{_PART}(?: ?: ?{_PART})? ?[\"']?"
_SEMICOLON = rf"[0-9]{{1,3}} ?; ?{_SIXTY} ?; ?{_PART} ?\"?|[0-9]{{1,3}} ?; ?{_SIXTY}[.,][0-9]{{2,12}} ?'?"
_HYPHEN = rf"[0-9]{{1,3}}-{_SIXTY}-{_PART} ?\"?(?!-?[0-9])|[0-9]{{1,3}}-{_SIXTY}[.,][0-9]{{1,12}} ?'?(?!-)"
_QUOTES = rf"[0-9]{{1,3}} ?' ?{_SIXTY} ?' ?{_PART} ?(?:\"|'{{1,2}})?"
_DOTTED = r"[0-9]{1,3}\.[0-5][0-9]\.[0-5][0-9](?:\.[0-9]{1,9})?"
_SPACED = rf"[0-9]{{1,3}} {_SIXTY} {_PART} ?[\"']?|[0-9]{{1,3}} {_PART} ?'?"
_PACKED = r"[0-9]{5,7}(?:\.[0-9]{1,9})?(?= ?[NSEW])|[0-9]{4,5}\.[0-9]{1,9}(?=[, ]{0,2}[NSEW])"
_PACKED_BEHIND = r"[0-9]{5,7}(?:\.[0-9]{1,9})?"
_DECIMAL = r"[0-9]{1,3}(?:[.,][0-9]{1,17})?(?: ?°(?! ?[0-9])|\?(?![0-9]))?(?! ?°)"
_END = r"(?![0-9]|\.[0-9])"
_START = r"(?<![0-9])(?<![0-9]\.)"
_FREE = r"(?![NSEWXYΦΛ])(?! ?[:=])"
_CLEAR = rf"{_MARKED}|{_COLON}|{_SEMICOLON}|{_HYPHEN}|{_QUOTES}|{_DOTTED}"
_SIGN = r"(?P<sign{}>[-+])? ?"


def _lexer(*, lettered: bool, spaced: bool) -> re.Pattern[str]:
    """Return the pattern of one angle.

    Numbers with nothing but spaces between them are one angle where a letter stands with them (`lettered`),
    or always (`spaced`).
    """
    between = rf"|{_SPACED}" if lettered or spaced else ""
    told = rf"(?:{_CLEAR}{between}|{_PACKED}|{_DECIMAL}){_END}"
    lettered_first = rf"{told}|{_PACKED_BEHIND}{_END}"
    bare = rf"(?:{_CLEAR}{f'|{_SPACED}' if spaced else ''}|{_PACKED}|{_DECIMAL}){_END}"
    ways = [
        rf"(?P<name1>Φ)[ :=.,()\"']*{_SIGN.format(1)}(?P<body1>{told})(?: ?\.? ?(?P<after1>[NS]){_FREE})?",
        rf"(?P<name2>Λ)[ :=.,()\"']*{_SIGN.format(2)}(?P<body2>{told})(?: ?\.? ?(?P<after2>[EW]){_FREE})?",
        rf"(?P<name3>(?:[ΦΛ][ :=.,(]*)?[NSEWXY])[ :=.()\"']*{_SIGN.format(3)}(?P<body3>{lettered_first})",
        rf"(?:(?<![0-9°'\"])(?P<sign4>[-+]))?{_START}(?P<body4>{bare})"
        rf"(?:[, ]{{0,2}}\.? ?(?P<after4>[NSEW]){_FREE})?",
    ]
    if lettered:
        ways.insert(3, rf"{_START}(?P<body5>(?:{_SPACED}){_END}) ?\.? ?(?P<after5>[NSEW]){_FREE}")
    return re.compile("|".join(ways))


LETTERED = _lexer(lettered=True, spaced=False)
SPACED = _lexer(lettered=True, spaced=True)
APART = _lexer(lettered=False, spaced=False)
"""Three ways to cut a line: numbers side by side are one angle where a letter says so, always, or never."""

_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_AXES = {
    **dict.fromkeys("NSΦY", Axis.LATITUDE),
    **dict.fromkeys("EWΛX", Axis.LONGITUDE),
}
_NOTATIONS = (Notation.DECIMAL, Notation.MINUTES, Notation.SECONDS)
_METRES_OF = (111_320.0, 1_855.0, 30.9)


@dataclass(frozen=True, slots=True)
class Angle:
    """Signed degrees and where they stand in their line; the axis if a word or letter names it.

    `clear` tells that several parts, signs or decimals show it to be an angle at all, `marked` that it is
    more than numbers side by side; `by_letter` that N, S, E or W
    stand with it; `grid` that X or Y name it; `precision_m` is one unit of its last digit.
    """

    start: int
    end: int
    degrees: float
    axis: Axis | None
    notation: Notation
    precision_m: float
    clear: bool
    marked: bool
    by_letter: bool
    grid: bool
    repairs: tuple[Repair, ...] = ()


def angles(signs: str, lexer: re.Pattern[str]) -> list[Angle]:
    """Return the angles of a line from left to right."""
    return [angle for match in lexer.finditer(signs) if (angle := _angle(match))]


def _angle(match: re.Match[str]) -> Angle | None:
    groups = match.groupdict()
    said = {name[:-1]: text for name, text in groups.items() if text}
    body, letters = said["body"], said.get("name", "") + said.get("after", "")
    parts = _parts(body, said.get("after", "") or said.get("name", "")[-1:])
    axes = {_AXES[letter] for letter in letters if letter in _AXES}
    if parts is None or len(axes) > 1:
        return None
    values = [float(part.replace(",", ".")) for part in parts]
    if len(values) > 1 and (re.search("[.,]", parts[0]) or max(values[1:]) > 60):
        return None
    degrees = fsum(value / 60**power for power, value in enumerate(values))
    negative = (said.get("sign") == "-") != any(letter in "SW" for letter in letters)
    decimals = len(parts[-1]) - re.search("[.,]|$", parts[-1]).end()  # type: ignore[union-attr]
    return Angle(
        match.start(),
        match.end(),
        -degrees if negative else degrees,
        axes.pop() if axes else None,
        _NOTATIONS[len(parts) - 1],
        _METRES_OF[len(parts) - 1] / 10**decimals,
        decimals >= 3 or "°" in body or bool(letters) or len(parts) > 1,
        (decimals >= 3 and len(parts) == 1) or bool(letters) or re.search('[°"?]', body) is not None,
        any(letter in "NSEW" for letter in letters),
        any(letter in "XY" for letter in letters),
        _repairs(body, parts),
    )


def _parts(body: str, letter: str) -> list[str] | None:
    """Return degrees, minutes and seconds as they are written beside a letter; None where they cannot be
    told apart.
    """
    if re.fullmatch(_DOTTED, body):
        return body.split(".", 2)
    found: list[str] = _DIGITS.findall(body)
    whole, _, rest = found[0].replace(",", ".").partition(".")
    if len(found) > 1 or len(whole) < 4:
        return found
    tail = f".{rest}" if rest else ""
    degrees = 2 if letter in ("N", "S") else 3
    if len(whole) in (degrees + 3, degrees + 4) and not (tail and len(whole) == 5 and degrees == 3):
        degrees = len(whole) - 4
        return [whole[:degrees], whole[degrees:-2], whole[-2:] + tail]
    return [whole[:degrees], whole[degrees:] + tail] if len(whole) == degrees + 2 and tail else None


def _repairs(body: str, parts: list[str]) -> tuple[Repair, ...]:
    found = {
        Repair.LOST_SIGN: any(sign in body for sign in "?;")
        or (len(parts) == 3 and re.match(r"[0-9]+ ?'", body) is not None),
        Repair.DECIMAL_COMMA: "," in body,
        Repair.SIXTY_SECONDS: any(re.match("60(?![0-9])", part) for part in parts[1:]),
        Repair.SECONDS_MARK: len(parts) == 3 and re.search(r"(?<!')'$", body.strip()) is not None,
    }
    return tuple(repair for repair, true in found.items() if true)
