"""How a single figure is worded: two words of approximation on one number (``ask: redundant``), a counter that does not
fit the noun (``ask: unit``)."""

from __future__ import annotations

import re
from typing import Literal

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.operands import quoted
from checker.engine.reading import Reading

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "figure-wording"
PLACEHOLDERS = frozenset({"first", "second", "noun", "unit", "right"})

_ABOUT = frozenset({"近", "将近", "接近", "约", "大约", "左右", "上下", "余", "多"})
_MORE = frozenset({"超", "超过", "逾", "突破", "破", "以上", "多于"})
_LESS = frozenset({"不足", "不到", "以内", "以下", "低于", "不超过"})
_EXTRA = frozenset({"余", "多"})


class Parameters(CheckParameters):
    """``ask`` as above; ``units``: pattern of the noun right before → counters that do not fit it → the right one."""

    ask: Literal["redundant", "unit"]
    units: tuple[tuple[str, str, str], ...] = ()


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Look at every figure once."""
    if parameters.ask == "redundant":
        return _inspect_redundant
    table = [
        (
            re.compile(f"(?P<noun>{noun})(?:共|计|达|约|近|已|为|有|破|突破|超过|超)*$"),
            frozenset(wrong.split("|")),
            right,
        )
        for noun, wrong, right in parameters.units
    ]

    any_noun = re.compile("|".join(f"(?:{noun})" for noun, _, _ in parameters.units) or r"\Z")

    def inspect(reading: Reading) -> Examination:
        faults: list[Fault] = []
        examined = 0
        for index, quantity in enumerate(reading.facts.quantities):
            if not quantity.counts or not quantity.unit:
                continue
            # The noun must stand right before the figure: 换证人员195个.
            before = reading.document.passages[quantity.passage].text[max(0, quantity.start - 12) : quantity.start]
            if any_noun.search(before) is None:
                continue
            for noun, wrong, right in table:
                match = noun.search(before)
                if match is None:
                    continue
                examined += 1
                if quantity.unit in wrong:
                    faults.append(
                        Fault(
                            quantity.span,
                            {
                                "first": "",
                                "second": "",
                                "noun": match.group("noun"),
                                "unit": quantity.unit,
                                "right": right,
                            },
                            identity=(match.group("noun"), quantity.text),
                            suggestion=f"“{quoted(reading, index)}”的量词改用{right}",
                        )
                    )
                break
        return Examination.of(examined, faults)

    return inspect


def _inspect_redundant(reading: Reading) -> Examination:
    faults: list[Fault] = []
    examined = 0
    document = reading.document
    for index, quantity in enumerate(reading.facts.quantities):
        if not quantity.approximators or not quantity.counts:
            continue
        examined += 1
        words = quantity.approximators
        pair = _clash(words)
        if pair is None:
            continue
        faults.append(
            Fault(
                Span(quantity.span.start, quantity.span.end),
                {"first": pair[0], "second": pair[1], "noun": "", "unit": "", "right": ""},
                identity=(document.quote(quantity.span),),
                suggestion=f"“{quoted(reading, index)}”中“{pair[0]}”和“{pair[1]}”只留一个",
            )
        )
    return Examination.of(examined, faults)


def _clash(words: tuple[str, ...]) -> tuple[str, str] | None:
    """The two words of one number that say the same, or opposite, things."""
    for position, first in enumerate(words):
        for second in words[position + 1 :]:
            if first == second:
                continue
            both = {first, second}
            if both <= _MORE or both <= _LESS or both <= _ABOUT:
                return first, second
            if both & {"约", "大约", "左右", "上下"} and both & (_MORE | _LESS):
                return first, second
            if both & {"近", "将近", "接近"} and both & _MORE:
                return first, second
            if both & _EXTRA and both & (_MORE | {"不足", "不到"}):
                return first, second
    return None
