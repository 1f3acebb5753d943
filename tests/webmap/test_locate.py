"""`eplan locate`: what is printed, in which order, with which exit status; and tables given back."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import shared
from tests.etl.projects_world import OURS, World, new_world
from webmap.cli import main

KEYS = ("lat", "lon", "crs", "operation", "notation", "repairs", "area", "distance_m", "confidence")


class Command:
    """Runs `eplan locate` and keeps what it printed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys
        self.out = self.err = ""

    def __call__(self, *words: str | Path) -> int:
        self._monkeypatch.setattr(sys, "argv", ["eplan", "locate", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        self.out, self.err = self._capsys.readouterr()
        return int(end.value.code or 0)

    @property
    def answer(self) -> Any:
        """What was printed as JSON."""
        return json.loads(self.out)


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    with new_world(server_url, template) as world:
        yield world


@pytest.fixture
def locate(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    monkeypatch.setenv("EPLAN_DATABASE_URL", world.url)
    return Command(monkeypatch, capsys)


def test_json_tells_each_reading_and_that_nothing_is_refused(locate: Command) -> None:
    assert locate("99.8412, 19.9047", "--within", "5701", "--json") == 0
    (reading,) = locate.answer["readings"]
    assert [key for key in reading if key in KEYS] == list(KEYS)
    assert (reading["lat"], reading["lon"], reading["crs"]) == (19.9047, 99.8412, "EPSG:4326")
    assert (reading["repairs"], reading["distance_m"]) == (["swapped-axes"], 0)
    assert reading["area"]["amphoe"]["code"] == "5701"
    assert 0.9 < reading["confidence"] < 1
    assert locate.answer["refused"] is None


def test_json_of_a_refused_text_has_the_reason_and_status_1(locate: Command) -> None:
    assert locate("081-234-5678", "--json") == 1
    assert locate.answer["readings"] == []
    assert "081-234-5678" in locate.answer["refused"]


def test_the_best_reading_stands_first_by_the_wanted_area(locate: Command) -> None:
    # 150 m within the area in Indian 1975, 184 m beyond its border in WGS 84.
    assert locate("E 604800 N 2201155", "--within", OURS, "--json") == 0
    assert [reading["crs"] for reading in locate.answer["readings"]] == ["EPSG:24047", "EPSG:32647"]
    assert [reading["distance_m"] == 0 for reading in locate.answer["readings"]] == [True, False]


def test_a_declared_system_is_taken_for_bare_numbers(locate: Command) -> None:
    assert locate("588383.6 2200849.9", "--crs", "EPSG:24047", "--json") == 0
    assert locate.answer["readings"][0]["lat"] == pytest.approx(19.9047, abs=1e-5)


def test_people_get_thai_first_and_then_english(locate: Command) -> None:
    assert locate("E 604800 N 2201155", "--within", OURS) == 0
    thai, english = locate.out.splitlines()[:2]
    assert thai.startswith("อ่านเป็น Indian 1975 ตกในอบต.บ้านเรา")
    assert english.startswith("read as Indian 1975")
    assert locate("ไม่มี") == 1
    assert "ไม่มีตัวเลขพิกัด" in locate.err


def test_an_unknown_area_or_system_is_refused(locate: Command) -> None:
    assert locate("19.9, 99.8", "--within", "9999", "--json") == 1
    assert locate.answer["error"]["kind"] == "NotFound"
    assert locate("19.9, 99.8", "--crs", "EPSG:1", "--json") == 1


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("19.9, 99.8", "--report", "o.xlsx"),
        ("19.9, 99.8", "--column", "x"),
        ("--file", __file__),
        ("--file", __file__, "--report", "o.pdf"),
        ("19.9, 99.8", "--file", __file__, "--report", "o.xlsx"),
    ],
)
def test_words_that_do_not_go_together_are_wrong_usage(locate: Command, words: tuple[str, ...]) -> None:
    assert locate(*words) == 2


TABLE = """ลำดับ,ชื่อ,พิกัด,หมายเหตุ
1,อาคาร,"19.9047, 99.8412",=1+1
2,ถนน,จุดเริ่มต้น 19.9047 99.8412 จุดสิ้นสุด 19.91 99.85,-
3,ฝาย,E 588049 N 2201155,
4,บ่อ,"99.8412, 19.9047",
5,อบรม,ไม่มี,
6,ศาลา,,
"""


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _table(tmp_path: Path, text: str = TABLE) -> Path:
    path = tmp_path / "places.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_given_back_with_what_was_understood(locate: Command, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert locate("--file", _table(tmp_path), "--within", OURS, "--report", out, "--json") == 0
    counts = {name: locate.answer[name] for name in ("rows", "read", "mended", "choose", "refused", "blank")}
    assert counts == {"rows": 6, "read": 2, "mended": 1, "choose": 1, "refused": 1, "blank": 1}
    rows = _rows(out)
    status = [row["ผล / Status"].rpartition("/ ")[2] for row in rows]
    assert status == ["read", "read", "choose", "read, mended", "refused", "blank"]
    assert [row["ชื่อ"] for row in rows] == ["อาคาร", "ถนน", "ฝาย", "บ่อ", "อบรม", "ศาลา"]
    assert (rows[0]["ละติจูด / Latitude"], rows[0]["ลองจิจูด / Longitude"]) == ("19.9047", "99.8412")
    assert rows[1]["รูปร่าง / Shape (WKT)"].startswith("LINESTRING")
    assert "EPSG:24047" in rows[2]["อ่านอย่างอื่นได้ / Other readings"]
    assert "changed places" in rows[3]["ที่แก้ให้ / Mended"]
    assert "ไม่มีตัวเลขพิกัด" in rows[4]["คำอธิบาย / Explanation"]


def test_choices_are_read_where_the_text_still_has_the_readings_they_were_made_of(
    locate: Command, tmp_path: Path
) -> None:
    out, again = tmp_path / "out.csv", tmp_path / "again.csv"
    locate("--file", _table(tmp_path), "--within", OURS, "--report", out)
    rows = _rows(out)
    assert [row["เลือก / Choice"] for row in rows] == ["1", "1", "", "1", "", ""]
    rows[0]["พิกัด"] = "E 588049 N 2201155"
    rows[1]["เลือก / Choice"], rows[2]["เลือก / Choice"] = "0", "2"
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    locate("--file", out, "--within", OURS, "--report", again)
    assert [row["เลือก / Choice"] for row in _rows(again)] == ["", "0", "2", "1", "", ""]
    assert "Indian 1975" in _rows(again)[2]["ที่แก้ให้ / Mended"]


def test_no_cell_given_back_runs_as_a_formula(locate: Command, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    locate("--file", _table(tmp_path), "--report", out)
    assert _rows(out)[0]["หมายเหตุ"] == "'=1+1"
    book = tmp_path / "out.xlsx"
    locate("--file", _table(tmp_path), "--report", book)
    sheet = openpyxl.load_workbook(book).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert sheet.cell(2, 3).value == pytest.approx(19.9047)


def test_columns_of_metres_take_datum_and_zone_from_their_headings(locate: Command, tmp_path: Path) -> None:
    table = _table(tmp_path, "ชื่อ,พิกัด X (Indian 1975 โซน 47),พิกัด Y\nฝาย,588383.6,2200849.9\n")
    out = tmp_path / "out.csv"
    assert locate("--file", table, "--within", "5701", "--report", out) == 0
    (row,) = _rows(out)
    assert float(row["ละติจูด / Latitude"]) == pytest.approx(19.9047, abs=1e-5)
    assert row["ผล / Status"].startswith("อ่านได้")


def test_columns_for_the_ends_of_a_road_make_a_line(locate: Command, tmp_path: Path) -> None:
    head = "ชื่อ,จุดเริ่มต้น ละติจูด,จุดเริ่มต้น ลองจิจูด,จุดสิ้นสุด ละติจูด,จุดสิ้นสุด ลองจิจูด"
    out = tmp_path / "out.csv"
    assert (
        locate("--file", _table(tmp_path, f"{head}\nถนน,19.9047,99.8412,19.91,99.85\n"), "--report", out) == 0
    )
    assert _rows(out)[0]["รูปร่าง / Shape (WKT)"] == "LINESTRING (99.8412 19.9047, 99.85 19.91)"


def test_each_row_may_be_judged_by_its_own_area(locate: Command, tmp_path: Path) -> None:
    table = _table(tmp_path, 'อปท.,ที่\n6570101,"19.7, 99.7"\n6570201,"19.7, 99.7"\nไม่รู้จัก,"19.7, 99.7"\n')
    out = tmp_path / "out.csv"
    assert locate("--file", table, "--column", "ที่", "--within-column", "อปท.", "--report", out) == 0
    off = [row["ห่าง (ม.) / Off by (m)"] for row in _rows(out)]
    assert off[0] == "0.0"
    assert float(off[1]) > 30_000
    assert off[2] == ""
    assert "ไม่รู้จัก" in _rows(out)[2]["คำอธิบาย / Explanation"]


def test_a_column_that_reads_as_places_is_found_by_its_cells(locate: Command, tmp_path: Path) -> None:
    table = _table(tmp_path, 'ก,ข\n12,"47Q 588049 2201155"\n13,"19.9047, 99.8412"\n')
    out = tmp_path / "out.csv"
    assert locate("--file", table, "--report", out, "--json") == 0
    assert locate.answer["columns"] == ["ข"]


@pytest.mark.parametrize("words", [("--column", "ไม่มี"), ("--within-column", "ไม่มี"), ("--within", "9999")])
def test_wishes_that_do_not_fit_the_table_are_refused_and_leave_no_file(
    locate: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    out = tmp_path / "out.xlsx"
    assert locate("--file", _table(tmp_path), *words, "--report", out) == 1
    assert list(tmp_path.glob("out*")) == []


@pytest.mark.parametrize("name", ["places_dms_utf8bom.csv", "places_dms_cp874.csv"])
def test_the_real_lists_of_offices_are_given_back_as_expected(
    locate: Command, tmp_path: Path, name: str
) -> None:
    with shared("ugly/places_dms_expected.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = [(float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)]
    out = tmp_path / "out.csv"
    assert locate("--file", shared(f"ugly/{name}"), "--report", out, "--json") == 0
    assert (locate.answer["refused"], locate.answer["choose"], locate.answer["rows"]) == (0, 0, 63)
    found = [(float(row["ละติจูด / Latitude"]), float(row["ลองจิจูด / Longitude"])) for row in _rows(out)]
    assert [pair for place in found for pair in place] == pytest.approx(
        [pair for place in expected for pair in place], abs=1e-6
    )
