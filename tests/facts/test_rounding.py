"""A printed rate stands for whatever rounds or truncates to it."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from checker.document.model import Span
from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Quantity
from checker.facts.rounding import Fit, fit, needed_base, needed_numerator, printed_percent


def percent(text: str) -> Quantity:
    """A printed percentage."""
    value = Fraction(text) / 100
    decimals = len(text.partition(".")[2])
    return Quantity(
        Span(0, 0),
        0,
        0,
        0,
        0,
        0,
        f"{text}%",
        NumberKind.PERCENT,
        Interval.point(value),
        value,
        Fraction(1, 10 ** (decimals + 2)),
    )


def test_rounded_truncated_and_wrong() -> None:
    numerator, base = Interval.point(2003), Interval.point(2006)
    assert fit(percent("99.9"), numerator, base) is Fit.ROUNDED
    assert fit(percent("99.8"), numerator, base) is Fit.TRUNCATED
    assert fit(percent("99.7"), numerator, base) is Fit.NONE


def test_one_hundred_per_cent_wants_equality() -> None:
    assert fit(percent("100"), Interval.point(97), Interval.point(97)) is Fit.ROUNDED
    assert fit(percent("100"), Interval.point(9996), Interval.point(10000)) is Fit.LOOSE
    assert fit(percent("100"), Interval.point(90), Interval.point(97)) is Fit.NONE


def test_base_that_a_rate_needs() -> None:
    assert needed_base(percent("12.9"), Fraction(44)) == (340, 342)


def test_whole_number_that_a_rate_needs() -> None:
    assert needed_numerator(percent("98.8"), Fraction(332)) == (328, 328)
    assert needed_numerator(percent("98.8"), Fraction(32)) is None


@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from([0, 1, 2]))
def test_what_is_computed_and_printed_fits(part: int, rest: int, decimals: int) -> None:
    base = part + rest
    text = printed_percent(Fraction(part, base), Fraction(1, 10 ** (decimals + 2))).removesuffix("%")
    assert fit(percent(text), Interval.point(part), Interval.point(base)) in (Fit.ROUNDED, Fit.LOOSE)


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(2, 9))
def test_a_change_beyond_tolerance_breaks_it(part: int, rest: int, steps: int) -> None:
    base = part + rest
    step = Fraction(1, 1000)
    printed = Fraction(int(Fraction(part, base) / step + Fraction(1, 2))) * step + steps * step
    if printed < 1:
        text = f"{float(printed * 100):.1f}"
        assert fit(percent(text), Interval.point(part), Interval.point(base)) is Fit.NONE


@given(st.integers(1, 500), st.integers(1, 500), st.integers(2, 20))
def test_scaling_both_counts_changes_nothing(part: int, rest: int, factor: int) -> None:
    rate = percent(printed_percent(Fraction(part, part + rest), Fraction(1, 1000)).removesuffix("%"))
    plain = fit(rate, Interval.point(part), Interval.point(part + rest))
    assert fit(rate, Interval.point(part * factor), Interval.point((part + rest) * factor)) is plain
