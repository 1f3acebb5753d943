"""What a loading of boundaries did, or would do."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from etl.outcome import RefusedRow, Remark
from layers.areas.level import Level


@dataclass(slots=True)
class AreasReport:
    """One loading of boundaries.

    `rows` are the features of the file, `areas` those of the edition afterwards; `added`, `changed`,
    `removed` and `unchanged` compare them with the edition as it was, once `compared`. `loaded` tells
    whether anything may stand in the database because of it: never after a refusal or a dry run.
    `places_derived` is the number of projects whose areas were found again.
    """

    file: str
    dry_run: bool
    level: Level | None = None
    edition: str = ""
    source: str = ""
    licence: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    columns: dict[str, str] = field(default_factory=dict)
    encoding: str | None = None
    crs: str | None = None
    operation: str | None = None
    rows: int = 0
    areas: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    current: bool = False
    current_why: Remark | None = None
    places_derived: int = 0
    compared: bool = False
    loaded: bool = False
    remarks: list[Remark] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)

    @property
    def nothing_new(self) -> bool:
        """Whether the edition already was what the file says."""
        return not (self.added or self.changed or self.removed)

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, dates in ISO 8601."""
        plain = asdict(self)
        for name in ("valid_from", "valid_to"):
            plain[name] = plain[name] and plain[name].isoformat()
        return plain
