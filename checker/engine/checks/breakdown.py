"""Parts against their whole: no part exceeds it (``ask: part``), and complete parts make it up (``ask: sum``)."""

from __future__ import annotations

from typing import Literal

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.operands import operand, operands, place_of, quoted, repair_words, total
from checker.engine.reading import Reading
from checker.engine.wording_numbers import interval_words, number_words
from checker.facts.model import Breakdown, Completeness

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
        whole = quantities[breakdown.total]
        for part, label in zip(breakdown.parts, breakdown.labels, strict=True):
            examined += 1
            used.update((breakdown.total, part))
            if quantities[part].interval.can_be_at_most(whole.interval):
                continue
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
                    identity=(label, quantities[part].text, whole.text),
                )
            )
    return Examination.of(examined, faults, used)


def _inspect_sums(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    examined = 0
    quantities = reading.facts.quantities
    for breakdown in reading.facts.breakdowns:
        if len(breakdown.parts) < 2 or not breakdown.exclusive:
            continue
        whole = quantities[breakdown.total].interval
        if any(not quantities[part].interval.can_be_at_most(whole) for part in breakdown.parts):
            continue  # the other question's fault; one cause, one finding
        examined += 1
        used.update((breakdown.total, *breakdown.parts))
        added = total(reading, breakdown.parts)
        if added.intersects(whole):
            continue
        short = added.all_less(whole)
        severity = _severity(reading, breakdown, short)
        if severity is None:
            continue
        faults.append(_fault(reading, breakdown, short, severity))
    return Examination.of(examined, faults, used)


def _severity(reading: Reading, breakdown: Breakdown, short: bool) -> Severity | None:
    """How sure the words make it that the sum must be right; None where parts may simply be missing."""
    if not short:
        return Severity.ERROR
    if breakdown.completeness is Completeness.OPEN:
        return None
    if breakdown.completeness is Completeness.CLOSED:
        return Severity.ERROR
    whole = reading.facts.quantities[breakdown.total].interval
    added = total(reading, breakdown.parts)
    if whole.low is None or added.high is None or whole.low == 0:
        return None
    if len(breakdown.parts) >= 3 or added.high / whole.low >= 0.9:  # listed without 等 and nearly all accounted for
        return Severity.WARNING
    return None


def _names(reading: Reading, breakdown: Breakdown) -> dict[str, str]:
    return {
        "total": quoted(reading, breakdown.total),
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
    difference = number_words(abs(whole.low - added.low)) if exact and whole.low is not None and added.low is not None else ""
    shown = number_words(added.low) if added.is_point and added.low is not None else str(added)
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
        arithmetic=f"{' + '.join(interval_words(quantities[p]) for p in breakdown.parts)} = {shown} {sign} "
        f"{interval_words(quantities[breakdown.total])}",
        suggestion=repair_words(reading, reading.web, (breakdown.total, *breakdown.parts)),
        severity=severity,
        identity=(*breakdown.labels, *(quantities[i].text for i in (breakdown.total, *breakdown.parts))),
    )
