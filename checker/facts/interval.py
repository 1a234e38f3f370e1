"""Intervals of exact rationals, open or closed at each end.

A figure in prose is rarely one number: 9450余 lies in (9450, 9460), 50%以上 in [0.5, ∞), a printed 99.8 % stands for
whatever rounds or truncates to it. Relations are asked of intervals: they fail only when no reading satisfies them.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

__all__ = ["Interval"]


class Interval(Struct, frozen=True):
    """All x with low ≤ x ≤ high (``<`` at an open end). ``None`` is unbounded. Never empty."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        if low is high:  # a point, or everything; the common case, and cheap to tell
            empty = low is not None and (self.low_open or self.high_open)
        else:
            empty = (
                low is not None
                and high is not None
                and (not _less(low, high) if self.low_open or self.high_open else _less(high, low))
            )
        if empty:
            raise ValueError(f"empty interval {self}")

    @classmethod
    def point(cls, value: Fraction | int) -> Interval:
        """Exactly one value."""
        exact = value if type(value) is Fraction else Fraction(value)
        return cls(exact, exact)

    @classmethod
    def total(cls, intervals: Iterable[Interval]) -> Interval:
        """The sum; of none, exactly nought."""
        whole = 0
        others: Interval | None = None
        for interval in intervals:
            low = interval.low
            if low is not None and low is interval.high and low.denominator == 1:
                whole += low.numerator
            else:
                others = interval if others is None else others + interval
        exact = Fraction(whole)
        if others is None:
            return cls(exact, exact)
        return others + cls(exact, exact) if whole else others

    @classmethod
    def everything(cls) -> Interval:
        """No bound at either end."""
        return cls(None, None)

    @classmethod
    def rounded(cls, value: Fraction, step: Fraction) -> Interval:
        """What rounds (half up) to ``value`` on a grid of ``step``: [v − step/2, v + step/2)."""
        return cls(value - step / 2, value + step / 2, False, True)

    @classmethod
    def truncated(cls, value: Fraction, step: Fraction) -> Interval:
        """What truncates towards zero to ``value``: [v, v + step), mirrored below zero."""
        if value < 0:
            return cls(value - step, value, True, False)
        return cls(value, value + step, False, True)

    @property
    def is_point(self) -> bool:
        low = self.low
        return low is not None and (low is self.high or low == self.high)

    def __str__(self) -> str:
        left = "(-∞" if self.low is None else f"{'(' if self.low_open else '['}{self.low}"
        right = "∞)" if self.high is None else f"{self.high}{')' if self.high_open else ']'}"
        return f"{left}, {right}"

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __add__(self, other: Interval) -> Interval:
        if self.low is not None and self.low is self.high and other.low is not None and other.low is other.high:
            exact = self.low + other.low
            return Interval(exact, exact)
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scaled(self, factor: Fraction) -> Interval:
        """Every value times a positive factor."""
        if factor <= 0:
            raise ValueError("the factor must be positive")
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def intersection(self, other: Interval) -> Interval | None:
        """The values in both, or None where there are none."""
        if not self.intersects(other):
            return None
        low, low_open = self.low, self.low_open
        if other.low is not None and (low is None or other.low > low or (other.low == low and other.low_open)):
            low, low_open = other.low, other.low_open
        high, high_open = self.high, self.high_open
        if other.high is not None and (high is None or other.high < high or (other.high == high and other.high_open)):
            high, high_open = other.high, other.high_open
        return Interval(low, high, low_open, high_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low, low_open = self.low, self.low_open
        if low is not None and (other.low is None or other.low < low or (other.low == low and not other.low_open)):
            low, low_open = other.low, other.low_open
        high, high_open = self.high, self.high_open
        if high is not None and (
            other.high is None or other.high > high or (other.high == high and not other.high_open)
        ):
            high, high_open = other.high, other.high_open
        return Interval(low, high, low_open, high_open)

    def intersects(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not (self.all_less(other) or other.all_less(self))

    def all_less(self, other: Interval) -> bool:
        """Whether every value here is below every value there: ``self < other`` on every reading."""
        if self.high is None or other.low is None:
            return False
        if self.high_open or other.low_open:
            return not _less(other.low, self.high)
        return _less(self.high, other.low)

    def can_be_at_most(self, other: Interval) -> bool:
        """Whether some reading has ``self ≤ other``."""
        return not other.all_less(self)

    def contains(self, value: Fraction | int) -> bool:
        """Whether ``value`` lies inside."""
        return self.intersects(Interval.point(value))


def _less(first: Fraction, second: Fraction) -> bool:
    """``first < second``, in whole numbers: the operator itself asks first what kinds of number it is given."""
    top, parts = first.as_integer_ratio()
    other_top, other_parts = second.as_integer_ratio()
    return top * other_parts < other_top * parts
