"""The map of the handout: folium's, with Leaflet in the page instead of on other hosts."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import folium
import geopandas
import pandas
from branca.element import Figure

from layers.handout.leaflet import script, stylesheet
from layers.handout.shapes import Shapes

_INK = "#1D2433"
_LAND = "#f4f1ea"
EMPTY = "#ffffff"
"""The colour of an area of which nothing is recorded."""

_THAILAND = [[5.6, 97.3], [20.5, 105.7]]


@dataclass(frozen=True)
class Drawn:
    """An area to draw: its code, its name, its figures in the order of their labels, and its colour."""

    code: str
    name: str
    figures: tuple[str, ...]
    colour: str


@dataclass(frozen=True)
class Parts:
    """What a page needs of the map: for its head, for where the map stands, and for its last script."""

    head: str
    body: str
    script: str


def draw(areas: Sequence[Drawn], shapes: Shapes, labels: Sequence[str], leaflet: Path) -> Parts:
    """Return a map of coloured areas, with the labelled figures of an area in its tooltip.

    Areas without a shape are left out. Nothing that comes back refers to another file or host.
    """
    figure = Figure()
    drawn = folium.Map(
        tiles=None, attributionControl=False, zoomSnap=0.25, zoom_start=6, location=[13.5, 101]
    )
    drawn.default_js, drawn.default_css = [], []
    drawn.add_to(figure)
    _add_background(drawn, shapes.background)
    frame = shapes.rows.merge(_attributes(areas, labels), on="code")
    if len(frame):
        _add_areas(drawn, frame, labels)
    drawn.fit_bounds(_bounds(frame), padding=(12, 12))
    figure.render()
    head = (
        f"<style>{stylesheet(leaflet)}</style>\n<script>{script(leaflet)}</script>\n{figure.header.render()}"
    )
    return Parts(head, figure.html.render(), figure.script.render())


def _bounds(frame: geopandas.GeoDataFrame) -> list[list[float]]:
    if not len(frame):
        return _THAILAND
    west, south, east, north = map(float, frame.total_bounds)
    return [[south, west], [north, east]]


def _add_background(drawn: folium.Map, background: geopandas.GeoDataFrame) -> None:
    if len(background):
        plain = {"fillColor": _LAND, "fillOpacity": 1, "color": "#b9b3a6", "weight": 0.8}
        folium.GeoJson(background, style_function=lambda _: plain, interactive=False).add_to(drawn)


def _add_areas(drawn: folium.Map, frame: geopandas.GeoDataFrame, labels: Sequence[str]) -> None:
    folium.GeoJson(
        frame,
        style_function=_style,
        highlight_function=lambda _: {"weight": 2.5, "color": _INK},
        marker=folium.CircleMarker(radius=7, fill=True),
        tooltip=folium.GeoJsonTooltip(
            ["name", *_columns(labels)], aliases=["", *labels], sticky=True, class_name="figures"
        ),
    ).add_to(drawn)


def _style(feature: dict[str, Any]) -> dict[str, Any]:
    style = {"fillColor": feature["properties"]["colour"], "fillOpacity": 0.9, "color": _INK, "weight": 0.6}
    return style | ({"dashArray": "3 3"} if feature["properties"]["colour"] == EMPTY else {})


def _attributes(areas: Sequence[Drawn], labels: Sequence[str]) -> pandas.DataFrame:
    """Return the attributes of the areas; the tooltip puts the texts in as HTML."""
    rows = [
        (area.code, html.escape(area.name), area.colour, *(html.escape(text) for text in area.figures))
        for area in areas
    ]
    return pandas.DataFrame(rows, columns=["code", "name", "colour", *_columns(labels)])


def _columns(labels: Sequence[str]) -> list[str]:
    return [f"figure{number}" for number in range(len(labels))]
