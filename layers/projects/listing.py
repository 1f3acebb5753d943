"""Lists of projects: what there is, in pages of a fixed order."""

from dataclasses import dataclass

from geo.database import Database
from geo.sql import statement


@dataclass(frozen=True)
class Standing:
    """What there is at all: the fiscal years (C.E., newest first), and whether it is a demonstration."""

    years: list[int]
    is_demo: bool


def standing(database: Database) -> Standing:
    """Return what there is at all, of what everybody may see."""
    return Standing(**database.rows(statement(__package__, "listing_standing"))[0])
