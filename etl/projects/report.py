"""What a load of projects tells its user."""

from dataclasses import asdict, dataclass, field
from typing import Any

from etl.outcome import RefusedRow, Remark
from etl.projects.columns import Columns
from etl.projects.left_out import LeftOut
from etl.projects.staging import Written


@dataclass(slots=True)
class ProjectsReport:
    """How a file was understood, what was or would be written, and which rows are refused.

    `left_out` are rows that are no projects; `loaded` tells whether anything was written. `findings` is what
    the checks found of what was written, by rule; None where it was too much to be checked at once, or
    nothing was written.
    """

    file: str
    understood: str
    columns: Columns
    rows: int = 0
    written: Written | None = None
    refused: list[RefusedRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    dry_run: bool = False
    loaded: bool = False
    findings: dict[str, int] | None = None

    @property
    def refused_rows(self) -> int:
        """How many rows are refused; one may have several faults."""
        return len({fault.row for fault in self.refused})

    def as_dict(self) -> dict[str, Any]:
        """Return the report for JSON; money as exact texts."""
        done = asdict(self.written) if self.written else None
        return {
            "file": self.file,
            "understood": self.understood,
            "columns": {"taken": self.columns.taken, "ignored": list(self.columns.ignored)},
            "rows": self.rows,
            "written": done and {name: _plain(value) for name, value in done.items()},
            "refused_rows": self.refused_rows,
            "refused": [asdict(row) for row in self.refused],
            "left_out": [asdict(row) for row in self.left_out],
            "remarks": [asdict(remark) for remark in self.remarks],
            "dry_run": self.dry_run,
            "loaded": self.loaded,
            "findings": self.findings,
        }


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value)
