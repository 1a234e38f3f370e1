"""Slips of the keys: one too many or too few, two neighbouring digits swapped, a nought too many or too few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil

from msgspec.structs import replace

from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Quantity
from checker.facts.rounding import is_counted

__all__ = ["Slip", "is_slip", "meanings_of", "replace_printed", "slip_away", "slip_in_sum", "slips_of"]

Slip = tuple[int, Fraction]
"""Which figure, and the value that was meant."""

_LONG = 3  # figures of fewer digits are too near each other for one wrong digit to tell anything


def is_slip(quantity: Quantity, value: Fraction) -> bool:
    """Whether ``value`` and the printed figure differ by swapped neighbouring digits or a factor of ten."""
    printed = quantity.printed / quantity.step
    wanted = value / quantity.step
    if printed.denominator != 1 or wanted.denominator != 1:
        return False
    return wanted.numerator in slips_of(int(printed))


def slips_of(value: int) -> Iterator[int]:
    """The values whose slip ``value`` may be: neighbouring digits swapped, tenfold either way; none twice."""
    digits = str(value)
    for position, (a, b) in enumerate(pairwise(digits)):
        if a != b and (position or b != "0"):
            yield int(digits[:position] + b + a + digits[position + 2 :])
    yield value * 10
    if digits.endswith("0") and value:
        yield value // 10


def slip_in_sum(
    total: Quantity, parts: Sequence[Quantity], beside: Sequence[Quantity] = ()
) -> tuple[list[Slip], Fraction] | None:
    """The single slips (0 is the total, then the parts) that make a failing sum right, and how likely chance makes one.

    ``beside`` are further wholes, divided together with the first; they are counted after the parts.

    None where the figures are not exact, or add up. The chance is that of two unrelated figures of this size lying one
    slip apart.
    """
    figures = (total, *parts, *beside)
    if not all(figure.exact for figure in figures):
        return None
    step = min(figure.step for figure in figures)
    values = [figure.printed / step for figure in figures]
    if any(value.denominator != 1 for value in values):
        return None
    numbers = [int(value) for value in values]
    signs = [-1, *(1 for _ in parts), *(-1 for _ in beside)]
    whole, rest = numbers[0], numbers[1 : len(parts) + 1]
    difference = sum(sign * number for sign, number in zip(signs, numbers, strict=True))
    # What is measured is printed rounded: each figure may be off by half a unit of its last digit.
    slack = 0 if all(map(is_counted, figures)) else ceil(sum(figure.step for figure in figures) / (2 * step))
    if abs(difference) <= slack:
        return None
    found: list[Slip] = []
    ways = 2
    for position, (sign, value) in enumerate(zip(signs, numbers, strict=True)):
        for meant in slips_of(value):
            ways += 1
            if difference + sign * (meant - value) == 0:
                found.append((position, meant * step))
    if not slack and abs(difference) == 1:
        found.extend(
            (position, (value - sign * difference) * step)
            for position, (sign, value) in enumerate(zip(signs, numbers, strict=True))
        )
    # The whole and the part next to it have changed places.
    if not slack and not beside and rest[0] > whole and whole + sum(rest[1:]) == rest[0]:
        found.append((0, rest[0] * step))
    scale = max(1, min(whole, sum(rest)))
    return found, Fraction(ways, scale)


def replace_printed(quantity: Quantity, value: Fraction) -> Quantity:
    """The figure as if ``value`` were printed in its place; approximate figures stay as they are."""
    if value == quantity.printed or not quantity.exact:
        return quantity
    return replace(quantity, printed=value, interval=Interval.point(value))


def meanings_of(quantity: Quantity) -> Iterator[Fraction]:
    """What may have been meant: the slips of its digits, one more or less of a count, one wrong digit."""
    scaled = quantity.printed / quantity.step
    if scaled.denominator != 1 or scaled < 0:
        return
    value = int(scaled)
    found = dict.fromkeys(slips_of(value))
    rate = quantity.kind in (NumberKind.PERCENT, NumberKind.POINTS)
    if not rate:
        found.update(dict.fromkeys((value + 1, value - 1)))
    digits = str(value)
    if rate or len(digits) >= _LONG:
        for i, digit in enumerate(digits):
            for other in "0123456789":
                if other != digit and not (i == 0 and other == "0" and len(digits) > 1):
                    found[int(digits[:i] + other + digits[i + 1 :])] = None
    for meant in found:
        if meant > 0:
            yield meant * quantity.step


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
        for value in meanings_of(quantities[index]):
            if holds({**values, index: value}):
                return index, value
    return None
