"""An authority found by the code that holds today."""

from typing import Any

import pytest
from psycopg import Connection

from geo.database import Database
from geo.errors import NotFound
from layers.authorities.authority import Coverage, find_authority


@pytest.fixture
def upgraded(owner: Connection[Any]) -> int:
    """An authority that was an อบต. of one code and is a ทต. of another."""
    authority = owner.execute("""
      INSERT INTO authority (type, name_th, province_code, amphoe_code, supervising_level, office, area_km2)
      VALUES
        ('subdistrict', 'แม่ยาว', '57', '5701', 'amphoe', ST_SetSRID(ST_MakePoint(99.7, 19.9), 4326), 12.5)
      RETURNING id""").fetchone()["id"]
    for code, since, until in (("6570199", "-infinity", "2020-10-01"), ("5570199", "2020-10-01", "infinity")):
        owner.execute(
            "INSERT INTO authority_code (authority_id, code, valid_from, valid_to) VALUES (%s, %s, %s, %s)",
            [authority, code, since, until],
        )
    for area, extent, until in (("570114", "whole", "infinity"), ("570113", "part", "2020-10-01")):
        owner.execute(
            "INSERT INTO authority_coverage (authority_id, area_code, extent, source, valid_to) "
            "VALUES (%s, %s, %s, 'ประกาศ', %s)",
            [authority, area, extent, until],
        )
    return int(authority)


def test_an_authority_is_found_with_what_it_covers_today(db: Database, upgraded: int) -> None:
    with db.reading() as reading:
        authority = find_authority(reading, "5570199")
    assert (authority.id, authority.office, authority.area_km2) == (upgraded, (99.7, 19.9), 12.5)
    assert authority.covers == (Coverage("570114", "whole", "ประกาศ"),)
    assert (authority.full_name(), authority.full_name("en")) == (
        "ทต.แม่ยาว",
        "แม่ยาว (subdistrict municipality)",
    )


@pytest.mark.parametrize("code", ["6570199", "", "5570198", "x' OR 1=1"])
def test_a_code_that_does_not_hold_today_is_not_found(db: Database, upgraded: int, code: str) -> None:
    assert upgraded
    with db.reading() as reading, pytest.raises(NotFound):
        find_authority(reading, code)
