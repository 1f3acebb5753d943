"""A file from which a place is taken: what it holds, and what is refused of it."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.places import read_place_file
from geo.errors import Refused

GPX = """<?xml version="1.0"?>
<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
  <metadata><name>ไม่ใช่ชื่อของจุด</name></metadata>
  <wpt lat="19.2" lon="99.2"><ele>400</ele><name>จุดเริ่ม</name></wpt>
  <trk><name>เดินสำรวจ</name>
    <trkseg><trkpt lat="19.2" lon="99.2"/><trkpt lat="19.21" lon="99.21"/></trkseg>
    <trkseg><trkpt lat="19.3" lon="99.3"/><trkpt lat="19.31" lon="99.31"/></trkseg>
  </trk>
  <rte><rtept lat="19" lon="99"/><rtept lat="19.1" lon="99.1"/></rte>
</gpx>"""
KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>
  <NetworkLink><Link><href>http://192.0.2.1/more.kml</href></Link></NetworkLink>
  <Placemark><name>สระ</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
    99,19,0 99.1,19,0 99.1,19.1,0 99,19,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
  <Placemark><name>ถนน</name><LineString><coordinates>99,19 99.1,19.1</coordinates></LineString></Placemark>
  <Placemark><name>หลุม</name><MultiGeometry><Point><coordinates>99,19</coordinates></Point>
    <Point><coordinates>99.1,19</coordinates></Point></MultiGeometry></Placemark>
  <Placemark><name>เดิน</name><gx:Track><gx:coord>99 19 1</gx:coord><gx:coord>99.1 19.1 2</gx:coord></gx:Track>
  </Placemark>
</Document></kml>"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return held.getvalue()


def test_waypoints_tracks_and_routes_come_with_their_names(tmp_path: Path) -> None:
    found = read_place_file(write(tmp_path, "a.gpx", GPX), "a.gpx")
    assert [(shape.name, shape.geometry and shape.geometry.geom_type) for shape in found.shapes] == [
        ("จุดเริ่ม", "Point"),
        ("เดินสำรวจ", "MultiLineString"),
        ("", "LineString"),
    ]
    assert found.crs == "EPSG:4326"


def test_placemarks_come_as_what_they_are_and_links_are_left_alone(tmp_path: Path) -> None:
    found = read_place_file(write(tmp_path, "a.kml", KML), "a.kml")
    assert [(shape.name, shape.geometry and shape.geometry.geom_type) for shape in found.shapes] == [
        ("สระ", "Polygon"),
        ("ถนน", "LineString"),
        ("หลุม", "MultiPoint"),
        ("เดิน", "LineString"),
    ]


def test_a_kmz_is_its_kml(tmp_path: Path) -> None:
    path = write(tmp_path, "a.kmz", zipped(doc__kml=KML.encode(), picture__png=b"x"))
    assert len(read_place_file(path, "a.kmz").shapes) == 4


def test_geojson_in_utm_on_indian_1975_comes_by_the_pinned_way(tmp_path: Path) -> None:
    feature = {"type": "Feature", "properties": {"ชื่อ": "ฝาย"}, "geometry": None}
    feature["geometry"] = {"type": "Point", "coordinates": [588000, 2201000]}  # type: ignore[assignment]
    crs = {"type": "name", "properties": {"name": "EPSG:24047"}}
    text = json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]})
    found = read_place_file(write(tmp_path, "a.geojson", text), "a.geojson")
    assert (found.shapes[0].name, found.crs) == ("ฝาย", "EPSG:24047")
    assert "EPSG:1304" in found.operation


def test_a_long_track_is_thinned_to_a_metre_and_says_so(tmp_path: Path) -> None:
    points = "".join(f'<trkpt lat="19.2" lon="{99 + i / 1e5:.6f}"/>' for i in range(5_000))
    text = f"<gpx><trk><trkseg>{points}</trkseg></trk></gpx>"
    (shape,) = read_place_file(write(tmp_path, "a.gpx", text), "a.gpx").shapes
    assert shape.geometry is not None
    assert len(shape.geometry.coords) < 100
    assert shape.problem
    assert "5,000" in shape.problem.english


def test_of_many_shapes_the_first_are_listed_and_the_rest_told_of(tmp_path: Path) -> None:
    text = "<gpx>" + '<wpt lat="19" lon="99"/>' * 5_000 + "</gpx>"
    found = read_place_file(write(tmp_path, "a.gpx", text), "a.gpx")
    assert (len(found.shapes), found.more) == (200, True)


def test_a_broken_shape_is_listed_with_its_reason(tmp_path: Path) -> None:
    text = '<gpx><wpt lat="เหนือ" lon="99"/><wpt lat="95" lon="99"/><wpt lat="19" lon="99"/></gpx>'
    shapes = read_place_file(write(tmp_path, "a.gpx", text), "a.gpx").shapes
    assert [shape.geometry is None for shape in shapes] == [True, True, False]
    assert all(shape.problem for shape in shapes[:2])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a.gpx", b""),
        ("a.gpx", b"not xml <gpx"),
        ("a.gpx", KML.encode()),
        ("a.kml", GPX.encode()),
        ("a.gpx", b"<gpx></gpx>"),
        (
            "a.gpx",
            b'<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><gpx><wpt lat="1" lon="1"/></gpx>',
        ),
        ("a.kml", b'<!DOCTYPE kml SYSTEM "file:///etc/passwd"><kml></kml>'),
        ("a.gpx", b"<gpx>" + b"<a>" * 5_000 + b"</a>" * 5_000 + b"</gpx>"),
        ("a.gpx", b"<gpx>" + b" " * (3 << 20) + b"</gpx>"),
        ("a.kmz", b"PK\x03\x04 no zip"),
        ("a.kmz", zipped(readme__txt=b"x")),
        ("a.zip", zipped(readme__txt=b"x")),
        ("a.geojson", b"{}"),
        ("a.geojson", b"<html>"),
        ("a.csv", b"lat,lon\n1,2\n"),
        ("/vsicurl/http://192.0.2.1/a.geojson", b""),
    ],
)
def test_what_is_no_place_file_is_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    path = write(tmp_path, "upload", content)
    with pytest.raises(Refused) as refused:
        read_place_file(path, name)
    assert refused.value.thai
    assert refused.value.english


def test_a_bomb_in_a_kmz_is_not_opened(tmp_path: Path) -> None:
    bomb = zipped(doc__kml=b"<kml>" + b" " * (80 << 20) + b"</kml>")
    with pytest.raises(Refused):
        read_place_file(write(tmp_path, "a.kmz", bomb), "a.kmz")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.gpx", "a.kml", "a.kmz", "a.geojson", "a.zip", "a.gpkg"]))
def test_no_bytes_make_it_fail_otherwise_than_by_refusal(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path = tmp_path_factory.mktemp("place") / "upload"
    path.write_bytes(b"<gpx>" + content if name == "a.gpx" else content)
    with pytest.raises(Refused):
        read_place_file(path, name)
