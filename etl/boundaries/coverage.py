"""From polygons simplified one by one to a coverage: neighbours share their edges, nothing overlaps."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.errors import Refused

METRIC = "EPSG:32647"
GAP_METRES = 1000
DECIMALS = 5

Shapes = dict[str, shapely.Geometry]

_since_2_2: Any = shapely  # the published type stubs stop at 2.1, before coverage_clean


def mend(shapes: Mapping[str, shapely.Geometry]) -> Shapes:
    """Close overlaps and gaps up to 1 km wide between polygons in EPSG:4326.

    Comes back in EPSG:4326, rounded to 5 decimals (about 1 m), exterior rings anticlockwise (RFC 7946).
    Raises `Refused` when rounding breaks a shape or the coverage.
    """
    metric = gpd.GeoSeries(list(shapes.values()), crs="EPSG:4326").to_crs(METRIC)
    clean = _since_2_2.coverage_clean(metric.to_numpy(), gap_width=GAP_METRES)
    degrees = gpd.GeoSeries(clean, crs=METRIC).to_crs("EPSG:4326").to_numpy()
    rounded = shapely.orient_polygons(shapely.transform(degrees, _rounded), exterior_cw=False)
    _check(list(shapes), rounded)
    return dict(zip(shapes, rounded, strict=True))


def dissolve(amphoe: Mapping[str, shapely.Geometry]) -> Shapes:
    """Join the amphoe of a coverage into provinces, by the first two digits of their codes."""
    members: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for code, shape in amphoe.items():
        members[code[:2]].append(shape)
    provinces = [shapely.coverage_union_all(shapes) for shapes in members.values()]
    oriented = shapely.orient_polygons(provinces, exterior_cw=False)
    _check(list(members), oriented)
    return dict(zip(members, oriented, strict=True))


def _rounded(coordinates: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return coordinates.round(DECIMALS)


def _check(codes: list[str], shapes: npt.NDArray[np.object_]) -> None:
    broken = [code for code, valid in zip(codes, shapely.is_valid(shapes), strict=True) if not valid]
    if broken or not shapely.coverage_is_valid(shapes):
        raise Refused(
            f"ขอบเขตที่ปรับแล้วยังทับซ้อนหรือไม่สมบูรณ์: {broken or 'เส้นร่วมไม่ตรงกัน'}",
            f"The mended boundaries still overlap or are invalid: {broken or 'shared edges differ'}.",
        )
