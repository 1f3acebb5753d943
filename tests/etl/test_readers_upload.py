import stat
import struct
import zipfile
from pathlib import Path

import pytest

from etl.readers.archive import Archive
from etl.readers.limits import DEFAULT, Limits
from etl.readers.upload import Kind, inspect
from etl.readers.vectors import open_vector
from geo.errors import Refused

SHAPE = ("a.shp", b"\0\0\x27\x0a")


def zipped(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def refused(source: str | Path, limits: Limits = DEFAULT) -> str:
    """Return why a file is refused, having seen that both languages are there."""
    with pytest.raises(Refused) as refusal:
        inspect(source, limits)
    assert refusal.value.thai != refusal.value.english
    return refusal.value.english


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", "รหัส,ชื่อ\n".encode(), Kind.CSV),
        ("A.TXT", "รหัส\tชื่อ\n".encode("utf-16"), Kind.CSV),
        ("a.geojson", b'{"type":', Kind.GEOJSON),
        ("a.json", b"\xef\xbb\xbf {", Kind.GEOJSON),
        ("a.shp", SHAPE[1], Kind.SHAPEFILE),
        ("a.gpkg", b"SQLite format 3\0".ljust(68, b"\0") + b"GPKG", Kind.GEOPACKAGE),
    ],
)
def test_a_kind_is_told_by_name_and_content(tmp_path: Path, name: str, content: bytes, kind: Kind) -> None:
    assert inspect(put(tmp_path / name, content)).kind is kind


def test_an_upload_kept_under_another_name_is_judged_by_its_own(tmp_path: Path) -> None:
    upload = inspect(put(tmp_path / "x7f3", b"a,b\n"), name="../../แผน.csv")
    assert (upload.kind, upload.name) == (Kind.CSV, "แผน.csv")


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", b"PK\x03\x04", "zip"),
        ("a.csv", b"a,b\0c", "unknown data"),
        ("a.csv", b"<html><table>", "HTML"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0", "password"),
        ("a.gpkg", b"SQLite format 3\0".ljust(100, b"\0"), "no GeoPackage"),
        ("a.gpkg", b"<OGRVRTDataSource/>", "text"),
        ("a.shp", b"a,b", "text"),
        ("a.json", b"a,b", "no JSON"),
    ],
)
def test_a_name_that_lies_about_the_content_is_refused(
    tmp_path: Path, name: str, content: bytes, found: str
) -> None:
    assert found in refused(put(tmp_path / name, content))


@pytest.mark.parametrize("name", ["a.vrt", "a.kml", "a.gpx", "a.xls", "a.exe", "a", "a.zip.exe", ".csv"])
def test_other_kinds_are_refused_with_the_list_of_accepted_ones(tmp_path: Path, name: str) -> None:
    assert ".gpkg" in refused(put(tmp_path / name, b"anything"))


@pytest.mark.parametrize(
    "source",
    [
        "http://example.org/a.gpkg",
        "https://example.org/a.zip",
        "/vsicurl/http://example.org/a.gpkg",
        "/vsizip/a.zip/a.shp",
        "PG:host=db user=postgres",
        "WFS:https://example.org",
        "OGR_GMLAS:a.xml",
        "<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>",
        "\\\\server\\share\\a.csv",
        "zip://a.zip!a.csv",
        "a\0.csv",
    ],
)
def test_nothing_but_a_file_of_this_machine_is_opened(source: str) -> None:
    assert "not a file on this machine" in refused(source)


def test_missing_empty_special_and_huge_files_are_refused(tmp_path: Path) -> None:
    assert "no file" in refused(tmp_path / "none.csv")
    assert "empty" in refused(put(tmp_path / "a.csv", b""))
    assert "not a file" in refused(tmp_path)
    assert "not a file" in refused("/dev/zero")
    assert "split it" in refused(put(tmp_path / "b.csv", b"x" * 100), Limits(file_bytes=99))


@pytest.mark.parametrize(
    "name", ["/etc/a.shp", "../a.shp", "a/../../b.shp", "C:/a.shp", "a\\b.shp", "a\nb.shp", " "]
)
def test_path_tricks_in_a_zip_are_refused(tmp_path: Path, name: str) -> None:
    assert "unsafe" in refused(zipped(tmp_path / "a.zip", SHAPE, (name, b"x")))


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_in_a_zip_are_refused(tmp_path: Path, mode: int) -> None:
    link = zipfile.ZipInfo("a.dbf")
    link.external_attr = (mode | 0o777) << 16
    assert "unsafe" in refused(zipped(tmp_path / "a.zip", SHAPE, (link, b"/etc/passwd")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_are_the_same_in_a_zip_are_refused(tmp_path: Path) -> None:
    assert "one name" in refused(zipped(tmp_path / "a.zip", SHAPE, ("A.SHP", b"x")))
    assert "one name" in refused(zipped(tmp_path / "b.zip", SHAPE, SHAPE))


def test_archives_in_a_zip_are_refused(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", SHAPE).read_bytes()
    assert "another archive" in refused(zipped(tmp_path / "a.zip", SHAPE, ("inner.zip", inner)))


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped(tmp_path / "a.zip", SHAPE).read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refused(put(tmp_path / "b.zip", bytes(raw)))


def test_a_zip_with_an_unusual_compression_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(*SHAPE)
    assert "compression" in refused(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "a.zip", SHAPE, ("a.dbf", bytes(80 << 20)))
    assert bomb.stat().st_size < 1 << 20
    assert "suspicious" in refused(bomb)
    assert "suspicious" in refused(zipped(tmp_path / "b.zip", SHAPE), Limits(unpacked_bytes=3))


def test_a_zip_of_too_many_files_is_refused(tmp_path: Path) -> None:
    many = zipped(tmp_path / "a.zip", *((f"{number}.txt", b"") for number in range(30)))
    assert "more than 20" in refused(many, Limits(members=20))


def test_a_zip_that_claims_a_huge_directory_is_refused_unread(tmp_path: Path) -> None:
    raw = bytearray(zipped(tmp_path / "a.zip", SHAPE).read_bytes())
    struct.pack_into("<L", raw, len(raw) - 10, 0x7FFFFFFF)
    assert "more than" in refused(put(tmp_path / "b.zip", bytes(raw)))


@pytest.mark.parametrize("cut", [5, 30, 60])
def test_a_zip_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    raw = zipped(tmp_path / "a.zip", SHAPE).read_bytes()
    assert "damaged" in refused(put(tmp_path / "b.zip", raw[:-cut]))


def test_a_member_that_holds_more_than_it_says_is_not_written_out(tmp_path: Path) -> None:
    raw = bytearray(zipped(tmp_path / "a.zip", ("a.shp", bytes(5000))).read_bytes())
    struct.pack_into("<L", raw, raw.index(b"PK\x01\x02") + 24, 100)
    with Archive(put(tmp_path / "b.zip", bytes(raw)), DEFAULT) as archive, pytest.raises(Refused):
        archive.extract("a.shp", tmp_path / "out.shp")


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (["readme.txt"], "no shapefile"),
        (["a.shp", "b.shp"], "more than one"),
        (["a.shp"], "lacks .shx, .dbf"),
        (["a.shp", "b.shx", "a.dbf"], "lacks .shx"),
        (["a.shp", "a.shx", "a.dbf"], "damaged"),
    ],
)
def test_a_zip_without_one_whole_shapefile_is_refused(
    tmp_path: Path, members: list[str], reason: str
) -> None:
    path = zipped(tmp_path / "a.zip", *((name, SHAPE[1]) for name in members))
    with pytest.raises(Refused, match=reason), open_vector(path, crs=4326):
        pass
