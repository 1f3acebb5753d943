"""Which letters the bytes of a file stand for: UTF-8, or the Thai code page, or nothing at all.

Almost any bytes "decode" as CP874, so a reading counts only when it also looks like Thai; text that was
spoilt before it was saved (`à¸...`, `เธ...`, `àÁ×Í§`) is refused rather than stored.
"""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

from geo.errors import Refused
from geo.thai.unreadable import shown

UTF8, CP874 = "utf-8", "cp874"
_PIECE = 1 << 20
_JUDGED = 1 << 18  # letters that are looked at; all bytes are decoded
_BEGINNING = 16 << 20  # bytes that tell enough of a file whose reader says itself what does not decode

_NAMES = {
    "utf8": UTF8,
    "utf8sig": "utf-8-sig",
    "65001": UTF8,
    "cp874": CP874,
    "874": CP874,
    "windows874": CP874,
    "ansi874": CP874,
    "tis620": CP874,
    "tis6202533": CP874,
    "iso885911": CP874,
    "utf16": "utf-16",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
    "cp1252": "cp1252",
    "1252": "cp1252",
    "ansi1252": "cp1252",
    "windows1252": "cp1252",
    "iso88591": "latin-1",
    "88591": "latin-1",
    "latin1": "latin-1",
}
_LATIN = ("cp1252", "latin-1")

_THAI = re.compile("[\u0e01-\u0e5b]")
_UTF8_AS_CP874 = re.compile("เ[ธน][€…‘’“”•–—\xa0ก-ฟ]")
_UTF8_AS_LATIN = re.compile("à[¸¹]")
_CP874_AS_LATIN = re.compile("[\xa1-\xfb]{3,}")
_LATIN_LETTER = re.compile("[\xa1-\xfb]")
_LOST = "\ufffd\ufffd\ufffd"
_ASTRAY = re.compile(
    "(?<![\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"  # a mark on nothing
    "|[\u0e40-\u0e44](?![\u0e01-\u0e2e])"  # a leading vowel before nothing
    "|(?<=[0-9A-Za-z])[\u0e01-\u0e5b](?![\u0e01-\u0e5b])"  # one Thai letter in a foreign word
    "|(?<![\u0e01-\u0e5b])[\u0e01-\u0e5b](?=[0-9A-Za-z])"
)


def codec(name: str) -> str:
    """Return Python's name of an encoding that is read; raises `Refused` for any other."""
    found = _NAMES.get(re.sub(r"[^a-z0-9]", "", name.lower()))
    if found is None:
        raise Refused(
            f"ไม่รับรหัสอักขระ “{shown(name)}” ให้ใช้ utf-8 หรือ cp874 (TIS-620)",
            f"The encoding “{shown(name)}” is not read; use utf-8 or cp874 (TIS-620).",
        )
    return found


def find_encoding(
    path: Path, declared: str | None = None, name: str | None = None, *, whole: bool = True
) -> str:
    """Return the encoding, by Python's name, in which a text file, or at least its beginning, reads.

    A declared one is the only one tried; else the byte order mark, UTF-8, then CP874. Raises `Refused`, which
    calls the file by its owner's `name` where the path does not tell it.
    """
    with path.open("rb") as file:
        head = file.read(4)
    candidates = _candidates(head, declared)
    for candidate in candidates:
        verdict = _judge(path, candidate, whole)
        if verdict:
            return candidate
        if verdict is False:  # Thai in CP874 is never whole UTF-8 by chance, so nothing else is tried
            break
    raise _unknown(name or path.name, candidates)


def _candidates(head: bytes, declared: str | None) -> list[str]:
    marked = UTF8
    if head.startswith(codecs.BOM_UTF8):
        marked = "utf-8-sig"
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        marked = "utf-16"
    if declared is None:
        return [marked, CP874] if marked == UTF8 else [marked]
    chosen = codec(declared)
    return [marked if chosen.startswith(marked.removesuffix("-sig")) else chosen]


def _judge(path: Path, encoding: str, whole: bool) -> bool | None:
    """Whether the letters of a file look like a text and none is NUL; None when not every byte decodes."""
    decoder = codecs.getincrementaldecoder(encoding)()
    judged = _Judge(encoding)
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                if not judged.takes(decoder.decode(piece)):
                    return False
                if judged.has_enough and not whole and file.tell() >= _BEGINNING:
                    return judged.believable
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return judged.believable


class _Judge:
    """Collects letters until there are enough to judge by."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._parts: list[str] = []
        self._left = _JUDGED

    def takes(self, text: str) -> bool:
        """Take a piece of the text; False when it holds what no text holds."""
        if self._left > 0 and not text.isascii():
            self._parts.append(text[: self._left])
            self._left -= len(text)
        return "\0" not in text

    @property
    def has_enough(self) -> bool:
        return self._left <= 0

    @property
    def believable(self) -> bool:
        return is_believable("".join(self._parts), self._encoding)


def is_believable(text: str, encoding: str) -> bool:
    """Whether a decoded text looks like one that people wrote, and not like the wrong code page."""
    if text.isascii():
        return True
    thai = _count(_THAI, text)
    if _LOST in text or _count(_UTF8_AS_LATIN, text) > 1:
        return False
    if thai and _count(_UTF8_AS_CP874, text) > thai / 5:
        return False
    latin = _count(_LATIN_LETTER, text)
    if latin and sum(len(run[0]) for run in _CP874_AS_LATIN.finditer(text)) > (latin + thai) / 2:
        return False
    return encoding != CP874 or _count(_ASTRAY, text) <= thai / 5


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def find_encoding_of(values: Iterable[bytes], declared: str | None = None, hinted: str | None = None) -> str:
    """Return the encoding in which all values of a table of fixed-width fields read, last letters perhaps
    cut.

    A declared one is the only one tried; else UTF-8 and CP874, the hinted one first (last, if it is a Western
    one, since Western code pages "read" everything). Raises `Refused`.
    """
    known = [value for value in dict.fromkeys(values) if not value.isascii()]
    candidates = [codec(declared)] if declared else _by_hint(hinted)
    for candidate in candidates:
        texts = _decoded(known, candidate)
        if texts is not None and is_believable(" ".join(texts), candidate):
            return candidate
    raise _unknown(".dbf", candidates)


def _by_hint(hinted: str | None) -> list[str]:
    hint = _NAMES.get(re.sub(r"[^a-z0-9]", "", (hinted or "").lower()))
    usual = [UTF8, CP874]
    if hint is None:
        return usual
    return list(dict.fromkeys([*usual, hint] if hint in _LATIN else [hint, *usual]))


def _decoded(values: list[bytes], encoding: str) -> list[str] | None:
    try:
        return [decode_field(value, encoding) for value in values]
    except UnicodeDecodeError:
        return None


def decode_field(value: bytes, encoding: str) -> str:
    """Return the text of a fixed-width field; a last letter of which only the first bytes fitted is left out.

    Raises `UnicodeDecodeError`.
    """
    try:
        return value.decode(encoding)
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":
            raise
        return value[: error.start].decode(encoding)


def decode_name(value: bytes, encoding: str) -> str:
    """Return a field's name, its last letter perhaps cut, perhaps with the number that GDAL puts behind
    doubles.

    Raises `UnicodeDecodeError`.
    """
    stem = without_number(value)
    return decode_field(stem, encoding) + value[len(stem) :].decode("ascii")


def without_number(name: bytes) -> bytes:
    """Return a field's name without the `_1` that GDAL puts behind doubles, in the middle of a letter if
    need be.
    """
    return re.sub(rb"_[0-9]+$", b"", name)


def _unknown(name: str, tried: list[str]) -> Refused:
    attempts = ", ".join(tried)
    return Refused(
        f"อ่านตัวอักษรใน “{shown(name)}” ไม่ออก (ลอง {attempts}) ให้บันทึกใหม่เป็น UTF-8 หรือระบุ --encoding",
        f"The letters of “{shown(name)}” cannot be read (tried {attempts}); save it as UTF-8 or declare "
        "--encoding.",
    )
