"""Shapefiles, zipped or not: their parts, brought together under plain names in a private folder."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from etl.readers import dbf
from etl.readers.archive import Archive
from etl.readers.limits import Limits
from etl.readers.upload import Upload
from geo.errors import Refused
from geo.thai.unreadable import shown

_NEEDED = (".shp", ".shx", ".dbf")
_NOTES = (".prj", ".cpg")
_LONGEST_NOTE = 1 << 16
_FILE_CODE = 9994


@dataclass(frozen=True, slots=True)
class Shapefile:
    """One shapefile in a private folder; `projection` and `code_page` are the texts of its .prj and .cpg."""

    path: Path
    name: str
    projection: str | None
    code_page: str | None

    @property
    def table(self) -> Path:
        """The .dbf."""
        return self.path.with_suffix(".dbf")

    @property
    def count(self) -> int:
        """The number of records that its index lists."""
        return (self.path.with_suffix(".shx").stat().st_size - 100) // 8

    def has_shape(self, index: int) -> bool:
        """Whether a record (from 0) claims a shape, that is, is of another type than Null Shape."""
        with self.path.with_suffix(".shx").open("rb") as file:
            file.seek(100 + 8 * index)
            (offset,) = struct.unpack(">i", file.read(8)[:4].rjust(4, b"\0"))
        with self.path.open("rb") as file:
            file.seek(max(0, offset * 2 + 8))
            return file.read(4) != b"\0\0\0\0"


@contextmanager
def open_parts(upload: Upload, limits: Limits) -> Iterator[Shapefile]:
    """Bring the parts of an uploaded shapefile into a folder that is removed at the end.

    Raises `Refused` unless there is exactly one whole shapefile whose parts belong together.
    """
    with TemporaryDirectory(prefix="eplan-read-") as folder:
        target = Path(folder) / "layer.shp"
        shapefile = _unpacked(upload, target, limits) if upload.is_zip else _linked(upload, target)
        _check_whole(shapefile)
        yield shapefile


def _unpacked(upload: Upload, target: Path, limits: Limits) -> Shapefile:
    with Archive(upload.path, limits) as archive:
        shapes = [name for name in archive.names if name.lower().endswith(".shp") and not _is_shadow(name)]
        if len(shapes) != 1:
            raise _not_one(upload.name, shapes)
        parts = _siblings(shapes[0], archive.names)
        _check_parts(upload.name, parts)
        for ending in _NEEDED:
            archive.extract(parts[ending], target.with_suffix(ending))
        notes = {ending: archive.read(parts[ending], _LONGEST_NOTE) for ending in _NOTES if ending in parts}
    return _shapefile(target, PurePosixPath(shapes[0]).stem, notes)


def _linked(upload: Upload, target: Path) -> Shapefile:
    names = [path.name for path in upload.path.parent.iterdir() if path.is_file()]
    parts = _siblings(upload.path.name, names)
    _check_parts(upload.name, parts)
    for ending in _NEEDED:
        target.with_suffix(ending).symlink_to(upload.path.with_name(parts[ending]))
    notes = {ending: _start(upload.path.with_name(parts[ending])) for ending in _NOTES if ending in parts}
    return _shapefile(target, upload.path.stem, notes)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LONGEST_NOTE)


def _is_shadow(name: str) -> bool:
    """Whether a name is one of the shadow files that macOS adds."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.startswith(".")


def _siblings(name: str, names: list[str]) -> dict[str, str]:
    """Return, by lower-case ending, the files that share folder and stem with a .shp."""
    stem = name[:-4].casefold()
    return {other[-4:].lower(): other for other in names if other[:-4].casefold() == stem}


def _shapefile(path: Path, name: str, notes: dict[str, bytes]) -> Shapefile:
    texts = {ending: note.decode("utf-8", "replace").strip("\ufeff \r\n\0") for ending, note in notes.items()}
    return Shapefile(path, name, texts.get(".prj") or None, texts.get(".cpg") or None)


def _check_parts(name: str, parts: dict[str, str]) -> None:
    missing = ", ".join(ending for ending in _NEEDED if ending not in parts)
    if missing:
        raise Refused(
            f"ชุดไฟล์ shapefile “{shown(name)}” ขาด {missing} ให้ส่งมาครบชุดในไฟล์ zip เดียว",
            f"The shapefile “{shown(name)}” lacks {missing}; send all its parts in one zip file.",
        )


def _check_whole(shapefile: Shapefile) -> None:
    """Raise `Refused` when a part was cut off, or parts of different files were put together."""
    sizes = {ending: shapefile.path.with_suffix(ending).stat().st_size for ending in _NEEDED}
    try:
        table = dbf.layout(shapefile.table)
        with shapefile.path.open("rb") as file:
            code, words = struct.unpack(">i20xi", file.read(28))
    except (struct.error, ValueError):
        raise _broken(shapefile.name) from None
    cut = sizes[".shp"] < words * 2 or sizes[".dbf"] < table.start + table.records * table.length
    if cut or code != _FILE_CODE or table.records != shapefile.count:
        raise _broken(shapefile.name)


def _not_one(name: str, shapes: list[str]) -> Refused:
    if not shapes:
        return Refused(
            f"ไฟล์ zip “{shown(name)}” ไม่มี shapefile (.shp .shx .dbf) อยู่ข้างใน",
            f"The zip file “{shown(name)}” holds no shapefile (.shp .shx .dbf).",
        )
    listed = ", ".join(shown(shape) for shape in shapes[:10])
    return Refused(
        f"ไฟล์ zip มี shapefile มากกว่าหนึ่งชุด ({listed}) ให้ส่งทีละชุด",
        f"The zip file holds more than one shapefile ({listed}); send one at a time.",
    )


def _broken(name: str) -> Refused:
    return Refused(
        f"ชุดไฟล์ shapefile “{shown(name)}” เสียหาย ขาดตอน หรือไฟล์ในชุดไม่เข้ากัน ให้ส่งออกใหม่",
        f"The shapefile “{shown(name)}” is damaged or cut off, or its parts do not belong together; export "
        "it again.",
    )
