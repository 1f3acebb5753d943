"""Texts of coordinates: everything that one can mean for a project, judged by its authority's territory."""

from collections.abc import Mapping
from typing import Any

import shapely
from psycopg import Connection

from geo.database import Row
from geo.errors import BadRequest
from geo.notation import read_pair
from geo.thai.unreadable import Unreadable
from layers.locating import Asked, Judge, Judged, Judgement
from layers.locating.wanted import of_authority
from layers.projects.place import Place
from webmap.pins.fields import phase_of, pick_of, text_of

_SAME = 1e-6
"""Degrees, a decimetre: within it a reading is the one that was picked."""


def judged(connection: Connection[Row], fields: Mapping[str, Any], project: Row) -> tuple[Judgement, Judged]:
    """Return what a text can mean, and the reading that is meant: the one picked, or the best.

    Raises `Unreadable` (a `BadRequest`) with the reason where it has no reading, `BadRequest` where the
    one picked is none of them.
    """
    text, crs = text_of(fields)
    names = (project["authority_th"], project["authority_en"])
    wanted = of_authority(connection, project["authority_id"], names)
    judgement = Judge(connection).one(Asked(text, wanted, crs))
    if judgement.refused is not None:
        return judgement, _exactly(text, crs, judgement.refused)
    pick = pick_of(fields)
    meant = judgement.readings[0] if pick is None else _picked(judgement, pick)
    return judgement, meant


def place_of_text(fields: Mapping[str, Any], meant: Judged) -> Place:
    """Return the place of a reading with its provenance: the text, its system, and what was mended."""
    reading, (text, _) = meant.reading, text_of(fields)
    return Place.of(
        shapely.force_2d(reading.geometry),
        text_entered=text,
        crs=reading.crs,
        operation=reading.operation,
        method="text",
        phase=phase_of(fields),
        precision_m=reading.precision_m,
        repairs=tuple(repair.value for repair in reading.repairs),
    )


def _exactly(text: str, crs: str | None, refused: Unreadable) -> Judged:
    """Return a text's one exact reading far from Thailand; raises `refused` where there is none."""
    try:
        return Judged(read_pair(text, crs), (), None, 1.0)
    except Unreadable:
        raise refused from None


def _picked(judgement: Judgement, pick: tuple[float, float]) -> Judged:
    for one in judgement.readings:
        if abs(one.reading.lat - pick[0]) < _SAME and abs(one.reading.lon - pick[1]) < _SAME:
            return one
    raise BadRequest(
        "ข้อความนี้อ่านเป็นตำแหน่งที่เลือกไม่ได้ เลือกจากรายการอีกครั้ง",
        "The text cannot be read as the place that was chosen; choose from the list again.",
    )
