"""The list of projects, and one project: as pages, as data, and as parts of the map's panel."""

import re
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from geo.database import Database
from layers.filters import Filters
from layers.projects import listing
from layers.projects.listing import SORTS, Count, Part, count_of, page_of
from layers.projects.page import deed, reached, waits_of
from tests.layers.pin_world import ENGINEER, FINANCE, STRANGER, Owner, add_project, book, put
from tests.webmap.conftest import sign_in
from tests.webmap.world import World, build


@pytest.fixture
def world(owner: Owner) -> World:
    """The small world."""
    return build(owner)


def ids(client: FlaskClient, query: str = "") -> list[int]:
    """Return the ids that the list answers with."""
    answer = client.get(f"/projects.json{query}")
    assert answer.json is not None, answer.text
    return [project["id"] for project in answer.json["projects"]]


def test_the_list_shows_what_is_published_newest_first(client: FlaskClient, world: World) -> None:
    assert ids(client) == [world.other, world.unplaced, world.placed]
    text = client.get("/projects").text
    assert "3 โครงการตามที่เลือก" in text and "โครงการร่างลับ" not in text


def test_titles_are_shown_as_text(client: FlaskClient, world: World) -> None:
    assert "ก่อสร้างถนน &lt;ค.ส.ล.&gt; บ้านใหม่" in client.get("/projects").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?fiscal_year=2567", ["unplaced"]),
        ("?area=5701", ["unplaced", "placed"]),
        ("?area=57", ["other", "unplaced", "placed"]),
        ("?authority=6570201", ["other"]),
        ("?stage=paying", ["placed"]),
        ("?category=road", ["placed"]),
        ("?located=no", ["unplaced"]),
        ("?bbox=99,19,100,20", ["placed"]),
        ("?q=ถนน", ["placed"]),
        ("?q=68-001", ["placed"]),
        ("?q=100%", []),
    ],
)
def test_every_filter_narrows_list_and_count_alike(
    client: FlaskClient, world: World, query: str, found: list[str]
) -> None:
    answer = client.get(f"/projects.json{query}").json
    assert answer is not None
    assert [project["id"] for project in answer["projects"]] == [getattr(world, name) for name in found]
    assert answer["count"] == len(found)


def test_money_is_exact_and_the_year_is_buddhist(client: FlaskClient, world: World) -> None:
    project = client.get(f"/projects/{world.placed}.json").json
    assert project is not None
    money = {name: project[name] for name in ("approved", "contracted", "paid", "remaining")}
    assert money == {
        "approved": "1250000.50",
        "contracted": "1000000.25",
        "paid": "400000.10",
        "remaining": "850000.40",
    }
    assert project["fiscal_year"] == 2568
    text = client.get(f"/projects/{world.placed}").text
    assert "1,250,000.50 บาท" in text and "850,000.40 บาท" in text


@pytest.mark.parametrize("sort", SORTS)
def test_pages_in_any_order_hold_every_project_once(
    db: Database, owner: Owner, world: World, sort: str
) -> None:
    for number in range(7):
        add_project(owner, world.ours, f"เท่ากัน {number}", approved="500")
    with db.reading() as connection:
        whole = page_of(connection, Filters(), part=Part(sort, limit=50)).projects
        found, after = [], None
        while True:
            page = page_of(connection, Filters(), part=Part(sort, after, 3))
            found += page.projects
            after = page.after
            if after is None:
                break
    assert [project.id for project in found] == [project.id for project in whole]
    assert len({project.id for project in found}) == 10
    column, direction = SORTS[sort]
    values = [getattr(project, column if column != "project_id" else "id") for project in found]
    assert values == sorted(values, reverse=direction == "DESC")


def test_the_next_page_keeps_filters_and_order(client: FlaskClient, owner: Owner, world: World) -> None:
    for number in range(60):
        add_project(owner, world.ours, f"หน้า {number}")
    text = client.get("/projects?authority=6570101&sort=-approved").text
    link = re.search(r'rel="next" href="([^"]*)"', text)
    assert link is not None
    onward = client.get(link[1].replace("&amp;", "&")).text
    assert "authority=6570101" in link[1] and "sort=-approved" in link[1]
    assert "กลับหน้าแรก" in onward and 'rel="next"' not in onward


def test_an_unknown_order_or_a_malformed_page_is_refused(client: FlaskClient) -> None:
    for query in ("sort=title", "after=x", "after=-1", "limit=²", "after=" + "9" * 30):
        assert client.get(f"/projects.json?{query}").status_code == 400, query


def test_counting_stops_where_nobody_wants_to_know_more(
    db: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNT_BOUND", 1)
    with db.reading() as connection:
        assert count_of(connection, Filters(q="น")) == Count(1, more=True)
        assert count_of(connection, Filters(fiscal_year=2025)) == Count(2)


def test_a_draft_is_for_its_own_seats_only(client: FlaskClient, world: World) -> None:
    address = f"/projects/{world.draft}"
    assert client.get(address).status_code == client.get(f"{address}.json").status_code == 404
    assert client.get(f"{address}/panel").status_code == 404
    assert client.get(f"/?project={world.draft}").status_code == 200
    sign_in(client, ENGINEER)
    assert "ร่าง ยังไม่เผยแพร่" in client.get(address).text
    assert world.draft in ids(client)
    assert world.draft not in ids(client, "?bbox=-180,-90,180,90")


def test_the_neighbours_seat_does_not_see_our_draft_or_papers(client: FlaskClient, world: World) -> None:
    sign_in(client, STRANGER)
    assert client.get(f"/projects/{world.draft}").status_code == 404
    data = client.get(f"/projects/{world.placed}.json").json
    assert data is not None and not {"note", "money_events", "place"} & set(data)


def test_papers_and_history_are_for_the_projects_own_seats(client: FlaskClient, world: World) -> None:
    address = f"/projects/{world.placed}"
    public = client.get(address).text
    assert "ประวัติ" not in public and "รายการเงิน" not in public and "ระบบ (คำสั่ง" not in public
    sign_in(client, FINANCE)
    own = client.get(address).text
    assert "ระบบ (คำสั่ง" in own
    newest_first = [own.index(deed) for deed in ("ปักหมุด", "บันทึกเบิกจ่าย 400,000.10 บาท", "เพิ่มโครงการ")]
    assert newest_first == sorted(newest_first)
    data = client.get(f"{address}.json").json
    assert data and [event["kind"] for event in data["money_events"]] == ["approval", "contract", "payment"]


def test_a_change_is_told_with_before_and_after(client: FlaskClient, owner: Owner, world: World) -> None:
    owner.execute("UPDATE project SET title = 'ชื่อใหม่' WHERE id = %s", [world.unplaced])
    sign_in(client, ENGINEER)
    text = client.get(f"/projects/{world.unplaced}").text
    assert "<del>วางท่อระบายน้ำ</del> → <ins>ชื่อใหม่</ins>" in text


def test_pinning_is_offered_to_the_seats_that_may(client: FlaskClient, world: World) -> None:
    link = f'href="/projects/{world.unplaced}/pin"'
    assert link not in client.get(f"/projects/{world.unplaced}").text
    sign_in(client, ENGINEER)
    assert link in client.get(f"/projects/{world.unplaced}").text
    sign_in(client, STRANGER)
    assert link not in client.get(f"/projects/{world.unplaced}").text


def test_a_project_says_what_it_waits_for_and_on_whom(client: FlaskClient, world: World) -> None:
    text = client.get(f"/projects/{world.unplaced}").text
    assert re.search(r"รอทำสัญญา · ผู้บันทึก: งานการคลัง", text)
    assert re.search(r"ยังไม่ปักหมุด · ผู้บันทึก: งานช่าง", text)


def test_a_place_is_named_by_its_areas(client: FlaskClient, world: World) -> None:
    assert "อ.เมืองเชียงราย จ.เชียงราย" in client.get(f"/projects/{world.placed}").text
    client.set_cookie("language", "en")
    assert "Area 5701, Area 57" in client.get(f"/projects/{world.placed}").text


def test_a_number_too_large_for_an_id_is_simply_not_there(client: FlaskClient) -> None:
    assert client.get(f"/projects/{10**30}").status_code == 404
    assert client.get("/projects/9007199254740991.json").status_code == 404


def test_rows_of_the_panel_count_the_view_the_whole_and_what_has_no_place(
    client: FlaskClient, world: World
) -> None:
    text = client.get("/projects/rows?bbox=99,19,100,20").text
    assert re.search(r"<strong>1</strong> จาก 3 โครงการ", text)
    assert "อีก 1 โครงการยังไม่มีพิกัด" in text
    assert f'data-project="{world.placed}"' in text and 'data-lon="99.5" data-lat="19.5"' in text
    assert "เลื่อนหรือย่อแผนที่" in client.get("/projects/rows?bbox=0,0,1,1").text


def base(**changes: object) -> dict[str, object]:
    """Return a project's row as far as waiting depends on it."""
    row = {"stage": "plan", "located": "yes", "procurement": True}
    money = {"approved": Decimal(100), "contracted": Decimal(0), "paid": Decimal(0)}
    return {**row, **money, **changes}


@pytest.mark.parametrize(
    ("project", "waits", "behind"),
    [
        (base(), ["approval"], 0),
        (base(stage="approved", located="no"), ["contract", "place"], 1),
        (base(stage="approved", procurement=False), ["payment"], 1),
        (base(stage="contracted", contracted=Decimal(90)), ["payment"], 2),
        (base(stage="paying", contracted=Decimal(90), paid=Decimal(40)), ["payment"], 3),
        (base(stage="paying", contracted=Decimal(90), paid=Decimal(90)), ["finish"], 3),
        (base(stage="finished"), [], 4),
        (base(stage="finished", located="no"), ["place"], 4),
        (base(stage="stopped", located="no", contracted=Decimal(90)), [], 3),
    ],
)
def test_what_is_waited_for_follows_from_stage_money_and_place(
    project: dict[str, object], waits: list[str], behind: int
) -> None:
    assert [wait.what for wait in waits_of(project)] == waits
    assert reached(project) == behind


def test_what_the_machine_counts_is_no_change() -> None:
    was = {"title": "ก", "version": 1, "updated_at": "x"}
    row = {"at": None, "who": "ก", "subject": "project", "action": "update", "was": was}
    assert deed({**row, "became": {"title": "ก", "version": 2, "updated_at": "y"}}).changes == ()
    assert deed({**row, "became": {**was, "title": "ข"}}).changes == (("title", "ก", "ข"),)


def test_a_place_outside_every_area_is_said_to_be(client: FlaskClient, owner: Owner, world: World) -> None:
    project = add_project(owner, world.ours, "กลางทะเล")
    put(owner, project, 90.0, 10.0)
    assert "นอกแนวเขต" in client.get(f"/projects/{project}").text


def test_a_stopped_project_says_so_and_why_only_to_its_own(
    client: FlaskClient, owner: Owner, world: World
) -> None:
    owner.execute(
        "UPDATE project SET stopped_on = '2025-05-01', stop_reason = 'ผู้รับจ้างทิ้งงาน' WHERE id = %s",
        [world.placed],
    )
    text = client.get(f"/projects/{world.placed}").text
    assert "ยุติเมื่อ 1 พ.ค. 2568" in text and "ทิ้งงาน" not in text
    sign_in(client, ENGINEER)
    assert "ทิ้งงาน" in client.get(f"/projects/{world.placed}").text


def test_a_correction_counts_at_once(client: FlaskClient, owner: Owner, world: World) -> None:
    book(owner, world.unplaced, "contract", Decimal(90000))
    project = client.get(f"/projects/{world.unplaced}.json").json
    assert project and (project["stage"], project["contracted"]) == ("contracted", "90000.00")
