"""A text as it was typed, pasted or scanned, brought to characters that compare equal.

Digits of every script become 0-9, full-width signs plain ones; what cannot be seen goes. Nothing is read yet.
"""

import re
import unicodedata

from geo.thai.digits import one_line
from geo.thai.unreadable import Unreadable

LONGEST = 2_000
LONGEST_SHAPE = 200_000
"""The most characters of a text, and of one that writes a shape (WKT, GeoJSON)."""

_GLUED = re.compile(r"(?<![0-9a-z])(4[78] ?-?[npq]) ?-?(0?[0-9]{6})([0-9]{6,7})(?![0-9])")
_ISO_6709 = re.compile(
    r"(?<![0-9.])([+-][0-9]{2}(?:\.[0-9]{1,15})?)([+-][0-9]{3}(?:\.[0-9]{1,15})?)(?:[+-][0-9.]{1,9})?(?:crs\w{1,12})?/"
)
_DOTTED_PAIR = re.compile(
    r"(?<![0-9.])(?<!\bip )(?<!\bip address )(?<!\bip[:=])(?<!\bip[:=] )"
    r"([0-9]{1,3}\.[0-9]{4,15})\.{1,2}([0-9]{2,3}\.[0-9]{4,15})(?![0-9]|\.[0-9])"
)
_TAG = re.compile(r"</[a-z:]{1,30}>|(?<=[a-z0-9])/?>(?=\s?[-+0-9<])")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_ZERO_FOR_DEGREE = re.compile(r"(?<=[0-9]) ?๐(?![๐-๙])")
"""The Thai zero behind plain figures: it looks like the degree sign, and stands on the keyboard."""
_UNSEEN = re.compile(
    "[\ud800-\udfff\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufff9-\ufffb]"
)
_ENTITY = re.compile(r"&(#\d{1,5}|#x[0-9a-f]{1,4}|deg|quot|apos|prime|Prime|amp|nbsp|plusmn);", re.IGNORECASE)
_ENTITIES = {
    **{"deg": "°", "quot": '"', "apos": "'", "prime": "′", "Prime": "″", "amp": "&", "nbsp": " "},
    "plusmn": "±",
}
_MOJIBAKE = {"Â°": "°", "Âº": "º", "â€²": "′", "â€³": "″", "â€™": "’", "â€\x9d": "”", "â€œ": "“", "à¸": ""}
_SIGNS = str.maketrans(
    {
        **{chr(0xFF01 + at): chr(0x21 + at) for at in range(94)},
        **dict.fromkeys("−–—‐‑‒﹣", "-"),
        **dict.fromkeys("٬،、﹐", ","),
        **dict.fromkeys("٫·•∙。", "."),
        **dict.fromkeys("∶ː﹕", ":"),
        **dict.fromkeys("[]{}<_|", " "),
        "\u3000": " ",
        "\ufffd": "?",
    }
)


def checked(text: str) -> str:
    """Return the text, or raise `Unreadable` where it is too long to be looked at or has nothing in it."""
    if len(text) > LONGEST_SHAPE:
        raise too_long(LONGEST_SHAPE)
    if not text.strip():
        raise Unreadable("ยังไม่มีข้อความพิกัด", "There is no coordinate text.")
    return text


def too_long(limit: int) -> Unreadable:
    """Return the refusal of a text longer than a limit."""
    return Unreadable(
        f"ข้อความยาวเกิน {limit:,} ตัวอักษร ให้กรอกเฉพาะพิกัด",
        f"The text is longer than {limit:,} characters; enter the coordinates only.",
    )


def seen(text: str) -> str:
    """Return the text without what cannot be seen, its digits as 0-9, whatever their script."""
    if text.isascii():
        return text if text.isprintable() else "".join(sign if " " <= sign <= "~" else " " for sign in text)
    for wrong, right in _MOJIBAKE.items():
        if wrong in text:
            text = text.replace(wrong, right)
    text = _UNSEEN.sub("", text)
    text = _ZERO_FOR_DEGREE.sub("°", text)
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def plain(text: str) -> str:
    """Return a seen text on one line in small letters, full-width and typographic signs as plain ones.

    An easting and a northing that are glued to their zone are parted, and so are the two of ISO 6709
    and two decimals with nothing but a point between them.
    """
    if "&" in text:
        text = _ENTITY.sub(_unescaped, text)
    if "</" in text:
        text = _TAG.sub(" ", text)
    line = _ISO_6709.sub(r"\1 \2", one_line(text.translate(_SIGNS)).lower())
    return _DOTTED_PAIR.sub(r"\1, \2", _GLUED.sub(r"\1 \2 \3", line))


def _unescaped(entity: re.Match[str]) -> str:
    name = entity[1]
    if not name.startswith("#"):
        return _ENTITIES.get(name, _ENTITIES.get(name.lower(), " "))
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return " " if code < 32 or 0xD800 <= code <= 0xDFFF else chr(code)
