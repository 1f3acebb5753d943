"""What a browser sends about a pin, as JSON or as a form, read once and refused when malformed."""

import json
from collections.abc import Mapping
from typing import Any, cast

from flask import request
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.datum import operation
from geo.errors import BadRequest, Forbidden
from layers.projects.place import PHASES, Phase, Place
from layers.projects.place_shape import KINDS, read_shape
from webmap.context import account_id

LARGEST_ID = 2**63 - 1
SYSTEMS = {
    "": ("ตามที่เขียน (WGS 84)", "As written (WGS 84)"),
    "EPSG:32647": ("UTM โซน 47 · WGS 84", "UTM zone 47 · WGS 84"),
    "EPSG:32648": ("UTM โซน 48 · WGS 84", "UTM zone 48 · WGS 84"),
    "EPSG:24047": ("UTM โซน 47 · Indian 1975", "UTM zone 47 · Indian 1975"),
    "EPSG:24048": ("UTM โซน 48 · Indian 1975", "UTM zone 48 · Indian 1975"),
    "EPSG:4240": ("องศา · Indian 1975", "Degrees · Indian 1975"),
}
"""The systems that a person may declare for the numbers of a text, in which Thai plans are drawn."""


def sent() -> Mapping[str, Any]:
    """Return the fields of the request; raises `BadRequest` for a body that has none, or no proper text."""
    if not request.is_json:
        return request.form
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        body = None
    if not isinstance(body, dict) or not _is_text(body):
        raise BadRequest("คำขอนี้ต้องเป็น JSON ที่มีชื่อฟิลด์", "The body must be a JSON object.")
    return body


def _is_text(body: Mapping[str, Any]) -> bool:
    """Whether all that is said in words can be kept: JSON can write halves of characters, which cannot."""
    try:
        "".join(value for value in body.values() if isinstance(value, str)).encode()
    except UnicodeEncodeError:
        return False
    return True


def place_of(fields: Mapping[str, Any]) -> Place:
    """Return the shape or the point (`lat`, `lon`) that was sent, with how it was come by.

    `source` names the file that it comes from, or that it was drawn after; `crs` is the file's system. Raises
    `BadRequest` for a shape or a point that is none, or one from a photograph that is not named.
    """
    method, accuracy = str(fields.get("method") or "map"), number(fields, "accuracy_m")
    if method == "photo":
        raise BadRequest(
            "พิกัดจากภาพถ่ายต้องบอกเลขที่ของภาพ (photo)",
            "A place from a photograph is sent with the photograph's number (photo).",
        )
    source, crs = str(fields.get("source") or "").strip() or None, "EPSG:4326"
    way = None
    if method == "file" and fields.get("crs"):
        crs, way = _system_of_file(str(fields["crs"]))
    more: dict[str, Any] = {
        "method": method,
        "accuracy_m": accuracy,
        "phase": phase_of(fields),
        "text_entered": source,
        "crs": crs,
        "operation": way,
    }
    if fields.get("geometry") not in (None, ""):
        return Place.of(geometry_of(fields), **more)
    lat, lon = number(fields, "lat"), number(fields, "lon")
    if lat is None or lon is None:
        raise BadRequest("ต้องมีทั้งละติจูดและลองจิจูด", "Both latitude and longitude are needed.")
    return Place(lat, lon, **more)


def geometry_of(fields: Mapping[str, Any]) -> BaseGeometry:
    """Return the GeoJSON geometry that was sent, as an object or as text; raises `BadRequest` for none."""
    sent_shape = fields.get("geometry")
    try:
        mapping = json.loads(sent_shape) if isinstance(sent_shape, str) else sent_shape
        if not isinstance(mapping, dict) or mapping.get("type") not in KINDS:
            raise ValueError
        return read_shape(shape(mapping))
    except BadRequest:
        raise
    except (ShapelyError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise BadRequest(
            "geometry ต้องเป็นจุด เส้น หรือพื้นที่ตามแบบ GeoJSON",
            "geometry must be a point, a line or an area as GeoJSON has them.",
        ) from None


def has_text(fields: Mapping[str, Any]) -> bool:
    """Whether a text was sent, and neither a point nor a shape."""
    return all(fields.get(name) in (None, "") for name in ("lat", "lon", "geometry"))


def text_of(fields: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return the text of a coordinate and the system declared for it; raises `BadRequest` for none."""
    text, crs = str(fields.get("text") or "").strip(), str(fields.get("crs") or "")
    if not text:
        raise BadRequest(
            "ยังไม่มีพิกัด กดบนแผนที่หรือพิมพ์พิกัดก่อนบันทึก",
            "There is no place yet: click on the map or enter a coordinate first.",
        )
    if crs not in SYSTEMS:
        raise BadRequest(f"ไม่รู้จักระบบพิกัด {crs[:40]}", f"The coordinate system {crs[:40]} is not offered here.")
    return text, crs or None


def pick_of(fields: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return the latitude and longitude of the reading that was chosen, None for the best."""
    lat, lon = number(fields, "pick_lat"), number(fields, "pick_lon")
    return None if lat is None or lon is None else (lat, lon)


def _system_of_file(crs: str) -> tuple[str, str]:
    """Return the system of a file as it was told to the browser, and the way from there; raises `Refused`."""
    return crs[:100], operation(crs[:100]).name


def phase_of(fields: Mapping[str, Any]) -> Phase:
    """Return the phase that was sent, `planned` if none."""
    phase = fields.get("phase") or "planned"
    if phase not in PHASES:
        raise BadRequest(
            f"ระยะของพิกัดต้องเป็นอย่างใดอย่างหนึ่งใน {', '.join(PHASES)}",
            f"The phase of a place is one of {', '.join(PHASES)}.",
        )
    return cast(Phase, phase)


def whole(fields: Mapping[str, Any], name: str) -> int | None:
    """Return a whole number that was sent, None for an absent or empty one."""
    value = fields.get(name)
    if value in (None, ""):
        return None
    text = str(value)
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID))
    if isinstance(value, bool) or not digits or int(text) > LARGEST_ID:
        raise BadRequest(f"{name} ต้องเป็นจำนวนนับ", f"{name} must be a whole number.")
    return int(text)


def check_account(fields: Mapping[str, Any]) -> None:
    """Raise `Forbidden` where what was kept on a device for one `account` comes in the name of another."""
    account = whole(fields, "account")
    if account is not None and account != account_id():
        raise Forbidden(
            "รายการนี้รอส่งในนามของอีกบัญชีหนึ่งบนเครื่องนี้ เข้าสู่ระบบด้วยบัญชีนั้นแล้วส่งอีกครั้ง",
            "This was kept on the device for another account; sign in with that one and send it again.",
        )


def number(fields: Mapping[str, Any], name: str) -> float | None:
    """Return a number that was sent, None for an absent or empty one."""
    value = fields.get(name)
    if value in (None, ""):
        return None
    try:
        return float(str(value))
    except ValueError:
        raise BadRequest(
            f"{name} ต้องเป็นตัวเลข เช่น 19.9047", f"{name} must be a number, such as 19.9047."
        ) from None
