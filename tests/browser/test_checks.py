"""The checks in a real browser: from the list by keyboard to a finding with its map, settled on a phone."""

import re

import pytest
from playwright.sync_api import expect

from geo.database import Database
from layers.checks import check_authorities
from tests.browser.conftest import Visit
from tests.layers.pin_world import ENGINEER, Owner, add_project, put
from tests.webmap.portal_world import settle

pytestmark = pytest.mark.browser


@pytest.fixture
def doubtful(owner: Owner, db: Database) -> None:
    """Two like projects, one of them outside its authority."""
    authorities = settle(owner)
    for place in ((99.2, 19.2), (99.201, 19.2), (99.8, 19.2)):
        put(owner, add_project(owner, authorities["ours"], "ก่อสร้างฝายห้วยแก้ว", approved="300000"), *place)
    with db.acting(1) as connection:
        check_authorities(connection, list(authorities.values()))


def test_arrows_and_enter_lead_from_the_list_to_two_projects_on_a_map(visit: Visit, doubtful: None) -> None:
    page = visit(ENGINEER)
    page.goto("/checks?rule=looks_like")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".check-card")).to_have_count(2)
    page.wait_for_selector("[data-check-map][data-idle=yes]")
    page.click(".back a")
    expect(page).to_have_url(re.compile(r"/checks"))


def test_a_reason_given_on_a_phone_takes_the_finding_off_the_list(visit: Visit, doubtful: None) -> None:
    page = visit(ENGINEER, phone=True)
    page.goto("/checks?rule=outside_authority")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.click("[data-check-table] tbody th a")
    page.wait_for_selector("[data-check-map][data-idle=yes]")
    page.fill("#reason", "มีบันทึกข้อตกลงร่วม")
    page.click("text=ไม่ใช่ปัญหา บันทึกเหตุผล")
    expect(page.locator("blockquote")).to_contain_text("มีบันทึกข้อตกลงร่วม")
    page.goto("/checks?rule=outside_authority")
    expect(page.locator("[data-check-table]")).to_have_count(0)
