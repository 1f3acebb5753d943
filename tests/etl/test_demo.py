"""The demonstration: what it holds, that it keeps the rules, and that it never meets real data."""

import csv
import re
import stat
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from psycopg import Connection

from etl.demo.authorities import demo_authorities
from etl.demo.load import SEED, load_demonstration, new_passwords
from etl.demo.people import ROLES
from etl.demo.project import DemoProject
from etl.demo.projects import SEAT, demo_projects
from etl.synth.boundaries import shipped_amphoe
from etl.synth.kinds import all_kinds
from geo.database import Database
from geo.errors import Refused
from layers.accounts.passwords import account_with
from layers.codes import categories, programmes, recognise_category, sources
from tests.conftest import shared

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def projects() -> list[DemoProject]:
    return demo_projects(SEED, demo_authorities(SEED), TODAY)


@pytest.fixture
def bounded(owner: Connection[Any]) -> None:
    """Have current boundaries already, of no area: loading is quicker without the shipped ones."""
    for level in ("province", "amphoe"):
        owner.execute(
            "INSERT INTO area_edition (level, name, source, licence, is_current)"
            " VALUES (%s, '-', '-', '-', true)",
            [level],
        )


@pytest.fixture
def loaded(bounded: None, db: Database, tmp_path: Path) -> tuple[Database, Path]:
    accounts = tmp_path / "demo-accounts.csv"
    load_demonstration(db, accounts, TODAY)
    return db, accounts


def test_every_amphoe_of_chiang_rai_has_authorities_and_the_province_has_one_pao_and_one_city() -> None:
    authorities = demo_authorities(SEED)
    types = Counter(authority.type for authority in authorities)
    assert {a.amphoe_code for a in authorities} == {f"57{n:02d}" for n in range(1, 19)}
    assert types["pao"] == 1 and types["city"] == 1 and len(authorities) == 40


def test_codes_look_like_those_of_dla_and_end_as_no_real_one_does() -> None:
    for authority in demo_authorities(SEED):
        assert re.fullmatch(rf"[2-6]{authority.amphoe_code}9[0-9]", authority.code)


def test_no_invented_authority_has_the_name_or_code_of_a_real_one() -> None:
    with shared("lao/th_lao_dla_20260610.csv").open(encoding="utf-8-sig") as file:
        real = list(csv.DictReader(file))
    invented = demo_authorities(SEED)
    assert not {a.name_th for a in invented} & {row["อปท."] for row in real}
    assert not {a.code for a in invented} & {row["รหัส อปท."] for row in real}


def test_territories_share_out_their_amphoe_without_overlap() -> None:
    authorities = demo_authorities(SEED)
    for code in {authority.amphoe_code for authority in authorities}:
        cells = [a.boundary for a in authorities if a.amphoe_code == code and a.boundary]
        whole = shipped_amphoe()[code].area
        assert sum(cell.area for cell in cells) == pytest.approx(whole, rel=1e-4)
        assert shapely.union_all(cells).area == pytest.approx(whole, rel=1e-4)


def test_every_stage_programme_source_and_category_occurs(projects: list[DemoProject]) -> None:
    assert {p.story.stage for p in projects} == {
        "plan", "approved", "contracted", "paying", "finished", "stopped",
    }  # fmt: skip
    assert {p.work.kind.programme for p in projects} == set(programmes())
    assert {p.work.kind.category for p in projects} == set(categories())
    assert {p.work.source for p in projects} == set(sources())


def test_titles_tell_their_category(projects: list[DemoProject]) -> None:
    told = {recognise_category(p.work.title) == p.work.kind.category for p in projects}
    assert told == {True}


def test_a_kind_needs_a_place_as_its_category_does() -> None:
    for kind in all_kinds():
        assert (kind.shape != "none") == categories()[kind.category].needs_place
        assert bool(kind.reason) == (kind.shape == "none")


def test_titles_name_no_person(projects: list[DemoProject]) -> None:
    words = ("นาย", "นาง", "น.ส.", "เด็กชาย", "เด็กหญิง", "พ่อ", "ป้า", "ลุง", "ครู", "กำนัน")
    named = [p.work.title for p in projects if any(word in p.work.title for word in words)]
    assert not named


def test_money_is_dated_in_its_fiscal_year_and_never_after_today(projects: list[DemoProject]) -> None:
    days = [(p, event.on) for p in projects for event in p.story.events]
    assert all(date(p.fiscal_year - 1, 10, 1) <= on <= TODAY for p, on in days)
    assert all(on <= date(p.fiscal_year, 9, 30) for p, on in days)
    assert all(list(p.story.events) == sorted(p.story.events, key=lambda e: e.on) for p in projects)


def test_a_road_is_as_long_as_its_title_says(projects: list[DemoProject]) -> None:
    roads = [p for p in projects if p.place is not None and p.work.kind.shape == "line"]
    for project in roads:
        if project.place.geom_type == "LineString":
            xy = shapely.transform(project.place, _metres)
            assert xy.length == pytest.approx(project.work.length, rel=0.01)
    assert len(roads) > 50


def test_the_seat_of_the_accounts_and_every_other_authority_have_something_to_pin(
    projects: list[DemoProject],
) -> None:
    waiting = Counter(p.authority.code for p in projects if p.needs_place and p.place is None)
    assert min(waiting.values()) >= 2 and len(waiting) == 40
    assert waiting[SEAT] >= 9


def test_the_same_day_gives_the_same_projects(projects: list[DemoProject]) -> None:
    again = demo_projects(SEED, demo_authorities(SEED), TODAY)
    assert [(p.work.title, p.story, p.place) for p in again] == [
        (p.work.title, p.story, p.place) for p in projects
    ]


@pytest.mark.parametrize("today", [date(2026, 10, 1), date(2027, 9, 30), date(2028, 2, 29)])
def test_any_day_of_a_year_gives_projects_that_keep_the_rules(
    bounded: None, db: Database, tmp_path: Path, today: date
) -> None:
    report = load_demonstration(db, tmp_path / "accounts.csv", today)
    assert report.fresh and report.projects > 550


def test_loaded_facts_agree_with_the_stories(
    loaded: tuple[Database, Path], owner: Connection[Any], projects: list[DemoProject]
) -> None:
    rows = owner.execute("SELECT stage, located, approved, contracted, paid FROM project_fact").fetchall()
    assert Counter(row["stage"] for row in rows) == Counter(p.story.stage for p in projects)
    assert sum(row["located"] == "yes" for row in rows) == sum(bool(p.locations) for p in projects)
    assert sum(row["approved"] for row in rows) == sum(
        event.amount for p in projects for event in p.story.events if event.kind == "approval"
    )


def test_everything_loaded_is_marked_as_demonstration(
    loaded: tuple[Database, Path], owner: Connection[Any]
) -> None:
    unmarked = owner.execute(
        "SELECT (SELECT count(*) FROM authority WHERE NOT is_demo) AS authorities,"
        " (SELECT count(*) FROM project WHERE NOT is_demo) AS projects,"
        " (SELECT count(*) FROM account WHERE NOT is_demo AND username <> 'system') AS accounts"
    ).fetchone()
    assert unmarked == {"authorities": 0, "projects": 0, "accounts": 0}


def test_a_few_places_lie_outside_their_authoritys_amphoe_and_the_rest_inside(
    db: Database, owner: Connection[Any], tmp_path: Path
) -> None:
    load_demonstration(db, tmp_path / "accounts.csv", TODAY)
    outside = owner.execute(
        "SELECT count(*) AS n FROM project_fact AS f JOIN authority AS a ON a.id = f.authority_id"
        " WHERE f.located = 'yes' AND a.type <> 'pao' AND f.amphoe_code <> a.amphoe_code"
    ).fetchone()
    assert outside is not None and outside["n"] == 6


def test_some_projects_are_drafts_that_the_public_does_not_see(loaded: tuple[Database, Path]) -> None:
    db, _ = loaded
    seen = db.rows("SELECT count(*) AS n FROM public_project")[0]["n"]
    every = db.rows("SELECT count(*) AS n FROM visible_project", account=1)[0]["n"]
    assert every - seen == 9


def test_the_accounts_file_opens_every_role_and_only_its_owner_reads_it(
    loaded: tuple[Database, Path],
) -> None:
    db, accounts = loaded
    with accounts.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["username", "password", "role", "authority"]
    assert [row["role"] for row in rows] == list(ROLES)
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600
    assert all(account_with(db, row["username"], row["password"]) for row in rows)
    assert {row["authority"] for row in rows} == {SEAT, ""}


def test_a_second_load_changes_nothing(loaded: tuple[Database, Path], owner: Connection[Any]) -> None:
    db, accounts = loaded
    before = accounts.read_text(), _audited(owner)
    report = load_demonstration(db, accounts, TODAY)
    assert (accounts.read_text(), _audited(owner)) == before
    assert not report.fresh and report.accounts == 9


def test_new_passwords_replace_the_old_ones(loaded: tuple[Database, Path]) -> None:
    db, accounts = loaded
    with accounts.open(encoding="utf-8") as file:
        old = next(csv.DictReader(file))
    new_passwords(db, accounts)
    with accounts.open(encoding="utf-8") as file:
        new = next(csv.DictReader(file))
    assert account_with(db, old["username"], old["password"]) is None
    assert account_with(db, new["username"], new["password"]) is not None


def test_a_database_with_real_data_is_left_alone(
    db: Database, owner: Connection[Any], tmp_path: Path
) -> None:
    owner.execute(
        "INSERT INTO authority (type, name_th, province_code, supervising_level)"
        " VALUES ('pao', 'จริง', '57', 'province')"
    )
    with pytest.raises(Refused, match="other data"):
        load_demonstration(db, tmp_path / "accounts.csv", TODAY)
    assert not (tmp_path / "accounts.csv").exists()
    assert db.rows("SELECT count(*) AS n FROM authority")[0]["n"] == 1


def _audited(owner: Connection[Any]) -> int:
    row = owner.execute("SELECT count(*) AS n FROM audit").fetchone()
    assert row is not None
    return int(row["n"])


def _metres(xy: Any) -> Any:
    east = xy[:, 0] * 111_195 * np.cos(np.radians(xy[:, 1].mean()))
    return np.column_stack([east, xy[:, 1] * 111_195])


def test_some_works_were_built_elsewhere_and_one_of_them_has_its_reason(
    loaded: tuple[Database, Path], owner: Connection[Any]
) -> None:
    rows = owner.execute(
        "SELECT c.code, f.drift_m, f.drift_settled, f.drift_over FROM visible_project AS f"
        " JOIN authority_code AS c USING (authority_id) WHERE f.drift_m > 30 ORDER BY f.drift_m"
    ).fetchall()
    assert len(rows) == 5
    assert [row["drift_over"] for row in rows].count(True) == 4
    assert [row["code"] for row in rows if row["drift_settled"]] == [SEAT]
    assert any(row["drift_over"] and row["code"] == SEAT for row in rows)
    grades = owner.execute("SELECT DISTINCT grade FROM location ORDER BY 1").fetchall()
    assert [row["grade"] for row in grades] == ["A", "B", "C", "D"]


def test_the_checks_have_something_to_find_in_the_demonstration(db: Database, tmp_path: Path) -> None:
    load_demonstration(db, tmp_path / "accounts.csv", TODAY)
    found = db.rows("SELECT DISTINCT rule FROM finding", account=1)
    assert {row["rule"] for row in found} >= {"outside_authority", "looks_like", "same_stretch", "one_point"}
