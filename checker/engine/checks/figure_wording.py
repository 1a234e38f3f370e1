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
from checker.engine.searching.anchors import anchors

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "figure-wording"
PLACEHOLDERS = frozenset({"first", "second", "noun", "unit", "right"})

_KIND_OF = (
    "的?(?:专职|兼职|行政|执法|工作|辅助|业务|公职|基层|青年|人民|一线|退休|社会|专业|优秀|各类|县级|镇级|村级){0,2}"
)
_BETWEEN = "(?:共|计|达|约|近|已|为|有|破|突破|超过|超)*$"
_REACH = 12  # characters before the figure
_ABOUT = frozenset({"近", "将近", "接近", "约", "大约", "左右", "上下", "余", "多"})
_MORE = frozenset({"超", "超过", "逾", "突破", "破", "以上", "多于"})
_LESS = frozenset({"不足", "不到", "以内", "以下", "低于", "不超过"})
_EXTRA = frozenset({"余", "多"})


class Parameters(CheckParameters):
    """``ask`` as above; ``units``: pattern of the noun beside a figure, counters that do not fit it, the right one."""

    ask: Literal["redundant", "unit"]
    units: tuple[tuple[str, str, str], ...] = ()


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Look at every figure once."""
    if parameters.ask == "redundant":
        return _inspect_redundant
    any_noun = _before("|".join(noun for noun, _, _ in parameters.units))
    by_unit: dict[str, list[tuple[str, str]]] = {}
    for noun, wrong, right in parameters.units:
        for unit in wrong.split("|"):
            by_unit.setdefault(unit, []).append((noun, right))
    table: dict[str, _Misfits] = {}
    for unit, misfits in by_unit.items():
        nouns = "|".join(noun for noun, _ in misfits)
        each = [(_before(noun), _behind(noun), right) for noun, right in misfits]
        table[unit] = _before(nouns), _behind(nouns), each

    def inspect(reading: Reading) -> Examination:
        faults: list[Fault] = []
        examined = 0
        for index, quantity in reading.facts.counting:
            if not quantity.unit:
                continue
            text = reading.document.passages[quantity.passage].text
            found: tuple[str, str] | None = None
            start, end = quantity.start, quantity.end
            first = max(0, start - _REACH)
            # The noun must stand right before the figure, 换证人员195个, or close the words behind it, 12件执法人员，.
            any_before, any_behind, each = table.get(quantity.unit, _NOTHING)
            if each and (any_before.search(text, first, start) or any_behind.match(text, end)):
                for before, behind, right in each:
                    match = before.search(text, first, start) or behind.match(text, end)
                    if match is not None:
                        found = match["noun"], right
                        break
            if found is not None:
                examined += 1
                faults.append(
                    Fault(
                        quantity.span,
                        {"first": "", "second": "", "noun": found[0], "unit": quantity.unit, "right": found[1]},
                        identity=(found[0], quantity.text),
                        suggestion=f"“{quoted(reading, index)}”的量词改用{found[1]}",
                    )
                )
            elif any_noun.search(text, first, start) is not None:
                examined += 1
        return Examination.of(examined, faults)

    return inspect


def _before(noun: str) -> re.Pattern[str]:
    """The noun right before a figure; tried only where one of its first characters stands."""
    first = "".join(sorted({literal[0] for literal in anchors(noun) or ()}))
    return re.compile(f"{f'(?=[{re.escape(first)}])' if first else ''}(?P<noun>{noun}){_BETWEEN}")


def _behind(noun: str) -> re.Pattern[str]:
    """The noun at the end of the words behind a figure."""
    return re.compile(f"{_KIND_OF}(?P<noun>{noun})(?=[，。；、）])")


_Misfits = tuple[re.Pattern[str], re.Pattern[str], list[tuple[re.Pattern[str], re.Pattern[str], str]]]
"""For one counter: any noun that it does not fit, before and behind the figure; and each, with the right counter."""
_NOTHING: _Misfits = (re.compile(r"(?!)"), re.compile(r"(?!)"), [])


def _inspect_redundant(reading: Reading) -> Examination:
    faults: list[Fault] = []
    examined = 0
    document = reading.document
    for index, quantity in reading.facts.counting:
        if not quantity.approximators:
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
