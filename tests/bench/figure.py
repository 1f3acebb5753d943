"""A measured figure, and what a part of the benchmark hands back."""

from dataclasses import asdict, dataclass, field
from statistics import median, quantiles
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One line of the table. `met` is None where nothing was promised, or nothing could be measured."""

    name: str
    ours: str
    peer: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None


@dataclass
class Result:
    """What one part measured: its figures, and notes in Markdown for the document."""

    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON's own types."""
        return {"figures": [asdict(figure) for figure in self.figures], "notes": self.notes}

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "Result":
        """Return the result that `as_json` wrote."""
        return cls([Figure(**figure) for figure in found["figures"]], found["notes"])


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[18] if len(values) > 1 else values[0]


def seconds(values: list[float]) -> str:
    """Write the median of some times, and their range where there are several."""
    text = f"{median(values):.2f} s"
    return text if len(values) == 1 else f"{text} ({min(values):.2f}–{max(values):.2f})"


def times(ratio: float) -> str:
    """Write a ratio."""
    return f"{ratio:.1f} ×"
