"""`eplan locate`: what place a text means."""

import json
from typing import Any

import click
from psycopg import Connection

from geo.cluster import portal_url
from geo.database import Database, Row
from geo.notation import Reading, read_pair
from geo.settings import Settings
from geo.sql import statement
from geo.thai.unreadable import Unreadable
from layers.areas.area import find_area
from layers.areas.place import AreaHit, area_at
from webmap.cli import REFUSED
from webmap.commands.up import running_cluster


@click.command()
@click.argument("text")
@click.option(
    "--within", metavar="AREA_CODE", help="The area that the place should lie in: how far off is it?"
)
@click.option("--json", "as_json", is_flag=True, help="Print machine-readable output.")
@click.pass_context
def locate(context: click.Context, text: str, within: str | None, as_json: bool) -> None:
    """Say what place TEXT means: decimal degrees, degrees-minutes-seconds, UTM with its zone."""
    settings = Settings()
    readings: list[dict[str, Any]] = []
    refused = None
    try:
        reading = read_pair(text)
    except Unreadable as error:
        refused = str(error)
    else:
        with running_cluster(settings):
            readings.append(_placed(Database(portal_url(settings), size=1).open(), reading, within))
    _say(readings, refused, as_json)
    context.exit(REFUSED if refused else 0)


def _placed(database: Database, reading: Reading, within: str | None) -> dict[str, Any]:
    try:
        with database.reading() as connection:
            hit = area_at(connection, reading.lon, reading.lat)
            distance = _distance(connection, reading, within) if within else None
    finally:
        database.close()
    return {
        "lat": reading.lat,
        "lon": reading.lon,
        "crs": reading.crs,
        "operation": reading.operation,
        "notation": reading.notation.value,
        "repairs": [repair.value for repair in reading.repairs],
        "area": _area(hit),
        "distance_m": distance,
    }


def _distance(connection: Connection[Row], reading: Reading, within: str) -> float:
    """Return the metres by which the place lies outside an area; raises `NotFound` for no such area."""
    area = find_area(connection, within)
    values = {"code": area.code, "lon": reading.lon, "lat": reading.lat}
    row = connection.execute(statement("layers.areas", "distance_to"), values).fetchone()
    return round(float(row["metres"]), 1) if row else 0.0


def _area(hit: AreaHit) -> dict[str, dict[str, str | None]]:
    levels = {"tambon": hit.tambon, "amphoe": hit.amphoe, "province": hit.province}
    return {
        level: {"code": name.code, "name_th": name.name_th, "name_en": name.name_en}
        for level, name in levels.items()
        if name is not None
    }


def _say(readings: list[dict[str, Any]], refused: str | None, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"readings": readings, "refused": refused}, ensure_ascii=False))
        return
    for reading in readings:
        names = " ".join(area["name_th"] for area in reading["area"].values()) or "–"
        click.echo(f"{reading['lat']:.7f}, {reading['lon']:.7f}  {names}")
        click.echo(f"  {reading['notation']} · {reading['crs']} · {reading['operation']}")
        if reading["repairs"]:
            click.echo(f"  {', '.join(reading['repairs'])}")
        if reading["distance_m"]:
            click.echo(f"  {reading['distance_m']:,.0f} m")
    if refused:
        click.echo(refused, err=True)
