"""Degrees, minutes and seconds with their signs put back: lost, run together, or others in their place."""

import re

from geo.notation.repair import Repair

_DIVIDED = re.compile(
    r"([0-9]) ?(?:d|[°º˚](?= ?[0-9.,]{1,12} ?m ?[0-9.,]{1,12} ?s(?![a-z])))"
    r" ?([0-9]{1,2}(?:[.,][0-9]{1,9})?) ?m(?: ?([0-9]{1,2}(?:[.,][0-9]{1,9})?) ?s(?![a-z]))?"
)
_POINT_OF_SECONDS = re.compile(r"([0-9]) ?\"\.([0-9]{1,4})(?![0-9.])")
_SLASHED = re.compile(
    r"((?:(?<![a-z])(?:[nse]|lat(?:itude)?|lon(?:g|gitude)?|lng)|จูด(?:ที่)?|รุ้ง(?:ที่)?|แวง(?:ที่)?)[ :.=]*)"
    r"(?:\( ?)?([0-9]{1,3})(?P<by>/|, ?)([0-5]?[0-9])(?P=by)"
    r"([0-5]?[0-9](?:\.[0-9]{1,9})?)(?![0-9./,]*[0-9/])()"
)
_SLASHED_BEFORE = re.compile(
    r"()(?<![0-9./])([0-9]{1,3})(?P<by>/|, ?)([0-5]?[0-9])(?P=by)"
    r"([0-5]?[0-9](?:\.[0-9]{1,9})?)( ?[nse])(?![a-z])"
)
_LISTED = re.compile(r"(?<=[0-9])( ?[°']) ?, ?(?=[0-5]?[0-9](?:\.[0-9]{1,9})? ?['\"])")
_QUOTED = re.compile(r"°( ?[0-5]?[0-9]) ?\"( ?[0-5]?[0-9](?:[.,][0-9]{1,9})?) ?['\"]")
"""The mark of seconds behind the minutes, and either mark behind the seconds."""
_RUN_TOGETHER = re.compile(r"°( ?)([0-5][0-9]) ?([0-5][0-9](?:[.,][0-9]{1,9})?)(?![0-9])")
"""Minutes and seconds without a sign between them, behind the sign of degrees."""
_UNDEGREED = re.compile(
    r"(?<![0-9.,])([0-9]{1,3})(?:\. ?| )([0-5]?[0-9]) ?' ?"
    r"([0-5]?[0-9](?:[.,][0-9]{1,9})?) ?(?:\"|(?=[ns,]|$))"
)
_ZERO_DEGREED = re.compile(r"(?<![0-9.])(9[7-9]|10[0-5])0 ?[0-5]?[0-9] ?'")
_ZERO = re.compile(r"(?<![0-9.])(9[7-9]|10[0-5]|1[0-9]|20|0?[5-9])0(?= ?[0-5]?[0-9](?:\.[0-9]{1,9})? ?')")
SEXAGESIMAL = re.compile(r"['\"°]")


def with_degrees(text: str, repairs: list[Repair]) -> str:
    """Put the degree sign where a text plainly has minutes and seconds but another sign, or none, for it."""
    text = _POINT_OF_SECONDS.sub(r'\1.\2"', text)
    for slashed in (_SLASHED, _SLASHED_BEFORE):
        if len(slashed.findall(text)) > 1:
            text = slashed.sub("\\1 \\2°\\4'\\5\"\\6 ", text)
    text = _LISTED.sub(r"\1 ", text)
    text, glued = _RUN_TOGETHER.subn("°\\1\\2'\\3", text)
    if glued:
        repairs.append(Repair.LOST_SIGN)
    text, quoted = _QUOTED.subn("°\\1'\\2\"", text)
    if quoted:
        repairs.append(Repair.SECONDS_MARK)
    if "°" in text:
        return text
    zeros = _ZERO.subn(r"\1°", text) if _ZERO_DEGREED.search(text) else (text, 0)
    text, lost = zeros if zeros[1] else _UNDEGREED.subn("\\1°\\2'\\3\"", text)
    if lost:
        repairs.append(Repair.LOST_SIGN)
    return text


def divided(text: str) -> str:
    """Put the signs where a text has the letters d, m, s, for them."""
    return _DIVIDED.sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    return f"{match[1]}°{match[2]}'" + (f'{match[3]}"' if match[3] else "")
