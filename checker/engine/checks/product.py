"""So many for each: the sharers times what each has make the total; an average is the total by its number."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from msgspec.structs import replace

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import number_words
from checker.engine.judging.operands import operand, operands, quoted, total, value_words
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.relations.slips import replace_printed, slip_away, slip_in_sum
from checker.facts.interval import Interval
from checker.facts.model import NumberKind, Product
from checker.facts.rounding import as_printed, divide

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "product"
_PRECISE = 100  # in steps of its last digit: a rounder figure stands for too many products

PLACEHOLDERS = frozenset({"times", "each", "total", "computed", "problem"})

_BESIDE = 4  # figures to either side of which an average may be instead


class Parameters(CheckParameters):
    """No parameters of its own."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every product."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    for product in reading.facts.products:
        used.update(product.operands)
        if _holds(reading, product) or (product.average and _holds_of_others(reading, product)):
            continue
        if not product.sure and not _one_slip(reading, product):
            continue
        faults.append(_fault(reading, product))
    return Examination.of(len(reading.facts.products), faults, used)


def _times(reading: Reading, product: Product) -> Interval:
    times = total(reading, product.factors) if product.factors else Interval.point(1)
    return times.scaled(Fraction(product.periods or 1))


def _holds(reading: Reading, product: Product) -> bool:
    quantities = reading.facts.quantities
    whole = quantities[product.total]
    if product.each is None:
        numbers = (product.factors, *((index,) for index in product.others))
        return any(total(reading, indices).intersects(whole.interval) for indices in numbers)
    each = quantities[product.each]
    times = _times(reading, product)
    if product.average:
        ratio = divide(as_printed(whole), times)
        stated = each.interval
        if each.exact:  # rounded, or cut off
            stated = Interval(each.printed - each.step / 2, each.printed + each.step, False, True)
        return ratio is None or ratio.intersects(stated)
    if not times.is_point or times.low is None or times.low <= 0:
        return True
    made = as_printed(each).scaled(times.low)
    if not product.more and not product.added:
        return made.intersects(as_printed(whole))
    rest = [as_printed(quantities[part]).scaled(quantities[number].printed) for number, part in product.more]
    rest.extend(as_printed(quantities[index]) for index in product.added)
    return Interval.total([made, *rest]).intersects(as_printed(whole))


def _holds_of_others(reading: Reading, product: Product) -> bool:
    """Whether other figures in the same units beside it give the average: 12期（线下5期），3480人次（线下860人次）."""
    quantities = reading.facts.quantities
    members = product.operands
    near = range(max(0, min(members) - _BESIDE), min(len(quantities), max(members) + _BESIDE))
    told = quantities[product.total]
    text = reading.document.passages[told.passage].text
    beside = [
        i
        for i in near
        if i != product.each
        and quantities[i].passage == told.passage
        and quantities[i].kind in (NumberKind.COUNT, NumberKind.BARE)
        and text.find("。", min(quantities[i].end, told.end), max(quantities[i].start, told.start)) < 0
    ]
    numbers = [i for i in beside if quantities[i].printed > 1]
    totals = [i for i in beside if quantities[i].unit in (told.unit, "")]
    return any(
        _holds(reading, replace(product, factors=(number,), total=whole))
        for number in numbers
        for whole in totals
        if number != whole and quantities[number].printed and (number,) != product.factors
    )


def _one_slip(reading: Reading, product: Product) -> bool:
    """Whether one slip of the keys explains that the figures do not agree."""
    quantities = reading.facts.quantities
    if product.each is None:
        found = slip_in_sum(quantities[product.total], [quantities[index] for index in product.factors])
        return found is not None and bool(found[0])

    own = product.each

    def each(values: Mapping[int, Fraction]) -> Fraction:
        return values[own]

    def holds(values: Mapping[int, Fraction]) -> bool:
        times = (sum((values[i] for i in product.factors), Fraction(0)) or 1) * (product.periods or 1)
        if not product.average:
            rest = sum((values[number] * values[part] for number, part in product.more), Fraction(0))
            rest += sum((values[index] for index in product.added), Fraction(0))
            made = times * each(values) + rest
            whole = replace_printed(quantities[product.total], values[product.total])
            if whole.printed < _PRECISE * whole.step:
                return made == whole.printed
            return as_printed(whole).contains(made)
        step = quantities[own].step
        return abs(values[product.total] / times - each(values)) * 2 <= step

    return slip_away(quantities, product.operands, holds) is not None


def _severity(reading: Reading, product: Product) -> Severity | None:
    if product.each is None:  # one too many or too few may also be as it was
        quantities = reading.facts.quantities
        numbers = sum(quantities[index].printed for index in product.factors)
        return Severity.INFO if abs(quantities[product.total].printed - numbers) == 1 else Severity.WARNING
    return None if product.sure and not product.average else Severity.WARNING


def _sharers(reading: Reading, product: Product) -> str:
    sharers = "＋".join(quoted(reading, i) for i in product.factors)
    periods = f"一年{product.periods}期" if product.periods else ""
    return f"{sharers}×{periods}" if sharers and periods else sharers or periods


def _in_words(reading: Reading, index: int, value: Fraction) -> str:
    """A value as the figure beside it is printed, with one decimal more."""
    step = reading.facts.quantities[index].step / 10
    return value_words(reading, index, int(value / step + Fraction(1, 2)) * step)


def _fault(reading: Reading, product: Product) -> Fault:
    quantities = reading.facts.quantities
    whole = quantities[product.total].printed
    each = Fraction(1) if product.each is None else quantities[product.each].printed
    times = (sum((quantities[i].printed for i in product.factors), Fraction(0)) or 1) * Fraction(product.periods or 1)
    stated = "各1" if product.each is None else quoted(reading, product.each)
    told = quoted(reading, product.total)
    if product.average:
        computed = _in_words(reading, product.total if product.each is None else product.each, whole / times)
        printed = value_words(reading, product.total, whole).removesuffix(quantities[product.total].unit)
        line = f"{printed} ÷ {number_words(times)} = {computed}"
        problem = f"{told}分到{_sharers(reading, product)}，平均应为{computed}，文中写平均{stated}"
    else:
        terms = [(times, each), *((quantities[a].printed, quantities[b].printed) for a, b in product.more)]
        added = [quantities[index].printed for index in product.added]
        made = sum((number * part for number, part in terms), Fraction(0)) + sum(added, Fraction(0))
        computed = _in_words(reading, product.total, made)
        shown = [f"{number_words(number)} × {number_words(part)}" for number, part in terms]
        shown.extend(map(number_words, added))
        if product.each is None:
            shown = [number_words(times)]
        line = f"{' + '.join(shown)} = {number_words(made)} ≠ {number_words(whole)}"
        problem = f"{_sharers(reading, product)}、每份{stated}，应为{computed}，文中写总量{told}"
    return Fault(
        product.span,
        {
            "times": _sharers(reading, product),
            "each": stated,
            "total": told,
            "computed": computed,
            "problem": problem,
        },
        (
            *operands(reading, "份数", product.factors),
            *operands(reading, "平均" if product.average else "每份", () if product.each is None else (product.each,)),
            *(item for a, b in product.more for item in (operand(reading, "份数", a), operand(reading, "每份", b))),
            *operands(reading, "另加", product.added),
            operand(reading, "总量", product.total),
        ),
        arithmetic=line,
        severity=_severity(reading, product),
        identity=tuple(quantities[i].text for i in product.operands),
    )
