"""One indicator, given twice in one scope and period with values that exclude each other.

Catalogued indicators are compared across the report; other figures only where the very same words name them
(at least ``least`` characters, in the same unit), because equal words in different contexts may count different things.
"""

from __future__ import annotations

import re
from itertools import combinations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.operands import operand, place_of, quoted
from checker.engine.place_words import place_words
from checker.engine.reading import Reading
from checker.engine.wording_numbers import interval_words
from checker.facts.model import NumberKind
from checker.facts.rounding import COUNTED

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "mentions"
PLACEHOLDERS = frozenset({"name", "first", "second", "first_place", "second_place"})

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
        for measure in reading.facts.measures:
            quantity = quantities[measure.quantity]
            if (
                measure.key in wanted
                and measure.period == "year"
                and measure.plain
                and measure.quantity not in in_parts
            ):
                topic, _, identifier = measure.key.partition(".")
                name = catalogue.indicator(topic, identifier).name
                named.add(measure.quantity)
                key: tuple[str, ...] = (
                    "indicator",
                    catalogue.topics[topic].title + name,
                    measure.scope,
                    quantity.group or catalogue.indicator(topic, identifier).units[0],
                )
                groups.setdefault(key, []).append(measure.quantity)
        for index, (quantity, label) in enumerate(zip(quantities, reading.facts.labels, strict=True)):
            if (
                index in named
                or quantity.kind is not NumberKind.COUNT
                or quantity.group not in COUNTED
                or index in in_parts
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
                    if not quantities[a].interval.intersects(quantities[b].interval) and _apart(reading, a, b)
                ),
                None,
            )
            if clash is not None:
                faults.append(_fault(reading, key[1], *clash))
        return Examination.of(examined, faults, used)

    return inspect


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
