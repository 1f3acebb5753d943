"""What a text says of its own system: the datum, the map series, an EPSG code, the UTM zone."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_INDIAN_1975 = r"""(?:indian|(?<![a-z])ind(?![a-z])\.?|อินเดียน?|indain)(?:\s*datum)?[\s(/,.-]*
    (?:thailand)?[\s(-]*(?:พ\.ศ\.\s*)?(?:(?:19)?75|2518)\)?|l\s?-?7017|everest(?:\s*18[0-9]{2})?|indian\s*thailand|อินเดียน(?![ก-๎])"""
_INDIAN_1954 = r"(?:indian|อินเดียน?)(?:\s*datum)?[\s(-]*(?:(?:19)?54|2497)\)?"
_WGS84 = r"wgs[\s_-]*(?:19)?84|ดับเบิลยูจีเอส\s*84|l\s?-?7018"
_DATUM = re.compile(
    rf"(?:(?:datum|พื้นหลักฐาน(?:อ้างอิง)?|หมุดหลักฐาน|ดาตั้ม|map\s*datum)[\s:=.]*)?"
    rf"(?:(?P<old>{_INDIAN_1954})|(?P<indian>{_INDIAN_1975})|(?P<wgs>{_WGS84}))",
    re.VERBOSE,
)
_EPSG = re.compile(r"\(?\b(?:epsg|crs|srid|wkid)\s*[:#.=]?\s*([0-9]{4,5})\)?(?![0-9])")
_ZONE_WORD = re.compile(
    r"(?:utm[\s/-]*)?(?:zone|โซนที่|โซน|\bz)[\s:.=#]*([0-9]{1,2})(?![0-9])\s*"
    r"(?:([c-hj-np-x])(?![a-z])(?!\s+[0-9])(?!\s*[:=])|(เหนือ|north(?:ern)?)(?!\s*[0-9]))?"
)
_ZONE_LETTER = re.compile(
    r"(?<![0-9.,])(?:utm\s*)?([0-9]{1,2})"
    r"(?:([c-hj-np-x])|\s([pq])|\s(n)(?=\s0?[0-9]{6,7}(?:\.[0-9]{1,3})?[\s,]+[0-9]{6,7}))(?![a-z]|\.[0-9])"
)
_ZONE_LAST = re.compile(
    r"(?:(?<=[0-9]{5})|(?<=[0-9]{4}\.[0-9]{2})|(?<=[0-9]{4}\.[0-9]{3})), ?(4[678])([npq])[\s.)]*$"
)
_ZONE_BARE = re.compile(
    r"(?<![0-9.,/°a-z])(?:utm\s*)?(4[6-9])"
    r"(?=[\s,;:/)-]+(?:[enxy][\s:=.]*)?0?(?:[0-9]{5}|[0-9]{3}[,. ][0-9]{3}|[12][,. ][0-9]{3}[,. ]))"
    r"|(?<=[0-9.])[\s,;/(]+(?:utm\s*)?(4[6-9])[\s)]*$|\butm[\s-]*(4[6-9])(?![0-9])"
)
_METRES = re.compile(r"[0-9]{5}|[0-9][,. ][0-9]{3}")
_NO_BANDS: Final = frozenset("nsewd")
"""The letters that are a band only behind the zones of these parts: else directions, or degrees."""


class Datum(StrEnum):
    """A datum of Thai surveys."""

    WGS84 = "WGS 84"
    INDIAN_1975 = "Indian 1975"
    INDIAN_1954 = "Indian 1954"

    @property
    def utm(self) -> int:
        """The EPSG code of UTM on this datum, less the zone."""
        return {"WGS 84": 32600, "Indian 1975": 24000, "Indian 1954": 23900}[self.value]

    @property
    def degrees(self) -> str:
        """The geographic system of this datum."""
        return {"WGS 84": "EPSG:4326", "Indian 1975": "EPSG:4240", "Indian 1954": "EPSG:4239"}[self.value]


@dataclass(frozen=True, slots=True)
class Zone:
    """A UTM zone as it was written, with its letter (capital) if it has one."""

    number: int
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text states of its system, and the text without that."""

    text: str
    datums: frozenset[Datum] = frozenset()
    epsg: int | None = None
    zone: Zone | None = None


def stated(text: str) -> Stated:
    """Return what a plain text (small letters) states of its own system."""
    datums: set[Datum] = set()

    def note(match: re.Match[str]) -> str:
        kind = match.lastgroup
        datums.add(
            Datum.WGS84 if kind == "wgs" else Datum.INDIAN_1954 if kind == "old" else Datum.INDIAN_1975
        )
        return " "

    text = _DATUM.sub(note, text)
    epsg = _EPSG.search(text)
    if epsg:
        text = _EPSG.sub(" ", text)
    text, zone = _zone(text) if _METRES.search(text) else (text, None)
    return Stated(text, frozenset(datums), int(epsg[1]) if epsg else None, zone)


def _zone(text: str) -> tuple[str, Zone | None]:
    """Return the text without its zone, and the zone; only asked of a text that may hold metres."""
    for pattern in (_ZONE_WORD, _ZONE_LETTER, _ZONE_LAST, _ZONE_BARE):
        for match in pattern.finditer(text):
            zone = _of(match)
            if zone:
                return f"{text[: match.start()]} {text[match.end() :]}", zone
    return text, None


def _of(match: re.Match[str]) -> Zone | None:
    number = int(next(group for group in match.groups() if group and group.isdigit()))
    letter = next((group for group in match.groups() if group and not group.isdigit()), None)
    if not 1 <= number <= 60:
        return None
    if match.re is _ZONE_LETTER and letter in _NO_BANDS and not 46 <= number <= 49:
        return None
    return Zone(number, "N" if letter and len(letter) > 1 else letter.upper() if letter else None)
