"""Lines computed from other lines: rates, shares, changes against last year, and what came, went and is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from msgspec import Struct

from checker.facts.model import Balance, Change, NumberKind, RateClaim, RateKind
from checker.facts.rounding import Fit, fit_of_points
from checker.facts.tables.grid import Line, Side, Value, plain

__all__ = ["find_balances", "find_differences", "find_rates", "rate_fits"]

_MOST_LINES = 24
_DIFFERENCE = re.compile(r"增减|增加|增长|减少|变化|升降|差额|差值|增量|同比|环比|比上年|较上年|较去年")
_OPENED = re.compile(r"年初|期初|上年|上期|去年|上一?年度|结转(?!下|至下)|原有")
_LEFT = re.compile(r"下年|下期|下一?年度|年末|期末|年底|未[审办]?结|尚未|在办|结存|现有")
_CAME = re.compile(r"新收|收到|收案|受理|新增|新立|新制定|制定|增加|新签|申请|登记|立案")
_WENT = re.compile(r"[审办]结|已结|结案|办理结果|处理结果|答复|废止|减少|注销|核销|失效|终止|总计|合计")


class _Made(Struct):
    """A line computed from two others: where it is borne out, where not."""

    first: Line
    second: Line | None  # None: the total line across
    holds: list[Line]  # figures that bear it out
    trivial: list[Line]  # figures that would bear out others as well
    fails: list[Line]


def find_differences(side: Side) -> tuple[list[Change], frozenset[int]]:
    """Lines that hold the difference or the growth between two others, and which lines these are."""
    changes: list[Change] = []
    differing: set[int] = set()
    if len(side.lines) < 3 or len(side.lines) > _MOST_LINES:
        return changes, frozenset()
    plains = [line for line in side.lines if not line.share and _DIFFERENCE.search(line.name) is None]
    shares = [line for line in side.lines if line.share and _DIFFERENCE.search(line.name) is None]
    for line in side.lines:
        signed = any((value := side.at(line, cross)) is not None and value.amount < 0 for cross in side.crosses)
        told = _DIFFERENCE.search(line.name) is not None
        if not (told or signed):
            continue
        if any((value := side.at(line, cross)) is not None and value.points for cross in side.crosses):
            made = _best(side, line, shares, _points_fit, told)
        else:
            made = _best(side, line, plains, _growth_fits if line.share else _difference_fits, told)
        if made is None or made.second is None:
            continue
        differing.add(line.index)
        for cross in (*made.holds, *made.trivial, *made.fails):
            amount, current, previous = side.at(line, cross), side.at(made.first, cross), side.at(made.second, cross)
            if amount is None or current is None or previous is None or (line.share and not previous.amount):
                continue
            span = amount.quantity.span
            changes.append(
                Change(
                    amount.index, current.index, previous.index, amount.amount >= 0, False, line.label, span,
                    amount.quantity.passage, cells=True,
                )
            )  # fmt: skip
    return changes, frozenset(differing)


def find_rates(side: Side, differing: frozenset[int]) -> Iterator[RateClaim]:
    """Lines of percentages that are one line over another, or a line over its own total.

    ``differing`` are lines already known to be changes.
    """
    if len(side.lines) < 2 or len(side.lines) > _MOST_LINES:
        return
    plains = [line for line in side.lines if not line.share]
    totals = [line for line in side.crosses if line.total]
    for line in side.lines:
        if not line.share or line.index in differing:
            continue
        made = _best(side, line, plains, rate_fits, False) if len(plains) > 1 else None
        share = _share_of_total(side, line, plains, totals)
        if share is not None and (made is None or len(share.holds) > len(made.holds)):
            made = share
        if made is None:
            continue
        made.fails = [cross for cross in made.fails if not (cross.total and _is_mean(side, line, cross))]
        for cross in (*made.holds, *made.trivial, *made.fails):
            rate, top = side.at(line, cross), side.at(made.first, cross)
            base = side.at(made.second, cross) if made.second is not None else side.at(made.first, totals[0])
            if rate is None or top is None or base is None or not base.amount or top is base:
                continue
            name = plain(made.first.label)
            base_name = plain(made.second.label) if made.second is not None else f"{plain(totals[0].label)}的{name}"
            yield RateClaim(
                rate.index,
                plain(line.label),
                RateKind.RATE,
                "",
                "",
                ((top.index,),),
                (name,),
                ((base.index,),),
                (base_name,),
                True,
                rate.quantity.passage,
                rate.quantity.span,
                cells=True,
            )


def _is_mean(side: Side, line: Line, total: Line) -> bool:
    """Whether the rate in a total line is the mean of the rates above it: a custom, if not a good one."""
    rates = [value for cross in side.crosses if not cross.total and (value := side.at(line, cross)) is not None]
    printed = side.at(line, total)
    if printed is None or not rates:
        return False
    mean = sum((value.amount for value in rates), Fraction(0)) / len(rates)
    return abs(mean - printed.amount) <= printed.quantity.step


def _share_of_total(side: Side, line: Line, plains: Sequence[Line], totals: Sequence[Line]) -> _Made | None:
    """占比: each figure over the total of its own line."""
    best: _Made | None = None
    if len(totals) != 1:
        return None
    for first in plains:
        base = side.at(first, totals[0])
        if base is None or not base.amount:
            continue
        made = _Made(first, None, [], [], [])
        for cross in side.crosses:
            rate, top = side.at(line, cross), side.at(first, cross)
            if rate is None or top is None or cross is totals[0]:
                continue
            _sort(made, cross, rate_fits(rate, top, base), rate)
        if _borne_out(made, told=False) and (best is None or len(made.holds) > len(best.holds)):
            best = made
    return best


def _best(
    side: Side, line: Line, plains: Sequence[Line], fits: Callable[[Value, Value, Value], bool | None], told: bool
) -> _Made | None:
    """The two lines of which ``line`` is computed, if its figures bear any out."""
    found: list[_Made] = []
    for first, second in permutations(plains, 2):
        made = _Made(first, second, [], [], [])
        for cross in side.crosses:
            result, one, other = side.at(line, cross), side.at(first, cross), side.at(second, cross)
            if result is None or one is None or other is None or one.percent is not other.percent:
                continue
            _sort(made, cross, fits(result, one, other), result)
        named = told or (line.share and _names(line, first))
        if _borne_out(made, told=named):
            found.append(made)
    if not found:
        return None
    # A line that bears the name of the rate comes first among those that explain as much.
    found.sort(key=lambda made: (-len(made.holds), not _names(line, made.first), len(made.fails)))
    best = found[0]
    best.fails = [
        cross for cross in best.fails if not any(cross in other.holds or cross in other.trivial for other in found[1:])
    ]
    return best


def _names(line: Line, first: Line) -> bool:
    """Whether 办结率 names 办结."""
    stem = plain(line.label).removesuffix("率").removesuffix("占比").removesuffix("比例")
    return len(stem) >= 2 and (stem in plain(first.label) or stem[-2:] in plain(first.label))


def _sort(made: _Made, cross: Line, fits: bool | None, result: Value) -> None:
    if fits is None:
        return
    if not fits:
        made.fails.append(cross)
    elif result.amount in (0, 1):
        made.trivial.append(cross)
    else:
        made.holds.append(cross)


def _borne_out(made: _Made, *, told: bool) -> bool:
    """Two figures bear out a relation, one where the words name it; and most figures must."""
    votes = len(made.holds)
    return votes >= (1 if told else 2) and len(made.fails) <= max(1, votes if told else votes // 2)


def rate_fits(rate: Value, top: Value, base: Value) -> bool | None:
    """Whether the rate is that of two figures, rounded or cut off; None where the base is nought."""
    if base.amount <= 0 or top.amount < 0:
        return None
    quantity = rate.quantity
    if fit_of_points(quantity.printed, quantity.step, top.amount, base.amount, False) is not Fit.NONE:
        return True
    return _window(quantity.printed, quantity.step, top, base, less=Fraction(0))


def _growth_fits(rate: Value, current: Value, previous: Value) -> bool | None:
    if previous.amount <= 0:
        return None
    quantity = rate.quantity
    grown = (current.amount - previous.amount) / previous.amount
    if abs(grown - rate.amount) * 2 <= quantity.step or 0 <= abs(grown) - quantity.printed < quantity.step:
        return (grown >= 0) == (rate.amount >= 0) or not rate.amount
    return _window(rate.amount, quantity.step, current, previous, less=Fraction(1))


def _window(rate: Fraction, step: Fraction, top: Value, base: Value, *, less: Fraction) -> bool:
    """Whether figures that were rounded before they were printed may have given the rate."""
    if not (top.slack or base.slack) or base.amount <= base.slack:
        return False
    low = (top.amount - top.slack) / (base.amount + base.slack) - less
    high = (top.amount + top.slack) / (base.amount - base.slack) - less
    return low - step / 2 <= rate <= high + step


def _points_fit(points: Value, current: Value, previous: Value) -> bool | None:
    if not points.points or previous.amount == 0:
        return None
    slack = (
        current.quantity.step + previous.quantity.step
    ) * 50  # the rates were rounded, and perhaps not their change
    return abs((current.amount - previous.amount) * 100 - points.amount) <= (
        slack if points.quantity.step < slack else 0
    )


def _difference_fits(difference: Value, current: Value, previous: Value) -> bool | None:
    if difference.percent or difference.quantity.kind is NumberKind.POINTS:
        return None
    if not previous.amount:
        return None  # what grew from nothing says nothing of the relation
    slack = difference.slack + current.slack + previous.slack
    return abs(current.amount - previous.amount - difference.amount) <= slack


def find_balances(side: Side) -> Iterator[Balance]:
    """What there was and came in against what went out and is left, where both ends are named."""
    opened = [line for line in side.lines if _OPENED.search(line.name) and not line.share and not line.total]
    left = [line for line in side.lines if _LEFT.search(line.name) and not line.share and line not in opened]
    if len(opened) != 1 or len(left) != 1 or len(side.lines) > _MOST_LINES:
        return
    others = [line for line in side.lines if not line.share and line not in (opened[0], left[0])]
    best: _Made | None = None
    for first, second in permutations(others, 2):
        told = _CAME.search(first.name) is not None and _WENT.search(second.name) is not None
        made = _Made(first, second, [], [], [])
        for cross in side.crosses:
            figures = [side.at(line, cross) for line in (opened[0], first, second, left[0])]
            if any(value is None or value.percent or value.amount < 0 for value in figures):
                continue
            before, came, went, rest = (value.amount for value in figures if value is not None)
            fits = before + came == went + rest
            kind = made.holds if fits and (before or rest) and came else made.trivial if fits else made.fails
            kind.append(cross)
        if _borne_out(made, told=told) and (best is None or (len(made.holds), told) > (len(best.holds), _told(best))):
            best = made
    if best is None or best.second is None:
        return
    for cross in (*best.holds, *best.trivial, *best.fails):
        figures = [side.at(line, cross) for line in (opened[0], best.first, best.second, left[0])]
        before_, came_, went_, rest_ = (value for value in figures if value is not None)
        span = rest_.quantity.span
        yield Balance(
            (before_.index, came_.index), (went_.index, rest_.index), span, rest_.quantity.passage, cells=True
        )


def _told(made: _Made) -> bool:
    return made.second is not None and bool(_CAME.search(made.first.name) and _WENT.search(made.second.name))
