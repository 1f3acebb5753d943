"""Spending in a real browser: map, table and address say the same; drill-down by click; sums that agree."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.layers.pin_world import Owner, add_project, book, put
from tests.webmap.portal_world import settle

pytestmark = pytest.mark.browser
READY = "[data-spending-frame][data-ready]"


@pytest.fixture
def ledger(owner: Owner) -> dict[str, int]:
    """Money in two amphoe, some without a place."""
    authorities = settle(owner)
    placed = add_project(owner, authorities["ours"], "ถนน", approved="2000000.25")
    book(owner, placed, "contract", Decimal("1500000"))
    put(owner, placed, 99.1, 19.1)
    put(owner, add_project(owner, authorities["theirs"], "ฝาย", approved="700000"), 99.6, 19.1)
    add_project(owner, authorities["ours"], "ยังไม่ปัก", approved="300000.50")
    return authorities


def look(page: Page, query: str = "level=amphoe&area=57") -> Page:
    """Open spending and wait until the map is drawn."""
    page.goto(f"/spending?{query}")
    page.wait_for_selector(READY)
    page.wait_for_selector("[data-spending-frame][data-idle=yes]")
    return page


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """Return a point of the map's frame, by its shares."""
    box = page.locator("[data-map]").bounding_box()
    assert box
    return box["x"] + box["width"] * x, box["y"] + box["height"] * y


def test_clicks_lead_from_the_province_down_to_projects_and_back(
    visit: Visit, ledger: dict[str, int]
) -> None:
    page = look(visit(), "level=province")
    page.click("tr[data-code='57'] th a")
    expect(page.locator("tr[data-code='5701']")).to_be_visible()
    page.click("tr[data-code='5701'] th a")
    expect(page.locator("tr[data-code='570101']")).to_be_visible()
    assert "level=tambon" in page.url
    page.click(".crumbs a:has-text('เชียงราย')")
    expect(page.locator("tr[data-code='5702']")).to_be_visible()
    page.go_back()
    expect(page.locator("tr[data-code='570101']")).to_be_visible()
    page.click("tr[data-code='570101'] th a")
    page.wait_for_url("**/projects?area=570101")
    expect(page.locator("main")).to_contain_text("ถนน")


def test_the_map_itself_drills_down(visit: Visit, ledger: dict[str, int]) -> None:
    page = look(visit())
    page.mouse.move(*at(page, 0.35, 0.7))
    expect(page.locator(".tip")).to_contain_text("เมือง")
    expect(page.locator(".tip")).to_contain_text("2,000,000.25")
    expect(page.locator("tr[data-code='5701']")).to_have_class(re.compile("lit"))
    page.mouse.click(*at(page, 0.35, 0.7))
    expect(page.locator("tr[data-code='570101']")).to_be_visible()
    assert "area=5701" in page.url


def test_another_measure_changes_map_table_and_address_without_a_new_page(
    visit: Visit, ledger: dict[str, int]
) -> None:
    page = look(visit())
    page.evaluate("() => { window.stayed = true; }")
    page.click(".segment:has-text('สัญญา')")
    expect(page.locator(".spending-table th.on[data-column=contracted]")).to_be_visible()
    expect(page.locator(".spending-sum")).to_contain_text("1.50 ล้านบาท")
    expect(page.locator("[data-legend] summary")).to_contain_text("สัญญา")
    assert "measure=contracted" in page.url
    assert page.evaluate("() => window.stayed") is True
    expect(page.locator(".segment[aria-current]:has-text('สัญญา')")).to_be_focused()


def test_the_year_of_the_menu_goes_with_the_question(
    visit: Visit, owner: Owner, ledger: dict[str, int]
) -> None:
    add_project(owner, ledger["ours"], "ปีก่อน", approved="5", fiscal_year=2024)
    page = look(visit())
    page.click(".segment:has-text('สัญญา')")
    expect(page.locator(".spending-table th.on[data-column=contracted]")).to_be_visible()
    page.click(".year-menu summary")
    page.click(".year-menu a:has-text('2568')")
    expect(page.locator(".spending-sum")).to_contain_text("2568")
    assert "measure=contracted" in page.url
    assert "fiscal_year=2568" in page.url


def test_the_table_is_sorted_by_its_heads(visit: Visit, ledger: dict[str, int]) -> None:
    page = look(visit())
    rows = page.locator("tbody tr[data-code]")
    expect(rows.first).to_have_attribute("data-code", "5701")
    page.click("th[data-column=approved] a")
    expect(rows.first).to_have_attribute("data-code", "5702")
    expect(page.locator("th[data-column=approved]")).to_have_attribute("aria-sort", "ascending")


def test_the_totals_of_the_table_are_the_parts_of_the_bar(visit: Visit, ledger: dict[str, int]) -> None:
    page = look(visit())
    cells = page.locator("tfoot td[data-column=approved]").all_inner_texts()
    mapped, unmapped, total = (Decimal(cell.replace(",", "")) for cell in cells)
    assert mapped + unmapped == total == Decimal("3000000.75")
    page.click(".ledger-parts a:has-text('ยังไม่ปักหมุด')")
    page.wait_for_url("**/projects?area=57&located=no")
    expect(page.locator("main")).to_contain_text("ยังไม่ปัก")


@pytest.mark.parametrize("more", ["0.25", "349765600000.25"])
def test_no_figure_is_cut_off_at_any_usual_width(
    visit: Visit, owner: Owner, ledger: dict[str, int], more: str
) -> None:
    nation = add_project(owner, ledger["ours"], "ทั้งชาติ", approved=more)
    for kind in ("contract", "payment"):
        book(owner, nation, kind, Decimal(more) / 4)
    page = look(visit())
    panel = page.locator(".spending-scroll")
    for width in (1440, 1366, 1280, 1024, 768):
        page.set_viewport_size({"width": width, "height": 768})
        page.wait_for_function("width => window.innerWidth === width", arg=width)
        expect(panel.locator("tfoot .total .on")).to_be_in_viewport()
        assert panel.evaluate("it => it.scrollWidth <= it.clientWidth"), width


def test_a_pin_saved_elsewhere_moves_the_money_onto_the_open_map(
    visit: Visit, owner: Owner, ledger: dict[str, int]
) -> None:
    page = look(visit())
    expect(page.locator(".ledger-parts")).to_contain_text("ยังไม่ปักหมุด")
    row = owner.execute("SELECT id FROM project WHERE title = 'ยังไม่ปัก'").fetchone()
    assert row
    put(owner, row["id"], 99.1, 19.1)
    expect(page.locator(".ledger-parts")).not_to_contain_text("ยังไม่ปักหมุด")
    expect(page.locator("tr[data-code='5701'] td[data-column=approved]")).to_have_text("2,300,000.75")


def test_authorities_are_drawn_too(visit: Visit, ledger: dict[str, int]) -> None:
    page = look(visit(), "level=authority&area=57")
    expect(page.locator("tbody tr[data-code]")).to_have_count(2)
    expect(page.locator("tbody")).to_contain_text("อบต.ของเรา")


def test_on_a_phone_the_table_is_a_sheet_with_the_measure_asked_for(
    visit: Visit, ledger: dict[str, int]
) -> None:
    page = look(visit(phone=True))
    expect(page.locator("tr[data-code='5701'] td[data-column=approved]")).to_be_visible()
    expect(page.locator("tr[data-code='5701'] td[data-column=paid]")).to_be_hidden()
    page.tap("[data-sheet-handle]")
    expect(page.locator("[data-sheet]")).to_have_attribute("data-stop", "full")
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_without_scripts_the_table_and_its_links_are_there(visit: Visit, ledger: dict[str, int]) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/spending?level=amphoe&area=57")
    page.click(".segment:has-text('เบิกจ่าย')")
    assert "measure=paid" in page.url
    page.click("tr[data-code='5701'] th a")
    expect(page.locator("tr[data-code='570101']")).to_be_visible()
