from pathlib import Path

import pytest

from etl.readers.encoding import codec, decode_field, find_encoding, find_encoding_of
from geo.errors import Refused
from tests.conftest import shared

TEXT = "รหัส,ชื่อโครงการ\n1,ก่อสร้างถนนคอนกรีตเสริมเหล็ก บ้านน้ำลัด หมู่ที่ 5\n"


def put(folder: Path, content: bytes) -> Path:
    path = folder / "a.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp874", "cp874"),
        ("tis-620", "cp874"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_encoding_of_thai_text_is_found(tmp_path: Path, written: str, found: str) -> None:
    assert find_encoding(put(tmp_path, TEXT.encode(written))) == found


def test_single_thai_letters_as_codes_are_believed(tmp_path: Path) -> None:
    assert find_encoding(put(tmp_path, "class,n\nก,1\nข,2\nต.,3\n".encode("cp874"))) == "cp874"


def test_plain_ascii_is_utf_8(tmp_path: Path) -> None:
    assert find_encoding(put(tmp_path, b"a,b\n1,2\n")) == "utf-8"


@pytest.mark.parametrize(
    "spoilt",
    [
        TEXT.encode().decode("latin-1").encode(),
        TEXT.encode().decode("cp874", "replace").encode(),
        TEXT.encode("cp874").decode("latin-1").encode(),
        TEXT.encode("cp874").decode("utf-8", "replace").encode(),
        TEXT.encode()[:-60] + b"\xe0\xb8" + b"abc",
        "Café à Zürich".encode("latin-1"),
        "lat,lon\n19°48'36.7\"N,99°50'28\"E\n".encode("cp1252"),
        TEXT.encode() + b"\0",
    ],
)
def test_spoilt_and_foreign_text_is_refused(tmp_path: Path, spoilt: bytes) -> None:
    with pytest.raises(Refused, match="--encoding"):
        find_encoding(put(tmp_path, spoilt))


def test_a_declared_encoding_wins_but_must_fit(tmp_path: Path) -> None:
    assert find_encoding(put(tmp_path, TEXT.encode("cp874")), "TIS-620") == "cp874"
    assert find_encoding(put(tmp_path, TEXT.encode("utf-8-sig")), "UTF8") == "utf-8-sig"
    assert find_encoding(put(tmp_path, "19° N".encode("cp1252")), "windows-1252") == "cp1252"
    for wrong, declared in (("utf-8", "cp874"), ("cp874", "utf-8"), ("cp874", "cp1252")):
        with pytest.raises(Refused):
            find_encoding(put(tmp_path, TEXT.encode(wrong)), declared)


def test_an_unknown_encoding_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="rot13"):
        codec("rot13")


def test_the_second_real_list_is_cp874() -> None:
    assert find_encoding(shared("ugly/places_dms_cp874.csv")) == "cp874"
    assert find_encoding(shared("budget/budget2565_projects.csv")) == "utf-8-sig"


def test_fields_are_utf_8_even_when_their_last_letter_was_cut() -> None:
    name = "ป้อมปราบศัตรูพ่าย".encode()
    assert find_encoding_of([name[:47], name[:10], b"plain"]) == "utf-8"
    assert decode_field(name[:47], "utf-8") == name[:45].decode()


def test_a_code_page_file_is_believed_only_when_the_texts_agree() -> None:
    thai = [word.encode("cp874") for word in ("เมืองเชียงราย", "แม่สาย")]
    assert find_encoding_of(thai) == "cp874"
    assert find_encoding_of(thai, hinted="UTF-8") == "cp874"
    assert find_encoding_of(thai, hinted="ISO-8859-1") == "cp874"
    assert find_encoding_of(["Zürich".encode("latin-1")], hinted="88591") == "latin-1"
    with pytest.raises(Refused):
        find_encoding_of(thai, "utf-8")
