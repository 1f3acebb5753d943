"""Pinning in a real browser: three actions, two editors at once, keyboard, touch, and everybody's map."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.layers.pin_world import ENGINEER, PLANNER, Owner, add_project, points, put
from tests.webmap.portal_world import settle

pytestmark = pytest.mark.browser
READY = "[data-pin-frame][data-ready]"


@pytest.fixture
def projects(owner: Owner) -> list[int]:
    """Three projects of ours to pin, in the order of the list."""
    ours = settle(owner)["ours"]
    return [
        add_project(owner, ours, title, approved=approved)
        for title, approved in (("ถนนสายหนึ่ง", 900_000), ("ฝายสอง", 500_000), ("ลานสาม", 100_000))
    ]


def edit(page: Page, project: int) -> Page:
    """Open a project's pin and wait for the map."""
    page.goto(f"/projects/{project}/pin")
    page.wait_for_selector(READY)
    return page


def click_map(page: Page, x: float = 0.5, y: float = 0.5) -> None:
    """Click the map at a share of its width and height, and wait until the point is named."""
    box = page.locator("[data-map]").bounding_box()
    assert box
    with page.expect_response(lambda answer: "/pins/check" in answer.url):
        page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


def save(page: Page) -> None:
    """Save, and wait until the panel says so."""
    page.click("[data-save]")
    expect(page.locator(".toast")).to_contain_text("ปักหมุดแล้ว")


def test_from_the_list_to_a_saved_pin_in_three_actions(
    visit: Visit, owner: Owner, projects: list[int]
) -> None:
    page = visit(ENGINEER)
    page.goto("/pins")
    page.click(f'a[href="/projects/{projects[0]}/pin"]')  # one
    page.wait_for_selector(READY)
    click_map(page)  # two
    expect(page.locator("[data-place]")).to_contain_text("อ.เมือง")
    page.click("[data-save]")  # three
    expect(page.locator("[data-pin-title]")).to_have_text("ฝายสอง")
    expect(page.locator("[data-left]")).to_have_text("เหลือ 2")
    assert page.url.endswith(f"/projects/{projects[1]}/pin")
    assert len(points(owner, projects[0])) == 1


def test_the_whole_list_is_pinned_without_going_back(visit: Visit, owner: Owner, projects: list[int]) -> None:
    page = edit(visit(ENGINEER), projects[0])
    for title in ("ฝายสอง", "ลานสาม", "ลานสาม"):
        click_map(page)
        page.click("[data-save]")
        expect(page.locator("[data-pin-title]")).to_have_text(title)
        expect(page.locator("[data-save]")).to_be_enabled()
    expect(page.locator("[data-left]")).to_have_text("ปักหมุดครบแล้ว")
    assert all(len(points(owner, project)) == 1 for project in projects)


def test_the_toast_takes_a_pin_back(visit: Visit, owner: Owner, projects: list[int]) -> None:
    page = edit(visit(ENGINEER), projects[0])
    click_map(page)
    save(page)
    page.click(".toast-act")
    expect(page.locator("[data-pin-title]")).to_have_text("ถนนสายหนึ่ง")
    expect(page.locator(".toast")).to_contain_text("เลิกทำแล้ว")
    assert points(owner, projects[0]) == []


def test_a_pasted_coordinate_is_understood_and_saved_by_enter(
    visit: Visit, owner: Owner, projects: list[int]
) -> None:
    page = edit(visit(ENGINEER), projects[0])
    page.fill("[name=text]", "47Q 510520 2111893")
    expect(page.locator("[data-place]")).to_have_text("ต.เวียง อ.เมือง จ.เชียงราย")
    expect(page.locator("[data-notes]")).to_contain_text("EPSG:32647")
    page.press("[name=text]", "Enter")
    expect(page.locator(".toast")).to_contain_text("ปักหมุดแล้ว")
    (place,) = points(owner, projects[0])
    assert place == (pytest.approx(19.1, abs=1e-4), pytest.approx(99.1, abs=1e-4))


def test_enter_right_after_typing_saves_what_was_typed(
    visit: Visit, owner: Owner, projects: list[int]
) -> None:
    page = edit(visit(ENGINEER), projects[0])
    page.fill("[name=text]", "19.1, 99.1")
    page.press("[name=text]", "Enter")
    expect(page.locator(".toast")).to_contain_text("ปักหมุดแล้ว")
    assert points(owner, projects[0]) == [(19.1, 99.1)]


def test_what_cannot_be_read_is_said_at_the_field_and_not_saved(
    visit: Visit, owner: Owner, projects: list[int]
) -> None:
    page = edit(visit(ENGINEER), projects[0])
    page.fill("[name=text]", "ข้างวัด")
    page.press("[name=text]", "Enter")
    expect(page.locator("#pin-error")).to_contain_text("ข้างวัด")
    assert points(owner, projects[0]) == []


def test_a_point_outside_the_area_is_warned_of_at_once(visit: Visit, projects: list[int]) -> None:
    page = edit(visit(ENGINEER), projects[0])
    page.fill("[name=text]", "19.1, 99.6")
    expect(page.locator("[data-notes] .caution")).to_contain_text("ห่าง 10.5")
    page.fill("[name=text]", "51.5, 0")
    expect(page.locator("[data-notes] .serious")).to_contain_text("นอกประเทศไทย")
    expect(page.locator("[data-save-word]")).to_have_text("บันทึกทั้งที่มีคำเตือน")


def test_two_editors_at_once_the_second_sees_both_and_chooses(
    visit: Visit, owner: Owner, projects: list[int]
) -> None:
    first, second = edit(visit(ENGINEER), projects[0]), edit(visit(PLANNER), projects[0])
    click_map(second, 0.7, 0.4)
    click_map(first, 0.3, 0.6)
    save(first)
    (theirs,) = points(owner, projects[0])
    second.click("[data-save]")
    clash = second.locator("[data-clash]")
    expect(clash).to_contain_text("คุณengineering")
    expect(second.locator(".pin-rival")).to_have_count(2)
    assert points(owner, projects[0]) == [theirs]
    second.click("[data-clash-mine-wins]")
    expect(second.locator(".toast")).to_contain_text("ปักหมุดแล้ว")
    assert points(owner, projects[0]) != [theirs]
    assert len(points(owner, projects[0])) == 1


def test_the_second_editor_may_keep_what_is_there(visit: Visit, owner: Owner, projects: list[int]) -> None:
    first, second = edit(visit(ENGINEER), projects[0]), edit(visit(PLANNER), projects[0])
    click_map(second, 0.7, 0.4)
    click_map(first, 0.3, 0.6)
    save(first)
    there = points(owner, projects[0])
    second.click("[data-save]")
    second.click("[data-clash-keep]")
    expect(second.locator("[data-clash]")).to_be_hidden()
    expect(second.locator(".pin-mark.kept")).to_be_visible()
    assert points(owner, projects[0]) == there


def test_an_editor_with_nothing_in_hand_is_shown_what_another_saved(
    visit: Visit, projects: list[int]
) -> None:
    first, second = edit(visit(ENGINEER), projects[0]), edit(visit(PLANNER), projects[0])
    click_map(first)
    save(first)
    expect(second.locator(".toast")).to_contain_text("คุณengineering")
    expect(second.locator(".pin-mark.kept")).to_be_visible()


def test_a_pin_comes_to_everybodys_open_map_by_itself(visit: Visit, projects: list[int]) -> None:
    page, other = edit(visit(ENGINEER), projects[0]), visit()
    other.goto("/#map=11/19.1/99.1")
    other.wait_for_selector("[data-map][data-idle]")
    page.fill("[name=text]", "19.1, 99.1")
    with other.expect_response(lambda answer: "/tiles/projects/" in answer.url and len(answer.body()) > 0):
        page.press("[name=text]", "Enter")
    expect(other.locator("[data-list]")).to_contain_text("ถนนสายหนึ่ง")


def test_the_keyboard_alone_places_moves_and_saves(visit: Visit, owner: Owner, projects: list[int]) -> None:
    page = edit(visit(ENGINEER), projects[0])
    page.locator("[data-map] canvas").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-place]")).to_contain_text("อ.เมือง")
    before = page.input_value("[name=text]").split(", ")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    after = page.input_value("[name=text]").split(", ")
    assert float(after[0]) > float(before[0])
    assert float(after[1]) > float(before[1])
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("ปักหมุดแล้ว")
    (place,) = points(owner, projects[0])
    assert place == (pytest.approx(float(after[0]), abs=1e-6), pytest.approx(float(after[1]), abs=1e-6))


def test_escape_gives_up_the_point_in_hand(visit: Visit, projects: list[int]) -> None:
    page = edit(visit(ENGINEER), projects[0])
    click_map(page)
    page.keyboard.press("Escape")
    expect(page.locator(".pin-mark")).to_have_count(0)
    assert page.input_value("[name=text]") == ""


def test_a_pin_is_dragged(visit: Visit, owner: Owner, projects: list[int]) -> None:
    put(owner, projects[0])
    page = edit(visit(ENGINEER), projects[0])
    box = page.locator(".pin-mark").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 20, steps=5)
    page.mouse.up()
    expect(page.locator(".pin-mark.kept")).to_have_count(0)
    save(page)
    ((lat, lon),) = points(owner, projects[0])
    assert lon > 99.1
    assert lat == pytest.approx(19.1, abs=1e-3)


def test_the_device_says_where_it_is(visit: Visit, owner: Owner, projects: list[int]) -> None:
    page = visit(
        ENGINEER,
        phone=True,
        geolocation={"latitude": 19.2, "longitude": 99.2, "accuracy": 12},
        permissions=["geolocation"],
    )
    edit(page, projects[0])
    page.tap("[data-here]")
    expect(page.locator("[data-figures]")).to_contain_text("12 ม.")
    page.tap("[data-save]")
    expect(page.locator(".toast")).to_contain_text("ปักหมุดแล้ว")
    row = owner.execute("SELECT method, accuracy_m FROM location").fetchone()
    assert row == {"method": "gps", "accuracy_m": 12}


def test_a_device_that_refuses_is_no_dead_end(visit: Visit, projects: list[int]) -> None:
    page = edit(visit(ENGINEER, permissions=[]), projects[0])
    page.click("[data-here]")
    expect(page.locator("#pin-error")).to_be_visible()
    click_map(page)
    expect(page.locator("#pin-error")).to_be_hidden()


def test_on_a_phone_a_tap_and_save_are_in_reach(visit: Visit, owner: Owner, projects: list[int]) -> None:
    page = edit(visit(ENGINEER, phone=True), projects[0])
    box = page.locator("[data-map]").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("[data-place]")).to_contain_text("อ.เมือง")
    button = page.locator("[data-save]").bounding_box()
    assert button
    assert button["y"] + button["height"] < 844
    assert button["height"] >= 44
    page.tap("[data-save]")
    expect(page.locator(".toast")).to_contain_text("ปักหมุดแล้ว")
    assert len(points(owner, projects[0])) == 1


def test_not_needing_a_place_goes_on_to_the_next(visit: Visit, projects: list[int]) -> None:
    page = edit(visit(ENGINEER), projects[0])
    page.click("summary:has-text('ไม่ต้องมีพิกัด')")
    page.fill("[name=reason]", "เป็นการอบรม")
    page.press("[name=reason]", "Enter")
    expect(page.locator("[data-pin-title]")).to_have_text("ฝายสอง")
    page.goto("/pins?located=not-needed")
    expect(page.locator(".pin-list")).to_contain_text("เป็นการอบรม")


def test_ctrl_z_takes_back_what_was_done_last(visit: Visit, owner: Owner, projects: list[int]) -> None:
    page = edit(visit(ENGINEER), projects[0])
    page.click("summary:has-text('ไม่ต้องมีพิกัด')")
    page.fill("[name=reason]", "เป็นการอบรม")
    page.press("[name=reason]", "Enter")
    expect(page.locator("[data-pin-title]")).to_have_text("ฝายสอง")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-pin-title]")).to_have_text("ถนนสายหนึ่ง")
    row = owner.execute("SELECT needs_place FROM project WHERE id = %s", [projects[0]]).fetchone()
    assert row == {"needs_place": True}


def test_a_removed_pin_comes_back_by_undo(visit: Visit, owner: Owner, projects: list[int]) -> None:
    put(owner, projects[0])
    page = edit(visit(ENGINEER), projects[0])
    page.click("[data-remove-form] button")
    expect(page.locator(".toast")).to_contain_text("เอาหมุดออกแล้ว")
    assert points(owner, projects[0]) == []
    page.click(".toast-act")
    expect(page.locator(".pin-mark.kept")).to_be_visible()
    assert points(owner, projects[0]) == [(19.1, 99.1)]


def test_going_back_shows_the_project_before(visit: Visit, projects: list[int]) -> None:
    page = edit(visit(ENGINEER), projects[0])
    click_map(page)
    page.click("[data-save]")
    expect(page.locator("[data-pin-title]")).to_have_text("ฝายสอง")
    page.go_back()
    expect(page.locator("[data-pin-title]")).to_have_text("ถนนสายหนึ่ง")


def test_a_lost_network_is_said_and_nothing_is_lost(visit: Visit, owner: Owner, projects: list[int]) -> None:
    page = edit(visit(ENGINEER), projects[0])
    click_map(page)
    page.context.set_offline(True)
    page.click("[data-save]")
    expect(page.locator("#pin-error")).to_contain_text("ยังไม่ได้บันทึก")
    page.context.set_offline(False)
    save(page)
    assert len(points(owner, projects[0])) == 1
