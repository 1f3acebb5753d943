"""Lines and areas in a real browser: by mouse, finger and keyboard, from texts, files and the device."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.layers.pin_world import ENGINEER, PLANNER, Owner, add_project, points
from tests.webmap.portal_world import settle

pytestmark = pytest.mark.browser
READY = "[data-pin-frame][data-ready]"
ROAD = "ก่อสร้างถนน คสล. กว้าง 5.00 ม. ยาว 1,745 ม. หรือพื้นที่ไม่น้อยกว่า 8,725 ตร.ม."
GPX = """<gpx><wpt lat="19.2" lon="99.2"><name>ต้นทาง</name></wpt>
<trk><name>เดินสำรวจ</name><trkseg><trkpt lat="19.1" lon="99.1"/>
<trkpt lat="19.1" lon="99.1166"/></trkseg></trk></gpx>"""


@pytest.fixture
def road(owner: Owner) -> int:
    """A road of ours, for which a line is drawn unless one chooses otherwise."""
    return add_project(owner, settle(owner)["ours"], ROAD, category="road", approved=900_000)


def edit(page: Page, project: int) -> Page:
    """Open a project's pin and wait for the map."""
    page.goto(f"/projects/{project}/pin")
    page.wait_for_selector(READY)
    return page


def spot(page: Page, x: float, y: float) -> tuple[float, float]:
    """Return a place on the map, by its share of width and height, in pixels of the page.

    A phone makes more room for the map once something is drawn: the map has to have taken it.
    """
    page.wait_for_function(
        "() => { const map = document.querySelector('[data-map]');"
        " return Math.abs(map.querySelector('canvas').clientHeight - map.clientHeight) < 2; }"
    )
    box = page.locator("[data-map]").bounding_box()
    assert box
    return box["x"] + box["width"] * x, box["y"] + box["height"] * y


def draw(page: Page, *spots: tuple[float, float]) -> None:
    """Click vertices one after the other, each looked at by the server before the next."""
    for x, y in spots:
        with page.expect_response(lambda answer: "/pins/check" in answer.url):
            page.mouse.click(*spot(page, x, y))


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag what is at a place of the map to another."""
    with page.expect_response(lambda answer: "/pins/check" in answer.url):
        page.mouse.move(*spot(page, *start))
        page.mouse.down()
        page.mouse.move(*spot(page, *end), steps=30)
        page.mouse.up()


def length(page: Page) -> str:
    """Return the length that is shown."""
    return page.locator("[data-measure]").inner_text()


def save(page: Page) -> None:
    """Save, and wait until the page says so."""
    page.click("[data-save]")
    expect(page.locator(".toast")).to_contain_text("ปักหมุดแล้ว")


def shape(owner: Owner, project: int, phase: str = "planned") -> dict[str, Any] | None:
    """Return the kind, the number of vertices and the method of a project's place in force."""
    return owner.execute(
        "SELECT GeometryType(geom) AS kind, ST_NPoints(geom) AS vertices, method FROM location "
        "WHERE project_id = %s AND phase = %s AND superseded_at IS NULL",
        [project, phase],
    ).fetchone()


def test_a_road_is_drawn_measured_questioned_and_saved(visit: Visit, owner: Owner, road: int) -> None:
    page = edit(visit(ENGINEER), road)
    expect(page.locator("[data-kind=line]")).to_have_attribute("aria-checked", "true")
    draw(page, (0.4, 0.4), (0.5, 0.5), (0.6, 0.4))
    expect(page.locator("[data-measure]")).to_contain_text("กม.")
    expect(page.locator("[data-measures]")).to_contain_text("1,745")
    expect(page.locator("[data-notes] .caution")).to_contain_text("ชื่อโครงการบอก 1,745")
    save(page)
    assert shape(owner, road) == {"kind": "LINESTRING", "vertices": 3, "method": "map"}
    assert len(points(owner, road)) == 1


def test_a_plain_point_of_a_road_takes_no_more_actions_than_any_other(
    visit: Visit, owner: Owner, road: int
) -> None:
    page = edit(visit(ENGINEER), road)
    draw(page, (0.5, 0.5))
    save(page)
    assert shape(owner, road) == {"kind": "POINT", "vertices": 1, "method": "map"}


def test_vertices_are_moved_added_and_removed_and_every_step_taken_back(visit: Visit, road: int) -> None:
    page = edit(visit(ENGINEER), road)
    draw(page, (0.3, 0.4), (0.5, 0.4), (0.7, 0.4))
    page.mouse.click(*spot(page, 0.7, 0.4))  # the last vertex again ends the line
    expect(page.locator("[data-tool=add]")).to_have_attribute("aria-pressed", "false")
    straight = length(page)
    drag(page, (0.5, 0.4), (0.5, 0.6))
    bent = length(page)
    drag(page, (0.4, 0.5), (0.4, 0.7))  # from the middle of an edge: one more vertex
    more = length(page)
    assert len({straight, bent, more}) == 3
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-measure]")).not_to_have_text(more)
    while page.locator("[data-measure]").inner_text() != straight:
        page.click("[data-tool=undo]")
    page.click("[data-tool=redo]")
    expect(page.locator("[data-measure]")).to_have_text(bent)
    page.mouse.click(*spot(page, 0.5, 0.6))
    page.click("[data-tool=remove]")
    expect(page.locator("[data-measure]")).to_have_text(straight)


def test_what_is_discarded_can_be_had_again(visit: Visit, road: int) -> None:
    page = edit(visit(ENGINEER), road)
    draw(page, (0.3, 0.4), (0.5, 0.5))
    drawn = length(page)
    page.click("[data-tool=discard]")
    expect(page.locator("[data-measures]")).to_be_hidden()
    page.click("[data-tool=undo]")
    expect(page.locator("[data-measure]")).to_have_text(drawn)


def test_an_area_is_drawn_and_not_saved_before_it_is_one(visit: Visit, owner: Owner, road: int) -> None:
    page = edit(visit(ENGINEER), road)
    page.click("[data-kind=polygon]")
    draw(page, (0.4, 0.4), (0.6, 0.4))
    page.click("[data-save]")
    expect(page.locator("#pin-error")).to_contain_text("สามจุด")
    draw(page, (0.5, 0.6))
    expect(page.locator("[data-measure]")).to_contain_text("ไร่")
    save(page)
    assert shape(owner, road) == {"kind": "POLYGON", "vertices": 4, "method": "map"}


def test_the_keyboard_alone_draws_a_line(visit: Visit, owner: Owner, road: int) -> None:
    page = edit(visit(ENGINEER), road)
    page.locator("[data-map] canvas").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pin-mark")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("[data-drawn]")).to_contain_text("จุดที่ 2 จาก 2")
    before = length(page)
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("[data-measure]")).not_to_have_text(before)
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    page.keyboard.press("PageUp")
    expect(page.locator("[data-drawn]")).to_contain_text("จุดที่ 3 จาก 4")
    page.keyboard.press("Delete")
    expect(page.locator("[data-drawn]")).to_contain_text("จาก 3")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("ปักหมุดแล้ว")
    assert shape(owner, road) == {"kind": "LINESTRING", "vertices": 3, "method": "map"}


def test_a_finger_drags_a_vertex_by_a_large_handle(visit: Visit, owner: Owner, road: int) -> None:
    page = edit(visit(ENGINEER, phone=True), road)
    for x, y in ((0.3, 0.6), (0.5, 0.6), (0.7, 0.6)):
        with page.expect_response(lambda answer: "/pins/check" in answer.url):
            page.touchscreen.tap(*spot(page, x, y))
    before, looked_at = length(page), page.locator("[data-figures]").inner_text()
    (x, y), touch = spot(page, 0.5, 0.6), page.context.new_cdp_session(page)
    off = 18  # pixels beside the vertex: within a handle of 44
    with page.expect_response(lambda answer: "/pins/check" in answer.url):
        for kind, dy in (
            ("touchStart", 0),
            *(("touchMove", 12 * step) for step in range(1, 7)),
            ("touchEnd", 0),
        ):
            places = [] if kind == "touchEnd" else [{"x": x + off, "y": y + dy}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})
    expect(page.locator("[data-measure]")).not_to_have_text(before)
    expect(page.locator("[data-figures]")).not_to_have_text(
        looked_at
    )  # the panel has taken the answer, and moves no more
    page.locator("[data-save]").scroll_into_view_if_needed()
    page.wait_for_timeout(400)  # Chromium makes no click of a tap on what scrolls
    button = page.locator("[data-save]").bounding_box()
    assert button
    assert button["y"] + button["height"] < 844
    page.tap("[data-save]")
    expect(page.locator(".toast")).to_contain_text("ปักหมุดแล้ว")
    kept = shape(owner, road)
    assert kept
    assert kept["vertices"] == 3


def test_a_vertex_is_drawn_to_a_neighbours_line_unless_the_magnet_is_off(
    visit: Visit, owner: Owner, road: int
) -> None:
    ours = owner.execute("SELECT authority_id FROM project WHERE id = %s", [road]).fetchone()
    assert ours
    neighbour = add_project(owner, ours["authority_id"], "ถนนข้างเคียง")
    line = "SRID=4326;LINESTRING(99.09 19.1, 99.11 19.1)"
    owner.execute(
        "INSERT INTO location (project_id, authority_id, geom, method) VALUES (%s, %s, %s, 'map')",
        [neighbour, ours["authority_id"], line],
    )
    page = visit(ENGINEER)
    ends = []
    for magnet in (True, False):
        edit(page, road)
        with page.expect_response(lambda answer: "/pins/around" in answer.url):
            page.fill("[name=text]", "19.1, 99.1")
            expect(page.locator(".pin-mark")).to_be_visible()
            page.click("[data-kind=line]")
            page.click("[data-tool=discard]")
            page.click("[data-zoom='1']")
        page.wait_for_timeout(800)
        if not magnet:
            page.click("[data-tool=snap]")
        page.click("[data-kind=line]")
        x, y = spot(page, 0.5, 0.5)
        page.mouse.click(x, y + 7)
        expect(page.locator(".pin-mark")).to_be_visible()
        ends.append(page.input_value("[name=text]").split(",")[0])
    assert ends[0] == "19.100000"
    assert ends[1] != "19.100000"


def test_phases_have_ghosts_and_places_of_their_own(visit: Visit, owner: Owner, road: int) -> None:
    page = edit(visit(ENGINEER), road)
    draw(page, (0.4, 0.4), (0.6, 0.5))
    save(page)
    edit(page, road)
    page.check("[name=phase][value=as_built]", force=True)
    expect(page.locator(".pin-ghost")).to_have_count(1)
    page.click("[data-kind=line]")
    draw(page, (0.4, 0.6), (0.6, 0.7), (0.7, 0.7))
    save(page)
    assert shape(owner, road) == {"kind": "LINESTRING", "vertices": 2, "method": "map"}
    assert shape(owner, road, "as_built") == {"kind": "LINESTRING", "vertices": 3, "method": "map"}


def test_another_reading_is_a_ghost_that_one_click_takes(visit: Visit, owner: Owner, road: int) -> None:
    page = edit(visit(ENGINEER), road)
    page.fill("[name=text]", "510520 2111893")
    expect(page.locator("[data-readings]")).to_contain_text("Indian 1975")
    page.locator("button.pin-ghost").first.click()
    expect(page.locator("[data-notes]")).to_contain_text("EPSG:24047")
    save(page)
    row = owner.execute("SELECT crs, repairs FROM location").fetchone()
    assert row
    assert row["crs"] == "EPSG:24047"
    assert row["repairs"]


def test_a_files_shapes_are_listed_and_one_is_taken(
    visit: Visit, owner: Owner, road: int, tmp_path: Path
) -> None:
    path = tmp_path / "ถนน.gpx"
    path.write_text(GPX, encoding="utf-8")
    page = edit(visit(ENGINEER), road)
    page.set_input_files("[data-file]", path)
    expect(page.locator("[data-shapes-list] li")).to_have_count(2)
    page.click("[data-shapes-list] button:has-text('เดินสำรวจ')")
    expect(page.locator("[data-measure]")).to_contain_text("1,74")
    taken = page.locator("[data-shapes-list] [aria-current]")
    expect(taken).to_contain_text("เดินสำรวจ")
    page.click("[data-tool=undo]")
    expect(taken).to_have_count(0)
    page.click("[data-tool=redo]")
    expect(taken).to_contain_text("เดินสำรวจ")
    save(page)
    assert shape(owner, road) == {"kind": "LINESTRING", "vertices": 2, "method": "file"}


def test_a_file_that_will_not_do_is_said_at_the_field(visit: Visit, road: int, tmp_path: Path) -> None:
    path = tmp_path / "a.gpx"
    path.write_text("<html>")
    page = edit(visit(ENGINEER), road)
    page.set_input_files("[data-file]", path)
    expect(page.locator("#pin-error")).to_contain_text("GPX")


def test_the_device_is_followed_until_it_is_sure(visit: Visit, owner: Owner, road: int) -> None:
    rough = {"latitude": 19.2, "longitude": 99.2, "accuracy": 40.0}
    page = edit(visit(ENGINEER, phone=True, geolocation=rough, permissions=["geolocation"]), road)
    page.tap("[data-here]")
    expect(page.locator("[data-fix-figure]")).to_contain_text("± 40")
    page.context.set_geolocation({"latitude": 19.2001, "longitude": 99.2, "accuracy": 9})
    expect(page.locator("[data-fix-figure]")).to_contain_text("± 9")
    page.tap("[data-fix-stop]")
    expect(page.locator("[data-fix]")).to_be_hidden()
    page.tap("[data-save]")
    expect(page.locator(".toast")).to_contain_text("ปักหมุดแล้ว")
    row = owner.execute("SELECT method, accuracy_m FROM location").fetchone()
    assert row == {"method": "gps", "accuracy_m": 9}


def test_a_better_fix_leaves_alone_what_was_put_elsewhere_since(
    visit: Visit, owner: Owner, road: int
) -> None:
    rough = {"latitude": 19.2, "longitude": 99.2, "accuracy": 40.0}
    page = edit(visit(ENGINEER, geolocation=rough, permissions=["geolocation"]), road)
    page.click("[data-kind=point]")
    page.click("[data-here]")
    expect(page.locator("[data-fix-figure]")).to_contain_text("± 40")
    draw(page, (0.3, 0.3))
    expect(page.locator("[data-fix]")).to_be_hidden()
    put_at = page.input_value("[name=text]")
    page.context.set_geolocation({"latitude": 19.2001, "longitude": 99.2, "accuracy": 9})
    page.wait_for_timeout(500)
    assert page.input_value("[name=text]") == put_at


def test_the_second_of_two_who_draw_sees_both_and_chooses(visit: Visit, owner: Owner, road: int) -> None:
    first, second = edit(visit(ENGINEER), road), edit(visit(PLANNER), road)
    draw(second, (0.3, 0.3), (0.4, 0.3), (0.5, 0.4))
    draw(first, (0.6, 0.6), (0.7, 0.6))
    save(first)
    second.click("[data-save]")
    expect(second.locator("[data-clash]")).to_contain_text("คุณengineering")
    second.click("[data-clash-mine-wins]")
    expect(second.locator(".toast")).to_contain_text("ปักหมุดแล้ว")
    assert shape(owner, road) == {"kind": "LINESTRING", "vertices": 3, "method": "map"}


def test_each_part_of_a_road_of_several_is_changed_and_one_added(
    visit: Visit, owner: Owner, road: int
) -> None:
    page = edit(visit(ENGINEER), road)
    draw(page, (0.2, 0.4), (0.3, 0.4))
    page.click("[data-tool=more]")
    draw(page, (0.6, 0.4), (0.7, 0.4), (0.8, 0.4))
    expect(page.locator("[data-part-said]")).to_have_text("ส่วนที่ 2 จาก 2")
    save(page)
    assert shape(owner, road) == {"kind": "MULTILINESTRING", "vertices": 5, "method": "map"}
    edit(page, road)
    expect(page.locator("[data-part-said]")).to_have_text("ส่วนที่ 1 จาก 2")
    page.click("[data-tool=part]")
    expect(page.locator("[data-part-said]")).to_have_text("ส่วนที่ 2 จาก 2")
    page.focus("[data-map] canvas")
    page.keyboard.press("PageDown")
    expect(page.locator("[data-drawn]")).to_contain_text("จาก 3")
    page.keyboard.press("Delete")
    save(page)
    assert shape(owner, road) == {"kind": "MULTILINESTRING", "vertices": 4, "method": "map"}
