"""Classes of a choropleth: every value in one class, none empty, and bounds that people can say."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.spending.classes import RAMP, classify, roundest, spread

AMOUNTS = st.lists(st.decimals(0, Decimal(10) ** 12, places=2), max_size=300)


def decimals(*values: object) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


@settings(deadline=None)
@given(AMOUNTS)
def test_every_value_is_in_one_class_and_no_class_is_empty(values: list[Decimal]) -> None:
    classes = classify(values)
    found = [classes.number(value) for value in values]
    assert found.count(None) == classes.zero == sum(value == 0 for value in values)
    assert [found.count(number) for number in range(len(classes.counts))] == list(classes.counts)
    assert all(classes.counts)
    assert len(classes.counts) <= 5


@settings(deadline=None)
@given(AMOUNTS)
def test_bounds_ascend_and_part_the_values(values: list[Decimal]) -> None:
    breaks = classify(values).breaks
    assert list(breaks) == sorted(set(breaks))
    assert all(any(value < bound for value in values) for bound in breaks)


@settings(deadline=None)
@given(AMOUNTS)
def test_order_does_not_matter(values: list[Decimal]) -> None:
    assert classify(values) == classify(values[::-1])


@settings(deadline=None)
@given(st.sets(st.integers(1, 10**9), min_size=5, max_size=5))
def test_five_different_values_have_a_class_each(values: set[int]) -> None:
    assert classify([Decimal(value) for value in values]).counts == (1, 1, 1, 1, 1)


def test_bounds_are_numbers_that_people_say() -> None:
    values = decimals(*(round(1.1**n * 100_000, 2) for n in range(60)))
    digits = [len(bound.normalize().as_tuple().digits) for bound in classify(values).breaks]
    assert len(digits) == 4
    assert max(digits) <= 2


def test_values_close_together_are_still_told_apart() -> None:
    values = decimals(4_100_000.25, 4_110_000, 4_120_000, 4_130_000, 4_140_000, 4_150_000, 4_160_000)
    assert len(classify(values).counts) == 5


def test_nothing_spent_and_nothing_recorded_are_counted_apart() -> None:
    classes = classify(decimals(0, 0, 5, 7), empty=3)
    assert (classes.zero, classes.empty, classes.counts) == (2, 3, (1, 1))


def test_money_taken_back_altogether_counts_as_nothing() -> None:
    assert classify(decimals(-5, 10)).zero == 1


@pytest.mark.parametrize(
    ("below", "above", "said"),
    [
        ("1700000", "2600000", "2000000"),
        ("4860000", "8760000", "5000000"),
        ("2", "3", "3"),
        ("9", "11", "10"),
    ],
)
def test_the_roundest_number_of_a_gap_is_taken(below: str, above: str, said: str) -> None:
    assert roundest(Decimal(below), Decimal(above), 1) == Decimal(said)


@pytest.mark.parametrize("count", range(1, 6))
def test_colours_go_from_light_to_dark_however_few(count: int) -> None:
    colours = spread(count)
    assert len(set(colours)) == count
    assert sorted(colours, key=RAMP.index) == list(colours)
