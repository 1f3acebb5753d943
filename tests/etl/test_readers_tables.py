import csv
import tracemalloc
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.readers import delimited, encoding
from etl.readers.limits import DEFAULT, Limits
from etl.readers.problem import Problem
from etl.readers.tables import Table, open_table
from geo.errors import Refused
from geo.thai.money import parse_money
from tests.conftest import shared

KNOWN = ["ที่", "โครงการ", "งบประมาณ", "พิกัด Lat", "lat", "long", "ละติจูด", "ลองจิจูด", "หน่วยงาน"]


def put(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "a.csv"
    path.write_text(text, encoding=encoding, newline="")
    return path


def read(
    path: Path, encoding: str | None = None, limits: Limits = DEFAULT
) -> tuple[Table, pd.DataFrame, dict[int, Problem]]:
    """Return a whole table: its texts by row number, and the problems of its rows."""
    with open_table(path, KNOWN, encoding=encoding, limits=limits) as table:
        frames = list(table.chunks)
    texts = pd.concat([frame.texts.set_index(frame.rows) for frame in frames])
    return table, texts, {row: found for frame in frames for row, found in frame.problems.items()}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = ["โครงการ", "งบประมาณ", "lat"], ["ถนน, สะพาน; ฝาย", "1,250,000.00", "19,9"]
    rows = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    table, texts, problems = read(put(tmp_path, rows))
    assert table.delimiter == delimiter
    assert texts.loc[2].tolist() == ["ถนน, สะพาน; ฝาย", "1,250,000.00", "19,9"]
    assert not problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_thai_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    _, texts, _ = read(put(tmp_path, "โครงการ,งบประมาณ\nก่อสร้างถนน,5\n", encoding))
    assert texts["โครงการ"].tolist() == ["ก่อสร้างถนน"]


def test_rows_keep_the_number_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    text = 'รายงาน\n\nโครงการ,งบประมาณ\n"ถนน\nสายใหม่",1\n , \nฝาย,2\n'
    table, texts, _ = read(put(tmp_path, text))
    assert table.header_rows == (3, 3)
    assert texts.index.tolist() == [4, 6]
    assert texts["โครงการ"].tolist() == ["ถนน\nสายใหม่", "ฝาย"]


def test_a_header_that_comes_again_on_every_page_is_left_out(tmp_path: Path) -> None:
    _, texts, _ = read(put(tmp_path, "โครงการ,งบประมาณ\nถนน,1\nโครงการ,งบประมาณ\nฝาย,2\n"))
    assert texts.index.tolist() == [2, 4]


def test_a_row_with_too_many_cells_is_named_and_a_short_one_is_filled(tmp_path: Path) -> None:
    _, texts, problems = read(put(tmp_path, "โครงการ,งบประมาณ,lat\nถนน,1,250,000\nฝาย\nสระ,1,2,,\n"))
    assert list(problems) == [2]
    assert "quotation marks" in problems[2].english
    assert texts.loc[3].tolist() == ["ฝาย", "", ""]


@pytest.mark.parametrize("spoilt", ["ถนน".encode("cp874"), b"\0", "ถ".encode()[:2]])
def test_bytes_that_are_no_text_far_down_in_a_large_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: bytes
) -> None:
    for name, size in (("_BEGINNING", 0), ("_PIECE", 1 << 12), ("_JUDGED", 1 << 10)):
        monkeypatch.setattr(encoding, name, size)
    monkeypatch.setattr(delimited, "_BLOCK", 1 << 12)
    path = put(tmp_path, "ที่,โครงการ\n" + "1,ก่อสร้างถนน\n" * 9000)
    path.write_bytes(path.read_bytes() + b"2," + spoilt + b",3\n")
    with pytest.raises(Refused, match=r"After row [89],\d+ there are bytes that are no text"):
        read(path)


@pytest.mark.parametrize("text", ['โครงการ,lat\n"ถนน,1\nฝาย,2\n', 'โครงการ,lat\nถนน,1\n"ฝาย,2'])
def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused, match="never closed"):
        read(put(tmp_path, text))


@pytest.mark.parametrize("count", [98, 99, 100, 101, 199, 200, 201])
@pytest.mark.parametrize("last", ["\n", "", "\r\n\r\n"])
def test_every_row_is_read_up_to_the_last(tmp_path: Path, count: int, last: str) -> None:
    lines = ["โครงการ,lat", *(f"ถนนสาย {n},{n}" for n in range(count))]
    _, texts, _ = read(put(tmp_path, "\n".join(lines) + last))
    assert texts["lat"].tolist() == [str(n) for n in range(count)]
    with pytest.raises(Refused, match="never closed"):
        read(put(tmp_path, "\n".join([*lines, '"ฝาย,1']) + last))


@given(
    st.lists(st.lists(st.text('ก"\r\n,;x ', max_size=6), min_size=1, max_size=4), max_size=120),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_records_are_those_that_were_written(rows: list[list[str]], end: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator=end).writerows([["a", "b"], *rows])
        with patch.object(delimited, "_BLOCK", 16):
            assert list(delimited.DelimitedRows(path, "utf-8", ["a", "b"])) == [["a", "b"], *rows]


def test_a_row_of_suspiciously_many_lines_is_named(tmp_path: Path) -> None:
    _, _, problems = read(put(tmp_path, 'โครงการ,lat\n"ถนน' + "\nx" * 60 + '",1\nฝาย,2\n'))
    assert list(problems) == [2]


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(rows=1), "more than 1 rows"),
        (Limits(columns=1), "more than 1 columns"),
        (Limits(cell_chars=3), "Row 2"),
    ],
)
def test_a_table_over_a_limit_is_refused(tmp_path: Path, limits: Limits, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read(put(tmp_path, "โครงการ,lat\nก่อสร้าง,1\nฝาย,2\n"), limits=limits)


def test_an_endless_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read(put(tmp_path, "โครงการ,lat\n" + "x" * (5 << 20)))


def test_a_large_table_is_never_whole_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["โครงการ", "งบประมาณ", "lat", "long"])
        writer.writerows([f"ก่อสร้างถนน สายที่ {n}", "1,250,000.00", 19.123456, 99.123456] for n in range(90_000))
    count, progress = 0, [0.0]
    tracemalloc.start()
    with open_table(path, KNOWN) as table:
        for frame in table.chunks:
            count += len(frame.rows)
            progress.append(frame.progress)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 90_000
    assert progress == sorted(progress)
    assert progress[-1] == 1
    assert peak < 40 << 20


def test_the_real_budget_list_is_read_whole() -> None:
    table, texts, problems = read(shared("budget/budget2565_projects.csv"))
    assert (len(texts), len(table.columns), problems) == (3868, 20, {})
    assert texts.index.tolist() == list(range(2, 3870))


@pytest.mark.parametrize("name", ["places_dms_utf8bom.csv", "places_dms_cp874.csv"])
def test_the_real_lists_of_places_are_read(name: str) -> None:
    table, texts, _ = read(shared(f"ugly/{name}"))
    assert len(texts) == 63
    assert table.columns[4:7] == ["พิกัด (ละติจูด)", "พิกัด (ลองจิจูด)", "งบประมาณ (บาท)"]
    assert parse_money(texts["งบประมาณ (บาท)"].iloc[2]) == Decimal(7901000)


def test_the_messy_workbook_is_read_with_its_rows_and_joined_header() -> None:
    table, texts, _ = read(shared("ugly/project_plan_2565_chiangrai.xlsx"))
    assert (table.sheet, table.header_rows) == ("แผนงาน 2565", (4, 5))
    assert table.columns[3:7] == ["งบประมาณ", "สถานที่", "พิกัด Lat", "พิกัด Long"]
    assert texts["งบประมาณ"].loc[6] == "21,057,300.-"
    assert texts["งบประมาณ"].loc[7] == "1594300"
    assert texts["โครงการ"].loc[37] == "รวมทั้งสิ้น"


def test_features_are_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text("{}")
    with pytest.raises(Refused, match="features"), open_table(path):
        pass
