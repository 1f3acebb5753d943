"""A handout from the database: the question asked, the figures of one moment, the page."""

from dataclasses import dataclass
from pathlib import Path

from psycopg import Connection

from geo.database import Row
from geo.sql import statement
from geo.thai.clock import thai_time
from layers.filters import Filters
from layers.handout.page import About, spending_handout
from layers.handout.shapes import read_shapes
from layers.handout.words import Language
from layers.spending.table import spending_table


@dataclass(frozen=True)
class Asked:
    """A question about spending: level, measure to show, filters; and the language of the answer."""

    level: str
    measure: str
    filters: Filters
    language: Language = "th"


def make_handout(connection: Connection[Row], asked: Asked, leaflet: Path) -> str:
    """Return the handout of a question as one HTML page; see `spending_handout`.

    The connection is that of a reading transaction: only published projects count.
    """
    area = asked.filters.area
    table = spending_table(connection, asked.level, asked.filters)
    row = connection.execute(statement(__package__, "about"), {"area": area}).fetchone() or {}
    about = About(
        measure=asked.measure,
        filters=asked.filters,
        taken_at=thai_time(row["taken_at"]),
        sources=tuple(row["sources"]),
        place=row["name_en" if asked.language == "en" else "name_th"] or "",
        demo=row["demo"],
    )
    return spending_handout(table, read_shapes(connection, table, area), about, leaflet, asked.language)
