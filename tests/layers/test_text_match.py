"""Texts looked for in titles: in large or small letters, each sign for itself."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from layers.text_match import title_has
from tests.layers.pin_world import Owner


def has(owner: Owner, title: str, text: str) -> bool:
    """Tell whether PostgreSQL finds a text in a title."""
    condition, value = title_has(text)
    asking = sql.SQL("SELECT {} AS found FROM (SELECT %(of)s::text AS title) AS f").format(
        sql.SQL(condition).format(f=sql.Identifier("f"))
    )
    row = owner.execute(asking, {"of": title, "title": value}).fetchone()
    assert row is not None
    return bool(row["found"])


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("ก่อสร้างถนน คสล. หมู่ที่ 4", "ถนน"),
        ("วางท่อ PVC บ้านใหม่", "pvc"),
        ("วางท่อ pvc บ้านใหม่", "ท่อ PVC"),
        ("CAFÉ ริมทาง", "café"),
        ("ลด 50% ทุกราย", "50%"),
        ("รหัส a_b", "A_B"),
        ("เครื่องหมาย \\ ในชื่อ é", "\\ ในชื่อ É"),
    ],
)
def test_a_text_is_found_in_large_and_small_letters(owner: Owner, title: str, text: str) -> None:
    assert has(owner, title, text)


@pytest.mark.parametrize(
    ("title", "text"), [("ถนน", "ถนนใหญ่"), ("ลด 50 บาท", "50%"), ("รหัส axb", "a_b"), ("ÀB", "àc")]
)
def test_what_a_title_has_not_is_not_found(owner: Owner, title: str, text: str) -> None:
    assert not has(owner, title, text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(parts=st.lists(st.text(st.sampled_from("กขaAbBéÉ%_\\ 1๑"), max_size=4), min_size=3, max_size=3))
def test_any_part_of_a_title_is_found_whatever_its_letters(owner: Owner, parts: list[str]) -> None:
    before, text, after = parts
    assert has(owner, before + text.swapcase() + after, text)
