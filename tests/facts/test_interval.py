from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.interval import Interval

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=12)
ends = st.none() | numbers
distances = st.fractions(min_value=0, max_value=50, max_denominator=6)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    may_open = low is None or low != high
    return Interval(
        low,
        high,
        low is not None and may_open and draw(st.booleans()),
        high is not None and may_open and draw(st.booleans()),
    )


@st.composite
def members(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval and a value inside, perhaps at a closed end."""
    value = draw(numbers)
    below, above = draw(st.none() | distances), draw(st.none() | distances)
    return (
        Interval(
            None if below is None else value - below,
            None if above is None else value + above,
            bool(below) and draw(st.booleans()),
            bool(above) and draw(st.booleans()),
        ),
        value,
    )


@given(members(), members())
def test_sums_and_differences_hold_every_reading(a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]) -> None:
    assert (a[0] + b[0]).contains(a[1] + b[1])
    assert (a[0] - b[0]).contains(a[1] - b[1])


@given(intervals(), intervals(), intervals())
def test_addition_is_commutative_and_associative(a: Interval, b: Interval, c: Interval) -> None:
    assert a + b == b + a
    left, right = (a + b) + c, a + (b + c)
    assert (left.low, left.high) == (right.low, right.high)


@given(intervals())
def test_negation_twice_is_nothing(a: Interval) -> None:
    mirrored = -a
    assert -mirrored == a


@given(members(), st.fractions(min_value=Fraction(1, 100), max_value=100, max_denominator=100))
def test_scaling_keeps_members(a: tuple[Interval, Fraction], factor: Fraction) -> None:
    assert a[0].scaled(factor).contains(a[1] * factor)


@given(intervals(), intervals(), numbers)
def test_intersection_and_hull(a: Interval, b: Interval, value: Fraction) -> None:
    both = a.intersection(b)
    assert (both is not None) == a.intersects(b) == b.intersects(a)
    assert (both is not None and both.contains(value)) == (a.contains(value) and b.contains(value))
    hull = a.hull(b)
    assert hull == b.hull(a)
    if a.contains(value) or b.contains(value):
        assert hull.contains(value)
    assert hull.intersection(a) == a


@given(members(), members())
def test_all_less_means_less_on_every_reading(a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]) -> None:
    if a[0].all_less(b[0]):
        assert a[1] < b[1]
        assert not b[0].can_be_at_most(a[0])
    if a[1] <= b[1]:
        assert a[0].can_be_at_most(b[0])


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(0, 3))
def test_rounding_and_truncation(part: int, whole: int, decimals: int) -> None:
    step = Fraction(1, 10**decimals)
    exact = Fraction(part, whole)
    truncated = exact // step * step
    rounded = (exact + step / 2) // step * step
    assert Interval.truncated(truncated, step).contains(exact)
    assert Interval.rounded(rounded, step).contains(exact)
    if truncated:
        assert Interval.truncated(-truncated, step).contains(-exact)


def test_a_point_is_exact_and_anything_holds_all() -> None:
    assert Interval.point(3).is_point
    assert Interval.everything().contains(10**9)
    assert str(Interval(Fraction(1, 2), None, True)) == "(1/2, ∞)"
    assert str(Interval(None, Fraction(3))) == "(-∞, 3]"


@pytest.mark.parametrize(("low", "high", "low_open"), [(2, 1, False), (1, 1, True)])
def test_empty_intervals_cannot_be_made(low: int, high: int, low_open: bool) -> None:
    with pytest.raises(ValueError, match="empty"):
        Interval(Fraction(low), Fraction(high), low_open)


def test_a_shared_bound_open_at_an_end_is_empty_too() -> None:
    value = Fraction(7)
    with pytest.raises(ValueError, match="empty"):
        Interval(value, value, False, True)


def test_scaling_by_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        Interval.point(1).scaled(Fraction(0))
