"""The boundaries and names in `data/`: complete, nested, without overlaps or gaps, and light."""

import csv
from importlib.resources import as_file, files

import geopandas as gpd
import pytest
import shapely

METRIC = "EPSG:32647"
COLUMNS = ["code", "name_th", "name_en", "parent_code", "geometry"]


def _read(level: str) -> gpd.GeoDataFrame:
    with as_file(files("data") / "boundaries" / f"{level}.geojson") as path:
        return gpd.read_file(path)


@pytest.fixture(scope="module")
def provinces() -> gpd.GeoDataFrame:
    return _read("provinces")


@pytest.fixture(scope="module")
def amphoe() -> gpd.GeoDataFrame:
    return _read("amphoe")


@pytest.fixture(scope="module")
def tambon() -> list[dict[str, str]]:
    text = (files("data") / "tambon.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_province_amphoe_and_tambon_is_there_once(provinces, amphoe, tambon):
    assert (len(provinces), len(amphoe), len(tambon)) == (77, 928, 7436)
    assert provinces.code.is_unique
    assert amphoe.code.is_unique
    assert len({row["code"] for row in tambon}) == 7436


def test_every_area_has_the_four_properties_and_lies_in_longitude_and_latitude(provinces, amphoe):
    for areas in (provinces, amphoe):
        assert list(areas.columns) == COLUMNS
        assert areas.crs.to_epsg() == 4326
        west, south, east, north = areas.total_bounds
        assert 97 < west < east < 106
        assert 5 < south < north < 21


def test_every_area_has_names_in_thai_and_english(provinces, amphoe, tambon):
    for names in (provinces.name_th, amphoe.name_th):
        assert names.str.fullmatch("[ก-๙ -]+").all()
    for names in (provinces.name_en, amphoe.name_en):
        assert names.str.fullmatch("[A-Za-z .'()-]+").all()
    assert all(row["name_th"] and row["name_en"] for row in tambon)


def test_codes_nest(provinces, amphoe, tambon):
    assert provinces.code.str.fullmatch("[0-9]{2}").all()
    assert provinces.parent_code.isna().all()
    assert amphoe.code.str.fullmatch("[0-9]{4}").all()
    assert (amphoe.parent_code == amphoe.code.str[:2]).all()
    assert set(amphoe.parent_code) == set(provinces.code)
    assert all(len(row["code"]) == 6 and row["code"].startswith(row["parent_code"]) for row in tambon)
    assert {row["parent_code"] for row in tambon} == set(amphoe.code)


def test_every_shape_is_a_valid_polygon_with_its_outside_anticlockwise(provinces, amphoe):
    for areas in (provinces, amphoe):
        assert set(areas.geom_type) <= {"Polygon", "MultiPolygon"}
        assert areas.is_valid.all()
        assert all(part.exterior.is_ccw for part in areas.geometry.explode())


def test_neighbours_share_their_edges_so_that_nothing_overlaps(provinces, amphoe):
    assert shapely.coverage_is_valid(amphoe.geometry.to_numpy())
    assert shapely.coverage_is_valid(provinces.geometry.to_numpy())


@pytest.mark.parametrize("province", ["10", "50", "57", "83", "90"])
def test_no_two_amphoe_of_a_province_overlap_by_a_square_metre(amphoe, province):
    areas = amphoe[amphoe.parent_code == province].to_crs(METRIC)
    pairs = areas.overlay(areas, keep_geom_type=True)
    overlaps = pairs[pairs.code_1 < pairs.code_2]
    assert len(areas) > 2
    assert not (overlaps.area > 1).any()


def test_no_gap_is_left_inside_the_country(amphoe):
    country = shapely.coverage_union_all(amphoe.geometry.to_numpy())
    assert shapely.get_num_interior_rings(shapely.get_parts(country)).sum() == 0


def test_provinces_are_exactly_their_amphoe(provinces, amphoe):
    dissolved = amphoe.dissolve(by="parent_code", method="coverage").geometry
    for code, shape in provinces.set_index("code").geometry.items():
        assert shapely.equals(shape, dissolved[code]), code


@pytest.mark.parametrize(
    ("longitude", "latitude", "code"),
    [(99.83, 19.91, "5701"), (98.98, 18.79, "5001"), (100.49, 13.75, "1001"), (98.39, 7.88, "8301")],
)
def test_a_well_known_place_lies_in_its_amphoe(amphoe, longitude, latitude, code):
    found = amphoe[amphoe.contains(shapely.Point(longitude, latitude))]
    assert list(found.code) == [code]


def test_chiang_rai_has_its_18_amphoe_and_124_tambon(amphoe, tambon):
    assert (amphoe.parent_code == "57").sum() == 18
    assert sum(row["code"].startswith("57") for row in tambon) == 124


def test_the_boundaries_are_light_and_carry_their_licence():
    folder = files("data") / "boundaries"
    texts = {level: (folder / f"{level}.geojson").read_text("utf-8") for level in ("provinces", "amphoe")}
    assert sum(len(text.encode()) for text in texts.values()) < 2_000_000
    assert all("CC BY 3.0 IGO" in text[:300] for text in texts.values())
    assert "0.965" in (folder / "LICENSE.md").read_text("utf-8")
