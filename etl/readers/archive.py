"""Zip files whose directory is believed only after it has been checked."""

import errno
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import BinaryIO, Self

from etl.readers.limits import Limits
from geo.errors import Refused
from geo.thai.unreadable import shown

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ARCHIVES = {".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".kmz", ".iso"}
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError)
_PIECE = 1 << 20


class Archive:
    """An open zip file without path tricks, passwords, archives in archives, or more than the limits allow.

    Raises `Refused` on opening when the directory breaks a rule, and on reading when a member does not keep
    to it.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        _check_directory_size(path, limits)
        with _reading():
            self._zip = zipfile.ZipFile(path)
        try:
            self._members = self._checked()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """The names of the files within, folders left out."""
        return list(self._members)

    def read(self, name: str, most: int) -> bytes:
        """Return the first `most` bytes of a member."""
        with _reading(), self._zip.open(self._members[name]) as member:
            return member.read(most)

    def extract(self, name: str, target: Path) -> None:
        """Write a member to a new file, never more bytes than the directory announced."""
        announced = self._members[name].file_size
        with _reading(), self._zip.open(self._members[name]) as member, target.open("xb") as file:
            while piece := member.read(_PIECE):
                announced -= len(piece)
                if announced < 0:
                    raise _damaged()
                file.write(piece)

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > self._limits.members:
            raise _too_many(len(infos), self._limits)
        for info in infos:
            _check_member(info)
        self._check_volume(infos)
        folded = [info.filename.casefold() for info in infos]
        if len(set(folded)) < len(folded):
            raise Refused("ไฟล์ zip มีชื่อไฟล์ซ้ำกัน", "The zip file holds two files of one name.")
        return {info.filename: info for info in infos if not info.is_dir()}

    def _check_volume(self, infos: list[zipfile.ZipInfo]) -> None:
        unpacked = sum(info.file_size for info in infos)
        packed = max(1, sum(info.compress_size for info in infos))
        dense = unpacked > self._limits.harmless_bytes and unpacked / packed > self._limits.ratio
        if unpacked > self._limits.unpacked_bytes or dense:
            raise Refused(
                f"ไฟล์ zip คลายแล้วใหญ่ผิดปกติ ({unpacked >> 20:,} MB) จึงไม่เปิด",
                f"The zip file would unpack to a suspicious size ({unpacked >> 20:,} MB); it was not opened.",
            )


@contextmanager
def _reading() -> Iterator[None]:
    """Turn what zipfile makes of damaged files into `Refused`; a full disk and the like stay what they
    are.
    """
    try:
        yield
    except _FAULTS:
        raise _damaged() from None
    except OSError as error:
        if error.errno == errno.EINVAL:  # a seek to where no file reaches
            raise _damaged() from None
        raise


def _check_directory_size(path: Path, limits: Limits) -> None:
    """Refuse a directory of millions of entries before Python reads it into memory (APPNOTE
    4.3.14-4.3.16).
    """
    with path.open("rb") as file:
        start = max(0, path.stat().st_size - (1 << 16) - 98)
        file.seek(start)
        tail = file.read()
        end = tail.rfind(b"PK\x05\x06")
        if end < 0 or len(tail) < end + 22:
            raise _damaged()
        count, size = struct.unpack_from("<HL", tail, end + 10)
        if tail[max(0, end - 20) : end].startswith(b"PK\x06\x07"):
            count, size = _zip64_directory(file, *struct.unpack_from("<Q", tail, end - 12))
    if count > limits.members or size > limits.members * 1024:
        raise _too_many(count, limits)


def _zip64_directory(file: BinaryIO, offset: int) -> tuple[int, int]:
    try:
        file.seek(offset)
        count, size = struct.unpack_from("<QQ", file.read(56), 32)
    except (struct.error, OSError, OverflowError, ValueError):
        raise _damaged() from None
    return count, size


def _check_member(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    path = PurePosixPath(name)
    tricky = (
        path.is_absolute() or ".." in path.parts or any(sign in name for sign in "\\:\0") or not name.strip()
    )
    mode = info.external_attr >> 16
    special = stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR)
    if tricky or special or any(ord(letter) < 32 for letter in name):
        raise Refused(
            f"ไฟล์ zip มีชื่อหรือลิงก์ที่ไม่ปลอดภัย “{shown(name)}” จึงไม่เปิด",
            f"The zip file holds an unsafe name or link, “{shown(name)}”; it was not opened.",
        )
    if info.flag_bits & 0x1:
        raise Refused(
            "ไฟล์ zip ใส่รหัสผ่าน ให้บันทึกใหม่โดยไม่ใส่รหัสผ่าน",
            "The zip file is protected by a password; save it without one.",
        )
    if path.suffix.lower() in _ARCHIVES:
        raise Refused(
            f"ไฟล์ zip มีไฟล์บีบอัดซ้อนอยู่ “{shown(name)}” ให้คลายก่อน",
            f"The zip file holds another archive, “{shown(name)}”; unpack that first.",
        )
    if info.compress_type not in _METHODS:
        raise Refused(
            "ไฟล์ zip ใช้วิธีบีบอัดที่ไม่รับ ให้บีบอัดแบบปกติ (deflate)",
            "The zip file uses an unusual compression; use the usual one (deflate).",
        )


def _too_many(count: int, limits: Limits) -> Refused:
    return Refused(
        f"ไฟล์ zip มี {count:,} รายการ เกินกำหนด {limits.members:,}",
        f"The zip file has {count:,} entries, more than {limits.members:,}.",
    )


def _damaged() -> Refused:
    return Refused("ไฟล์ zip เสียหายหรือเปิดไม่ได้", "The zip file is damaged and cannot be opened.")
