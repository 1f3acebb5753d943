"""GeoPackages, copied and stripped of everything in them that could act: triggers, views and computed
columns.

A GeoPackage is an SQLite database, and its schema can call functions when it is only read: GDAL's include
geocoding over the network. What is opened is therefore a private copy that holds plain tables.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.readers.limits import Limits
from etl.readers.upload import Upload
from geo.errors import Refused
from geo.thai.unreadable import shown

_HIDDEN = (2, 3)  # `hidden` of PRAGMA table_xinfo: columns computed when read, or stored


@dataclass(frozen=True, slots=True)
class GeoPackage:
    """The private copy, the table to be read from it, its key and geometry columns."""

    path: Path
    layer: str
    key: str | None
    geometry: str | None

    def has_shape(self, number: int) -> bool:
        """Whether a row holds something where its geometry belongs."""
        if self.key is None or self.geometry is None:
            return False
        layer, key, geometry = map(_quoted, (self.layer, self.key, self.geometry))
        question = f"SELECT {geometry} IS NOT NULL FROM {layer} WHERE {key} = ?"  # noqa: S608
        with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute(question, (number,)).fetchone()
        return bool(row and row[0])


@contextmanager
def open_copy(upload: Upload, layer: str | None, limits: Limits) -> Iterator[GeoPackage]:
    """Copy an uploaded GeoPackage into a folder that is removed at the end, and choose its layer.

    Raises `Refused` when it is damaged, still being written, or the layer is missing, not given, or not a
    plain table.
    """
    journal = upload.path.with_name(upload.path.name + "-wal")
    if journal.exists() and journal.stat().st_size:
        raise Refused(
            f"ไฟล์ “{shown(upload.name)}” เปิดอยู่ในโปรแกรมอื่น ให้ปิดโปรแกรมนั้นก่อน",
            f"The file “{shown(upload.name)}” is open in another program; close it there first.",
        )
    with TemporaryDirectory(prefix="eplan-read-") as folder:
        copy = Path(folder) / "layer.gpkg"
        shutil.copyfile(upload.path, copy)
        try:
            with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                found = _tamed(connection, copy, layer, limits)
        except (sqlite3.Error, UnicodeError, ValueError):
            raise _damaged(upload.name) from None
        yield found


def _tamed(connection: sqlite3.Connection, path: Path, layer: str | None, limits: Limits) -> GeoPackage:
    connection.executescript(
        "PRAGMA trusted_schema = OFF; PRAGMA journal_mode = DELETE; PRAGMA cell_size_check = ON;"
    )
    _strip(connection)
    plain = {name for name in _names(connection, "table") if name.startswith("gpkg_")}
    for table in plain:
        _check_plain(connection, table, limits)
    chosen = _choose(connection, layer)
    if chosen not in _names(connection, "table"):
        raise _not_plain(chosen)
    key = _check_plain(connection, chosen, limits)
    row = (
        connection.execute(
            "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (chosen,)
        ).fetchone()
        if "gpkg_geometry_columns" in plain
        else None
    )
    return GeoPackage(path, chosen, key, row[0] if row else None)


def _strip(connection: sqlite3.Connection) -> None:
    """Drop every trigger, view and index of expressions; none of them runs by being dropped."""
    for kind in ("trigger", "view", "index"):
        for name in _names(connection, kind):
            connection.execute(f"DROP {kind} IF EXISTS {_quoted(name)}")


def _names(connection: sqlite3.Connection, kind: str) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL", (kind,))
    return [name for (name,) in rows]


def _check_plain(connection: sqlite3.Connection, table: str, limits: Limits) -> str | None:
    """Return the key of a table; raises `Refused` unless all its columns are stored as they are."""
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    columns = connection.execute(f"PRAGMA table_xinfo({_quoted(table)})").fetchall()
    if "virtual" in sql[:30].lower() or any(column[6] in _HIDDEN for column in columns):
        raise _not_plain(table)
    if len(columns) > limits.columns:
        raise Refused(
            f"ชั้นข้อมูลมีเกิน {limits.columns} คอลัมน์", f"The layer has more than {limits.columns} columns."
        )
    return next((column[1] for column in columns if column[5]), None)


def _choose(connection: sqlite3.Connection, layer: str | None) -> str:
    rows = connection.execute(
        "SELECT table_name, data_type FROM gpkg_contents ORDER BY table_name"
    ).fetchall()
    if layer is not None and layer in dict(rows):
        return layer
    names = [name for name, kind in rows if kind == "features"] or [
        name for name, kind in rows if kind == "attributes"
    ]
    if layer is None and len(names) == 1:
        return str(names[0])
    listed = ", ".join(f"“{shown(name)}”" for name in names[:20])
    raise Refused(
        f"ให้ระบุชั้นข้อมูลหนึ่งชั้นจาก {listed or 'ไฟล์ที่มีชั้นข้อมูล (ไฟล์นี้ไม่มี)'}",
        f"Name one of the layers {listed}." if listed else "The GeoPackage holds no layer.",
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _not_plain(layer: str) -> Refused:
    return Refused(
        f"ชั้นข้อมูล “{shown(layer)}” ไม่ใช่ตารางธรรมดา (เป็นวิวหรือมีคอลัมน์คำนวณ) ให้ส่งออกเป็นชั้นข้อมูลใหม่",
        f"The layer “{shown(layer)}” is not a plain table (a view, or with computed columns); export it as "
        "a new layer.",
    )


def _damaged(name: str) -> Refused:
    return Refused(
        f"GeoPackage “{shown(name)}” เสียหาย ให้ส่งออกใหม่",
        f"The GeoPackage “{shown(name)}” is damaged; export it again.",
    )
