"""What is asked of an export: the layer, the format, the filters, and who asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyproj import CRS

from geo.database import PUBLIC
from geo.datum import read_crs
from geo.errors import BadRequest, NotFound
from layers.catalogue import find_layer
from layers.exports.statements import has_shapes, words_of
from layers.filters import LEVELS, MEASURES, Filters, one_of, parse_filters
from layers.layer import Layer

AREA_LEVELS = ("province", "amphoe", "tambon")
ENCODINGS = ("utf-8", "cp874")
GEOMETRIES = ("point", "shape")
WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class Form:
    """A format: its ending and media type, and which words beside the filters it takes."""

    ending: str
    mime: str
    thai: str
    words: tuple[str, ...] = ()


FORMS = {
    form.ending: form
    for form in (
        Form("gpkg", "application/geopackage+sqlite3", "GeoPackage (QGIS)", ("crs", "geometry")),
        Form("shp.zip", "application/zip", "Shapefile", ("crs", "encoding", "geometry")),
        Form("geojson", "application/geo+json", "GeoJSON", ("geometry",)),
        Form("csv", "text/csv", "CSV", ("encoding",)),
        Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
    )
}
_SPELLINGS = {"zip": "shp.zip", "json": "geojson"}


@dataclass(frozen=True)
class Order:
    """One export as asked for.

    `words` are the words as given, from which the same order can be read again; `account` sees what it may,
    0 only what is public. `crs` is None for EPSG:4326. `level` and `measure` are those of spending.
    `geometry` is `shape` where what was drawn is wanted instead of the points that stand for it.
    """

    layer: Layer
    form: Form
    filters: Filters
    account: int = PUBLIC
    crs: CRS | None = None
    encoding: str = "utf-8"
    level: str = ""
    measure: str = ""
    geometry: str = "point"
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def stem(self) -> str:
        """The file's name without ending, in ASCII: the layer, then what most narrows it down."""
        narrowed = (
            self.level,
            *(self.filters.query.get(name, "") for name in ("fiscal_year", "area", "authority")),
        )
        return "-".join(("eplan", self.layer.name, *(word for word in narrowed if word)))

    @property
    def file_name(self) -> str:
        """The name under which the file is given away, such as `eplan-projects-2568.gpkg`."""
        return f"{self.stem}.{self.form.ending}"

    @property
    def tabular(self) -> bool:
        """Whether the file has no geometry of its own, but latitude and longitude as columns."""
        return self.form.ending in ("csv", "xlsx")

    @property
    def mixed(self) -> bool:
        """Whether points, lines and areas stand beside each other."""
        return self.geometry == "shape"

    @property
    def crs_name(self) -> str:
        """The coordinates' reference system, as `EPSG:32647`."""
        authority = (self.crs.to_authority() or ("", self.crs.name)) if self.crs else ("EPSG", "4326")
        return ":".join(part for part in authority if part)

    @property
    def crs_definition(self) -> str:
        """The same for programs: a code where it has one, else WKT."""
        return self.crs_name if self.crs is None or self.crs.to_authority() else self.crs.to_wkt()


def read_order(layer: str, ending: str, words: Mapping[str, str], account: int = PUBLIC) -> Order:
    """Read an order from an address's or a command's words.

    Raises `NotFound` for an unknown layer or format; `BadRequest` for a word that is unknown, malformed, or
    of no meaning for this layer or format; `Refused` for an unknown coordinate system.
    """
    found, form = find_layer(layer), find_form(ending)
    given = {name: text.strip() for name, text in words.items() if text and text.strip()}
    known = words_of(found)
    own = tuple(name for name in ("level", "measure") if name in known)
    filters = parse_filters(given, also=(*own, "crs", "encoding", "geometry"))
    _takes(found, form, given, known)
    return Order(
        layer=found,
        form=form,
        filters=filters,
        account=account,
        crs=_crs(given.get("crs")),
        encoding=one_of(ENCODINGS)("encoding", given.get("encoding", "utf-8").lower()),
        level=_level(given, filters) if "level" in known else "",
        measure=one_of(MEASURES)("measure", given.get("measure", "approved")) if "measure" in known else "",
        geometry=one_of(GEOMETRIES)("geometry", given.get("geometry", "point").lower()),
        words=given,
    )


def find_form(ending: str) -> Form:
    """Return the format of a file's ending; raises `NotFound`, naming those there are."""
    plain = ending.lower().removeprefix(".")
    try:
        return FORMS[_SPELLINGS.get(plain, plain)]
    except KeyError:
        there = ", ".join(FORMS)
        raise NotFound(
            f"ไม่มีรูปแบบไฟล์ “{plain[:40]}” รูปแบบที่มีคือ {there}",
            f"There is no file format “{plain[:40]}”; there are {there}.",
        ) from None


def _level(given: Mapping[str, str], filters: Filters) -> str:
    """Return the level asked for, else that of the areas inside the area, as the spending page does."""
    below = AREA_LEVELS[min(len(filters.area or "") // 2, len(AREA_LEVELS) - 1)]
    return one_of(LEVELS)("level", given.get("level", below))


def _takes(layer: Layer, form: Form, given: Mapping[str, str], known: frozenset[str]) -> None:
    for name in given:
        if name == "geometry" and name in form.words and not has_shapes(layer):
            raise _no_shapes(layer)
        if name in known or name in form.words:
            continue
        if name in ("crs", "encoding", "geometry"):
            raise _not_in_form(name, form)
        there = ", ".join(sorted(known)) or "-"
        raise BadRequest(
            f"ชั้นข้อมูล “{layer.thai}” ไม่มีตัวกรอง “{name}” ตัวกรองที่ใช้ได้คือ {there}",
            f"The layer “{layer.name}” has no filter “{name}”; it has {there}.",
        )


def _not_in_form(name: str, form: Form) -> BadRequest:
    why = _REASONS.get(
        (form.ending, name), ("รูปแบบนี้ใช้ค่ามาตรฐานเสมอ", "this format always has the standard one")
    )
    return BadRequest(
        f"ไฟล์ {form.ending} กำหนด {name} ไม่ได้ เพราะ{why[0]}",
        f"A {form.ending} file takes no {name}: {why[1]}.",
    )


def _no_shapes(layer: Layer) -> BadRequest:
    return BadRequest(
        f"ชั้นข้อมูล “{layer.thai}” มีรูปทรงแบบเดียว จึงไม่ต้องระบุ geometry",
        f"The layer “{layer.name}” has one kind of geometry; leave geometry out.",
    )


_STANDARD = ("รูปแบบนี้ใช้ค่ามาตรฐานเสมอ", "this format always has the standard one")
_REASONS = {
    ("geojson", "crs"): (
        "มาตรฐาน RFC 7946 ให้ใช้ละติจูด ลองจิจูด (WGS 84) เท่านั้น ใช้ GeoPackage แทนได้",
        "RFC 7946 allows longitude and latitude (WGS 84) only; take a GeoPackage instead",
    ),
    ("csv", "geometry"): (
        "ตารางมีเพียงละติจูดและลองจิจูดของจุด ใช้ GeoPackage, Shapefile หรือ GeoJSON แทนได้",
        "a table has the latitude and longitude of points only; take a GeoPackage, shapefile or GeoJSON",
    ),
    ("xlsx", "geometry"): (
        "ตารางมีเพียงละติจูดและลองจิจูดของจุด ใช้ GeoPackage, Shapefile หรือ GeoJSON แทนได้",
        "a table has the latitude and longitude of points only; take a GeoPackage, shapefile or GeoJSON",
    ),
    ("csv", "crs"): (
        "ตารางมีคอลัมน์ละติจูด ลองจิจูด (WGS 84) อยู่แล้ว ใช้ GeoPackage หรือ Shapefile แทนได้",
        "its columns are latitude and longitude (WGS 84); take a GeoPackage or shapefile instead",
    ),
    ("xlsx", "crs"): (
        "ตารางมีคอลัมน์ละติจูด ลองจิจูด (WGS 84) อยู่แล้ว ใช้ GeoPackage หรือ Shapefile แทนได้",
        "its columns are latitude and longitude (WGS 84); take a GeoPackage or shapefile instead",
    ),
}


def _crs(text: str | None) -> CRS | None:
    crs = read_crs(text) if text else None
    return None if crs is None or crs.equals(CRS(WGS84), ignore_axis_order=True) else crs


def as_message(order: Order) -> dict[str, Any]:
    """Return an order as what JSON can carry; `from_message` reads it again."""
    return {
        "layer": order.layer.name,
        "ending": order.form.ending,
        "words": dict(order.words),
        "account": order.account,
    }


def from_message(message: Mapping[str, Any]) -> Order:
    """Read what `as_message` gave."""
    return read_order(message["layer"], message["ending"], message["words"], message["account"])
