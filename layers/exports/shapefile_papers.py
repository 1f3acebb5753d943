"""What goes into a shapefile's zip beside it: the list of fields and the README."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from layers.exports import caption
from layers.exports.extract import Extract
from layers.exports.shapefile_text import LONGEST, Fitting
from layers.layer import Column

_BOM = "\ufeff"
_TITLES = (
    "short_name", "full_name", "title_th", "title_en", "unit_th", "unit_en", "type", "width",
)  # fmt: skip


def fields_csv(columns: Sequence[Column], widths: Mapping[str, int]) -> bytes:
    """Return the table of fields: short and full name, titles, unit, type, width (CSV, UTF-8, BOM)."""
    page = io.StringIO(newline="")
    table = csv.writer(page)
    table.writerow(_TITLES)
    for c in columns:
        table.writerow((c.short, c.name, c.thai, c.english, *c.unit, c.kind, widths.get(c.name, "")))
    return (_BOM + page.getvalue()).encode()


def readme(extract: Extract, fitting: Fitting) -> bytes:
    """Return the README in Thai and English (text, UTF-8, BOM, CRLF)."""
    thai, english = caption.title(extract.order)
    lines = [thai, english, "", *(f"{label}: {value}" for label, value in caption.in_both(extract)), ""]
    lines += [*_encoding(fitting), "", *_losses(fitting), "", *_advice()]
    return (_BOM + "\r\n".join(lines) + "\r\n").encode()


def _encoding(fitting: Fitting) -> Iterable[str]:
    name = "UTF-8" if fitting.encoding == "utf-8" else "CP874 (TIS-620 / Windows-874)"
    yield f"รหัสอักขระของ .dbf / Encoding of the .dbf: {name}"


def _losses(fitting: Fitting) -> Iterable[str]:
    yield (
        f"ข้อความที่ถูกตัดเพราะยาวเกิน {LONGEST} ไบต์ / Texts cut for being longer than {LONGEST} bytes: "
        f"{fitting.cut.total():,}"
    )
    yield from (f"  {field}: {count:,}" for field, count in fitting.cut.items())
    if fitting.encoding != "utf-8":
        yield (
            "อักขระที่เขียนไม่ได้ แทนด้วย ? / Characters that could not be written, replaced by ?: "
            f"{fitting.replaced.total():,}"
        )
        yield from (f"  {field}: {count:,}" for field, count in fitting.replaced.items())
    if fitting.cut or fitting.replaced:
        yield "ใช้ GeoPackage หากต้องการข้อความครบทุกตัวอักษร / A GeoPackage keeps every letter."


def _advice() -> Iterable[str]:
    yield (
        "ชื่อเต็มของคอลัมน์ หน่วย และความหมาย อยู่ใน fields.csv / "
        "Full names, units and meanings of the fields: fields.csv"
    )
    yield (
        "แถวที่ไม่มีตำแหน่งมีรูปทรงว่าง (null) จึงนับเงินได้ครบ / "
        "Rows without a place have a null shape, so that sums are whole."
    )
