"""What a loading of authorities did, or would do."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from etl.outcome import RefusedRow, Remark


@dataclass(slots=True)
class AuthoritiesReport:
    """One loading of a list of authorities.

    `rows` are the file's, `authorities` those that it tells of; `added`, `changed` and `unchanged` compare
    them with the database, once `compared`. `offices` counts coordinates: `given` whole, `trusted`, and
    by fault those that are not trusted (one may have several). `missing` are authorities in the database
    that the list no longer has, `perhaps` pairs of them with new ones: the old code and the new.
    `loaded` tells whether anything may stand in the database because of it.
    """

    file: str
    dry_run: bool
    source: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    encoding: str | None = None
    rows: int = 0
    authorities: int = 0
    types: dict[str, int] = field(default_factory=dict)
    provinces: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    recoded: int = 0
    coverage_added: int = 0
    coverage_ended: int = 0
    offices: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    perhaps: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    compared: bool = False
    loaded: bool = False

    @property
    def kinds(self) -> dict[str, int]:
        """How many remarks there are of each kind."""
        return dict(Counter(remark.kind for remark in self.remarks))

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {**asdict(self), "kinds": self.kinds}
