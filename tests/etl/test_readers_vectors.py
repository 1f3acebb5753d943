import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from pyproj import CRS, Transformer

from etl.readers.limits import DEFAULT, Limits
from etl.readers.upload import Kind
from etl.readers.vectors import Record, Source, open_vector
from geo.datum import to_wgs84
from geo.errors import Refused
from tests.conftest import shared

pytestmark = pytest.mark.usefixtures("nothing_left_behind")

BOWTIE = shapely.Polygon([(99, 19), (100, 20), (99, 20), (100, 19)])
ENDINGS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def read(path: Path, limits: Limits = DEFAULT, **declared: Any) -> tuple[Source, list[Record]]:
    with open_vector(path, limits=limits, **declared) as source:
        return source, list(source.records)


def shapefile(folder: Path, encoding: str = "cp874", crs: int | None = 32647, **columns: list[Any]) -> Path:
    """Write a shapefile of points without .cpg."""
    geometry = [shapely.Point(588000 + 100 * n, 2201000) for n in range(len(next(iter(columns.values()))))]
    frame = gpd.GeoDataFrame(columns, geometry=geometry, crs=crs)
    path = folder / "แผนที่.shp"
    frame.to_file(path, encoding=encoding)
    path.with_suffix(".cpg").unlink()
    return path


def zipped(path: Path, prefix: str = "", extra: tuple[str, ...] = ()) -> Path:
    archive = path.parent / "upload.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for part in path.parent.glob(f"{path.stem}.*"):
            target.write(part, prefix + part.name)
        for name in extra:
            target.writestr(name, b"anything")
    return archive


@pytest.mark.parametrize("encoding", ["cp874", "utf-8"])
def test_a_shapefile_without_a_code_page_is_read_in_thai(tmp_path: Path, encoding: str) -> None:
    path = shapefile(tmp_path, encoding, นาม=["แม่สาย", "เวียง"], บาท=[1.5, 2])
    source, records = read(path)
    assert (source.encoding, source.fields, source.count) == (encoding, ["นาม", "บาท"], 2)
    assert [record.properties for record in records] == [
        {"นาม": "แม่สาย", "บาท": 1.5},
        {"นาม": "เวียง", "บาท": 2.0},
    ]
    assert [record.row for record in records] == [1, 2]
    assert records[1].geometry == shapely.Point(588100, 2201000)


def test_a_zipped_shapefile_is_found_among_other_files(tmp_path: Path) -> None:
    path = shapefile(tmp_path, name=["แม่สาย"])
    archive = zipped(path, "งาน/ย่อย/", ("งาน/README.txt", "__MACOSX/งาน/._แผนที่.shp", "fields.csv"))
    source, records = read(archive)
    assert (source.kind, source.layer, source.crs) == (Kind.SHAPEFILE, "แผนที่", CRS.from_epsg(32647))
    assert records[0].properties == {"name": "แม่สาย"}


def test_parts_in_capitals_belong_together(tmp_path: Path) -> None:
    path = shapefile(tmp_path, name=["แม่สาย"])
    for ending in ENDINGS[:4]:
        path.with_suffix(ending).rename(tmp_path / f"MAP{ending.upper()}")
    assert read(tmp_path / "MAP.SHP")[1][0].properties == {"name": "แม่สาย"}


def test_a_wrong_western_code_page_gives_way_to_thai(tmp_path: Path) -> None:
    path = shapefile(tmp_path, name=["แม่สาย"])
    path.with_suffix(".cpg").write_text("ISO-8859-1")
    source, records = read(path)
    assert (source.encoding, records[0].properties["name"]) == ("cp874", "แม่สาย")


@pytest.mark.filterwarnings("ignore:Could not decode")
def test_a_field_name_cut_in_the_middle_of_a_letter_is_read(tmp_path: Path) -> None:
    path = shapefile(tmp_path, "utf-8", งบประมาณ=[5], งบปีก่อน=[6])
    _, records = read(path)
    assert records[0].properties == {"งบป": 5, "งบ_1": 6}


def test_a_name_cut_in_the_middle_of_a_letter_loses_that_letter_only(tmp_path: Path) -> None:
    path = shapefile(tmp_path, "utf-8", name=["x" * 50, "แม่สาย"])
    raw = path.with_suffix(".dbf").read_bytes()
    cut = ("ก" * 17).encode()[:50]
    path.with_suffix(".dbf").write_bytes(raw.replace(b"x" * 50, cut))
    source, records = read(path)
    assert source.encoding == "utf-8"
    assert records[0].properties["name"] == "ก" * 16
    assert records[0].problem is None


def test_texts_of_two_encodings_are_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path, "utf-8", name=["แม่สาย", "x" * 6])
    raw = path.with_suffix(".dbf").read_bytes()
    path.with_suffix(".dbf").write_bytes(raw.replace(b"x" * 6, "แม่สาย".encode("cp874")))
    with pytest.raises(Refused, match="--encoding"):
        read(path)


def test_a_declared_encoding_is_verified(tmp_path: Path) -> None:
    path = shapefile(tmp_path, name=["แม่สาย"])
    assert read(path, encoding="tis-620")[0].encoding == "cp874"
    with pytest.raises(Refused):
        read(path, encoding="utf-8")


def test_a_missing_projection_is_refused_until_one_is_declared(tmp_path: Path) -> None:
    path = shapefile(tmp_path, crs=None, name=["แม่สาย"])
    with pytest.raises(Refused, match=r"no \.prj.*EPSG:24047"):
        read(path)
    source, _ = read(path, crs="EPSG:24047")
    assert (source.crs, source.stated_crs) == (CRS.from_epsg(24047), None)


def test_an_unknown_projection_is_refused_until_one_is_declared(tmp_path: Path) -> None:
    path = shapefile(tmp_path, name=["แม่สาย"])
    path.with_suffix(".prj").write_text("Projection UTM\nZone 47")
    with pytest.raises(Refused, match="unknown"):
        read(path)
    assert read(path, crs=32647)[0].crs == CRS.from_epsg(32647)


def test_a_declared_system_wins_and_the_stated_one_is_told(tmp_path: Path) -> None:
    source, _ = read(shapefile(tmp_path, name=["แม่สาย"]), crs=24047)
    assert source.crs.name == "Indian 1975 / UTM zone 47N"
    assert source.stated_crs is not None
    assert source.stated_crs.name.startswith("WGS")


@pytest.mark.parametrize("ending", [".shp", ".shx", ".dbf"])
def test_a_shapefile_cut_short_is_refused(tmp_path: Path, ending: str) -> None:
    path = shapefile(tmp_path, name=["แม่สาย", "เวียง"])
    part = path.with_suffix(ending)
    part.write_bytes(part.read_bytes()[:-20])
    with pytest.raises(Refused, match="damaged"):
        read(path)


def test_a_shape_that_cannot_be_read_is_told_from_none(tmp_path: Path) -> None:
    path = shapefile(tmp_path, name=["ก", "ข", "ค"])
    raw = bytearray(path.read_bytes())
    raw[100 + 8 : 100 + 12] = (0).to_bytes(4, "little")
    raw[100 + 28 + 8 : 100 + 28 + 12] = (99).to_bytes(4, "little")
    path.write_bytes(bytes(raw))
    _, records = read(path)
    assert [record.geometry is None for record in records] == [True, True, False]
    assert [record.problem is None for record in records] == [True, False, True]


def test_invalid_shapes_are_handed_on_with_the_reason_and_heights_are_dropped(tmp_path: Path) -> None:
    shapes = [BOWTIE, shapely.Point(99, 19, 400), None]
    frame = gpd.GeoDataFrame({"n": [1, 2, 3]}, geometry=shapes, crs=4326)
    frame.to_file(tmp_path / "a.gpkg")
    _, records = read(tmp_path / "a.gpkg")
    assert records[0].geometry.equals(BOWTIE)
    assert records[0].problem is not None
    assert "Self-intersection" in records[0].problem.english
    assert (records[1].geometry, records[1].problem) == (shapely.Point(99, 19), None)
    assert (records[2].geometry, records[2].problem) == (None, None)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(rows=1), "more than 1 features"),
        (Limits(feature_vertices=4), "vertices"),
        (Limits(vertices=8), "vertices"),
        (Limits(cell_chars=3), "Feature 1"),
        (Limits(columns=1), "more than 1"),
    ],
)
@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson"])
def test_a_file_over_a_limit_is_refused(tmp_path: Path, name: str, limits: Limits, reason: str) -> None:
    columns = {"name": ["แม่สาย", "เวียง"], "n": [1, 2]}
    gpd.GeoDataFrame(columns, geometry=[BOWTIE, BOWTIE], crs=4326).to_file(tmp_path / name)
    with pytest.raises(Refused, match=reason):
        read(tmp_path / name, limits)


def test_a_table_holds_no_features(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n")
    with pytest.raises(Refused, match="table"):
        read(tmp_path / "a.csv")


def test_a_reader_left_early_leaves_nothing(tmp_path: Path) -> None:
    path = zipped(shapefile(tmp_path, name=["ก", "ข"]))
    with pytest.raises(RuntimeError), open_vector(path) as source:
        next(source.records)
        raise RuntimeError


@pytest.mark.parametrize(
    ("name", "count", "field", "first", "invalid"),
    [
        ("cod-ab/tha_adm1_province_shapefile.zip", 77, "ADM1_TH", "กรุงเทพมหานคร", []),
        ("cod-ab/tha_admbnda_adm2_shapefile.zip", 928, "ADM2_TH", "พระนคร", ["TH8403"]),
        ("cod-ab/tha_admbnda_adm3_rtsd_20220121.zip", 7425, "ADM3_TH", "พระบรมมหาราชวัง", []),
        ("mapthai/th_adm2.geojson", 928, "ADM2_TH", None, []),
    ],
)
def test_the_published_boundaries_are_read_as_they_are(
    name: str, count: int, field: str, first: str | None, invalid: list[str]
) -> None:
    source, records = read(shared(name))
    assert source.encoding == "utf-8"
    assert len(records) == count
    assert first is None or any(record.properties[field] == first for record in records)
    assert [record.properties["ADM2_PCODE"] for record in records if record.problem] == invalid


def test_the_tis_620_tambons_are_read() -> None:
    source, records = read(shared("ugly/tambon_chiangrai_tis620_nocpg.zip"))
    assert (source.encoding, source.crs, len(records)) == ("cp874", CRS.from_epsg(32647), 124)
    assert records[0].properties["AMPHOE_T"] == "อ.เมืองเชียงราย"


def test_topojson_is_refused_by_its_name() -> None:
    with pytest.raises(Refused, match="TopoJSON"):
        read(shared("cod-ab/thailand_province_amphoe_simplify.topo.json"))


def test_the_indian_1975_districts_come_to_lie_on_the_published_ones() -> None:
    path = shared("ugly/amphoe_chiangrai_utm47_indian1975_noprj.zip")
    with pytest.raises(Refused, match="EPSG:24047"):
        read(path)
    to_metres = Transformer.from_crs(4326, 32647, always_xy=True).transform
    in_metres = {}
    for crs in (24047, 32647):
        source, records = read(path, crs=crs)
        shapes = {
            record.properties["AMP_CODE"]: to_wgs84(record.geometry, source.crs)[0] for record in records
        }
        in_metres[crs] = {
            code: shapely.transform(shape, to_metres, interleaved=False) for code, shape in shapes.items()
        }
    published = {
        record.properties["ADM2_PCODE"][2:]: shapely.transform(record.geometry, to_metres, interleaved=False)
        for record in read(shared("cod-ab/tha_admbnda_adm2_shapefile.zip"))[1]
    }
    assert len(in_metres[24047]) == 18
    for code, shape in in_metres[24047].items():
        assert shape.hausdorff_distance(published[code]) < 0.01
        offset = in_metres[32647][code].centroid.distance(shape.centroid)
        assert offset == pytest.approx(453, abs=1)
