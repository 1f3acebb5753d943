"""What stands in a GeoPackage beside its features: titles of the columns, metadata, and the style."""

import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from xml.etree import ElementTree as Xml

from geo.sql import text
from layers.exports import caption
from layers.exports.extract import GEOMETRY, Extract
from layers.exports.order import Order
from layers.exports.qgis_drawn import POINTS, families_of
from layers.exports.qgis_style import qml
from layers.spending.classes import Classes, classify

_QGIS = "http://mrcc.com/qgis.dtd"
_GDAL = "http://gdal.org"


def describe(file: sqlite3.Connection, extract: Extract) -> None:
    """Write titles, metadata and style into an open GeoPackage that has the features already."""
    file.executescript(text(__package__, "geopackage_schema"))
    _titles(file, extract)
    _metadata(file, extract)
    _styles(file, extract)
    file.commit()


def _titles(file: sqlite3.Connection, extract: Extract) -> None:
    rows = [
        (
            extract.order.layer.name,
            c.name,
            c.thai,
            c.thai,
            f"{c.english} ({c.unit[1]})" if c.unit[1] else c.english,
        )
        for c in extract.columns
    ]
    file.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) "
        "VALUES (?, ?, ?, ?, ?)",
        rows,
    )


def _metadata(file: sqlite3.Connection, extract: Extract) -> None:
    for standard, document in ((_QGIS, _for_qgis(extract)), (_GDAL, _for_gdal(extract))):
        added = file.execute(
            "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) "
            "VALUES ('dataset', ?, 'text/xml', ?)",
            (standard, document),
        )
        file.execute(
            "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, timestamp, md_file_id) "
            "VALUES ('table', ?, ?, ?)",
            (extract.order.layer.name, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}", added.lastrowid),
        )


def _for_qgis(extract: Extract) -> str:
    root = Xml.Element("qgis", version="3.22.0")
    thai, english = caption.title(extract.order)
    abstract = "\n".join(f"{label}: {value}" for label, value in caption.in_both(extract))
    for name, content in (
        ("identifier", extract.order.stem),
        ("language", "tha"),
        ("type", "dataset"),
        ("title", f"{thai} / {english}"),
        ("abstract", abstract),
    ):
        Xml.SubElement(root, name).text = content
    for edition in extract.editions:
        Xml.SubElement(root, "license").text = f"{edition.source} ({edition.licence})"
    Xml.SubElement(
        Xml.SubElement(root, "dates"), "date", type="Created", value=extract.summary.taken_at.isoformat()
    )
    return Xml.tostring(root, encoding="unicode")


def _for_gdal(extract: Extract) -> str:
    root = Xml.Element("GDALMultiDomainMetadata")
    domain = Xml.SubElement(root, "Metadata")
    for label, value in caption.in_both(extract):
        Xml.SubElement(domain, "MDI", key=label).text = value
    return Xml.tostring(root, encoding="unicode")


def _styles(file: sqlite3.Connection, extract: Extract) -> None:
    """Write the style that QGIS takes by itself, and one for each kind of shape to choose by hand."""
    order = extract.order
    families = families_of(extract.kinds) if order.mixed else (POINTS,)
    thai, _ = caption.title(order)
    document = qml(order, extract.columns, _classes(file, order), families)
    styles = [("eplan", document, True, thai)]
    for family in families if len(families) > 1 else ():
        document = qml(order, extract.columns, None, (family,))
        styles.append((f"eplan {family.thai}", document, False, f"{thai} ({family.thai})"))
    file.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
        "styleName, styleQML, styleSLD, useAsDefault, description, owner) "
        "VALUES ('', '', ?, ?, ?, ?, '', ?, ?, '')",
        [(order.layer.name, GEOMETRY, *style) for style in styles],
    )


def _classes(file: sqlite3.Connection, order: Order) -> Classes | None:
    """Return the classes of the measure over the areas, as the portal cuts them; None without a measure."""
    if not order.measure:
        return None
    table, measure = (f'"{name}"' for name in (order.layer.name, order.measure))
    values = file.execute(f"SELECT {measure} FROM {table} WHERE code IS NOT NULL AND count > 0")  # noqa: S608
    return classify([Decimal(f"{value:.2f}") for (value,) in values])
