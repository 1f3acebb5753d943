"""A zipped shapefile is whole, keeps Thai readable in either encoding, and owns up to what it had to cut."""

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import fiona
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Refused
from layers.catalogue import catalogue
from layers.exports import shapefile
from layers.exports.shapefile_text import LONGEST, shortened
from tests.layers.exports_world import World, a_world, fields_of, member, read_back

ENCODINGS = ("utf-8", "cp874")


@pytest.fixture(scope="module")
def world(server_url: str, template: str) -> Iterator[World]:
    with a_world(server_url, template) as made:
        yield made


def titles(world: World) -> dict[object, str]:
    return {row["id"]: row["title"] for row in world.rows("SELECT id, title FROM project WHERE published")}


@pytest.mark.parametrize("layer", catalogue())
def test_short_names_are_ascii_unique_and_at_most_ten_letters(layer: str) -> None:
    names = [column.short for column in catalogue()[layer].columns]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9_]{0,9}", name) for name in names)


def test_the_list_of_fields_tells_short_full_and_thai_name_and_unit(world: World, tmp_path: Path) -> None:
    fields = {row["short_name"]: row for row in fields_of(world.export(tmp_path, "shp.zip"))}
    assert fields["APPROVED"]["full_name"] == "approved"
    assert (fields["APPROVED"]["title_th"], fields["APPROVED"]["unit_th"]) == ("อนุมัติ", "บาท")
    assert member(tmp_path / "eplan-projects.shp.zip", "fields.csv").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_thai_is_read_without_being_told_the_encoding(world: World, encoding: str, tmp_path: Path) -> None:
    path = world.export(tmp_path, "shp.zip", encoding=encoding)
    wanted = titles(world)
    plain = [id for id in wanted if id > 10]  # type: ignore[operator]
    read = {row["id"]: row["title"] for row in read_back(path)}
    assert [read[id] for id in plain] == [wanted[id] for id in plain]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_systems_older_gdal_reads_it_too(world: World, encoding: str, tmp_path: Path) -> None:
    path = world.export(tmp_path, "shp.zip", encoding=encoding, q="สายที่ 21")
    done = subprocess.run(
        ["ogrinfo", "-al", f"/vsizip/{path}"], capture_output=True, check=True, text=True, encoding="utf-8"
    )
    assert "โครงการก่อสร้างถนน คสล. สายที่ 21" in done.stdout
    assert "APPROVED (Real)" in done.stdout


def test_the_encoding_is_named_in_the_cpg_and_in_the_dbf(world: World, tmp_path: Path) -> None:
    utf8 = world.export(tmp_path, "shp.zip")
    assert (member(utf8, ".cpg"), member(utf8, ".dbf")[29]) == (b"UTF-8", 0)
    cp874 = world.export(tmp_path, "shp.zip", encoding="cp874")
    assert (member(cp874, ".cpg"), member(cp874, ".dbf")[29]) == (b"874", 0x50)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_long_texts_are_cut_between_letters_and_counted(world: World, encoding: str, tmp_path: Path) -> None:
    path = world.export(tmp_path, "shp.zip", encoding=encoding)
    wanted = titles(world)
    long = {id for id, title in wanted.items() if len(title.encode(encoding, "replace")) > LONGEST}
    read = {row["id"]: row["title"] for row in read_back(path)}
    assert long
    assert {id for id in wanted if read[id] and len(read[id]) < len(wanted[id].strip())} == long
    assert all(wanted[id].startswith(read[id]) for id in long)
    assert f"  TITLE: {len(long)}" in member(path, "README.txt").decode("utf-8-sig")


def test_letters_that_cp874_lacks_become_question_marks_and_are_counted(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "shp.zip", encoding="cp874")
    read = {row["id"]: row["title"] for row in read_back(path)}
    assert read[6] == "ลานกีฬา ๒๐ ม? – “ศูนย์ฯ” ?"
    assert "replaced by ?: 2\r\n  TITLE: 2\r\n" in member(path, "README.txt").decode("utf-8-sig")


def test_the_readme_tells_rows_filters_and_encoding_in_both_languages(world: World, tmp_path: Path) -> None:
    text = member(world.export(tmp_path, "shp.zip", fiscal_year="2568", stage="paying"), "README.txt").decode(
        "utf-8-sig"
    )
    (row,) = world.rows("SELECT count(*) FROM public_project WHERE fiscal_year = 2025 AND stage = 'paying'")
    assert f"จำนวนแถว / Rows: {row['count']}\r\n" in text
    assert "ปีงบประมาณ 2568, ขั้น paying / fiscal year 2568, stage paying" in text
    assert "Encoding of the .dbf: UTF-8" in text


def test_every_part_of_a_shapefile_is_in_the_zip_under_one_name(world: World, tmp_path: Path) -> None:
    path = world.export(tmp_path, "shp.zip", fiscal_year="2568")
    names = {name for name in fiona.listlayers(f"zip://{path}")}
    assert names == {"eplan-projects-2568"}
    assert all(member(path, f"eplan-projects-2568.{part}") for part in ("shp", "shx", "dbf", "prj", "cpg"))


def test_projects_without_a_place_are_null_shapes(world: World, tmp_path: Path) -> None:
    rows = read_back(world.export(tmp_path, "shp.zip"))
    assert {row["located"] for row in rows if row["geometry"] is None} == {"no", "not-needed"}
    assert all(row["geometry"] is not None for row in rows if row["located"] == "yes")


def test_more_than_two_gigabytes_is_refused_before_anything_is_written(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shapefile, "LARGEST", 20_000)
    with pytest.raises(Refused, match="GeoPackage"):
        world.export(tmp_path, "shp.zip")
    assert list(tmp_path.iterdir()) == []


@given(st.text(st.sampled_from("กขที่ำ้์ุabc ²🏀"), max_size=150), st.sampled_from(ENCODINGS))
def test_a_cut_text_fits_is_a_beginning_and_parts_no_letter_from_its_marks(text: str, encoding: str) -> None:
    text = text.encode(encoding, "replace").decode(encoding)
    kept = shortened(text, encoding, 100)
    rest = text[len(kept) :]
    assert text.startswith(kept)
    assert len(kept.encode(encoding)) <= 100
    assert not (kept and rest and unicodedata.category(rest[0]) == "Mn")
    assert rest == "" or len(text.encode(encoding)) > 100
