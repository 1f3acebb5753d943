"""`/locate`: a table of places is read, looked at, chosen from and saved, and is nobody else's."""

import io
import re
from pathlib import Path
from typing import Any

import html5lib
import openpyxl
import pytest
import xlsxwriter
from flask import Flask
from psycopg.errors import InsufficientPrivilege
from pyproj import Transformer

from etl.locating.keeping import LIMITS, MOST_CHARS
from etl.locating.pasting import pasted
from geo.database import Database
from geo.errors import Refused
from tests.conftest import shared
from tests.layers.pin_world import (
    ENGINEER,
    FINANCE,
    STRANGER,
    Owner,
    add_project,
    only,
    put,
)
from tests.webmap.portal_world import Visitor, portal_on, settle, visit

HEAD = "เลขที่โครงการ,พิกัด"


@pytest.fixture
def world(owner: Owner) -> dict[str, int]:
    return settle(owner)


@pytest.fixture
def app(db: Database, world: dict[str, int], tmp_path: Path) -> Flask:
    return portal_on(db, tmp_path)


@pytest.fixture
def engineer(app: Flask) -> Visitor:
    return visit(app, ENGINEER)


def send(visitor: Visitor, content: str | bytes, name: str = "ตาราง.csv", **said: Any) -> Any:
    """Send a file in, as a browser without scripts does."""
    data = content.encode() if isinstance(content, str) else content
    fields = {**said, "csrf_token": visitor.token, "file": (io.BytesIO(data), name)}
    return visitor.client.post("/locate", data=fields, headers={"Accept": "text/html"})


def kept(answer: Any) -> str:
    """Return the address of the table that was kept."""
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def counts(page: str) -> dict[str, int]:
    found = re.findall(r'data-count="(\w+)">([\d,]+)', page)
    return {name: int(number.replace(",", "")) for name, number in found}


def alert(page: str) -> str:
    found = re.search(r'role="alert">.*?<span>(.*?)</span>', page, re.DOTALL)
    return found[1] if found else ""


def places(owner: Owner) -> list[dict[str, Any]]:
    return owner.execute(
        "SELECT project_id, ST_X(place_point(geom)) AS lon, ST_Y(place_point(geom)) AS lat, "
        "text_entered, crs, method, repairs, evidence, phase, created_by "
        "FROM location WHERE superseded_at IS NULL ORDER BY project_id"
    ).fetchall()


def utm(lon: float, lat: float, crs: str = "EPSG:32647") -> str:
    east, north = Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform(lon, lat)
    return f"{east:.0f} {north:.0f}"


def test_a_table_is_looked_at_first_and_saved_in_one_go(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    one = add_project(owner, world["ours"], "ถนนสายหนึ่ง", reference="ก-1")
    two = add_project(owner, world["ours"], "ถนนสายสอง", reference="ก-2")
    there = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.2"\nก-2,"99.3, 19.2"\n'))
    page = engineer.get(there).text
    assert places(owner) == []
    assert counts(page) == {"all": 2, "ready": 2, "mended": 1}
    assert "ถนนสายหนึ่ง" in page and "สลับละติจูดกับลองจิจูดกลับให้แล้ว" in page
    assert engineer.submit(f"{there}/save").status_code == 303
    first, second = places(owner)
    assert (first["project_id"], first["lon"], first["lat"]) == (one, 99.2, 19.1)
    assert (first["method"], first["text_entered"], first["evidence"]) == (
        "text",
        "19.1, 99.2",
        "ตาราง.csv แถว 2",
    )
    assert (first["created_by"], first["phase"]) == (ENGINEER, "planned")
    assert (second["project_id"], second["lon"], second["repairs"]) == (two, 99.3, ["swapped-axes"])


def test_saving_twice_changes_nothing(engineer: Visitor, world: dict[str, int], owner: Owner) -> None:
    add_project(owner, world["ours"], reference="ก-1")
    there = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.2"\n'))
    engineer.submit(f"{there}/save")
    before = owner.execute("SELECT count(*) AS n FROM audit").fetchone()
    assert engineer.submit(f"{there}/save").status_code == 303
    again = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.2"\n'))
    assert counts(engineer.get(again).text) == {"all": 1, "settled": 1}
    engineer.submit(f"{again}/save")
    assert owner.execute("SELECT count(*) AS n FROM audit").fetchone() == before
    assert len(places(owner)) == 1


def test_nothing_is_written_while_a_row_will_not_do_unless_only_the_good_are_wanted(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    add_project(owner, world["ours"], reference="ก-1")
    there = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.2"\nก-9,"19.1, 99.2"\nก-1ก,โทร 0812345678\n'))
    refused = engineer.submit(f"{there}/save")
    assert refused.status_code == 409
    assert "ใช้ไม่ได้ 2 แถว" in alert(refused.text) and places(owner) == []
    assert engineer.submit(f"{there}/save", accept_good="1").status_code == 303
    assert len(places(owner)) == 1


def test_two_readings_wait_for_a_choice_and_all_alike_are_chosen_at_once(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    ids = [add_project(owner, world["ours"], reference=f"ก-{at}") for at in range(3)]
    rows = "\n".join(f"ก-{at},47Q {utm(99.1 + at / 10, 19.1)}" for at in range(3))
    there = kept(send(engineer, f"{HEAD}\n{rows}\n"))
    page = engineer.get(there).text
    assert counts(page) == {"all": 3, "choose": 3}
    assert places(owner) == []
    answer = engineer.post(f"{there}/choose", line=2, choice=1).get_json()
    assert answer["group"] == "ready" and answer["counts"]["choose"] == 2
    manner = next(key for key in re.findall(r'name="manner" value="([^"]+)"', page) if "Indian" in key)
    engineer.submit(f"{there}/alike", manner=manner)
    engineer.submit(f"{there}/save")
    found = places(owner)
    assert [place["project_id"] for place in found] == ids
    assert [place["crs"] for place in found] == ["EPSG:32647", "EPSG:24047", "EPSG:24047"]
    assert "datum-unsaid" in found[1]["repairs"]
    assert found[0]["lon"] == pytest.approx(99.1, abs=1e-5)
    assert found[1]["lon"] < 99.2 - 0.002


@pytest.mark.parametrize("content", [b"", "lat,lon\n19\u00b042'0\"N,99\u00b054'0\"E\n".encode("latin-1")])
def test_a_table_that_cannot_be_read_is_called_as_its_owner_calls_it(
    engineer: Visitor, world: dict[str, int], content: bytes
) -> None:
    answer = engineer.submit("/locate", file=(io.BytesIO(content), "พิกัด ถนน.csv"))
    assert answer.status_code == 409
    assert "พิกัด ถนน.csv" in alert(answer.text)


def test_rows_on_the_office_are_told_and_recorded_as_standing_in(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    ids = [add_project(owner, world["ours"], reference=f"ก-{at}") for at in range(4)]
    owner.execute(
        "UPDATE authority SET office = ST_Point(99.2001, 19.1001, 4326) WHERE id = %s", [world["ours"]]
    )
    places_of = ["19.1, 99.2", "19.1, 99.2", "19.11, 99.21", "19.1, 99.2"]
    rows = "\n".join(f'ก-{at},"{place}"' for at, place in enumerate(places_of))
    few = kept(send(engineer, f"{HEAD}\n" + "\n".join(rows.splitlines()[:3]) + "\n"))
    assert "data-stands-in" not in engineer.get(few).text
    there = kept(send(engineer, f"{HEAD}\n{rows}\n"))
    page = engineer.get(there).text
    assert 'data-stands-in="office"' in page and "แถว 2, 3, 5" in page
    assert engineer.submit(f"{there}/save").status_code == 303
    assert {place["project_id"]: place["repairs"] for place in places(owner)} == {
        ids[0]: ["office"], ids[1]: ["office"], ids[2]: [], ids[3]: ["office"]
    }  # fmt: skip
    grades = owner.execute("SELECT grade FROM location WHERE project_id = %s", [ids[0]]).fetchall()
    assert [row["grade"] for row in grades] == ["D"]


def test_what_lies_outside_is_confirmed_by_a_button_of_its_own(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    for at in range(3):
        add_project(owner, world["ours"], reference=f"ก-{at}")
    rows = "\n".join(f"ก-{at},47Q {utm(lon, 19.1)}" for at, lon in enumerate((99.1, 99.2, 99.8)))
    there = kept(send(engineer, f"{HEAD}\n{rows}\n"))
    page = engineer.get(there).text
    keys = re.findall(r'name="manner" value="([^"]+)"', page)
    inside, outside = (next(key for key in keys if key in (f"WGS 84||{end}",)) for end in ("", "|outside"))
    assert "WGS 84 · นอกพื้นที่" in page
    engineer.submit(f"{there}/alike", manner=inside)
    assert counts(engineer.get(there).text) == {"all": 3, "choose": 1, "ready": 2}
    engineer.submit(f"{there}/alike", manner=outside)
    assert counts(engineer.get(there).text) == {"all": 3, "ready": 3}


@pytest.mark.parametrize("manner", ["", "\x00", "WGS 84", "a" * 9999])
def test_a_manner_that_is_none_is_refused(engineer: Visitor, world: dict[str, int], manner: str) -> None:
    there = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.8"\n'))
    assert engineer.submit(f"{there}/alike", manner=manner).status_code == 400


def test_a_reading_outside_the_authority_is_never_taken_by_itself(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    add_project(owner, world["ours"], reference="ก-1")
    there = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.8"\n'))
    page = engineer.get(there).text
    assert counts(page) == {"all": 1, "choose": 1}
    assert "อยู่นอกพื้นที่ ให้ยืนยัน" in page and "เลือกหนึ่งแบบ" not in page
    engineer.submit(f"{there}/save", accept_good="1")
    assert places(owner) == []
    engineer.post(f"{there}/choose", line=2, choice=1)
    engineer.submit(f"{there}/save")
    assert len(places(owner)) == 1


def test_a_pin_that_stands_is_moved_only_when_asked(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    project = add_project(owner, world["ours"], reference="ก-1")
    put(owner, project, 99.1, 19.1)
    there = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.2"\n'))
    page = engineer.get(there).text
    assert counts(page) == {"all": 1, "moves": 1} and "ห่างจากหมุดที่มีอยู่" in page
    assert engineer.submit(f"{there}/save").status_code == 409
    assert places(owner)[0]["lon"] == 99.1
    assert engineer.submit(f"{there}/save", move="1").status_code == 303
    assert places(owner)[0]["lon"] == 99.2
    assert only(owner.execute("SELECT count(*) FROM location").fetchone()) == 2


def test_another_choice_after_saving_can_be_saved_too(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    for at in range(2):
        add_project(owner, world["ours"], reference=f"ก-{at}")
    road = f"จุดเริ่มต้น 47Q {utm(99.1, 19.1)} จุดสิ้นสุด 47Q {utm(99.2, 19.2)}"
    there = kept(send(engineer, f"{HEAD}\nก-0,47Q {utm(99.2, 19.1)}\nก-1,{road}\n"))
    for line in (2, 3):
        engineer.post(f"{there}/choose", line=line, choice=1)
    engineer.submit(f"{there}/save")
    assert counts(engineer.get(there).text) == {"all": 2, "settled": 2}
    assert {place["crs"] for place in places(owner)} == {"EPSG:32647"}
    for line in (2, 3):
        assert engineer.post(f"{there}/choose", line=line, choice=2).get_json()["group"] == "moves"
    assert engineer.submit(f"{there}/save", move="1").status_code == 303
    assert {place["crs"] for place in places(owner)} == {"EPSG:24047"}
    assert counts(engineer.get(there).text) == {"all": 2, "settled": 2}


def test_what_somebody_placed_meanwhile_is_not_overwritten(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    project = add_project(owner, world["ours"], reference="ก-1")
    there = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.2"\n'))
    put(owner, project, 99.15, 19.15)
    refused = engineer.submit(f"{there}/save", move="1")
    assert refused.status_code == 409 and "หมุดเปลี่ยนไประหว่างที่ดู 1" in alert(refused.text)
    engineer.submit(f"{there}/save", move="1", accept_good="1")
    assert places(owner)[0]["lon"] == 99.15
    engineer.submit(f"{there}/look")
    engineer.submit(f"{there}/save", move="1")
    assert places(owner)[0]["lon"] == 99.2


def test_the_phase_is_said_and_a_drift_to_the_others_is_shown(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    project = add_project(owner, world["ours"], reference="ก-1")
    put(owner, project, 99.1, 19.1)
    there = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.2"\n'))
    engineer.submit(f"{there}/phase", phase="as_built")
    page = engineer.get(there).text
    assert counts(page) == {"all": 1, "ready": 1} and "ห่างพิกัดระยะอื่น" in page
    engineer.submit(f"{there}/save")
    assert {place["phase"] for place in places(owner)} == {"planned", "as_built"}


def test_rows_find_their_projects_by_reference_title_and_year(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    add_project(owner, world["ours"], "ถนน  สาย ๑", reference=None)
    add_project(owner, world["ours"], "สะพาน", fiscal_year=2024)
    add_project(owner, world["ours"], "สะพาน", fiscal_year=2025)
    add_project(owner, world["theirs"], "ของคนอื่น", reference="ข-1")
    rows = 'ถนนสาย 1,,"19.1, 99.1"\nสะพาน,,"19.1, 99.1"\nสะพาน,2568,"19.1, 99.1"\nของคนอื่น,,"19.1, 99.1"\n'
    page = engineer.get(kept(send(engineer, f"ชื่อโครงการ,ปีงบประมาณ,พิกัด\n{rows}"))).text
    assert counts(page) == {"all": 4, "ready": 2, "unmatched": 2}
    assert "ตรงกับหลายโครงการ" in page and "ไม่มีโครงการของหน่วยงาน" in page


def test_a_column_called_by_the_pages_own_word_tells_the_reference(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    add_project(owner, world["ours"], "ถนน", reference="2570-001")
    page = engineer.get(kept(send(engineer, 'เลขที่,พิกัด\n2570-001,"19.1, 99.1"\n'))).text
    assert counts(page) == {"all": 1, "ready": 1} and "บันทึกเป็นหมุดไม่ได้" not in page


def test_the_numbers_of_a_list_are_not_those_of_projects(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    one = add_project(owner, world["ours"], "ถนน", reference="1")
    place = '"19.1, 99.1"'
    for head, row in (
        ("id", f"{one}"),
        ("ลำดับ", f"{one}"),
        ("id", "1"),
        ("รหัส", "๑"),
        ("เลขที่", "1"),
        ("id", "1.0"),
    ):
        page = engineer.get(kept(send(engineer, f"{head},พิกัด\n{row},{place}\n"))).text
        assert counts(page) == {"all": 1, "ready": 1} and "บันทึกเป็นหมุดไม่ได้" in page, head
    for name, group in (("ฝาย", "unmatched"), ("ถนน", "ready")):
        page = engineer.get(kept(send(engineer, f"id,ชื่อโครงการ,พิกัด\n{one},{name},{place}\n"))).text
        assert counts(page) == {"all": 1, group: 1}, name


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("{id},,,", True),
        ("{id},ก-1,ถนน สาย ๑ บ้านดอน,2568", True),
        ("{id},,ฝายน้ำล้น,", False),
        ("{id},ก-2,,", False),
        ("{id},,,2567", False),
        ("999999,ก-1,,", False),
        (",ก-1,-,", True),
        (",ก-1,โครงการถนนสาย 1 บ้านดอน,", True),
        (",ก-1,ถนนสาย 11 บ้านดอน,", False),
        (",ก-1,,2567", False),
        (",ก-9,ถนนสาย 1 บ้านดอน,", False),
        (",-,ถนนสาย 1 บ้านดอน,", True),
        (",,ถนนสาย 1,", False),
    ],
)
def test_nothing_that_a_row_says_may_contradict_its_project(
    engineer: Visitor, world: dict[str, int], owner: Owner, row: str, found: bool
) -> None:
    project = add_project(owner, world["ours"], "ถนนสาย 1 บ้านดอน", reference="ก-1")
    head = "เลขที่ระบบ,เลขที่โครงการ,ชื่อโครงการ,ปีงบประมาณ,พิกัด"
    there = kept(send(engineer, f'{head}\n{row.format(id=project)},"19.1, 99.1"\n'))
    assert counts(engineer.get(there).text) == {"all": 1, "ready" if found else "unmatched": 1}


def test_of_rows_about_one_project_none_is_saved_until_one_is_left(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    add_project(owner, world["ours"], reference="ก-1")
    there = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.1"\nก-1,"19.2, 99.2"\nก-1,\n'))
    assert counts(engineer.get(there).text) == {"all": 3, "unmatched": 2, "settled": 1}
    engineer.post(f"{there}/choose", line=2, choice=0)
    assert counts(engineer.get(there).text) == {"all": 3, "ready": 1, "settled": 2}
    engineer.submit(f"{there}/save")
    assert [place["lat"] for place in places(owner)] == [19.2]


def test_choices_without_scripts_are_taken_from_the_form(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    add_project(owner, world["ours"], reference="ก-1")
    add_project(owner, world["ours"], reference="ก-2")
    there = kept(send(engineer, f'{HEAD}\nก-1,47Q {utm(99.1, 19.1)}\nก-2,"19.1, 99.1"\n'))
    engineer.submit(f"{there}/choose", **{"line": ["2", "3"], "choice-2": "2", "single-3": "1"})
    assert counts(engineer.get(there).text) == {"all": 2, "ready": 1, "settled": 1}


def test_a_table_is_its_accounts_own(app: Flask, engineer: Visitor) -> None:
    there = kept(send(engineer, "พิกัด\n19.1 99.1\n"))
    for account in (STRANGER, FINANCE):
        other = visit(app, account)
        for path in (there, f"{there}/points.json", f"{there}.xlsx"):
            assert other.get(path).status_code == 404
        assert other.submit(f"{there}/save").status_code == 404
        assert other.post(f"{there}/choose", line=2, choice=0).status_code == 404
        assert other.submit(f"{there}/forget").status_code == 404
        assert "ตาราง.csv" not in other.get("/locate").text
    assert visit(app).get(there).status_code == 302
    assert engineer.get(there).status_code == 200


def test_row_level_security_keeps_tables_apart(db: Database, engineer: Visitor, owner: Owner) -> None:
    kept(send(engineer, "พิกัด\n19.1 99.1\n"))
    for account, seen in ((ENGINEER, 1), (STRANGER, 0), (0, 0)):
        for table in ("bulk_table", "bulk_row"):
            assert only(db.rows(f"SELECT count(*) FROM {table}", account=account)[0]) == seen  # noqa: S608


def test_nobody_makes_a_table_last_longer(db: Database, engineer: Visitor) -> None:
    kept(send(engineer, "พิกัด\n19.1 99.1\n"))
    with pytest.raises(InsufficientPrivilege), db.acting(ENGINEER) as connection:
        connection.execute("UPDATE bulk_table SET expires_at = 'infinity'")


def test_who_may_not_pin_reads_but_finds_no_projects(app: Flask, world: dict[str, int], owner: Owner) -> None:
    add_project(owner, world["ours"], reference="ก-1")
    finance = visit(app, FINANCE)
    there = kept(send(finance, f'{HEAD}\nก-1,"19.1, 99.2"\n'))
    assert counts(finance.get(there).text) == {"all": 1, "unmatched": 1}
    finance.submit(f"{there}/save", accept_good="1")
    assert places(owner) == []


def test_a_seat_that_ended_saves_nothing(engineer: Visitor, world: dict[str, int], owner: Owner) -> None:
    add_project(owner, world["ours"], reference="ก-1")
    there = kept(send(engineer, f'{HEAD}\nก-1,"19.1, 99.2"\n'))
    owner.execute("UPDATE seat SET valid_to = current_date WHERE account_id = %s", [ENGINEER])
    assert engineer.submit(f"{there}/save").status_code == 403
    assert places(owner) == []


def test_the_table_given_back_tells_all_and_its_choices_come_back(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    add_project(owner, world["ours"], "ถนน", reference="ก-1")
    there = kept(send(engineer, f"{HEAD}\nก-1,47Q {utm(99.1, 19.1)}\nก-9,โทร 0812345678\n"))
    answer = engineer.get(f"{there}.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    sheet: Any = book.worksheets[0]
    head, first, second = sheet.iter_rows(values_only=True)
    at = {name: place for place, name in enumerate(head)}
    assert first[at["ผล / Status"]] == "ให้เลือก / choose" and first[at["เลือก / Choice"]] is None
    assert first[at["โครงการ / Project"]] == "ก-1 · ถนน"
    assert second[at["ผล / Status"]] == "อ่านไม่ได้ / refused"
    assert first[at["พิกัด"]].startswith("47Q")
    sheet.cell(2, at["เลือก / Choice"] + 1).value = 2
    again = io.BytesIO()
    book.save(again)
    page = engineer.get(kept(send(engineer, again.getvalue(), "กลับ.xlsx"))).text
    assert counts(page) == {"all": 2, "ready": 1, "refused": 1}
    assert "Indian 1975" in page


def test_a_choice_comes_back_only_for_the_readings_of_which_it_was_made(
    engineer: Visitor, world: dict[str, int], owner: Owner
) -> None:
    for at in range(1, 6):
        add_project(owner, world["ours"], reference=f"ก-{at}")
    rows = [f'ก-{at},"19.1, 99.{at}"' for at in range(1, 5)]
    there = kept(send(engineer, "\n".join([HEAD, *rows, 'ก-5,"19.1, 99.8"'])))
    for line, choice in ((4, 0), (6, 1)):
        engineer.post(f"{there}/choose", line=line, choice=choice)
    assert counts(engineer.get(there).text) == {"all": 5, "ready": 4, "settled": 1}
    book = openpyxl.load_workbook(io.BytesIO(engineer.get(f"{there}.xlsx").data))
    sheet: Any = book.worksheets[0]
    place = {cell.value: cell.column for cell in sheet[1]}
    choices = [sheet.cell(line, place["เลือก / Choice"]).value for line in range(2, 7)]
    assert choices == [1, 1, 0, 1, 1]
    sheet.cell(2, place["พิกัด"]).value = f"47Q {utm(99.3, 19.1)}"
    sheet.cell(3, place["พิกัด"]).value = "19.1, 99.9"
    again = io.BytesIO()
    book.save(again)
    there = kept(send(engineer, again.getvalue(), "กลับ.xlsx"))
    assert counts(engineer.get(there).text) == {"all": 5, "choose": 2, "ready": 2, "settled": 1}
    elsewhere = kept(send(engineer, again.getvalue(), "กลับ.xlsx", within="5702"))
    assert counts(engineer.get(elsewhere).text) == {"all": 5, "choose": 2, "ready": 2, "settled": 1}


def test_pasted_rows_are_read_with_and_without_a_heading(engineer: Visitor) -> None:
    for text, rows in (
        ("19.1, 99.1\n47Q 510000 2112000 WGS84", 2),
        ("ชื่อ\tพิกัด\nถนน\t19.1 99.1", 1),
        ("ถนน\t19.1 99.1\nถนน\t19.2 99.1", 2),
        ("lat,lon\n19.1,99.1\n19.2,99.2", 2),
    ):
        there = kept(engineer.submit("/locate", text=text))
        found = counts(engineer.get(there).text)
        assert (found["all"], found.get("ready")) == (rows, rows), text


def test_one_pasted_line_is_a_place_or_says_why_it_is_none(engineer: Visitor) -> None:
    there = kept(engineer.submit("/locate", text="ไม่มีพิกัด"))
    assert counts(engineer.get(there).text) == {"all": 1, "refused": 1}


@pytest.mark.parametrize("text", ["", "  \n\t", "\0"])
def test_nothing_pasted_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused):
        pasted(text)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"PK\x03\x04 nothing", "false.xlsx"),
        (b"<html><table></table></html>", "page.csv"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "picture.csv"),
        (b'{"type": "FeatureCollection", "features": []}', "shapes.geojson"),
        (b"a,b\nx,y\n", "nothing.csv"),
        ("พิกัด\n".encode(), "only-a-head.csv"),
        (b"x" * 30_000 + b"\n", "long.csv"),
        (b"MZ" + b"\0" * 600, "../../evil.exe"),
    ],
)
def test_a_file_that_is_no_table_of_places_comes_back_with_the_reason(
    engineer: Visitor, owner: Owner, content: bytes, name: str
) -> None:
    answer = send(engineer, content, name)
    assert answer.status_code in (400, 409) and alert(answer.text)
    assert only(owner.execute("SELECT count(*) FROM bulk_table").fetchone()) == 0


def test_a_file_larger_than_other_pages_take_is_taken_here_up_to_its_own_limit(engineer: Visitor) -> None:
    row = '"' + "ที่ตั้งโครงการ " * 10 + '","19.1, 99.1"\n'
    large = "ชื่อ,พิกัด\n" + row * 6_000
    assert len(large.encode()) > 2 << 20
    assert send(engineer, large).status_code == 303
    too_large = "พิกัด\n" + "x" * (LIMITS.file_bytes + 10)
    assert send(engineer, too_large).status_code in (409, 413)


def test_a_small_workbook_that_says_one_long_text_a_thousand_times_is_refused(
    engineer: Visitor, owner: Owner
) -> None:
    line = f"LINESTRING({','.join(f'{99 + at / 1e4:.4f} 19.1' for at in range(1_500))})"
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": False}) as book:
        sheet = book.add_worksheet()
        for at, text in enumerate(["พิกัด", *[line] * 700]):
            sheet.write_string(at, 0, text)
    assert len(line) * 700 < MOST_CHARS < 2 * len(line) * 700 and len(content.getvalue()) < 100_000
    answer = send(engineer, content.getvalue(), "ซ้ำ.xlsx")
    assert answer.status_code == 409 and "16 ล้านตัวอักษร" in alert(answer.text)
    assert only(owner.execute("SELECT count(*) FROM bulk_table").fetchone()) == 0


def test_the_map_gets_few_vertices_of_each_shape(engineer: Visitor) -> None:
    bend = ",".join(f"{99.1 + at / 1e4:.4f} {19.1 + (at > 400) * (at - 400) / 1e4:.4f}" for at in range(900))
    jagged = ",".join(f"{99.1 + at / 1e4:.4f} {19.1 + at % 2 / 10}" for at in range(900))
    there = kept(send(engineer, f'พิกัด\n"LINESTRING({bend})"\n"LINESTRING({jagged})"\n'))
    first, second = (each["geometry"] for each in _points(engineer, there))
    assert first["type"] == "LineString" and 3 <= len(first["coordinates"]) <= 20
    assert second["type"] == "Point"
    assert engineer.get(f"{there}.csv").text.count("LINESTRING") >= 2


def test_a_long_table_is_read_in_several_requests(engineer: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webmap.locating.sending.SECONDS", 0.0)
    there = kept(send(engineer, "พิกัด\n" + "19.1 99.1\n" * 700))
    page = engineer.get(there).text
    assert "อ่านต่อ" in page and counts(page) == {}
    monkeypatch.setattr("webmap.locating.sending.SECONDS", 30.0)
    assert engineer.post(f"{there}/read").get_json() == {"rows": 700, "unread": 0}
    assert counts(engineer.get(there).text) == {"all": 700, "ready": 700}
    assert engineer.get(there, page=7).status_code == 200
    assert 'data-line="652"' in engineer.get(there, line=652).text


def test_the_map_gets_every_row_that_has_a_place(engineer: Visitor) -> None:
    there = kept(send(engineer, 'พิกัด\n"19.1, 99.1"\nไม่มี\n"จุดเริ่มต้น 19.1 99.1 จุดสิ้นสุด 19.2 99.2"\n'))
    found = engineer.data(f"{there}/points.json").get_json()["features"]
    assert [each["geometry"]["type"] for each in found] == ["Point", "LineString"]
    assert [each["properties"]["line"] for each in found] == [2, 4]


def test_its_pages_are_whole_html_in_every_state(
    engineer: Visitor, world: dict[str, int], owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(owner, add_project(owner, world["ours"], "ถนน", reference="ก-1"), 99.1, 19.1)
    add_project(owner, world["ours"], "ถนนลูกรัง", reference="ก-2")
    rows = f'ก-1,"19.2, 99.1"\nก-2,47Q {utm(99.1, 19.1)}\nก-3,โทร 0812345678\n,"19.1, 99.9"\nก-2,\n'
    there = kept(send(engineer, f"{HEAD}\n{rows}"))
    plain = kept(send(engineer, "พิกัด\n19.1 99.1\n"))
    monkeypatch.setattr("webmap.locating.sending.SECONDS", 0.0)
    unread = kept(send(engineer, "พิกัด\n19.1 99.1\n"))
    for language in ("th", "en"):
        engineer.client.set_cookie("language", language)
        pages = [engineer.get(path).text for path in ("/locate", there, plain, unread)]
        pages += [engineer.get(there, show="refused").text, engineer.get(there, show="settled").text]
        pages += [engineer.submit(f"{there}/save").text, send(engineer, "").text]
        for page in pages:
            html5lib.HTMLParser(strict=True).parse(page)
            assert not re.search(r"<[^>]*\s(style|on[a-z]+)\s*=", page)


def test_an_expired_table_is_gone(engineer: Visitor, owner: Owner) -> None:
    there = kept(send(engineer, "พิกัด\n19.1 99.1\n"))
    owner.execute("UPDATE bulk_table SET expires_at = now() - interval '1 second'")
    assert engineer.get(there).status_code == 404
    send(engineer, "พิกัด\n19.1 99.1\n")
    assert only(owner.execute("SELECT count(*) FROM bulk_table").fetchone()) == 1


def test_a_table_can_be_thrown_away(engineer: Visitor) -> None:
    there = kept(send(engineer, "พิกัด\n19.1 99.1\n"))
    assert engineer.submit(f"{there}/forget").status_code == 303
    assert engineer.get(there).status_code == 404


def test_markup_in_a_file_is_shown_as_text(engineer: Visitor) -> None:
    there = kept(send(engineer, 'หมายเหตุ,พิกัด\n<script>x</script>,"19.1, 99.1 <img src=x>"\n', "<b>.csv"))
    page = engineer.get(there).text
    assert "<img src=x" not in page and "<b>.csv" not in page


@pytest.mark.parametrize("name", ["places_dms_utf8bom.csv", "places_dms_cp874.csv"])
def test_the_real_lists_of_offices_are_read_as_expected(engineer: Visitor, owner: Owner, name: str) -> None:
    file = shared(f"ugly/{name}")
    expected = shared("ugly/places_dms_expected.csv").read_text("utf-8-sig").splitlines()[1:]
    there = kept(send(engineer, file.read_bytes(), name, within=""))
    found = {each["properties"]["line"]: each["geometry"] for each in _points(engineer, there)}
    wanted = [tuple(map(float, row.split(",")[2:4])) for row in expected]
    assert len(found) == len(wanted)
    for (_, geometry), (lat, lon) in zip(sorted(found.items()), wanted, strict=True):
        assert geometry["coordinates"] == pytest.approx([lon, lat], abs=2e-6)


def _points(visitor: Visitor, there: str) -> Any:
    return visitor.data(f"{there}/points.json").get_json()["features"]
