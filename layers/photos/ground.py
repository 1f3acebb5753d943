"""What a project's photographs are held against: its places in force, and the days of its work."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shapely.geometry.base import BaseGeometry

from layers.projects.place import Phase


@dataclass(frozen=True)
class Spot:
    """A place in force: its phase, its shape in degrees, how far it may be off in metres (None: unknown), and
    whether it was pinned from a photograph.
    """

    phase: Phase
    geometry: BaseGeometry
    error_m: float | None
    from_photo: bool = False


@dataclass(frozen=True)
class Ground:
    """What a project's pictures are held against.

    `start` is the day from which work can have begun and `start_from` whose day that is: `contract` (the
    first one) or, where nothing is procured, `payment`. `fiscal_year` is C.E.
    """

    fiscal_year: int
    spots: tuple[Spot, ...] = ()
    start: date | None = None
    start_from: Literal["contract", "payment"] = "contract"
    finished: date | None = None
