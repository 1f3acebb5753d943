"""Lists of authorities: what is believed, what is reported, what changes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from psycopg import Connection

from etl.authorities.kinds import split_name, type_of_digit, type_of_text
from etl.authorities.load import load_authorities
from etl.authorities.report import AuthoritiesReport
from geo.database import Database
from geo.errors import BadRequest, Forbidden, Refused

DLA = ["รหัส อปท.", "ประเภท อปท.", "อปท.", "อำเภอ", "จังหวัด", "รหัสจังหวัด", "ขนาดพื้นที่", "LAT", "LONG"]
PAO = ["2570101", "อบจ.", "เชียงราย", "เมืองเชียงราย", "เชียงราย", "57", "11678.37", "19.906111", "99.832222"]
TOWN = ["5570901", "เทศบาลตำบล", "แม่สาย", "แม่สาย", "เชียงราย", "57", "5.13", "20.4281234", "99.8812345"]
SAO = ["6570904", "อบต.", "โป่งผา", "แม่สาย", "เชียงราย", "57", "", "20.3712345", "99.8612345"]

Row = list[str]
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write rows below DLA's headings, or others, to a CSV file or workbook."""

    def write(*rows: Row, columns: Row | None = None, name: str = "list.csv") -> Path:
        path = tmp_path / name
        frame = pd.DataFrame(rows, columns=columns or DLA)
        if path.suffix == ".xlsx":
            frame.to_excel(path, index=False)
        else:
            frame.to_csv(path, index=False, encoding="utf-8-sig")
        return path

    return write


@pytest.fixture
def boundaries(owner: Connection[Any]) -> None:
    """Two provinces as squares: Chiang Rai north of 19 degrees, Phayao south of it."""
    edition = owner.execute(
        "INSERT INTO area_edition (level, name, source, licence) "
        "VALUES ('province', 'x', 'x', 'x') RETURNING id"
    ).fetchone()["id"]
    for code, south, north in (("57", 19.0, 20.5), ("56", 18.0, 19.0)):
        owner.execute(
            "INSERT INTO area (edition_id, level, code, name_th, geom) "
            "VALUES (%s, 'province', %s, 'ชื่อ', ST_Multi(ST_MakeEnvelope(99, %s, 101, %s, 4326)))",
            [edition, code, south, north],
        )
    owner.execute("SELECT make_current(%s)", [edition])
    owner.execute("SELECT cut_pieces(%s)", [edition])


def but(row: Row, **changes: str) -> Row:
    """The row with some cells changed; keys are short for DLA's headings."""
    places = {
        "code": 0,
        "type": 1,
        "name": 2,
        "amphoe": 3,
        "province": 4,
        "pcode": 5,
        "area": 6,
        "lat": 7,
        "lon": 8,
    }
    return [changes.get(key, row[at]) for key, at in places.items()]


def stored(owner: Connection[Any]) -> dict[str, dict[str, Any]]:
    """The authorities in force by code, with longitude and latitude of the office."""
    rows = owner.execute("SELECT *, ST_X(office) AS lon, ST_Y(office) AS lat FROM current_authority")
    return {row["code"]: row for row in rows}


def covers(owner: Connection[Any]) -> set[tuple[str, str, str]]:
    """Code, area and extent of what is covered today."""
    rows = owner.execute("""
      SELECT a.code, c.area_code, c.extent FROM authority_coverage AS c
      JOIN current_authority AS a ON a.id = c.authority_id WHERE c.valid_to > current_date""")
    return {(row["code"], row["area_code"], row["extent"]) for row in rows}


def kinds(report: AuthoritiesReport) -> dict[str | None, list[str]]:
    """Kinds of remarks by code."""
    found: dict[str | None, list[str]] = {}
    for remark in report.remarks:
        if remark.kind != "no-boundaries":
            found.setdefault(remark.code, []).append(remark.kind)
    return found


def test_each_type_has_its_supervising_office_home_and_coverage(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    report = load_authorities(db, make(PAO, TOWN, SAO))
    assert (report.added, report.types) == (3, {"pao": 1, "subdistrict": 1, "sao": 1})
    found = {
        code: (row["type"], row["supervising_level"], row["amphoe_code"])
        for code, row in stored(owner).items()
    }
    assert found == {
        "2570101": ("pao", "province", "5701"),
        "5570901": ("subdistrict", "amphoe", "5709"),
        "6570904": ("sao", "amphoe", "5709"),
    }
    assert covers(owner) == {
        ("2570101", "57", "whole"),
        ("5570901", "5709", "part"),
        ("6570904", "5709", "part"),
    }
    sources = {row["source"] for row in owner.execute("SELECT source FROM authority_coverage")}
    assert len(sources) == 2


def test_the_same_list_again_changes_nothing(db: Database, owner: Connection[Any], make: Make) -> None:
    path = make(PAO, TOWN, but(SAO, lat="20.37", lon="99.86"))

    def everything() -> list[Any]:
        tables = ("authority", "authority_code", "authority_coverage", "audit", "layer_version")
        return [owner.execute(f"SELECT t::text FROM {table} AS t ORDER BY 1").fetchall() for table in tables]  # noqa: S608

    load_authorities(db, path)
    before = everything()
    report = load_authorities(db, path)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 3)
    assert (report.coverage_added, report.coverage_ended) == (0, 0)
    assert everything() == before


def test_only_what_differs_is_changed_and_ids_stay(db: Database, owner: Connection[Any], make: Make) -> None:
    load_authorities(db, make(PAO, TOWN, SAO))
    ids = {code: row["id"] for code, row in stored(owner).items()}
    audits = owner.execute("SELECT count(*) AS n FROM audit").fetchone()["n"]
    report = load_authorities(db, make(PAO, but(TOWN, name="เวียงพางคำ"), SAO))
    assert (report.changed, report.unchanged) == (1, 2)
    assert stored(owner)["5570901"]["name_th"] == "เวียงพางคำ"
    assert {code: row["id"] for code, row in stored(owner).items()} == ids
    assert owner.execute("SELECT count(*) AS n FROM audit").fetchone()["n"] == audits + 1


@pytest.mark.parametrize(
    ("lat", "lon", "fault"),
    [
        ("20.4281234", "", "longitude-missing"),
        ("", "99.8812345", "latitude-missing"),
        ("20.42", "99.8812345", "latitude-rounded"),
        ("20.4281234", "99.880", "longitude-rounded"),
        ("20", "99", "whole-degrees"),
        ("13.7563123", "100.5018123", "no-province"),
        ("18.5123456", "99.8812345", "other-province"),
        ("51.5074123", "-0.1278123", "outside-thailand"),
        ("99.8812345", "20.4281234", "swapped"),
        ("ริมถนน", "99.8812345", "unreadable"),
    ],
)
def test_a_coordinate_that_cannot_be_true_is_kept_only_as_a_note(
    *, db: Database, owner: Connection[Any], make: Make, boundaries: None, lat: str, lon: str, fault: str
) -> None:
    report = load_authorities(db, make(but(TOWN, lat=lat, lon=lon), SAO))
    row = stored(owner)["5570901"]
    assert report.offices[fault] == 1
    assert report.offices["trusted"] == 1
    assert row["office"] is None
    assert (lat or "-") in row["office_note"]
    assert (lon or "-") in row["office_note"]
    assert len(row["office_note"].splitlines()) == 2
    assert boundaries is None


def test_two_authorities_at_one_spot_are_both_not_believed(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    report = load_authorities(db, make(TOWN, but(SAO, lat=TOWN[7], lon=TOWN[8])))
    assert report.offices["shared"] == 2
    assert all(row["office"] is None for row in stored(owner).values())


def test_a_good_coordinate_is_stored_in_any_notation(
    db: Database, owner: Connection[Any], make: Make, boundaries: None
) -> None:
    load_authorities(db, make(but(TOWN, lat="20°25'41.2\"N", lon="99°52'52.4\"E"), SAO))
    row = stored(owner)["5570901"]
    assert (row["lat"], row["lon"]) == pytest.approx((20.42811, 99.88122), abs=1e-4)
    assert row["office_note"] is None
    assert boundaries is None


def test_without_boundaries_that_is_said_and_no_office_is_blamed(db: Database, make: Make) -> None:
    report = load_authorities(db, make(TOWN))
    assert report.kinds == {"no-boundaries": 1}
    assert report.offices == {"given": 1, "trusted": 1}


def test_a_coordinate_believed_before_the_boundaries_came_is_withdrawn_after(
    db: Database, owner: Connection[Any], make: Make, request: pytest.FixtureRequest
) -> None:
    path = make(but(TOWN, lat="18.5123456"))
    load_authorities(db, path)
    assert stored(owner)["5570901"]["office"] is not None
    request.getfixturevalue("boundaries")
    assert load_authorities(db, path).changed == 1
    assert stored(owner)["5570901"]["office"] is None


def test_a_bad_coordinate_does_not_take_a_known_office_away(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_authorities(db, make(TOWN))
    load_authorities(db, make(but(TOWN, lat="20.4", lon="99.9")))
    assert stored(owner)["5570901"]["lat"] == pytest.approx(20.4281234)


@pytest.mark.parametrize(
    ("row", "area", "kind"),
    [
        (TOWN, "0", "area-zero"),
        (TOWN, "70370150", "area-too-large"),
        (TOWN, "มาก", "area-unreadable"),
        (TOWN, "-3", "area-zero"),
        (PAO, "0.07", "area-too-small"),
        (PAO, "2469746", "area-too-large"),
    ],
)
def test_an_area_that_cannot_be_true_is_left_out_and_said(
    *, db: Database, owner: Connection[Any], make: Make, boundaries: None, row: Row, area: str, kind: str
) -> None:
    report = load_authorities(db, make(but(row, area=area)))
    assert kind in kinds(report)[row[0]]
    assert stored(owner)[row[0]]["area_km2"] is None
    assert boundaries is None


def test_the_type_written_wins_over_the_code_and_that_is_said(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    report = load_authorities(db, make(but(TOWN, code="6570901")))
    assert stored(owner)["6570901"]["type"] == "subdistrict"
    assert kinds(report) == {"6570901": ["type-disagrees"]}


def test_the_district_written_wins_over_the_code_and_that_is_said(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    report = load_authorities(db, make(but(TOWN, amphoe="แม่จัน")))
    assert stored(owner)["5570901"]["amphoe_code"] == "5707"
    assert kinds(report) == {"5570901": ["amphoe-disagrees"]}


def test_a_district_of_unknown_name_is_found_by_the_code_and_that_is_said(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    report = load_authorities(db, make(but(TOWN, amphoe="แม่สายใหม่")))
    assert stored(owner)["5570901"]["amphoe_code"] == "5709"
    assert kinds(report) == {"5570901": ["amphoe-not-found"]}


def test_the_same_district_name_in_two_provinces_is_told_by_the_province(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    here = but(SAO, code="6501901", name="หนึ่ง", amphoe="สันทราย", province="เชียงใหม่", pcode="50")
    there = but(
        SAO, code="6800101", name="สอง", amphoe="เมือง", province="นครศรีธรรมราช", pcode="80", lat="", lon=""
    )
    load_authorities(db, make(here, there))
    assert {code: row["amphoe_code"] for code, row in stored(owner).items()} == {
        "6501901": "5014",
        "6800101": "8001",
    }


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"code": "557090"}, "รหัส อปท."),
        ({"code": "แม่สาย"}, "รหัส อปท."),
        ({"name": " "}, "อปท."),
        ({"type": "บริษัท"}, "ประเภท อปท."),
        ({"amphoe": "ไม่มี", "code": "5579901"}, "อำเภอ"),
        ({"pcode": "", "province": "ไม่มี", "code": "5010101"}, "รหัสจังหวัด"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_nothing_is_loaded(
    *, db: Database, owner: Connection[Any], make: Make, changes: dict[str, str], column: str
) -> None:
    path = make(SAO, but(TOWN, **changes))
    report = load_authorities(db, path)
    assert [(row.row, row.column) for row in report.refused] == [(3, column)]
    assert not report.loaded
    assert stored(owner) == {}
    assert load_authorities(db, path, accept_good=True).loaded
    assert set(stored(owner)) == {"6570904"}


def test_one_code_with_two_names_is_refused_by_both_rows(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    report = load_authorities(db, make(TOWN, but(TOWN, name="อื่น"), SAO))
    assert [row.row for row in report.refused] == [2, 3]
    assert stored(owner) == {}


def test_a_list_with_a_row_a_tambon_tells_what_is_covered(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    columns = [*DLA, "ตำบล", "เต็มตำบล"]
    path = make(
        [*TOWN, "เวียงพางคำ", "เต็มตำบล"], [*TOWN, "ต.แม่สาย", "บางส่วน"], [*SAO, "เมืองลับแล", ""], columns=columns
    )
    report = load_authorities(db, path)
    assert report.authorities == 2
    assert covers(owner) == {
        ("5570901", "570906", "whole"),
        ("5570901", "570901", "part"),
        ("6570904", "5709", "part"),
    }
    assert kinds(report) == {"6570904": ["tambon-not-found"]}


def test_what_is_known_of_coverage_takes_the_place_of_what_was_assumed(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_authorities(db, make(TOWN))
    known = make([*TOWN, "570901, 570906"], columns=[*DLA, "รหัสตำบล"])
    report = load_authorities(db, known)
    assert (report.coverage_added, report.coverage_ended) == (2, 1)
    assert covers(owner) == {("5570901", "570901", "part"), ("5570901", "570906", "part")}
    assert load_authorities(db, make(TOWN)).coverage_added == 0
    assert len(covers(owner)) == 2


def test_an_authority_gone_from_the_list_is_reported_and_kept(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_authorities(db, make(PAO, TOWN, SAO))
    report = load_authorities(db, make(PAO, TOWN))
    assert (report.missing, kinds(report)) == (["6570904"], {"6570904": ["missing"]})
    assert "6570904" in stored(owner)


def test_a_list_of_one_province_does_not_miss_the_others(db: Database, make: Make) -> None:
    phayao = but(SAO, code="6560101", amphoe="เมืองพะเยา", province="พะเยา", pcode="56", lat="", lon="")
    load_authorities(db, make(TOWN, phayao))
    assert load_authorities(db, make(TOWN)).missing == []


def test_an_upgraded_authority_is_recognised_and_can_keep_its_id(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_authorities(db, make(SAO))
    before = stored(owner)["6570904"]["id"]
    upgraded = make(but(SAO, code="5570912", type="เทศบาลตำบล"))
    report = load_authorities(db, upgraded, dry_run=True)
    assert report.perhaps == [("6570904", "5570912")]
    assert set(stored(owner)) == {"6570904"}

    report = load_authorities(db, upgraded, same={"5570912": "6570904"}, valid_from=date(2024, 10, 1))
    assert (report.recoded, report.added, report.changed, report.missing) == (1, 0, 1, [])
    assert {code: (row["id"], row["type"]) for code, row in stored(owner).items()} == {
        "5570912": (before, "subdistrict")
    }
    again = load_authorities(db, upgraded, same={"5570912": "6570904"}, valid_from=date(2024, 10, 1))
    assert (again.recoded, again.unchanged) == (0, 1)


def test_an_old_list_does_not_bring_an_ended_code_back(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_authorities(db, make(SAO))
    upgraded = make(but(SAO, code="5570912", type="เทศบาลตำบล"), name="new.csv")
    load_authorities(db, upgraded, same={"5570912": "6570904"}, valid_from=date(2024, 10, 1))
    report = load_authorities(db, make(SAO))
    assert kinds(report)["6570904"] == ["code-replaced"]
    assert set(stored(owner)) == {"5570912"}


def test_an_unknown_old_code_is_refused(db: Database, owner: Connection[Any], make: Make) -> None:
    with pytest.raises(BadRequest, match="6570999"):
        load_authorities(db, make(SAO), same={"5570912": "6570999"})
    assert stored(owner) == {}


def test_a_project_without_a_place_follows_its_authority_to_another_amphoe(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    load_authorities(db, make(TOWN))
    owner.execute(
        "INSERT INTO project (authority_id, fiscal_year, title) SELECT id, 2025, 'อบรม' FROM authority"
    )
    load_authorities(db, make(but(TOWN, amphoe="แม่จัน")))
    assert owner.execute("SELECT amphoe_code FROM project_fact").fetchone()["amphoe_code"] == "5707"


def test_a_workbook_with_other_headings_is_read_too(db: Database, owner: Connection[Any], make: Make) -> None:
    columns = ["dla_code", "name", "name_en", "district_code", "latitude", "longitude"]
    row = ["6570904", "องค์การบริหารส่วนตำบลโป่งผา", "Pong Pha", "5709", "20.3712345", "99.8612345"]
    load_authorities(db, make(row, columns=columns, name="list.xlsx"))
    found = stored(owner)["6570904"]
    assert (found["type"], found["name_th"], found["name_en"]) == ("sao", "โป่งผา", "Pong Pha")
    assert found["lat"] == pytest.approx(20.3712345)


def test_a_column_can_be_named_where_its_heading_does_not_tell(
    db: Database, owner: Connection[Any], make: Make
) -> None:
    path = make(["6570904", "อบต.โป่งผา"], columns=["ก", "ข"])
    with pytest.raises(Refused, match="--map"):
        load_authorities(db, path)
    load_authorities(db, path, columns={"code": "ก", "name_th": "ข"})
    assert set(stored(owner)) == {"6570904"}
    with pytest.raises(BadRequest):
        load_authorities(db, path, columns={"code": "ค"})


def test_a_dry_run_tells_and_leaves_nothing(db: Database, owner: Connection[Any], make: Make) -> None:
    report = load_authorities(db, make(PAO, TOWN), dry_run=True)
    assert (report.added, report.compared, report.loaded) == (2, True, False)
    assert owner.execute("SELECT count(*) AS n FROM audit").fetchone() == {"n": 0}


def test_only_an_administrator_loads(db: Database, owner: Connection[Any], make: Make) -> None:
    with pytest.raises(Forbidden):
        load_authorities(db, make(TOWN), account=0)
    assert stored(owner) == {}


def test_an_empty_list_is_refused(db: Database, make: Make) -> None:
    with pytest.raises(Refused):
        load_authorities(db, make())


@pytest.mark.parametrize(
    ("name", "kind", "bare"),
    [
        ("อบต.โป่งผา", "sao", "โป่งผา"),
        ("อบต โป่งผา", "sao", "โป่งผา"),
        ("เทศบาลเมืองน่าน", "town", "น่าน"),
        ("ทต.แม่สาย", "subdistrict", "แม่สาย"),
        ("องค์การบริหารส่วนจังหวัดเชียงราย", "pao", "เชียงราย"),
        ("เมืองพัทยา", None, "เมืองพัทยา"),
        ("ทนงศักดิ์", None, "ทนงศักดิ์"),
        ("เทศบาลนคร", None, "เทศบาลนคร"),
    ],
)
def test_the_word_for_its_type_is_taken_from_a_name(name: str, kind: str | None, bare: str) -> None:
    assert split_name(name) == (kind, bare)


def test_types_are_told_by_word_and_by_digit() -> None:
    words = {
        "เทศบาลนคร": "city",
        "ทม.": "town",
        "อบจ": "pao",
        "ท้องถิ่นรูปแบบพิเศษ": "special",
        "sao": "sao",
        "?": None,
    }
    assert {word: type_of_text(word) for word in words} == words
    assert [type_of_digit(code, "") for code in ("2", "3", "4", "5", "6", "9")] == [
        "pao", "city", "town", "subdistrict", "sao", None,
    ]  # fmt: skip
    assert type_of_digit("3200408", "เมืองพัทยา") == "special"
