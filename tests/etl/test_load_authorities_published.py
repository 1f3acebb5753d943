"""DLA's list as published, against what is known of it."""

from typing import Any

from psycopg import Connection

from etl.areas.load import load_areas
from etl.authorities.load import load_authorities
from geo.database import Database
from tests.conftest import shared

LIST = "lao/th_lao_dla_20260610.csv"
PROVINCES = "cod-ab/tha_adm1_province_shapefile.zip"

CHIANG_RAI = {
    "5701": (1, 10, 5), "5702": (0, 5, 1), "5703": (0, 7, 1), "5704": (0, 6, 6), "5705": (0, 2, 14),
    "5706": (0, 5, 0), "5707": (0, 8, 5), "5708": (0, 5, 2), "5709": (0, 4, 6), "5710": (0, 3, 6),
    "5711": (0, 4, 5), "5712": (0, 3, 3), "5713": (0, 3, 1), "5714": (0, 3, 1), "5715": (0, 0, 4),
    "5716": (0, 3, 4), "5717": (0, 1, 3), "5718": (0, 0, 3),
}  # fmt: skip
"""City, subdistrict municipalities and SAOs by amphoe."""


def test_the_whole_list_loads_and_its_defects_are_counted(db: Database, owner: Connection[Any]) -> None:
    load_areas(db, shared(PROVINCES))
    report = load_authorities(db, shared(LIST))
    assert (report.rows, report.added, report.refused) == (7849, 7849, [])
    assert report.types == {
        "sao": 5300, "subdistrict": 2247, "town": 195, "pao": 76, "city": 30, "special": 1,
    }  # fmt: skip
    offices = report.offices
    assert offices["given"] == 4875
    assert (offices["longitude-missing"], offices["latitude-missing"]) == (23, 21)
    assert offices["latitude-rounded"] == 1505
    assert offices["outside-thailand"] == 2
    assert offices["other-province"] + offices["no-province"] == 56
    assert (report.kinds["type-disagrees"], report.kinds["amphoe-disagrees"]) == (2, 1)
    assert (report.kinds["area-zero"], report.kinds["area-too-small"]) == (9, 2)
    held = owner.execute("SELECT count(office) AS n, max(area_km2) AS largest FROM authority").fetchone()
    assert held["n"] == offices["trusted"]
    assert held["largest"] < 25_000

    assert _by_amphoe(owner) == CHIANG_RAI
    assert _at_20_99(owner) == 2

    again = load_authorities(db, shared(LIST))
    assert (again.unchanged, again.added, again.changed, again.missing) == (7849, 0, 0, [])


def _by_amphoe(owner: Connection[Any]) -> dict[str, tuple[int, int, int]]:
    rows = owner.execute("""
      SELECT amphoe_code, count(*) FILTER (WHERE type = 'city') AS city,
        count(*) FILTER (WHERE type = 'subdistrict') AS municipality,
        count(*) FILTER (WHERE type = 'sao') AS sao
      FROM current_authority WHERE province_code = '57' AND type <> 'pao' GROUP BY amphoe_code""")
    return {row["amphoe_code"]: (row["city"], row["municipality"], row["sao"]) for row in rows}


def _at_20_99(owner: Connection[Any]) -> int:
    query = "SELECT count(*) AS n FROM authority WHERE office IS NULL AND office_note LIKE '%%(20.0, 99.0)%%'"
    row = owner.execute(query).fetchone()
    return int(row["n"])
