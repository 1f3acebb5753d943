"""From an order to a finished file, which appears whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter.exceptions import FileCreateError

from geo.errors import Refused
from layers.exports.csvfile import write_csv
from layers.exports.extract import Extract, Progress, extract
from layers.exports.geojson import write_geojson
from layers.exports.geopackage import write_geopackage
from layers.exports.order import Order
from layers.exports.shapefile import write_shapefile
from layers.exports.workbook import write_workbook

LEFTOVER = ".eplan-export-"
"""What the name of the folder begins with in which a file is made, beside where it is to be."""

WRITERS: dict[str, Callable[[Extract, Path], None]] = {
    "gpkg": write_geopackage,
    "shp.zip": write_shapefile,
    "geojson": write_geojson,
    "csv": write_csv,
    "xlsx": write_workbook,
}


@dataclass(frozen=True)
class Written:
    """What a file holds: rows, those with a place, drafts among them, sums in baht by column; its bytes."""

    rows: int
    placed: int
    drafts: int
    sums: dict[str, Decimal]
    size: int


def write_export(
    url: str,
    order: Order,
    path: Path,
    begun: Callable[[int], object] = lambda _: None,
    progress: Progress = lambda _: None,
) -> Written:
    """Write what is ordered, as its account may see it, to a file that is replaced whole at the end.

    `begun` is told how many rows there will be, `progress` how many more are done. Raises `Refused` for what
    the format cannot hold or the disk cannot take, `Unavailable` when the database stops answering.
    """
    try:
        with TemporaryDirectory(dir=path.parent, prefix=LEFTOVER) as folder:
            draft = Path(folder) / order.file_name
            with extract(url, order, progress) as rows:
                begun(rows.summary.rows)
                WRITERS[order.form.ending](rows, draft)
                summary = rows.summary
            size = draft.stat().st_size
            draft.replace(path)
    except OSError as error:
        raise _not_written(path, error) from error
    except FileCreateError as error:  # what xlsxwriter makes of an OSError
        raise _not_written(path, error.args[0]) from error
    return Written(summary.rows, summary.placed, summary.drafts, summary.sums, size)


def _not_written(path: Path, error: OSError) -> Refused:
    return Refused(
        f"เขียนไฟล์ {path} ไม่ได้ ({error.strerror or error}) ตรวจว่ามีโฟลเดอร์นี้ มีสิทธิ์เขียน และมีที่ว่างพอ",
        f"{path} cannot be written ({error.strerror or error}); check that the folder exists, that you may "
        "write there, and that there is space.",
    )
