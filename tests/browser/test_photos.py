"""Photographs in a real browser: several from a phone, kept without a network, and a pin from one of them."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit, change_account
from tests.layers.photo_world import picture
from tests.layers.pin_world import ENGINEER, PLANNER, Owner, add_project, points, put
from tests.webmap.portal_world import settle

pytestmark = pytest.mark.browser
LAT, LON = 19.1234567, 99.1234567
SENDS = "**/projects/*/photos"


@pytest.fixture
def project(owner: Owner) -> int:
    found = add_project(owner, settle(owner)["ours"], "ถนนสายหนึ่ง", finished_on="2025-09-01")
    put(owner, found, LON, LAT)
    return found


@pytest.fixture
def pictures(tmp_path: Path) -> dict[str, Path]:
    """Pictures as files: of the place before and after, of somewhere else, and one that tells nothing."""
    told: dict[str, dict[str, Any]] = {
        "before": {"seed": 1, "lat": LAT, "lon": LON, "at": "2025:01:05 09:00:00"},
        "after": {"seed": 2, "lat": LAT, "lon": LON, "at": "2025:09:05 09:00:00"},
        "elsewhere": {"seed": 3, "lat": 19.4, "lon": 99.4, "at": "2025:09:05 09:00:00"},
        "bare": {"seed": 4},
    }
    for name, said in told.items():
        (tmp_path / f"{name}.jpg").write_bytes(picture(**said))
    return {name: tmp_path / f"{name}.jpg" for name in told}


def kept(owner: Owner) -> int:
    row = owner.execute("SELECT count(*) AS n FROM photo").fetchone()
    return int(row["n"]) if row else 0


def send(page: Page, phase: str, *files: Path) -> None:
    page.locator(f"[data-photo-form] input[value={phase}]").check(force=True)
    page.set_input_files("[data-photo-chosen]", list(files))


def test_an_engineer_sends_several_from_a_phone_and_sees_what_they_say(
    visit: Visit, owner: Owner, project: int, pictures: dict[str, Path]
) -> None:
    page = visit(ENGINEER, phone=True)
    page.goto(f"/projects/{project}")
    send(page, "before", pictures["before"])
    expect(page.locator(".photo-card")).to_have_count(1)
    send(page, "after", pictures["after"], pictures["elsewhere"])
    expect(page.locator(".photo-card")).to_have_count(3)
    expect(page.locator(".photo-verdict.supports")).to_have_count(1)
    expect(page.locator(".photo-verdict.against")).to_have_count(1)
    expect(page.locator(".photo-beside li")).to_have_count(2)
    expect(page.locator("[data-photo-sending] li")).to_have_count(0)
    last = page.locator("[data-photo-thumb]").last
    last.click()
    expect(page.locator(f".photo-card{last.get_attribute('href')} .photo-frame")).to_be_in_viewport()

    card = page.locator(".photo-card:has(.against)")
    card.locator("summary").click()
    card.locator("[name=reason]").fill("ถ่ายผิดที่")
    card.locator("button:has-text('ถอนภาพ')").click()
    expect(page.locator(".photo-withdrawn")).to_contain_text("1")
    expect(page.locator(".photo-card")).to_have_count(2)
    assert kept(owner) == 3


def test_pictures_chosen_without_a_network_wait_and_arrive_once_for_the_account_that_chose_them(
    visit: Visit, owner: Owner, project: int, pictures: dict[str, Path]
) -> None:
    page = visit(ENGINEER, phone=True)
    page.goto(f"/projects/{project}")
    page.context.set_offline(True)
    send(page, "before", pictures["before"], pictures["bare"])
    expect(page.locator("[data-waiting-count]")).to_contain_text("2")
    assert kept(owner) == 0

    def lose(route: Route) -> None:
        """Let the server have it, and lose what it answers."""
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(SENDS, lose)
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("[data-waiting-count]")).to_contain_text("2")
    change_account(page, PLANNER)
    page.goto(f"/projects/{project}")
    expect(page.locator("[data-photo-form][data-live]")).to_be_visible()
    expect(page.locator("[data-waiting]")).to_be_hidden()
    before = kept(owner)

    change_account(page, ENGINEER)
    page.goto("/pins")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    page.goto(f"/projects/{project}")
    expect(page.locator(".photo-card")).to_have_count(2)
    assert before <= 2
    assert kept(owner) == 2


def test_a_pin_is_put_where_a_picture_was_taken(
    visit: Visit, owner: Owner, project: int, pictures: dict[str, Path]
) -> None:
    page = visit(ENGINEER)
    page.goto(f"/projects/{project}/pin")
    page.wait_for_selector("[data-pin-frame][data-ready]")
    page.set_input_files("[data-photo]", pictures["bare"])
    expect(page.locator("[data-error]")).to_contain_text("ไม่มีพิกัด")
    page.set_input_files("[data-photo]", pictures["elsewhere"])
    expect(page.locator("[name=text]")).to_have_value("19.400000, 99.400000")
    page.click("[data-save]")
    expect(page.locator(".pin-history .now")).to_contain_text("จากภาพถ่าย")
    assert points(owner, project) == [(19.4, 99.4)]
    row = owner.execute("SELECT count(*) AS n FROM photo_place").fetchone()
    assert row is not None
    assert row["n"] == 1
    expect(page.locator("[data-photo-take]")).to_have_count(1)


def test_a_picture_taken_in_the_page_has_the_devices_position_beside_it(
    visit: Visit, owner: Owner, project: int, pictures: dict[str, Path]
) -> None:
    here = {"latitude": LAT, "longitude": LON, "accuracy": 8}
    page = visit(ENGINEER, phone=True, geolocation=here, permissions=["geolocation"])
    page.goto(f"/projects/{project}")
    page.set_input_files("[data-photo-taken]", pictures["bare"])
    expect(page.locator(".photo-card")).to_have_count(1)
    expect(page.locator(".photo-reasons .supports")).to_have_count(2)
    row = owner.execute("SELECT place_from, taken_from, accuracy_m FROM photo").fetchone()
    assert row is not None
    assert tuple(row.values()) == ("device", "device", 8)
