"""Judging by real tambon, whose borders wind: what engineers write of places in them is read where it is."""

from collections.abc import Iterator

import pytest
from psycopg import Connection
from pyproj import Transformer

from etl.areas.load import load_areas
from geo.database import Database, Row
from geo.datum import lonlat
from layers.locating import Asked, Judge, Judgement
from tests.conftest import shared
from tests.databases import a_database

PHAYAO = "cod-ab/tambon_fullres_Phayao.zip"
TO_UTM = Transformer.from_crs(4326, 32647, always_xy=True)
NEAR = 1e-4
"""Degrees, some ten metres: what is left open by whole metres and five decimals."""


@pytest.fixture(scope="module")
def connection(server_url: str, template: str) -> Iterator[Connection[Row]]:
    """The tambon of Phayao at full resolution, to read from."""
    with a_database(server_url, template) as url:
        database = Database(url, size=1).open()
        try:
            load_areas(database, shared(PHAYAO))
            with database.reading() as reading:
                yield reading
        finally:
            database.close()


@pytest.fixture(scope="module")
def places(connection: Connection[Row]) -> list[tuple[str, float, float]]:
    """Codes of tambon with longitude and latitude of places: in the middle, and 20 m from the border."""
    rows = connection.execute(
        """
        SELECT a.code, ST_X(p.geom) AS lon, ST_Y(p.geom) AS lat
        FROM current_area AS a
        CROSS JOIN LATERAL (VALUES (ST_PointOnSurface(a.geom)),
          (ST_PointN(ST_ExteriorRing(ST_GeometryN(ST_Buffer(a.geom, -0.0002), 1)), 7))) AS p (geom)
        WHERE p.geom IS NOT NULL AND ST_Contains(a.geom, p.geom)
        ORDER BY a.code
        """
    ).fetchall()
    return [(row["code"], row["lon"], row["lat"]) for row in rows]


def judged(connection: Connection[Row], texts: list[tuple[str, str]]) -> list[Judgement]:
    judge = Judge(connection)
    return judge.many([Asked(text, judge.within(code)) for code, text in texts])


def is_at(judgement: Judgement, lon: float, lat: float) -> bool:
    first = judgement.readings[0].reading
    return abs(first.lat - lat) < NEAR and abs(first.lon - lon) < NEAR


def test_degrees_in_either_order_lie_in_their_tambon(
    connection: Connection[Row], places: list[tuple[str, float, float]]
) -> None:
    assert len(places) > 100
    for form in ("{lat:.5f}, {lon:.5f}", "{lon:.5f} {lat:.5f}"):
        found = judged(connection, [(code, form.format(lat=lat, lon=lon)) for code, lon, lat in places])
        assert all(one.readings[0].inside for one in found)
        assert all(is_at(one, lon, lat) for one, (_, lon, lat) in zip(found, places, strict=True))
        assert all(
            (area := one.readings[0].area("tambon")) and area.code == code
            for one, (code, _, _) in zip(found, places, strict=True)
        )


def test_metres_without_a_datum_are_read_where_they_are_or_left_to_a_person(
    connection: Connection[Row], places: list[tuple[str, float, float]]
) -> None:
    metres = [TO_UTM.transform(lon, lat) for _, lon, lat in places]
    texts = [(code, f"47Q {e:.0f} {n:.0f}") for (code, _, _), (e, n) in zip(places, metres, strict=True)]
    found = judged(connection, texts)
    assert all(is_at(one, lon, lat) for one, (_, lon, lat) in zip(found, places, strict=True))
    assert any(one.contested for one in found) and not all(one.contested for one in found)


def test_metres_of_indian_1975_are_settled_by_the_border_or_left_to_a_person(
    connection: Connection[Row], places: list[tuple[str, float, float]]
) -> None:
    texts, where = [], []
    for code, lon, lat in places:
        east, north = TO_UTM.transform(lon, lat)
        for _ in range(3):  # the metres that lead here in Indian 1975, by going the difference back
            x, y, _ = lonlat([east], [north], "EPSG:24047")
            e, n = TO_UTM.transform(float(x[0]), float(y[0]))
            target = TO_UTM.transform(lon, lat)
            east, north = east + target[0] - e, north + target[1] - n
        texts.append((code, f"47Q {east:.0f} {north:.0f}"))
        where.append((lon, lat))
    found = judged(connection, texts)
    for judgement, (lon, lat) in zip(found, where, strict=True):
        assert judgement.contested or is_at(judgement, lon, lat)
        assert any(
            abs(one.reading.lat - lat) < NEAR and abs(one.reading.lon - lon) < NEAR
            for one in judgement.readings
        )
