"""The files that come out: GeoJSON with one feature a line, and a CSV of names."""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import shapely

from etl.boundaries.names import AreaName

ATTRIBUTION = (
    "Boundaries: Royal Thai Survey Department / OCHA via geoBoundaries (CC BY 3.0 IGO), simplified; "
    "names and codes: DOPA via geothai (CC BY 4.0)"
)
FIELDS = ("code", "name_th", "name_en", "parent_code")


def write_geojson(path: Path, names: Mapping[str, AreaName], shapes: Mapping[str, shapely.Geometry]) -> None:
    """Write shapes in EPSG:4326 with the names of their codes, sorted by code, as RFC 7946 GeoJSON."""
    features = ",\n".join(_json(_feature(names[code], shapes[code])) for code in sorted(shapes))
    head = _json({"type": "FeatureCollection", "name": path.stem, "attribution": ATTRIBUTION})[:-1]
    path.write_text(f'{head},"features":[\n{features}\n]}}\n', encoding="utf-8")


def write_names(path: Path, names: Iterable[AreaName]) -> None:
    """Write code, names and parent's code as UTF-8 CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_properties(name) for name in names)


def _feature(name: AreaName, shape: shapely.Geometry) -> dict[str, object]:
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": _properties(name), "geometry": geometry}


def _properties(name: AreaName) -> dict[str, str | None]:
    return {field: getattr(name, field) for field in FIELDS}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
