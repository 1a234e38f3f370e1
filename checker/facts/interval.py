"""Intervals of exact rationals, open or closed at each end.

A figure in prose is rarely one number: 9450余 lies in (9450, 9460), 50%以上 in [0.5, ∞), a printed 99.8 % stands for
whatever rounds or truncates to it. Relations are asked of intervals: they fail only when no reading satisfies them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Interval"]


@dataclass(frozen=True, slots=True)
class Interval:
    """All x with low ≤ x ≤ high (``<`` at an open end). ``None`` is unbounded. Never empty."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None:
            empty = self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))
            if empty:
                raise ValueError(f"empty interval {self}")

    @classmethod
    def point(cls, value: Fraction | int) -> Interval:
        exact = Fraction(value)
        return cls(exact, exact)

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def __str__(self) -> str:
        left = "(-∞" if self.low is None else f"{'(' if self.low_open else '['}{self.low}"
        right = "∞)" if self.high is None else f"{self.high}{')' if self.high_open else ']'}"
        return f"{left}, {right}"

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + Interval(
            None if other.high is None else -other.high,
            None if other.low is None else -other.low,
            other.high_open,
            other.low_open,
        )

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

    def intersects(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not (self.all_less(other) or other.all_less(self))

    def all_less(self, other: Interval) -> bool:
        """Whether every value here is below every value there: ``self < other`` on every reading."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def can_be_at_most(self, other: Interval) -> bool:
        """Whether some reading has ``self ≤ other``."""
        return not other.all_less(self)

    def contains(self, value: Fraction | int) -> bool:
        return self.intersects(Interval.point(value))
