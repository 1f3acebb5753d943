"""Which columns hold codes and names: told by the values, whatever the headings."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.areas.columns import as_text, code_columns, read_codes
from etl.areas.naming import name_areas
from etl.areas.roles import find_roles
from geo.errors import Refused
from layers.areas.names import official_names

AMPHOE = ("5701", "5702", "5703", "5704", "5705", "5706")
TAMBON = ("570101", "570102", "570202", "570203", "570301", "570302")


def names(codes: tuple[str, ...]) -> list[str]:
    return [official_names()[code].name_th for code in codes]


def finest(texts: dict[str, list[str]]) -> tuple[str, str]:
    found = code_columns(texts)[-1]
    return found.heading, found.level


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (["TH5701", "TH5702", "th5703"], ["5701", "5702", "5703"]),
        (["๕๗๐๑", "5702.0", " 5703"], ["5701", "5702", "5703"]),
        (["57010000", "57020000"], ["5701", "5702"]),
        (["570101", "57010200"], ["570101", None]),
        (["5701", ""], ["5701", None]),
    ],
)
def test_codes_are_read_in_the_ways_that_offices_write_them(
    written: list[str], codes: list[str | None]
) -> None:
    column = read_codes("code", [text.strip() for text in written] * 12)
    if codes == ["570101", None]:
        assert column is None
    else:
        assert column is not None
        assert list(column.codes[: len(codes)]) == codes


def test_the_finest_codes_tell_the_level() -> None:
    texts = {
        "PROV_CODE": ["57"] * 6,
        "TAM_CODE": list(TAMBON),
        "AMP_CODE": [code[:4] for code in TAMBON],
    }
    assert finest(texts) == ("TAM_CODE", "tambon")


def test_codes_in_parts_are_put_together() -> None:
    texts = {
        "PROV_CODE": ["57"] * 6,
        "AMP_CODE": [code[2:4] for code in TAMBON],
        "TAM_CODE": [str(int(code[4:])) for code in TAMBON],
    }
    column = code_columns(texts)[-1]
    assert column.level == "tambon"
    assert column.headings == ("PROV_CODE", "AMP_CODE", "TAM_CODE")
    assert column.codes == TAMBON


def test_a_small_number_beside_codes_is_not_taken_for_their_end() -> None:
    texts = {"AMP_CODE": list(AMPHOE), "REGION": ["1", "2", "3", "4", "5", "1"]}
    assert finest(texts) == ("AMP_CODE", "amphoe")


def test_numbers_that_only_look_like_codes_are_not_taken() -> None:
    texts = {"POPULATION": ["1234", "4321", "9876", "2468", "1357", "8642"], "AREA": ["57"] * 6}
    assert code_columns(texts) == []


def test_codes_under_any_heading_are_found_when_there_are_enough() -> None:
    assert finest({"x": list(AMPHOE), "y": ["1", "2", "3", "4", "5", "6"]}) == ("x", "amphoe")


def test_names_are_found_by_whose_codes_they_are() -> None:
    texts = {
        "CODE": list(TAMBON),
        "A": [f"อ.{name}" for name in names(tuple(code[:4] for code in TAMBON))],
        "B": [f"ต.{name}" for name in names(TAMBON)],
        "C": [official_names()[code].name_en or "" for code in TAMBON],
        "D": [official_names()[code[:4]].name_en or "" for code in TAMBON],
    }
    roles = find_roles(texts, None, {})
    assert (roles.name_th, roles.name_en) == ("B", "C")


def test_names_of_codes_unknown_to_the_official_list_are_found_by_their_heading() -> None:
    texts = {"AMP_CODE": ["5791", "5792"], "PROV_NAM_T": ["เชียงราย"] * 2, "AMP_NAM_T": ["ใหม่หนึ่ง", "ใหม่สอง"]}
    assert find_roles(texts, None, {}).name_th == "AMP_NAM_T"


def test_dates_of_cod_ab_are_read_and_its_empty_one_is_not() -> None:
    texts = {
        "ADM2_PCODE": [f"TH{code}" for code in AMPHOE],
        "date": ["2019-02-18T00:00:00.000Z"] * 6,
        "validOn": ["2022-01-22T00:00:00.000Z"] * 6,
        "validTo": ["1899-11-30T00:00:00.000Z"] * 6,
    }
    roles = find_roles(texts, None, {})
    assert (str(roles.valid_from), roles.valid_to) == ("2022-01-22", None)


@given(
    st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=5)
)
def test_any_table_has_roles_or_is_refused(texts: dict[str, list[str]]) -> None:
    try:
        roles = find_roles(texts, None, {})
    except Refused:
        return
    assert len(roles.codes) == 3
    assert all(code is None or code.isdigit() for code in roles.codes)


@given(st.sampled_from(sorted(official_names())), st.integers(0, 20))
def test_a_name_comes_out_whole_or_as_published(code: str, kept: int) -> None:
    official = official_names()[code].name_th
    published = official[:kept]
    (named,) = name_areas([code], {"n": [published]}, "n", None)
    assert named.name_th in (official, published.strip())
    assert named.name_th
    assert (named.remark is None) == (named.name_th == published)


@given(st.one_of(st.none(), st.integers(), st.floats(), st.text(), st.dates()))
def test_any_cell_becomes_text(value: Any) -> None:
    assert isinstance(as_text(value), str)
