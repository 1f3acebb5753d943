"""The one place where coordinates change their datum.

Everything at rest is WGS 84 longitude and latitude (EPSG:4326). Indian 1975, the datum of older Thai surveys,
goes through EPSG:1304, pinned here step by step. PROJ and PostGIS choose EPSG:1812 by themselves, which lands
189 m away from EPSG:1304 and from the Royal Thai Survey Department's own three parameters (204.4798,
837.8940, 294.7765); those two agree within 3 m all over Thailand. EPSG:1304 is pinned rather than the
department's figures because it is published with an accuracy (5 m; 3, 2 and 3 m by axis, from 62 stations)
and is what QGIS, ArcGIS and PostGIS's own `towgs84` have, so that data given and taken agree to the
centimetre.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError
from pyproj.transformer import AreaOfInterest, TransformerGroup

from geo.errors import Refused
from geo.tile import Bounds

CRSLike: TypeAlias = str | int | CRS
Floats: TypeAlias = NDArray[np.float64]

WGS84 = CRS.from_epsg(4326)
THAILAND = Bounds(97, 5, 106, 21)
"""The box, in degrees, outside which no place of a Thai authority lies."""

_AREA = AreaOfInterest(*THAILAND)
_EPSG_1304 = (
    "step proj=push v_3 step proj=cart ellps=evrst30 step proj=helmert x=210 y=814 z=289 "
    "step inv proj=cart ellps=WGS84 step proj=pop v_3"
)
_TO_RADIANS = "step proj=unitconvert xy_in=deg xy_out=rad"
_TO_DEGREES = "step proj=unitconvert xy_in=rad xy_out=deg"
_CODE = re.compile(r"(?:(?:urn:ogc:def:crs:)?(EPSG|ESRI|OGC)(?::[\d.]*:|::?))?(\w+)", re.IGNORECASE)
_WKT = re.compile(
    r"(?:PROJCS|GEOGCS|COMPD_CS|(?:PROJ|GEOG|GEOD|COMPOUND|BOUND|\w{7,10})CRS)\s*[\[(]", re.IGNORECASE
)
_LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Operation:
    """How coordinates were brought to WGS 84: a name, the PROJ pipeline (x, y to lon, lat), metres of
    accuracy.
    """

    name: str
    pipeline: str
    accuracy_m: float | None


def read_crs(text: CRSLike) -> CRS:
    """Return the coordinate reference system that `EPSG:24047`, `24047`, a URN or WKT (ESRI's too) names.

    Raises `Refused` when it is unknown, or is not a horizontal system on the Earth.
    """
    return _flat(text) if isinstance(text, CRS) else _named(str(text).strip())


@lru_cache(maxsize=256)
def _named(text: str) -> CRS:
    code = _CODE.fullmatch(text)
    try:
        if code and (code[1] or text.isdecimal()):
            return _flat(CRS.from_authority((code[1] or "EPSG").upper(), code[2].upper()))
        if len(text) <= _LONGEST_TEXT and (_WKT.match(text) or _is_proj_text(text)):
            return _flat(CRS.from_user_input(text))
    except ProjError:
        pass
    raise _unknown(text)


def _flat(crs: CRS) -> CRS:
    """Return a system without its height; raises `Refused` unless it is geographic or projected."""
    flat = crs.to_2d() if len(crs.axis_info) > 2 and not crs.is_geocentric else crs
    base = flat.source_crs if flat.is_bound and flat.source_crs else flat
    if not (base.is_geographic or base.is_projected):
        raise _unknown(crs.name)
    return flat


def _is_proj_text(text: str) -> bool:
    """Whether a text is a PROJ string that reads no file."""
    return text.startswith("+proj=") and not re.search(r"grids|init|file|pipeline", text)


def _unknown(text: object) -> Refused:
    label = " ".join(str(text).split())[:80]
    return Refused(
        f"ไม่รู้จักระบบพิกัด “{label}” ให้ระบุ เช่น EPSG:32647 (UTM 47N WGS 84), EPSG:24047 (UTM 47N Indian 1975) "
        "หรือ EPSG:4326 (ละติจูด ลองจิจูด)",
        f"The coordinate system “{label}” is unknown; name one such as EPSG:32647 (UTM 47N, WGS 84), "
        "EPSG:24047 (UTM 47N, Indian 1975) or EPSG:4326 (latitude, longitude).",
    )


def is_indian_1975(crs: CRSLike) -> bool:
    """Whether a system stands on the Indian 1975 datum, whatever it is called or projected by."""
    return _stands_on_indian_1975(_key(crs))


@lru_cache(maxsize=256)
def _stands_on_indian_1975(key: str) -> bool:
    geodetic = read_crs(key).geodetic_crs
    names = (geodetic.name, geodetic.datum.name if geodetic.datum else "") if geodetic else ()
    return any("indian1975" in re.sub(r"[^a-z0-9]", "", name.lower()) for name in names)


def label(crs: CRSLike) -> str:
    """Return the short name of a system: its code if it has one."""
    return _label(_key(crs))


@lru_cache(maxsize=256)
def _label(key: str) -> str:
    system = read_crs(key)
    authority = system.to_authority()
    return ":".join(authority) if authority else system.name


def operation(crs: CRSLike) -> Operation:
    """Return how coordinates of a system are brought to WGS 84; raises `Refused` when no way is known."""
    return _way(_key(crs))[0]


def lonlat(
    x: ArrayLike, y: ArrayLike, crs: CRSLike, *, strict: bool = True
) -> tuple[Floats, Floats, Operation]:
    """Return longitudes and latitudes in WGS 84 of easting/longitude and northing/latitude, and how it was
    done.

    Raises `Refused` when any result is not a place on the globe; with `strict=False` such places are NaN
    instead.
    """
    done, transformer = _way(_key(crs))
    lon, lat = np.asarray(x, float), np.asarray(y, float)
    if transformer is not None:
        lon, lat = (np.asarray(values, float) for values in transformer.transform(lon, lat))
    good = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    if good.all():
        return lon, lat, done
    if strict:
        raise _off_the_globe(x, y, good, crs)
    return np.where(good, lon, np.nan), np.where(good, lat, np.nan), done


def to_wgs84(geometry: Any, crs: CRSLike) -> tuple[Any, Operation]:
    """Return a shapely geometry, or an array of them, in WGS 84 without Z, and how it was done.

    Raises `Refused` when the system is unknown or a vertex does not come to lie on the globe. None stays
    None.
    """

    def move(vertices: Floats) -> Floats:
        lon, lat, _ = lonlat(vertices[:, 0], vertices[:, 1], crs)
        return np.column_stack((lon, lat))

    return shapely.transform(geometry, move), operation(crs)


def in_thailand_box(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Whether places in EPSG:4326 lie in the box around Thailand; NaN does not."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    west, south, east, north = THAILAND
    return (x >= west) & (x <= east) & (y >= south) & (y <= north)


def _key(crs: CRSLike) -> str:
    return crs.to_wkt() if isinstance(crs, CRS) else str(crs)


@lru_cache(maxsize=256)
def _way(key: str) -> tuple[Operation, Transformer | None]:
    crs = read_crs(key)
    if is_indian_1975(crs):
        return _indian_1975(crs)
    group = TransformerGroup(crs, WGS84, always_xy=True, allow_ballpark=False, area_of_interest=_AREA)
    if not group.transformers:
        raise _no_way(crs)
    best = group.transformers[0]
    done = Operation(_name(best, crs), best.definition, best.accuracy if best.accuracy >= 0 else None)
    return done, None if _changes_nothing(best.definition) else best


def _changes_nothing(pipeline: str) -> bool:
    return pipeline.startswith("proj=noop")


def _name(transformer: Transformer, crs: CRS) -> str:
    if _changes_nothing(transformer.definition):
        return f"{crs.name}: unchanged"
    steps = (step.strip() for step in transformer.description.split(" + "))
    return f"{crs.name}: {' + '.join(step for step in steps if not step.startswith('axis order'))}"


def _indian_1975(crs: CRS) -> tuple[Operation, Transformer]:
    """Put the pinned shift behind the system's own projection, in one pipeline."""
    geodetic = crs.source_crs if crs.is_bound and crs.source_crs else crs
    unproject = Transformer.from_crs(geodetic, geodetic.geodetic_crs, always_xy=True).definition
    if _changes_nothing(unproject):
        unproject = "proj=pipeline"
    pipeline = f"{unproject} {_TO_RADIANS} {_EPSG_1304} {_TO_DEGREES}".replace(
        f"{_TO_DEGREES} {_TO_RADIANS} ", ""
    )
    done = Operation(f"{crs.name}: Indian 1975 to WGS 84 (2), EPSG:1304", pipeline, 5.0)
    return done, Transformer.from_pipeline(pipeline)


def _no_way(crs: CRS) -> Refused:
    return Refused(
        f"ไม่มีวิธีแปลงระบบพิกัด “{crs.name}” เป็น WGS 84 ที่เชื่อถือได้ในประเทศไทย ให้แปลงข้อมูลก่อนหรือระบุระบบพิกัดอื่น",
        f"No trusted operation leads from “{crs.name}” to WGS 84 in Thailand; convert the data first or "
        "declare "
        "another system.",
    )


def _off_the_globe(x: ArrayLike, y: ArrayLike, good: NDArray[np.bool_], crs: CRSLike) -> Refused:
    first = int(np.flatnonzero(~np.atleast_1d(good))[0])
    place = f"{np.atleast_1d(x)[first]}, {np.atleast_1d(y)[first]}"
    name = read_crs(crs).name
    return Refused(
        f"พิกัด {place} ไม่ใช่ตำแหน่งบนโลกในระบบ “{name}” ตรวจว่าระบุระบบพิกัดถูกต้อง (เช่น ค่าเป็นเมตรต้องใช้ EPSG:32647 "
        "หรือ EPSG:24047)",
        f"{place} is not a place on the globe in “{name}”; check the declared system (values in metres "
        "need one "
        "such as EPSG:32647 or EPSG:24047).",
    )
