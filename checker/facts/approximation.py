"""What 近, 余, 以上 and their kin do to a number (domain reference: 约数的区间)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from checker.facts.interval import Interval

if TYPE_CHECKING:
    from checker.facts.numerals import Sense

__all__ = ["approximate"]

_NEARLY = Fraction(9, 10)  # 近600 is not below 540
_ABOUT = Fraction(1, 20)  # 约, 左右: within five per cent


def _one(base: Interval, last: Fraction, sense: Sense) -> Interval:
    """``base`` as one word of this sense widens it. ``last`` is the unit of the last digit other than zero."""
    low, high = base.low, base.high
    if low is None or high is None:
        return base
    # A count has no values below zero; a growth rate has, so a bound is only put where the figure itself is positive.
    floor = Fraction(0) if low > 0 else None
    if sense == "more":
        return Interval(low, high + last, True, True)  # 9450余 stops short of 9460
    if sense == "below":
        return Interval(min(low * _NEARLY, low), high, False, True) if high else base
    if sense == "about":
        spread = abs(high) * _ABOUT
        return Interval(low - spread, high + spread)
    if sense == "above":
        return Interval(low, None, True, False)
    if sense == "at_least":
        return Interval(low, None)
    if sense == "under":
        return Interval(floor, high, False, True) if high else base
    return Interval(floor, high)


def approximate(base: Interval, last: Fraction, senses: Iterable[Sense]) -> Interval:
    """``base`` as all these words together widen it.

    Several words are taken together where they agree (超过100余 lies in (100, 200)); where they contradict each other
    (近…余) anything that either allows is allowed, and it is for a rule to object.
    """
    result: Interval | None = None
    for sense in senses:
        reading = _one(base, last, sense)
        result = reading if result is None else result.intersection(reading) or result.hull(reading)
    return base if result is None else result
