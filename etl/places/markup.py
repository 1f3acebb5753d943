"""XML read element by element, without entities, document types, or anything from elsewhere."""

from pathlib import Path
from typing import NoReturn, Protocol
from xml.parsers import expat

from geo.errors import Refused
from geo.thai.unreadable import shown

_PIECE = 1 << 16
_DEEPEST = 64
_LONGEST_TEXT = 8 << 20


class Listener(Protocol):
    """Who is told of elements; names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str, text: str) -> None:
        """An element ends; `text` is its own text, without that of the elements within."""


def read_markup(path: Path, called: str, listener: Listener) -> None:
    """Read a whole file; raises `Refused` when it is not well-formed, declares entities, or nests deep."""
    parser = expat.ParserCreate(namespace_separator=" ")
    teller = _Teller(listener, called)
    parser.buffer_text = True
    parser.StartElementHandler = teller.start
    parser.EndElementHandler = teller.end
    parser.CharacterDataHandler = teller.text
    parser.StartDoctypeDeclHandler = teller.doctype
    parser.EntityDeclHandler = teller.doctype
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise _broken(called) from None


class _Teller:
    def __init__(self, listener: Listener, called: str) -> None:
        self._listener = listener
        self._called = called
        self._texts: list[list[str]] = []
        self._letters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._texts) >= _DEEPEST:
            raise _broken(self._called)
        self._texts.append([])
        self._listener.start(_bare(name), attributes)

    def end(self, name: str) -> None:
        self._listener.end(_bare(name), "".join(self._texts.pop()).strip())

    def text(self, text: str) -> None:
        self._letters += len(text)
        if self._letters > _LONGEST_TEXT:
            raise _broken(self._called)
        if self._texts:
            self._texts[-1].append(text)

    def doctype(self, *_: object) -> NoReturn:
        raise Refused(
            f"ไฟล์ “{shown(self._called)}” มี DOCTYPE หรือ ENTITY ซึ่งไม่รับ ให้ส่งออกใหม่จากโปรแกรมแผนที่",
            f"The file “{shown(self._called)}” has a DOCTYPE or an ENTITY; export it again without.",
        )


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _broken(called: str) -> Refused:
    return Refused(
        f"ไฟล์ “{shown(called)}” เสียหายหรือไม่ใช่ XML ที่สมบูรณ์ ให้ส่งออกใหม่",
        f"The file “{shown(called)}” is damaged or not whole XML; export it again.",
    )
