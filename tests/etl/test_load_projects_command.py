"""`eplan load projects`: exit status, what is printed where, and what each option does."""

import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.etl.projects_world import OURS, World
from webmap.cli import main

PLAN = """ที่,โครงการ,งบประมาณ (บาท),หมายเหตุ
ยุทธศาสตร์ที่ 1,,,
1,ก่อสร้างถนน,"500,000.-",=1+1
2,ขุดลอกคลอง,๒๐๐๐๐๐,
,รวมทั้งสิ้น,"700,000",
"""
BAD = PLAN.replace("๒๐๐๐๐๐", "มาก")
WHOSE = ("--authority", OURS, "--fiscal-year", "2568")


class Command:
    """Runs `eplan load projects` and keeps what it printed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys
        self.out = self.err = ""

    def __call__(self, *words: str | Path) -> int:
        self._monkeypatch.setattr(sys, "argv", ["eplan", "load", "projects", *map(str, words)])
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        else:
            status = 0
        self.out, self.err = self._capsys.readouterr()
        return status

    @property
    def answer(self) -> Any:
        """What was printed as JSON."""
        return json.loads(self.out)


@pytest.fixture
def world(shared_world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("EPLAN_DATABASE_URL", shared_world.url)
    yield shared_world
    shared_world.clear()


@pytest.fixture
def command(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    assert world.facts() == {}
    return Command(monkeypatch, capsys)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.csv"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="cp874")
    return path


def test_what_was_understood_and_done_is_said(command: Command, world: World, plan: Path) -> None:
    assert command(plan, *WHOSE) == 0
    assert set(world.facts()) == {"ก่อสร้างถนน", "ขุดลอกคลอง"}
    for said in (
        "โครงการ → title",
        "งบประมาณ (บาท) → approved",
        "+2 ~0 =0",
        "700,000.00",
        "แถว/row 2 (heading)",
        "(total)",
    ):
        assert said in command.out
    assert command(plan, *WHOSE) == 0
    assert "+0 ~0 =2" in command.out
    assert command.err == ""


def test_json_tells_everything(command: Command, plan: Path) -> None:
    assert command(plan, *WHOSE, "--json") == 0
    report = command.answer
    assert report["written"] == {
        **dict(inserted=2, updated=0, unchanged=0, placed=0),
        **dict(approved="700000.00", contracted="0", paid="0"),
    }
    assert (report["rows"], report["loaded"], report["refused"]) == (2, True, [])
    assert report["columns"]["taken"]["approved"] == "งบประมาณ (บาท)"
    assert [(row["row"], row["kind"]) for row in report["left_out"]] == [(2, "heading"), (5, "total")]


def test_a_dry_run_changes_nothing(command: Command, world: World, plan: Path) -> None:
    assert command(plan, *WHOSE, "--dry-run") == 0
    assert "dry run" in command.out
    assert "+2 ~0 =0" in command.out
    assert not any(world.everything().values())


def test_refused_rows_are_named_with_column_value_and_reason(
    command: Command, world: World, bad: Path
) -> None:
    assert command(bad, *WHOSE) == 1
    assert "แถว/row 4 งบประมาณ (บาท) “มาก”" in command.err
    assert "--accept-good" in command.err
    assert not any(world.everything().values())
    assert command(bad, *WHOSE, "--json") == 1
    assert command.answer["error"]["kind"] == "Refused"
    (fault,) = command.answer["report"]["refused"]
    assert (fault["row"], fault["column"], fault["value"]) == (4, "งบประมาณ (บาท)", "มาก")
    assert command(bad, *WHOSE, "--dry-run") == 1


def test_the_rest_is_loaded_when_asked(command: Command, world: World, bad: Path) -> None:
    assert command(bad, *WHOSE, "--accept-good") == 0
    assert "+1 ~0 =0 ×1" in command.out
    assert "แถว/row 4" in command.err
    assert set(world.facts()) == {"ก่อสร้างถนน"}
    assert command(bad, *WHOSE, "--accept-good", "--json") == 0
    assert command.answer["refused_rows"] == 1


def test_where_no_row_is_good_the_status_is_1(command: Command, world: World, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("โครงการ,งบประมาณ\nถนน,มาก\n", encoding="utf-8")
    for more in ((), ("--json",), ("--dry-run",)):
        assert command(path, *WHOSE, "--accept-good", *more) == 1
    assert not any(world.everything().values())


def test_the_rows_are_given_back_with_what_to_mend(command: Command, bad: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert command(bad, *WHOSE, "--report", out) == 1
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [cell.split(" / ")[-1] for cell in rows[0][:3]] == ["Row", "Status", "What to mend"]
    assert rows[0][3:] == ["ที่", "โครงการ", "งบประมาณ (บาท)", "หมายเหตุ"]
    assert [(row[0], row[1].split(" / ")[-1]) for row in rows[1:]] == [
        ("2", "heading"),
        ("3", "good"),
        ("4", "mend"),
        ("5", "total"),
    ]
    assert rows[2][6] == "=1+1"
    assert sheet.cell(3, 7).data_type == "s"
    assert command(bad, *WHOSE, "--report", out, "--accept-good") == 0
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert sheet.cell(3, 2).value == "โหลดแล้ว / loaded"


def test_the_account_named_acts(command: Command, world: World, plan: Path) -> None:
    assert command(plan, *WHOSE, "--as", "u101") == 1
    assert "planning seat" in command.err
    assert command(plan, *WHOSE, "--as", "nobody") == 1
    assert not any(world.everything().values())
    assert command(plan, *WHOSE, "--as", "u102") == 0
    assert world.all("SELECT DISTINCT created_by FROM project") == [{"created_by": 102}]


def test_columns_are_taken_as_the_caller_says(command: Command, world: World, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("งาน=ชื่อ,ยอด,location\nถนน,5,หลัก กม. 12+500\n", encoding="utf-8")
    said = ("--map", "งาน=ชื่อ=title", "--map", "ยอด=approved")
    assert command(path, *WHOSE, *said) == 1
    assert "location" in command.err
    assert command(path, *WHOSE, *said, "--map", "location=ignore") == 0
    assert [str(row["approved"]) for row in world.facts().values()] == ["5.00"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "FILE"),
        (("FILE", *WHOSE, "--map", "โครงการ"), 2, "--map"),
        (("FILE", *WHOSE, "--map", "โครงการ=ราคา"), 2, "approved"),
        (("FILE", *WHOSE, "--map", "ไม่มี=title"), 2, "หมายเหตุ"),
        (("FILE", *WHOSE, "--map", "โครงการ=title", "--map", "หมายเหตุ=title"), 2, "choose one"),
        (("FILE", *WHOSE, "--map", "โครงการ=title", "--map", "โครงการ=note"), 2, "twice"),
        (("FILE", "--authority", OURS, "--fiscal-year", "ปีหน้า"), 2, "fiscal"),
        (("FILE", *WHOSE, "--report", "out.csv"), 2, ".xlsx"),
        (("FILE", *WHOSE, "--report", "nowhere/out.xlsx"), 2, "folder"),
        (("FILE", *WHOSE, "--level", "tambon"), 2, "--level"),
        (("FILE", "--fiscal-year", "2568"), 1, "--authority"),
        (("FILE", "--authority", OURS), 1, "--fiscal-year"),
        (("FILE", "--authority", "1234567", "--fiscal-year", "2568"), 1, "1234567"),
        (("FILE", *WHOSE, "--crs", "EPSG:0"), 1, "EPSG:0"),
        (("FILE", *WHOSE, "--encoding", "latin-9000"), 1, "latin-9000"),
        (("nowhere.csv", *WHOSE), 1, "nowhere.csv"),
        (("FOLDER", *WHOSE), 1, "not a file"),
        (("https://example.org/plan.csv", *WHOSE), 1, "not a file on this machine"),
    ],
)
def test_what_cannot_be_done_has_its_status(
    *, command: Command, world: World, plan: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    paths = {"FILE": str(plan), "FOLDER": str(plan.parent)}
    assert command(*(paths.get(word, word) for word in words)) == status
    assert said in command.err
    assert not any(world.everything().values())


def test_a_report_never_takes_the_place_of_the_file(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    openpyxl.Workbook().save(path)
    content = path.read_bytes()
    assert command(path, *WHOSE, "--report", path) == 2
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "name", ["hostile.zip", "hostile.xlsx", "hostile.gpkg", "hostile.geojson", "empty.csv"]
)
def test_a_hostile_file_is_refused_and_leaves_nothing(
    *, command: Command, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    path = tmp_path / name
    contents = {
        ".gpkg": b"SQLite format 3\0" + b"\0" * 600,
        ".geojson": b'{"type": "FeatureCollection", "features": [' + b"[" * 100_000,
        ".csv": b"",
    }
    if path.suffix in contents:
        path.write_bytes(contents[path.suffix])
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b'<!DOCTYPE x SYSTEM "http://example.org/x">')
            archive.writestr("../../plan.shp", b"\0" * (80 << 20))
    assert command(path, *WHOSE, "--json") == 1
    assert command.answer["error"]["kind"] == "Refused"
    assert list(folder.iterdir()) == []
    assert not any(world.everything().values())


def test_nothing_of_a_file_steers_the_terminal(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "plan.geojson"
    feature = {
        "type": "Feature",
        "geometry": None,
        "properties": {"title": "ถนน", "งบประมาณ\x1b[2J": "\x1b]0;x\x07มาก"},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert command(path, *WHOSE) == 1
    assert "\x1b" not in command.out + command.err
    assert "\x07" not in command.out + command.err
    assert "มาก" in command.err
