"""Findings: they come, go, are settled and open again with the facts, and are seen by those they are for."""

import json
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from geo.database import Database
from geo.errors import BadRequest, Conflict, Forbidden, NotFound
from geo.settings import Settings
from layers.checks import check_authorities, check_project, check_touched, rules
from layers.checks.dispute import dispute_place
from layers.checks.finding import (
    Wanted,
    authorities_of,
    counts_of,
    find,
    findings_of,
    of_project,
    reopen,
    settle,
)
from layers.checks.wanted import batches
from layers.filters import Filters
from layers.projects.place import Place, places_of
from layers.projects.places import save_place
from tests.layers.facts_world import make_ground, wrong
from tests.layers.pin_world import (
    ENGINEER,
    FINANCE,
    PLANNER,
    STRANGER,
    Owner,
    add_account,
    add_project,
    cover,
    put,
)
from webmap.commands.check import check

REASON = "มีบันทึกข้อตกลงร่วมกับ อปท. ข้างเคียง"
TITLE = "ก่อสร้างถนนสายบ้านป่าซาง หมู่ที่ 3 ยาว 300 ม."
SUPERVISOR = 200


@pytest.fixture
def ours(owner: Owner) -> int:
    """An authority of the western tambon with its officers; the stranger is of the eastern one."""
    one, other = make_ground(owner)
    cover(owner, one, "570101")
    cover(owner, other, "570102")
    for account in (ENGINEER, PLANNER, FINANCE):
        add_account(owner, account, one)
    add_account(owner, STRANGER, other)
    owner.execute("INSERT INTO account (id, username, display_name) VALUES (200, 'u200', 'ท้องถิ่นอำเภอ')")
    owner.execute("INSERT INTO seat (account_id, role, area_code) VALUES (200, 'amphoe', '5701')")
    return one


@pytest.fixture
def stray(owner: Owner, ours: int) -> int:
    """A project outside its authority's area."""
    project = add_project(owner, ours, approved="300000")
    put(owner, project, 100.5, 19.5)
    return project


def run(db: Database, owner: Owner) -> Any:
    """Run everything, as the command does."""
    ids = [row["id"] for row in owner.execute("SELECT id FROM authority").fetchall()]
    with db.acting(1) as connection:
        return check_authorities(connection, ids)


def standing(db: Database, account: int, settled: bool = False, **filters: Any) -> list[Any]:
    """Return the findings that an account sees."""
    with db.reading(account) as connection:
        return findings_of(connection, Wanted(Filters(**filters), settled=settled))


def move(db: Database, project: int, lon: float, lat: float) -> None:
    """Move a project's place as the engineer, and check it in the same transaction."""
    with db.acting(ENGINEER) as connection:
        known = places_of(connection, project).get("planned")
        save_place(connection, project, Place(lat, lon), known.id if known else None)
        check_project(connection, project)


def test_running_again_finds_nothing_new_and_what_is_mended_is_kept_as_gone(
    db: Database, owner: Owner, stray: int
) -> None:
    assert (run(db, owner).new, run(db, owner).new) == (1, 0)
    (row,) = standing(db, ENGINEER)
    assert (row["project_id"], row["rule"]) == (stray, "outside_authority")
    move(db, stray, 99.5, 19.5)
    assert standing(db, ENGINEER) == []
    with db.reading(ENGINEER) as connection:
        assert find(connection, row["id"]).gone_at is not None


def test_a_saved_place_is_checked_at_once_by_whoever_saves_it(db: Database, owner: Owner, ours: int) -> None:
    project = add_project(owner, ours)
    move(db, project, 100.5, 19.5)
    with db.reading(ENGINEER) as connection:
        assert [row["rule"] for row in of_project(connection, project)] == ["outside_authority"]
        assert connection.execute("SELECT acting_account() AS who").fetchall() == [{"who": ENGINEER}]
    audited = owner.execute("SELECT DISTINCT account_id FROM audit WHERE subject = 'location'").fetchall()
    assert audited == [{"account_id": ENGINEER}] and wrong(owner) == []


def test_checking_one_project_finds_what_checking_all_finds(db: Database, owner: Owner, ours: int) -> None:
    others = [add_project(owner, ours, TITLE, approved="300000") for _ in range(6)]
    for project in others:
        put(owner, project, 99.5, 19.5)
    with db.acting(ENGINEER) as connection:
        for project in others:
            check_project(connection, project)
    key = "SELECT rule, project_id, other_id, basis FROM finding WHERE gone_at IS NULL ORDER BY 1, 2, 3"
    one_by_one = owner.execute(key).fetchall()
    assert {row["rule"] for row in one_by_one} == {"looks_like", "one_point"}
    again = run(db, owner)
    assert (again.new, again.gone) == (0, 0) and owner.execute(key).fetchall() == one_by_one


def test_what_is_settled_stays_so_until_its_facts_change(db: Database, owner: Owner, stray: int) -> None:
    run(db, owner)
    (row,) = standing(db, ENGINEER)
    with db.acting(PLANNER) as connection:
        settle(connection, row["id"], f"  {REASON} ")
    assert standing(db, ENGINEER) == [] and len(standing(db, ENGINEER, settled=True)) == 1
    run(db, owner)
    assert standing(db, ENGINEER) == []
    with db.reading(ENGINEER) as connection:
        reasons = find(connection, row["id"]).reasons
    assert [(each.reason, each.by, each.holds) for each in reasons] == [(REASON, "คุณplanning", True)]

    move(db, stray, 100.7, 19.5)
    (again,) = standing(db, ENGINEER)
    with db.reading(ENGINEER) as connection:
        assert [each.holds for each in find(connection, again["id"]).reasons] == [False]
    move(db, stray, 100.5, 19.5)
    assert standing(db, ENGINEER) == [], "the same facts again were settled before"


def test_only_engineering_and_planning_of_its_own_settle_and_only_with_a_reason(
    db: Database, owner: Owner, stray: int
) -> None:
    run(db, owner)
    (row,) = standing(db, FINANCE)
    for account, error in (
        (FINANCE, Forbidden),
        (SUPERVISOR, Forbidden),
        (STRANGER, NotFound),
        (0, NotFound),
    ):
        with pytest.raises(error), db.acting(account) as connection:
            settle(connection, row["id"], REASON)
    for reason in (" ", "ก" * 501, "a\x00"):
        with pytest.raises(BadRequest), db.acting(ENGINEER) as connection:
            settle(connection, row["id"], reason)
    move(db, stray, 99.5, 19.5)
    with pytest.raises(Conflict), db.acting(ENGINEER) as connection:
        settle(connection, row["id"], REASON)
    assert owner.execute("SELECT count(*) AS n FROM finding_settlement").fetchall() == [{"n": 0}]


def test_a_reason_is_taken_back_with_another_and_both_stay_on_record(
    db: Database, owner: Owner, stray: int
) -> None:
    run(db, owner)
    (row,) = standing(db, ENGINEER)
    with db.acting(ENGINEER) as connection:
        reopen(connection, row["id"], "ยังไม่มีใครชี้แจง")  # nothing to take back
        settle(connection, row["id"], REASON)
    for account, error in ((FINANCE, Forbidden), (SUPERVISOR, Forbidden), (STRANGER, NotFound)):
        with pytest.raises(error), db.acting(account) as connection:
            reopen(connection, row["id"], REASON)
    with pytest.raises(BadRequest), db.acting(PLANNER) as connection:
        reopen(connection, row["id"], "...")
    with db.acting(PLANNER) as connection:
        reopen(connection, row["id"], "บันทึกข้อตกลงหมดอายุแล้ว")
    assert [each["id"] for each in standing(db, ENGINEER)] == [row["id"]]
    with db.reading(ENGINEER) as connection:
        found = find(connection, row["id"])
    assert not found.settled and [each.reopens for each in found.reasons] == [True, False]
    run(db, owner)
    assert standing(db, ENGINEER, settled=True) == []
    with db.acting(ENGINEER) as connection:
        settle(connection, row["id"], "ต่ออายุข้อตกลงแล้ว")
    assert standing(db, ENGINEER) == [] and len(standing(db, ENGINEER, settled=True)) == 1


def place_of(db: Database, project: int) -> int:
    """Return the id of a project's place in force."""
    with db.reading(ENGINEER) as connection:
        return places_of(connection, project)["planned"].id


def test_a_disputed_place_is_a_finding_until_it_is_moved_or_answered(
    db: Database, owner: Owner, ours: int
) -> None:
    project = add_project(owner, ours, approved="300000")
    put(owner, project, 99.5, 19.5)
    place = place_of(db, project)
    for _ in range(2):  # sent twice, as after a lost answer
        with db.acting(SUPERVISOR) as connection:
            dispute_place(connection, project, place, "ไปดูแล้ว ไม่มีถนน")
    (row,) = standing(db, ENGINEER)
    assert (row["rule"], row["figures"]["count"]) == ("disputed", 1)
    assert row["figures"]["words"][0]["by"] == "ท้องถิ่นอำเภอ"
    with db.acting(ENGINEER) as connection:
        settle(connection, row["id"], "ถนนถูกน้ำท่วมช่วงที่ไปดู")
    assert standing(db, ENGINEER) == []
    with db.acting(FINANCE) as connection:
        dispute_place(connection, project, place, "ใบส่งของอยู่อีกหมู่บ้าน")
    assert standing(db, ENGINEER)[0]["figures"]["count"] == 2
    move(db, project, 99.51, 19.5)
    assert standing(db, ENGINEER) == [] and standing(db, ENGINEER, settled=True) == []
    with pytest.raises(Conflict), db.acting(FINANCE) as connection:
        dispute_place(connection, project, place, "ยังผิดอยู่เหมือนเดิม")
    audited = owner.execute(
        "SELECT account_id FROM audit WHERE subject = 'place_dispute' ORDER BY at"
    ).fetchall()
    assert [each["account_id"] for each in audited] == [SUPERVISOR, FINANCE]


def test_only_those_to_whom_a_project_belongs_dispute_its_place(
    db: Database, owner: Owner, ours: int
) -> None:
    project, draft = add_project(owner, ours), add_project(owner, ours, published=False)
    for each in (project, draft):
        put(owner, each, 99.5, 19.5)
    place, hidden = place_of(db, project), place_of(db, draft)
    for account in (STRANGER, 0):
        with pytest.raises(Forbidden), db.acting(account) as connection:
            dispute_place(connection, project, place, "อยู่ในเขตของเรา")
        with pytest.raises(NotFound), db.acting(account) as connection:
            dispute_place(connection, draft, hidden, "อยู่ในเขตของเรา")
        with pytest.raises(Exception, match="row-level security"), db.acting(account) as connection:
            connection.execute(
                "INSERT INTO place_dispute (location_id, reason) VALUES (%s, %s)", [place, REASON]
            )
    for reason in ("ผิด", "", "?????", "ก" * 501):
        with pytest.raises(BadRequest), db.acting(ENGINEER) as connection:
            dispute_place(connection, project, place, reason)
    with pytest.raises(Conflict), db.acting(ENGINEER) as connection:
        dispute_place(connection, project, hidden, "เป็นของอีกโครงการ")
    assert owner.execute("SELECT FROM place_dispute").fetchall() == []
    with db.acting(ENGINEER) as connection:
        dispute_place(connection, project, place, "อยู่ผิดฝั่งคลอง")
    for account, seen in ((STRANGER, 0), (0, 0), (SUPERVISOR, 1), (1, 1)):
        with db.reading(account) as connection:
            assert len(connection.execute("SELECT FROM place_dispute").fetchall()) == seen


def test_a_settlement_is_audited_and_never_changed(db: Database, owner: Owner, stray: int) -> None:
    run(db, owner)
    with db.acting(ENGINEER) as connection:
        settle(connection, standing(db, ENGINEER)[0]["id"], REASON)
    audited = owner.execute(
        "SELECT account_id, project_id, action FROM audit WHERE subject = 'finding_settlement'"
    ).fetchall()
    assert audited == [{"account_id": ENGINEER, "project_id": stray, "action": "insert"}]
    with pytest.raises(Exception, match="permission denied"), db.acting(1) as connection:
        connection.execute("UPDATE finding_settlement SET reason = 'x'")
    with pytest.raises(Exception, match="row-level security"), db.acting(ENGINEER) as connection:
        connection.execute(
            "INSERT INTO finding (rule, project_id, authority_id, fiscal_year, figures, basis) "
            "SELECT 'in_sea', id, authority_id, 2025, '{}', gen_random_uuid() FROM project"
        )


def test_a_seat_sees_its_own_a_supervisor_those_below_and_the_public_none(
    db: Database, owner: Owner, stray: int
) -> None:
    run(db, owner)
    seen = {
        account: len(standing(db, account)) for account in (ENGINEER, FINANCE, SUPERVISOR, STRANGER, 0, 1)
    }
    assert seen == {ENGINEER: 1, FINANCE: 1, SUPERVISOR: 1, STRANGER: 0, 0: 0, 1: 1}


def test_a_pair_of_two_authorities_is_for_both(db: Database, owner: Owner, ours: int) -> None:
    other = owner.execute("SELECT max(id) AS id FROM authority").fetchall()[0]["id"]
    for authority in (ours, other):
        put(owner, add_project(owner, authority, TITLE, approved="300000"), 99.5, 19.5)
    run(db, owner)
    pair = [row for row in standing(db, ENGINEER) if row["rule"] == "looks_like"]
    assert pair == [row for row in standing(db, STRANGER) if row["rule"] == "looks_like"] and pair
    with db.acting(ENGINEER) as connection:
        settle(connection, pair[0]["id"], REASON)
    assert [row["rule"] for row in standing(db, STRANGER, settled=True)] == ["looks_like"]


def test_findings_are_counted_and_chosen_by_rule_year_and_area(
    db: Database, owner: Owner, stray: int
) -> None:
    run(db, owner)
    with db.reading(ENGINEER) as connection:
        assert counts_of(connection, Wanted(Filters())) == {"outside_authority": (1, 0)}
        assert authorities_of(connection, Wanted(Filters()))[0]["count"] == 1
        assert findings_of(connection, Wanted(Filters(), rule="one_point")) == []
    assert standing(db, ENGINEER, fiscal_year=2024) == [] and standing(db, ENGINEER, area="570101") == []
    assert len(standing(db, ENGINEER, fiscal_year=2025, area="570102")) == 1


def test_a_run_over_one_authority_leaves_those_of_others_standing(
    db: Database, owner: Owner, stray: int
) -> None:
    run(db, owner)
    other = owner.execute("SELECT max(id) AS id FROM authority").fetchall()[0]["id"]
    with db.acting(1) as connection:
        assert check_authorities(connection, [other]).gone == 0
        assert check_authorities(connection, [other], [rules()["one_point"]]).gone == 0
    assert len(standing(db, ENGINEER)) == 1


def test_the_authorities_of_an_area_are_those_with_their_office_in_it_or_covering_it(
    db: Database, ours: int
) -> None:
    with db.reading(1) as connection:
        assert batches(connection, area="570101") == [([ours], 0)]
        assert batches(connection, authority="6570101") == [([ours], 0)]
        assert len(batches(connection, area="57")[0][0]) == 2 == len(batches(connection)[0][0])
        for wrong_one in ({"area": "99"}, {"authority": "1"}):
            with pytest.raises(NotFound):
                batches(connection, **wrong_one)
        with pytest.raises(BadRequest):
            batches(connection, area="5")


def test_the_command_tells_what_it_found(
    database_url: str, owner: Owner, stray: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPLAN_DATABASE_URL", database_url)
    assert Settings().database_url == database_url
    report = json.loads(CliRunner().invoke(check, ["--area", "57", "--json"], catch_exceptions=False).stdout)
    assert (report["projects"], report["new"], report["findings"]["outside_authority"]) == (1, 1, 1)
    only_one = CliRunner().invoke(check, ["--rule", "one_point", "--json"], catch_exceptions=False).stdout
    assert json.loads(only_one)["findings"] == {"one_point": 0}
    assert "นอกเขต" in CliRunner().invoke(check, [], catch_exceptions=False).stdout
    assert isinstance(CliRunner().invoke(check, ["--rule", "none"]).exception, BadRequest)
    assert CliRunner().invoke(check, ["--area", "57", "--authority", "1"]).exit_code == 2


def test_a_check_that_takes_too_long_is_given_up_and_what_was_written_stands(
    db: Database, owner: Owner, ours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = add_project(owner, ours, approved="300000")
    with db.acting(ENGINEER) as connection, monkeypatch.context() as patch:
        patch.setattr("layers.checks.run._gather", lambda slow, *_: slow.execute("SELECT pg_sleep(60)"))
        save_place(connection, project, Place(19.5, 100.5), None)
        assert check_touched(connection, [project], seconds=0.05) is None
        who = connection.execute(
            "SELECT acting_account() AS who, current_setting('statement_timeout') AS most"
        ).fetchone()
        assert who == {"who": ENGINEER, "most": "0"}
    with db.reading(ENGINEER) as connection:
        assert places_of(connection, project)
    with db.acting(ENGINEER) as connection:
        done = check_touched(connection, [project])
    assert done is not None and done.found == {"outside_authority": 1}


@pytest.mark.parametrize("each", [0.1, 2.5])
def test_the_time_of_a_check_is_that_of_all_its_rules_together(
    db: Database, owner: Owner, stray: int, monkeypatch: pytest.MonkeyPatch, each: float
) -> None:
    monkeypatch.setattr("layers.checks.run.time", SimpleNamespace(monotonic=count(0.0, each).__next__))
    with db.acting(ENGINEER) as connection:
        done = check_touched(connection, [stray], seconds=10)
        left = connection.execute("SELECT current_setting('statement_timeout') AS most").fetchone()
    enough = each < 1
    assert (done is not None) is enough and left == {"most": "0"}
    assert bool(standing(db, ENGINEER)) is enough
