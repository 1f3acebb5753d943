"""A file read as a picture: within limits, by a process of its own, and given back with copies to show."""

import json
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from etl.photos.exif import taken_of
from etl.readers.limits import check_size
from geo.errors import Refused
from geo.thai.unreadable import shown
from layers.photos.photo import SIZES, Copy, PhotoFile

_WORKER = Path(__file__).with_name("worker.py")
ACCEPTED = "JPEG PNG WebP HEIC"
SMALLER = ("ลดขนาดภาพในกล้องแล้วส่งใหม่", "make it smaller")
_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "HEIF": "image/heic",
}


@dataclass(frozen=True, slots=True)
class PhotoLimits:
    """The largest picture that is read: bytes of its file, pixels, and what reading it may take."""

    file_bytes: int = 25 << 20
    pixels: int = 60_000_000
    memory: int = 1 << 30
    seconds: int = 30


DEFAULT = PhotoLimits()


def read_photo(path: Path, name: str = "", limits: PhotoLimits = DEFAULT) -> PhotoFile:
    """Return the picture of a file; its `name` is only for what is said of it.

    Raises `Refused` for anything that is not a whole still picture of an accepted kind within the limits.
    """
    check_size(name, path.stat().st_size, limits.file_bytes, SMALLER)
    with TemporaryDirectory(prefix="eplan-photo-") as folder:
        found = _told(path, folder, name, limits)
        copies = tuple(
            Copy(**copy, content=(Path(folder) / str(copy["size"])).read_bytes()) for copy in found["copies"]
        )
    content = path.read_bytes()
    return PhotoFile(
        content=content,
        sha256=sha256(content).digest(),
        media_type=_TYPES[found["kind"]],
        width=found["width"],
        height=found["height"],
        likeness=found["likeness"],
        taken=taken_of(found["exif"]),
        copies=copies,
    )


def _told(path: Path, folder: str, name: str, limits: PhotoLimits) -> dict[str, Any]:
    figures = map(str, (limits.memory, limits.seconds, limits.pixels, *SIZES))
    try:
        done = subprocess.run(  # our own script, with a path of our own
            [sys.executable, "-I", str(_WORKER), str(path), folder, *figures],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds * 4,
            check=False,
        )
        said: dict[str, Any] = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, ValueError):
        said = {}
    if "copies" not in said:
        raise refusal(str(said.get("refused", "pixels")), name, limits)
    return said


def refusal(code: str, name: str, limits: PhotoLimits = DEFAULT) -> Refused:
    """Return what is said of a picture that is refused for a reason of `etl.photos.worker`."""
    called, most = shown(name), limits.pixels // 1_000_000
    texts = {
        "kind": (
            f"“{called}” ไม่ใช่ภาพชนิดที่รับ ส่งเป็น {ACCEPTED} หรือถ่ายใหม่ด้วยกล้องของเครื่อง",
            f"“{called}” is not a picture of an accepted kind; send {ACCEPTED}, or take it anew.",
        ),
        "animated": (
            f"“{called}” เป็นภาพเคลื่อนไหว ส่งเป็นภาพนิ่งหนึ่งภาพ",
            f"“{called}” moves; send a single still picture.",
        ),
        "pixels": (
            f"“{called}” ใหญ่เกินกว่าที่อ่านได้ (เกิน {most} ล้านพิกเซล หรือใช้หน่วยความจำมากเกิน) ลดขนาดภาพในกล้องแล้วส่งใหม่",
            f"“{called}” is too large to read (over {most} megapixels, or too much memory); make it smaller.",
        ),
    }
    damaged = (
        f"“{called}” เสียหายหรือไม่ครบ เปิดดูในเครื่อง แล้วส่งไฟล์เดิมใหม่ทั้งไฟล์",
        f"“{called}” is damaged or incomplete; open it on the device and send the whole file again.",
    )
    return Refused(*texts.get(code, damaged))
