"""A photograph: what its file tells of it, and what is known of one on record."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeGuard

from geo.database import Row

Phase = Literal["before", "during", "after", "unknown"]
PHASES: tuple[Phase, ...] = ("before", "during", "after", "unknown")
SIZES = (320, 1600)
"""Longest sides in pixels of the copies that are shown."""
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/heic": "heic"}


@dataclass(frozen=True)
class Taken:
    """Where, when and in which direction a picture was taken, each None where nobody says so.

    `taken_from` is `exif` (the camera's time with its offset), `exif-thai-time` (taken for Thai local time),
    `exif-buddhist` (the same with a Buddhist year), `gps` or `device`; `place_from` is `exif` or `device`.
    Degrees of EPSG:4326; `accuracy_m` in metres; `heading` in degrees from north, clockwise.
    """

    taken_at: datetime | None = None
    taken_from: str | None = None
    lat: float | None = None
    lon: float | None = None
    place_from: str | None = None
    accuracy_m: float | None = None
    heading: float | None = None
    heading_magnetic: bool | None = None


@dataclass(frozen=True)
class Copy:
    """A re-encoded copy to show, as JPEG without metadata."""

    size: int
    width: int
    height: int
    content: bytes


@dataclass(frozen=True)
class PhotoFile:
    """A file that was read as a picture. `likeness` is its perceptual hash (signed, 64 bits) or None."""

    content: bytes
    sha256: bytes
    media_type: str
    width: int
    height: int
    likeness: int | None
    taken: Taken
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class Photo:
    """A photograph on record, as far as the acting account may know it (see the view `visible_photo`).

    `taken_on` is the Thai day; what is private of it is None where it is not the asker's `own`.
    """

    id: int
    project_id: int
    phase: Phase
    caption: str | None
    width: int
    height: int
    uploaded_at: datetime
    own: bool
    taken_on: date | None
    shown: bool | None
    sha256: str | None
    size_bytes: int | None
    media_type: str | None
    file_name: str | None
    taken: Taken
    by: str | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str | None
    pins: int


_OF_TAKING = (
    "taken_at", "taken_from", "lat", "lon", "place_from", "accuracy_m", "heading", "heading_magnetic",
)  # fmt: skip


def photo_of(row: Row) -> Photo:
    """Return the photograph of a row of `photos.sql`."""
    taken = Taken(**{name: row[name] for name in _OF_TAKING})
    more = {name: value for name, value in row.items() if name not in _OF_TAKING}
    return Photo(**more, taken=taken)


def is_phase(word: str) -> TypeGuard[Phase]:
    """Whether a word names a phase."""
    return word in PHASES
