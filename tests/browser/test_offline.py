"""No network at all: pinning opens all the same, for the account that kept it and for nobody else."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_pins_waiting import READY, projects  # noqa: F401  the same projects
from tests.layers.pin_world import ENGINEER, PASSWORD, PLANNER, Owner, points

pytestmark = pytest.mark.browser

KEPT = """async (path) => {
  for (const name of await caches.keys()) {
    if (name.startsWith("eplan-pages-") && await (await caches.open(name)).match(path)) return name;
  }
  return null;
}"""


def first_visit(page: Page) -> Page:
    """Open the list once, and wait until the worker has kept its projects and all that pinning needs."""
    page.goto("/pins")
    expect(page.locator("[data-kept-now]")).to_be_visible()
    return page


def sign_in(page: Page, account: int) -> None:
    page.fill("#username", f"u{account}")
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda address: "/login" not in address)


def test_a_project_is_opened_and_placed_without_a_network_and_sent_once(
    visit: Visit,
    owner: Owner,
    projects: list[int],  # noqa: F811
) -> None:
    page = first_visit(visit(ENGINEER, worker=True))
    assert page.evaluate(KEPT, "/pins/around") == f"eplan-pages-{ENGINEER}"
    page.context.set_offline(True)
    page.goto("/pins")
    expect(page.locator("[data-offline]")).to_contain_text("ไม่มีเครือข่าย · หน้านี้เก็บไว้เมื่อ")
    page.click("text=ถนนสายหนึ่ง")
    page.wait_for_selector(READY)
    page.fill("[name=text]", "19.1, 99.1")
    expect(page.locator("[data-place]")).to_contain_text("ไม่มีเครือข่าย")
    page.click("[data-save]")
    expect(page.locator("[data-waiting-count]")).to_contain_text("1")
    page.goto("/spending")
    expect(page.locator("h1")).to_have_text("ไม่มีเครือข่าย")
    page.click("text=รายการปักหมุด")
    expect(page.locator("[data-waiting-count]")).to_contain_text("1")
    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert points(owner, projects[0]) == [(19.1, 99.1)]


def test_who_signs_out_leaves_no_page_behind_and_what_waits_stays_theirs(
    visit: Visit,
    owner: Owner,
    projects: list[int],  # noqa: F811
) -> None:
    page = first_visit(visit(ENGINEER, worker=True))
    page.context.set_offline(True)
    page.goto(f"/projects/{projects[0]}/pin")
    page.wait_for_selector(READY)
    page.fill("[name=text]", "19.1, 99.1")
    page.click("[data-save]")
    expect(page.locator("[data-waiting-count]")).to_contain_text("1")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.click(".user-menu summary")
    page.click("text=ออกจากระบบ")
    expect(page.locator("[data-signed-out]")).to_be_visible()
    assert "ยังมี 1 รายการ" in asked[0]
    page.goto("/pins")
    expect(page.locator("h1")).to_have_text("ไม่มีเครือข่าย")
    expect(page.locator("[data-instead]")).to_be_hidden()
    assert page.evaluate(KEPT, f"/projects/{projects[0]}/pin") is None
    assert points(owner, projects[0]) == []


def test_another_account_on_the_device_does_not_see_the_first_ones_pages(
    visit: Visit,
    owner: Owner,
    projects: list[int],  # noqa: F811
) -> None:
    page = first_visit(visit(ENGINEER, worker=True))
    page.context.clear_cookies()
    page.goto("/pins")
    assert page.evaluate(KEPT, f"/projects/{projects[0]}/pin") is None
    sign_in(page, PLANNER)
    page.goto("/pins")
    expect(page.locator("[data-kept-now]")).to_be_visible()
    assert page.evaluate(KEPT, "/pins") == f"eplan-pages-{PLANNER}"
