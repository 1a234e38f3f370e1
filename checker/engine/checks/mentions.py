"""One indicator, given twice in one scope and period with values that exclude each other.

Catalogued indicators are compared across the report; other figures only where the very same words name them
(at least ``least`` characters, in the same unit), because equal words in different contexts may count different things.
"""

from __future__ import annotations

import re
from itertools import combinations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import interval_words
from checker.engine.judging.operands import operand, place_of, quoted
from checker.engine.reading import Reading
from checker.engine.relations.slips import is_slip, meanings_of
from checker.engine.text.place_words import place_words
from checker.facts.model import NumberKind, Quantity
from checker.facts.rounding import COUNTED

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "mentions"
PLACEHOLDERS = frozenset({"name", "first", "second", "first_place", "second_place"})

_TWICE = 2  # a thing named more often has more than one figure in any case
_LARGE = 13  # smaller figures are slips of each other too easily
_STOCK_SIGNS = frozenset("有数册编")  # one of them is in every word of a stock
_MOST = 100  # mentions of one thing that are compared with each other


class Parameters(CheckParameters):
    """``indicators``: catalogued ones to compare across the report; ``least``: shortest label of others."""

    indicators: tuple[str, ...] = ()
    least: int = 6


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Group the mentions by what they count, and compare within each group."""
    catalogue = knowledge.catalogue
    wanted = frozenset(parameters.indicators)
    for key in wanted:
        topic, _, identifier = key.partition(".")
        if topic not in catalogue.topics or identifier not in catalogue.topics[topic].by_id:
            raise ValueError(f"指标表里没有 {key}")

    def inspect(reading: Reading) -> Examination:
        groups: dict[tuple[str, ...], list[int]] = {}
        quantities = reading.facts.quantities
        in_parts = {part for breakdown in reading.facts.breakdowns for part in breakdown.parts}
        named: set[int] = set()
        scopes: dict[int, str] = {}
        for measure in reading.facts.measures:
            quantity = quantities[measure.quantity]
            if measure.period == "year" and measure.certain and measure.plain and measure.quantity not in in_parts:
                topic, _, identifier = measure.key.partition(".")
                name = catalogue.indicator(topic, identifier).name
                named.add(measure.quantity)
                scopes[measure.quantity] = measure.scope
                key: tuple[str, ...] = (
                    "indicator",
                    catalogue.topics[topic].title + name,
                    "sure" if measure.key in wanted else "",
                    quantity.group or catalogue.indicator(topic, identifier).units[0],
                )
                groups.setdefault(key, []).append(measure.quantity)
        for index, (quantity, label) in enumerate(zip(quantities, reading.facts.labels, strict=True)):
            if (
                index in named
                or quantity.kind is not NumberKind.COUNT
                or quantity.group not in COUNTED
                or index in in_parts
                or len(label) < parameters.least
                or _STOCK_SIGNS.isdisjoint(label)
            ):
                continue
            plain = re.sub(r"[“”‘’\s]", "", label)
            if len(plain) >= parameters.least and _is_stock(plain):
                groups.setdefault(("label", plain, "", quantity.unit), []).append(index)
        faults: list[Fault] = []
        used: set[int] = set()
        examined = 0
        for key, members in groups.items():
            places = list(dict.fromkeys(members))
            if len(places) < 2:
                continue
            examined += 1
            used.update(places)
            clash = next(
                (
                    (a, b)
                    for a, b in combinations(places[:_MOST], 2)
                    if not quantities[a].interval.intersects(quantities[b].interval)
                    and _apart(reading, a, b)
                    and _one_scope(scopes.get(a, ""), scopes.get(b, ""))
                    and (
                        (key[2] == "sure" and scopes.get(a, "") == scopes.get(b, ""))
                        or (key[2] == "sure" and _a_slip(quantities[a], quantities[b]))
                        or key[0] == "label"
                        or (len(places) == _TWICE and _swapped(quantities[a], quantities[b]))
                    )
                ),
                None,
            )
            if clash is not None:
                faults.append(_fault(reading, key[1], *clash))
        told = {frozenset(item.span for item in fault.evidence) for fault in faults}
        for repeat in reading.facts.repeats:
            examined += 1
            used.update((*repeat.first, repeat.second))
            second = quantities[repeat.second]
            if any(quantities[i].interval.intersects(second.interval) for i in repeat.first):
                continue
            meant = next((i for i in reversed(repeat.first) if _a_slip(quantities[i], second)), None)
            if meant is None and not repeat.sure:
                continue
            fault = _fault(reading, repeat.noun, repeat.first[-1] if meant is None else meant, repeat.second)
            if frozenset(item.span for item in fault.evidence) not in told:
                faults.append(fault)
        return Examination.of(examined, faults, used)

    return inspect


def _one_scope(first: str, second: str) -> bool:
    """全市 may go without saying."""
    return first == second or {first, second} == {"", "whole"}


def _swapped(one: Quantity, other: Quantity) -> bool:
    """Whether the two figures differ by a slip that chance seldom makes: digits swapped, or tenfold."""
    if not (one.exact and other.exact and one.unit == other.unit) or one.printed < _LARGE or other.printed < _LARGE:
        return False
    return is_slip(one, other.printed) or is_slip(other, one.printed)


def _a_slip(one: Quantity, other: Quantity) -> bool:
    """Whether one of the two may be a slip of the keys for the other."""
    if not (one.exact and other.exact):
        return False
    return other.printed in meanings_of(one) or one.printed in meanings_of(other)


def _apart(reading: Reading, first: int, second: int) -> bool:
    """Whether a sentence ends between the two: within one sentence two figures of one name count different things."""
    a, b = reading.facts.quantities[first], reading.facts.quantities[second]
    if a.passage != b.passage:
        return True
    return bool(re.search("[。！？]", reading.document.passages[a.passage].text[a.end : b.start]))


def _is_stock(label: str) -> bool:
    """Whether the words name a stock (全区现有…) of which there is only one figure, not an event that may recur."""
    return bool(re.search(r"(?:现有|共有|总数|实有|在册|在编)", label))


def _fault(reading: Reading, name: str, first: int, second: int) -> Fault:
    quantities = reading.facts.quantities
    places = [place_words(reading.document, place_of(reading, index)) for index in (first, second)]
    return Fault(
        place_of(reading, second),
        {
            "name": name,
            "first": quoted(reading, first),
            "second": quoted(reading, second),
            "first_place": places[0],
            "second_place": places[1],
        },
        (operand(reading, "前文", first), operand(reading, "此处", second)),
        arithmetic=f"{interval_words(quantities[first])} ≠ {interval_words(quantities[second])}",
        identity=(name, quantities[first].text, quantities[second].text),
    )
