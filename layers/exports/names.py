"""Names filled in by code on our side: the same few thousand names need not travel with every row."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from layers.codes import stages
from layers.exports import statements
from layers.exports.arrow import Array, compute
from layers.exports.snapshot import Snapshot
from layers.layer import Layer


@dataclass(frozen=True)
class NameList:
    """The names of one column: which column has the code, and the names in the order of the codes."""

    by: str
    codes: Array
    names: Array

    def of(self, codes: Array) -> Array:
        """Return the names of codes; null where a code is null or has no name."""
        return self.names.take(compute.index_in(codes.cast(pa.string()), value_set=self.codes))

    @property
    def longest(self) -> int:
        """The most bytes of a name."""
        return compute.max(compute.binary_length(self.names)).as_py() or 0


def read_names(snapshot: Snapshot, layer: Layer) -> dict[str, NameList]:
    """Return the lists of a layer by the column that each fills; none where the rows have all their names."""
    statement = statements.names(layer)
    if statement is None:
        return {}
    rows = snapshot.table(statement, _stage_values())
    return {name: _of_column(rows, name) for name in compute.unique(rows["column"]).to_pylist()}


def _stage_values() -> dict[str, Any]:
    found = stages().values()
    return {"stages": [stage.code for stage in found], "stage_names": [stage.name_th for stage in found]}


def _of_column(rows: pa.Table, name: str) -> NameList:
    mine = rows.filter(compute.equal(rows["column"], name)).combine_chunks()
    return NameList(
        mine["by"][0].as_py(), mine["code"].combine_chunks(), mine["name"].combine_chunks().cast(pa.string())
    )
