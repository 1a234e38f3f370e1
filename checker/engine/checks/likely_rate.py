"""Percentages that no words tie to counts, and that counts beside them would give but for one slip of the keys.

Nothing is said of a percentage that some counts explain, and nothing where chance may well have brought the figures so
near: the less the form of the sentence speaks for the counts, the rarer the slip must be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.checks.change import agrees
from checker.engine.checks.rate import contested, told_by_words
from checker.engine.judging.number_words import number_words
from checker.engine.judging.operands import operand, operands, quoted
from checker.engine.judging.percentages import explained, item_of, items_beside, share_of, slipped
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.relations.slips import slip_away
from checker.facts.explanations import Explanation, Form, Item, levels_of, of_other_counts
from checker.facts.model import NumberKind
from checker.facts.rounding import needed_base, printed_percent

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

_TARGET = re.compile("力争|争取|确保|目标|不低于|不少于|达到以上")

KIND = "likely-rate"
PLACEHOLDERS = frozenset({"rate", "top", "base", "computed"})


class Parameters(CheckParameters):
    """None beside the common ones."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every percentage that is not explained otherwise."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    told = _told(reading)
    left: list[int] = []
    used: set[int] = set()
    for index in _unexplained(reading, told):
        given = explained(reading, index, told)
        if given is None:
            left.append(index)
        else:
            told[index] = given
            used.update((index, *given[0], *given[1]))
    examined = len(used)
    named = contested(reading)
    faults: list[Fault] = []
    for index in left:
        if index in named:
            continue
        if of_other_counts(items_beside(reading, index)[0], item_of(reading, index)):
            continue
        ways, found = slipped(reading, index, told)
        examined += ways > 0
        aimed_at = _TARGET.search(item_of(reading, index).before)
        if found is not None and not aimed_at and not _of_another(reading, index, found.explanation):
            faults.append(_fault(reading, index, found.explanation, found.sure))
            used.update(i.index for i in (*found.explanation.top, *found.explanation.base))
            used.add(index)
    for index, current, previous in _levels(reading):
        examined += 1
        used.update((index, current, previous))
        fault = _fault_of_points(reading, index, current, previous)
        if fault is not None:
            faults.append(fault)
    return Examination.of(examined, faults, used)


def _of_another(reading: Reading, index: int, explanation: Explanation) -> bool:
    """Whether a count elsewhere in the paragraph, in the part's unit, gives the percentage: then it is of that."""
    quantities = reading.facts.quantities
    rate = quantities[index]
    if explanation.form is not Form.PART or len(explanation.top) != 1:
        return False
    part = explanation.top[0].quantity
    limits = needed_base(rate, part.printed) if part.exact and part.printed else None
    return limits is not None and any(
        other.passage == rate.passage
        and other.unit == part.unit
        and other.counts
        and limits[0] <= other.printed <= limits[1]
        for other in quantities
    )


def _levels(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """The changes in points that no words tie to two rates, and the rates of this time and the earlier one."""
    quantities = reading.facts.quantities
    points = [index for index, quantity in enumerate(quantities) if quantity.kind is NumberKind.POINTS]
    if not points:
        return
    settled = {
        change.amount for change in reading.facts.changes if change.current is not None and change.previous is not None
    }
    for index in points:
        if index not in settled and quantities[index].exact:
            text, items = items_beside(reading, index)
            found = levels_of(text, items, item_of(reading, index))
            if found is not None and all(item.quantity.exact for item in found):
                yield index, found[0].index, found[1].index


def _fault_of_points(reading: Reading, index: int, current: int, previous: int) -> Fault | None:
    """Told where one slip explains it: of the points or of one of the two rates."""
    quantities = reading.facts.quantities
    points, now, before = (quantities[i] for i in (index, current, previous))
    slack = max(now.step, before.step) * 100 if now.step != before.step else Fraction(0)

    def agree(values: Mapping[int, Fraction]) -> bool:
        gap = abs(values[current] - values[previous]) * 100
        return abs(gap - values[index]) <= slack + points.step / 2 - min(now.step, before.step)

    gap = abs(now.printed - before.printed) * 100
    if abs(gap - points.printed) <= slack + points.step / 2:
        return None
    if slip_away(quantities, (index, current, previous), agree) is None:
        return None
    computed = f"{number_words(gap)}个百分点"
    evidence = (operand(reading, "变化", index), operand(reading, "本年", current), operand(reading, "上年", previous))
    return Fault(
        _place(reading, index),
        {
            "rate": quoted(reading, index),
            "top": quoted(reading, current),
            "base": quoted(reading, previous),
            "computed": computed,
        },
        evidence,
        arithmetic=f"{quoted(reading, current)} 与 {quoted(reading, previous)} 相差{computed}",
        identity=tuple(quantities[i].text for i in (index, current, previous)),
    )


def _told(reading: Reading) -> dict[int, tuple[frozenset[int], frozenset[int]]]:
    """The percentages that other rules have explained, with their parts and bases."""
    found = dict(told_by_words(reading))
    for change in reading.facts.changes:
        if change.current is not None and change.previous is not None and agrees(reading, change):
            found[change.amount] = frozenset((change.current,)), frozenset((change.previous,))
    return found


def _unexplained(reading: Reading, told: dict[int, tuple[frozenset[int], frozenset[int]]]) -> list[int]:
    """The exact percentages that are not explained."""
    return [
        index
        for index, quantity in enumerate(reading.facts.quantities)
        if quantity.kind is NumberKind.PERCENT
        and index not in told
        and quantity.exact
        and quantity.printed > 0
        and quantity.printed != 1
        and not quantity.text.endswith("‰")  # of the mean population, and the like
    ]


def _fault(reading: Reading, index: int, explanation: Explanation, sure: bool) -> Fault:
    quantities = reading.facts.quantities
    top, base = ([item.index for item in side] for side in (explanation.top, explanation.base))
    value = share_of(explanation.form, _added(explanation.top) / _added(explanation.base))
    computed = printed_percent(value, quantities[index].step)
    shown_top, shown_base = ("＋".join(quoted(reading, i) for i in side) for side in (top, base))
    return Fault(
        _place(reading, index),
        {"rate": quoted(reading, index), "top": shown_top, "base": shown_base, "computed": computed},
        (operand(reading, "率", index), *operands(reading, "分子", top), *operands(reading, "基数", base)),
        arithmetic=f"{_line(reading, explanation)} = {computed}",
        severity=None if sure else Severity.INFO,
        identity=tuple(quantities[i].text for i in (index, *top, *base)),
    )


def _place(reading: Reading, index: int) -> Span:
    """A percentage with the words that name it."""
    item = item_of(reading, index)
    quantity = item.quantity
    named = len(item.before) - (quantity.number_start - quantity.start)
    return Span(*reading.document.passages[quantity.passage].place(item.start - named, item.end))


def _added(items: tuple[Item, ...]) -> Fraction:
    return sum((item.quantity.printed for item in items), Fraction(0))


def _line(reading: Reading, explanation: Explanation) -> str:
    """The computation in one line."""
    sides = ["＋".join(number_words(i.quantity.printed) for i in s) for s in (explanation.top, explanation.base)]
    top, base = (f"({side})" if "＋" in side else side for side in sides)
    return {
        Form.PART: f"{top} ÷ {base}",
        Form.REST: f"({base} − {top}) ÷ {base}",
        Form.RISE: f"({top} − {base}) ÷ {base}",
        Form.GROWN: f"{top} ÷ ({base} − {top})",
    }[explanation.form]
