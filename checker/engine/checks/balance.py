"""What there was and came in equals what went out and what is left; posts equal those filled and those vacant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from msgspec.structs import replace

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import number_words
from checker.engine.judging.operands import operands, quoted, repair_words, total
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.relations.slips import slip_away, slip_in_sum
from checker.facts.model import Balance, Quantity

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "balance"
PLACEHOLDERS = frozenset({"came", "went", "sum", "other_sum"})
# How likely chance may make the slip, for a warning and for a remark.
_RARE = Fraction(1, 3)
_SELDOM = Fraction(3, 2)
_TRIED = 4  # of several readings, those that are likely enough
_NEAR = 16


class Parameters(CheckParameters):
    """No parameters of its own."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every balance."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    for balance in reading.facts.balances:
        used.update((*balance.came, *balance.went))
        if any(total(reading, came).intersects(total(reading, went)) for came, went in _ways(balance)):
            continue
        if balance.loose:
            faults.extend(_likely(reading, balance))
        elif balance.sure or _one_slip(reading, balance):
            faults.append(_fault(reading, balance))
    return Examination.of(len(reading.facts.balances), faults, used)


def _ways(balance: Balance) -> list[tuple[Sequence[int], Sequence[int]]]:
    """Both sides as they stand; where figures may be steps of one procedure, also with one of them only."""
    if balance.sure or balance.loose:
        return [(balance.came, balance.went), *balance.others]
    before, *came = balance.came
    *went, left = balance.went
    ins: list[tuple[int, ...]] = [(before, *came), *((before, one) for one in came)]
    outs: list[tuple[int, ...]] = [(*went, left), *((one, left) for one in went)]
    return list(product(ins, outs))


def _one_slip(reading: Reading, balance: Balance) -> bool:
    """Whether one slip of the keys explains that the two sides differ."""

    def holds(values: Mapping[int, Fraction]) -> bool:
        return sum(values[i] for i in balance.came) == sum(values[i] for i in balance.went)

    return slip_away(reading.facts.quantities, (*balance.came, *balance.went), holds) is not None


def _likely(reading: Reading, balance: Balance) -> Iterator[Fault]:
    """The reading that one slip of the keys explains, where chance seldom makes that slip."""
    quantities = reading.facts.quantities
    ways = _ways(balance)[:_TRIED]
    for came, went in ways:
        sides = [[quantities[i] for i in side] for side in (came, went)]
        sides.sort(key=lambda side: max(figure.printed for figure in side))
        parts, wholes = sides
        whole = max(wholes, key=lambda figure: figure.printed)
        found = slip_in_sum(whole, parts, [figure for figure in wholes if figure is not whole])
        exchanged = _exchanged(parts, wholes)
        if not exchanged and (found is None or not found[0]):
            continue
        chance = (found[1] if found is not None else Fraction(0)) * len(ways)
        if chance <= _SELDOM:
            fault = _fault(reading, replace(balance, came=came, went=went))
            yield fault if chance <= _RARE else replace(fault, severity=Severity.INFO)
        return


def _exchanged(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool:
    """Whether two neighbouring figures of the two sides have changed places."""
    difference = sum(figure.printed for figure in one) - sum(figure.printed for figure in other)
    return any(
        2 * (a.printed - b.printed) == difference
        for a in one
        for b in other
        if a.passage == b.passage and 0 <= max(a.start, b.start) - min(a.end, b.end) <= _NEAR
    )


def _fault(reading: Reading, balance: Balance) -> Fault:
    quantities = reading.facts.quantities
    sides = (balance.came, balance.went)
    sums = [number_words(side.low) if side.low is not None else "" for side in (total(reading, s) for s in sides)]
    shown = [" + ".join(number_words(quantities[i].printed) for i in side) for side in sides]
    equal = [f"{words} = {value}" if " + " in words else words for words, value in zip(shown, sums, strict=True)]
    return Fault(
        balance.span,
        {
            "came": "＋".join(quoted(reading, i) for i in balance.came),
            "went": "＋".join(quoted(reading, i) for i in balance.went),
            "sum": sums[0],
            "other_sum": sums[1],
        },
        operands(reading, "原有和收进", balance.came) + operands(reading, "去向和结存", balance.went),
        arithmetic=f"{equal[0]} ≠ {equal[1]}",
        suggestion=repair_words(reading, reading.web, balance.operands) if balance.cells else None,
        identity=tuple(quantities[i].text for i in (*balance.came, *balance.went)),
    )
