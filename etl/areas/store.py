"""Areas into the database: staged, compared with an edition, and swapped in within one transaction."""

from typing import Any

import numpy as np
import shapely
from psycopg import Connection

from etl.areas.gather import Areas
from etl.areas.generalise import generalised
from etl.areas.polygons import Shapes
from etl.copying import copy_rows
from geo.database import Row
from geo.sql import statement
from layers.areas.level import Level

_STAGED = "COPY staged_area (code, name_th, name_en, name_note, geom, geom_note) FROM STDIN (FORMAT BINARY)"
_STAGED_SHAPES = "COPY staged_shape (code, zoom, geom) FROM STDIN (FORMAT BINARY)"
_SHAPE_TABLE = """
CREATE TEMPORARY TABLE staged_shape (code text, zoom smallint, geom geometry(MultiPolygon, 3857))
ON COMMIT DROP
"""


def stage(connection: Connection[Row], areas: Areas) -> None:
    """Put the areas into a temporary table of the transaction."""
    connection.execute(statement(__package__, "stage"))
    wkb = _wkb(areas.shapes, 4326)
    rows = ((*row[:4], shape, row[5]) for row, shape in zip(areas.rows(), wkb, strict=True))
    copy_rows(connection, _STAGED, ["text", "text", "text", "text", "bytea", "text"], rows)
    connection.execute("ANALYZE staged_area")


def compare(connection: Connection[Row], edition: int | None) -> dict[str, int]:
    """Return how many areas are `added`, `changed`, `removed`, `unchanged`, and `areas` in all."""
    return dict(connection.execute(statement(__package__, "compare"), {"edition": edition}).fetchone() or {})


def swap(connection: Connection[Row], edition: int, level: Level) -> None:
    """Make the edition's areas those staged; areas that stay keep their ids."""
    values = {"edition": edition, "level": level}
    for step in ("remove", "change", "add"):
        connection.execute(statement(__package__, step), values)


def draw(connection: Connection[Row], edition: int, areas: Areas) -> None:
    """Cut the edition's areas into pieces and make their shapes for drawing, in place of those there are.

    The edition is current already if it is to be, so that nothing has to be marked afterwards.
    """
    connection.execute("SELECT cut_pieces(%s)", [edition])
    connection.execute(statement(__package__, "shapes_remove"), {"edition": edition})
    connection.execute(_SHAPE_TABLE)
    rows = (
        (code, np.int16(zoom), shape)
        for zoom, shapes in generalised(areas.shapes)
        for code, shape in zip(areas.codes, _wkb(shapes, 3857), strict=True)
    )
    copy_rows(connection, _STAGED_SHAPES, ["text", "int2", "bytea"], rows)
    connection.execute(statement(__package__, "shapes_add"), {"edition": edition})


def make_current(connection: Connection[Row], edition: int) -> None:
    """Make the edition the one of its level that is drawn and in which places are found."""
    connection.execute("SELECT make_current(%s)", [edition])


def derive_places(connection: Connection[Row]) -> int:
    """Have the areas of all projects found again at the commit; return of how many."""
    row = connection.execute("SELECT derive_all_places() AS projects").fetchone()
    return int(row["projects"]) if row else 0


def _wkb(shapes: Shapes, srid: int) -> Any:
    return shapely.to_wkb(shapely.set_srid(shapes, srid), include_srid=True)
