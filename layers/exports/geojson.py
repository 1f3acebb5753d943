"""GeoJSON (RFC 7946): longitude and latitude in WGS 84 to seven decimals, about a centimetre."""

from pathlib import Path

from layers.exports.extract import Extract, in_baht
from layers.exports.vector import Target, write_vector


def write_geojson(extract: Extract, path: Path) -> None:
    """Write the rows to a new FeatureCollection; a row without a place has the geometry null."""
    target = Target(
        driver="GeoJSON",
        layer=extract.order.layer.name,
        geometry_type="Unknown",
        crs="EPSG:4326",
        options={"RFC7946": "YES", "COORDINATE_PRECISION": "7", "WRITE_BBOX": "NO"},
    )
    write_vector(path, target, in_baht(extract.schema), extract.batches_in_baht())
