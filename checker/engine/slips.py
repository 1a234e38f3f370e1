"""Slips of the keys: one too many or too few, two neighbouring digits swapped, a nought too many or too few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil

from checker.facts.model import Quantity
from checker.facts.rounding import is_counted

__all__ = ["Slip", "is_slip", "slip_in_sum", "slips_of"]

Slip = tuple[int, Fraction]
"""Which figure, and the value that was meant."""


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


def slip_in_sum(total: Quantity, parts: Sequence[Quantity]) -> tuple[list[Slip], Fraction] | None:
    """The single slips (0 is the total, then the parts) that make a failing sum right, and how likely chance makes one.

    None where the figures are not exact, or add up. The chance is that of two unrelated figures of this size lying one
    slip apart.
    """
    figures = (total, *parts)
    if not all(figure.exact for figure in figures):
        return None
    step = min(figure.step for figure in figures)
    values = [figure.printed / step for figure in figures]
    if any(value.denominator != 1 for value in values):
        return None
    whole, *rest = (int(value) for value in values)
    difference = sum(rest) - whole
    # What is measured is printed rounded: each figure may be off by half a unit of its last digit.
    slack = 0 if all(map(is_counted, figures)) else ceil(sum(figure.step for figure in figures) / (2 * step))
    if abs(difference) <= slack:
        return None
    found: list[Slip] = []
    ways = 2
    for position, value in enumerate((whole, *rest)):
        sign = -1 if position == 0 else 1
        for meant in slips_of(value):
            ways += 1
            if difference + sign * (meant - value) == 0:
                found.append((position, meant * step))
    if not slack and abs(difference) == 1:
        found.extend(
            (position, (value + (difference if position == 0 else -difference)) * step)
            for position, value in enumerate((whole, *rest))
        )
    # The whole and the part next to it have changed places.
    if not slack and rest[0] > whole and whole + sum(rest[1:]) == rest[0]:
        found.append((0, rest[0] * step))
    scale = max(1, min(whole, sum(rest)))
    return found, Fraction(ways, scale)
