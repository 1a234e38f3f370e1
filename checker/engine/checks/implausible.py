"""Figures that cannot be: no case but a rate, more days than a year has, half a case, single rates far out of line
with their neighbours."""

from __future__ import annotations

import re

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.operands import operand, operands, place_of, quoted
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.exact import Fraction
from checker.facts.model import NumberKind, RateKind

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "implausible"
PLACEHOLDERS = frozenset({"why"})

_LOW = Fraction(1, 20)
_HIGH = Fraction(9, 10)
# What is counted one by one; 0.5个小时 and 1.5个工作日 are measured.
_WHOLE = frozenset("件 起 宗 例 人 名 户 家 次 场 份 卷 所 辆 人次 件次 户次 条 项 部 批 批次 封 本 篇 位".split())
_EACH = re.compile(r"(?:[均每各]|平均|折合|相当于|人年|标准)[^，。；]{0,14}$")


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
    faults.extend(_halves(reading, used))
    faults.extend(_odd_ones_out(reading))
    return Examination.of(len(used), faults, used)


def _halves(reading: Reading, used: set[int]) -> list[Fault]:
    """18.64件: what is counted one by one has no decimals; most often 万 was left out."""
    faults = []
    for index, quantity in enumerate(reading.facts.quantities):
        if quantity.kind is not NumberKind.COUNT or quantity.unit not in _WHOLE or not quantity.exact:
            continue
        used.add(index)
        if quantity.printed.denominator == 1:
            continue
        text = reading.document.passages[quantity.passage].text
        if _EACH.search(text[max(0, quantity.start - 18) : quantity.start]):
            continue
        faults.append(
            Fault(
                quantity.span,
                {"why": f"{quoted(reading, index)}有小数，而{quantity.unit}数只能是整数"},
                (operand(reading, "件数", index),),
                suggestion=f"如漏写“万”，改为{quantity.text.replace(quantity.unit, f'万{quantity.unit}')}",
                severity=Severity.WARNING,
                identity=(quantity.text,),
            )
        )
    return faults


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
