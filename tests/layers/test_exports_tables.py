"""CSV, XLSX and GeoJSON: exact figures, harmless texts, and the standards they claim."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from shapely.geometry import shape

from layers.exports import workbook
from layers.exports.order import FORMS
from tests.layers.exports_world import World, a_world, read_back

FORMULAS = {1: "=", 2: "+", 3: "-", 4: "@", 5: "\t"}


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    with a_world(server_url, template) as made:
        yield made


def lines(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def test_a_csv_has_a_byte_order_mark_crlf_and_the_columns_own_names(world: World, tmp_path: Path) -> None:
    content = world.export(tmp_path, "csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,reference,title,fiscal_year,")
    assert b",latitude,longitude\r\n" in content
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") + 1  # the one inside a title


def test_no_text_of_a_csv_is_run_as_a_formula_and_none_is_changed_otherwise(
    world: World, tmp_path: Path
) -> None:
    found = {int(row["id"]): row["title"] for row in lines(world.export(tmp_path, "csv"))}
    wanted = {row["id"]: row["title"] for row in world.rows("SELECT id, title FROM project WHERE published")}
    assert {id: found[id] for id in FORMULAS} == {id: "'" + wanted[id] for id in FORMULAS}
    assert {id: title for id, title in found.items() if id not in FORMULAS} == {
        id: title for id, title in wanted.items() if id not in FORMULAS
    }


def test_money_in_a_csv_is_a_plain_number_of_two_decimals(world: World, tmp_path: Path) -> None:
    rows = lines(world.export(tmp_path, "csv", stage="paying"))
    (stored,) = world.rows("SELECT approved::text, paid::text FROM public_project WHERE project_id = 10")
    found = next(row for row in rows if row["id"] == "10")
    assert (found["approved"], found["paid"]) == (stored["approved"], stored["paid"])


def test_a_csv_in_cp874_is_read_by_old_programs(world: World, tmp_path: Path) -> None:
    rows = lines(world.export(tmp_path, "csv", encoding="cp874"), "cp874")
    assert next(row["title"] for row in rows if row["id"] == "6") == "ลานกีฬา ๒๐ ม? – “ศูนย์ฯ” ?"


@pytest.mark.parametrize("ending", FORMS)
def test_dates_are_dates(world: World, ending: str, tmp_path: Path) -> None:
    row = read_back(world.export(tmp_path, ending, "provinces"))[0]
    assert str(row["valid_from"]).startswith("2019-02-18")
    assert isinstance(row["valid_from"], str) == (ending in ("csv", "geojson", "shp.zip"))


def first_sheet(path: Path) -> Worksheet:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_a_workbook_has_thai_heads_that_stay_and_filter(world: World, tmp_path: Path) -> None:
    sheet = first_sheet(world.export(tmp_path, "xlsx"))
    heads = [cell.value for cell in sheet[1]]
    assert heads[2] == "ชื่อโครงการ"
    assert "อนุมัติ (บาท)" in heads
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.title == "โครงการ"


def test_no_text_of_a_workbook_is_a_formula_or_a_link(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "xlsx")
    sheet = first_sheet(path)
    texts = {sheet.cell(row, 1).value: sheet.cell(row, 3) for row in range(2, sheet.max_row + 1)}
    wanted = {row["id"]: row["title"] for row in world.rows("SELECT id, title FROM project WHERE published")}
    assert {id: cell.value for id, cell in texts.items()} == wanted
    assert {cell.data_type for cell in texts.values()} == {"s"}
    assert not [cell for cell in texts.values() if cell.hyperlink]
    with ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_money_in_a_workbook_is_a_number_in_money_format_and_codes_are_text(
    world: World, tmp_path: Path
) -> None:
    sheet = first_sheet(world.export(tmp_path, "xlsx", stage="paying"))
    heads = [cell.value for cell in sheet[1]]
    money = sheet.cell(2, heads.index("เบิกจ่าย (บาท)") + 1)
    code = sheet.cell(2, heads.index("รหัสจังหวัด") + 1)
    assert (money.data_type, money.number_format) == ("n", "#,##0.00")
    assert code.data_type == "s"


def test_the_second_sheet_says_what_the_rows_are(world: World, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(world.export(tmp_path, "xlsx", fiscal_year="2568"))
    told = dict(book["อ่านก่อน"].values)
    (row,) = world.rows(
        "SELECT count(*), sum(approved) AS approved FROM public_project WHERE fiscal_year = 2025"
    )
    assert told["ตัวกรอง / Filters"] == "ปีงบประมาณ 2568 / fiscal year 2568"
    assert told["จำนวนแถว / Rows"] == f"{row['count']:,}"
    assert f"{row['approved']:,.2f} บาท" in told["รวมอนุมัติ / Sum of approved"]


def test_a_note_longer_than_a_cell_is_cut_instead_of_lost(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_LONGEST", 20)
    sheet = first_sheet(world.export(tmp_path, "xlsx"))
    assert max(len(str(sheet.cell(row, 3).value)) for row in range(2, sheet.max_row + 1)) == 20


def collection(path: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads(path.read_bytes())
    return content


@pytest.mark.parametrize("layer", ["provinces", "authorities", "projects", "spending"])
def test_geojson_keeps_to_rfc_7946(world: World, layer: str, tmp_path: Path) -> None:
    content = collection(world.export(tmp_path, "geojson", layer))
    assert content["type"] == "FeatureCollection"
    assert "crs" not in content
    features = content["features"]
    assert isinstance(features, list)
    for feature in features:
        assert feature["type"] == "Feature"
        if feature["geometry"] is not None:
            place = shape(feature["geometry"])
            assert 98 < place.bounds[0] < place.bounds[2] + 1e-9 < 103
            assert 18 < place.bounds[1] < 21
            for polygon in getattr(place, "geoms", []):
                assert polygon.exterior.is_ccw


def test_geojson_has_seven_decimals_at_most_and_exact_satang(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "geojson", stage="paying")
    features = json.loads(path.read_bytes(), parse_float=str)["features"]
    places = [feature["geometry"]["coordinates"] for feature in features if feature["geometry"]]
    assert places
    assert all(len(number.partition(".")[2]) <= 7 for place in places for number in place)
    paid = {feature["properties"]["id"]: feature["properties"]["paid"] for feature in features}
    stored = {
        row["id"]: row["paid"] for row in world.rows("SELECT project_id AS id, paid FROM public_project")
    }
    assert all(f"{float(value):.2f}" == f"{stored[id]:.2f}" for id, value in paid.items())
    assert all(len(value.partition(".")[2]) <= 2 for value in paid.values())
