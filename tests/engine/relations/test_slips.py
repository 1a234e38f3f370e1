"""What a slip of the keys makes of a figure, and of a sum."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document.model import Span
from checker.engine.relations.slips import is_slip, slip_in_sum, slips_of
from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Quantity


def count(value: int, *, exact: bool = True) -> Quantity:
    interval = Interval.point(value) if exact else Interval(Fraction(value), Fraction(value + 10), True, True)
    return Quantity(
        Span(0, 1), 0, 0, 1, 0, 1, f"{value}件", NumberKind.COUNT, interval, Fraction(value), Fraction(1), "件", "cases"
    )


@pytest.mark.parametrize(
    ("value", "meant"),
    [(37, {73, 370}), (120, {210, 102, 1200, 12}), (5, {50}), (105, {150, 1050}), (0, {0})],
)
def test_slips_of(value: int, meant: set[int]) -> None:
    assert set(slips_of(value)) == meant


@given(st.integers(11, 99_999))
def test_a_slip_is_a_slip_both_ways(value: int) -> None:
    assert all(is_slip(count(meant), Fraction(value)) for meant in slips_of(value) if meant)


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=6))
def test_a_sum_that_holds_has_no_slip(parts: list[int]) -> None:
    assert slip_in_sum(count(sum(parts)), [count(part) for part in parts]) is None


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=6), st.sampled_from([-1, 1]))
def test_one_too_many_or_too_few_is_a_slip(parts: list[int], step: int) -> None:
    found = slip_in_sum(count(sum(parts) + step), [count(part) for part in parts])
    assert found is not None
    assert (0, Fraction(sum(parts))) in found[0]


def test_swapped_digits_name_the_figure() -> None:
    found = slip_in_sum(count(412), [count(230), count(209)])
    assert found is not None
    assert found[0] == [(1, Fraction(203))]


def test_a_difference_no_slip_makes() -> None:
    found = slip_in_sum(count(412), [count(158), count(209)])
    assert found is not None
    assert found[0] == []


def test_whole_and_part_that_changed_places() -> None:
    found = slip_in_sum(count(60), [count(100), count(40)])
    assert found is not None
    assert (0, Fraction(100)) in found[0]


def test_a_figure_that_is_not_exact_tells_nothing() -> None:
    assert slip_in_sum(count(100, exact=False), [count(40), count(61)]) is None


def test_the_larger_the_figures_the_less_likely_is_chance() -> None:
    small = slip_in_sum(count(10), [count(4), count(5)])
    large = slip_in_sum(count(10_000), [count(4_000), count(5_999)])
    assert small is not None
    assert large is not None
    assert large[1] < small[1]
