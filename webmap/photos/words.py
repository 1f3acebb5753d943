"""Words about photographs in the asker's language."""

from flask_babel import gettext

from layers.photos.judge import Judged
from layers.photos.photo import Photo
from layers.photos.reason import Reason
from webmap.context import language
from webmap.projects.words import metres


def phase_words() -> dict[str, str]:
    """Return the words for the phases of the work, in their order."""
    return {
        "before": gettext("ก่อนทำ"),
        "during": gettext("ระหว่างทำ"),
        "after": gettext("หลังทำ"),
        "unknown": gettext("ยังไม่ระบุระยะ"),
    }


def verdict_words() -> dict[str, str]:
    """Return the words for what a photograph does for a project's claims."""
    return {
        "supports": gettext("สนับสนุน"),
        "against": gettext("ไม่สนับสนุน"),
        "unknown": gettext("บอกไม่ได้"),
    }


def said(reason: Reason) -> str:
    """Return a reason's text."""
    return reason.english if language() == "en" else reason.thai


def taken_words(photo: Photo) -> str:
    """Return whose time it is at which a photograph was taken; empty of one without a time."""
    words = {
        "exif": gettext("เวลาของกล้อง"),
        "exif-thai-time": gettext("เวลาของกล้อง ถือเป็นเวลาไทย"),
        "exif-buddhist": gettext("เวลาของกล้อง ปี พ.ศ. แปลงเป็น ค.ศ. แล้ว"),
        "gps": gettext("เวลาดาวเทียม"),
        "device": gettext("เวลาของเครื่องที่ส่ง"),
    }
    return str(words.get(photo.taken.taken_from or "", ""))


def place_words(photo: Photo) -> str:
    """Return where a photograph was taken: `19.90470, 99.84120 ± 4.5 ม. · หันไป 45°`; empty where unknown."""
    taken = photo.taken
    if taken.lat is None or taken.lon is None:
        return ""
    parts = [f"{taken.lat:.5f}, {taken.lon:.5f}"]
    if taken.accuracy_m is not None:
        parts[0] += f" ± {metres(taken.accuracy_m)}"
    if taken.place_from == "device":
        parts.append(gettext("ตำแหน่งของเครื่องที่ส่ง"))
    if taken.heading is not None:
        parts.append(gettext("กล้องหันไป %(degrees)s°", degrees=f"{taken.heading:.0f}"))
    return " · ".join(parts)


def size_words(photo: Photo) -> str:
    """Return the size of the original: `4032 × 3024 · 3.1 MB`."""
    size = (photo.size_bytes or 0) / 2**20
    return f"{photo.width} × {photo.height} · {size:.1f} MB"


def brief(judged: Judged) -> str:
    """Return the reason that decides, as one line."""
    return said(judged.reasons[0])
