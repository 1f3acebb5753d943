"""Where to look first: the part of the map that a list's projects are on."""

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from geo.tile import Bounds, Tile
from layers.filters import Filters

CELL_ZOOM = 11


def extent_of(connection: Connection[Row], filters: Filters) -> Bounds | None:
    """Return the degrees between which the asked-for area, authority or year lies; None where nothing does.

    A bound, not a hull: other filters do not make it narrower, and a year's is whole cells of `CELL_ZOOM`.
    """
    if filters.bbox is not None:
        return Bounds(*filters.bbox)
    if filters.area is None and filters.authority is None:
        return _of_cells(connection, filters.fiscal_year)
    values = {"area": filters.area, "authority": filters.authority}
    box = connection.execute(statement(__package__, "listing_extent_box"), values).fetchone()
    return Bounds(**box) if box and box["west"] is not None else _of_cells(connection, None)


def _of_cells(connection: Connection[Row], fiscal_year: int | None) -> Bounds | None:
    cells = connection.execute(
        statement(__package__, "listing_extent_cells"), {"fiscal_year": fiscal_year}
    ).fetchone()
    if not cells or cells["west"] is None:
        return None
    northwest = Tile(CELL_ZOOM, cells["west"], cells["north"]).degrees
    southeast = Tile(CELL_ZOOM, cells["east"], cells["south"]).degrees
    return Bounds(northwest.west, southeast.south, southeast.east, northwest.north)
