"""The map page in a real browser: map, list and address say the same; mouse, keyboard, touch, no script."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit
from tests.layers.pin_world import ENGINEER, Owner, add_project, put
from tests.webmap.world import World, build

pytestmark = pytest.mark.browser
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && box.height < 34 && box.bottom > 0 && box.top < innerHeight)
  .map(([html]) => html)"""
SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll('body *')]
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((each) => !each.closest('svg, template, noscript, script'))
  .map((each) => parseFloat(getComputedStyle(each).fontSize)))"""
DRAWN = "[data-map][data-idle]"
COUNT = "[data-count]"


@pytest.fixture
def world(owner: Owner) -> World:
    """The small world, with a hundred projects more around one point of amphoe 5702."""
    world = build(owner)
    with owner.transaction():
        for number in range(100):
            project = add_project(owner, world.theirs, f"บ่อน้ำ {number}", approved=str(1000 + number))
            put(owner, project, 100.5 + number % 10 / 100, 19.5 + number // 10 / 100)
    return world


def look(page: Page, address: str = "/") -> Page:
    """Open the map and wait until it is drawn and the list shows what it shows."""
    with page.expect_response(lambda answer: "/projects/rows?bbox" in answer.url):
        page.goto(address)
    page.wait_for_selector(DRAWN)
    return page


def colours(page: Page) -> int:
    """Return how many colours the map shows."""
    picture = Image.open(io.BytesIO(page.locator("[data-map]").screenshot())).convert("RGB")
    return len(picture.getcolors(maxcolors=1 << 24) or [])


def test_the_map_is_drawn_and_the_list_counts_what_it_shows(visit: Visit, world: World) -> None:
    page = look(visit())
    assert colours(page) > 20
    expect(page.locator(COUNT)).to_contain_text("102 จาก 103 โครงการ")
    expect(page.locator("[data-rows] > li")).to_have_count(30)
    page.click("[data-more]")
    expect(page.locator("[data-rows] > li")).to_have_count(60)
    expect(page.locator(".unplaced")).to_contain_text("อีก 1 โครงการยังไม่มีพิกัด")


def test_the_list_follows_the_map(visit: Visit, world: World) -> None:
    page = look(visit(), "/#map=11/19.5/99.5")
    expect(page.locator(COUNT)).to_contain_text("1 จาก 103")
    expect(page.locator("[data-rows] > li")).to_have_attribute("data-project", str(world.placed))
    page.keyboard.press("Escape")
    page.focus("[data-map] canvas")
    for _ in range(8):
        page.keyboard.press("ArrowUp")
        page.wait_for_timeout(150)
    expect(page.locator(".empty")).to_contain_text("เลื่อนหรือย่อแผนที่")


def test_a_link_shows_the_same_again(visit: Visit, world: World) -> None:
    address = "/?stage=paying#map=10/19.5/99.6&layers=projects,spending,areas"
    page = look(visit(), address)
    page.wait_for_timeout(300)
    place, _, layers = page.url.partition("#map=")[2].partition("&")
    zoom, lat, lon = (float(number) for number in place.split("/"))
    assert (zoom, lat, lon) == (10, 19.5, 99.6) and layers == "layers=projects,spending,areas"
    assert page.is_checked("input[value=spending]") and not page.is_checked("input[value=names]")
    expect(page.locator(COUNT)).to_contain_text("1 จาก 1")
    expect(page.locator("[data-legend-spending] li").first).to_be_visible()


def test_a_filter_changes_map_list_and_address_and_back_undoes_it(visit: Visit, world: World) -> None:
    page = look(visit())
    page.click("[data-chip=stage] summary")
    with page.expect_request(re.compile(r"/tiles/projects/.*stage=paying")):
        page.click("[data-chip=stage] a:has-text('เบิกจ่าย')")
    expect(page.locator(COUNT)).to_contain_text("จาก 1 โครงการ")
    expect(page.locator("[data-chip=stage] .chip-text")).to_contain_text("เบิกจ่าย")
    expect(page).to_have_url(re.compile(r"\?stage=paying#map="))
    assert "stage=paying" in (page.get_attribute(".panel-links a", "href") or "")
    page.go_back()
    expect(page.locator(COUNT)).to_contain_text("จาก 103 โครงการ")
    expect(page.locator("[data-chip=stage] summary")).to_be_visible()


def test_choosing_an_area_goes_there(visit: Visit, world: World) -> None:
    page = look(visit())
    page.click("[data-chip=area] summary")
    page.click("[data-chip=area] a:has-text('เชียงราย')")
    expect(page.locator("[data-chip=area] .chip-text")).to_contain_text("เชียงราย")
    page.click("[data-chip=area] summary")
    page.click("[data-chip=area] a:has-text('เวียงชัย')")
    expect(page.locator(COUNT)).to_contain_text("จาก 101 โครงการ")
    expect(page).to_have_url(re.compile(r"area=5702#map=[\d.]+/19\.[45]\d*/100\.[45]"))


def test_the_year_menu_narrows_without_leaving_the_view(visit: Visit, world: World) -> None:
    page = look(visit(), "/#map=9/19.4/99.9")
    page.click(".year-menu summary")
    page.click(".year-menu a:has-text('2567')")
    expect(page.locator(COUNT)).to_contain_text("0 จาก 1 โครงการ")
    expect(page.locator(".year-menu summary")).to_contain_text("2567")
    expect(page).to_have_url(re.compile(r"\?fiscal_year=2567#map=9/19\.4"))


def test_a_project_opens_in_the_panel_with_an_address_and_closes(visit: Visit, world: World) -> None:
    page = look(visit(), "/#map=11/19.5/99.5")
    page.click("[data-rows] a")
    expect(page.locator("[data-panel-project] h2")).to_contain_text("ก่อสร้างถนน <ค.ส.ล.>")
    expect(page).to_have_url(re.compile(rf"\?project={world.placed}#map=11"))
    page.keyboard.press("Escape")
    expect(page.locator("[data-rows] a")).to_be_focused()
    page.go_back()
    expect(page.locator("[data-panel-project] h2")).to_be_visible()
    page.reload()
    expect(page.locator("[data-panel-project] h2")).to_be_visible()


def test_a_mark_on_the_map_opens_its_project(visit: Visit, world: World) -> None:
    page = look(visit(), "/#map=14/19.5/99.5")
    page.wait_for_timeout(300)
    box = page.locator("[data-map]").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("[data-panel-project] h2")).to_contain_text("ก่อสร้างถนน")


def test_arrows_walk_the_list_and_enter_opens(visit: Visit, world: World) -> None:
    page = look(visit(), "/#map=9/19.5/100")
    page.focus("[data-rows] li:nth-child(1) a")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-rows] li:nth-child(2) a")).to_be_focused()
    expect(page.locator("[data-rows] li:nth-child(2)")).to_have_class(re.compile("lit"))
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-rows] li:nth-child(1) a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel-project] h2")).to_be_visible()
    expect(page.locator("[data-project-close]")).to_be_focused()


def test_a_new_pin_is_on_an_open_map_within_two_seconds(visit: Visit, owner: Owner, world: World) -> None:
    page = look(visit(), "/#map=13/19.2/99.2")
    expect(page.locator(COUNT)).to_contain_text("0 จาก 103")
    page.wait_for_timeout(1600)
    put(owner, world.unplaced, 99.2, 19.2)
    expect(page.locator(COUNT)).to_contain_text("1 จาก 103", timeout=4000)


def test_nothing_waits_for_a_map_that_cannot_be_drawn(chromium: Browser, served: str, world: World) -> None:
    context = chromium.new_context(base_url=served)
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("/")
    expect(page.locator("[data-map-failed]")).to_be_visible()
    expect(page.locator("[data-rows] > li")).to_have_count(30)
    context.close()


def test_without_a_script_the_list_and_the_table_are_there(
    chromium: Browser, served: str, world: World
) -> None:
    context = chromium.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    page.goto("/?stage=paying")
    expect(page.locator("[data-rows] > li")).to_have_count(1)
    page.click(".chip-clear")
    expect(page.locator(COUNT)).to_contain_text("103 โครงการ")
    page.click("[data-more]")
    expect(page.locator("table tbody tr")).to_have_count(50)
    page.click("a[rel=next]")
    expect(page.locator("table tbody tr")).to_have_count(23)
    context.close()


def test_a_failing_list_says_so_and_tries_again(visit: Visit, world: World) -> None:
    page = look(visit())
    page.route("**/projects/rows?*", lambda route: route.fulfill(status=503, body=""))
    page.click("[data-zoom='-1']")
    expect(page.locator("[data-list] [role=alert]")).to_contain_text("โหลดรายการไม่ได้")
    page.unroute("**/projects/rows?*")
    page.click("[data-retry]")
    expect(page.locator("[data-rows] > li").first).to_be_visible()


def test_on_a_phone_the_list_is_a_sheet_that_is_drawn_up(visit: Visit, world: World) -> None:
    page = look(visit(phone=True))
    sheet, handle = page.locator("[data-sheet]"), page.locator("[data-sheet-handle]")

    def top() -> float:
        page.wait_for_timeout(350)
        box = sheet.bounding_box()
        assert box
        return box["y"]

    peek = top()
    assert peek > 600
    handle.tap()
    half = top()
    assert 250 < half < 500 and handle.get_attribute("aria-expanded") == "true"
    handle.focus()
    page.keyboard.press("ArrowUp")
    assert top() < 150
    box = handle.bounding_box()
    assert box
    page.mouse.move(195, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(195, 500, steps=5)
    page.wait_for_timeout(100)
    page.mouse.move(195, 700, steps=8)
    page.mouse.up()
    assert top() == pytest.approx(peek, abs=2)


def test_on_a_phone_nothing_is_wider_than_the_screen_and_all_can_be_touched(
    visit: Visit, world: World
) -> None:
    page = visit(ENGINEER, phone=True)
    for address in ("/", "/?q=ถนน", "/projects", f"/projects/{world.placed}", "/downloads"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        small = page.evaluate(SMALL_TARGETS)
        inline = [each for each in small if "<a" in each and 'class="button' not in each]
        assert [each for each in small if each not in inline] == [], address


def test_text_is_never_smaller_than_fourteen_pixels(visit: Visit, world: World) -> None:
    page = visit(ENGINEER)
    for address in ("/", "/projects", f"/projects/{world.placed}", "/downloads", "/login"):
        page.goto(address)
        smallest = page.evaluate(SMALLEST_TEXT)
        assert smallest >= 14, address
