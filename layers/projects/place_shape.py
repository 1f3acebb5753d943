"""The shape of a place: a point, a line or an area in degrees, whole and of a size that can be drawn."""

import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from geo.errors import BadRequest

KINDS = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon")
MOST_VERTICES = 10_000


def read_shape(shape: BaseGeometry | bytes) -> BaseGeometry:
    """Return a shape given as shapely or WKB, in degrees of longitude and latitude, without heights.

    Raises `BadRequest` for another kind, an empty or broken shape, coordinates that are no degrees, or
    more than `MOST_VERTICES`.
    """
    try:
        geometry = shapely.from_wkb(shape) if isinstance(shape, bytes) else shape
    except shapely.errors.ShapelyError as error:
        raise BadRequest("รูปร่างนี้ไม่ใช่ WKB ที่อ่านได้", "This shape is not WKB that can be read.") from error
    if not isinstance(geometry, BaseGeometry) or geometry.geom_type not in KINDS or geometry.is_empty:
        raise BadRequest(
            "ตำแหน่งต้องเป็นจุด เส้น หรือพื้นที่ และไม่ว่าง", "A place is a point, a line or an area, and not empty."
        )
    geometry = shapely.force_2d(geometry)
    _check_size(geometry)
    _check_degrees(geometry)
    _check_whole(geometry)
    return geometry


def point_of(geometry: BaseGeometry) -> Point:
    """Return the point that stands for a shape, as `place_point` of the database does."""
    if isinstance(geometry, Point):
        return geometry
    if isinstance(geometry, LineString):
        return geometry.interpolate(0.5, normalized=True)
    return geometry.representative_point()


def _check_size(geometry: BaseGeometry) -> None:
    count = int(shapely.get_num_coordinates(geometry))
    if count > MOST_VERTICES:
        raise BadRequest(
            f"รูปร่างนี้มี {count:,} จุดยอด เกิน {MOST_VERTICES:,} ลดรายละเอียดของเส้นแล้วบันทึกใหม่",
            f"This shape has {count:,} vertices, more than {MOST_VERTICES:,}; simplify it and save again.",
        )


def _check_degrees(geometry: BaseGeometry) -> None:
    # Each vertex, since the bounds of a shape pass over one that is not a number.
    lon, lat = shapely.get_coordinates(geometry).T
    if not ((abs(lon) <= 180) & (abs(lat) <= 90)).all():
        raise BadRequest(
            "พิกัดนี้ใช้ไม่ได้ ละติจูดต้องอยู่ระหว่าง −90 ถึง 90 และลองจิจูดระหว่าง −180 ถึง 180 องศา",
            "This is no place: latitude must be within −90 to 90 and longitude within −180 to 180 degrees.",
        )


def _check_whole(geometry: BaseGeometry) -> None:
    if not shapely.is_valid(geometry):
        reason = shapely.is_valid_reason(geometry)
        raise BadRequest(
            f"รูปร่างนี้ไม่สมบูรณ์ เช่น เส้นขอบตัดกันเอง ({reason}) แก้จุดที่ตัดกันแล้วบันทึกใหม่",
            f"This shape is broken, perhaps its edge crosses itself ({reason}); mend it and save again.",
        )
