"""Parts against their whole: no part exceeds it (``ask: part``), and complete parts make it up (``ask: sum``)."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from msgspec.structs import replace

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.checks.rate import told_by_words
from checker.engine.judging.number_words import interval_words, number_words
from checker.engine.judging.operands import cell_scale, named, operand, operands, place_of, quoted, repair_words, total
from checker.engine.judging.other_readings import reads_otherwise
from checker.engine.judging.sums import added_up, exceeded, severity_of_sum, surely_part
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.facts.model import Breakdown
from checker.facts.rounding import as_printed, is_counted

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "breakdown"
PLACEHOLDERS = frozenset({"total", "total_name", "part", "part_name", "sum", "count", "difference", "direction"})


class Parameters(CheckParameters):
    """``ask``: part or sum."""

    ask: Literal["part", "sum"]


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Ask every breakdown of the report."""
    return _inspect_parts if parameters.ask == "part" else _inspect_sums


def _inspect_parts(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    examined = 0
    quantities = reading.facts.quantities
    for breakdown in reading.facts.breakdowns:
        if not breakdown.total_first:
            continue
        whole = quantities[breakdown.total]
        for position, (part, label) in enumerate(zip(breakdown.parts, breakdown.labels, strict=True)):
            examined += 1
            used.update((breakdown.total, part))
            if as_printed(quantities[part]).can_be_at_most(as_printed(whole)):
                continue
            if not surely_part(breakdown, position) or reads_otherwise(reading, breakdown):
                continue
            if breakdown.opener == "即":  # 增加到21项，即办件占总数35项的60%: a word that begins with it
                continue
            sure = breakdown.opener in ("其中", "（", "合计") and is_counted(whole)
            faults.append(
                Fault(
                    place_of(reading, part).cover(place_of(reading, breakdown.total)),
                    {
                        **_names(reading, breakdown),
                        "part": quoted(reading, part),
                        "part_name": label,
                    },
                    (operand(reading, "总数", breakdown.total), operand(reading, "分项", part)),
                    arithmetic=f"{interval_words(quantities[part])} > {interval_words(whole)}",
                    severity=None if sure else Severity.WARNING,
                    identity=(label, quantities[part].text, whole.text),
                )
            )
    return Examination.of(examined, faults, used)


def _inspect_sums(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    examined = 0
    quantities = reading.facts.quantities
    repaired: set[tuple[int, Fraction]] = set()
    for breakdown in reading.facts.breakdowns:
        if len(breakdown.parts) < 2 or not breakdown.exclusive:
            continue
        if exceeded(reading, breakdown):
            continue  # the other question's fault
        examined += 1
        used.update((breakdown.total, *breakdown.parts))
        severity = severity_of_sum(reading, breakdown)
        if severity is None or _each_borne_out(reading, breakdown):
            continue
        repair = None
        if breakdown.cells:
            repair = reading.web.repair((breakdown.total, *breakdown.parts))
            if repair is not None and repair.mended > 1:
                # One cell mends its row and its column: one finding, and no doubt left.
                if (repair.quantity, repair.value) in repaired:
                    continue
                repaired.add((repair.quantity, repair.value))
                severity = Severity.ERROR
        short = added_up(reading, breakdown).all_less(as_printed(quantities[breakdown.total]))
        fault = _fault(reading, breakdown, short, severity)
        if breakdown.cells and repair is not None and repair.mended > 1:
            fault = replace(fault, span=place_of(reading, repair.quantity))
        faults.append(fault)
    return Examination.of(examined, faults, used)


def _each_borne_out(reading: Reading, breakdown: Breakdown) -> bool:
    """可网上办理1372项，网办率99.0%；可全程网办1279项，全程网办率92.3%: more than the whole, but each rate is right."""
    told = told_by_words(reading).values()
    whole = frozenset((breakdown.total,))
    return as_printed(reading.facts.quantities[breakdown.total]).all_less(added_up(reading, breakdown)) and all(
        (frozenset((part,)), whole) in told for part in breakdown.parts
    )


def _names(reading: Reading, breakdown: Breakdown) -> dict[str, str]:
    return {
        "total": named(reading, breakdown.total),
        "total_name": reading.facts.labels[breakdown.total],
        "part": "",
        "part_name": "",
        "sum": "",
        "count": str(len(breakdown.parts)),
        "difference": "",
        "direction": "",
    }


def _fault(reading: Reading, breakdown: Breakdown, short: bool, severity: Severity) -> Fault:
    quantities = reading.facts.quantities
    whole, added = quantities[breakdown.total].interval, total(reading, breakdown.parts)
    exact = whole.is_point and added.is_point and whole.low is not None and added.low is not None
    difference = (
        number_words(abs(whole.low - added.low)) if exact and whole.low is not None and added.low is not None else ""
    )
    shown = number_words(added.low) if added.is_point and added.low is not None else str(added)
    terms = [interval_words(quantities[index]) for index in (*breakdown.parts, breakdown.total)]
    scales = {cell_scale(reading, index) for index in (*breakdown.parts, breakdown.total)}
    scale = scales.pop() if len(scales) == 1 else None
    if scale is not None and added.low is not None:  # as the cells show them
        shown = number_words(added.low / scale)
        terms = [number_words(quantities[index].printed / scale) for index in (*breakdown.parts, breakdown.total)]
        difference = number_words(abs(quantities[breakdown.total].printed - added.low) / scale)
    sign = "＜" if short else "＞"
    return Fault(
        breakdown.span,
        {
            **_names(reading, breakdown),
            "sum": shown,
            "difference": difference,
            "direction": "少" if short else "多",
        },
        (operand(reading, "总数", breakdown.total), *operands(reading, "分项", breakdown.parts)),
        arithmetic=f"{' + '.join(terms[:-1])} = {shown} {sign} {terms[-1]}",
        suggestion=repair_words(reading, reading.web, (breakdown.total, *breakdown.parts)),
        severity=severity,
        identity=(*breakdown.labels, *(quantities[i].text for i in (breakdown.total, *breakdown.parts))),
    )
