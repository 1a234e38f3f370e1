"""One indicator, given twice in one scope and period with values that exclude each other.

Catalogued indicators are compared across the report; other figures only where the very same words name them
(at least ``least`` characters, in the same unit), because equal words in different contexts may count different things.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations

from msgspec.structs import replace

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import interval_words, number_words
from checker.engine.judging.operands import operand, operands, place_of, quoted, total
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.relations.slips import is_slip, meanings_of, slip_in_sum
from checker.engine.text.place_words import place_words
from checker.facts.model import NumberKind, Quantity, Repeat
from checker.facts.rounding import COUNTED

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "mentions"
PLACEHOLDERS = frozenset({"name", "first", "second", "first_place", "second_place"})

_TWICE = 2  # a thing named more often has more than one figure in any case
_TIMES = 6  # counts before a figure of which it may be a multiple
_LARGE = 13  # smaller figures are slips of each other too easily
_STOCK_SIGNS = frozenset("有数册编")  # one of them is in every word of a stock
_SELDOM = Fraction(1, 2)  # how likely chance may make the slip
_OF_THE_TABLE = "table"  # the scope of a cell
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
        # Cells that name an indicator are those of the whole table, whatever they are parts of.
        in_parts = {part for breakdown in reading.facts.breakdowns if not breakdown.cells for part in breakdown.parts}
        named: set[int] = set()
        scopes: dict[int, str] = {}
        cells = reading.facts.cells
        told_in: dict[str, set[str]] = {}  # unit groups in which prose counts an indicator
        for measure in reading.facts.measures:
            if measure.quantity not in cells:
                told_in.setdefault(measure.key, set()).add(quantities[measure.quantity].group)
        for measure in reading.facts.measures:
            quantity = quantities[measure.quantity]
            group = quantity.group
            if measure.quantity in cells and not quantity.unit and len(told_in.get(measure.key, ())) == 1:
                (group,) = told_in[measure.key]  # a head without a unit counts what prose counts
            if measure.period == "year" and measure.certain and measure.plain and measure.quantity not in in_parts:
                topic, _, identifier = measure.key.partition(".")
                name = catalogue.indicator(topic, identifier).name
                named.add(measure.quantity)
                scopes[measure.quantity] = _OF_THE_TABLE if measure.quantity in cells else measure.scope
                key: tuple[str, ...] = (
                    "indicator",
                    catalogue.topics[topic].title + name,
                    "sure" if measure.key in wanted else "",
                    group or catalogue.indicator(topic, identifier).units[0],
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
                        (key[2] == "sure" and _same_scope(scopes.get(a, ""), scopes.get(b, "")))
                        or (key[2] == "sure" and _a_slip(quantities[a], quantities[b]))
                        or key[0] == "label"
                        or (len(places) == _TWICE and _swapped(quantities[a], quantities[b]))
                        or (
                            len(places) == _TWICE
                            and _beside_table(reading, a, b)
                            and _a_slip(quantities[a], quantities[b])
                        )
                    )
                ),
                None,
            )
            if clash is not None:
                faults.append(_fault(reading, key[1], *clash))
        told = {frozenset(item.span for item in fault.evidence) for fault in faults}
        for repeat in reading.facts.repeats:
            second = quantities[repeat.second]
            if any(quantities[i].interval.intersects(second.interval) for i in repeat.first):
                examined += 1
                used.update((*repeat.first, repeat.second))
                continue
            if repeat.row and total(reading, repeat.row).intersects(second.interval):
                examined += 1
                used.update((*repeat.row, repeat.second))
                continue
            if _stands_for_others(reading, repeat):
                continue
            fault = _contradicted(reading, repeat)
            if fault is not None or not repeat.loose:
                examined += 1
                used.update((*repeat.first, repeat.second))
            if fault is not None and frozenset(item.span for item in fault.evidence) not in told:
                faults.append(fault)
        return Examination.of(examined, faults, used)

    return inspect


def _one_scope(first: str, second: str) -> bool:
    """全市 may go without saying; the total of a table is that of all its units."""
    return _same_scope(first, second) or {first, second} in ({"", "whole"}, {_OF_THE_TABLE, "units"})


def _same_scope(first: str, second: str) -> bool:
    return first == second or {first, second} in ({_OF_THE_TABLE, ""}, {_OF_THE_TABLE, "whole"})


def _swapped(one: Quantity, other: Quantity) -> bool:
    """Whether the two figures differ by a slip that chance seldom makes: digits swapped, or tenfold."""
    if (
        not (one.exact and other.exact and (one.unit == other.unit or not (one.unit and other.unit)))
        or one.printed < _LARGE
        or other.printed < _LARGE
    ):
        return False
    return is_slip(one, other.printed) or is_slip(other, one.printed)


def _beside_table(reading: Reading, first: int, second: int) -> bool:
    """Whether one of them is the figure of a table and the other stands in prose: these were meant to be the same."""
    cells, quantities = reading.facts.cells, reading.facts.quantities
    return (first in cells) is not (second in cells) and min(
        quantities[first].printed, quantities[second].printed
    ) >= _LARGE


def _a_slip(one: Quantity, other: Quantity) -> bool:
    """Whether one of the two may be a slip of the keys for the other."""
    if not (one.exact and other.exact):
        return False
    return other.printed in meanings_of(one) or one.printed in meanings_of(other)


def _stands_for_others(reading: Reading, repeat: Repeat) -> bool:
    """属实7件、部分属实5件；对属实和部分属实的12件…: it may stand for others before it, or several of them."""
    second = reading.facts.quantities[repeat.second].interval
    if _multiplied(reading, repeat):
        return True
    before = sorted({*repeat.first, *repeat.excused, *repeat.row})
    return any(
        total(reading, before[start:end]).intersects(second)
        for start in range(len(before))
        for end in range(start + 1, len(before) + 1)
    )


def _multiplied(reading: Reading, repeat: Repeat) -> bool:
    """14个乡镇各配备2名，28名审核人员全部…: what each of them has, so many times."""
    quantities = reading.facts.quantities
    second = quantities[repeat.second]
    times = [q for q in quantities[max(0, repeat.second - _TIMES) : repeat.second] if q.passage == second.passage]
    return any(
        quantities[i].exact and second.exact and quantities[i].printed * each.printed == second.printed
        for i in repeat.first
        for each in times
        if each.counts and each.printed > 1
    )


def _contradicted(reading: Reading, repeat: Repeat) -> Fault | None:
    """What is said again is another figure: by the words, or by a slip of the keys."""
    quantities = reading.facts.quantities
    second = quantities[repeat.second]
    slip = _swapped if repeat.partial else _typed if repeat.loose else _a_slip
    meant = next((i for i in reversed(repeat.first) if slip(quantities[i], second)), None)
    if meant is None and repeat.possible and second.printed >= _LARGE:
        slips = [i for i in repeat.possible if slip(quantities[i], second)]
        meant = slips[0] if len(slips) == 1 else None
    if meant is not None:
        fault = _fault(reading, repeat.noun, meant, repeat.second)
        return replace(fault, severity=Severity.INFO) if repeat.partial else fault
    if repeat.row and _sum_mistyped(reading, repeat):
        return _added(reading, repeat)
    return _fault(reading, repeat.noun, repeat.first[-1], repeat.second) if repeat.sure else None


def _typed(one: Quantity, other: Quantity) -> bool:
    """Whether one is the other with two digits swapped, tenfold, or one too many."""
    if not (one.exact and other.exact):
        return False
    return is_slip(one, other.printed) or is_slip(other, one.printed) or abs(one.printed - other.printed) == one.step


def _sum_mistyped(reading: Reading, repeat: Repeat) -> bool:
    """Whether one slip of the keys, that chance seldom makes, explains that a row does not make up the figure."""
    quantities = reading.facts.quantities
    found = slip_in_sum(quantities[repeat.second], [quantities[i] for i in repeat.row])
    return found is not None and bool(found[0]) and found[1] <= _SELDOM


def _apart(reading: Reading, first: int, second: int) -> bool:
    """Whether a sentence ends between the two: within one sentence two figures of one name count different things."""
    a, b = reading.facts.quantities[first], reading.facts.quantities[second]
    if a.passage != b.passage:
        return True
    return bool(re.search("[。！？]", reading.document.passages[a.passage].text[a.end : b.start]))


def _is_stock(label: str) -> bool:
    """Whether the words name a stock (全区现有…) of which there is only one figure, not an event that may recur."""
    return bool(re.search(r"(?:现有|共有|总数|实有|在册|在编)", label))


def _added(reading: Reading, repeat: Repeat) -> Fault:
    """这358件: the figures of the row before it make another sum."""
    quantities = reading.facts.quantities
    made = sum((quantities[i].printed for i in repeat.row), Fraction(0))
    row = "、".join(quoted(reading, i) for i in repeat.row)
    places = [place_words(reading.document, place_of(reading, index)) for index in (repeat.row[0], repeat.second)]
    return Fault(
        place_of(reading, repeat.second),
        {
            "name": repeat.noun,
            "first": f"{row}，合{number_words(made)}{quantities[repeat.second].unit}",
            "second": quoted(reading, repeat.second),
            "first_place": places[0],
            "second_place": places[1],
        },
        (*operands(reading, "前文", repeat.row), operand(reading, "此处", repeat.second)),
        arithmetic=f"{' + '.join(number_words(quantities[i].printed) for i in repeat.row)} = {number_words(made)} "
        f"≠ {interval_words(quantities[repeat.second])}",
        identity=(repeat.noun, *(quantities[i].text for i in (*repeat.row, repeat.second))),
    )


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
