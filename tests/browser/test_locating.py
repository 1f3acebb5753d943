"""A table of places in a real browser: sent in, chosen from by keys and fingers, saved."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pyproj import Transformer

from tests.browser.conftest import Visit
from tests.layers.pin_world import ENGINEER, Owner, add_project, points
from tests.webmap.portal_world import settle

pytestmark = pytest.mark.browser

EAST, NORTH = Transformer.from_crs(4326, 32647, always_xy=True).transform(99.2, 19.2)


@pytest.fixture
def projects(owner: Owner) -> list[int]:
    ours = settle(owner)["ours"]
    return [add_project(owner, ours, f"ฝายแห่งที่ {at}", reference=f"ก-{at}") for at in (1, 2)]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "ฝาย.csv"
    metres = f"47Q {EAST:.0f} {NORTH:.0f}"
    path.write_text(f"รหัสโครงการ,พิกัด\nก-1,{metres}\nก-2,{metres}\n", "utf-8")
    return path


def test_a_table_is_chosen_from_by_keys_and_saved(
    visit: Visit, projects: list[int], table: Path, owner: Owner
) -> None:
    page = visit(ENGINEER)
    page.goto("/locate")
    page.set_input_files("#bulk-file", table)
    page.click("text=อ่านตาราง")
    page.wait_for_selector("[data-bulk-map][data-idle=yes]")
    page.locator("#row-2").focus()
    page.keyboard.press("1")
    expect(page.locator("#row-2 [data-state]")).to_contain_text("พร้อมบันทึก")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    expect(page.locator("#row-3 [data-state]")).to_contain_text("พร้อมบันทึก")
    assert points(owner, projects[0]) == []
    page.click("text=บันทึกหมุด 2 โครงการ")
    expect(page.locator("[data-save]")).to_contain_text("บันทึกแล้ว 2 โครงการ")
    ((lat, lon),) = points(owner, projects[0])
    assert (lat, lon) == pytest.approx((19.2, 99.2), abs=1e-5)
    assert points(owner, projects[1])[0][1] < lon - 0.002


def test_on_a_phone_all_rows_alike_are_chosen_at_once(
    visit: Visit, projects: list[int], table: Path, owner: Owner
) -> None:
    page = visit(ENGINEER, phone=True)
    page.goto("/locate")
    page.set_input_files("#bulk-file", table)
    page.tap("text=อ่านตาราง")
    page.tap("button[name=manner]:has-text('Indian 1975')")
    expect(page.locator("button[name=manner]")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.tap("text=บันทึกหมุด 2 โครงการ")
    expect(page.locator("[data-save]")).to_contain_text("บันทึกแล้ว 2 โครงการ")
    assert all(points(owner, project)[0][1] < 99.198 for project in projects)
