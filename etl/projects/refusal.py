"""Rows that cannot be taken, gathered while the columns of a frame are read."""

from dataclasses import dataclass, field

from etl.outcome import RefusedRow
from geo.thai.digits import one_line
from geo.thai.unreadable import shown

Reason = tuple[str, str]

_LONGEST_VALUE = 200


@dataclass(slots=True)
class Refusals:
    """The faults of one frame's rows, by the row's position in the frame."""

    found: dict[int, list[tuple[str, str, Reason]]] = field(default_factory=dict)

    def add(self, position: int, column: str, value: str, reason: Reason) -> None:
        """Refuse the row at a position for the value of a column; one fault a column and value is enough."""
        fault = (column, value, reason)
        faults = self.found.setdefault(position, [])
        if fault not in faults:
            faults.append(fault)

    def has(self, position: int, column: str) -> bool:
        """Whether the row at a position has a fault in a column already."""
        return any(fault[0] == column for fault in self.found.get(position, []))

    def rows(self, numbers: "list[int]") -> list[RefusedRow]:
        """Return the faults with the rows' numbers in the file, in order, fit to be printed."""
        return [
            RefusedRow(numbers[position], printable(column), printable(value), *map(one_line, reason))
            for position, faults in sorted(self.found.items())
            for column, value, reason in faults
        ]


def printable(text: str) -> str:
    """Return a text of a file on one line, not too long, without what would steer a terminal."""
    return shown(one_line(text), _LONGEST_VALUE)
