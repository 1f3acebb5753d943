"""The synthetic nation: shaped like the real one, the same every time, and derived right when written."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from psycopg import Connection

from etl.synth.boundaries import load_shipped, shipped_amphoe
from etl.synth.import_file import HEADINGS, write_csv
from etl.synth.nation import COUNTS, nation
from etl.synth.projects import Plan, SynthProject, projects_of, shares
from etl.synth.write import check_empty, write_nation
from geo.database import Database
from geo.errors import Conflict, Refused
from layers.codes import authority_types
from tests.conftest import shared

TODAY = date(2026, 11, 23)
PLAN = Plan(4_000, 3, TODAY)


def test_the_nation_has_the_registrys_types_outside_bangkok() -> None:
    assert Counter(authority.type for authority in nation()) == COUNTS
    assert sum(COUNTS.values()) == 7_849
    assert len({authority.amphoe_code for authority in nation()}) == 928 - 50
    assert not any(authority.amphoe_code.startswith("10") for authority in nation())


def test_codes_are_unique_and_tell_type_and_amphoe() -> None:
    for authority in nation():
        digit = authority_types()[authority.type].dla_digit
        assert re.fullmatch(rf"{digit}{authority.amphoe_code}[5-8][0-9]", authority.code)
    assert len({authority.code for authority in nation()}) == 7_849


def test_no_code_is_a_real_one() -> None:
    with shared("lao/th_lao_dla_20260610.csv").open(encoding="utf-8-sig") as file:
        real = {row["รหัส อปท."] for row in csv.DictReader(file)}
    assert not {authority.code for authority in nation()} & real


def test_villages_lie_in_their_amphoe_but_for_the_provincial_authorities() -> None:
    for authority in nation()[::50]:
        if authority.type != "pao":
            area = shipped_amphoe()[authority.amphoe_code]
            assert shapely.contains_xy(area, authority.sites[:, 0], authority.sites[:, 1]).all()


def test_the_same_seed_gives_the_same_projects_and_another_seed_others() -> None:
    assert _sample(PLAN) == _sample(PLAN)
    assert _sample(PLAN) != _sample(Plan(4_000, 4, TODAY))


def test_shares_add_up() -> None:
    assert shares(PLAN).sum() == 4_000
    assert shares(Plan(0, 1, TODAY)).sum() == 0


def test_most_places_are_near_villages_in_the_authoritys_own_amphoe() -> None:
    own = [
        shapely.contains_xy(shipped_amphoe()[nation()[index].amphoe_code], *project.place)
        for index in range(0, 7_849, 40)
        for project in projects_of(PLAN, index, 0, 10)
        if project.place is not None and nation()[index].type != "pao"
    ]
    assert 0.95 < sum(own) / len(own) < 1


def test_a_written_nation_is_derived_to_the_satang(
    db: Database, database_url: str, owner: Connection[Any]
) -> None:
    load_shipped(db)
    check_empty(database_url)
    assert write_nation(database_url, PLAN) == 7_849
    sums = owner.execute(
        "SELECT count(*) AS projects, sum(approved) AS approved, sum(paid) AS paid,"
        " count(*) FILTER (WHERE in_area) AS placed, count(DISTINCT stage) AS stages FROM public_project"
    ).fetchone()
    assert sums is not None
    assert sums["stages"] == 6 and 0.7 < sums["placed"] / 4_000 < 0.95
    assert owner.execute(
        "SELECT sum(count) AS projects, sum(approved) AS approved, sum(paid) AS paid FROM spending"
    ).fetchone() == {name: sums[name] for name in ("projects", "approved", "paid")}
    cells = owner.execute(
        "SELECT sum(plan + approved + contracted + paying + finished + stopped) AS n FROM project_cell"
        " WHERE level = 15"
    ).fetchone()
    points = owner.execute("SELECT count(point) AS n FROM public_project").fetchone()
    assert cells == points


def test_writing_the_same_seed_again_is_refused_and_another_adds(
    database_url: str, owner: Connection[Any]
) -> None:
    write_nation(database_url, Plan(50, 1, TODAY))
    with pytest.raises(Conflict):
        write_nation(database_url, Plan(50, 1, TODAY))
    assert write_nation(database_url, Plan(30, 2, TODAY)) == 0
    assert owner.execute("SELECT count(*) AS n FROM project WHERE is_demo").fetchone() == {"n": 80}


def test_a_database_with_authorities_is_not_taken_for_empty(
    database_url: str, owner: Connection[Any]
) -> None:
    owner.execute(
        "INSERT INTO authority (type, name_th, province_code, supervising_level)"
        " VALUES ('pao', 'จริง', '57', 'province')"
    )
    with pytest.raises(Refused, match="--yes"):
        check_empty(database_url)
    assert owner.execute("SELECT count(*) AS n FROM authority").fetchone() == {"n": 1}


def test_the_file_has_a_point_in_every_row_and_payments_within_contracts(tmp_path: Path) -> None:
    write_csv(tmp_path / "projects.csv", Plan(500, 1, TODAY, all_placed=True))
    with (tmp_path / "projects.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 500 and tuple(rows[0]) == HEADINGS
    assert all(97 < float(row["ลองจิจูด"]) < 106 and 5 < float(row["ละติจูด"]) < 21 for row in rows)
    assert all(_baht(row["เบิกจ่าย"]) <= _baht(row["วงเงินตามสัญญา"]) for row in rows)
    assert all(_baht(row["วงเงินตามสัญญา"]) <= _baht(row["งบประมาณที่อนุมัติ"]) for row in rows)


def _sample(plan: Plan) -> list[SynthProject]:
    return [project for index in (0, 700, 7_848) for project in projects_of(plan, index, 0, 20)]


def _baht(text: str) -> float:
    return float(text or 0)
