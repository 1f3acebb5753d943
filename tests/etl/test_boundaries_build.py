"""Building boundaries: codes for shapes, a coverage out of loose polygons, files that come out the same."""

import csv
import json
import subprocess
from pathlib import Path

import pytest
import shapely

from etl.boundaries import coverage, files, join, wheels
from etl.boundaries.names import AreaName, Gazette
from etl.boundaries.shapes import Shape
from geo.errors import Refused, Unavailable

GAZETTE = Gazette(
    provinces={"57": AreaName("57", "เชียงราย", "Chiang Rai")},
    amphoe={
        "5701": AreaName("5701", "เมืองเชียงราย", "Mueang Chiang Rai"),
        "5702": AreaName("5702", "เวียงชัย", "Wiang Chai"),
    },
    tambon={},
)
HOME = shapely.box(99.0, 19.0, 99.1, 19.1)


def _shape(shape_id: str, amphoe: str, province: str = "Chiang Rai") -> Shape:
    return Shape(shape_id, amphoe, province, HOME)


def test_shapes_find_their_codes_whatever_the_spelling_of_spaces_and_hyphens():
    found = join.by_code([_shape("a", "wiang-chai"), _shape("b", "Mueang ChiangRai")], GAZETTE, {})
    assert {code: shape.shape_id for code, shape in found.items()} == {"5701": "b", "5702": "a"}


def test_a_given_code_wins_over_a_wrong_province():
    found = join.by_code(
        [_shape("a", "Wiang Chai", "Phayao"), _shape("b", "Mueang Chiang Rai")], GAZETTE, {"a": "5702"}
    )
    assert found["5702"].shape_id == "a"


@pytest.mark.parametrize(
    "shapes",
    [
        [_shape("a", "Wiang Chai")],
        [_shape("a", "Wiang Chai"), _shape("b", "Wiang Chai"), _shape("c", "Mueang Chiang Rai")],
        [_shape("a", "Wiang Chai"), _shape("b", "Mueang Chiang Rai"), _shape("c", "Atlantis")],
    ],
    ids=["one is missing", "one comes twice", "one is unknown"],
)
def test_shapes_that_do_not_match_the_codes_one_to_one_are_refused(shapes):
    with pytest.raises(Refused) as refusal:
        join.by_code(shapes, GAZETTE, {})
    assert "given_codes.csv" in refusal.value.english


def test_overlaps_and_gaps_between_neighbours_are_closed():
    bulging = shapely.Polygon([(99, 19), (99.1, 19), (99.102, 19.05), (99.1, 19.1), (99, 19.1)])
    straight = shapely.Polygon([(99.1, 19), (99.2, 19), (99.2, 19.1), (99.1, 19.1)])
    receding = shapely.Polygon([(99, 19.1), (99.05, 19.103), (99.1, 19.1), (99.1, 19.2), (99, 19.2)])
    mended = list(coverage.mend({"5701": bulging, "5702": straight, "5703": receding}).values())
    assert shapely.coverage_is_valid(mended)
    assert shapely.intersection(mended[0], mended[1]).area == 0
    assert shapely.get_num_interior_rings(shapely.coverage_union_all(mended)) == 0
    assert sum(shape.area for shape in mended) == pytest.approx(0.03, rel=0.001)


def test_amphoe_become_their_provinces():
    amphoe = {
        "5701": HOME,
        "5702": shapely.box(99.1, 19.0, 99.2, 19.1),
        "5601": shapely.box(99.2, 19.0, 99.3, 19.1),
    }
    provinces = coverage.dissolve(amphoe)
    assert sorted(provinces) == ["56", "57"]
    assert provinces["57"].equals(shapely.box(99.0, 19.0, 99.2, 19.1))


def test_shapes_that_still_overlap_are_refused():
    with pytest.raises(Refused):
        coverage.dissolve({"5701": HOME, "5601": HOME})


def test_geojson_has_one_feature_a_line_in_the_order_of_the_codes(tmp_path: Path):
    path = tmp_path / "amphoe.geojson"
    files.write_geojson(path, GAZETTE.amphoe, {"5702": HOME, "5701": HOME})
    collection = json.loads(path.read_text("utf-8"))
    assert [feature["properties"]["code"] for feature in collection["features"]] == ["5701", "5702"]
    assert collection["features"][1]["properties"] == {
        "code": "5702",
        "name_th": "เวียงชัย",
        "name_en": "Wiang Chai",
        "parent_code": "57",
    }
    assert len(path.read_text("utf-8").splitlines()) == 2 + 2
    assert "RTSD" in collection["attribution"] or "Royal Thai Survey Department" in collection["attribution"]


def test_names_are_written_with_their_leading_codes_as_text(tmp_path: Path):
    path = tmp_path / "tambon.csv"
    files.write_names(path, [AreaName("100101", "พระบรมมหาราชวัง", "Phra Borom Maha Ratchawang")])
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert rows == [
        {
            "code": "100101",
            "name_th": "พระบรมมหาราชวัง",
            "name_en": "Phra Borom Maha Ratchawang",
            "parent_code": "1001",
        }
    ]


def test_sources_that_cannot_be_had_are_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr="no such host")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_kwargs: failed)
    with pytest.raises(Unavailable, match="no such host"):
        wheels.fetch(tmp_path)
