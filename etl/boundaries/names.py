"""Area codes and names of the Department of Provincial Administration (DOPA), as geothai ships them."""

import json
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile


@dataclass(frozen=True, slots=True)
class AreaName:
    """One area: its DOPA code of 2 (province), 4 (amphoe) or 6 (tambon) digits, and its names."""

    code: str
    name_th: str
    name_en: str

    @property
    def parent_code(self) -> str | None:
        """The code of the area one level up; none above a province."""
        return self.code[:-2] or None


@dataclass(frozen=True, slots=True)
class Gazette:
    """All areas in force, by code, level by level."""

    provinces: dict[str, AreaName]
    amphoe: dict[str, AreaName]
    tambon: dict[str, AreaName]


def read(wheel: Path) -> Gazette:
    """Read the three lists from geothai's wheel."""
    with ZipFile(wheel) as archive:
        return Gazette(*(_level(archive, name) for name in ("provinces", "districts", "subdistricts")))


def _level(archive: ZipFile, name: str) -> dict[str, AreaName]:
    rows = json.loads(archive.read(f"geothai/_data/{name}.json"))
    return {row[0]: AreaName(*row[:3]) for row in sorted(rows)}
