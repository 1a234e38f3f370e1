"""Percentages that no words tie to counts, and that two counts beside them would give but for one slip of the keys.

The form of the sentence says how likely each pair of counts is the one that was meant; the arithmetic says which of
them gives the percentage, and which would with one figure mended. Nothing is said where a pair gives it, and nothing
where chance may well have brought the figures so near: the weaker the form, the rarer the slip must be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checks.change import agrees
from checker.engine.checks.rate import explaining_pair
from checker.engine.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.operands import cover, operand, operands, place_of, quoted
from checker.engine.reading import Reading
from checker.engine.slips import slips_of
from checker.engine.wording_numbers import number_words
from checker.facts.explanations import Explanation, Form, Item, Weighed, is_earlier, items_of, weigh
from checker.facts.model import NumberKind, Quantity
from checker.facts.rounding import COUNTED, is_counted, printed_percent

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "likely-rate"
PLACEHOLDERS = frozenset({"rate", "top", "base", "computed"})

_ERRS = 0.03  # how many of the figures that belong together do not agree
_TOLD = 0.1  # how sure it must be to be remarked on
_WARNED = 0.35
_CLOSE = Fraction(1, 20)
_UNLIKELY = 0.05
_CERTAIN = 9  # times more likely than that none of them was meant


class Parameters(CheckParameters):
    """None beside the common ones."""


class _Near(Struct, frozen=True):
    """An explanation that fails by a slip. ``chance`` is how likely unrelated figures come as near."""

    explanation: Explanation
    likelihood: float
    chance: float
    mended: int | None = None  # the figure that the slip is in, and what was meant
    meant: Fraction | None = None


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every percentage that is not explained otherwise."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    quantities = reading.facts.quantities
    told = _told(reading)
    faults: list[Fault] = []
    used: set[int] = set()
    examined = 0
    for passage, open_ones in _unexplained(reading, told).items():
        text = reading.document.passages[passage].text
        first, last = open_ones[0], open_ones[-1]
        while first and quantities[first - 1].passage == passage:
            first -= 1
        while last + 1 < len(quantities) and quantities[last + 1].passage == passage:
            last += 1
        items = items_of(text, [(i, quantities[i]) for i in range(first, last + 1)])
        here = {index: told[index] for index in range(first, last + 1) if index in told}
        rates = [item for item in items if item.index in open_ones]
        for rate in rates:
            given = _given(text, items, rate, here)
            if given is not None:
                here[rate.index] = given
                examined += 1
        for rate in rates:
            if rate.index not in here and not is_earlier(text, rate):
                judged = _judge(text, items, rate, here)
                if judged is None:
                    continue
                examined += 1
                near, sure = judged
                if near is None:
                    continue
                fault = _fault(reading, rate, near, sure)
                faults.append(fault)
                used.update(i.index for i in (rate, *near.explanation.top, *near.explanation.base))
    return Examination.of(examined, faults, used)


_Told = Mapping[int, tuple[frozenset[int], frozenset[int]]]


def _told(reading: Reading) -> dict[int, tuple[frozenset[int], frozenset[int]]]:
    """The percentages that other rules have explained, with their parts and bases."""
    found: dict[int, tuple[frozenset[int], frozenset[int]]] = {}
    for number, claim in enumerate(reading.facts.rates):
        pair = explaining_pair(reading, number)
        if pair is not None:
            found[claim.quantity] = frozenset(pair.numerator), frozenset(pair.base)
    for change in reading.facts.changes:
        if change.current is not None and change.previous is not None and agrees(reading, change):
            found[change.amount] = frozenset((change.current,)), frozenset((change.previous,))
    return found


def _unexplained(reading: Reading, told: _Told) -> dict[int, list[int]]:
    """The exact percentages of each passage that are not explained."""
    found: dict[int, list[int]] = {}
    for index, quantity in enumerate(reading.facts.quantities):
        if (
            quantity.kind is NumberKind.PERCENT
            and index not in told
            and quantity.exact
            and quantity.printed > 0
            and quantity.printed != 1
            and not quantity.text.endswith("‰")  # of the mean population, and the like
        ):
            found.setdefault(quantity.passage, []).append(index)
    return found


def _given(
    text: str, items: Sequence[Item], rate: Item, told: _Told
) -> tuple[frozenset[int], frozenset[int]] | None:
    """The parts and bases that give the percentage, where they most likely do so not by chance."""
    weighed = weigh(text, items, rate, told)
    window = _Window(rate.quantity)
    best, given = 0.0, None
    fitting = 0.0
    for explanation, likelihood in zip(weighed.explanations, weighed.likelihoods, strict=True):
        if window.holds(explanation.form, _Ratio(explanation)):
            fitting += likelihood
            if likelihood > best:
                best = likelihood
                given = frozenset(i.index for i in explanation.top), frozenset(i.index for i in explanation.base)
    return given if fitting / window.chance > _CERTAIN * weighed.none else None


def _judge(text: str, items: Sequence[Item], rate: Item, told: _Told) -> tuple[_Near | None, bool] | None:
    """The slip that explains the percentage, and whether it is sure; None where no counts stand near."""
    weighed = weigh(text, items, rate, told)
    if not weighed.explanations:
        return None
    quantity = rate.quantity
    window = _Window(quantity)
    fitting = 0.0
    found: list[_Near] = []
    for explanation, likelihood in zip(weighed.explanations, weighed.likelihoods, strict=True):
        ratio = _Ratio(explanation)
        if window.holds(explanation.form, ratio):
            fitting += likelihood
        elif not any(_same(explanation, pair) for pair in told.values()):
            near = window.slip(explanation, ratio, likelihood)
            if near is not None:
                found.append(near)
    if not found:
        return None, False
    weights = [_ERRS * near.likelihood / near.chance for near in found]
    everything = weighed.none + fitting / window.chance + sum(weights)
    sure = sum(weights) / everything
    if sure < _TOLD:
        return None, False
    best = max(range(len(found)), key=weights.__getitem__)
    figures = (*found[best].explanation.top, *found[best].explanation.base)
    counted = all(item.quantity.group in COUNTED or is_counted(item.quantity) for item in figures)
    return found[best], sure >= _WARNED and counted


def _same(explanation: Explanation, pair: tuple[frozenset[int], frozenset[int]]) -> bool:
    """Whether another percentage is given by these very figures."""
    top, base = pair
    return {i.index for i in explanation.top} == top and {i.index for i in explanation.base} == base


class _Ratio:
    """Top and base of an explanation in whole numbers, with what rounding leaves open of each."""

    def __init__(self, explanation: Explanation) -> None:
        self.top, self.top_slack = _summed(explanation.top)
        self.base, self.base_slack = _summed(explanation.base)


def _summed(items: Sequence[Item]) -> tuple[Fraction, Fraction]:
    value = slack = Fraction(0)
    for item in items:
        value += item.quantity.printed
        if not item.quantity.exact or not is_counted(item.quantity):
            slack += item.quantity.step / 2
    return value, slack


class _Window:
    """What a printed percentage leaves open: the ratios that round or truncate to it."""

    def __init__(self, rate: Quantity) -> None:
        self.rate = rate
        self.step = rate.step
        self.printed = rate.printed
        self.chance = min(0.05, 3 * float(rate.step))

    def _limits(self, form: Form) -> tuple[Fraction, Fraction]:
        low, high = self.printed - self.step / 2, self.printed + self.step
        if form is Form.REST:
            return 1 - high, 1 - low
        if form is Form.RISE:
            return 1 + low, 1 + high
        if form is Form.GROWN:
            return low / (1 + low), high / (1 + high)
        return low, high

    def holds(self, form: Form, ratio: _Ratio) -> bool:
        low, high = self._limits(form)
        return self._within(ratio.top, ratio.top_slack, ratio.base, ratio.base_slack, low, high)

    @staticmethod
    def _within(
        top: Fraction, top_slack: Fraction, base: Fraction, base_slack: Fraction, low: Fraction, high: Fraction
    ) -> bool:
        return low * (base - base_slack) <= top + top_slack and top - top_slack <= high * (base + base_slack)

    def slip(self, explanation: Explanation, ratio: _Ratio, likelihood: float) -> _Near | None:
        if likelihood < _UNLIKELY:
            return None
        low, high = self._limits(explanation.form)
        ways = 4
        found: tuple[int, Fraction] | None = None
        for slot, side in enumerate((explanation.top, explanation.base)):
            if len(side) != 1 or not side[0].quantity.exact:
                continue
            item = side[0]
            for meant in _meant(item.quantity):
                ways += 1
                top, base = (meant, ratio.base) if slot == 0 else (ratio.top, meant)
                if self._within(top, ratio.top_slack, base, ratio.base_slack, low, high):
                    found = item.index, meant
        rare = min(0.5, ways * self.chance / 2)
        if found is not None:
            return _Near(explanation, likelihood, rare, *found)
        exact = ratio.top / ratio.base
        value = _value(explanation.form, exact)
        if value <= 0 or abs(value - self.printed) <= self.step * 3 / 2:
            return None  # made to fit, or rounded twice
        scaled = value / self.step
        printed = {int(scaled), int(scaled + Fraction(1, 2))}
        stated = self.printed / self.step
        for slip in slips_of(int(stated)):
            if slip in printed:
                return _Near(explanation, likelihood, rare, -1, slip * self.step)
        if likelihood < 3 * _UNLIKELY:
            return None
        if ratio.top_slack and ratio.base_slack:
            return None
        size = min(ratio.top, ratio.base)
        if size >= 5 and not ratio.top_slack and not ratio.base_slack:
            for top, base in (
                (ratio.top + 1, ratio.base),
                (ratio.top - 1, ratio.base),
                (ratio.top, ratio.base + 1),
                (ratio.top, ratio.base - 1),
            ):
                if self._within(top, Fraction(0), base, Fraction(0), low, high):
                    return _Near(explanation, likelihood, min(0.2, self.chance + 4 / float(ratio.base)))
        digits = str(int(stated))
        for number in printed:
            other = str(number)
            if len(other) == len(digits) and sum(a != b for a, b in zip(other, digits, strict=True)) == 1:
                return _Near(explanation, likelihood, min(0.5, 9 * len(digits) * self.chance / 2), -1, number * self.step)
        counts = explanation.form in (Form.PART, Form.REST) and value != 1
        if likelihood > 6 * _UNLIKELY and counts and abs(value - self.printed) <= _CLOSE:
            return _Near(explanation, likelihood, 0.15)
        return None


def _value(form: Form, ratio: Fraction) -> Fraction:
    """The share that a ratio gives."""
    if form is Form.REST:
        return 1 - ratio
    if form is Form.RISE:
        return ratio - 1
    if form is Form.GROWN:
        return ratio / (1 - ratio) if ratio < 1 else Fraction(0)
    return ratio


def _meant(quantity: Quantity) -> Iterator[Fraction]:
    printed = quantity.printed / quantity.step
    if printed.denominator == 1 and printed > 0:
        for value in slips_of(int(printed)):
            yield value * quantity.step


def _fault(reading: Reading, rate: Item, near: _Near, sure: bool) -> Fault:
    explanation = near.explanation
    top, base = ([item.index for item in side] for side in (explanation.top, explanation.base))
    quantities = reading.facts.quantities
    ratio = _Ratio(explanation)
    exact = ratio.top / ratio.base
    value = _value(explanation.form, exact)
    computed = printed_percent(value, rate.quantity.step)
    shown_top, shown_base = ("＋".join(quoted(reading, index) for index in side) for side in (top, base))
    return Fault(
        cover([place_of(reading, index) for index in (rate.index, *top, *base)]),
        {"rate": quoted(reading, rate.index), "top": shown_top, "base": shown_base, "computed": computed},
        (operand(reading, "率", rate.index), *operands(reading, "分子", top), *operands(reading, "基数", base)),
        arithmetic=f"{number_words(ratio.top)} ÷ {number_words(ratio.base)} → {computed}",
        severity=None if sure else Severity.INFO,
        identity=tuple(quantities[i].text for i in (rate.index, *top, *base)),
    )
