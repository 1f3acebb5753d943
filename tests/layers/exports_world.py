"""A database to export from, and what each format's own readers make of a file."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import fiona
import openpyxl
import psycopg
import pyogrio
from psycopg.rows import dict_row

from layers.catalogue import find_layer
from layers.exports.order import Order, read_order
from layers.exports.run import Written, write_export
from tests.databases import a_database

MONEY = ("approved", "contracted", "paid", "remaining")
ENGINEER, AMPHOE_OFFICER, SYSTEM, PUBLIC = 200, 201, 1, 0


@dataclass(frozen=True)
class World:
    """The address of a database that holds `exports_world.sql`."""

    url: str

    def rows(self, statement: Any, values: Any = None) -> list[dict[str, Any]]:
        """Ask as the owner, whom row-level security does not bind, acting as nobody."""
        with psycopg.connect(self.url, row_factory=dict_row) as connection:
            return connection.execute(statement, values).fetchall()

    def write(self, order: Order, folder: Path) -> tuple[Path, Written]:
        """Write an order into a folder."""
        path = folder / order.file_name
        return path, write_export(self.url, order, path)

    def export(
        self, folder: Path, ending: str, layer: str = "projects", account: int = 0, **words: str
    ) -> Path:
        """Write a layer and return the file."""
        return self.write(read_order(layer, ending, words, account), folder)[0]


@contextmanager
def a_world(server_url: str, template: str) -> Iterator[World]:
    """Make a database of the world, and drop it."""
    with a_database(server_url, template) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT set_config('eplan.account', '1', false)")
            connection.execute(Path(__file__).with_suffix(".sql").read_text("utf-8"))
        yield World(url)


def read_back(path: Path) -> list[dict[str, Any]]:
    """Return the rows of an export by full column names, read by somebody else's code; money as Decimal."""
    reader = READERS[path.name.split(".", 1)[1]]
    return [_exact(row) for row in reader(path)]


def _exact(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: Decimal(str(row[name])).quantize(Decimal("0.01")) for name in MONEY if name in row}


def _geopackage(path: Path) -> list[dict[str, Any]]:
    _, table = pyogrio.read_arrow(path, layer=pyogrio.list_layers(path)[0][0])
    return table.to_pylist()  # type: ignore[no-any-return]


def _shapefile(path: Path) -> list[dict[str, Any]]:
    full = {row["short_name"]: row["full_name"] for row in fields_of(path)}
    with fiona.open(f"zip://{path}") as features:
        return [
            {full[name]: value for name, value in f["properties"].items()} | {"geometry": f["geometry"]}
            for f in features
        ]


def fields_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of the `fields.csv` in a zipped shapefile."""
    return list(csv.DictReader(member(path, "fields.csv").decode("utf-8-sig").splitlines()))


def member(path: Path, name: str) -> bytes:
    """Return one file of a zip by the end of its name."""
    with ZipFile(path) as archive:
        return archive.read(next(found for found in archive.namelist() if found.endswith(name)))


def _geojson(path: Path) -> list[dict[str, Any]]:
    features = json.loads(path.read_bytes())["features"]
    return [feature["properties"] | {"geometry": feature["geometry"]} for feature in features]


def _csv(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_typed(row) for row in csv.DictReader(file)]


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    empty = {name: value or None for name, value in row.items()}
    return empty | {name: int(row[name]) for name in ("id", "count") if name in row}


def _workbook(path: Path) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    lines = list(sheet.values)
    layer = find_layer(path.name.split("-")[1].split(".")[0])
    names = {f"{c.thai} ({c.unit[0]})" if c.unit[0] else c.thai: c.name for c in layer.columns}
    return [
        dict(zip([names.get(str(head), str(head)) for head in lines[0]], line, strict=True))
        for line in lines[1:]
    ]


READERS = {"gpkg": _geopackage, "shp.zip": _shapefile, "geojson": _geojson, "csv": _csv, "xlsx": _workbook}
