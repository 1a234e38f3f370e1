"""Changes against the year before.

``ask: mismatch`` recomputes them from both figures, ``points`` asks whether a rate's change given in % should be in
个百分点, ``impossible`` catches a fall of more than one hundred per cent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import number_words, share_words
from checker.engine.judging.operands import operand, quoted, value_words
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.relations.slips import replace_printed, slip_away
from checker.facts.interval import Interval
from checker.facts.model import Change, NumberKind, Quantity
from checker.facts.rounding import as_printed, is_counted, readings_of_rate

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "agrees", "compile_check"]

KIND = "change"
PLACEHOLDERS = frozenset({"amount", "current", "previous", "computed", "verb"})


_COUNTED = (NumberKind.COUNT, NumberKind.DURATION)
# The percentage has a subject of its own: 比上年增加36个，制造业投资增长13.3%.
_NOUN = re.compile(r"[\u4e00-\u9fff]{3,}(?:增长|增加|上升|提高|下降|减少|降低)|[\u4e00-\u9fff]{7,}")

# What stands between a rate and its change when the change is the rate's own.
_COMPARING = re.compile(
    r"(?:比|较)?(?:上一?年度?|去年|前一年|20\d\d年度?)(?:同期|的)?|同期|同比|环比|增长|增加|上升|提高|提升|下降|减少|降低|"
    r"[了近约达也又再均比较]|分别|进一步|继续|大幅|明显|幅度?"
)
_OWN_SUBJECT = 3  # characters


class Parameters(CheckParameters):
    """``ask`` as in the module's docstring."""

    ask: Literal["mismatch", "points", "impossible"]


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every change of the report."""
    return {"mismatch": _inspect_mismatch, "points": _inspect_points, "impossible": _inspect_impossible}[parameters.ask]


def _values(reading: Reading, change: Change, computed: str = "") -> dict[str, str]:
    return {
        "amount": quoted(reading, change.amount),
        "current": quoted(reading, change.current) if change.current is not None else "",
        "previous": quoted(reading, change.previous) if change.previous is not None else "",
        "computed": computed,
        "verb": "增长" if change.rising else "下降",
    }


def _identity(reading: Reading, change: Change) -> tuple[str, ...]:
    indices = (change.amount, change.current, change.previous)
    return tuple(reading.facts.quantities[i].text for i in indices if i is not None)


def _inspect_mismatch(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    examined = 0
    quantities = reading.facts.quantities
    by_current: dict[int, Change] = {}
    failed: set[tuple[int, int]] = set()
    for change in reading.facts.changes:
        if change.previous is None and change.current is not None:
            pair = by_current.setdefault(change.current, change)
            if pair is not change:
                examined += 1
                used.update((change.current, change.amount, pair.amount))
                faults.extend(_disagreement(reading, pair, change))
        if change.current is None or change.previous is None:
            continue
        amount, current, previous = (quantities[i] for i in (change.amount, change.current, change.previous))
        computed = _computed(amount, current, previous)
        if computed is None or (amount.kind is NumberKind.FRACTION and _has_own_subject(reading, change)):
            continue
        examined += 1
        used.update((change.amount, change.current, change.previous))
        expected, words, line = computed
        stated = expected if change.rising else Interval.point(0) - expected
        if _matches(amount, stated) or _grew_by(amount, change, current, previous) or _one_of_two(reading, change):
            continue
        if _rounded(amount, change, current, previous):
            continue
        severity = None
        if not change.sure:
            if not _one_slip(reading, change):
                continue
            severity = Severity.WARNING
        repair = _repair_of_cells(reading, change) if change.cells else None
        if change.cells:
            if (change.current, change.previous) in failed:
                continue  # 增减 and 同比 of the same two figures: one cause, one finding
            failed.add((change.current, change.previous))
        faults.append(
            Fault(
                change.span,
                _values(reading, change, words),
                (
                    operand(reading, "本年", change.current),
                    operand(reading, "上年", change.previous),
                    operand(reading, "变化", change.amount),
                ),
                arithmetic=line,
                suggestion=repair,
                severity=severity,
                identity=_identity(reading, change),
            )
        )
    return Examination.of(examined, faults, used)


def agrees(reading: Reading, change: Change) -> bool:
    """Whether the stated change is that between its two figures."""
    if change.current is None or change.previous is None:
        return False
    amount, current, previous = (reading.facts.quantities[i] for i in (change.amount, change.current, change.previous))
    computed = _computed(amount, current, previous)
    if computed is None:
        return False
    stated = computed[0] if change.rising else Interval.point(0) - computed[0]
    return (
        _matches(amount, stated)
        or _grew_by(amount, change, current, previous)
        or _rounded(amount, change, current, previous)
    )


def _one_of_two(reading: Reading, change: Change) -> bool:
    """增12项、减9项: two amounts the other way round, on the same figures, which together make the difference."""
    quantities = reading.facts.quantities
    assert change.current is not None and change.previous is not None
    difference = quantities[change.current].interval - quantities[change.previous].interval
    amount = quantities[change.amount]
    for other in reading.facts.changes:
        if (other.current, other.previous, other.rising) != (change.current, change.previous, not change.rising):
            continue
        against = quantities[other.amount]
        if amount.kind is NumberKind.COUNT and against.unit == amount.unit:
            net = amount.interval - against.interval if change.rising else against.interval - amount.interval
            if net.intersects(difference):
                return True
    return False


def _repair_of_cells(reading: Reading, change: Change) -> str | None:
    """What mends a change in a table, where another change of the same two figures tells which is wrong."""
    quantities = reading.facts.quantities
    beside = [
        other
        for other in reading.facts.changes
        if other is not change and other.cells and (other.current, other.previous) == (change.current, change.previous)
    ]
    if not beside or change.current is None or change.previous is None:
        return None

    def holds(one: Change, values: Mapping[int, Fraction]) -> bool:
        assert one.current is not None and one.previous is not None
        current = replace_printed(quantities[one.current], values[one.current])
        previous = replace_printed(quantities[one.previous], values[one.previous])
        amount = replace_printed(quantities[one.amount], values[one.amount])
        computed = _computed(amount, current, previous)
        stated = None if computed is None else computed[0] if one.rising else Interval.point(0) - computed[0]
        return stated is not None and _matches(amount, stated)

    family = (change, *beside)
    printed = {
        i: quantities[i].printed for one in family for i in (one.amount, one.current, one.previous) if i is not None
    }
    now, then = printed[change.current], printed[change.previous]
    tried: list[tuple[int, Fraction]] = []
    for one in family:
        if quantities[one.amount].kind is NumberKind.COUNT:
            sign = 1 if one.rising else -1
            tried += [
                (change.current, then + sign * printed[one.amount]),
                (change.previous, now - sign * printed[one.amount]),
            ]
            tried.append((one.amount, abs(now - then)))
        elif quantities[one.amount].kind is NumberKind.PERCENT and then:
            step = quantities[one.amount].step
            tried.append((one.amount, Fraction(int(abs(now - then) / then / step + Fraction(1, 2))) * step))
    mending = {
        (index, value)
        for index, value in tried
        if value >= 0 and all(holds(one, {**printed, index: value}) for one in family)
    }
    if len(mending) != 1:
        return None
    index, value = mending.pop()
    return f"“{quoted(reading, index)}”改为{value_words(reading, index, value)}即可相符，请核对原始数据"


def _one_slip(reading: Reading, change: Change) -> bool:
    """Whether one slip of the keys explains that the three figures do not agree: then it is these that are compared."""
    if change.current is None or change.previous is None:
        return False
    quantities = reading.facts.quantities
    amount = quantities[change.amount]

    def holds(values: Mapping[int, Fraction]) -> bool:
        assert change.current is not None and change.previous is not None
        current = replace_printed(quantities[change.current], values[change.current])
        previous = replace_printed(quantities[change.previous], values[change.previous])
        stated = replace_printed(amount, values[change.amount])
        computed = _computed(stated, current, previous)
        if computed is None:
            return False
        return _matches(stated, computed[0] if change.rising else Interval.point(0) - computed[0])

    return slip_away(quantities, (change.amount, change.current, change.previous), holds) is not None


def _grew_by(amount: Quantity, change: Change, current: Quantity, previous: Quantity) -> bool:
    """增长2倍 may mean to twice or by twice as much."""
    if amount.kind is not NumberKind.MULTIPLE or not (previous.interval.is_point and previous.interval.low):
        return False
    ratio = (current.interval - previous.interval).scaled(1 / previous.interval.low)
    return change.words.endswith(("增长", "增加", "提高", "上升", "了")) and _matches(amount, ratio)


def _rounded(amount: Quantity, change: Change, current: Quantity, previous: Quantity) -> bool:
    """Whether sums of money, printed rounded, may have given the percentage before they were rounded."""
    counts = current.kind is NumberKind.COUNT and previous.kind is NumberKind.COUNT  # days are not rounded
    if amount.kind is not NumberKind.PERCENT or not counts or (is_counted(current) and is_counted(previous)):
        return False
    now, then = as_printed(current), as_printed(previous)
    if now.low is None or now.high is None or then.low is None or then.high is None or then.low <= 0:
        return False
    ratio = Interval(now.low / then.high - 1, now.high / then.low - 1)
    return _matches(amount, ratio if change.rising else Interval.point(0) - ratio)


def _disagreement(reading: Reading, one: Change, other: Change) -> list[Fault]:
    """同比增加2518件，增长9.0%: the amount and the rate of one change, on the same figure."""
    quantities = reading.facts.quantities
    count, percent = (one, other) if quantities[one.amount].kind is NumberKind.COUNT else (other, one)
    if percent.current is None or count.rising is not percent.rising or _NOUN.search(percent.words):
        return []
    amount, share, current = quantities[count.amount], quantities[percent.amount], quantities[percent.current]
    if (amount.kind, share.kind, current.kind) != (NumberKind.COUNT, NumberKind.PERCENT, NumberKind.COUNT):
        return []
    before = current.interval - amount.interval if count.rising else current.interval + amount.interval
    if amount.unit != current.unit or not before.is_point or not before.low or before.low <= 0:
        return []
    ratio = amount.interval.scaled(1 / before.low)
    if ratio.low is None or _matches(share, ratio):
        return []
    words = share_words(ratio.low)
    line = f"{number_words(amount.printed)} ÷ ({number_words(current.printed)} "
    line += f"{'−' if count.rising else '+'} {number_words(amount.printed)}) = {words}"
    return [
        Fault(
            percent.span.cover(count.span),
            {**_values(reading, percent, words), "previous": f"上年{number_words(before.low)}{current.unit}"},
            (
                operand(reading, "本年", percent.current),
                operand(reading, "变化", count.amount),
                operand(reading, "变化", percent.amount),
            ),
            arithmetic=line,
            identity=_identity(reading, percent),
        )
    ]


def _computed(amount: Quantity, current: Quantity, previous: Quantity) -> tuple[Interval, str, str] | None:
    """The change from both figures (rising positive), in words, and the arithmetic; None if it cannot be computed."""
    difference = current.interval - previous.interval
    shown = f"{number_words(current.printed)} − {number_words(previous.printed)}"
    if amount.kind in (NumberKind.PERCENT, NumberKind.FRACTION):
        if current.kind not in _COUNTED or not previous.interval.is_point or not previous.interval.low:
            return None
        ratio = difference.scaled(1 / previous.interval.low)
        middle = ratio.low if ratio.low is not None else Fraction(0)
        words = share_words(abs(middle))
        return ratio, words, f"({shown}) ÷ {number_words(previous.printed)} = {share_words(middle)}"
    if amount.kind is NumberKind.POINTS and current.kind is NumberKind.PERCENT:
        points = difference.scaled(Fraction(100))
        if points.low is None:
            return None
        words = f"{number_words(abs(points.low))}个百分点"
        return (
            points,
            words,
            f"{share_words(current.printed)} − {share_words(previous.printed)} = {number_words(points.low)}个百分点",
        )
    if amount.kind is NumberKind.MULTIPLE:  # 是上年的N倍
        if not (current.interval.is_point and previous.interval.is_point and previous.interval.low):
            return None
        times = current.interval.scaled(1 / previous.interval.low)
        words = f"{number_words(times.low or Fraction(0))}倍"
        return times, words, f"{number_words(current.printed)} ÷ {number_words(previous.printed)} = {words}"
    if amount.kind in _COUNTED and current.kind is amount.kind and amount.unit == current.unit:
        if difference.low is None:
            return None
        return difference, number_words(abs(difference.low)) + amount.unit, f"{shown} = {number_words(difference.low)}"
    return None


def _matches(amount: Quantity, expected: Interval) -> bool:
    if amount.kind in _COUNTED:
        return amount.interval.intersects(expected)
    return any(window.intersects(expected) for window in readings_of_rate(amount))


def _inspect_points(reading: Reading) -> Examination:
    """A rate that changed by so many per cent: in official statistics rates change by points."""
    faults: list[Fault] = []
    used: set[int] = set()
    examined = 0
    quantities = reading.facts.quantities
    for change in reading.facts.changes:
        if not change.of_rate:
            continue
        amount = quantities[change.amount]
        if amount.kind not in (NumberKind.PERCENT, NumberKind.POINTS):
            continue
        examined += 1
        used.add(change.amount)
        if amount.kind is NumberKind.POINTS or _has_own_subject(reading, change):
            continue
        evidence = [operand(reading, "变化", change.amount)]
        if change.current is not None:
            used.add(change.current)
            evidence.insert(0, operand(reading, "率", change.current))
        faults.append(
            Fault(
                change.span,
                _values(reading, change),
                tuple(evidence),
                suggestion=f"如指百分点，应写“{number_words(amount.printed * 100)}个百分点”",
                identity=_identity(reading, change),
            )
        )
    return Examination.of(examined, faults, used)


def _has_own_subject(reading: Reading, change: Change) -> bool:
    """率为95.2%，制造业投资增长3.3%: the change is that of something else."""
    if change.current is None:
        return False
    amount, current = (reading.facts.quantities[i] for i in (change.amount, change.current))
    if amount.passage != current.passage or amount.start < current.end:
        return False
    between = reading.document.passages[amount.passage].text[current.end : amount.start]
    return len(re.findall(r"[\u4e00-\u9fff]", _COMPARING.sub("", between))) >= _OWN_SUBJECT


def _inspect_impossible(reading: Reading) -> Examination:
    """A count that fell by more than one hundred per cent."""
    faults: list[Fault] = []
    used: set[int] = set()
    quantities = reading.facts.quantities
    for change in reading.facts.changes:
        amount = quantities[change.amount]
        if amount.kind is not NumberKind.PERCENT or change.rising:
            continue
        used.add(change.amount)
        if amount.interval.low is not None and amount.interval.low > 1:
            faults.append(
                Fault(
                    change.span,
                    _values(reading, change),
                    (operand(reading, "变化", change.amount),),
                    arithmetic=f"{share_words(amount.interval.low)} > 100%",
                    identity=_identity(reading, change),
                )
            )
    return Examination.of(len(used), faults, used)
