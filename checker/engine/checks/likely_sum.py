"""Figures that read like a whole and its parts, and miss by what one slip of the keys would make.

Nothing is said of a sum that fails otherwise: there the figures may simply not belong together. The less the words
speak for a sum, the less likely chance must make a slip of this size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import interval_words, number_words
from checker.engine.judging.operands import operands, quoted, total
from checker.engine.judging.other_readings import reads_otherwise
from checker.engine.judging.sums import added_up, exceeded, severity_of_sum
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.relations.slips import Slip, slip_in_sum
from checker.exact import Fraction
from checker.facts.model import Breakdown, Completeness, LikelySum
from checker.facts.rounding import as_printed, is_counted

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "likely-sum"
PLACEHOLDERS = frozenset({"total", "sum", "count", "difference", "direction"})

# How likely chance may make the slip, by the weight of the signs; below the first, nothing is said.
_CHANCES = (Fraction(0), Fraction(1, 8), Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(9))
# Sums of money and the like are rounded, and mostly add up in ways not told.
_MEASURED = (Fraction(0), Fraction(0), Fraction(1, 50), Fraction(1, 25), Fraction(1, 20), Fraction(1, 10))
_CLEAR = 5  # the weight from which a sum is meant


class Parameters(CheckParameters):
    """None beside the common ones."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every likely sum of the report."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    told = _Told(_figures(b) for b in reading.facts.breakdowns if _settled(reading, b))
    failing: list[tuple[LikelySum, Fraction]] = []
    examined = 0
    used: set[int] = set()
    for likely in reading.facts.likely_sums:
        if _holds(reading, likely):
            told.add(_figures(likely))
            examined += 1
            used.update(_figures(likely))
            continue
        found = _slips(reading, likely)
        if found is not None and found[0]:
            failing.append((likely, found[1]))
    faults: list[Fault] = []
    for likely, chance in sorted(failing, key=lambda one: (-one[0].weight, one[1], one[0].total)):
        if chance > _allowed(reading, likely) or told.shares(likely):
            continue
        told.add(_figures(likely))
        examined += 1
        used.update(_figures(likely))
        faults.append(_fault(reading, likely, chance))
    faults.sort(key=lambda fault: fault.span.start if fault.span else 0)
    return Examination.of(examined, faults, used)


class _Told:
    """The figures of the sums that are told already."""

    def __init__(self, sums: Iterable[frozenset[int]]) -> None:
        self._sums: list[frozenset[int]] = []
        self._by_figure: dict[int, list[int]] = {}
        for figures in sums:
            self.add(figures)

    def add(self, figures: frozenset[int]) -> None:
        for figure in figures:
            self._by_figure.setdefault(figure, []).append(len(self._sums))
        self._sums.append(figures)

    def shares(self, likely: LikelySum) -> bool:
        """Whether one of the sums has two of these figures; a clear sum of some parts of another is its own."""
        met: set[int] = set()
        for figure in (likely.total, *likely.parts, *likely.beside):
            sums = self._by_figure.get(figure, ())
            for place in sums:
                if place in met and not self._gathers(likely, self._sums[place]):
                    return True
            met.update(sums)
        return False

    @staticmethod
    def _gathers(likely: LikelySum, larger: frozenset[int]) -> bool:
        """直接纠错21件 of the 撤销, 变更 and 责令履行 among the outcomes."""
        return (
            likely.weight >= _CLEAR
            and likely.total not in larger
            and len(larger) > len(likely.parts) + 2
            and (larger.issuperset(likely.parts))
        )


def _allowed(reading: Reading, likely: LikelySum) -> Fraction:
    """How likely chance may make the slip for it to be told."""
    if not is_counted(reading.facts.quantities[likely.total]):
        return _MEASURED[min(likely.weight, _CLEAR)]
    return _CHANCES[min(likely.weight, _CLEAR)]


def _figures(sum_: Breakdown | LikelySum) -> frozenset[int]:
    beside = sum_.beside if isinstance(sum_, LikelySum) else ()
    return frozenset((sum_.total, *sum_.parts, *beside))


def _slips(reading: Reading, likely: LikelySum) -> tuple[list[Slip], Fraction] | None:
    quantities = reading.facts.quantities
    return slip_in_sum(
        quantities[likely.total], [quantities[i] for i in likely.parts], [quantities[i] for i in likely.beside]
    )


def _settled(reading: Reading, breakdown: Breakdown) -> bool:
    """Whether the words say how these figures go together, so that nothing is to be guessed."""
    if len(breakdown.parts) < 2:
        return False
    return (
        breakdown.completeness is Completeness.OPEN
        or (exceeded(reading, breakdown) and not reads_otherwise(reading, breakdown))
        or severity_of_sum(reading, breakdown) is not None
        or added_up(reading, breakdown).intersects(as_printed(reading.facts.quantities[breakdown.total]))
    )


def _holds(reading: Reading, likely: LikelySum) -> bool:
    quantities = reading.facts.quantities
    parts = [as_printed(quantities[part]) for part in likely.parts]
    added = parts[0]
    for part in parts[1:]:
        added = added + part
    whole = as_printed(quantities[likely.total])
    for further in likely.beside:
        whole = whole + as_printed(quantities[further])
    return added.intersects(whole)


def _fault(reading: Reading, likely: LikelySum, chance: Fraction) -> Fault:
    quantities = reading.facts.quantities
    wholes = (likely.total, *likely.beside)
    whole, added = total(reading, wholes), total(reading, likely.parts)
    assert whole.low is not None and added.low is not None
    short = added.low < whole.low
    shown = number_words(added.low)
    sure = is_counted(quantities[likely.total]) and chance <= (
        Fraction(1, 8) if likely.weight >= _CLEAR else Fraction(1, 25) if likely.weight == _CLEAR - 1 else 0
    )
    return Fault(
        likely.span,
        {
            "total": "、".join(quoted(reading, index) for index in wholes),
            "sum": shown,
            "count": str(len(likely.parts)),
            "difference": number_words(abs(whole.low - added.low)),
            "direction": "少" if short else "多",
        },
        (*operands(reading, "总数", wholes), *operands(reading, "分项", likely.parts)),
        arithmetic=f"{' + '.join(interval_words(quantities[p]) for p in likely.parts)} = {shown} "
        f"{'＜' if short else '＞'} {' + '.join(interval_words(quantities[i]) for i in wholes)}",
        suggestion=_suggestion(reading, likely),
        severity=None if sure else Severity.INFO,
        identity=(*likely.labels, *(quantities[i].text for i in (likely.total, *likely.parts))),
    )


def _suggestion(reading: Reading, likely: LikelySum) -> str | None:
    """The figure to look at, where only one slip explains the difference."""
    indices = (likely.total, *likely.parts, *likely.beside)
    found = _slips(reading, likely)
    places: Sequence[tuple[int, Fraction]] = found[0] if found else ()
    if len(places) != 1:
        return None
    position, value = places[0]
    unit = reading.facts.quantities[indices[position]].unit
    return f"“{quoted(reading, indices[position])}”如为{number_words(value)}{unit}即可相符，请核对原始数据"
