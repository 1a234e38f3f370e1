"""Numbers as a person writes them, for messages and arithmetic lines."""

from __future__ import annotations

from fractions import Fraction

from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Quantity

__all__ = ["interval_words", "number_words", "share_words"]


def number_words(value: Fraction) -> str:
    """A count: whole numbers plain, others with up to four decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = int(value * 10000 + Fraction(1, 2))
    return f"{scaled // 10000}.{scaled % 10000:04d}".rstrip("0").rstrip(".")


def share_words(share: Fraction, decimals: int = 2) -> str:
    """A share as a percentage: 0.12154… → 12.15%."""
    scaled = int(abs(share) * 100 * 10**decimals + Fraction(1, 2))
    sign = "−" if share < 0 else ""
    if decimals == 0:
        return f"{sign}{scaled}%"
    text = f"{scaled // 10**decimals}.{scaled % 10**decimals:0{decimals}d}".rstrip("0").rstrip(".")
    return f"{sign}{text}%"


def interval_words(quantity: Quantity, interval: Interval | None = None) -> str:
    """The exact reading of a quantity, for evidence: 37, (9450, 9460), 96.7%."""
    interval = interval or quantity.interval
    shares = quantity.kind in (NumberKind.PERCENT, NumberKind.FRACTION)
    show = share_words if shares else number_words
    if interval.is_point and interval.low is not None:
        return show(interval.low)
    low = "-∞" if interval.low is None else show(interval.low)
    high = "∞" if interval.high is None else show(interval.high)
    left = "(" if interval.low_open or interval.low is None else "["
    right = ")" if interval.high_open or interval.high is None else "]"
    return f"{left}{low}, {high}{right}"
