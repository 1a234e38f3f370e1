"""What a printed rate stands for: whatever rounds or truncates to it, and which whole numbers could have made it."""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction

from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Quantity

__all__ = [
    "COUNTED",
    "Fit",
    "as_printed",
    "divide",
    "fit",
    "fit_of_points",
    "is_counted",
    "needed_base",
    "needed_numerator",
    "printed_percent",
    "readings_of_rate",
]


# Units of things that are measured, not counted, among those without a group of their own.
_MEASURES = re.compile("[元亩顷米里吨克斤升瓦时度卡伏赫方天日月年%‰倍]")
COUNTED = frozenset({"generic", "cases", "persons", "person_times", "orgs", "docs", "items", "times"})
"""Unit groups of things that are counted one by one; all others are measured, and printed rounded."""


class Fit(StrEnum):
    """How a computed ratio relates to the printed one."""

    ROUNDED = "rounded"
    TRUNCATED = "truncated"
    LOOSE = "loose"  # 99.96 % printed as 100 %
    NONE = "none"


def divide(numerator: Interval, base: Interval) -> Interval | None:
    """The interval of numerator ÷ base for non-negative counts; None where the base may be zero."""
    if base.low is None or base.low <= 0 or numerator.low is None:
        return None
    low = Fraction(0) if base.high is None else numerator.low / base.high
    high = None if numerator.high is None else numerator.high / base.low
    low_open = numerator.low_open or base.high_open or base.high is None
    high_open = numerator.high_open or base.low_open
    if high is not None and low == high and (low_open or high_open):
        low_open = high_open = False
    return Interval(low, high, low_open, high_open)


def readings_of_rate(rate: Quantity) -> tuple[Interval, Interval]:
    """The shares that round, and those that truncate, to the printed rate (四舍五入 and 四舍六入 are both lawful)."""
    # 三分之一 names a value, it is not a printed decimal: nothing rounds to it.
    half = Fraction(0) if rate.kind is NumberKind.FRACTION else rate.step / 2
    if not rate.exact:
        low, high = rate.interval.low, rate.interval.high
        widened = Interval(
            None if low is None else low - (half if not rate.interval.low_open else 0),
            None if high is None else high + (half if not rate.interval.high_open else 0),
            rate.interval.low_open,
            rate.interval.high_open,
        )
        return widened, widened
    printed = rate.printed
    if rate.kind is NumberKind.FRACTION:
        near = Interval(printed * Fraction(19, 20), printed * Fraction(21, 20))
        return near, near
    return Interval(printed - half, printed + half), Interval(printed, printed + rate.step, False, True)


def fit(rate: Quantity, numerator: Interval, base: Interval, *, complement: bool = False) -> Fit:
    """How ``numerator ÷ base`` (or one less that) relates to the printed rate."""
    if rate.exact and rate.kind is not NumberKind.FRACTION and numerator.is_point and base.is_point:
        assert numerator.low is not None and base.low is not None
        return fit_of_points(rate.printed, rate.step, numerator.low, base.low, complement)
    ratio = divide(numerator, base)
    if ratio is None:
        return Fit.NONE
    if complement:
        ratio = Interval.point(1) - ratio
    rounded, truncated = readings_of_rate(rate)
    if rate.exact and rate.printed == 1:
        if ratio.contains(1):
            return Fit.ROUNDED
        return Fit.LOOSE if ratio.intersects(rounded) and not ratio.low == ratio.high == 1 else Fit.NONE
    if ratio.intersects(rounded):
        return Fit.ROUNDED
    if ratio.intersects(truncated):
        return Fit.TRUNCATED
    return Fit.NONE


def fit_of_points(rate: Fraction, unit: Fraction, numerator: Fraction, base: Fraction, complement: bool) -> Fit:
    """The same for exact figures, in whole numbers: nearly all figures are, and fractions cost ten times as much.

    ``unit`` is the step of the printed rate.
    """
    top, top_parts = numerator.as_integer_ratio()
    bottom, bottom_parts = base.as_integer_ratio()
    if bottom <= 0:
        return Fit.NONE
    top, bottom = top * bottom_parts, bottom * top_parts
    if complement:
        top = bottom - top
    printed, printed_parts = rate.as_integer_ratio()
    step, step_parts = unit.as_integer_ratio()
    # Both in parts of bottom × printed_parts × step_parts: how far the ratio lies above the printed rate, and one step.
    excess = (top * printed_parts - printed * bottom) * step_parts
    one_step = step * bottom * printed_parts
    rounds = 2 * abs(excess) <= one_step
    if printed == printed_parts:
        return Fit.ROUNDED if not excess else Fit.LOOSE if rounds else Fit.NONE
    if rounds:
        return Fit.ROUNDED
    return Fit.TRUNCATED if 0 <= excess < one_step else Fit.NONE


def is_counted(quantity: Quantity) -> bool:
    """Whether the figure was counted one by one (a bare whole number in a table cell included), so that it is exact."""
    units, parts = quantity.step.as_integer_ratio()
    if units > parts or quantity.printed.denominator != 1:
        return False
    if quantity.group in COUNTED or quantity.kind is NumberKind.BARE:
        return True
    return not quantity.group and bool(quantity.unit) and not _MEASURES.search(quantity.unit)


def as_printed(quantity: Quantity) -> Interval:
    """What a printed figure may stand for in a sum: counts are exact, measured or scaled figures are rounded."""
    interval = quantity.interval
    if not quantity.exact or is_counted(quantity):
        return interval
    half = quantity.step / 2
    return Interval(
        None if interval.low is None else interval.low - half, None if interval.high is None else interval.high + half
    )


def needed_base(rate: Quantity, numerator: Fraction) -> tuple[int, int] | None:
    """The whole-number bases for which ``numerator`` gives the printed rate by rounding, or None."""
    rounded, _ = readings_of_rate(rate)
    if rounded.low is None or rounded.low <= 0 or rounded.high is None:
        return None
    low = -((-numerator) // rounded.high)  # ceiling
    high = numerator // rounded.low
    return (int(low), int(high)) if low <= high else None


def needed_numerator(rate: Quantity, base: Fraction) -> tuple[int, int] | None:
    """The whole-number numerators that give the printed rate on ``base``, by rounding or truncation, or None."""
    rounded, truncated = readings_of_rate(rate)
    if rounded.low is None or rounded.high is None or truncated.high is None:
        return None
    low = max(0, -((-rounded.low * base) // 1))
    high = max(
        rounded.high * base // 1, truncated.high * base // 1 - (1 if (truncated.high * base).denominator == 1 else 0)
    )
    return (int(low), int(high)) if low <= high else None


def printed_percent(share: Fraction, step: Fraction) -> str:
    """A share as a percentage with as many decimals as ``step`` (a share) has: 44/362 with 1/1000 → 12.2%."""
    decimals = 0
    unit = step * 100
    while unit < 1 and decimals < 6:
        unit *= 10
        decimals += 1
    scaled = share * 100 * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    text = f"{whole // 10**decimals}"
    return f"{text}.{whole % 10**decimals:0{decimals}d}%" if decimals else f"{text}%"
