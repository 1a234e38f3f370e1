"""Slips of the keys: what a tired clerk writes for a figure. A doubtful relation speaks only where one explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Quantity

__all__ = ["replace_printed", "slip_away", "slips_of"]

_LONG = 3  # figures of fewer digits are too near each other for one wrong digit to tell anything


def replace_printed(quantity: Quantity, value: Fraction) -> Quantity:
    """The figure as if ``value`` were printed in its place; approximate figures stay as they are."""
    if value == quantity.printed or not quantity.exact:
        return quantity
    return replace(quantity, printed=value, interval=Interval.point(value))


def slips_of(quantity: Quantity) -> Iterator[Fraction]:
    """What may have been meant: neighbouring digits swapped, one more or less, tenfold, one digit wrong."""
    scaled = quantity.printed / quantity.step
    if scaled.denominator != 1 or scaled < 0:
        return
    digits = str(scaled)
    found: dict[Fraction, None] = {}
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            found[Fraction(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])] = None
    rate = quantity.kind in (NumberKind.PERCENT, NumberKind.POINTS)
    if not rate:
        found.update(dict.fromkeys((scaled + 1, scaled - 1)))
    if digits.endswith("0") and len(digits) > 1:
        found[scaled / 10] = None
    found[scaled * 10] = None
    if rate or len(digits) >= _LONG:
        for i, digit in enumerate(digits):
            for other in "0123456789":
                if other != digit and not (i == 0 and other == "0" and len(digits) > 1):
                    found[Fraction(digits[:i] + other + digits[i + 1 :])] = None
    for value in found:
        if value > 0:
            yield value * quantity.step


def slip_away(
    quantities: Sequence[Quantity], operands: Sequence[int], holds: Callable[[Mapping[int, Fraction]], bool]
) -> tuple[int, Fraction] | None:
    """The first figure with the value for which the relation holds, where one slip explains that it does not.

    ``holds`` is asked of exact values, one for each operand.
    """
    values = {index: quantities[index].printed for index in operands}
    for index in operands:
        if not quantities[index].exact:
            continue
        for value in slips_of(quantities[index]):
            if holds({**values, index: value}):
                return index, value
    return None
