"""Figures that cannot be. ``ask: odd``: no case but a rate, more days than a year has, single rates far out of line
with their neighbours. ``ask: whole``: half a case, where things are counted one by one."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.operands import operand, operands, place_of, quoted
from checker.engine.reading import Reading
from checker.facts.model import NumberKind, RateKind

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "implausible"
PLACEHOLDERS = frozenset({"why"})

_LOW = Fraction(1, 20)
_HIGH = Fraction(9, 10)
# What is counted one by one; 0.5个小时 and 1.5个工作日 are measured.
_WHOLE = frozenset("件起宗例人名户家次场份卷所辆条项部批封本篇位") | {"人次", "件次", "户次", "批次"}
_MOST_OF_TEN_THOUSANDS = 1000
# A mean or a density: 人均12.5件, 万人拥有律师3.2名, 发病率428.68人每10万人; 每百户21.5辆，比上年增加1.5辆.
_EACH = re.compile(r"(?:[均每各率]|折合|相当于|人年|标准|[百千万][人车户])[^。；]{0,28}$|[百千万亿]元[^。；]{0,28}$")
_FOR_EACH = re.compile(r"^(?:[/／每]|[百千万]人)")


class Parameters(CheckParameters):
    """``ask`` as in the module's docstring."""

    ask: Literal["odd", "whole"] = "odd"


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Run the few questions over all figures."""
    return _inspect if parameters.ask == "odd" else _inspect_whole


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


def _inspect_whole(reading: Reading) -> Examination:
    """18.64件: what is counted one by one has no decimals; most often 万 was left out."""
    faults: list[Fault] = []
    used: set[int] = set()
    for index, quantity in enumerate(reading.facts.quantities):
        if quantity.kind is not NumberKind.COUNT or quantity.unit not in _WHOLE or not quantity.exact:
            continue
        used.add(index)
        if quantity.printed.denominator == 1:
            continue
        text = reading.document.passages[quantity.passage].text
        before, after = text[max(0, quantity.start - 32) : quantity.start], text[quantity.end : quantity.end + 2]
        if _EACH.search(before) or _FOR_EACH.match(after):
            continue
        meant = f"如漏写“万”，改为{quantity.text.replace(quantity.unit, f'万{quantity.unit}')}"
        faults.append(
            Fault(
                quantity.span,
                {"why": f"{quoted(reading, index)}有小数，而{quantity.unit}数只能是整数"},
                (operand(reading, "件数", index),),
                suggestion=meant if quantity.printed < _MOST_OF_TEN_THOUSANDS else "核对原始数据",
                identity=(quantity.text,),
            )
        )
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
