"""Styles for QGIS 3 (QML): stages by colour and shape, spending by classes, Thai titles of the columns."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import count
from xml.etree import ElementTree as Xml

from layers.codes import stages
from layers.exports.class_words import class_words
from layers.exports.order import Order
from layers.exports.qgis_drawn import LINES, POINTS, Family
from layers.exports.qgis_symbol import Part, fill, marker, symbol
from layers.layer import Column
from layers.spending.classes import ZERO_COLOUR, Classes

_INK = "#1D2433"
_TEAL = "#0B6E69"
_SATANG = Decimal("0.01")
_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


_HIGHEST = Decimal(10) ** 15  # baht, or projects: more than there are


def qml(
    order: Order, columns: Sequence[Column], classes: Classes | None, families: Sequence[Family] = (POINTS,)
) -> str:
    """Return the style of a layer: by classes where given, else by stage if it has one, else one symbol.

    `families` are the shapes that projects have. QGIS takes one style for all layers that it makes of a table
    of several kinds of shape, so a style of several has a rule for each.
    """
    root = Xml.Element("qgis", version="3.22.0", styleCategories="Symbology|Fields|MapTips")
    if classes is not None:
        root.append(_by_class(order.measure, classes))
    elif any(column.name == "stage" for column in columns):
        root.append(_by_stage(families[0]) if len(families) == 1 else _by_rule(families))
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


def _by_stage(family: Family) -> Xml.Element:
    renderer = _renderer("categorizedSymbol", _stage_symbols(family), attr="stage")
    renderer.set("symbollevels", "1" if family is LINES else "0")
    categories = Xml.Element("categories")
    for number, stage in enumerate(stages().values()):
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


def _stage_symbols(family: Family) -> list[tuple[str, list[Part]]]:
    return [(family.symbol, family.parts(stage.shape, stage.colour)) for stage in stages().values()]


def _by_rule(families: Sequence[Family]) -> Xml.Element:
    """Draw each kind of shape by rules of its own, areas lowest and points highest."""
    renderer = _renderer("RuleRenderer", (drawn for family in families for drawn in _stage_symbols(family)))
    renderer.set("symbollevels", "1")
    rules = Xml.Element("rules", key="{eplan}")
    numbers = count()
    for family in families:
        kind = f"{{eplan-{family.symbol}}}"
        group = Xml.SubElement(
            rules, "rule", key=kind, label=family.thai, filter=f"geometry_type($geometry) = '{family.word}'"
        )
        for stage in stages().values():
            Xml.SubElement(
                group,
                "rule",
                key=f"{{eplan-{family.symbol}-{stage.code}}}",
                symbol=str(next(numbers)),
                label=stage.name_th,
                filter=f"\"stage\" = '{stage.code}'",
            )
    renderer.insert(0, rules)
    return renderer


def _by_class(measure: str, classes: Classes) -> Xml.Element:
    """Draw areas by their class; nothing spent is pale, as on the portal."""
    unit = Decimal(1) if measure == "count" else _SATANG
    bounds = [Decimal(0), unit, *classes.breaks] if classes.counts else [Decimal(0)]
    uppers = [bound - unit for bound in bounds[1:]] + [_HIGHEST]
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
