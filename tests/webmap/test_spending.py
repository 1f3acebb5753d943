"""The spending page over HTTP: its table, its data, and that the sums are the ledger's."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from geo.database import Database
from tests.layers.pin_world import Owner, add_authority, add_project, book, put
from tests.webmap.portal_world import Visitor, portal_on, settle, visit

MONEY = ("approved", "contracted", "paid", "remaining")


@pytest.fixture
def ledger(owner: Owner) -> dict[str, int]:
    """Placed in two amphoe, unplaced, not to be placed, a draft, and another year's."""
    authorities = settle(owner)
    ours = authorities["ours"]
    first = add_project(owner, ours, "ถนน", approved="2000000.25", category="road")
    book(owner, first, "contract", Decimal("1500000.10"))
    book(owner, first, "payment", Decimal("500000.05"))
    put(owner, first, 99.1, 19.1)
    put(owner, add_project(owner, authorities["theirs"], "ฝาย", approved="700000"), 99.6, 19.1)
    add_project(owner, ours, "ยังไม่ปัก", approved="300000.50")
    add_project(owner, ours, "อบรม", approved="90000", needs_place=False, no_place_reason="อบรม")
    add_project(owner, ours, "ร่าง", approved="5000000", published=False)
    put(owner, add_project(owner, ours, "ปีก่อน", approved="111", fiscal_year=2024), 99.1, 19.1)
    return authorities


@pytest.fixture
def app(db: Database, ledger: dict[str, int], tmp_path: Path) -> Flask:
    return portal_on(db, tmp_path)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return visit(app)


def booked(owner: Owner) -> dict[str, Decimal]:
    """Return the ledger's own sums of all that is published."""
    row = owner.execute(
        "SELECT sum(amount) FILTER (WHERE kind = 'approval') AS approved, "
        "sum(amount) FILTER (WHERE kind = 'contract') AS contracted, "
        "sum(amount) FILTER (WHERE kind = 'payment') AS paid "
        "FROM money_event AS e JOIN project AS p ON p.id = e.project_id WHERE p.published"
    ).fetchone()
    assert row
    return row | {"remaining": row["approved"] - row["paid"]}


@pytest.mark.parametrize("level", ["province", "amphoe", "tambon", "authority"])
def test_rows_and_what_is_on_no_map_are_the_ledger(visitor: Visitor, owner: Owner, level: str) -> None:
    answer = visitor.data("/spending.json", level=level).json
    parts = [*answer["rows"], *answer["unmapped"].values()]
    for measure, amount in booked(owner).items():
        assert sum(Decimal(part[measure]) for part in parts) == amount
        assert Decimal(answer["total"][measure]) == amount
    assert sum(part["count"] for part in parts) == answer["total"]["count"] == 5


def test_the_reasons_are_told_apart(visitor: Visitor) -> None:
    unmapped = visitor.data("/spending.json", level="amphoe", fiscal_year="2568").json["unmapped"]
    found = {reason: (sums["count"], sums["approved"]) for reason, sums in unmapped.items()}
    assert found == {
        "not-needed": (1, "90000.00"),
        "missing": (1, "300000.50"),
        "outside": (0, "0.00"),
        "no-boundary": (0, "0.00"),
    }


def test_a_part_leads_only_to_a_list_of_just_its_projects(
    visitor: Visitor, owner: Owner, ledger: dict[str, int]
) -> None:
    links = re.compile(r'href="(/projects[?][^"]*located=[^"]*)"')
    before = links.findall(visitor.get("/spending", level="amphoe").text)
    assert [link.rpartition("=")[2] for link in before] == ["yes", "not-needed", "no"]
    put(owner, add_project(owner, ledger["ours"], "หลงทาง", approved="7"), 98.0, 15.0)
    page = visitor.get("/spending", level="amphoe").text
    assert [link.rpartition("=")[2] for link in links.findall(page)] == ["not-needed", "no"]
    assert "part-outside" in page


def test_a_filter_beside_the_summary_narrows_the_sums(visitor: Visitor) -> None:
    answer = visitor.data("/spending.json", level="amphoe", category="road").json
    assert [row["code"] for row in answer["rows"] if row["count"]] == ["5701"]
    assert answer["total"]["approved"] == "2000000.25"


def test_the_whole_leads_to_the_only_province_with_money(visitor: Visitor) -> None:
    answer = visitor.get("/spending", fiscal_year="2568")
    assert answer.status_code == 302
    assert answer.location == "/spending?level=amphoe&measure=approved&fiscal_year=2568&area=57"
    assert visitor.get("/spending", level="province").status_code == 200


def test_the_page_is_a_table_without_a_script(visitor: Visitor) -> None:
    page = visitor.get("/spending", level="amphoe", area="57", fiscal_year="2568").text
    rows = re.findall(r'<tr data-code="(\d+)"', page)
    assert rows == ["5701", "5702"]
    assert "2,000,000.25" in page
    assert "3,090,000.75" in page


def test_a_row_leads_down_to_the_areas_inside_it_and_at_last_to_its_projects(visitor: Visitor) -> None:
    province = visitor.get("/spending", level="province").text
    assert '"/spending?level=amphoe&amp;measure=approved&amp;area=57"' in province
    amphoe = visitor.get("/spending", level="amphoe", area="57").text
    assert '"/spending?level=tambon&amp;measure=approved&amp;area=5701"' in amphoe
    tambon = visitor.get("/spending", level="tambon", area="5701").text
    assert '"/projects?area=570101"' in tambon


def test_where_no_finer_boundary_is_loaded_a_row_leads_to_its_projects(
    visitor: Visitor, owner: Owner
) -> None:
    owner.execute("UPDATE area_edition SET is_current = false WHERE level = 'tambon'")
    assert '"/projects?area=5701"' in visitor.get("/spending", level="amphoe", area="57").text


def test_the_way_back_up_is_there(visitor: Visitor) -> None:
    page = visitor.get("/spending", level="tambon", area="5701", measure="paid").text
    assert '"/spending?level=amphoe&amp;measure=paid&amp;area=57"' in page
    assert '"/spending?level=province&amp;measure=paid"' in page


def test_what_is_on_no_map_links_to_its_projects(visitor: Visitor) -> None:
    page = visitor.get("/spending", level="amphoe", area="57", fiscal_year="2568").text
    assert '"/projects?fiscal_year=2568&amp;area=57&amp;located=no"' in page
    assert '"/projects?fiscal_year=2568&amp;area=57&amp;located=not-needed"' in page
    assert "300,000 บาท" in page or "300,001 บาท" in page


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("approved", ["5702", "5701"]),
        ("-approved", ["5701", "5702"]),
        ("name", ["5701", "5702"]),
        ("-name", ["5702", "5701"]),
    ],
)
def test_the_table_is_sorted_by_the_server(visitor: Visitor, sort: str, order: list[str]) -> None:
    page = visitor.get("/spending", level="amphoe", area="57", sort=sort).text
    assert re.findall(r'<tr data-code="(\d+)"', page) == order


def test_the_file_for_a_spreadsheet_has_the_rows_the_rest_and_the_total(
    visitor: Visitor, owner: Owner
) -> None:
    answer = visitor.get("/spending.csv", level="amphoe", area="57")
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert head[:4] == ["รหัส", "อำเภอ", "จำนวน", "อนุมัติ (บาท)"]
    assert [row[1] for row in rows] == ["เมือง", "เวียงชัย", "ไม่ต้องมีพิกัด", "ยังไม่ปักหมุด", "รวมทั้งหมด"]
    parts = [[Decimal(cell) for cell in row[2:]] for row in rows]
    assert [sum(column) for column in zip(*parts[:-1], strict=True)] == parts[-1]
    assert parts[-1][1] == booked(owner)["approved"]


def test_the_handout_is_one_file_to_keep(visitor: Visitor) -> None:
    answer = visitor.get("/spending/handout.html", level="amphoe", area="57", measure="paid")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="spending-amphoe.html"'
    assert "500,000.05" in answer.text
    assert not re.search(r'(?:src|<link[^>]* href)="(?:https?:)?//', answer.text)


def test_a_word_said_twice_is_refused(visitor: Visitor) -> None:
    assert visitor.client.get("/spending.json?level=amphoe&level=province").status_code == 400


def test_no_name_runs_as_a_formula(visitor: Visitor, owner: Owner) -> None:
    add_authority(owner, "x", "6570999")
    owner.execute("UPDATE authority SET type = 'special', name_th = '=1+1' WHERE name_th = 'x'")
    text = visitor.get("/spending.csv", level="authority").data.decode("utf-8-sig")
    assert "'=1+1" in text
    assert ",=1+1" not in text


@pytest.mark.parametrize(
    "words",
    [
        {"level": "village"},
        {"measure": "hope"},
        {"sort": "colour"},
        {"colour": "red"},
        {"fiscal_year": "2025"},
        {"area": "5"},
        {"area": "57'--"},
    ],
)
@pytest.mark.parametrize("path", ["/spending", "/spending.json", "/spending.csv", "/spending/handout.html"])
def test_an_unknown_or_malformed_word_is_refused(visitor: Visitor, path: str, words: dict[str, str]) -> None:
    assert visitor.get(path, **words).status_code == 400


@pytest.mark.parametrize(
    "words", [{"area": "99"}, {"authority": "nobody"}, {"q": "%_'"}, {"bbox": "0,0,1,1"}]
)
def test_a_question_about_nothing_has_an_answer_of_nothing(visitor: Visitor, words: dict[str, str]) -> None:
    answer = visitor.data("/spending.json", level="amphoe", **words)
    assert answer.status_code == 200
    assert answer.json["total"]["count"] == 0
    assert visitor.get("/spending", level="amphoe", **words).status_code == 200


def test_the_page_speaks_english(visitor: Visitor) -> None:
    visitor.client.set_cookie("language", "en")
    assert "Area 5701" in visitor.get("/spending", level="amphoe", area="57").text
