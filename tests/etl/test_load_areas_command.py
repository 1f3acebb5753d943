"""`eplan load areas` and `eplan load authorities`: exit status, and what is printed where."""

import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection

from webmap.cli import main

FEATURES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"AMP_CODE": code, "AMP_NAM_T": f"อ.{name}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 19], [x + 1, 19], [x + 1, 20], [x, 20], [x, 19]]],
            },
        }
        for code, name, x in (("5701", "เมืองเชียงราย", 99), ("5702", "เวียงชัย", 100))
    ],
}
LIST = "รหัส อปท.,ประเภท อปท.,อปท.,อำเภอ,จังหวัด,รหัสจังหวัด\n5570201,เทศบาลตำบล,เวียงชัย,เวียงชัย,เชียงราย,57\n"


class Command:
    """Runs `eplan load`; keeps the exit status."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, *words: str) -> int:
        self._monkeypatch.setattr(sys, "argv", ["eplan", "load", *words])
        try:
            main()
        except SystemExit as end:
            return int(end.code or 0)
        return 0


def test_a_full_disk_is_named(
    command: Command, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("etl.readers.geojson.GeoJSON.__enter__", full)
    assert command("areas", str(file)) == 1
    assert "No space left" in capsys.readouterr().err


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, database_url: str) -> Command:
    monkeypatch.setenv("EPLAN_DATABASE_URL", database_url)
    return Command(monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps(FEATURES), encoding="utf-8")
    return path


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def loaded(owner: Connection[Any], table: str) -> int:
    return int(owner.execute(f"SELECT count(*) AS n FROM {table}").fetchone()["n"])  # noqa: S608


def test_boundaries_are_loaded_and_the_edition_named(
    command: Command, file: Path, owner: Connection[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("areas", str(file), "--edition", "ฉบับทดสอบ", "--valid-from", "1/10/2565") == 0
    said = capsys.readouterr().out
    assert "ฉบับทดสอบ" in said
    assert "1 ต.ค. 2565" in said
    assert loaded(owner, "area") == 2


def test_json_tells_everything_and_a_dry_run_writes_nothing(
    command: Command, file: Path, owner: Connection[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("areas", str(file), "--dry-run", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["added"], report["loaded"], report["level"]) == (2, False, "amphoe")
    assert loaded(owner, "area_edition") == 0


def test_refused_rows_are_named_and_the_status_is_1(
    *,
    command: Command,
    file: Path,
    tmp_path: Path,
    owner: Connection[Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    good, unlike = json.loads(file.read_text("utf-8"))["features"]
    unlike["properties"]["AMP_CODE"] = "x"
    bad = tmp_path / "bad.geojson"
    bad.write_text(json.dumps({"type": "FeatureCollection", "features": [good, unlike, *[good] * 20]}))
    words = ("areas", str(bad))
    assert command(*words) == 1
    assert "row 2 AMP_CODE" in capsys.readouterr().err
    assert command(*words, "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["error"]["kind"] == "Refused"
    assert answer["report"]["refused"][0]["row"] == 2
    assert loaded(owner, "area") == 0
    assert command(*words, "--accept-good") == 0
    assert loaded(owner, "area") == 1


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("areas", "nowhere.geojson"), 1),
        (("areas", "FILE", "--level", "village"), 2),
        (("areas", "FILE", "--map", "AMP_CODE"), 2),
        (("areas", "FILE", "--valid-from", "เมื่อวาน"), 2),
        (("areas", "FILE", "--as", "nobody"), 1),
        (("areas", "FILE", "--crs", "EPSG:0"), 1),
        (("areas", "FILE", "--crs", "EPSG:32647"), 1),
        (("authorities", "FILE"), 1),
        (("authorities",), 2),
    ],
)
def test_what_cannot_be_done_has_its_status(
    *, command: Command, file: Path, owner: Connection[Any], words: tuple[str, ...], status: int
) -> None:
    assert command(*(str(file) if word == "FILE" else word for word in words)) == status
    assert loaded(owner, "area_edition") == 0


def test_an_account_that_is_no_administrator_may_not(
    command: Command, file: Path, owner: Connection[Any]
) -> None:
    owner.execute("INSERT INTO account (username, display_name) VALUES ('somebody', 'ใครคนหนึ่ง')")
    assert command("areas", str(file), "--as", "somebody") == 1
    assert loaded(owner, "area") == 0


def test_authorities_are_loaded_and_counted(
    command: Command, listed: Path, owner: Connection[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("authorities", str(listed)) == 0
    assert "subdistrict 1" in capsys.readouterr().out
    assert command("authorities", str(listed), "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["added"], report["unchanged"]) == (0, 1)
    assert loaded(owner, "authority") == 1
