"""Editions side by side: which one a file goes into, and which one is current."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from psycopg import Connection

from etl.outcome import Remark
from geo.database import Row
from geo.errors import Refused
from geo.sql import statement
from layers.areas.level import LEVEL_TH, Level

NEARLY_ALL = 0.98
"""The share of an edition's areas that another must have to cover as much: codes come and go."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of an edition as a whole."""

    level: Level
    name: str
    source: str
    licence: str
    valid_from: date | None
    valid_to: date | None
    file_name: str
    file_sha256: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An edition in the database, and how much of it the staged areas cover.

    `areas` are its own, `shared` those that are staged too; `emptied` is the number of areas of the
    level above of which nothing would be left.
    """

    id: int
    name: str
    valid_from: date | None
    is_current: bool
    areas: int
    shared: int
    emptied: int

    @property
    def covered(self) -> bool:
        """Whether the staged areas cover nearly all of it, and something of every area above."""
        return self.shared >= NEARLY_ALL * self.areas and self.emptied == 0


def lock_level(connection: Connection[Row], level: Level) -> None:
    """Let other loadings of the level wait until this transaction ends."""
    connection.execute("SELECT pg_advisory_xact_lock(hashtext('area_edition'), hashtext(%s))", [level])


def named(connection: Connection[Row], level: Level, name: str) -> Standing | None:
    """Return the edition of a name."""
    return _standing(connection, "SELECT * FROM area_edition WHERE level = %s AND name = %s", [level, name])


def current(connection: Connection[Row], level: Level) -> Standing | None:
    """Return the current edition of a level."""
    return _standing(connection, "SELECT * FROM area_edition WHERE level = %s AND is_current", [level])


def put(connection: Connection[Row], details: Details) -> int:
    """Add the edition, or bring what is said of it up to date; return its id."""
    values = {name: getattr(details, name) for name in Details.__slots__}
    row = connection.execute(statement(__package__, "edition_put"), values).fetchone()
    return int(row["id"]) if row else 0


def same_details(connection: Connection[Row], edition: int, details: Details) -> bool:
    """Whether everything said of an edition stands in the database already."""
    row = connection.execute("SELECT * FROM area_edition WHERE id = %s", [edition]).fetchone() or {}
    return all(row.get(name) == getattr(details, name) for name in Details.__slots__)


def check_replacing(edition: Standing | None, details: Details, areas: int, replace: bool) -> None:
    """Raise `Refused` where a file would take most of an edition away, unless that is meant."""
    if edition is None or edition.covered or replace:
        return
    raise Refused(
        f"ฉบับ “{details.name}” ระดับ{LEVEL_TH[details.level]}มีอยู่แล้ว {edition.areas:,} พื้นที่ "
        f"แต่ไฟล์นี้มีเพียง {edition.shared:,} ในนั้น (ทั้งไฟล์ {areas:,}) ตั้งชื่อฉบับอื่นด้วย --edition "
        "หรือใช้ --replace หากต้องการแทนที่จริง",
        f"The edition “{details.name}” of level {details.level} has {edition.areas:,} areas; this file has "
        f"only {edition.shared:,} of them ({areas:,} in all). Name another by --edition, or say --replace.",
    )


def becomes_current(
    asked: bool | None, edition: Standing | None, now: Standing | None, valid_from: date | None
) -> tuple[bool, Remark]:
    """Decide whether the staged edition is to be the current one of its level, and say why.

    The current edition stays so, whatever goes into it. Else `asked` decides when given. Otherwise an
    edition becomes current when there is none, or when it covers the present one (`Standing.covered`)
    and is not older: an unknown date counts as older than any, an equal date as newer. So a file of one
    province never hides the nation, nor an old file the new.
    """
    if edition is not None and edition.is_current:
        return True, _STAYS
    if asked is not None:
        return asked, _ASKED if asked else _ASKED_NOT
    if now is None:
        return True, _FIRST
    if not now.covered:
        return False, _partial(now)
    if (valid_from or date.min) < (now.valid_from or date.min):
        return False, _older(now, valid_from)
    return True, Remark(
        "covers",
        f"ครอบคลุมฉบับ “{now.name}” และไม่เก่ากว่า จึงใช้แทน",
        f"It covers “{now.name}” and is not older, so it takes its place.",
    )


_ASKED = Remark("asked", "เป็นฉบับปัจจุบันตามที่สั่ง", "It is current because that was asked.")
_ASKED_NOT = Remark("asked-not", "ไม่เป็นฉบับปัจจุบันตามที่สั่ง", "It is not current because that was asked.")
_FIRST = Remark("first", "เป็นฉบับแรกที่ใช้ของระดับนี้", "It is the first of its level to be current.")
_STAYS = Remark("stays", "เป็นฉบับปัจจุบันอยู่แล้ว", "It was current already.")


def _partial(now: Standing) -> Remark:
    missing = now.areas - now.shared
    return Remark(
        "partial",
        f"เก็บไว้เคียงกันแต่ไม่ใช้แทนฉบับ “{now.name}” เพราะไม่มี {missing:,} จาก {now.areas:,} พื้นที่ของฉบับนั้น "
        "หากต้องการใช้ ให้สั่ง --current",
        f"Kept beside “{now.name}” but not current: it lacks {missing:,} of that edition's {now.areas:,} "
        "areas, or all of some area above. Say --current to use it all the same.",
    )


def _older(now: Standing, valid_from: date | None) -> Remark:
    why_th, why_en = "ไม่บอกวันที่", "it has no date"
    if valid_from:
        why_th, why_en = f"เก่ากว่า ({valid_from})", f"it is older ({valid_from})"
    return Remark(
        "older",
        f"เก็บไว้เคียงกันแต่ไม่ใช้แทนฉบับ “{now.name}” ซึ่งใช้ตั้งแต่ {now.valid_from} เพราะฉบับนี้{why_th} "
        "หากต้องการใช้ ให้สั่ง --current หรือบอกวันที่ด้วย --valid-from",
        f"Kept beside “{now.name}”, valid from {now.valid_from}, but not current: {why_en}. "
        "Say --current to use it all the same, or give its date by --valid-from.",
    )


def _standing(connection: Connection[Row], query: Any, values: list[Any]) -> Standing | None:
    row = connection.execute(query, values).fetchone()
    if row is None:
        return None
    cover = connection.execute(statement(__package__, "cover"), {"edition": row["id"]}).fetchone() or {}
    return Standing(row["id"], row["name"], row["valid_from"], row["is_current"], **cover)
