"""What a browser sends about a pin, as JSON or as a form, read once and refused when malformed."""

from collections.abc import Mapping
from typing import Any, cast

from flask import request

from geo.errors import BadRequest
from geo.notation import Reading, read_pair
from layers.projects.place import PHASES, Phase, Place

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
    """Return the fields of the request; raises `BadRequest` for a body that has none."""
    if not request.is_json:
        return request.form
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise BadRequest("คำขอนี้ต้องเป็น JSON ที่มีชื่อฟิลด์", "The body must be a JSON object.")
    return body


def place_of(fields: Mapping[str, Any]) -> Place:
    """Return the place that was sent: a point (`lat`, `lon`), or a text with both its numbers (`text`).

    A point that came from a text keeps the text as its origin. Raises `BadRequest` when there is neither.
    """
    if fields.get("lat") in (None, "") and fields.get("lon") in (None, ""):
        return placed_by_text(fields)
    lat, lon = number(fields, "lat"), number(fields, "lon")
    if lat is None or lon is None:
        raise BadRequest("ต้องมีทั้งละติจูดและลองจิจูด", "Both latitude and longitude are needed.")
    method, accuracy = str(fields.get("method") or "map"), number(fields, "accuracy_m")
    return Place(lat, lon, method=method, accuracy_m=accuracy, phase=phase_of(fields))


def placed_by_text(fields: Mapping[str, Any]) -> Place:
    """Return the place of a text as it was understood, with its provenance."""
    text, reading = reading_of(fields)
    return Place(
        reading.lat,
        reading.lon,
        text_entered=text,
        crs=reading.crs,
        operation=reading.operation,
        method="text",
        phase=phase_of(fields),
    )


def reading_of(fields: Mapping[str, Any]) -> tuple[str, Reading]:
    """Return the text of a coordinate and how it is understood; raises `BadRequest` where it is not."""
    text, crs = str(fields.get("text") or "").strip(), str(fields.get("crs") or "")
    if not text:
        raise BadRequest(
            "ยังไม่มีพิกัด คลิกบนแผนที่หรือพิมพ์พิกัดก่อนบันทึก",
            "There is no place yet: click on the map or enter a coordinate first.",
        )
    if crs not in SYSTEMS:
        raise BadRequest(f"ไม่รู้จักระบบพิกัด {crs[:40]}", f"The coordinate system {crs[:40]} is not offered here.")
    return text, read_pair(text, crs or None)


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
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or int(text) > LARGEST_ID:
        raise BadRequest(f"{name} ต้องเป็นจำนวนนับ", f"{name} must be a whole number.")
    return int(text)


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
