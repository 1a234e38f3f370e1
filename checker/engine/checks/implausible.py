"""Figures that cannot be: no case but a rate, no case accepted but some concluded, more days than a year has,
fewer visits than batches, single rates far out of line with their neighbours."""

from __future__ import annotations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.operands import operand, operands, place_of, quoted
from checker.engine.reading import Reading
from checker.exact import Fraction
from checker.facts.model import NumberKind, RateKind

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "implausible"
PLACEHOLDERS = frozenset({"why"})

_LOW = Fraction(1, 20)
_HIGH = Fraction(9, 10)


class Parameters(CheckParameters):
    """No parameters of its own."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Run the few questions over all figures."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    quantities = reading.facts.quantities
    for claim in reading.facts.rates:
        used.add(claim.quantity)
        for base in claim.bases:
            if len(base) == 1 and quantities[base[0]].interval.high == 0 and quantities[claim.quantity].interval.low:
                faults.append(
                    Fault(
                        claim.span.cover(place_of(reading, base[0])),
                        {"why": f"{quoted(reading, base[0])}却有“{claim.name}{quoted(reading, claim.quantity)}”"},
                        (operand(reading, "率", claim.quantity), *operands(reading, "基数", base)),
                        identity=(claim.name, quantities[base[0]].text, quantities[claim.quantity].text),
                    )
                )
                break
    for index, quantity in enumerate(quantities):
        if quantity.kind is NumberKind.COUNT and quantity.unit == "天":
            used.add(index)
            if (
                quantity.interval.low is not None
                and 366 < quantity.interval.low < 1000
                and "优良" in reading.facts.labels[index]
            ):
                faults.append(
                    Fault(
                        quantity.span,
                        {"why": f"{quoted(reading, index)}超过一年的天数"},
                        (operand(reading, "天数", index),),
                        identity=(quantity.text,),
                    )
                )
    faults.extend(_odd_ones_out(reading))
    return Examination.of(len(used), faults, used)


def _odd_ones_out(reading: Reading) -> list[Fault]:
    """A rate of a few per cent among neighbours of one hundred: 回访率100%、评估率100%、旁听率2%."""
    faults = []
    quantities = reading.facts.quantities
    rates = [
        c for c in reading.facts.rates if c.kind is RateKind.RATE and quantities[c.quantity].exact and not c.numerators
    ]
    for index, claim in enumerate(rates):
        value = quantities[claim.quantity].printed
        near = [
            other
            for other in rates[max(0, index - 2) : index + 3]
            if other is not claim and abs(other.span.start - claim.span.start) < 40
        ]
        if value <= _LOW and len(near) >= 2 and all(quantities[o.quantity].printed >= _HIGH for o in near):
            faults.append(
                Fault(
                    claim.span,
                    {"why": f"“{claim.name}{quoted(reading, claim.quantity)}”与相邻各率相差悬殊"},
                    (operand(reading, "率", claim.quantity),),
                    identity=(claim.name, quantities[claim.quantity].text),
                )
            )
    return faults
