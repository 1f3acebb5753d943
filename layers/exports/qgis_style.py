"""Styles for QGIS 3 (QML): stages by colour and shape, spending by classes, Thai titles of the columns."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from xml.etree import ElementTree as Xml

from layers.codes import stages
from layers.exports.class_words import class_words
from layers.exports.order import Order
from layers.exports.qgis_symbol import Part, fill, marker, stage_parts, symbol
from layers.layer import Column
from layers.spending.classes import ZERO_COLOUR, Classes

_INK = "#1D2433"
_TEAL = "#0B6E69"
_SATANG = Decimal("0.01")
_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


def qml(order: Order, columns: Sequence[Column], classes: Classes | None) -> str:
    """Return the style of a layer: by classes where given, else by stage if it has one, else one symbol."""
    root = Xml.Element("qgis", version="3.22.0", styleCategories="Symbology|Fields|MapTips")
    if classes is not None:
        root.append(_by_class(order.measure, classes))
    elif any(column.name == "stage" for column in columns):
        root.append(_by_stage())
    else:
        root.append(_single(order.layer.shape))
    root.append(_aliases(columns))
    shown = next((column.name for column in columns if column.name in ("title", "name_th")), columns[0].name)
    Xml.SubElement(root, "previewExpression").text = f'"{shown}"'
    return _DOCTYPE + Xml.tostring(root, encoding="unicode")


def _renderer(kind: str, symbols: Iterable[tuple[str, list[Part]]], **attributes: str) -> Xml.Element:
    renderer = Xml.Element(
        "renderer-v2",
        type=kind,
        symbollevels="0",
        enableorderby="0",
        forceraster="0",
        referencescale="-1",
    )
    for name, value in attributes.items():
        renderer.set(name, value)
    group = Xml.SubElement(renderer, "symbols")
    for number, (shape, parts) in enumerate(symbols):
        group.append(symbol(str(number), shape, parts))
    return renderer


def _by_stage() -> Xml.Element:
    found = list(stages().values())
    renderer = _renderer(
        "categorizedSymbol", (("marker", stage_parts(s.shape, s.colour)) for s in found), attr="stage"
    )
    categories = Xml.Element("categories")
    for number, stage in enumerate(found):
        Xml.SubElement(
            categories,
            "category",
            render="true",
            symbol=str(number),
            value=stage.code,
            label=stage.name_th,
            type="string",
        )
    renderer.insert(0, categories)
    return renderer


def _by_class(measure: str, classes: Classes) -> Xml.Element:
    """Draw areas by their class; nothing spent is pale, as on the portal."""
    unit = Decimal(1) if measure == "count" else _SATANG
    bounds = [Decimal(0), unit, *classes.breaks] if classes.counts else [Decimal(0)]
    uppers = [bound - unit for bound in bounds[1:]] + [max(bounds[-1], unit) * 1_000_000]
    colours = (ZERO_COLOUR, *classes.colours)
    renderer = _renderer(
        "graduatedSymbol",
        (("fill", [fill(colour, _INK)]) for colour in colours),
        attr=measure,
        graduatedMethod="GraduatedColor",
    )
    ranges, words = Xml.Element("ranges"), class_words(measure, classes)
    for number, (lower, upper) in enumerate(zip(bounds, uppers, strict=True)):
        Xml.SubElement(
            ranges,
            "range",
            render="true",
            symbol=str(number),
            lower=f"{lower:f}",
            upper=f"{upper:f}",
            label=words[number],
        )
    renderer.insert(0, ranges)
    method = Xml.SubElement(renderer, "classificationMethod", id="Custom")
    Xml.SubElement(method, "labelFormat", format="%1 - %2", labelprecision="2", trimtrailingzeroes="1")
    return renderer


def _single(shape: str) -> Xml.Element:
    if shape == "point":
        return _renderer("singleSymbol", [("marker", [marker("circle", _TEAL, "#ffffff")])])
    return _renderer("singleSymbol", [("fill", [fill("#ffffff", _INK, opacity=0)])])


def _aliases(columns: Sequence[Column]) -> Xml.Element:
    aliases = Xml.Element("aliases")
    for number, column in enumerate(columns, start=1):
        unit = f" ({column.unit[0]})" if column.unit[0] else ""
        Xml.SubElement(aliases, "alias", index=str(number), field=column.name, name=f"{column.thai}{unit}")
    return aliases
