"""The shapes that a handout draws: generalised, so that the file can be mailed."""

from dataclasses import dataclass

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray
from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from layers.areas.shape import shape_zoom
from layers.spending.table import SpendingTable

_DECIMALS = 5  # a metre
_ZOOM_OF_AREA = {0: 8, 2: 10, 4: 12, 6: 12}
_FEW = 200


@dataclass(frozen=True)
class Shapes:
    """Geometry in EPSG:4326 by the code of its row, and what lies behind and around it.

    `rows` has `code` and `geometry` (areas; points for authorities without a known area).
    """

    rows: geopandas.GeoDataFrame
    background: geopandas.GeoDataFrame


def read_shapes(connection: Connection[Row], table: SpendingTable, area: str | None) -> Shapes:
    """Return the shapes of a table's rows, with the provinces as background."""
    codes = [row.code for row in table.rows if row.code]
    zoom = shape_zoom(_ZOOM_OF_AREA[len(area or "")] + (2 if len(codes) < _FEW else 0))
    name = "authority_shapes" if table.level == "authority" else "area_shapes"
    asked = {"codes": codes, "level": table.level, "zoom": zoom}
    rows = connection.execute(statement(__package__, name), asked).fetchall()
    provinces = {"codes": None, "level": "province", "zoom": shape_zoom(6 if area is None else zoom)}
    behind = connection.execute(statement(__package__, "area_shapes"), provinces).fetchall()
    return Shapes(_frame(rows), _frame(behind))


def _frame(rows: list[Row]) -> geopandas.GeoDataFrame:
    shapes = shapely.from_wkb(np.array([row["shape"] for row in rows], dtype=object))
    return geopandas.GeoDataFrame(
        {"code": [row["code"] for row in rows]}, geometry=shapely.transform(shapes, _rounded), crs="EPSG:4326"
    )


def _rounded(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    # Neighbours share their vertices, and still do when each is rounded alike.
    return np.round(coordinates, _DECIMALS)
