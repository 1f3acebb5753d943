"""A weak network: what was entered waits on the device, is shown, and reaches the server once."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit, change_account
from tests.layers.pin_world import ENGINEER, PLANNER, Owner, add_project, points, put
from tests.webmap.portal_world import settle

pytestmark = pytest.mark.browser
READY = "[data-pin-frame][data-ready]"
SAVES = "**/projects/*/pin"


@pytest.fixture
def projects(owner: Owner) -> list[int]:
    ours = settle(owner)["ours"]
    return [add_project(owner, ours, title) for title in ("ถนนสายหนึ่ง", "ฝายสอง")]


def edit(page: Page, project: int) -> Page:
    page.goto(f"/projects/{project}/pin")
    page.wait_for_selector(READY)
    return page


def keep_unsent(page: Page, text: str = "19.1, 99.1") -> None:
    """Save without a network, and wait until it stands in the list of what waits."""
    page.fill("[name=text]", text)
    expect(page.locator("[data-place]")).to_contain_text("อ.เมือง")
    page.context.set_offline(True)
    page.click("[data-save]")
    expect(page.locator("[data-waiting-count]")).to_contain_text("1")


def places(owner: Owner, project: int) -> int:
    row = owner.execute("SELECT count(*) AS n FROM location WHERE project_id = %s", [project]).fetchone()
    return int(row["n"]) if row else 0


def test_what_was_entered_without_a_network_is_sent_when_it_comes_back(
    visit: Visit, owner: Owner, projects: list[int]
) -> None:
    page = edit(visit(ENGINEER), projects[0])
    keep_unsent(page)
    assert points(owner, projects[0]) == []
    page.context.set_offline(False)
    expect(page.locator(".toast")).to_contain_text("ถนนสายหนึ่ง")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert points(owner, projects[0]) == [(19.1, 99.1)]


def test_it_waits_over_another_visit_and_is_sent_from_the_list(
    visit: Visit, owner: Owner, projects: list[int]
) -> None:
    page = edit(visit(ENGINEER), projects[0])
    keep_unsent(page)
    page.route(SAVES, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.context.set_offline(False)
    page.goto("/pins")
    expect(page.locator("[data-waiting-count]")).to_contain_text("1")
    expect(page.locator("[data-row-waiting]:visible")).to_have_count(1)
    expect(page.locator(f"[data-project='{projects[0]}'] [data-row-waiting]")).to_be_visible()
    page.unroute(SAVES)
    page.click("[data-waiting] summary")
    page.click("[data-waiting-list] button:has-text('ส่งเดี๋ยวนี้')")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert points(owner, projects[0]) == [(19.1, 99.1)]


def test_a_lost_answer_doubles_nothing(visit: Visit, owner: Owner, projects: list[int]) -> None:
    page = edit(visit(ENGINEER), projects[0])

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(SAVES, lose)
    page.fill("[name=text]", "19.1, 99.1")
    expect(page.locator("[data-place]")).to_contain_text("อ.เมือง")
    page.click("[data-save]")
    expect(page.locator("[data-waiting-count]")).to_contain_text("1")
    page.unroute(SAVES)
    page.click("[data-waiting] summary")
    page.click("[data-waiting-list] button:has-text('ส่งเดี๋ยวนี้')")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert places(owner, projects[0]) == 1


def test_somebody_elses_place_in_the_meantime_is_not_overwritten(
    visit: Visit, owner: Owner, projects: list[int]
) -> None:
    page = edit(visit(ENGINEER), projects[0])
    keep_unsent(page)
    put(owner, projects[0], 99.2, 19.2)
    page.context.set_offline(False)
    page.click("[data-waiting] summary")
    expect(page.locator("[data-waiting-list] .error")).to_be_visible()
    assert points(owner, projects[0]) == [(19.2, 99.2)]
    page.click("[data-waiting-list] button:has-text('เปิดดู')")
    page.click("[data-save]")
    expect(page.locator("[data-clash]")).to_be_visible()
    page.click("[data-clash-mine-wins]")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert points(owner, projects[0]) == [(19.1, 99.1)]


def test_another_seat_on_the_same_device_neither_sees_nor_sends_it(
    visit: Visit, owner: Owner, projects: list[int]
) -> None:
    page = edit(visit(ENGINEER), projects[0])
    keep_unsent(page)
    page.route(SAVES, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.context.set_offline(False)
    change_account(page, PLANNER)
    edit(page, projects[1])
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert points(owner, projects[0]) == []


def test_a_place_disputed_without_a_network_is_told_once_it_is_back(
    visit: Visit, owner: Owner, projects: list[int]
) -> None:
    put(owner, projects[0], 99.1, 19.1)
    page = edit(visit(ENGINEER, phone=True), projects[0])
    page.click(".dispute summary")
    page.fill(".dispute textarea", "ไปดูแล้ว ถนนอยู่อีกฝั่งของคลอง")
    page.context.set_offline(True)
    page.click(".dispute button")
    expect(page.locator("[data-waiting-count]")).to_contain_text("1")
    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    expect(page.locator("[data-pin-panel] .note-now")).to_contain_text("มีผู้แย้งพิกัด")
    page.goto(f"/projects/{projects[0]}")
    expect(page.locator(".note-now").first).to_contain_text("ถนนอยู่อีกฝั่งของคลอง")
    row = owner.execute("SELECT count(*) AS n FROM place_dispute").fetchone()
    assert row and row["n"] == 1
