"""The boundaries that we ship: as shapes in hand, and as editions of a database that has none."""

import csv
import json
from functools import cache
from importlib.resources import as_file, files

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from etl.areas.load import load_areas
from geo.database import Database
from layers.areas.level import Level

EDITION = "สาธิต geoBoundaries 2565"
SOURCE = (
    "Royal Thai Survey Department / OCHA via geoBoundaries, simplified; names and codes: DOPA via geothai"
)
LICENCE = "CC BY 3.0 IGO; names and codes CC BY 4.0"
FILES: dict[Level, str] = {"province": "provinces.geojson", "amphoe": "amphoe.geojson"}


def load_shipped(database: Database) -> list[Level]:
    """Load the shipped provinces and amphoe where no edition of the level is current; return those levels."""
    there = {row["level"] for row in database.rows("SELECT level FROM area_edition WHERE is_current")}
    missing = [level for level in FILES if level not in there]
    for level in missing:
        with as_file(files("data") / "boundaries" / FILES[level]) as path:
            load_areas(database, path, level=level, edition=EDITION, source=SOURCE, licence=LICENCE)
    return missing


@cache
def shipped_amphoe() -> dict[str, BaseGeometry]:
    """Return the amphoe of `data/boundaries` by code, in EPSG:4326."""
    text = (files("data") / "boundaries" / FILES["amphoe"]).read_text("utf-8")
    return {f["properties"]["code"]: shape(f["geometry"]) for f in json.loads(text)["features"]}


@cache
def tambon_codes() -> tuple[str, ...]:
    """Return the codes of all tambon, in order; those of Bangkok's khwaeng included."""
    with (files("data") / "tambon.csv").open(encoding="utf-8") as file:
        return tuple(sorted(row["code"] for row in csv.DictReader(file)))
