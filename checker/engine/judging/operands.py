"""Operands of a relation as evidence, and the smallest repair in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checker.document.model import Span
from checker.engine.judging.number_words import interval_words, number_words
from checker.engine.model import Evidence
from checker.engine.reading import Reading
from checker.engine.relations.constraints import Constraint, Web
from checker.exact import Fraction
from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Quantity
from checker.facts.rounding import printed_percent

__all__ = ["cover", "operand", "operands", "place_of", "quoted", "repair_words", "total"]


def operand(reading: Reading, role: str, index: int) -> Evidence:
    """One figure as evidence: its words and exact reading; of a cell, its row and column too."""
    quantity = reading.facts.quantities[index]
    cell = reading.facts.cells.get(index)
    if cell is not None:
        role = f"{role}（{cell}）"
    return Evidence(role, quoted(reading, index), place_of(reading, index), interval_words(quantity))


def operands(reading: Reading, role: str, indices: Iterable[int]) -> tuple[Evidence, ...]:
    """Several figures in one role."""
    return tuple(operand(reading, role, index) for index in indices)


def place_of(reading: Reading, index: int) -> Span:
    """Where a figure stands."""
    return reading.facts.quantities[index].span


def quoted(reading: Reading, index: int) -> str:
    """A figure in the author's words."""
    return reading.document.quote(place_of(reading, index))


def cover(spans: Sequence[Span]) -> Span:
    """The smallest span that holds all."""
    result = spans[0]
    for span in spans[1:]:
        result = result.cover(span)
    return result


def total(reading: Reading, indices: Iterable[int]) -> Interval:
    """The sum of figures as an interval; of none, the whole: 1."""
    indices = tuple(indices)
    if not indices:
        return Interval.point(1)
    quantities = reading.facts.quantities
    if len(indices) == 1:
        return quantities[indices[0]].interval
    return Interval.total([quantities[index].interval for index in indices])


def repair_words(reading: Reading, web: Web, wanted: Sequence[int], extra: Constraint | None = None) -> str | None:
    """The single change that repairs the relation on these figures, in words; None where none stands out."""
    repair = web.repair(wanted, extra)
    if repair is None:
        return None
    quantity = reading.facts.quantities[repair.quantity]
    value = _as_written(quantity, repair.value)
    others = f"，可同时满足{repair.mended}条关系" if repair.mended > 1 else ""
    return f"“{quoted(reading, repair.quantity)}”改为{value}即可相符{others}，请核对原始数据"


def _as_written(quantity: Quantity, value: Fraction) -> str:
    """A repaired value in the unit of the original."""
    if quantity.kind is NumberKind.PERCENT:
        return printed_percent(value, quantity.step)
    for factor, name in ((10**8, "亿"), (10**4, "万")):
        if name in quantity.text and quantity.step * 10**6 >= factor:
            return f"{number_words(value / factor)}{name}{quantity.unit.removeprefix(name)}"
    return f"{number_words(value)}{quantity.unit}"


def identity(reading: Reading, words: Mapping[str, str] | None, indices: Iterable[int]) -> tuple[str, ...]:
    """What makes a fault the same fault in an edited report: its names and its raw values."""
    return (*(words or {}).values(), *(reading.facts.quantities[index].text for index in indices))
