"""Symbols of QGIS 3 in XML: what a stage, a point or an area is drawn with."""

from cmath import rect
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import atan2, degrees, hypot
from xml.etree import ElementTree as Xml

_SIZE = 3.0
WHITE = "#ffffff"


@dataclass(frozen=True)
class Part:
    """One layer of a symbol: QGIS's class of it, its properties, and the pass in which it is drawn.

    Passes count only in a renderer with symbol levels: all that is in a lower one lies below a higher one's.
    """

    kind: str
    properties: dict[str, str]
    level: int = 0


def marker(
    shape: str, colour: str, outline: str, *, size: float = _SIZE, opacity: int = 255, **rest: str
) -> Part:
    """Return a marker of one of QGIS's simple shapes; sizes in millimetres, colours `#rrggbb`."""
    properties = {
        "name": shape,
        "color": _rgba(colour, opacity),
        "outline_color": _rgba(outline),
        "outline_style": "solid",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
        "size": f"{size:.3g}",
        "size_unit": "MM",
        "angle": "0",
        "offset": "0,0",
        "offset_unit": "MM",
        "scale_method": "diameter",
        "horizontal_anchor_point": "1",
        "vertical_anchor_point": "1",
    }
    return Part("SimpleMarker", properties | rest)


def line(colour: str, width: float, dash: str = "", *, level: int = 0) -> Part:
    """Return a line, broken into dashes and gaps where they are told; widths in millimetres."""
    properties = {
        "line_color": _rgba(colour),
        "line_style": "solid",
        "line_width": f"{width:.3g}",
        "line_width_unit": "MM",
        "use_custom_dash": "1" if dash else "0",
        "customdash": dash or "5;2",
        "customdash_unit": "MM",
        "capstyle": "flat" if dash else "round",
        "joinstyle": "round",
        "offset": "0",
        "offset_unit": "MM",
    }
    return Part("SimpleLine", properties, level)


def fill(colour: str, outline: str, opacity: int = 255, **rest: str) -> Part:
    """Return a plain fill with a thin outline."""
    properties = {
        "color": _rgba(colour, opacity),
        "style": "solid",
        "outline_color": _rgba(outline),
        "outline_style": "solid",
        "outline_width": "0.16",
        "outline_width_unit": "MM",
        "joinstyle": "round",
        "offset": "0,0",
        "offset_unit": "MM",
    }
    return Part("SimpleFill", properties | rest)


def stage_parts(shape: str, colour: str, *, level: int = 0) -> list[Part]:
    """Return what draws a stage's shape: `ring`, `disc`, `diamond`, `half`, `tick`, `bar`; else a disc."""
    return [replace(part, level=level) for part in _stage_parts(shape, colour)]


def _stage_parts(shape: str, colour: str) -> list[Part]:
    if shape == "ring":
        return [marker("circle", WHITE, colour, size=2.6, outline_width="0.7")]
    if shape == "diamond":
        return [marker("diamond", colour, WHITE, size=3.6)]
    if shape == "half":
        return [
            marker("circle", WHITE, colour, size=2.8, outline_width="0.4"),
            marker("semi_circle", colour, colour, size=2.8, outline_width="0.1", angle="270"),
        ]
    return [marker("circle", colour, WHITE), *_strokes(shape)]


def _strokes(shape: str) -> list[Part]:
    if shape == "tick":
        return [_stroke((-0.65, 0.05), (-0.15, 0.55)), _stroke((-0.15, 0.55), (0.75, -0.55))]
    return [_stroke((-0.9, 0), (0.9, 0))] if shape == "bar" else []


def _stroke(start: tuple[float, float], end: tuple[float, float]) -> Part:
    """Return a white stroke between two places in millimetres from the middle, x right and y down."""
    right, down = end[0] - start[0], end[1] - start[1]
    middle = complex(start[0] + end[0], start[1] + end[1]) / 2
    # QGIS draws it upright and turns it clockwise, its offset with it.
    angle = atan2(right, -down)
    offset = middle * rect(1, -angle)
    return marker(
        "line",
        WHITE,
        WHITE,
        size=hypot(right, down),
        angle=f"{degrees(angle) % 360:.2f}",
        offset=f"{offset.real:.3f},{offset.imag:.3f}",
        outline_width="0.45",
        cap_style="round",
    )


def symbol(name: str, shape: str, parts: Iterable[Part]) -> Xml.Element:
    """Return a symbol of kind `marker`, `line` or `fill` made of parts, the first lowest."""
    element = Xml.Element("symbol", type=shape, name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    for part in parts:
        about = {"class": part.kind, "enabled": "1", "locked": "0", "pass": str(part.level)}
        layer = Xml.SubElement(element, "layer", about)
        options = Xml.SubElement(layer, "Option", type="Map")
        for key, value in part.properties.items():
            # Until 3.18 QGIS read `prop`, since then `Option`.
            Xml.SubElement(options, "Option", type="QString", name=key, value=value)
            Xml.SubElement(layer, "prop", k=key, v=value)
    return element


def _rgba(colour: str, opacity: int = 255) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},{opacity}"
