"""The grade of a place, by the rule that docs/locations.md publishes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import GeneratedAlways

from tests.layers.pin_world import Owner, add_authority, add_project, put

EXACT = "POINT(99.8412345 19.9047891)"
SECONDS = "POINT(99.8413888888889 19.9047222222222)"
RULE = (
    "%(method)s, %(accuracy_m)s::real, %(precision_m)s::real, %(crs)s, %(repairs)s::text[], "
    "%(place)s::geometry"
)
METHODS = ("map", "text", "gps", "survey", "file", "photo")
CRS = ("EPSG:4326", "EPSG:32647", "EPSG:24047", "EPSG:4240")


def graded(owner: Owner, method: str, **more: Any) -> tuple[str, set[str]]:
    """Return the grade of a place, and what kept it from a better one."""
    usual: dict[str, Any] = {
        "accuracy_m": None,
        "precision_m": None,
        "crs": "EPSG:4326",
        "repairs": [],
        "place": EXACT,
    }
    row = owner.execute(
        f"SELECT place_grade({RULE}) AS grade, grade_reasons({RULE}) AS reasons",
        {"method": method, **usual, **more},
    ).fetchone()
    assert row
    return row["grade"], set(row["reasons"])


@pytest.mark.parametrize(
    ("method", "more", "grade", "reasons"),
    [
        ("survey", {}, "A", set()),
        ("survey", {"accuracy_m": 0.02}, "A", set()),
        ("survey", {"accuracy_m": 12}, "B", {"accuracy"}),
        ("survey", {"crs": "EPSG:24047"}, "B", {"datum"}),
        ("survey", {"place": "POINT(99.8412 19.9047)"}, "B", {"digits"}),
        ("survey", {"place": "POINT(99.84 19.90)"}, "D", {"digits"}),
        ("gps", {"accuracy_m": 5}, "A", set()),
        ("gps", {"accuracy_m": 5.1}, "B", {"accuracy"}),
        ("gps", {"accuracy_m": 15}, "B", {"accuracy"}),
        ("gps", {"accuracy_m": 16}, "C", {"accuracy"}),
        ("gps", {"accuracy_m": 50}, "C", {"accuracy"}),
        ("gps", {"accuracy_m": 51}, "D", {"accuracy"}),
        ("gps", {}, "D", {"no-accuracy"}),
        ("gps", {"accuracy_m": 0}, "D", {"no-accuracy"}),
        ("gps", {"accuracy_m": 10, "crs": "EPSG:4240"}, "B", {"accuracy", "datum"}),
        ("gps", {"accuracy_m": 3, "repairs": ["swapped-axes"]}, "C", {"repairs"}),
        ("map", {"accuracy_m": 3}, "B", {"not-measured"}),
        ("map", {"accuracy_m": 15}, "B", {"accuracy", "not-measured"}),
        ("map", {"accuracy_m": 40}, "C", {"accuracy"}),
        ("map", {"accuracy_m": 120}, "D", {"accuracy"}),
        ("map", {}, "C", {"unstated"}),
        ("text", {}, "B", {"not-measured"}),
        ("text", {"crs": "EPSG:32647"}, "B", {"not-measured"}),
        ("text", {"crs": "EPSG:24047"}, "B", {"datum", "not-measured"}),
        ("text", {"place": "POINT(99.8412 19.9047)"}, "B", {"digits", "not-measured"}),
        ("text", {"place": "POINT(99.8412 19.9047)", "crs": "EPSG:4240", "precision_m": 11}, "C", None),
        ("text", {"place": SECONDS}, "C", {"digits"}),
        ("text", {"place": "POINT(99.841 19.904)"}, "D", {"digits"}),
        ("text", {"place": "POINT(99.85 19.9)"}, "D", {"digits"}),
        ("text", {"precision_m": 1000}, "D", {"digits"}),
        ("text", {"precision_m": 1}, "B", {"not-measured"}),
        ("text", {"repairs": ["decimal-comma", "lost-sign"]}, "B", {"not-measured"}),
        ("text", {"repairs": ["zone-unsaid"]}, "C", {"repairs"}),
        ("text", {"repairs": ["office"]}, "D", {"stand-in", "repairs"}),
        ("survey", {"repairs": ["centroid"]}, "D", {"stand-in", "repairs"}),
        ("photo", {}, "C", {"unstated"}),
        ("photo", {"accuracy_m": 8}, "B", {"accuracy", "not-measured"}),
        ("file", {}, "C", {"unstated", "file"}),
        ("file", {"accuracy_m": 1}, "C", {"file"}),
        ("file", {"place": "POINT(99.8 19.9)"}, "D", {"digits", "unstated"}),
        ("survey", {"place": "LINESTRING(99.8412345 19.9047891, 99.85 19.91)"}, "A", set()),
    ],
)
def test_the_rule_table(
    owner: Owner, method: str, more: dict[str, Any], grade: str, reasons: set[str] | None
) -> None:
    assert graded(owner, method, **more)[0] == grade
    if reasons is not None:
        assert graded(owner, method, **more)[1] == reasons


KNOWN = st.fixed_dictionaries(
    {
        "accuracy_m": st.one_of(st.none(), st.floats(0, 500, width=32)),
        "precision_m": st.one_of(st.none(), st.floats(0, 5000, width=32)),
        "crs": st.sampled_from(CRS),
        "repairs": st.lists(st.sampled_from(["lost-sign", "zone-unsaid", "office", "ใหม่"]), max_size=3),
        "place": st.integers(0, 8).map(lambda n: f"POINT({99.8412345678:.{n}f} {19.9047891234:.{n}f})"),
    }
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(method=st.sampled_from(METHODS), more=KNOWN)
def test_a_grade_below_a_has_its_reasons_and_less_knowledge_never_betters_it(
    owner: Owner, method: str, more: dict[str, Any]
) -> None:
    grade, reasons = graded(owner, method, **more)
    assert (grade == "A") == (not reasons)
    for worse in (
        {"repairs": [*more["repairs"], "datum-unsaid"]},
        {"precision_m": 12_000},
        {"crs": "EPSG:24047", "precision_m": 12_000},
    ):
        assert graded(owner, method, **{**more, **worse})[0] >= grade


def test_a_recorded_place_carries_the_grade_and_nobody_can_choose_it(owner: Owner) -> None:
    project = add_project(owner, add_authority(owner, "ทดสอบ"))
    put(owner, project, 99.8412345, 19.9047891)
    row = owner.execute("SELECT grade FROM project_fact WHERE project_id = %s", [project]).fetchone()
    assert row == {"grade": "C"}
    with pytest.raises(GeneratedAlways):
        owner.execute(
            "INSERT INTO location (project_id, authority_id, geom, method, grade) "
            "SELECT id, authority_id, 'SRID=4326;POINT(99 19)', 'map', 'A' FROM project"
        )


@pytest.mark.parametrize("place", [EXACT, "POINT(99.84 19.90)"])
def test_a_place_is_graded_alike_when_a_backup_is_restored_without_a_search_path(
    owner: Owner, place: str
) -> None:
    rule = "place_grade('gps', 4, NULL, 'EPSG:4326', '{}', public.ST_GeomFromText(%s, 4326))"
    usual = owner.execute(f"SELECT public.{rule} AS grade", [place]).fetchone()
    owner.execute("SELECT set_config('search_path', '', false)")
    assert owner.execute(f"SELECT public.{rule} AS grade", [place]).fetchone() == usual
