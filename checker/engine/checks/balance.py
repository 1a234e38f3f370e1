"""Carried over plus received equals concluded plus left."""

from __future__ import annotations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.operands import operands, quoted, total
from checker.engine.reading import Reading
from checker.engine.wording_numbers import number_words

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "balance"
PLACEHOLDERS = frozenset({"carried", "received", "concluded", "left", "sum", "other_sum"})


class Parameters(CheckParameters):
    """No parameters of its own."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every balance."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    quantities = reading.facts.quantities
    for balance in reading.facts.balances:
        came, went = (balance.carried, balance.received), (balance.concluded, balance.left)
        used.update((*came, *went))
        a, b = total(reading, came), total(reading, went)
        if a.intersects(b):
            continue
        sums = [number_words(side.low) if side.low is not None else "" for side in (a, b)]
        faults.append(
            Fault(
                balance.span,
                {
                    "carried": quoted(reading, balance.carried),
                    "received": quoted(reading, balance.received),
                    "concluded": quoted(reading, balance.concluded),
                    "left": quoted(reading, balance.left),
                    "sum": sums[0],
                    "other_sum": sums[1],
                },
                operands(reading, "收进", came) + operands(reading, "去向", went),
                arithmetic=f"{' + '.join(number_words(quantities[i].printed) for i in came)} = {sums[0]} ≠ "
                f"{' + '.join(number_words(quantities[i].printed) for i in went)} = {sums[1]}",
                identity=tuple(quantities[i].text for i in (*came, *went)),
            )
        )
    return Examination.of(len(reading.facts.balances), faults, used)
