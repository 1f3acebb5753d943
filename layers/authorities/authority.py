"""An authority in force: found by the external code that holds today."""

from dataclasses import dataclass
from typing import Literal

from psycopg import Connection

from geo.database import Row
from geo.errors import NotFound
from geo.sql import statement
from layers.codes import Level, authority_types


@dataclass(frozen=True, slots=True)
class Coverage:
    """An area that an authority covers, and who says so."""

    area_code: str
    extent: Literal["whole", "part"]
    source: str


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority; `name_th` is bare of its type.

    `office` is longitude and latitude in EPSG:4326, None where no trusted one is known; then
    `office_note` says why the published one is not trusted: a Thai line and an English line.
    `boundary_quality` is None where its own boundary is not known.
    """

    id: int
    code: str
    type: str
    name_th: str
    name_en: str | None
    province_code: str
    amphoe_code: str | None
    supervising_level: Level
    area_km2: float | None
    office: tuple[float, float] | None
    office_note: str | None
    boundary_quality: str | None
    boundary_source: str | None
    is_demo: bool
    covers: tuple[Coverage, ...]

    def full_name(self, language: str = "th") -> str:
        """The name with its type: `ทต.แม่สาย` in Thai; in English the Thai name where none is known."""
        kind = authority_types()[self.type]
        if language == "en":
            return f"{self.name_en or self.name_th} ({kind.name_en.lower()})"
        return f"{kind.short_th}{self.name_th}"


def find_authority(connection: Connection[Row], code: str) -> Authority:
    """Return the authority that has DLA's code today; raises `NotFound`."""
    row = connection.execute(statement(__package__, "find"), {"code": code}).fetchone()
    if row is None:
        raise NotFound(
            f"ไม่พบ อปท. รหัส {code[:20]} ที่ใช้อยู่ในปัจจุบัน ตรวจรหัส 7 หลักของกรมส่งเสริมการปกครองท้องถิ่น",
            f"No authority has the code {code[:20]} today; check the 7 digits that DLA gave it.",
        )
    covers = tuple(Coverage(**covered) for covered in row.pop("covers"))
    lon, lat = row.pop("lon"), row.pop("lat")
    return Authority(**row, office=None if lon is None else (lon, lat), covers=covers)


def authority_name(connection: Connection[Row], authority_id: int) -> tuple[str, str]:
    """Return an authority's name with its type, in Thai and English; two empty texts where there is none."""
    row = connection.execute(
        "SELECT label_th, label_en FROM authority WHERE id = %s", [authority_id]
    ).fetchone()
    return (row["label_th"], row["label_en"]) if row else ("", "")
