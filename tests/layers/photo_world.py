"""Pictures made for tests, with whatever EXIF a test wants, and photographs on record."""

import io
import random
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from etl.photos import read_photo
from geo.database import Database
from layers.photos.adding import Sent, add_photo
from layers.photos.photo import PhotoFile
from layers.photos.telling import Told

GPS = {1: "N", 3: "E"}


def scene(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Return a picture of soft patches, another one for every seed."""
    chance = random.Random(seed)
    patches = Image.new("RGB", (8, 6))
    colours = [(chance.randrange(256), chance.randrange(256), chance.randrange(256)) for _ in range(48)]
    patches.putdata(colours)
    return patches.resize(size, Image.Resampling.BICUBIC)


def exif(
    *,
    lat: Any = None,
    lon: Any = None,
    at: str | datetime | None = None,
    offset: str | None = None,
    gps: dict[int, Any] | None = None,
    orientation: int | None = None,
) -> Image.Exif:
    """Return EXIF with a place in degrees, a time, and whatever else of the GPS tags."""
    found = Image.Exif()
    if orientation:
        found[ExifTags.Base.Orientation] = orientation
    taken = found.get_ifd(ExifTags.IFD.Exif)
    if at is not None:
        taken[ExifTags.Base.DateTimeOriginal] = f"{at:%Y:%m:%d %H:%M:%S}" if isinstance(at, datetime) else at
    if offset is not None:
        taken[ExifTags.Base.OffsetTimeOriginal] = offset
    tags = found.get_ifd(ExifTags.IFD.GPSInfo)
    if lat is not None:
        tags |= {**GPS, 2: (float(lat), 0.0, 0.0), 4: (float(lon), 0.0, 0.0)}
    tags |= gps or {}
    return found


def picture(seed: int = 1, kind: str = "JPEG", size: tuple[int, int] = (640, 480), **told: Any) -> bytes:
    """Return a picture as a file; `told` is what its EXIF says (see `exif`)."""
    written = io.BytesIO()
    more = {"quality": 88} if kind in ("JPEG", "WEBP") else {}
    scene(seed, size).save(written, kind, exif=exif(**told).tobytes(), **more)
    return written.getvalue()


def read(content: bytes, folder: Path, name: str = "IMG_0001.JPG") -> PhotoFile:
    """Read a picture as the portal does."""
    path = folder / "picture"
    path.write_bytes(content)
    return read_photo(path, name)


def sent(phase: Any = "unknown", **more: Any) -> Sent:
    """Return what comes with a file."""
    shown = more.pop("shown", True)
    return Sent(Told(phase, more.pop("caption", None), shown), **more)


def add(db: Database, account: int, project: int, file: PhotoFile, with_it: Sent | None = None) -> int:
    """Record a photograph on behalf of an account; return its id."""
    with db.acting(account) as connection:
        return add_photo(connection, project, file, with_it or Sent())[0]
