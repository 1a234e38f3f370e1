"""Operands of a relation as evidence, and the smallest repair in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from checker.document.model import Span
from checker.engine.judging.number_words import interval_words, number_words
from checker.engine.model import Evidence
from checker.engine.reading import Reading
from checker.engine.relations.constraints import Constraint, Web
from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Quantity
from checker.facts.rounding import printed_percent

__all__ = [
    "cell_scale",
    "cover",
    "named",
    "operand",
    "operands",
    "place_of",
    "quoted",
    "repair_words",
    "total",
    "value_words",
]

_DIGITS = re.compile(r"[\d,]+(?:\.(\d+))?")


def operand(reading: Reading, role: str, index: int) -> Evidence:
    """One figure as evidence: its words and exact reading; of a cell, its row and column too."""
    quantity = reading.facts.quantities[index]
    cell = reading.facts.cells.get(index)
    if cell is not None:
        role = f"{role}（{cell.words}）"
    return Evidence(role, quoted(reading, index), place_of(reading, index), interval_words(quantity))


def operands(reading: Reading, role: str, indices: Iterable[int]) -> tuple[Evidence, ...]:
    """Several figures in one role. Cells of one line are named by what tells them apart."""
    indices = tuple(indices)
    cells = [reading.facts.cells.get(index) for index in indices]
    rows, columns = {cell.row for cell in cells if cell}, {cell.column for cell in cells if cell}
    if None in cells or len(cells) < 2 or min(len(rows), len(columns)) > 1:
        return tuple(operand(reading, role, index) for index in indices)
    found = []
    for index, cell in zip(indices, cells, strict=True):
        assert cell is not None
        named = operand(reading, role, index)
        found.append(replace(named, role=f"{role}（{cell.column if len(rows) == 1 else cell.row}）"))
    return tuple(found)


def named(reading: Reading, index: int) -> str:
    """A figure in the author's words; of a cell, with its row and column."""
    cell = reading.facts.cells.get(index)
    return quoted(reading, index) + (f"（{cell.words}）" if cell is not None else "")


def cell_scale(reading: Reading, index: int) -> Fraction | None:
    """What one in a cell stands for: 10000 under 万元, 1/100 under %; None where it is no cell of digits alone."""
    if index not in reading.facts.cells:
        return None
    quantity = reading.facts.quantities[index]
    digits = _DIGITS.fullmatch(quantity.text)
    if digits is None:
        return None
    return quantity.step * int(10 ** len(digits[1] or ""))


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
    value = value_words(reading, repair.quantity, repair.value)
    others = f"，可同时满足{repair.mended}条关系" if repair.mended > 1 else ""
    return f"“{quoted(reading, repair.quantity)}”改为{value}即可相符{others}，请核对原始数据"


def value_words(reading: Reading, index: int, value: Fraction) -> str:
    """Another value of a figure as it would be written in its place."""
    quantity = reading.facts.quantities[index]
    scale = cell_scale(reading, index)
    return _as_written(quantity, value) if scale is None else _as_in_cell(quantity, value, scale)


def _as_written(quantity: Quantity, value: Fraction) -> str:
    """A repaired value in the unit of the original."""
    if quantity.kind is NumberKind.PERCENT:
        return printed_percent(value, quantity.step)
    for factor, name in ((10**8, "亿"), (10**4, "万")):
        if name in quantity.text and quantity.step * 10**6 >= factor:
            return f"{number_words(value / factor)}{name}{quantity.unit.removeprefix(name)}"
    return f"{number_words(value)}{quantity.unit}"


def _as_in_cell(quantity: Quantity, value: Fraction, scale: Fraction) -> str:
    """A repaired value as its cell would hold it: without the unit that stands in the head, as many decimals."""
    if quantity.kind is NumberKind.PERCENT and scale == Fraction(1, 100):
        return printed_percent(value, quantity.step).removesuffix("%")
    return number_words(value / scale)


def identity(reading: Reading, words: Mapping[str, str] | None, indices: Iterable[int]) -> tuple[str, ...]:
    """What makes a fault the same fault in an edited report: its names and its raw values."""
    return (*(words or {}).values(), *(reading.facts.quantities[index].text for index in indices))
