"""Arrow into any of GDAL's formats, batch by batch."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyogrio

from geo.errors import Refused
from layers.exports.extract import GEOMETRY


@dataclass(frozen=True)
class Target:
    """How GDAL is to write a layer.

    `dataset_options` and `options` (of the layer) are the driver's, `settings` GDAL's configuration
    meanwhile; `append` adds to a layer that is there.
    """

    driver: str
    layer: str
    geometry_type: str
    crs: str
    dataset_options: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    append: bool = False


def write_vector(path: Path, target: Target, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write features, whose geometry is WKB in the column `geom`, with a GDAL driver.

    Whatever the batches raise is raised; `Refused` when GDAL cannot write the file.
    """
    failures: list[BaseException] = []
    reader = pa.RecordBatchReader.from_batches(schema, _remembering(batches, failures))
    try:
        with _configured(target.settings):
            pyogrio.write_arrow(
                reader,
                str(path),
                layer=target.layer,
                driver=target.driver,
                geometry_name=GEOMETRY,
                geometry_type=target.geometry_type,
                crs=target.crs,
                append=target.append,
                dataset_options=dict(target.dataset_options),
                layer_options=dict(target.options),
            )
    except (RuntimeError, ValueError, OSError) as error:
        raise failures[0] if failures else _not_written(error) from error


def _remembering(
    batches: Iterable[pa.RecordBatch], failures: list[BaseException]
) -> Iterator[pa.RecordBatch]:
    # An error that crosses GDAL's C interface comes back as a text without its type.
    try:
        yield from batches
    except BaseException as error:
        failures.append(error)
        raise


def _not_written(error: Exception) -> Refused:
    return Refused(
        f"เขียนไฟล์ไม่สำเร็จ ตรวจว่ามีที่ว่างในดิสก์พอ แล้วลองใหม่ ({error})",
        f"The file could not be written; check that the disk has space, then try again ({error}).",
    )


@contextmanager
def _configured(settings: Mapping[str, str]) -> Iterator[None]:
    pyogrio.set_gdal_config_options(dict(settings))
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(dict.fromkeys(settings))
