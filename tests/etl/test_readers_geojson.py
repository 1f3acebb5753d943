import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.readers.limits import DEFAULT, Limits
from etl.readers.vectors import Record, Source, SystemUnknown, open_vector
from geo.errors import Refused

POINT = {"type": "Point", "coordinates": [99.8, 19.9, 400]}
FEATURE = {"type": "Feature", "geometry": POINT, "properties": {"ชื่อ": "แม่สาย", "n": 5}}
COLLECTION = {"type": "FeatureCollection", "features": [FEATURE, FEATURE]}


def read(
    folder: Path, content: Any, limits: Limits = DEFAULT, **declared: Any
) -> tuple[Source, list[Record]]:
    path = folder / "a.geojson"
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text.replace("Infinity", "1e999"), "utf-8")
    with open_vector(path, limits=limits, **declared) as source:
        return source, list(source.records)


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """A server on this machine: the list of what it was asked, its own address first."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    paths.append(f"http://127.0.0.1:{server.server_port}")
    yield paths
    server.shutdown()
    server.server_close()


def test_features_are_numbered_flat_and_in_wgs_84(tmp_path: Path) -> None:
    source, records = read(tmp_path, COLLECTION)
    assert (source.crs.to_authority(), source.fields) == (("OGC", "CRS84"), ["ชื่อ", "n"])
    assert [record.row for record in records] == [1, 2]
    assert records[0].geometry == shapely.Point(99.8, 19.9)
    assert records[0].properties == {"ชื่อ": "แม่สาย", "n": 5}


@pytest.mark.parametrize("content", [FEATURE, POINT])
def test_a_feature_or_a_geometry_may_stand_alone(tmp_path: Path, content: object) -> None:
    _, records = read(tmp_path, content)
    assert [record.geometry for record in records] == [shapely.Point(99.8, 19.9)]


def test_an_empty_collection_has_no_records(tmp_path: Path) -> None:
    assert read(tmp_path, {"type": "FeatureCollection", "features": []})[1] == []


METRES = {"type": "Point", "coordinates": [588_123, 2_201_456]}


def test_metres_without_a_system_are_refused_until_one_is_declared(tmp_path: Path) -> None:
    with pytest.raises(SystemUnknown, match=r"metres.*--crs"):
        read(tmp_path, METRES)
    source, records = read(tmp_path, METRES, crs="EPSG:24047")
    assert (source.crs.to_epsg(), len(records)) == (24047, 1)


def test_one_wrong_number_does_not_make_a_file_one_of_metres(tmp_path: Path) -> None:
    far = {"type": "Feature", "properties": {}, "geometry": METRES}
    assert len(read(tmp_path, {**COLLECTION, "features": [*COLLECTION["features"], far]})[1]) == 3


@pytest.mark.parametrize(
    ("crs", "code"),
    [
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::24047"}}, 24047),
        ({"type": "name", "properties": {"name": "EPSG:32647"}}, 32647),
        ({"type": "EPSG", "properties": {"code": 32648}}, 32648),
    ],
)
def test_an_old_crs_member_is_heeded(tmp_path: Path, crs: object, code: int) -> None:
    assert read(tmp_path, {"crs": crs, **COLLECTION})[0].crs.to_epsg() == code


def test_a_crs_behind_the_features_is_refused_unless_it_changes_nothing(tmp_path: Path) -> None:
    def named(name: str) -> dict[str, object]:
        return {**COLLECTION, "crs": {"type": "name", "properties": {"name": name}}}

    assert len(read(tmp_path, named("OGC:CRS84"))[1]) == 2
    assert len(read(tmp_path, named("EPSG:32647"), crs=32647)[1]) == 2
    with pytest.raises(Refused, match="behind"):
        read(tmp_path, named("EPSG:32647"))


def test_a_crs_of_null_means_that_nobody_knows(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--crs"):
        read(tmp_path, {"crs": None, **COLLECTION})


@pytest.mark.parametrize("kind", ["link", "url", "LINK", "name"])
def test_a_crs_link_is_refused_and_nobody_is_asked(tmp_path: Path, asked: list[str], kind: str) -> None:
    crs = {"type": kind, "properties": {"href": f"{asked[0]}/crs", "url": f"{asked[0]}/crs"}}
    with pytest.raises(Refused):
        read(tmp_path, {"crs": crs, **COLLECTION})
    named = {"type": kind, "properties": {"name": f"{asked[0]}/crs"}}
    with pytest.raises(Refused):
        read(tmp_path, {"crs": named, **COLLECTION})
    assert len(asked) == 1


@pytest.mark.parametrize(
    "feature",
    [
        5,
        {"geometry": "POINT (1 2)"},
        {"geometry": {"type": "Triangle", "coordinates": []}},
        {"geometry": {"type": "Point"}},
        {"geometry": {"type": "Point", "coordinates": ["a", "b"]}},
        {"geometry": {"type": "Point", "coordinates": [1e999, 2]}},
        {"geometry": {"type": "LineString", "coordinates": [[1, 2]]}},
    ],
)
def test_what_is_no_feature_is_a_problem_of_its_row(tmp_path: Path, feature: object) -> None:
    _, records = read(tmp_path, {"type": "FeatureCollection", "features": [feature, FEATURE]})
    assert records[0].geometry is None
    assert records[0].problem is not None
    assert records[1].problem is None


def test_nested_properties_become_json_and_unstorable_letters_are_marked(tmp_path: Path) -> None:
    properties = {"a": [1, "ก"], "b": {"c": None}, "d": "x\0y", "e": "\ud800"}
    content = json.dumps({"type": "Feature", "geometry": None, "properties": properties})
    _, records = read(tmp_path, content)
    assert records[0].properties == {"a": '[1, "ก"]', "b": '{"c": null}', "d": "x\ufffdy", "e": "\ufffd"}
    assert (records[0].geometry, records[0].problem) == (None, None)


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "{}",
        "[]",
        "[1, 2]",
        '{"type": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": 5}',
        '{"type": "FeatureCollection", "features": [{}',
        '{"type": "FeatureCollection", "features": []} {}',
        '{"type": "FeatureCollection", "features": [], "features": []}',
        '{"type": "Point", "coordinates": [NaN, 1]}',
        '{"type": "Point", "coordinates": [1, 2]',
        '{"a": ' + "[" * 100_000,
        '{"a": ' + "9" * 10_000 + "}",
    ],
)
def test_what_is_not_whole_geojson_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(Refused, match="GeoJSON"):
        read(tmp_path, content)


def test_topojson_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="TopoJSON"):
        read(tmp_path, {"type": "Topology", "objects": {}, "arcs": []})


def test_a_feature_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    large = {**FEATURE, "properties": {"a": "x" * 2_000_000}}
    with pytest.raises(Refused, match="too large"):
        read(tmp_path, {"type": "FeatureCollection", "features": [large]}, Limits(feature_chars=500_000))


def test_a_file_larger_than_a_piece_is_read_whole(tmp_path: Path) -> None:
    features = [{**FEATURE, "properties": {"n": n, "text": "ก" * (n % 700)}} for n in range(3000)]
    _, records = read(tmp_path, {"type": "FeatureCollection", "features": features})
    assert [record.properties["n"] for record in records] == list(range(3000))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["type", "features", "crs", "geometry"]), values))
def test_no_json_fails_otherwise_than_by_refusal(tmp_path: Path, content: dict[str, Any]) -> None:
    try:
        _, records = read(tmp_path, json.dumps(content))
    except Refused:
        return
    assert all(record.problem or record.geometry is None for record in records)


def test_degrees_the_other_way_round_are_no_metres(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "Point", "coordinates": [19.9, 99.8]}', encoding="utf-8")
    with open_vector(path) as source:
        assert [record.geometry.wkt for record in source.records] == ["POINT (19.9 99.8)"]
