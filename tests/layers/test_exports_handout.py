"""The handout is one file that loads nothing, and says everything that the map and its table say."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from geo.database import Database
from geo.errors import Unavailable
from layers.filters import LEVELS, MEASURES, parse_filters
from layers.handout.leaflet import script, stylesheet
from layers.handout.make import Asked, make_handout
from layers.handout.words import Language
from layers.spending.classes import RAMP
from tests.layers.exports_world import World, a_world

VENDORED = Path(__file__).parents[2] / "webmap" / "static" / "vendor" / "leaflet"
LOADING = {"src", "srcset", "href", "data", "poster", "action", "background"}


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    with a_world(server_url, template) as made:
        yield made


@pytest.fixture(scope="module")
def database(world: World) -> Iterator[Database]:
    pool = Database(world.url, size=1).open()
    yield pool
    pool.close()


@pytest.fixture
def leaflet(tmp_path: Path) -> Path:
    """A distribution of Leaflet: the vendored one, or its outline where that is not installed."""
    if (VENDORED / "leaflet.js").exists():
        return VENDORED
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "layers.png").write_bytes(b"\x89PNG")
    (tmp_path / "leaflet.css").write_text(".a { background: url(images/layers.png); }")
    (tmp_path / "leaflet.js").write_text("var L = {};\n//# sourceMappingURL=leaflet.js.map\n")
    return tmp_path


def handout(database: Database, leaflet: Path, level: str, measure: str = "approved", **words: str) -> str:
    language: Language = "en" if words.pop("language", "th") == "en" else "th"
    with database.reading() as connection:
        return make_handout(connection, Asked(level, measure, parse_filters(words), language), leaflet)


class Page(HTMLParser):
    """What a browser would load for a page, its visible text, and its style sheets."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.words: list[str] = []
        self.styles: list[str] = []
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside.append(tag)
        self.loads += [value or "" for name, value in attrs if name in LOADING]
        self.styles += [value or "" for name, value in attrs if name == "style"]

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = self._inside[-1] if self._inside else ""
        {"style": self.styles, "script": []}.get(inside, self.words).append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("measure", MEASURES)
def test_it_loads_nothing_from_anywhere(database: Database, leaflet: Path, level: str, measure: str) -> None:
    content = handout(database, leaflet, level, measure)
    page = Page(content)
    assert [load for load in page.loads if not load.startswith(("data:", "#"))] == []
    styles = " ".join(page.styles)
    assert "@import" not in styles
    assert all(
        found.strip("'\"").startswith(("data:", "#")) for found in re.findall(r"url\(([^)]*)\)", styles)
    )
    assert "sourceMappingURL" not in content
    assert not re.search(r"https?://[^\s\"']*(cdn|jsdelivr|cloudflare|googleapis|jquery)", content)


def test_it_shows_total_mapped_and_unmapped_money_with_the_reasons(
    database: Database, leaflet: Path, world: World
) -> None:
    page = Page(handout(database, leaflet, "amphoe"))
    (row,) = world.rows("SELECT sum(approved) AS all FROM public_project")
    assert f"{row['all']:,.2f} บาท" in page.text
    for reason in ("ไม่ต้องมีพิกัด", "ยังไม่ปักหมุด", "พิกัดอยู่นอกแนวเขต", "ไม่มีแนวเขตระดับนี้"):
        assert f"ไม่อยู่บนแผนที่: {reason}" in page.text


def test_it_says_title_year_measure_date_filters_sources_and_demonstration(
    database: Database, leaflet: Path
) -> None:
    text = Page(handout(database, leaflet, "amphoe", "paid", fiscal_year="2568", area="57")).text
    assert "ใช้จ่ายรายอำเภอ พื้นที่ 57 ปีงบประมาณ 2568" in text
    assert "คำอธิบายสี: เบิกจ่าย" in text
    assert re.search(r"ข้อมูล ณ \d+ \S+ 25\d\d \d\d:\d\d น\.", text)
    assert "ตัวกรอง: ปีงบประมาณ 2568, รหัสพื้นที่ 57" in text
    assert "ผู้ทดสอบ & คณะ (CC BY 4.0)" in text
    assert "ข้อมูลสาธิต" in text


def test_it_speaks_english_when_asked(database: Database, leaflet: Path) -> None:
    text = Page(handout(database, leaflet, "province", fiscal_year="2567", language="en")).text
    assert "Spending by province, fiscal year 2567 B.E." in text
    assert "Not on the map: No place needed" in text


def test_its_table_has_a_row_for_every_area_and_the_total(
    database: Database, leaflet: Path, world: World
) -> None:
    text = Page(handout(database, leaflet, "province")).text
    for code in ("57", "58"):
        (row,) = world.rows(
            "SELECT sum(paid) AS paid FROM public_project WHERE in_area AND province_code = %s", [code]
        )
        assert f"พื้นที่ {code}" in text
        assert f"{row['paid']:,.2f}" in text


def test_its_areas_are_coloured_by_class_and_their_figures_are_in_the_tooltip(
    database: Database, leaflet: Path
) -> None:
    content = handout(database, leaflet, "amphoe")
    assert any(f'"fillColor": "{colour}"' in content for colour in RAMP)
    assert content.count('"code": "570') == 2
    assert len(re.findall(r'"figure1": "[\d,]+\.\d\d (?:บาท|\\u0e1a\\u0e32\\u0e17)"', content)) == 3


def test_a_name_cannot_bring_a_script_into_the_page(database: Database, leaflet: Path, world: World) -> None:
    bad = "</script><img src=http://example.org/x onerror=alert(1)>"
    world.rows("UPDATE authority SET name_th = %s WHERE id = 3 RETURNING id", [bad])
    content = handout(database, leaflet, "authority")
    assert "<img" not in content
    assert "\\u003cimg" not in content
    assert "&lt;img src=http://example.org/x" in content


def test_an_empty_question_is_still_a_page(database: Database, leaflet: Path) -> None:
    assert "0.00 บาท" in Page(handout(database, leaflet, "tambon", fiscal_year="2500")).text


def test_images_of_a_style_sheet_are_put_in_and_source_maps_left_out(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "layers.png").write_bytes(b"picture")
    (tmp_path / "leaflet.css").write_text(
        "a{background:url(images/layers.png)} b{behavior:url(#default#VML)}"
    )
    (tmp_path / "leaflet.js").write_text("x='</script>'\n//# sourceMappingURL=leaflet.js.map")
    assert stylesheet(tmp_path) == (
        "a{background:url(data:image/png;base64,cGljdHVyZQ==)} b{behavior:url(#default#VML)}"
    )
    assert script(tmp_path) == "x='<\\/script>'\n"


def test_without_leaflet_it_says_what_to_install(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="npm ci"):
        handout(database, tmp_path / "none", "province")
