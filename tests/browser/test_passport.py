"""A passport in a real browser: its history stepped through on the map, figures copied, a reason given."""

import io

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect
from shapely import LineString

from geo.database import Database
from layers.projects.place import Place, places_of
from layers.projects.places import remove_place, save_place
from tests.browser.conftest import Visit
from tests.layers.pin_world import ENGINEER, Owner
from tests.webmap.world import World, build

pytestmark = pytest.mark.browser
SAID, NUMBER = "[data-step-said]", "[data-step-number]"
WIDE = "document.documentElement.scrollWidth"
A_SHADE = 4


@pytest.fixture
def world(owner: Owner, db: Database) -> World:
    """The small world; `placed` was moved, lost its pin, got another, and was built 105 m away as a road."""
    world = build(owner)
    for place in (
        Place(19.5023456, 99.5012346, method="text", text_entered="19.5023456 99.5012346"),
        None,
        Place(19.503, 99.502, method="gps", accuracy_m=8),
        Place.of(LineString([(99.503, 19.503), (99.504, 19.504)]), method="survey", phase="as_built"),
    ):
        with db.acting(ENGINEER) as connection:
            known = places_of(connection, world.placed)
            if place is None:
                remove_place(connection, world.placed, "planned", known["planned"].id)
            else:
                before = known.get(place.phase)
                save_place(connection, world.placed, place, before.id if before else None)
    return world


def look(page: Page, world: World) -> Page:
    """Open the project and wait until its map is drawn."""
    page.goto(f"/projects/{world.placed}")
    page.wait_for_selector("[data-passport-map][data-idle]")
    return page


def picture(page: Page) -> Image.Image:
    """Return what the map shows, once it has drawn."""
    page.wait_for_timeout(700)
    return Image.open(io.BytesIO(page.locator("[data-mini-map]").screenshot())).convert("RGB")


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether no pixel differs by more than a shade, as those of rounded corners do from time to time."""
    return all(most <= A_SHADE for _, most in ImageChops.difference(one, other).getextrema())


def test_the_history_is_stepped_through_by_buttons_and_arrows(visit: Visit, world: World) -> None:
    page = look(visit(ENGINEER), world)
    expect(page.locator(NUMBER)).to_have_text("ครั้งที่ 5 จาก 5")
    expect(page.locator(SAID)).to_contain_text("ตามที่สร้างจริง · สำรวจรังวัด")
    now = picture(page)
    page.click("[data-step='-1']")
    expect(page.locator(SAID)).to_contain_text("ตามแผน · GPS ในพื้นที่ ± 8 ม. · คุณengineering")
    assert not alike(picture(page), now)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(SAID)).to_contain_text("เอาหมุดออก")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(NUMBER)).to_have_text("ครั้งที่ 1 จาก 5")
    expect(page.locator("[data-step='-1']")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("[data-steps] tr.lit")).to_have_count(1)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert alike(picture(page), now)


def test_a_row_of_the_history_shows_its_step(visit: Visit, world: World) -> None:
    page = look(visit(ENGINEER), world)
    page.locator("[data-steps] tr").nth(1).click()
    expect(page.locator(NUMBER)).to_have_text("ครั้งที่ 2 จาก 5")


def test_arrows_in_a_field_stay_in_the_field(visit: Visit, world: World) -> None:
    page = look(visit(ENGINEER), world)
    page.fill("#drift-reason", "ย้าย")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(NUMBER)).to_have_text("ครั้งที่ 5 จาก 5")


def test_the_map_shows_the_places_and_the_drift(visit: Visit, world: World) -> None:
    page = look(visit(), world)
    colours = {colour for _, colour in picture(page).getcolors(maxcolors=1 << 24) or []}
    assert (0x1B, 0x8A, 0x5A) in colours
    assert (0xB3, 0x26, 0x1E) in colours


def test_figures_are_copied(visit: Visit, world: World) -> None:
    page = look(visit(permissions=["clipboard-read", "clipboard-write"]), world)
    page.locator("[data-copy]").first.click()
    expect(page.locator("[data-copy]").first).to_have_text("คัดลอกแล้ว")
    assert page.evaluate("navigator.clipboard.readText()") == "19.503000, 99.502000"


def test_on_a_phone_the_cards_stand_below_each_other_and_nothing_is_wider(visit: Visit, world: World) -> None:
    page = look(visit(ENGINEER, phone=True), world)
    assert page.evaluate(WIDE) == 390
    boxes = [card.bounding_box() for card in page.locator(".passport-card").all()]
    assert all(box for box in boxes)
    assert len({box["x"] for box in boxes if box}) == 1
    assert page.locator("[data-step='1']").bounding_box()["height"] >= 44  # type: ignore[index]


def test_without_scripts_the_table_tells_the_history(visit: Visit, world: World) -> None:
    page = visit(java_script_enabled=False)
    page.goto(f"/projects/{world.placed}")
    expect(page.locator("[data-steps] tr")).to_have_count(2)
    expect(page.locator("[data-stepper]")).to_be_hidden()
    expect(page.locator(".passport-card").first).to_contain_text("19.503000, 99.502000")


def test_the_engineer_answers_the_duty_from_the_home_page(visit: Visit, world: World) -> None:
    page = visit(ENGINEER)
    page.goto("/")
    page.click(".tasks a[href*='drift=over']")
    page.click(".pin-list a")
    page.fill("#drift-reason", "ย้ายแนวตามมติประชาคม")
    page.click(".drift-form button[type=submit]")
    expect(page.locator(".drift-reason")).to_contain_text("ย้ายแนวตามมติประชาคม")
    page.goto("/")
    expect(page.locator(".tasks a[href*='drift=over']")).to_have_count(0)


def test_one_place_has_no_steps(visit: Visit, world: World) -> None:
    page = visit()
    page.goto(f"/projects/{world.other}")
    page.wait_for_selector("[data-passport-map][data-idle]")
    expect(page.locator("[data-stepper]")).to_be_hidden()
