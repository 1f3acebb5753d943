"""The rows of one order, from one snapshot: their columns, their number and sums, and the rows in Arrow."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

import pyarrow as pa
from psycopg import sql

from geo.database import PUBLIC
from geo.sql import statement
from layers.exports import statements
from layers.exports.arrow import Array, compute
from layers.exports.names import NameList, read_names
from layers.exports.order import Order
from layers.exports.readahead import ahead
from layers.exports.snapshot import Snapshot, snapshot
from layers.layer import Column

Progress = Callable[[int], None]

GEOMETRY = "geom"
TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "money": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
SATANG = 100
MONEY = {b"kind": b"money"}


@dataclass(frozen=True)
class Edition:
    """A current edition of the boundaries, with where it is from."""

    level: str
    name: str
    source: str
    licence: str


@dataclass(frozen=True)
class Summary:
    """What the rows come to: their number, those with a place, drafts among them, sums in baht by column.

    `demo` says that rows of the demonstration are among them.
    """

    rows: int
    placed: int
    drafts: int
    demo: bool
    taken_at: datetime
    sums: dict[str, Decimal]


class Extract:
    """The rows of an order. `batches()` may be read once, when nothing else is asked any more.

    The Arrow columns are those of `columns`, typed by `TYPES` (money in satang), then `geom`: WKB in
    EPSG:4326, a point where the file is a table, null where there is no place.
    """

    def __init__(self, order: Order, asked: Snapshot, progress: Progress) -> None:
        self.order = order
        self._asked = asked
        self._progress = progress
        self._names: dict[str, NameList] = read_names(asked, order.layer)
        self._source, self._values = statements.source(
            order.layer, order.filters, order.level, shapes=order.mixed
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the asker may see: all for an account, the public ones for the public."""
        layer = self.order.layer
        return layer.public_columns() if self.order.account == PUBLIC else layer.columns

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns' types, then the geometry's."""
        return pa.schema([*map(_field, self.columns), pa.field(GEOMETRY, pa.binary())])

    @cached_property
    def summary(self) -> Summary:
        """The number of rows and their sums, by the database's own addition."""
        money = [column.name for column in self.columns if column.kind == "money"]
        row = self._asked.first(*self._over("summary", sums=sql.SQL("").join(map(_sum, money))))
        return Summary(
            rows=row["rows"],
            placed=row["placed"],
            drafts=row["drafts"],
            demo=row["demo"],
            taken_at=row["taken_at"],
            sums={name: Decimal(row[name]).scaleb(-2) for name in money},
        )

    @cached_property
    def editions(self) -> list[Edition]:
        """The current editions of the boundaries."""
        table = self._asked.table(statement(__package__, "editions"), {})
        return [Edition(**row) for row in table.to_pylist()]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of shape that the rows have, by PostGIS's names: `LINESTRING`, `MULTIPOINT`."""
        found = self._asked.table(*self._over("kinds"))
        return tuple(kind for kind in found["kind"].to_pylist() if kind is not None)

    def widths(self, encoding: str) -> dict[str, int]:
        """Return the most bytes that each text column takes in an encoding; names count as UTF-8."""
        measure = sql.SQL("octet_length" if encoding == "utf-8" else "char_length")
        text = [column.name for column in self.columns if column.kind == "text"]
        stored = [name for name in text if name not in self._names]
        parts = [_widest(measure, name) for name in stored]
        row = self._asked.first(*self._over("widths", widths=sql.SQL(", ").join(parts)))
        return row | {name: self._names[name].longest for name in text if name in self._names}

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows in the order in which the layer gives them, and report how many went by."""
        for batch in ahead(self._whole(part) for part in self._stream()):
            yield batch
            self._progress(batch.num_rows)

    def batches_in_baht(self) -> Iterator[pa.RecordBatch]:
        """Yield the same with money as floating-point baht, of the schema `in_baht(schema)`."""
        schema = in_baht(self.schema)
        money = [column.kind == "money" for column in self.columns] + [False]
        for batch in self.batches():
            arrays = [
                _baht(array) if is_money else array
                for array, is_money in zip(batch.columns, money, strict=True)
            ]
            yield pa.record_batch(arrays, schema=schema)

    def _stream(self) -> pa.RecordBatchReader:
        wanted = [column.name for column in self.columns if column.name not in self._names]
        wanted += sorted({names.by for names in self._names.values()} - set(wanted))
        point = self.order.tabular and self.order.layer.shape == "polygon"
        return self._asked.stream(
            *self._over(
                "rows",
                columns=sql.SQL(", ").join(sql.Identifier("r", name) for name in wanted),
                geometry=sql.SQL("ST_PointOnSurface(r.geom)" if point else "r.geom"),
            )
        )

    def _over(self, name: str, **slots: sql.Composable) -> tuple[sql.Composed, dict[str, Any]]:
        return statement(__package__, name, source=self._source, **slots), self._values

    def _whole(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        arrays = [self._column(batch, column) for column in self.columns]
        return pa.record_batch([*arrays, batch.column(GEOMETRY)], schema=self.schema)

    def _column(self, batch: pa.RecordBatch, column: Column) -> Array:
        names = self._names.get(column.name)
        if names is not None:
            return names.of(batch.column(names.by))
        return batch.column(column.name).cast(TYPES[column.kind])


def _field(column: Column) -> Any:
    return pa.field(column.name, TYPES[column.kind], metadata=MONEY if column.kind == "money" else None)


def _sum(name: str) -> sql.Composed:
    return sql.SQL(", coalesce(sum(r.{0}), 0)::text AS {0}").format(sql.Identifier(name))


def _widest(measure: sql.SQL, name: str) -> sql.Composed:
    return sql.SQL("coalesce(max({}(r.{})), 0) AS {}").format(
        measure, sql.Identifier(name), sql.Identifier(name)
    )


def in_baht(schema: pa.Schema) -> pa.Schema:
    """Return the schema in which money, marked as such, is a floating-point number."""
    return pa.schema([pa.field(f.name, pa.float64()) if f.metadata == MONEY else f for f in schema])


def _baht(satang: Array) -> Array:
    # The division is rounded correctly, so the result is the number nearest to the amount.
    return compute.divide(satang.cast(pa.float64()), float(SATANG))


@contextmanager
def extract(url: str, order: Order, progress: Progress = lambda _: None) -> Iterator[Extract]:
    """Open the rows of an order as its account may see them.

    Raises `Unavailable` when the database does not answer.
    """
    with snapshot(url, order.account) as asked:
        yield Extract(order, asked, progress)
