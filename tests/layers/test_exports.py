"""Every format holds the rows and the money of the database, and only what the asker may see."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from geo.errors import BadRequest, NotFound, Refused, Unavailable
from layers.exports.order import FORMS, read_order
from layers.exports.run import LEFTOVER, write_export
from layers.filters import LEVELS, parse_filters
from tests.layers.exports_world import (
    AMPHOE_OFFICER,
    ENGINEER,
    MONEY,
    PUBLIC,
    SYSTEM,
    World,
    a_world,
    read_back,
)

FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "fiscal_year": st.sampled_from(["2567", "2568", "2569"]),
        "area": st.sampled_from(["57", "58", "5701", "570101", "10"]),
        "authority": st.sampled_from(["3570101", "6580101", "9999999"]),
        "stage": st.sampled_from(["plan", "approved", "contracted", "paying", "finished", "stopped"]),
        "category": st.sampled_from(["road", "other"]),
        "located": st.sampled_from(["yes", "no", "not-needed"]),
        "bbox": st.sampled_from(["99,19,99.5,19.5", "100,19,101,20"]),
        "q": st.sampled_from(["ถนน", "'; --", "%", "68-7", "\\"]),
    },
)


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    with a_world(server_url, template) as made:
        yield made


def stored(world: World, words: dict[str, str], visible: str = "published") -> list[dict[str, object]]:
    """What the database has: ids and money, by the ledger's own tables where a row is concerned."""
    where, values = parse_filters(words).where()
    statement = sql.SQL("""
      SELECT f.project_id AS id, m.approved, m.contracted, m.paid, m.approved - m.paid AS remaining
      FROM project_fact AS f
      LEFT JOIN LATERAL (
        SELECT
          coalesce(sum(amount) FILTER (WHERE kind = 'approval'), 0) AS approved,
          coalesce(sum(amount) FILTER (WHERE kind = 'contract'), 0) AS contracted,
          coalesce(sum(amount) FILTER (WHERE kind = 'payment'), 0) AS paid
        FROM money_event AS e WHERE e.project_id = f.project_id
      ) AS m ON true
      WHERE {} AND {}""")
    return world.rows(statement.format(where, sql.SQL(visible)), values)


def summed(rows: list[dict[str, object]]) -> dict[str, Decimal]:
    return {name: sum((row[name] for row in rows), Decimal(0)) for name in MONEY}


@pytest.mark.parametrize("ending", FORMS)
def test_a_file_holds_every_published_project_and_all_its_money(
    world: World, ending: str, tmp_path: Path
) -> None:
    rows = read_back(world.export(tmp_path, ending))
    wanted = stored(world, {})
    assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in wanted)
    assert {row["id"]: [row[name] for name in MONEY] for row in rows} == {
        row["id"]: [row[name] for name in MONEY] for row in wanted
    }


@given(words=FILTERS, ending=st.sampled_from(sorted(FORMS)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_filters_give_the_rows_and_sums_of_the_database(
    world: World, words: dict[str, str], ending: str
) -> None:
    with TemporaryDirectory() as folder:
        path, written = world.write(read_order("projects", ending, words), Path(folder))
        rows = read_back(path)
    wanted = stored(world, words)
    assert written.rows == len(rows) == len(wanted)
    assert written.sums == summed(rows) == summed(wanted)


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("level", LEVELS)
def test_spending_adds_up_to_the_ledger_with_the_money_on_no_map(
    world: World, ending: str, level: str, tmp_path: Path
) -> None:
    rows = read_back(world.export(tmp_path, ending, "spending", level=level, fiscal_year="2568"))
    wanted = stored(world, {"fiscal_year": "2568"})
    assert sum(row["count"] for row in rows) == len(wanted)
    assert summed(rows) == summed(wanted)


def test_spending_names_the_reason_of_money_without_an_area(world: World, tmp_path: Path) -> None:
    rows = read_back(world.export(tmp_path, "csv", "spending", level="amphoe"))
    reasons = {row["name_th"] for row in rows if row["code"] is None}
    assert reasons == {"ไม่ต้องมีพิกัด", "ยังไม่ปักหมุด", "พิกัดอยู่นอกแนวเขต", "ไม่มีแนวเขตระดับนี้"}


def test_spending_is_by_the_level_below_the_area_asked_for(world: World) -> None:
    assert [
        read_order("spending", "csv", words).level for words in ({}, {"area": "57"}, {"area": "5701"})
    ] == [
        "province",
        "amphoe",
        "tambon",
    ]
    assert world.url


@pytest.mark.parametrize(
    ("layer", "count"), [("provinces", 2), ("amphoe", 3), ("tambon", 2), ("authorities", 3)]
)
@pytest.mark.parametrize("ending", FORMS)
def test_areas_and_authorities_are_exported_too(
    world: World, layer: str, count: int, ending: str, tmp_path: Path
) -> None:
    rows = read_back(world.export(tmp_path, ending, layer))
    assert len(rows) == count
    assert all(row["name_th"] for row in rows)


def test_areas_are_narrowed_by_area_box_and_text(world: World, tmp_path: Path) -> None:
    def codes(**words: str) -> list[str]:
        return [row["code"] for row in read_back(world.export(tmp_path, "csv", "amphoe", **words))]

    assert codes(area="57") == ["5701", "5702"]
    assert codes(area="570101") == ["5701"]
    assert codes(bbox="100.2,19.2,100.3,19.3") == ["5801"]
    assert codes(q="area 5702") == ["5702"]


def test_an_authority_stands_at_its_office_or_inside_its_amphoe(world: World, tmp_path: Path) -> None:
    rows = {row["code"]: row for row in read_back(world.export(tmp_path, "csv", "authorities"))}
    assert (rows["3570101"]["place"], rows["3570101"]["latitude"]) == ("office", "19.9")
    assert rows["6570201"]["place"] == "amphoe"
    assert 99.5 < float(rows["6570201"]["longitude"]) < 100


@pytest.mark.parametrize("ending", FORMS)
def test_the_public_gets_no_draft_and_no_private_column(world: World, ending: str, tmp_path: Path) -> None:
    path = world.export(tmp_path, ending, account=PUBLIC)
    assert all("note" not in row for row in read_back(path))
    if ending not in ("xlsx", "shp.zip"):
        assert "บันทึกภายใน".encode() not in path.read_bytes()


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize(
    ("account", "authorities"), [(ENGINEER, [1]), (AMPHOE_OFFICER, [2]), (SYSTEM, [1, 2, 3])]
)
def test_a_seat_gets_drafts_and_notes_of_its_own_authorities_only(
    world: World, ending: str, account: int, authorities: list[int], tmp_path: Path
) -> None:
    rows = {row["id"]: row for row in read_back(world.export(tmp_path, ending, account=account))}
    own = "published OR authority_id = ANY (ARRAY[{}])".format(",".join(map(str, authorities)))
    notes = world.rows(
        "SELECT id, CASE WHEN authority_id = ANY (%s) THEN note END AS note FROM project", [authorities]
    )
    assert set(rows) == {row["id"] for row in stored(world, {}, f"({own})")}
    assert {id: row["note"] for id, row in rows.items()} == {
        row["id"]: row["note"] for row in notes if row["id"] in rows
    }


def test_an_account_without_a_seat_sees_what_the_public_sees(world: World, tmp_path: Path) -> None:
    rows = read_back(world.export(tmp_path, "csv", account=999))
    assert len(rows) == len(stored(world, {}))
    assert {row["note"] for row in rows} == {None}


def test_lines_are_exported_at_the_point_in_their_middle(world: World, tmp_path: Path) -> None:
    row = next(row for row in read_back(world.export(tmp_path, "csv")) if row["id"] == 1)
    assert float(row["longitude"]) == pytest.approx(99.15, abs=1e-3)


@pytest.mark.parametrize(
    ("layer", "ending", "words", "error"),
    [
        ("roads", "gpkg", {}, NotFound),
        ("projects", "dwg", {}, NotFound),
        ("projects", "shp", {}, NotFound),
        ("projects", "csv", {"colour": "red"}, BadRequest),
        ("projects", "csv", {"fiscal_year": "2025"}, BadRequest),
        ("projects", "csv", {"level": "amphoe"}, BadRequest),
        ("spending", "csv", {"level": "village"}, BadRequest),
        ("provinces", "csv", {"fiscal_year": "2568"}, BadRequest),
        ("provinces", "csv", {"authority": "3570101"}, BadRequest),
        ("projects", "geojson", {"crs": "EPSG:32647"}, BadRequest),
        ("projects", "xlsx", {"encoding": "cp874"}, BadRequest),
        ("projects", "shp.zip", {"encoding": "latin1"}, BadRequest),
        ("projects", "gpkg", {"crs": "EPSG:1"}, Refused),
        ("projects", "gpkg", {"crs": "file:///etc/passwd"}, Refused),
    ],
)
def test_what_is_unknown_is_refused(
    layer: str, ending: str, words: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        read_order(layer, ending, words)


def test_the_file_name_says_what_is_in_it() -> None:
    words = {"fiscal_year": "2568", "area": "57"}
    assert read_order("projects", "zip", words).file_name == "eplan-projects-2568-57.shp.zip"
    assert read_order("spending", "gpkg", words).file_name == "eplan-spending-amphoe-2568-57.gpkg"


@pytest.mark.parametrize("ending", FORMS)
def test_an_empty_answer_is_a_whole_file_without_rows(world: World, ending: str, tmp_path: Path) -> None:
    assert read_back(world.export(tmp_path, ending, q="ไม่มีโครงการชื่อนี้")) == []


def test_a_refused_export_leaves_the_old_file_and_nothing_else(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.xlsx"
    path.write_text("old")
    monkeypatch.setattr("layers.exports.workbook.MOST_ROWS", 10)
    with pytest.raises(Refused, match="Excel"):
        write_export(world.url, read_order("projects", "xlsx", {}), path)
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["kept.xlsx"]


def test_a_folder_that_is_not_there_is_refused_with_its_name(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nowhere"):
        write_export(world.url, read_order("provinces", "csv", {}), tmp_path / "nowhere" / "x.csv")


def test_a_database_that_does_not_answer_is_said_to_be_unavailable(tmp_path: Path) -> None:
    url = f"postgresql://nobody@/none?host={tmp_path}"
    with pytest.raises(Unavailable):
        write_export(url, read_order("provinces", "gpkg", {}), tmp_path / "x.gpkg")
    assert not [found for found in tmp_path.iterdir() if found.name.startswith(LEFTOVER)]


def test_progress_counts_every_row_once(world: World, tmp_path: Path) -> None:
    told: list[int] = []
    written = write_export(
        world.url, read_order("projects", "csv", {}), tmp_path / "x.csv", told.append, told.append
    )
    assert told[0] == sum(told[1:]) == written.rows
