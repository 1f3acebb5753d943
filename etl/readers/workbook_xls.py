"""Errors such as `#REF!` in an Excel 97 workbook (BIFF8, or BIFF5 before it), empty to Calamine.

Sources: [MS-CFB] for the file around the workbook, [MS-XLS] 2.4 for its records.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from etl.readers.workbook_xlsx import Texts

_NAMES = ("Workbook", "Book")
_BOUND_SHEET, _PASSWORD, _BEGIN, _END, _FORMULA, _VALUE = (
    0x85,
    0x2F,
    (0x809, 0x409, 0x209, 0x9),
    0x0A,
    0x06,
    0x205,
)
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128


def unvalued(path: str, name: str) -> Texts:
    """Return the errors of a sheet. Raises `ValueError`, `struct.error`, `IndexError` for a damaged file."""
    with Path(path).open("rb") as file:
        names = CalamineWorkbook.from_filelike(file).sheet_names
    stream = _Compound(Path(path).read_bytes()).stream(_NAMES)
    starts = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _BOUND_SHEET]
    if len(starts) != len(names):
        raise ValueError(name)
    texts: Texts = {}
    for kind, body in _records(stream, starts[names.index(name)]):
        code = _error(kind, body)
        if code is not None:
            row, column = struct.unpack_from("<HH", body)
            texts.setdefault(row, {})[column] = _ERRORS.get(code, "#N/A")
    return texts


def has_password(path: str) -> bool:
    """Whether a workbook is encrypted. Raises as `unvalued` does."""
    stream = _Compound(Path(path).read_bytes()).stream(_NAMES)
    return any(kind == _PASSWORD for kind, _ in _records(stream, 0))


def _error(kind: int, body: memoryview) -> int | None:
    if kind == _VALUE and len(body) >= 8 and body[7]:
        return body[6]
    if kind == _FORMULA and len(body) >= 14 and body[12] == body[13] == 0xFF and body[6] == 2:
        return body[8]
    return None


def _records(stream: memoryview, at: int) -> Iterator[tuple[int, memoryview]]:
    """Yield the records of the part that begins at an offset, those of parts within it left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind in _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


class _Compound:
    """A compound file: streams in chains of sectors, small ones in sectors within the stream of the root."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._sector = 1 << struct.unpack_from("<H", content, 30)[0]
        self._small_sector = 1 << struct.unpack_from("<H", content, 32)[0]
        directory, self._small_below, small_table = struct.unpack_from("<I4xII", content, 48)
        self._next = self._table()
        self._entries = bytes(self._chain(directory))
        small = bytes(self._chain(small_table)) if small_table < _LAST_SECTOR else b""
        self._next_small = struct.unpack(f"<{len(small) // 4}I", small)

    def stream(self, names: tuple[str, ...]) -> memoryview:
        """Return the first stream of these names. Raises `ValueError` where there is none."""
        for name in names:
            for at in range(0, len(self._entries), _ENTRY):
                if self._name(at) == name:
                    return self._read(at)
        raise ValueError(names)

    def _name(self, at: int) -> str:
        length = struct.unpack_from("<H", self._entries, at + 64)[0]
        return self._entries[at : at + max(0, length - 2)].decode("utf-16-le", "replace")

    def _read(self, at: int) -> memoryview:
        start, size = struct.unpack_from("<II", self._entries, at + 116)
        if size >= self._small_below:
            return memoryview(self._chain(start))[:size]
        inside = self._chain(struct.unpack_from("<I", self._entries, 116)[0])
        return memoryview(_follow(inside, start, self._next_small, self._small_sector, 0))[:size]

    def _table(self) -> tuple[int, ...]:
        """Return which sector follows each; where that is told is listed in the header, and on from there."""
        listed = list(struct.unpack_from("<109I", self._content, 76))
        further, count = struct.unpack_from("<II", self._content, 68)
        for _ in range(min(count, len(self._content) // self._sector)):
            block = self._at(further)
            *more, further = struct.unpack(f"<{len(block) // 4}I", block)
            listed += more
        table = b"".join(self._at(sector) for sector in listed if sector < _LAST_SECTOR)
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        block = self._content[start : start + self._sector]
        return block[: len(block) // 4 * 4]

    def _chain(self, start: int) -> bytearray:
        return _follow(self._content, start, self._next, self._sector, self._sector)


def _follow(
    content: bytes | bytearray, sector: int, following: tuple[int, ...], size: int, margin: int
) -> bytearray:
    """Return the sectors of a chain, one after another. Raises `ValueError` for one without end."""
    found = bytearray()
    for _ in range(len(following) + 1):
        if sector >= _LAST_SECTOR:
            return found
        found += content[margin + sector * size : margin + (sector + 1) * size]
        sector = following[sector]
    raise ValueError(sector)
