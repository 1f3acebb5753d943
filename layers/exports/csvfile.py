"""CSV (RFC 4180) for spreadsheets: with a byte order mark, and no text that would be run as a formula."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from layers.exports.arrow import Array, compute
from layers.exports.extract import GEOMETRY, Extract
from layers.exports.place import LATITUDE, LONGITUDE, latitude_longitude

_AT_ONCE = 4096
_END = "\r\n"
_FORMULA = r"^[=+\-@\t\r\n]"
_MONEY = pa.decimal128(19, 2)
_SATANG = pa.scalar("0.01").cast(pa.decimal128(3, 2))


def write_csv(extract: Extract, path: Path) -> None:
    """Write the rows to a new file: the columns' own names in the first line, money exact to the satang.

    Text that starts as a formula does (`= + - @`, tab, line end) is given an apostrophe in front. In CP874
    a letter that it lacks becomes `?`, and there is no byte order mark.
    """
    encoding = "utf-8-sig" if extract.order.encoding == "utf-8" else extract.order.encoding
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        names = [column.name for column in (*extract.columns, LATITUDE, LONGITUDE)]
        file.write(",".join(names) + _END)
        for batch in extract.batches():
            for start in range(0, batch.num_rows, _AT_ONCE):
                file.write(_lines(extract, batch.slice(start, _AT_ONCE)))


def _lines(extract: Extract, batch: pa.RecordBatch) -> str:
    rows = compute.binary_join_element_wise(*_cells(extract, batch), ",")
    joined: str = compute.binary_join(pa.ListArray.from_arrays([0, batch.num_rows], rows), _END)[0].as_py()
    return joined + _END


def _cells(extract: Extract, batch: pa.RecordBatch) -> Iterator[Array]:
    for column, array in zip(extract.columns, batch.columns, strict=False):
        if column.kind == "text":
            yield _quoted(_harmless(compute.fill_null(array, "")))
        elif column.kind == "money":
            yield _filled(exact_baht(array))
        else:
            yield _filled(array)
    for array in latitude_longitude(batch.column(GEOMETRY)):
        yield _filled(array)


def exact_baht(satang: Array) -> Array:
    """Return satang as decimals of baht."""
    return compute.multiply(satang.cast(pa.decimal128(19, 0)), _SATANG).cast(_MONEY)


def _filled(array: Array) -> Array:
    return compute.fill_null(array.cast(pa.string()), "")


def _harmless(texts: Array) -> Array:
    risky = compute.match_substring_regex(texts, _FORMULA)
    return compute.if_else(risky, compute.binary_join_element_wise("'", texts, ""), texts)


def _quoted(texts: Array) -> Array:
    special = compute.match_substring_regex(texts, '[",\r\n]')
    quoted = compute.binary_join_element_wise('"', compute.replace_substring(texts, '"', '""'), '"', "")
    return compute.if_else(special, quoted, texts)
