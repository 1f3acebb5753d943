"""XLSX with Thai heads, typed cells, and a second sheet that says what the rows are."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from geo.errors import Refused
from layers.exports import caption
from layers.exports.csvfile import exact_baht
from layers.exports.extract import GEOMETRY, Extract
from layers.exports.place import LATITUDE, LONGITUDE, latitude_longitude
from layers.layer import Column

MOST_ROWS = 1_048_575
_LONGEST = 32_767
_WIDTHS = {"text": 18, "integer": 10, "money": 18, "number": 14, "date": 12, "boolean": 8}
_WIDE = {"title": 60, "authority_name": 30, "name_th": 30, "name_en": 30, "note": 40}
_FORMATS = {"money": "#,##0.00", "date": "yyyy-mm-dd", "integer": "0"}
_FONT = {"font_name": "Sarabun", "font_size": 11}
_READ_FIRST = "อ่านก่อน"

Write = Callable[[int, int, Any], object]


def write_workbook(extract: Extract, path: Path) -> None:
    """Write the rows to a new workbook: numbers, dates and text each as such, text never as a formula.

    Raises `Refused` where there are more rows than a sheet can hold.
    """
    rows = extract.summary.rows
    if rows > MOST_ROWS:
        raise Refused(
            f"ตาราง Excel เก็บได้ไม่เกิน {MOST_ROWS:,} แถว ข้อมูลนี้มี {rows:,} แถว "
            "ให้เลือกปีงบประมาณหรือพื้นที่ให้แคบลง หรือใช้ CSV หรือ GeoPackage",
            f"An Excel sheet holds at most {MOST_ROWS:,} rows and these are {rows:,}; narrow them down by "
            "fiscal year or area, or take CSV or a GeoPackage.",
        )
    columns = (*extract.columns, LATITUDE, LONGITUDE)
    with xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)}) as book:
        book.formats[0].set_font_name(_FONT["font_name"])
        sheet = book.add_worksheet(extract.order.layer.thai[:31])
        _head(book, sheet, columns, rows)
        _body(sheet, columns, extract)
        _read_first(book, extract)


def _head(book: Workbook, sheet: Worksheet, columns: Sequence[Column], rows: int) -> None:
    bold = book.add_format({**_FONT, "bold": True, "bg_color": "#E3EFEE", "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, len(columns) - 1)
    for number, column in enumerate(columns):
        form = book.add_format({**_FONT, "num_format": _FORMATS.get(column.kind, "General")})
        sheet.set_column(number, number, _WIDE.get(column.name, _WIDTHS[column.kind]), form)
        unit = f" ({column.unit[0]})" if column.unit[0] else ""
        sheet.write_string(0, number, f"{column.thai}{unit}", bold)


def _body(sheet: Worksheet, columns: Sequence[Column], extract: Extract) -> None:
    write = [_writer(sheet, column) for column in columns]
    row = 0
    for batch in extract.batches():
        for values in zip(*_lists(extract, batch), strict=True):
            row += 1
            for number, value in enumerate(values):
                if value is not None:
                    write[number](row, number, value)


def _writer(sheet: Worksheet, column: Column) -> Write:
    if column.kind == "text":
        return partial(_write_text, sheet)
    writers: dict[str, Write] = {"date": sheet.write_datetime, "boolean": sheet.write_boolean}
    number: Write = sheet.write_number
    return writers.get(column.kind, number)


def _write_text(sheet: Worksheet, row: int, number: int, text: str) -> None:
    sheet.write_string(row, number, text[:_LONGEST])


def _lists(extract: Extract, batch: pa.RecordBatch) -> Iterator[list[Any]]:
    for column, array in zip(extract.columns, batch.columns, strict=False):
        yield (exact_baht(array) if column.kind == "money" else array).to_pylist()
    for array in latitude_longitude(batch.column(GEOMETRY)):
        yield array.to_pylist()


def _read_first(book: Workbook, extract: Extract) -> None:
    sheet = book.add_worksheet(_READ_FIRST)
    bold = book.add_format({**_FONT, "bold": True, "valign": "top"})
    plain = book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 100)
    for row, (label, value) in enumerate(caption.in_both(extract)):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, value, plain)
