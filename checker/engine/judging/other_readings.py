"""Other readings of the figures of a sum that fails: a longer or shorter row, the whole beside it, what is multiplied.

The words of a sentence tie figures together, but not beyond doubt. Where the figures beside a failing sum make another
well-formed sum come out exactly, that one was meant, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.engine.reading import Reading
from checker.engine.relations.slips import slip_in_sum
from checker.facts.interval import Interval
from checker.facts.model import Breakdown
from checker.facts.rounding import as_printed

__all__ = ["reads_otherwise"]

_FURTHER = 6  # figures by which a row may be longer
_GUESSED = frozenset({"", "不", "其他", "其余"})  # openers of breakdowns that no word opens
_EACH = ("各", "每")


def reads_otherwise(reading: Reading, breakdown: Breakdown) -> bool:
    """Whether another reading of the figures holds, or is one slip from it while this one is not."""
    row, whole = breakdown.parts, breakdown.total
    if _parted_into(reading, breakdown) or (breakdown.opener in _GUESSED and _part_of_more(reading, breakdown)):
        return True
    if _multiplied(reading, breakdown):
        return True
    longer = list(_longer(reading, breakdown))
    if any(_adds_up(reading, whole, parts) for parts in (*longer, *_shorter(breakdown))):
        return True
    if any(_adds_up(reading, other, parts) for other in _other_wholes(reading, breakdown) for parts in (row, *longer)):
        return True
    if breakdown.opener in _GUESSED and any(
        _add_up(reading, both, row) for both in _taken_together(reading, breakdown)
    ):
        return True
    if not longer or breakdown.opener not in _GUESSED or _one_slip(reading, whole, row):
        return False
    return any(_one_slip(reading, whole, parts) for parts in longer)


def _taken_together(reading: Reading, breakdown: Breakdown) -> Iterator[Sequence[int]]:
    """The whole with the figures right before it: 中央反馈9个，省级反馈14个，已整改22个，1个正在整改."""
    quantities = reading.facts.quantities
    wholes = [breakdown.total]
    for index in range(breakdown.total - 1, max(-1, breakdown.total - _FURTHER), -1):
        if not _together(reading, index, breakdown.total, "。") or quantities[index].unit != quantities[wholes[0]].unit:
            return
        wholes.insert(0, index)
        yield tuple(wholes)


def _part_of_more(reading: Reading, breakdown: Breakdown) -> bool:
    """Whether the parts are far too many for a whole that no word names, and no slip of the keys explains it.

    收到128件，已办结127件，在办的有1件，群众表示满意的有118件，不满意的有3件: not of the one.
    """
    quantities = reading.facts.quantities
    added = sum(quantities[part].printed for part in breakdown.parts)
    if added <= 2 * quantities[breakdown.total].printed:
        return False
    return not _one_slip(reading, breakdown.total, breakdown.parts)


def _parted_into(reading: Reading, breakdown: Breakdown) -> bool:
    """8项一级指标细分为32项二级指标、100项三级指标: each is parted into several, none is a part of the eight."""
    quantities = reading.facts.quantities
    whole = quantities[breakdown.total].printed
    return breakdown.opener.endswith("分为") and all(quantities[part].printed > whole for part in breakdown.parts)


def _longer(reading: Reading, breakdown: Breakdown) -> Iterator[Sequence[int]]:
    """The row with the figures that go on behind it, or stand before it, in the same sentence."""
    quantities = reading.facts.quantities
    row = breakdown.parts
    unit = quantities[row[0]].unit
    ends = "。" if _parted(reading, row[0], row[-1]) else "；。"  # a row joined by ， does not reach over ；
    behind = list(row)
    for index in range(row[-1] + 1, min(len(quantities), row[-1] + 2 * _FURTHER)):
        if index == breakdown.total or not _together(reading, row[-1], index, ends):
            break
        if quantities[index].unit == unit:
            behind.append(index)
            yield tuple(behind)
    ahead = list(row)
    for index in range(row[0] - 1, max(-1, row[0] - 2 * _FURTHER), -1):
        if index == breakdown.total or not _together(reading, index, row[0], ends):
            break
        if quantities[index].unit == unit:
            ahead.insert(0, index)
            yield tuple(ahead)


def _shorter(breakdown: Breakdown) -> Iterator[Sequence[int]]:
    """The row without its last figures, which may begin something new; where the whole is last, without its first.

    Its first figure alone is the whole over again: 赋权78项，其中已承接78项，实际行使41项.
    """
    if breakdown.tight or breakdown.one_set:
        return
    for left in range(len(breakdown.parts) - 1, 0 if breakdown.total_first else 1, -1):
        yield breakdown.parts[:left] if breakdown.total_first else breakdown.parts[-left:]


def _other_wholes(reading: Reading, breakdown: Breakdown) -> Iterator[int]:
    """Figures before the row that may be its whole: the one right before it, and any where no word names the whole."""
    quantities = reading.facts.quantities
    first = breakdown.parts[0]
    for index in range(first - 1, max(-1, first - 2 * _FURTHER), -1):
        if quantities[index].passage != quantities[first].passage:
            return
        if breakdown.opener not in _GUESSED and _parted(reading, index, first):
            return
        if quantities[index].unit == quantities[first].unit and index != breakdown.total:
            yield index
            if breakdown.opener not in _GUESSED:
                return
        if breakdown.opener == "" and breakdown.sure:  # the catalogue knows the whole
            return


def _parted(reading: Reading, first: int, last: int) -> bool:
    """Whether ； or 。 stands between two figures of one passage."""
    return not _together(reading, first, last, "；。")


def _multiplied(reading: Reading, breakdown: Breakdown) -> bool:
    """从16个市各抽取10卷: what each has is no part of the whole."""
    quantities = reading.facts.quantities
    for part in breakdown.parts:
        quantity = quantities[part]
        text = reading.document.passages[quantity.passage].text
        ahead = text[max(0, quantity.start - 12) : quantity.start]
        clause = max(map(ahead.rfind, "，。；、："))
        if any(
            word in ahead[clause + 1 :].replace("各类", "").replace("各项", "").replace("各级", "") for word in _EACH
        ):
            return True
    return False


def _together(reading: Reading, first: int, last: int, ends: str) -> bool:
    """Whether two figures stand in one passage, without one of the marks ``ends`` between them."""
    before, after = reading.facts.quantities[first], reading.facts.quantities[last]
    if before.passage != after.passage:
        return False
    text = reading.document.passages[before.passage].text
    return not any(text.find(mark, before.end, after.start) >= 0 for mark in ends)


def _adds_up(reading: Reading, whole: int, parts: Sequence[int]) -> bool:
    return _add_up(reading, (whole,), parts)


def _add_up(reading: Reading, wholes: Sequence[int], parts: Sequence[int]) -> bool:
    return _sum(reading, parts).intersects(_sum(reading, wholes))


def _sum(reading: Reading, figures: Sequence[int]) -> Interval:
    added = Interval.point(0)
    for index in figures:
        added = added + as_printed(reading.facts.quantities[index])
    return added


def _one_slip(reading: Reading, whole: int, parts: Sequence[int]) -> bool:
    quantities = reading.facts.quantities
    found = slip_in_sum(quantities[whole], [quantities[part] for part in parts])
    return found is not None and bool(found[0])
