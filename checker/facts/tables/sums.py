"""Sums in tables: which lines make up a total line, by the words of the head and by what the figures bear out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from checker.facts.model import Breakdown, Completeness
from checker.facts.tables.grid import Line, Side, Value
from checker.facts.tables.ratios import rate_fits

__all__ = ["find_sums"]

_MOST_LINES = 40  # lines among which unmarked sums are looked for
_FEWEST_VOTES = 3  # figures that must bear out a sum that no word tells
_SHARE = 3  # of them at most one in so many may miss


class _Reading(Struct):
    """Lines that may make up a total, and how the figures take it."""

    parts: tuple[Line, ...]
    told: bool  # the words of the head say so
    holds: list[Line]
    trivial: list[Line]
    fails: list[Line]

    @property
    def votes(self) -> int:
        return len(self.holds)


def find_sums(side: Side, differing: frozenset[int]) -> Iterator[Breakdown]:
    """The sums along one side of a table; ``differing`` are lines that hold differences."""
    lines = [line for line in side.lines if line.index not in differing]
    made_of: dict[int, tuple[Line, ...]] = {}
    for at, total in enumerate(lines):
        if not total.total or total.share or total.index in differing:
            continue
        chosen = _chosen(side, total, [_weighed(side, total, parts, told) for parts, told in _told(lines, at)])
        if chosen is None:
            continue
        made_of[total.index] = chosen.parts
        yield from _breakdowns(side, total, chosen)
    yield from _untold(side, lines, made_of)
    yield from _partial(side, lines)


def _told(lines: Sequence[Line], at: int) -> Iterator[tuple[tuple[Line, ...], bool]]:
    """The lines that a total may be made of: first those that its place and words name, then any row beside it."""
    total = lines[at]
    scope = total.path[:-1]
    within = [line for line in lines if line.path[: len(scope)] == scope] if scope else list(lines)
    if sum(not line.total for line in within) < 2:
        within = list(lines)
    place = within.index(total)
    leaves = [line for line in within if _may_be_part(line, total)]
    positions = {line.index: position for position, line in enumerate(within)}
    totals = [position for position, line in enumerate(within) if line.total and position != place]
    before = max((position for position in totals if position < place), default=-1)
    after = min((position for position in totals if position > place), default=len(within))
    run = tuple(line for line in leaves if before < positions[line.index] < place)
    next_run = tuple(line for line in leaves if place < positions[line.index] < after)
    found: dict[tuple[int, ...], tuple[tuple[Line, ...], bool]] = {}

    def add(parts: Sequence[Line], told: bool) -> None:
        parts = tuple(parts)
        if len(parts) > 1:
            found.setdefault(tuple(line.index for line in parts), (parts, told))

    if total.sub:
        add(run, True)
        add(next_run, True)
    else:
        subs = [line for line in within if line.sub and line is not total]
        if subs:
            covered = _covered(within, leaves, subs)
            add(
                sorted((*subs, *(line for line in leaves if line.index not in covered)), key=lambda one: one.index),
                True,
            )
        heads = [line for line in leaves if _opens(within, line)]
        add(leaves, True)
        add(run, True)
        add(next_run, True)
        add(heads, True)
        add([line for line in leaves if positions[line.index] < place], True)
        add([line for line in leaves if positions[line.index] > place], True)
    rows = [line for line in lines if _may_be_part(line, total, partial=True) or line is total]
    here = rows.index(total)
    for end in range(here + 3, len(rows) + 1):
        add(rows[here + 1 : end], False)
    for start in range(here - 2, -1, -1):
        add(rows[start:here], False)
    yield from found.values()


def _may_be_part(line: Line, total: Line, *, partial: bool = False) -> bool:
    if line is total or line.total or line.share or not line.added or (line.partial and not partial):
        return False
    return not (line.group and total.group and line.group != total.group) and not (
        "money" in (line.group, total.group) and line.group != total.group
    )


def _covered(within: Sequence[Line], leaves: Sequence[Line], subs: Sequence[Line]) -> set[int]:
    """The lines that a 小计 stands for: those of its group, or those since the total before it."""
    covered: set[int] = set()
    order = {line.index: position for position, line in enumerate(within)}
    for sub in subs:
        scope = sub.path[:-1]
        if scope:
            covered.update(line.index for line in leaves if line.path[: len(scope)] == scope)
            continue
        previous = max(
            (order[one.index] for one in within if one.total and order[one.index] < order[sub.index]), default=-1
        )
        covered.update(line.index for line in leaves if previous < order[line.index] < order[sub.index])
    return covered


def _opens(within: Sequence[Line], line: Line) -> bool:
    """Whether a line is of the highest level of a numbered head: 一、 among 一、 1. 2. 二、."""
    marks = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
    return line.label.startswith(marks) and "、" in line.label[:4]


def _weighed(side: Side, total: Line, parts: tuple[Line, ...], told: bool) -> _Reading:
    reading = _Reading(parts, told, [], [], [])
    for cross in side.crosses:
        whole = side.at(total, cross)
        if whole is None or not _adds(cross, whole):
            continue
        values = [value for part in parts if (value := side.at(part, cross)) is not None]
        if not values or any(value.percent for value in values) or any(value.amount < 0 for value in (whole, *values)):
            continue
        nonzero = sum(value.amount != 0 for value in values)
        if _fits(whole, values):
            (reading.holds if nonzero > 1 else reading.trivial).append(cross)
        elif len(values) > 1:
            reading.fails.append(cross)
    return reading


def _adds(cross: Line, whole: Value) -> bool:
    return cross.added and not cross.share and not whole.percent


def _fits(whole: Value, values: Sequence[Value]) -> bool:
    slack = whole.slack + sum((value.slack for value in values), Fraction(0))
    return abs(sum((value.amount for value in values), Fraction(0)) - whole.amount) <= slack


def _chosen(side: Side, total: Line, readings: Sequence[_Reading]) -> _Reading | None:
    """The reading that the figures bear out best; of those that none bears out, the first that the words name."""
    best: _Reading | None = None
    rank: tuple[int, int, Fraction] = (0, 0, Fraction(0))
    for reading in readings:
        if not reading.told and (reading.votes < 2 or len(reading.fails) * _SHARE > reading.votes):
            continue
        order = (reading.votes, -len(reading.fails), -_missed_by(side, total, reading))
        if best is None or order > rank:
            best, rank = reading, order
    if best is None or (not best.told and len(best.fails) > best.votes):
        return None
    for other in readings:
        # A column that another reading makes right was meant so; one figure alone may do so by chance.
        if other is not best and (other.votes > 1 or not best.votes):
            best.fails = [cross for cross in best.fails if cross not in other.holds]
    return best


def _missed_by(side: Side, total: Line, reading: _Reading) -> Fraction:
    """How far, as shares of the totals, a reading is from what is printed: among readings that all fail the nearest."""
    missed = Fraction(0)
    for cross in reading.fails:
        whole = side.at(total, cross)
        assert whole is not None
        added = sum(
            (value.amount for part in reading.parts if (value := side.at(part, cross)) is not None), Fraction(0)
        )
        missed += abs(added - whole.amount) / max(whole.amount, Fraction(1))
    return missed


def _vouched(side: Side, total: Line, parts: Sequence[Line], cross: Line) -> bool:
    """Whether shares beside the figures are right, each of the total: then parts that do not add up overlap."""
    whole = side.at(total, cross)
    if whole is None:
        return False
    for shares in side.crosses:
        if not shares.share:
            continue
        pairs = [(side.at(part, shares), side.at(part, cross)) for part in parts]
        if all(rate is not None and top is not None and rate_fits(rate, top, whole) for rate, top in pairs):
            return True
    return False


def _breakdowns(side: Side, total: Line, reading: _Reading) -> Iterator[Breakdown]:
    for cross in (*reading.holds, *reading.trivial, *reading.fails):
        whole = side.at(total, cross)
        pairs = [(part, value) for part in reading.parts if (value := side.at(part, cross)) is not None]
        if whole is None or len(pairs) < 2:
            continue
        if cross in reading.fails and _vouched(side, total, [part for part, _ in pairs], cross):
            continue
        amounts = [value.amount for _, value in pairs]
        average = len(pairs) > 2 and min(amounts) < whole.amount < max(amounts)
        sure = reading.votes > 0 and not (average and cross in reading.fails) and not side.noted
        yield Breakdown(
            whole.index,
            tuple(value.index for _, value in pairs),
            tuple(part.label for part, _ in pairs),
            Completeness.CLOSED,
            True,
            "合计",
            whole.quantity.span,
            whole.quantity.passage,
            tight=len(reading.fails) <= max(1, reading.votes),
            sure=sure and len(reading.fails) <= max(1, reading.votes),
            cells=True,
        )


def _untold(side: Side, lines: Sequence[Line], made_of: dict[int, tuple[Line, ...]]) -> Iterator[Breakdown]:
    """Lines that are the sum of the row beside them though no word says so, where three figures bear it out."""
    rows = [line for line in lines if line.added and not line.share and line.index not in made_of and not line.total]
    if not 3 <= len(rows) <= _MOST_LINES or len(side.crosses) < _FEWEST_VOTES:
        return
    for at, total in enumerate(rows):
        best: _Reading | None = None
        spans = [rows[at + 1 : end] for end in range(at + 3, min(len(rows), at + 12) + 1)]
        spans += [rows[start:at] for start in range(at - 2, max(-1, at - 13), -1)]
        for parts in spans:
            if any(part.group != total.group for part in parts):
                continue
            reading = _weighed(side, total, tuple(parts), told=False)
            enough = reading.votes >= _FEWEST_VOTES and len(reading.fails) * _SHARE <= reading.votes
            if enough and (best is None or reading.votes > best.votes):
                best = reading
        if best is not None:
            yield from _breakdowns(side, total, best)


def _partial(side: Side, lines: Sequence[Line]) -> Iterator[Breakdown]:
    """其中 lines: none is more than the line that they are taken from, which is the nearest that is mostly more."""
    wholes: list[Line] = []
    for line in lines:
        if not line.added or line.share:
            continue
        if not line.partial:
            wholes.append(line)
            continue
        for whole in reversed(wholes):
            pairs = list(_pairs(side, whole, line))
            fails = sum(other.amount > one.amount for one, other in pairs)
            if fails * 2 >= len(pairs) and (fails or len(wholes) > 1):
                continue  # 其中：男性 after 乡村人口 is of a line further up
            for one, other in pairs:
                yield Breakdown(
                    one.index, (other.index,), (line.label,), Completeness.OPEN, False, "其中",
                    other.quantity.span, other.quantity.passage, cells=True,
                )  # fmt: skip
            break


def _pairs(side: Side, whole: Line, line: Line) -> Iterator[tuple[Value, Value]]:
    """The figures of a line beside those of the line that it may be taken from."""
    if line.group and whole.group and line.group != whole.group:
        return
    for cross in side.crosses:
        one, other = side.at(whole, cross), side.at(line, cross)
        if one is None or other is None or one.percent or other.percent:
            continue
        if min(one.amount, other.amount) >= 0:
            yield one, other
