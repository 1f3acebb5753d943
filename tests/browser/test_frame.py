"""The frame in a real browser: search, menus, signing in, the language, paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.layers.pin_world import ENGINEER, PASSWORD, Owner
from tests.webmap.world import World, build

pytestmark = pytest.mark.browser
FOUND = "#search-found [role=option]"


@pytest.fixture
def world(owner: Owner) -> World:
    """The small world."""
    return build(owner)


def test_slash_leads_to_the_search_and_enter_to_what_is_found(visit: Visit, world: World) -> None:
    page = visit()
    page.goto("/projects?fiscal_year=2568")
    page.keyboard.press("/")
    expect(page.locator("#search-box")).to_be_focused()
    page.keyboard.type("แม่ยาว")
    expect(page.locator(FOUND).first).to_contain_text("อบต.แม่ยาว")
    page.keyboard.press("ArrowDown")
    expect(page.locator(FOUND).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/\?authority=6570101&fiscal_year=2568"))
    expect(page.locator("[data-chip=authority] .chip-text")).to_contain_text("อบต.แม่ยาว")


def test_on_the_map_a_found_project_opens_where_it_is(visit: Visit, world: World) -> None:
    page = visit()
    page.goto("/")
    page.wait_for_selector("[data-map][data-idle]")
    page.fill("#search-box", "68-001")
    page.click(FOUND)
    expect(page.locator("[data-panel-project] h2")).to_contain_text("ก่อสร้างถนน")
    expect(page).to_have_url(re.compile(rf"project={world.placed}"))


def test_what_is_not_found_is_said_and_escape_closes(visit: Visit, world: World) -> None:
    page = visit()
    page.goto("/projects")
    page.fill("#search-box", "ไม่มีชื่อนี้แน่")
    expect(page.locator(".search-nothing")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#search-found")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/projects\?q="))


def test_a_menu_closes_by_escape_and_by_a_click_elsewhere(visit: Visit, world: World) -> None:
    page = visit()
    page.goto("/projects")
    menu = page.locator(".user-menu")
    menu.locator("summary").click()
    expect(menu.locator(".menu-list")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.locator(".menu-list")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").click()
    page.click("h1")
    expect(menu.locator(".menu-list")).to_be_hidden()


def test_signing_in_from_a_page_comes_back_to_it_and_out_again(visit: Visit, world: World) -> None:
    page = visit()
    page.goto("/projects?stage=paying")
    page.click(".user-menu summary")
    page.click(".user-menu a:has-text('เข้าสู่ระบบ')")
    page.fill("#username", f"u{ENGINEER}")
    page.fill("#password", "ผิดแน่นอน")
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert]")).to_contain_text("ไม่ตรงกับที่มี")
    expect(page.locator("#password")).to_be_focused()
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/projects\?stage=paying$"))
    page.click(".user-menu summary")
    expect(page.locator(".seat")).to_have_text("งานช่าง · อบต.แม่ยาว")
    page.click(".user-menu button:has-text('ออกจากระบบ')")
    page.click(".user-menu summary")
    expect(page.locator(".user-menu a:has-text('เข้าสู่ระบบ')")).to_be_visible()


def test_the_language_changes_here_and_stays(visit: Visit, world: World) -> None:
    page = visit()
    page.goto("/projects?stage=paying")
    page.click(".user-menu summary")
    page.click(".user-menu a[hreflang=en]")
    expect(page).to_have_url(re.compile(r"/projects\?stage=paying$"))
    expect(page.locator("h1")).to_have_text("Projects")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_first_tab_leads_past_the_frame(visit: Visit, world: World) -> None:
    page = visit()
    page.goto("/projects")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_pages_own_face_is_used_and_comes_from_here(visit: Visit, world: World) -> None:
    page = visit()
    page.goto("/projects")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check(\"16px 'IBM Plex Sans Thai Looped'\", 'กข')")


def test_paper_has_the_table_without_the_tools(visit: Visit, world: World) -> None:
    page = visit()
    page.goto("/projects")
    page.emulate_media(media="print")
    expect(page.locator(".topbar")).to_be_hidden()
    expect(page.locator(".listing-tools")).to_be_hidden()
    expect(page.locator("table tbody tr").first).to_be_visible()


def test_nothing_moves_after_it_is_shown(visit: Visit, world: World) -> None:
    page = visit()
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => {
          for (const each of list.getEntries()) if (!each.hadRecentInput) window.moved += each.value;
        }).observe({ type: 'layout-shift', buffered: true });"""
    )
    for address in ("/", "/projects", f"/projects/{world.placed}"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        assert page.evaluate("window.moved") < 0.05, address
