"""Files of projects in the database: what loading once, again, and after other people's work comes to."""

import json
import tempfile
import threading
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pytest
import shapely
import xlsxwriter

from etl.projects.giveback import HEADS, give_back
from etl.projects.opening import Manner
from etl.projects.report import ProjectsReport
from geo.errors import BadRequest, Conflict, EplanError, Forbidden, NotFound, Refused
from tests.etl.projects_world import (
    BOTH,
    ENGINEER,
    OURS,
    PLANNER,
    STRANGER,
    THEIRS,
    YEAR,
    World,
    table,
)

ROAD = {
    "รหัสโครงการ": "ก-1",
    "ชื่อโครงการ": "ก่อสร้างถนน",
    "แผนงาน": "อุตสาหกรรมและการโยธา",
    "แหล่งเงิน": "เงินสะสม",
    "งบประมาณ": "500,000",
    "วงเงินตามสัญญา": "450,000.-",
    "เบิกจ่าย": "100,000",
    "เลขที่สัญญา": "12/2568",
    "ผู้รับจ้าง": "หจก. ทดสอบ",
    "ละติจูด": "19.7",
    "ลองจิจูด": "99.8",
    "หมายเหตุ": "เร่งด่วน",
}
CANAL = {"รหัสโครงการ": "ก-2", "ชื่อโครงการ": "ขุดลอกคลอง", "งบประมาณ": "๒๐๐,๐๐๐ บาท"}

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write rows to a file of some name, and return its path."""

    def write(*rows: Mapping[str, str], name: str = "plan.csv", encoding: str = "utf-8-sig") -> Path:
        return table(tmp_path / name, rows, encoding)

    return write


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that temporary files go to."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def but(row: Mapping[str, str], **changes: str) -> dict[str, str]:
    """The row with some cells changed."""
    return {**row, **changes}


def count(report: ProjectsReport) -> tuple[int, int, int]:
    """Inserted, updated, unchanged."""
    assert report.written is not None
    return report.written.inserted, report.written.updated, report.written.unchanged


def refused(report: ProjectsReport) -> list[tuple[int, str]]:
    """Row and value of every fault; nothing may have been loaded."""
    assert not report.loaded
    assert report.written is None
    return [(fault.row, fault.value) for fault in report.refused]


def nothing_left(world: World) -> bool:
    """Whether the database is as it was before anything was loaded."""
    temporary_tables = world.all("SELECT relname FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'")
    return not any(world.everything().values()) and temporary_tables == []


def test_rows_become_projects_with_their_money_and_places(world: World, make: Make) -> None:
    report = world.ours(make(ROAD, CANAL))
    assert (count(report), report.loaded, report.rows) == ((2, 0, 0), True, 2)
    road, canal = world.facts().values()
    assert (road["fiscal_year"], road["authority_id"]) == (YEAR, world.authorities[OURS])
    assert (road["reference"], road["stage"], road["programme"]) == ("ก-1", "paying", "00310")
    assert (road["source"], road["category"]) == ("accumulated", "road")
    assert (road["lat"], road["lon"], road["amphoe_code"], road["located"]) == (19.7, 99.8, "5701", "yes")
    assert [str(road[name]) for name in ("approved", "contracted", "paid")] == [
        "500000.00",
        "450000.00",
        "100000.00",
    ]
    assert (canal["stage"], canal["located"], str(canal["approved"])) == ("approved", "no", "200000.00")
    contract = world.all("SELECT * FROM money_event WHERE kind = 'contract'")[0]
    assert (contract["document"], contract["counterparty"]) == ("12/2568", "หจก. ทดสอบ")
    place = world.all("SELECT * FROM location")[0]
    assert (place["text_entered"], place["method"], place["phase"]) == ("19.7 99.8", "file", "planned")
    assert len(world.all("SELECT * FROM audit")) == 2 + 4 + 1


def test_the_same_file_again_and_again_changes_nothing(world: World, make: Make) -> None:
    path = make(ROAD, CANAL)
    world.ours(path)
    before = world.everything()
    for _ in range(6):
        report = world.ours(path)
        assert count(report) == (0, 0, 2)
        assert report.loaded
    assert world.everything() == before


def test_the_same_rows_in_other_dress_change_nothing(world: World, make: Make) -> None:
    world.ours(make(ROAD, CANAL))
    before = world.everything()
    dressed = but(ROAD, งบประมาณ="๕๐๐,๐๐๐.๐๐ บาท", ละติจูด="๑๙.๗", ชื่อโครงการ=" ก่อสร้างถนน\u200b ")
    plain = but(CANAL, งบประมาณ="200000")
    assert count(world.ours(make(plain, dressed, name="plan.xlsx"))) == (0, 0, 2)
    assert world.everything() == before


def test_what_was_done_in_the_portal_meanwhile_stays_when_the_file_is_the_same(
    world: World, make: Make
) -> None:
    path = make(ROAD, CANAL)
    world.ours(path)
    world.pin("ก่อสร้างถนน", 19.8, 99.9)
    world.pin("ขุดลอกคลอง", 19.9, 99.9)
    world.book("ก่อสร้างถนน", "payment", 50_000)
    before = world.everything()
    assert count(world.ours(path)) == (0, 0, 2)
    assert world.everything() == before


def test_what_was_done_in_the_portal_stays_when_other_cells_of_the_row_change(
    world: World, make: Make
) -> None:
    world.ours(make(ROAD))
    world.pin("ก่อสร้างถนน", 19.8, 99.9)
    world.book("ก่อสร้างถนน", "payment", 50_000)
    assert count(world.ours(make(but(ROAD, หมายเหตุ="แล้วเสร็จ", งบประมาณ="510,000")))) == (0, 1, 0)
    road = world.facts()["ก่อสร้างถนน"]
    assert (road["lat"], road["lon"], str(road["paid"])) == (19.8, 99.9, "150000.00")
    assert str(road["approved"]) == "510000.00"
    assert world.all("SELECT note FROM project") == [{"note": "แล้วเสร็จ"}]


def test_a_pin_taken_away_does_not_come_back_with_another_cell(world: World, make: Make) -> None:
    world.ours(make(ROAD))
    world.unpin("ก่อสร้างถนน")
    world.ours(make(but(ROAD, หมายเหตุ="")))
    world.ours(make(but(ROAD, หมายเหตุ="ใหม่")))
    assert world.facts()["ก่อสร้างถนน"]["located"] == "no"


def test_a_changed_amount_adjusts_the_ledger_and_says_why(world: World, make: Make) -> None:
    world.ours(make(ROAD))
    report = world.ours(make(but(ROAD, งบประมาณ="480,000", เบิกจ่าย="120,000.50"), name="กลางปี.csv"))
    assert count(report) == (0, 1, 0)
    assert world.ledger("ก่อสร้างถนน") == [
        ("approval", "500000.00", ""),
        ("contract", "450000.00", ""),
        ("payment", "100000.00", ""),
        ("approval", "-20000.00", "ปรับตามไฟล์ กลางปี.csv"),
        ("payment", "20000.50", "ปรับตามไฟล์ กลางปี.csv"),
    ]


def test_zero_takes_all_away_and_nothing_takes_nothing(world: World, make: Make) -> None:
    world.ours(make(ROAD))
    world.ours(make(but(ROAD, เบิกจ่าย="-", วงเงินตามสัญญา="")))
    assert str(world.facts()["ก่อสร้างถนน"]["paid"]) == "100000.00"
    world.ours(make(but(ROAD, เบิกจ่าย="0")))
    road = world.facts()["ก่อสร้างถนน"]
    assert (str(road["paid"]), road["stage"]) == ("0.00", "contracted")


def test_a_figure_that_the_portal_has_already_is_not_booked_twice(world: World, make: Make) -> None:
    world.ours(make(ROAD))
    world.book("ก่อสร้างถนน", "payment", 50_000)
    events = world.ledger("ก่อสร้างถนน")
    assert count(world.ours(make(but(ROAD, เบิกจ่าย="150,000")))) == (0, 1, 0)
    assert world.ledger("ก่อสร้างถนน") == events


def test_a_changed_place_supersedes_the_one_before(world: World, make: Make) -> None:
    world.ours(make(ROAD))
    world.pin("ก่อสร้างถนน", 19.8, 99.9)
    world.ours(make(but(ROAD, ละติจูด="19.6", ลองจิจูด="100.1")))
    road = world.facts()["ก่อสร้างถนน"]
    assert (road["lat"], road["lon"], road["amphoe_code"]) == (19.6, 100.1, "5702")
    places = world.all(
        "SELECT ST_Y(geom) AS lat, method, superseded_at IS NULL AS now FROM location ORDER BY id"
    )
    assert [(row["lat"], row["method"], row["now"]) for row in places] == [
        (19.7, "file", False),
        (19.8, "map", False),
        (19.6, "file", True),
    ]


def test_a_place_that_the_pin_has_already_is_not_put_twice(world: World, make: Make) -> None:
    world.ours(make(CANAL))
    world.pin("ขุดลอกคลอง", 19.7, 99.8)
    world.ours(make(but(CANAL, ละติจูด="19.7", ลองจิจูด="99.8")))
    assert [row["method"] for row in world.all("SELECT method FROM location")] == ["map"]


def test_empty_cells_take_nothing_away(world: World, make: Make) -> None:
    more = {
        "ประเภทโครงการ": "สะพานและท่อลอดเหลี่ยม",
        "วันที่แล้วเสร็จ": "5 มี.ค. 2568",
        "ต้องมีพิกัด": "",
        "เหตุผลที่ไม่ต้องมีพิกัด": "",
    }
    world.ours(make({**ROAD, **more}))
    world.owner.execute(
        "UPDATE project SET category = 'bridge', needs_place = false, no_place_reason = 'โอน'"
    )
    kept = "SELECT programme, source, category, needs_place, no_place_reason, finished_on FROM project"
    before, ledger = world.all(kept), world.ledger("ก่อสร้างถนน")
    empty = {name: "" for name in {**ROAD, **more}}
    world.ours(make(but(empty, รหัสโครงการ="ก-1", ชื่อโครงการ="ก่อสร้างถนน", หมายเหตุ="ว่าง")))
    assert (world.all(kept), world.ledger("ก่อสร้างถนน")) == (before, ledger)
    assert world.facts()["ก่อสร้างถนน"]["lat"] == 19.7


def test_a_known_project_is_told_by_reference_when_its_title_changes(world: World, make: Make) -> None:
    world.ours(make(ROAD, CANAL))
    ids = [row["project_id"] for row in world.facts().values()]
    assert count(world.ours(make(but(ROAD, ชื่อโครงการ="ก่อสร้างถนน สาย 2"), CANAL))) == (0, 1, 1)
    facts = world.facts()
    assert sorted(row["project_id"] for row in facts.values()) == sorted(ids)
    assert "ก่อสร้างถนน สาย 2" in facts


def test_a_reference_twice_in_a_file_is_refused_naming_the_earlier_row(world: World, make: Make) -> None:
    path = make(ROAD, CANAL, but(CANAL, รหัสโครงการ="ก-1"))
    report = world.ours(path)
    assert refused(report) == [(4, "ก-1")]
    assert "Row 2" in report.refused[0].english
    assert nothing_left(world)
    assert count(world.ours(path, accept_good=True)) == (2, 0, 0)
    assert set(world.facts()) == {"ก่อสร้างถนน", "ขุดลอกคลอง"}


def test_one_reference_in_two_years_or_authorities_is_two_projects(world: World, make: Make) -> None:
    path = make(
        {**ROAD, "ปีงบประมาณ": "2567", "รหัส อปท.": OURS},
        {**ROAD, "ปีงบประมาณ": "2568", "รหัส อปท.": OURS},
        {**ROAD, "ปีงบประมาณ": "2568", "รหัส อปท.": THEIRS},
    )
    assert count(world.load(path)) == (3, 0, 0)
    assert count(world.load(path)) == (0, 0, 3)


def test_equal_titles_without_a_reference_are_told_by_their_order(world: World, make: Make) -> None:
    rows = [{"โครงการ": "ถนน", "งบประมาณ": str(amount)} for amount in (100, 200, 300)]
    assert count(world.ours(make(*rows))) == (3, 0, 0)
    assert count(world.ours(make(*rows))) == (0, 0, 3)
    assert count(world.ours(make(*rows[:2], but(rows[2], งบประมาณ="350")))) == (0, 1, 2)
    amounts = world.all("SELECT approved FROM project_fact ORDER BY 1")
    assert [int(row["approved"]) for row in amounts] == [100, 200, 350]


def test_a_planning_seat_loads_its_own_and_is_refused_others_rows(world: World, make: Make) -> None:
    own, other = {**CANAL, "รหัส อปท.": OURS}, {**ROAD, "รหัส อปท.": THEIRS, "วงเงินตามสัญญา": "", "เบิกจ่าย": ""}
    path = make(own, other)
    report = world.load(path, fiscal_year=YEAR, account=PLANNER)
    assert refused(report) == [(3, "อบต.บ้านเขา")]
    assert nothing_left(world)
    assert count(world.load(path, fiscal_year=YEAR, account=PLANNER, accept_good=True)) == (1, 0, 0)
    assert world.all("SELECT DISTINCT created_by FROM project") == [{"created_by": PLANNER}]
    assert {row["account_id"] for row in world.all("SELECT account_id FROM audit")} == {PLANNER}


def test_a_planning_seat_books_no_contracts_unless_it_holds_finance_too(world: World, make: Make) -> None:
    path = make(ROAD, CANAL)
    assert refused(world.ours(path, account=PLANNER)) == [(2, "450,000.00 / 100,000.00")]
    assert nothing_left(world)
    assert count(world.ours(path, account=BOTH)) == (2, 0, 0)
    assert count(world.ours(make(but(ROAD, งบประมาณ="490,000"), CANAL), account=PLANNER)) == (0, 1, 1)
    assert refused(world.ours(make(but(ROAD, เบิกจ่าย="1")), account=PLANNER)) == [(2, "450,000.00 / 1.00")]


@pytest.mark.parametrize("account", [ENGINEER, STRANGER, 0])
def test_who_plans_for_nobody_is_forbidden(world: World, make: Make, account: int) -> None:
    with pytest.raises(Forbidden, match="planning"):
        world.ours(make(CANAL), account=account)
    assert nothing_left(world)


def test_a_draft_stays_one_and_is_counted_nowhere(world: World, make: Make) -> None:
    world.ours(make(CANAL))
    world.owner.execute("UPDATE project SET published = false")
    assert count(world.ours(make(but(CANAL, งบประมาณ="300,000")), account=PLANNER)) == (0, 1, 0)
    assert world.all("SELECT published, approved::text AS a FROM project_fact") == [
        {"published": False, "a": "300000.00"}
    ]
    assert world.all("SELECT * FROM spending WHERE count <> 0 OR approved <> 0") == []


def test_a_rule_that_a_changed_row_breaks_is_named_with_the_sums(world: World, make: Make) -> None:
    world.ours(make(ROAD, CANAL))
    world.book("ก่อสร้างถนน", "payment", 300_000)
    before = world.everything()
    changed = but(ROAD, เบิกจ่าย="", วงเงินตามสัญญา="350,000")
    report = world.ours(make(changed, CANAL))
    assert refused(report) == [(2, "500,000.00 / 350,000.00 / 400,000.00")]
    assert "payments exceed" in report.refused[0].english
    assert world.everything() == before


def test_contracts_and_payments_alone_are_added_to_what_is_approved(world: World, make: Make) -> None:
    world.ours(make(CANAL))
    money = {"รหัสโครงการ": "ก-2", "ชื่อโครงการ": "ขุดลอกคลอง", "วงเงินตามสัญญา": "190000", "เบิกจ่าย": "90000"}
    assert count(world.ours(make(money))) == (0, 1, 0)
    assert world.facts()["ขุดลอกคลอง"]["stage"] == "paying"
    new = but(money, รหัสโครงการ="ก-9")
    assert refused(world.ours(make(new))) == [(2, "0.00 / 190,000.00 / 90,000.00")]
    assert refused(world.ours(make(but(new, วงเงินตามสัญญา="")))) == [(2, "0.00 / 0.00 / 90,000.00")]


def test_a_payment_without_a_contract_is_taken_of_a_new_and_of_a_known_project(
    world: World, make: Make
) -> None:
    world.ours(make(CANAL, but(CANAL, รหัสโครงการ="ก-3", ชื่อโครงการ="เบี้ยยังชีพ", เบิกจ่าย="50,000")))
    assert count(world.ours(make(but(CANAL, เบิกจ่าย="200000")))) == (0, 1, 0)
    assert world.facts()["ขุดลอกคลอง"]["stage"] == "paying"
    assert refused(world.ours(make(but(CANAL, เบิกจ่าย="200001")))) == [(2, "200001")]


def test_it_is_all_or_nothing(world: World, make: Make, temporary: Path) -> None:
    path = make(ROAD, but(CANAL, งบประมาณ="มาก"), but(CANAL, ละติจูด="19.7"), name="plan.xlsx")
    report = world.ours(path)
    assert refused(report) == [(3, "มาก"), (4, "")]
    assert [fault.column for fault in report.refused] == ["งบประมาณ", "ลองจิจูด"]
    assert nothing_left(world)
    assert list(temporary.iterdir()) == []


def test_the_good_rows_can_be_had_without_the_others(world: World, make: Make) -> None:
    report = world.ours(make(ROAD, but(CANAL, งบประมาณ="มาก")), accept_good=True)
    assert (count(report), report.loaded, report.refused_rows) == ((1, 0, 0), True, 1)
    assert set(world.facts()) == {"ก่อสร้างถนน"}
    mended = world.ours(make(ROAD, CANAL))
    assert count(mended) == (1, 0, 1)


def test_where_no_row_is_good_nothing_is_loaded(world: World, make: Make) -> None:
    report = world.ours(make(but(CANAL, งบประมาณ="มาก")), accept_good=True)
    assert refused(report) == [(2, "มาก")]
    assert nothing_left(world)


def test_a_dry_run_says_what_would_happen_and_writes_nothing(world: World, make: Make) -> None:
    report = world.ours(make(ROAD, CANAL), dry_run=True)
    assert (count(report), report.loaded) == ((2, 0, 0), False)
    assert report.written is not None
    assert (report.written.placed, str(report.written.approved)) == (1, "700000.00")
    assert nothing_left(world)
    world.ours(make(ROAD))
    before = world.everything()
    assert count(world.ours(make(but(ROAD, งบประมาณ="1,000,000"), CANAL), dry_run=True)) == (1, 1, 0)
    assert world.everything() == before


def test_a_stated_total_that_is_not_the_sum_is_remarked(world: World, make: Make) -> None:
    rows = ({"ที่": "1", **CANAL}, {"ที่": "", "ชื่อโครงการ": "รวมทั้งสิ้น", "งบประมาณ": "200,000"})
    right = world.ours(make(*rows))
    assert (right.remarks, [row.row for row in right.left_out]) == ([], [3])
    wrong = world.ours(make(rows[0], but(rows[1], งบประมาณ="250,000")))
    assert [(remark.kind, remark.row) for remark in wrong.remarks] == [("total-differs", 3)]
    assert wrong.loaded


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "header"),
        ("ชื่อโครงการ,งบประมาณ\n".encode(), "No row"),
        ("ที่,ชื่อโครงการ,งบประมาณ\n,รวมทั้งสิ้น,500\n".encode(), "No row"),
        ("ก,ข\n1,2\n".encode(), "--map"),
        (("ชื่อโครงการ," + "ก," * 501 + "\nถนน\n").encode(), "columns"),
        ('ชื่อโครงการ,งบประมาณ\n"ถนน,5\n'.encode(), "quotation"),
        ("ชื่อโครงการ,งบประมาณ\nà¸–à¸™à¸™,5\n".encode(), "letters"),
        (b"PK\x03\x04 no table", "not what its name says"),
    ],
)
def test_a_file_without_projects_says_what_is_wrong(
    *, world: World, tmp_path: Path, content: bytes, word: str
) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=word):
        world.ours(path)
    assert nothing_left(world)


def test_what_is_no_file_is_refused(world: World, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.csv", tmp_path, Path("/dev/null"), tmp_path / "plan.xls"):
        with pytest.raises(Refused):
            world.ours(path)


def test_what_the_caller_must_say_is_asked_for_once(world: World, make: Make) -> None:
    path = make(*[CANAL] * 3)
    with pytest.raises(Refused, match="--authority"):
        world.load(path, fiscal_year=YEAR)
    with pytest.raises(Refused, match="--fiscal-year"):
        world.load(path, authority=OURS)
    with pytest.raises(NotFound, match="9999999"):
        world.load(path, authority="9999999", fiscal_year=YEAR)
    with pytest.raises(Refused, match="EPSG:0"):
        world.ours(path, manner={"crs": "EPSG:0"})
    with pytest.raises(BadRequest):
        world.ours(path, columns={"ไม่มี": "title"})
    assert nothing_left(world)


def test_five_hundred_columns_are_read(world: World, make: Make) -> None:
    wide = {**CANAL, **{f"ช่อง {at}": "x" for at in range(497)}}
    assert count(world.ours(make(wide))) == (1, 0, 0)


def test_a_nul_in_the_middle_of_a_file_is_refused(world: World, tmp_path: Path) -> None:
    rows = [f"ถนนสาย {at},5," for at in range(40)]
    path = tmp_path / "plan.csv"
    path.write_text(
        "\n".join(["ชื่อโครงการ,งบประมาณ,พิกัด", *rows, "ถนน\0ใหญ่,5\0,19.7 \0 99.8", ""]), encoding="utf-8"
    )
    with pytest.raises(Refused, match="letters"):
        world.ours(path)
    assert nothing_left(world)


@pytest.mark.parametrize("encoding", ["cp874", "utf-16", "utf-8"])
def test_the_letters_of_a_file_are_found_out(world: World, make: Make, encoding: str) -> None:
    world.ours(make(ROAD, CANAL, encoding=encoding))
    assert set(world.facts()) == {"ก่อสร้างถนน", "ขุดลอกคลอง"}


def test_sums_beyond_all_measure_are_refused(world: World, make: Make) -> None:
    huge = [{"โครงการ": f"ถนน {at}", "งบประมาณ": "999,999,999,999.99"} for at in range(10_001)]
    with pytest.raises(EplanError):
        world.ours(make(*huge))
    assert nothing_left(world)


def test_two_who_load_one_file_at_once_load_it_once(world: World, make: Make) -> None:
    path = make(*[{"โครงการ": f"ถนน {at}", "งบประมาณ": "5"} for at in range(300)])
    ends: list[ProjectsReport | EplanError] = []

    def load() -> None:
        try:
            ends.append(world.ours(path))
        except Conflict as error:
            ends.append(error)

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(ends) == 2
    assert any(isinstance(end, ProjectsReport) and end.loaded for end in ends)
    assert world.all("SELECT sum(count) AS n, sum(approved)::text AS a FROM spending") == [
        {"n": 300, "a": "1500.00"}
    ]


def test_a_name_of_two_is_told_by_its_province(world: World, make: Make) -> None:
    row = {**CANAL, "อปท.": "อบต.ต้า"}
    assert refused(world.load(make(row), fiscal_year=YEAR)) == [(2, "อบต.ต้า")]
    assert count(world.load(make({**row, "จังหวัด": "พะเยา"}), fiscal_year=YEAR)) == (1, 0, 0)
    assert world.facts()["ขุดลอกคลอง"]["authority_id"] == world.authorities["6560101"]


def test_a_code_of_before_still_tells_the_authority(world: World, make: Make) -> None:
    world.owner.execute("UPDATE authority_code SET valid_from = '2010-01-01' WHERE code = '6570202'")
    world.owner.execute(
        "INSERT INTO authority_code (authority_id, code, valid_to) VALUES (%s, '5570199', '2010-01-01')",
        [world.authorities["6570202"]],
    )
    assert count(world.load(make({**CANAL, "รหัส อปท.": "5570199"}), fiscal_year=YEAR)) == (1, 0, 0)


LINE = shapely.LineString([(99.8, 19.7), (99.81, 19.71)])
SQUARE = shapely.box(99.8, 19.7, 99.81, 19.71)


def features(crs: str = "EPSG:4326") -> geopandas.GeoDataFrame:
    """A point, a line, a polygon, two parts, and one without a shape."""
    shapes = [LINE.centroid, LINE, SQUARE, shapely.MultiPolygon([SQUARE]), None]
    columns = {
        "ชื่อโครงการ": [f"โครงการ {at}" for at in range(5)],
        "งบประมาณ": [1234.56, 0.1 + 0.2 - 0.1, 21057300.0, float("nan"), 5],
    }
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326").to_crs(crs)


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("plan.gpkg", "EPSG:4326"),
        ("plan.gpkg", "EPSG:32647"),
        ("plan.gpkg", "EPSG:24047"),
        ("plan.geojson", "EPSG:4326"),
        ("plan.geojson", "EPSG:32647"),
    ],
)
def test_features_of_every_kind_and_system_are_placed(
    world: World, tmp_path: Path, name: str, crs: str
) -> None:
    path = tmp_path / name
    # GDAL's own way from Indian 1975 is not the pinned one.
    frame = features(crs) if crs != "EPSG:24047" else features().to_crs("EPSG:32647")
    frame.to_file(path)
    manner = {"crs": crs} if crs == "EPSG:24047" else {}
    report = world.ours(path, manner=manner)
    assert (count(report), report.written and report.written.placed) == ((5, 0, 0), 4)
    facts = world.facts()
    assert [str(row["approved"]) for row in facts.values()] == [
        "1234.56",
        "0.20",
        "21057300.00",
        "0.00",
        "5.00",
    ]
    away = 0.0045 if crs == "EPSG:24047" else 1e-7
    assert facts["โครงการ 0"]["lon"] == pytest.approx(99.805, abs=away)
    assert (abs(facts["โครงการ 0"]["lon"] - 99.805) > 1e-3) == (crs == "EPSG:24047")
    kinds = world.all(
        "SELECT GeometryType(geom) AS kind FROM location AS l "
        "JOIN project AS p ON p.id = l.project_id ORDER BY p.title"
    )
    assert [row["kind"] for row in kinds] == ["POINT", "LINESTRING", "POLYGON", "MULTIPOLYGON"]
    assert count(world.ours(path, manner=manner)) == (0, 0, 5)


def zipped_shapefile(folder: Path, encoding: str) -> Path:
    """A zipped shapefile without a .cpg, its letters in an encoding."""
    frame = features("EPSG:32647")[1:2].rename(columns={"ชื่อโครงการ": "TITLE", "งบประมาณ": "BUDGET"})
    frame.to_file(folder / "plan.shp", encoding=encoding)
    path = folder / "plan.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in folder.glob("plan.*"):
            if part.suffix in (".shp", ".shx", ".dbf", ".prj"):
                archive.write(part, part.name)
    return path


@pytest.mark.parametrize("encoding", ["cp874", "utf-8"])
def test_a_zipped_shapefile_is_loaded_and_nothing_of_it_is_left(
    world: World, tmp_path: Path, temporary: Path, encoding: str
) -> None:
    path = zipped_shapefile(tmp_path, encoding)
    assert count(world.ours(path)) == (1, 0, 0)
    assert world.facts()["โครงการ 1"]["lon"] == pytest.approx(99.805, abs=1e-6)
    assert list(temporary.iterdir()) == []


def geojson(path: Path, *shapes: Any, **more: Any) -> Path:
    """Write features with titles."""
    listed = [
        {"type": "Feature", "properties": {"title": f"p{at}"}, "geometry": shape}
        for at, shape in enumerate(shapes)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed, **more}))
    return path


def test_shapes_that_cannot_be_taken_are_each_named(world: World, tmp_path: Path) -> None:
    bowtie = [[[99.8, 19.7], [99.9, 19.8], [99.9, 19.7], [99.8, 19.8], [99.8, 19.7]]]
    point = {"type": "Point", "coordinates": [99.8, 19.7]}
    path = geojson(
        tmp_path / "plan.geojson",
        point,
        None,
        {"type": "Polygon", "coordinates": bowtie},
        {
            "type": "GeometryCollection",
            "geometries": [point, {"type": "LineString", "coordinates": bowtie[0]}],
        },
        {"type": "Point", "coordinates": [19.7, 99.8]},
        {"type": "Point", "coordinates": [2.35, 48.85]},
        {"type": "Point", "coordinates": ["x"]},
        {"type": "LineString", "coordinates": [[99.8, 19.7], [2.35, 48.85]]},
    )
    report = world.ours(path)
    words = ["invalid", "mixture", "swapped", "outside Thailand", "damaged", "outside Thailand"]
    assert [fault.row for fault in report.refused] == [3, 4, 5, 6, 7, 8]
    assert all(word in fault.english for word, fault in zip(words, report.refused, strict=True))
    assert nothing_left(world)
    assert count(world.ours(path, accept_good=True)) == (2, 0, 0)


def test_a_geopackage_with_huge_keys_is_loaded(world: World, tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    frame = features()[:2].set_index(geopandas.pd.Index([2**40, 2**40 + 1], name="fid"))
    frame.to_file(path, driver="GPKG", index=True)
    assert count(world.ours(path)) == (2, 0, 0)


@pytest.mark.parametrize("trick", ["../plan.shp", "/etc/plan.shp", "plan.zip"])
def test_hostile_archives_are_refused_and_leave_nothing(
    *, world: World, tmp_path: Path, temporary: Path, trick: str
) -> None:
    path = tmp_path / "hostile.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(trick, b"x")
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (100 << 20))
    for hostile in (path, bomb):
        with pytest.raises(Refused):
            world.ours(hostile)
    assert list(temporary.iterdir()) == []
    assert nothing_left(world)


def operation_plan(path: Path) -> Path:
    """A plan as offices keep it (แบบ ผด.02): a header of three tiers, sections, months, continuations."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    months = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]
    for cells in (
        ["แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘"],
        ["องค์การบริหารส่วนตำบลบ้านเรา อำเภอเมือง จังหวัดเชียงราย"],
        [],
        ["ยุทธศาสตร์ที่ ๑ ด้านโครงสร้างพื้นฐาน"],
        ["๑.๑ แผนงานอุตสาหกรรมและการโยธา"],
        ["ที่", "โครงการ", "รายละเอียดของกิจกรรม", "งบประมาณ", "สถานที่", "หน่วยงาน", "ระยะเวลาดำเนินการ"],
        ["", "", "", "(บาท)", "ดำเนินการ", "รับผิดชอบหลัก", "พ.ศ. ๒๕๖๗", "", "", "พ.ศ. ๒๕๖๘"],
        ["", "", "", "", "", "", *months],
        [1, "ก่อสร้างถนน คสล. หมู่ ๑", "กว้าง ๔ ม. ยาว ๒๐๐ ม.", "500,000.-", "หมู่ ๑", "กองช่าง", "", "●"],
        ["", "", "หนา ๐.๑๕ ม.", "", "บ้านดอย"],
        [2, "ขุดลอกลำเหมือง", "ยาว ๑ กม.", 120000.5, "หมู่ ๒", "กองช่าง"],
        ["", "รวม ๒ โครงการ", "", 620000.5],
        [],
        ["ยุทธศาสตร์ที่ ๒ ด้านสังคม"],
        ["", "แผนงานสาธารณสุข"],
        [1, "พ่นหมอกควัน", "", "๕๐,๐๐๐", "ทุกหมู่บ้าน", "กองสาธารณสุข"],
        [2],
        ["รวมทั้งสิ้น", "", "", "670,000.50"],
        ["หมายเหตุ เพิ่มเติม/เปลี่ยนแปลง ครั้งที่ ๑"],
    ):
        sheet.append(cells)
    for span in ("A1:R1", "A6:A8", "B6:B8", "C6:C8", "G6:R6", "G7:I7", "J7:R7", "A4:R4"):
        sheet.merge_cells(span)
    second = book.create_sheet("แผ่นสอง")
    for cells in (["ที่", "โครงการ", "งบประมาณ"], [1, "ซ่อมสะพาน", 5]):
        second.append(cells)
    book.save(path)
    return path


def test_a_plan_as_offices_keep_it_is_loaded_as_it_is(world: World, tmp_path: Path) -> None:
    report = world.ours(operation_plan(tmp_path / "ผด02.xlsx"))
    assert report.refused == []
    assert [(title, str(row["approved"])) for title, row in world.facts().items()] == [
        ("ก่อสร้างถนน คสล. หมู่ ๑", "500000.00"),
        ("ขุดลอกลำเหมือง", "120000.50"),
        ("พ่นหมอกควัน", "50000.00"),
    ]
    assert [(row.row, row.kind) for row in report.left_out] == [
        (10, "nothing"),
        (12, "total"),
        (14, "heading"),
        (15, "heading"),
        (17, "nothing"),
        (18, "total"),
        (19, "heading"),
    ]
    assert [remark.kind for remark in report.remarks] == ["other-sheets"]
    assert "แผ่นสอง" in report.remarks[0].thai
    assert [row["programme"] for row in world.facts().values()] == [None, None, "00220"]
    assert world.ours(tmp_path / "ผด02.xlsx", manner={"sheet": "แผ่นสอง"}).rows == 1


def test_a_development_plan_of_five_years_gives_the_year_asked_for(
    world: World, make: Make, tmp_path: Path
) -> None:
    path = tmp_path / "ผ02.csv"
    path.write_text(
        "แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570),,,,,,\n"
        "ที่,โครงการ,เป้าหมาย,งบประมาณ,,,หน่วยงาน\n"
        ",,(ผลผลิต),2567,2568,2569,รับผิดชอบ\n"
        ",,,(บาท),(บาท),(บาท),หลัก\n"
        '1,ก่อสร้างถนน,กว้าง 4 ม.,-,"500,000",-,กองช่าง\n'
        ",,ยาว 200 ม.,,,,\n"
        '2,ขุดลอกคลอง,,"300,000",,-,กองช่าง\n'
        'รวม,2 โครงการ,,"300,000","500,000",0,\n',
        encoding="utf-8",
    )
    report = world.ours(path)
    assert (report.refused, report.rows) == ([], 2)
    assert [str(row["approved"]) for row in world.facts().values()] == ["500000.00", "0.00"]
    assert [row.kind for row in report.left_out] == ["nothing", "nothing", "total"]
    with pytest.raises(BadRequest, match="--fiscal-year"):
        world.load(path, authority=OURS)


def test_the_rows_come_back_with_what_to_mend_and_can_be_loaded_again(
    world: World, make: Make, tmp_path: Path
) -> None:
    formula = but(CANAL, รหัสโครงการ="=1+1", หมายเหตุ="@cmd|' /C calc'!A0")
    numbered = [
        {"ที่": at, **row} for at, row in zip("123", (formula, ROAD, but(CANAL, งบประมาณ="มาก")), strict=True)
    ]
    path = make(*numbered, {"ที่": "", "ชื่อโครงการ": "รวมทั้งสิ้น", "งบประมาณ": "700,000"})
    out = tmp_path / "out.xlsx"
    give_back(path, Manner(), world.ours(path), out)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [*HEADS, *numbered[0], *[name for name in ROAD if name not in formula]]
    assert [row[1] for row in rows[1:]] == ["ใช้ได้ / good", "ใช้ได้ / good", "ต้องแก้ / mend", "แถวรวม / total"]
    assert [row[0] for row in rows[1:]] == ["2", "3", "4", "5"]
    assert rows[3][2].startswith("งบประมาณ: “มาก”")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert all(cell.data_type == "s" or cell.value is None for row in sheet.iter_rows() for cell in row)
    assert rows[1][4] == "=1+1"

    world.ours(path, accept_good=True)
    assert count(world.ours(out, accept_good=True)) == (0, 0, 2)
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("name", ["out.csv", "plan.xlsx", "missing/out.xlsx", ""])
def test_a_report_is_not_written_where_it_would_do_harm(
    world: World, make: Make, tmp_path: Path, name: str
) -> None:
    path = make(CANAL, name="plan.xlsx")
    content = path.read_bytes()
    report = world.ours(path)
    with pytest.raises(Refused):
        give_back(path, Manner(), report, tmp_path / name)
    assert path.read_bytes() == content


def test_a_cell_merged_over_several_rows_holds_for_each_but_is_no_amount(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["แผนงาน", "ชื่อโครงการ", "ปีงบประมาณ", "งบประมาณ"])
        for row, (title, amount) in enumerate([("ถนน", 5), ("ฝาย", 7), ("รวม", 12), ("คลอง", 9)], 1):
            sheet.write_row(row, 1, [title, 2568, amount])
        sheet.merge_range(1, 0, 3, 0, "แผนงานการศึกษา")
        sheet.merge_range(2, 2, 4, 2, 2568)
        sheet.merge_range(5, 1, 6, 1, "ลานกีฬา")
        sheet.write(5, 2, 2568)
        sheet.merge_range(5, 3, 6, 3, 100)
    report = world.load(path, authority=OURS)
    assert (report.refused, len(report.left_out)) == ([], 1)
    facts = world.facts()
    assert {title: fact["programme"] for title, fact in facts.items()} == {
        "ถนน": "00210",
        "ฝาย": "00210",
        "คลอง": None,
        "ลานกีฬา": None,
    }
    assert sum(fact["approved"] for fact in facts.values()) == 121
