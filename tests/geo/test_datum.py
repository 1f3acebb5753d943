import numpy as np
import pytest
import shapely
from pyproj import CRS, Transformer

from geo.datum import in_thailand_box, is_indian_1975, lonlat, operation, read_crs, to_wgs84
from geo.errors import Refused

INDIAN_47 = CRS.from_epsg(24047)


def in_utm_47(lon: float, lat: float) -> tuple[float, float]:
    easting, northing = Transformer.from_crs(4326, 32647, always_xy=True).transform(lon, lat)
    return float(easting), float(northing)


def shift(easting: float, northing: float, crs: str | CRS) -> tuple[float, float]:
    lon, lat, _ = lonlat(easting, northing, crs)
    east, north = in_utm_47(float(lon), float(lat))
    return east - easting, north - northing


def test_the_published_test_point_comes_within_a_metre_and_a_half() -> None:
    lon, lat, _ = lonlat(673310.690, 1520741.207, "EPSG:24047")
    assert in_utm_47(float(lon), float(lat)) == pytest.approx((672978.171, 1521044.256), abs=1.5)


@pytest.mark.parametrize(
    "crs",
    [
        "EPSG:24047",
        "24047",
        "urn:ogc:def:crs:EPSG::24047",
        INDIAN_47,
        INDIAN_47.to_wkt(),
        INDIAN_47.to_wkt("WKT1_GDAL"),
        INDIAN_47.to_wkt("WKT1_ESRI"),
        INDIAN_47.to_wkt("WKT1_ESRI").replace("Indian_1975_UTM_Zone_47N", "my map"),
        INDIAN_47.to_wkt("WKT1_GDAL").replace('AUTHORITY["EPSG","6240"]', "TOWGS84[0,0,0,0,0,0,0]"),
    ],
)
def test_indian_1975_goes_through_the_pinned_operation_under_any_name(crs: str | CRS) -> None:
    assert is_indian_1975(crs)
    assert shift(588000, 2201000, crs) == pytest.approx((-334.4, 305.6), abs=0.05)
    assert "EPSG:1304" in operation(crs).name
    assert "x=210 y=814 z=289" in operation(crs).pipeline
    assert operation(crs).accuracy_m == 5


def test_geographic_indian_1975_agrees_with_its_projection() -> None:
    degrees = Transformer.from_crs(24047, 4240, always_xy=True).transform(588000, 2201000)
    projected = lonlat(588000, 2201000, 24047)
    assert np.allclose(lonlat(*degrees, "EPSG:4240")[:2], projected[:2], rtol=0, atol=1e-9)


def test_wgs_84_is_left_as_it_is() -> None:
    lon, lat, done = lonlat([99.8, 100.1], [19.9, 20.0], "EPSG:4326")
    assert lon.tolist() == [99.8, 100.1]
    assert lat.tolist() == [19.9, 20.0]
    assert "noop" in done.pipeline


@pytest.mark.parametrize("crs", ["OGC:CRS84", 4326, "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4979"])
def test_other_names_of_wgs_84_change_nothing(crs: str | int) -> None:
    assert lonlat(99.8, 19.9, crs)[:2] == (99.8, 19.9)


def test_utm_goes_where_pyproj_takes_it() -> None:
    lon, lat, _ = lonlat(588123, 2201456, 32647)
    assert in_utm_47(float(lon), float(lat)) == pytest.approx((588123, 2201456), abs=1e-4)


@pytest.mark.parametrize(
    "crs",
    [
        "",
        "47",
        "hello",
        "EPSG:999999",
        "EPSG:5773",
        "EPSG:4978",
        "EPSG:27700",
        "+proj=utm +zone=47 +ellps=evrst30",
        "+proj=longlat +nadgrids=/etc/passwd",
        'LOCAL_CS["local",UNIT["metre",1]]',
        "/etc/passwd",
        "http://example.org/crs",
    ],
)
def test_an_unknown_or_untied_system_is_refused(crs: str) -> None:
    with pytest.raises(Refused):
        operation(crs)


def test_metres_taken_for_degrees_are_refused() -> None:
    with pytest.raises(Refused, match="588123"):
        lonlat([99.8, 588123], [19.9, 2201456], "EPSG:4326")


def test_without_strictness_places_off_the_globe_are_nan() -> None:
    lon, lat, _ = lonlat([99.8, 588123, np.nan], [19.9, 2201456, 1], 4326, strict=False)
    assert np.isnan(lon).tolist() == np.isnan(lat).tolist() == [False, True, True]


def test_geometries_move_alone_and_in_arrays_and_lose_their_height() -> None:
    point = shapely.Point(588000, 2201000, 400)
    moved, done = to_wgs84(point, 24047)
    many, _ = to_wgs84(np.array([point, None]), 24047)
    assert (moved.x, moved.y) == pytest.approx((99.83754263, 19.90607313), abs=1e-7)
    assert not moved.has_z
    assert many[0] == moved
    assert many[1] is None
    assert done == operation("EPSG:24047")


def test_heights_are_dropped_from_a_system_that_has_them() -> None:
    assert len(read_crs("EPSG:9518").axis_info) == 2


def test_the_box_around_thailand_holds_its_provinces_only() -> None:
    assert in_thailand_box([99.8, 101.3, 103.9, np.nan], [19.9, 5.7, 1.3, 15]).tolist() == [
        True,
        True,
        False,
        False,
    ]
