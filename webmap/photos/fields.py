"""What a browser sends with photographs, read once and refused when malformed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from math import isfinite
from typing import Any
from uuid import UUID, uuid4

from geo.errors import BadRequest
from layers.photos.photo import PHASES, Phase, Taken, is_phase
from layers.photos.telling import Told
from webmap.pins.fields import number

SAME_MOMENT = timedelta(minutes=10)
"""How far the times of a picture and of the device may be apart for the one to be where the other was."""


def told_of(fields: Mapping[str, Any]) -> Told:
    """Return what is told of photographs: `phase`, `caption`, and `hidden` of those not for everybody."""
    return Told(phase_of(fields), _line(fields.get("caption")), not fields.get("hidden"))


def told_anew(fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is told of a photograph anew, of the fields that were sent, and what its form had shown.

    A form says what it had shown by `was_phase`, `was_caption` and `was_hidden`; without the last, a box that
    is missing is one that was not asked.
    """
    said: dict[str, Any] = {}
    if "phase" in fields:
        said["phase"] = phase_of(fields)
    if "caption" in fields:
        said["caption"] = _line(fields["caption"])
    if "hidden" in fields or "was_hidden" in fields:
        said["shown"] = not fields.get("hidden")
    seen: dict[str, Any] = {}
    if "was_phase" in fields:
        seen["phase"] = str(fields["was_phase"])
    if "was_caption" in fields:
        seen["caption"] = _line(fields["was_caption"])
    if "was_hidden" in fields:
        seen["shown"] = not fields["was_hidden"]
    return said, seen


def _line(text: Any) -> str | None:
    """Return a text as a form's field of one line has it."""
    return str(text or "").replace("\r", "").replace("\n", "").strip() or None


def phase_of(fields: Mapping[str, Any]) -> Phase:
    """Return the phase that was sent, `unknown` if none."""
    phase = str(fields.get("phase") or "unknown")
    if not is_phase(phase):
        raise BadRequest(
            f"ระยะของภาพต้องเป็นอย่างใดอย่างหนึ่งใน {', '.join(PHASES)}",
            f"The phase of a photograph is one of {', '.join(PHASES)}.",
        )
    return phase


def key_of(fields: Mapping[str, Any]) -> UUID:
    """Return the key that the device gave a photograph, a new one if none."""
    key = str(fields.get("key") or "")
    try:
        return UUID(key) if key else uuid4()
    except ValueError:
        raise BadRequest("key ต้องเป็น UUID", "key must be a UUID.") from None


def device_of(fields: Mapping[str, Any]) -> Taken:
    """Return where and when a device says that it was as a picture was taken in the page: `lat`, `lon`,
    `accuracy_m`, and `taken` (ISO 8601 with its offset)."""
    lat, lon, accuracy = (number(fields, name) for name in ("lat", "lon", "accuracy_m"))
    at = _moment(str(fields.get("taken") or ""))
    if lat is None or lon is None:
        return Taken(taken_at=at, taken_from="device" if at else None)
    exact = accuracy is None or (isfinite(accuracy) and 0 <= accuracy < 1e6)
    if not (abs(lat) <= 90 and abs(lon) <= 180 and exact):
        raise BadRequest(
            "ตำแหน่งของเครื่องต้องเป็นองศา และความคลาดเคลื่อนเป็นเมตร",
            "The device's position is in degrees, its accuracy in metres.",
        )
    return Taken(at, "device" if at else None, lat, lon, "device", accuracy)


def completed(taken: Taken, device: Taken) -> Taken:
    """Return what a picture says of itself, and what the device says where the picture says nothing.

    A picture with a time of its own has the device's place only where that is the time at which the device
    was there: a browser may offer its gallery in place of the camera. Where the picture has none, the
    direction it tells of may be as old as any.
    """
    if taken.lat is None and device.lat is not None and _there_and_then(taken, device):
        more = {name: getattr(device, name) for name in ("lat", "lon", "place_from", "accuracy_m")}
        if taken.taken_at is None:
            more |= {"heading": None, "heading_magnetic": None}
        taken = replace(taken, **more)
    if taken.taken_at is None and device.taken_at is not None:
        taken = replace(taken, taken_at=device.taken_at, taken_from=device.taken_from)
    return taken


def _there_and_then(taken: Taken, device: Taken) -> bool:
    """Whether a picture may have been taken where the device was."""
    if taken.taken_at is None:
        return True
    return device.taken_at is not None and abs(taken.taken_at - device.taken_at) <= SAME_MOMENT


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not 1990 <= at.year < 2200:
        raise BadRequest(
            "taken ต้องเป็นเวลาแบบ 2026-01-31T09:30:00+07:00",
            "taken must be a time such as 2026-01-31T09:30:00+07:00.",
        )
    return at
