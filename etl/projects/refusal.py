"""Rows that cannot be taken, gathered while the columns of a frame are read."""

from dataclasses import dataclass, field

from etl.outcome import RefusedRow

Reason = tuple[str, str]


@dataclass(slots=True)
class Refusals:
    """The faults of one frame's rows, by the row's position in the frame."""

    found: dict[int, list[tuple[str, str, Reason]]] = field(default_factory=dict)

    def add(self, position: int, column: str, value: str, reason: Reason) -> None:
        """Refuse the row at a position for the value of a column."""
        self.found.setdefault(position, []).append((column, value, reason))

    def rows(self, numbers: "list[int]") -> list[RefusedRow]:
        """Return the faults with the rows' numbers in the file, in order."""
        return [
            RefusedRow(numbers[position], column, value, *reason)
            for position, faults in sorted(self.found.items())
            for column, value, reason in faults
        ]
