"""The two columns that a table has instead of a geometry."""

import numpy as np
import pyarrow as pa
import shapely

from layers.exports.arrow import Array
from layers.layer import Column

LATITUDE = Column("latitude", "LATITUDE", "ละติจูด", "Latitude", "number", ("องศา WGS 84", "degrees, WGS 84"))
LONGITUDE = Column(
    "longitude", "LONGITUDE", "ลองจิจูด", "Longitude", "number", ("องศา WGS 84", "degrees, WGS 84")
)
_DECIMALS = 7


def latitude_longitude(points: Array) -> tuple[Array, Array]:
    """Return latitudes and longitudes of points in WKB, to seven decimals; null where there is no point."""
    shapes = shapely.from_wkb(points.to_numpy(zero_copy_only=False))
    y, x = shapely.get_y(shapes), shapely.get_x(shapes)
    nowhere = np.isnan(x)
    return tuple(pa.array(np.round(values, _DECIMALS), mask=nowhere) for values in (y, x))
