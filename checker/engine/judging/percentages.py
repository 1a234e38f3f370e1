"""A percentage against the counts beside it: which of them give it, and which would with one figure mended.

How likely each pair of counts is the one that was meant is told by the form of the sentence
(``checker.facts.explanations``); here the arithmetic is added. A pair that gives the percentage explains it unless
chance may well have done so; a pair that misses it by a slip of the keys is a fault unless chance may well have brought
unrelated figures so near.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from checker.engine.reading import Reading
from checker.engine.relations.slips import slips_of
from checker.facts.explanations import Explanation, Form, Item, Weighed, items_of, place_of, weigh
from checker.facts.model import NumberKind, Quantity
from checker.facts.rounding import COUNTED, is_counted

__all__ = ["Slipped", "Told", "explained", "item_of", "items_beside", "share_of", "slipped"]

Told = Mapping[int, tuple[frozenset[int], frozenset[int]]]
"""Percentages that are explained already, with the counts that are their parts and their bases."""

_ERRS = 0.08  # how many of the figures that belong together do not agree, where figures are checked
_TOLD = 0.12  # how sure a slip must be to be remarked on
_WARNED = 0.6  # and to be warned of
_CERTAIN = 9  # times likelier than that no count beside is meant
_IDLE = 0.002  # an explanation less likely than this changes nothing
_UNLIKELY = 0.05  # an explanation less likely than this is not followed up
_NEAR = 0.15  # and one whose figures are off by more than two digits swapped or a nought
_NEAREST = 0.3  # and one that is merely off by a little
_CLOSE = Fraction(1, 20)
_CHANCE_OF_CLOSE = 0.15
_FEWEST = 5  # of fewer than this, one more or less changes too much to be taken for a slip
_MOST = 0.5


class Slipped(Struct, frozen=True):
    """The explanation that a percentage fails by a slip, and whether that is sure enough for a warning."""

    explanation: Explanation
    sure: bool


class _Near(Struct, frozen=True):
    """An explanation that fails by a slip, and what it weighs against there being none.

    ``merely_close``: no slip of the keys, only a percentage that is a little off.
    """

    explanation: Explanation
    weight: float
    merely_close: bool


def items_beside(reading: Reading, index: int) -> tuple[str, list[Item]]:
    """The text of the passage that a figure stands in, and all its figures."""
    quantities = reading.facts.quantities
    passage = quantities[index].passage
    key = (items_beside, passage)
    known: tuple[str, list[Item]] | None = reading.memo.get(key)
    if known is None:
        first = last = index
        while first and quantities[first - 1].passage == passage:
            first -= 1
        while last + 1 < len(quantities) and quantities[last + 1].passage == passage:
            last += 1
        text = reading.document.passages[passage].text
        known = text, items_of(text, [(i, quantities[i]) for i in range(first, last + 1)])
        reading.memo[key] = known
    return known


def explained(
    reading: Reading, index: int, told: Told, certain: int = _CERTAIN
) -> tuple[frozenset[int], frozenset[int]] | None:
    """The parts and bases that give an exact percentage, where they most likely do so not by chance.

    ``certain``: how many times likelier that must be than that no count beside the percentage is meant.
    """
    weighed = _weighed(reading, index, told)
    window = _window(reading, index)
    best: tuple[float, Explanation] | None = None
    fitting = 0.0
    for explanation, likelihood in zip(weighed.explanations, weighed.likelihoods, strict=True):
        if likelihood >= _IDLE and window.holds(explanation):
            fitting += likelihood
            if best is None or likelihood > best[0]:
                best = likelihood, explanation
    if best is None or fitting <= certain * window.chance * weighed.none:
        return None
    return frozenset(i.index for i in best[1].top), frozenset(i.index for i in best[1].base)


def slipped(reading: Reading, index: int, told: Told) -> tuple[int, Slipped | None]:
    """How many explanations a percentage has, and the one that it fails by a slip of the keys."""
    known: tuple[int, Weighed] | None = reading.memo.get((_weighed, index))
    window = _window(reading, index)
    if known is not None and _slipped(window, known[1], told, _TOLD / 2) is None:
        return len(known[1].explanations), None  # what has been explained since does not bring figures any nearer
    weighed = _weighed(reading, index, told)
    return len(weighed.explanations), _slipped(window, weighed, told)


def _weighed(reading: Reading, index: int, told: Told) -> Weighed:
    """The explanations of a percentage, weighed anew only where more of its passage has been explained since."""
    quantities = reading.facts.quantities
    passage = quantities[index].passage
    here = {other: sides for other, sides in told.items() if quantities[other].passage == passage}
    known: tuple[int, Weighed] | None = reading.memo.get((_weighed, index))
    if known is None or known[0] != len(here):
        text, items = items_beside(reading, index)
        known = len(here), weigh(text, items, item_of(reading, index), here)
        reading.memo[_weighed, index] = known
    return known[1]


def item_of(reading: Reading, index: int) -> Item:
    """A figure with its surroundings."""
    items = items_beside(reading, index)[1]
    return items[place_of(items, index)]


def _window(reading: Reading, index: int) -> _Window:
    known: _Window | None = reading.memo.get((_Window, index))
    if known is None:
        sums: dict[int, tuple[Fraction, Fraction]] = reading.memo.setdefault((_Window, "sums"), {})
        known = reading.memo[_Window, index] = _Window(reading.facts.quantities[index], sums)
    return known


def _slipped(window: _Window, weighed: Weighed, told: Told, least: float = _TOLD) -> Slipped | None:
    fitting = 0.0
    found: list[_Near] = []
    for explanation, likelihood in zip(weighed.explanations, weighed.likelihoods, strict=True):
        if likelihood < _IDLE:
            continue
        if window.holds(explanation):
            fitting += likelihood
        elif likelihood >= _UNLIKELY and _free(explanation, told):
            slip = window.chance_of_slip(explanation, likelihood)
            if slip is not None:
                found.append(_Near(explanation, _ERRS * likelihood / slip[0], slip[1]))
    if not found:
        return None
    slips = sum(near.weight for near in found)
    sure = slips / (weighed.none + fitting / window.chance + slips)
    if sure < least:
        return None
    best = max(found, key=lambda near: near.weight)
    figures = (*best.explanation.top, *best.explanation.base)
    counted = all(item.quantity.group in COUNTED or is_counted(item.quantity) for item in figures)
    return Slipped(best.explanation, sure >= _WARNED and counted and not best.merely_close)


def _free(explanation: Explanation, told: Told) -> bool:
    """Whether its figures are exact and do not give another percentage already."""
    if not all(item.quantity.exact for item in (*explanation.top, *explanation.base)):
        return False
    top, base = ({item.index for item in side} for side in (explanation.top, explanation.base))
    return not any(top == parts and base == bases for parts, bases in told.values())


def share_of(form: Form, ratio: Fraction) -> Fraction:
    """The share that top ÷ base gives."""
    if form is Form.REST:
        return 1 - ratio
    if form is Form.RISE:
        return ratio - 1
    if form is Form.GROWN:
        return ratio / (1 - ratio) if ratio < 1 else Fraction(0)
    return ratio


class _Window:
    """What a printed percentage leaves open: the ratios that round or truncate to it.

    ``chance`` is how likely the ratio of two unrelated counts lies among them.
    """

    def __init__(self, rate: Quantity, sums: dict[int, tuple[Fraction, Fraction]]) -> None:
        self._sums = sums
        self.step = rate.step
        self.printed = rate.printed
        self.chance = min(0.05, 3 * float(rate.step))
        low, high = self.printed - self.step / 2, self.printed + self.step
        self._limits = {
            Form.PART: (low, high),
            Form.REST: (1 - high, 1 - low),
            Form.RISE: (1 + low, 1 + high),
            Form.GROWN: (low / (1 + low), high / (1 + high)),
        }

    def _sum(self, items: Sequence[Item]) -> tuple[Fraction, Fraction]:
        """The sum of some figures, and what rounding leaves open of it."""
        if len(items) > 1:
            each = [self._sum((item,)) for item in items]
            return sum([one for one, _ in each], Fraction(0)), sum([slack for _, slack in each], Fraction(0))
        item = items[0]
        known = self._sums.get(item.index)
        if known is None:
            exact = item.quantity.exact and is_counted(item.quantity)
            known = item.quantity.printed, Fraction(0) if exact else item.quantity.step / 2
            self._sums[item.index] = known
        return known

    def holds(self, explanation: Explanation) -> bool:
        """Whether the explanation gives the percentage."""
        return self._within(explanation.form, *self._sum(explanation.top), *self._sum(explanation.base))

    def _within(self, form: Form, top: Fraction, top_slack: Fraction, base: Fraction, base_slack: Fraction) -> bool:
        low, high = self._limits[form]
        return low * (base - base_slack) <= top + top_slack and top - top_slack <= high * (base + base_slack)

    def chance_of_slip(self, explanation: Explanation, likelihood: float) -> tuple[float, bool] | None:
        """How likely unrelated figures would come as near as these, that one slip apart give it; None where none does;
        and whether the percentage is merely a little off, which is no slip of the keys.

        The less likely the explanation, the rarer must the slip be that is looked for.
        """
        top, top_slack = self._sum(explanation.top)
        base, base_slack = self._sum(explanation.base)
        form = explanation.form
        ways = 4
        mended = False
        for item in dict.fromkeys((*explanation.top, *explanation.base)):
            above, below = item in explanation.top, item in explanation.base
            for meant in _meant(item.quantity):
                ways += 1
                added = meant - item.quantity.printed
                mended |= self._within(
                    form, top + added if above else top, top_slack, base + added if below else base, base_slack
                )
        value = share_of(form, top / base)
        gap = abs(value - self.printed)
        stated = int(self.printed / self.step)
        scaled = value / self.step
        printed = {int(scaled), int(scaled + Fraction(1, 2))} if value > 0 else set()
        if mended or (gap > self.step * 3 / 2 and not printed.isdisjoint(slips_of(stated))):
            return min(_MOST, ways * self.chance / 2), False
        if value <= 0 or gap <= self.step * 3 / 2 or likelihood < _NEAR or (top_slack and base_slack):
            return None  # made to fit, or rounded twice
        if min(top, base) >= _FEWEST and not top_slack and not base_slack:
            one = Fraction(1)
            none = Fraction(0)
            if any(
                self._within(form, top + a, none, base + b, none)
                for a, b in ((one, none), (-one, none), (none, one), (none, -one))
            ):
                return min(0.2, self.chance + 4 / float(base)), False
        digits = str(stated)
        if any(_one_wrong(digits, str(number)) for number in printed):
            return min(_MOST, 9 * len(digits) * self.chance / 2), gap <= _CLOSE
        shares = form in (Form.PART, Form.REST) and value != 1
        return (_CHANCE_OF_CLOSE, True) if likelihood > _NEAREST and shares and gap <= _CLOSE else None


def _one_wrong(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _meant(quantity: Quantity) -> Iterator[Fraction]:
    """The values that a slip of the keys may have turned into the printed one."""
    printed = quantity.printed / quantity.step
    if printed.denominator == 1 and printed > 0 and quantity.kind is not NumberKind.PERCENT:
        for value in slips_of(int(printed)):
            yield value * quantity.step
