"""The map page as the server gives it: list, filters, extent, tasks, and a project that is open."""

import re

import pytest
from flask.testing import FlaskClient

from geo.database import Database
from layers.accounts.tasks import tasks_of
from layers.filters import Filters
from layers.projects.listing_choices import areas_below, authorities_within
from layers.projects.listing_extent import extent_of
from tests.layers.pin_world import ENGINEER, FINANCE, PLANNER, Owner
from tests.webmap.conftest import sign_in
from tests.webmap.world import World, build


@pytest.fixture
def world(owner: Owner) -> World:
    """The small world."""
    return build(owner)


def test_the_list_stands_beside_the_map_without_a_script(client: FlaskClient, world: World) -> None:
    text = client.get("/").text
    assert re.search(r"<strong>3</strong> โครงการ", text)
    assert f'href="/projects/{world.placed}"' in text
    assert "โครงการร่างลับ" not in text


def test_an_open_project_is_in_the_address_and_on_the_page(client: FlaskClient, world: World) -> None:
    text = client.get(f"/?project={world.placed}&stage=paying").text
    assert f'data-project-shown="{world.placed}"' in text
    assert 'href="/?stage=paying" data-project-close' in text


@pytest.mark.parametrize("word", ["", "x", "999999", "9" * 40, "-1"])
def test_a_project_that_is_not_there_leaves_the_map_as_it_is(
    client: FlaskClient, world: World, word: str
) -> None:
    answer = client.get(f"/?project={word}")
    assert answer.status_code == 200 and "data-project-shown" not in answer.text


def test_an_unknown_word_in_the_address_is_refused(client: FlaskClient) -> None:
    answer = client.get("/?colour=red")
    assert answer.status_code == 400 and "ไม่รู้จักตัวกรอง “colour”" in answer.text


@pytest.mark.parametrize(
    ("shared", "meant"),
    [
        ("/?area=57&fbclid=IwAR0&q=ถนน", "/?area=57&q=%E0%B8%96%E0%B8%99%E0%B8%99"),
        ("/?openExternalBrowser=1", "/"),
        ("/projects?utm_source=line&utm_medium=social", "/projects"),
        ("/%2Felsewhere.example/?fbclid=1", "/elsewhere.example/"),
    ],
)
def test_what_other_services_add_to_a_shared_link_is_taken_off(
    client: FlaskClient, shared: str, meant: str
) -> None:
    answer = client.get(shared)
    assert (answer.status_code, answer.location) == (302, meant)


def test_a_word_that_is_repeated_is_refused_as_for_tiles_and_files(client: FlaskClient) -> None:
    for path in ("/", "/projects", "/projects.json", "/projects/rows", "/downloads"):
        assert client.get(f"{path}?stage=plan&stage=paying").status_code == 400, path


def test_a_chosen_filter_is_a_chip_that_can_be_taken_out(client: FlaskClient, world: World) -> None:
    text = client.get("/?stage=paying&area=5701&q=ถนน").text
    chosen = re.findall(r'class="chip on" data-chip="(\w+)"', text)
    assert chosen == ["stage", "area", "q"]
    assert re.search(r'<a class="chip-clear" href="/\?area=5701&amp;q=[^"]*" data-filter-link', text)
    assert 'aria-label="เอาตัวกรอง ขั้น ออก"' in text


def test_places_to_choose_from_have_projects_and_say_how_many(db: Database, world: World) -> None:
    with db.reading() as connection:
        provinces = areas_below(connection, Filters())
        amphoe = areas_below(connection, Filters(area="57"))
        this_year = areas_below(connection, Filters(area="57", fiscal_year=2024))
        authorities = authorities_within(connection, Filters(area="5702"))
    assert [(choice.code, choice.count) for choice in provinces] == [("57", 3)]
    assert [(choice.code, choice.count) for choice in amphoe] == [("5701", 2), ("5702", 1)]
    assert [(choice.code, choice.count) for choice in this_year] == [("5701", 1)]
    assert [(choice.code, choice.name("th")) for choice in authorities] == [("6570201", "อบต.เวียงเหนือ")]


def test_the_map_begins_where_the_projects_are(db: Database, world: World) -> None:
    with db.reading() as connection:
        everything = extent_of(connection, Filters())
        amphoe = extent_of(connection, Filters(area="5702"))
        authority = extent_of(connection, Filters(authority="6570101"))
        nothing = extent_of(connection, Filters(fiscal_year=1999))
    assert everything is not None
    assert 99.3 < everything.west <= 99.5 and 100.5 <= everything.east < 100.7
    assert 19.3 < everything.south <= 19.5 <= everything.north < 19.7
    assert amphoe == (100.0, 19.0, 101.0, 20.0)
    assert authority == (99.5, 19.5, 99.5, 19.5)
    assert nothing is None


def test_a_seats_tasks_come_first_and_lead_to_the_work(client: FlaskClient, world: World) -> None:
    assert "ต้องทำ" not in client.get("/").text
    sign_in(client, ENGINEER)
    assert re.search(r'<a href="/pins"><strong[^>]*>2</strong><span>โครงการยังไม่ปักหมุด', client.get("/").text)
    sign_in(client, FINANCE)
    assert "/projects?authority=6570101&amp;stage=approved" in client.get("/").text


def test_tasks_are_counted_for_each_seat_by_its_duty(db: Database, owner: Owner, world: World) -> None:
    owner.execute("INSERT INTO seat (account_id, role, area_code) VALUES (%s, 'province', '57')", [PLANNER])
    with db.reading(PLANNER) as connection:
        tasks = [(task.role, task.duty, task.count, task.query) for task in tasks_of(connection)]
    ours = {"authority": "6570101"}
    assert tasks == [
        ("planning", "unapproved", 1, {**ours, "stage": "plan"}),
        ("planning", "unplaced", 2, {**ours, "located": "no"}),
        ("province", "unplaced", 1, {"area": "57", "located": "no"}),
    ]


def test_downloads_carry_the_filters_that_a_layer_takes(client: FlaskClient, world: World) -> None:
    text = client.get("/downloads?fiscal_year=2568&q=ถนน").text
    assert 'href="/exports/projects.gpkg?fiscal_year=2568&amp;q=%E0%B8%96%E0%B8%99%E0%B8%99"' in text
    assert 'href="/exports/spending.gpkg?fiscal_year=2568&amp;q=' in text
    assert 'href="/exports/amphoe.gpkg"' in text


def test_map_and_list_offer_the_same_files(client: FlaskClient, world: World) -> None:
    for address in ("/?stage=paying", "/projects?stage=paying"):
        text = client.get(address).text
        for ending in ("gpkg", "shp.zip", "geojson", "csv", "xlsx"):
            assert f'href="/exports/projects.{ending}?stage=paying"' in text
