"""Texts of places without an exact reading: taken where the area of their authority leaves but one."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.projects.refusal import Reason
from geo.database import Database
from geo.datum import CRSLike
from geo.notation import Reading
from layers.locating import Asked, Judge, Judged, Judgement, Wanted
from layers.locating.saying import metres
from layers.locating.wanted import of_authority

MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Reads texts by the areas of the authorities whose they are; `crs` is declared for bare numbers.

    It asks the database as the public does, beside the transaction that loads: writing goes on meanwhile.
    """

    database: Database
    crs: CRSLike | None = None

    def read(self, texts: Sequence[tuple[str, int]]) -> list[Reading | Reason | None]:
        """Return for each text and authority (its id) the reading that stands, or why none does, or None."""
        with self.database.reading() as connection:
            names = ("พื้นที่ของ อปท.", "the authority's area")
            owners = {owner for _, owner in texts}
            wanted = {owner: of_authority(connection, owner, names) for owner in owners}
            asked = [Asked(text, wanted[owner], self.crs) for text, owner in texts]
            judged = Judge(connection).many(asked)
        return [
            _outcome(judgement, wanted[owner]) for judgement, (_, owner) in zip(judged, texts, strict=True)
        ]


def _outcome(judgement: Judgement, wanted: Wanted | None) -> Reading | Reason | None:
    if judgement.refused is not None or wanted is None:
        return None
    if judgement.standing is not None:
        return judgement.standing.reading
    return _told(judgement)


def _told(judgement: Judgement) -> Reason:
    """Name the readings of which none, or more than one, lies within the area."""
    each = [_place(one) for one in judgement.readings[:MOST_TOLD]]
    thai, english = ("; ".join(words) for words in zip(*each, strict=True))
    if judgement.readings[0].inside:
        return (
            f"อ่านได้มากกว่าหนึ่งที่ในพื้นที่ของ อปท.: {thai} ให้เขียนโซนและพื้นหลักฐาน หรือระบุ --crs หรือเลือกค่าหนึ่ง",
            f"More than one reading lies within the authority's area: {english}. Write its zone and datum, "
            "declare --crs, or choose one.",
        )
    return (
        f"อ่านแล้วไม่ตกในพื้นที่ของ อปท.: {thai} ตรวจตัวเลข โซน และพื้นหลักฐาน หรือระบุ --crs",
        f"No reading lies within the authority's area: {english}. Check the figures, the zone and the datum, "
        "or declare --crs.",
    )


def _place(one: Judged) -> Reason:
    """Say where a reading lies, what was mended for it, and how far that is."""
    thai, english = metres(one.distance_m) if one.distance_m else ("ในพื้นที่", "within")
    place = f"{one.reading.lat:.6f}, {one.reading.lon:.6f} ({one.reading.crs}"
    mended = [(repair.thai, repair.english) for repair in one.reading.repairs]
    return (
        f"{'; '.join((place, *(words[0] for words in mended)))}) {thai}",
        f"{'; '.join((place, *(words[1] for words in mended)))}) {english}",
    )
