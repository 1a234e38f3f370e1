"""Figures that read like a whole and its parts, and miss by what one slip of the keys would make.

Nothing is said of a sum that fails otherwise: there the figures may simply not belong together. The less the words
speak for a sum, the less likely chance must make a slip of this size.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import interval_words, number_words
from checker.engine.judging.operands import operands, quoted, total
from checker.engine.judging.other_readings import reads_otherwise
from checker.engine.judging.sums import added_up, exceeded, severity_of_sum
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.relations.slips import Slip, slip_in_sum
from checker.facts.breakdowns.form import SCALE
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

# Sums known by their form: by how much, in sixteenths of a bit, the odds of the form and the unlikeliness of the slip
# must together outweigh how rarely a clerk slips.
_WARNED = 4 * SCALE
_REMARKED = -2 * SCALE
_FORM_AT_LEAST = -7 * SCALE
_MEASURED_LESS = 3 * SCALE  # money and the like mostly add up in ways not told
_SMALL = 16
_SMALL_LESS = 3 * SCALE  # so small numbers meet too easily
_LARGE = 2**12  # from here on the whole part of a number is precise enough
_OUTDONE = 9 * SCALE  # a form so much likelier than that of a sum that holds
_SURELY = 3 * SCALE  # what could be a difference must read so much like a sum
_HELD = 0  # a reading that holds excuses others from these odds on


class Parameters(CheckParameters):
    """None beside the common ones."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every likely sum of the report."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    told = _Told()
    for breakdown in reading.facts.breakdowns:
        if _settled(reading, breakdown):
            told.add(_figures(breakdown), breakdown.total, short=_falls_short(reading, breakdown))
    for balance in reading.facts.balances:
        if balance.loose and total(reading, balance.came).intersects(total(reading, balance.went)):
            told.add(frozenset(balance.operands))
    failing: list[tuple[LikelySum, Fraction]] = []
    examined = 0
    used: set[int] = set()
    formed: list[tuple[LikelySum, Fraction]] = []
    for likely in reading.facts.likely_sums:
        if likely.form is not None:
            if not _holds(reading, likely):
                found = _slips(reading, likely)
                if found and found[0] and not (_difference(reading, likely) and likely.form < _SURELY):
                    formed.append((likely, found[1]))
            elif likely.form + _bits(_size(reading, likely)) >= _HELD:
                told.add(_figures(likely), likely.total, form=likely.form)
            continue
        if _holds(reading, likely):
            if _bounded(reading, likely):
                told.add(_figures(likely), likely.total)
            examined += 1
            used.update(_figures(likely))
            continue
        found = _slips(reading, likely)
        if found is not None and found[0]:
            failing.append((likely, found[1]))
    faults: list[Fault] = []
    by_form = {(one.total, one.parts): _evidence(reading, one, chance) for one, chance in formed}
    for likely, chance in sorted(failing, key=lambda one: (-one[0].weight, one[1], one[0].total)):
        if chance > _allowed(reading, likely) or told.shares(likely):
            continue
        told.add(_figures(likely))
        examined += 1
        used.update(_figures(likely))
        by_both = by_form.get((likely.total, likely.parts), _REMARKED) >= _WARNED
        faults.append(_fault(reading, likely, chance, by_both or _sure(reading, likely, chance)))
    for likely, chance in sorted(formed, key=lambda one: (-_evidence(reading, *one), one[0].total)):
        evidence = _evidence(reading, likely, chance)
        if evidence < _REMARKED or (likely.form or 0) < _FORM_AT_LEAST or told.shares(likely):
            continue
        told.add(_figures(likely))
        examined += 1
        used.update(_figures(likely))
        faults.append(_fault(reading, likely, chance, evidence >= _WARNED))
    faults.sort(key=lambda fault: fault.span.start if fault.span else 0)
    return Examination.of(examined, faults, used)


def _difference(reading: Reading, likely: LikelySum) -> bool:
    """Whether the three figures are two counts and their difference: 与40件相比，今年52件，多出12件."""
    if len(likely.parts) != 2:
        return False
    values = [reading.facts.quantities[index].printed for index in (likely.total, *likely.parts)]
    return 2 * max(values) == sum(values)


def _bounded(reading: Reading, likely: LikelySum) -> bool:
    """Whether it could fail at all: at least one is never too little."""
    figures = (reading.facts.quantities[index].interval for index in (likely.total, *likely.parts))
    return all(figure.low is not None and figure.high is not None for figure in figures)


def _evidence(reading: Reading, likely: LikelySum, chance: Fraction) -> int:
    """What speaks for a slip in a meant sum: its form, and how unlikely chance makes such a slip."""
    less = 0
    if not is_counted(reading.facts.quantities[likely.total]):
        less = _MEASURED_LESS
    elif _size(reading, likely) < _SMALL:
        less = _SMALL_LESS
    return (likely.form or 0) + _bits(1 / chance) - less


def _bits(value: Fraction) -> int:
    """The logarithm of a positive number in sixteenths of a bit, rounded down; exact, hence alike on every machine."""
    if value < 1:
        return -_bits(1 / value)
    scaled = (value.numerator // value.denominator if value >= _LARGE else value) ** SCALE
    return (scaled.numerator // scaled.denominator).bit_length() - 1


def _size(reading: Reading, likely: LikelySum) -> Fraction:
    """How large the whole is in units of its last digit: the larger, the less likely figures add up to it by chance."""
    quantities = reading.facts.quantities
    step = min(quantities[index].step for index in (likely.total, *likely.parts))
    return Fraction(quantities[likely.total].printed / step)


class _Told:
    """The figures of the sums that are told already."""

    def __init__(self) -> None:
        self._sums: list[frozenset[int]] = []
        self._by_figure: dict[int, list[int]] = {}
        self._short: set[int] = set()
        self._form: dict[int, int] = {}
        self._whole: dict[int, int] = {}

    def add(
        self, figures: frozenset[int], whole: int | None = None, *, short: bool = False, form: int | None = None
    ) -> None:
        """Another sum, with its whole where it comes out.

        ``short``: its parts may go on; ``form``: the odds of its form, where it rests on them alone.
        """
        place = len(self._sums)
        if whole is not None:
            self._whole[place] = whole
        for figure in figures:
            self._by_figure.setdefault(figure, []).append(place)
        self._sums.append(figures)
        if short:
            self._short.add(place)
        if form is not None:
            self._form[place] = form

    def shares(self, likely: LikelySum) -> bool:
        """Whether one of the sums has two of these figures; a clear sum of some parts of another is its own."""
        met: set[int] = set()
        for figure in (likely.total, *likely.parts, *likely.beside):
            sums = self._by_figure.get(figure, ())
            for place in sums:
                if place in met and not (
                    self._gathers(likely, self._sums[place])
                    or self._outdone(likely, place)
                    or self._gathered(likely, place)
                ):
                    return True
            met.update(sums)
        return False

    def _outdone(self, likely: LikelySum, place: int) -> bool:
        """其中编内9名、下派5名，余下3名: the list goes on; or the form says so much more that the other is chance."""
        if likely.form is None:
            return False
        if place in self._short:
            return self._sums[place] < _figures(likely)
        return place in self._form and self._form[place] + _OUTDONE <= likely.form

    def _gathered(self, likely: LikelySum, place: int) -> bool:
        """修改14件、废止46件、失效22件，废止、失效两类合计68件: some of the parts, taken together behind them."""
        whole = self._whole.get(place)
        if whole is None or whole < max(likely.parts) or likely.total > min(likely.parts):
            return False
        some = self._sums[place] - {whole}
        return some < frozenset(likely.parts) and whole not in likely.beside

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
        or (severity_of_sum(reading, breakdown) is not None and not reads_otherwise(reading, breakdown))
        or added_up(reading, breakdown).intersects(as_printed(reading.facts.quantities[breakdown.total]))
    )


def _falls_short(reading: Reading, breakdown: Breakdown) -> bool:
    """Whether the parts make up less than the whole, and no word says that they are all."""
    added, whole = added_up(reading, breakdown), as_printed(reading.facts.quantities[breakdown.total])
    short = added.high is not None and whole.low is not None and added.high < whole.low
    return short and breakdown.completeness is Completeness.LISTED


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


def _sure(reading: Reading, likely: LikelySum, chance: Fraction) -> bool:
    """Whether the signs of the words leave little doubt."""
    return is_counted(reading.facts.quantities[likely.total]) and chance <= (
        Fraction(1, 8) if likely.weight >= _CLEAR else Fraction(1, 25) if likely.weight == _CLEAR - 1 else 0
    )


def _fault(reading: Reading, likely: LikelySum, chance: Fraction, sure: bool) -> Fault:
    quantities = reading.facts.quantities
    wholes = (likely.total, *likely.beside)
    whole, added = total(reading, wholes), total(reading, likely.parts)
    assert whole.low is not None and added.low is not None
    short = added.low < whole.low
    shown = number_words(added.low)
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
    """The figure to look at, where only one slip explains the difference; that there are several, where there are."""
    indices = (likely.total, *likely.parts, *likely.beside)
    found = _slips(reading, likely)
    places: Sequence[tuple[int, Fraction]] = found[0] if found else ()
    if not places:
        return None
    if len(places) > 1:
        return "改动其中哪一个数都能相符，文中看不出错在哪个，请逐项核对原始数据"
    position, value = places[0]
    unit = reading.facts.quantities[indices[position]].unit
    return f"“{quoted(reading, indices[position])}”如为{number_words(value)}{unit}即可相符，请核对原始数据"
