"""Parts against their whole: no part exceeds it (``ask: part``), and complete parts make it up (``ask: sum``)."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.constraints import is_slip
from checker.engine.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.operands import operand, operands, place_of, quoted, repair_words, total
from checker.engine.reading import Reading
from checker.engine.wording_numbers import interval_words, number_words
from checker.facts.interval import Interval
from checker.facts.model import Breakdown, Completeness
from checker.facts.rounding import COUNTED, as_printed, is_counted

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "breakdown"
PLACEHOLDERS = frozenset({"total", "total_name", "part", "part_name", "sum", "count", "difference", "direction"})


_NEAR = Fraction(9, 10)


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
            if not _surely_part(breakdown, position):
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


def _surely_part(breakdown: Breakdown, position: int) -> bool:
    """Further items after ， may belong to the next statement; the first after 其中 and those joined by 、 do not."""
    return breakdown.total_first and (not position or breakdown.tight)


def _inspect_sums(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    examined = 0
    quantities = reading.facts.quantities
    for breakdown in reading.facts.breakdowns:
        if len(breakdown.parts) < 2 or not breakdown.exclusive:
            continue
        whole = as_printed(quantities[breakdown.total])
        if any(
            _surely_part(breakdown, position) and not as_printed(quantities[part]).can_be_at_most(whole)
            for position, part in enumerate(breakdown.parts)
        ):
            continue  # the other question's fault; one cause, one finding
        examined += 1
        used.update((breakdown.total, *breakdown.parts))
        added = _added(reading, breakdown)
        if added.intersects(whole):
            continue
        short = added.all_less(whole)
        severity = _severity(reading, breakdown, short)
        if severity is None:
            continue
        faults.append(_fault(reading, breakdown, short, severity))
    return Examination.of(examined, faults, used)


def _severity(reading: Reading, breakdown: Breakdown, short: bool) -> Severity | None:
    """How sure the words make it that the sum must be right; None where parts may simply be missing.

    Parts that stand joined by 、 or are outcomes of one kind cannot exceed their whole; other rows of figures may
    overlap in ways the words do not show. A row that falls short is most often not complete: a remark, unless it is
    closed.
    """
    quantities = reading.facts.quantities
    whole = quantities[breakdown.total]
    counted = all(is_counted(quantities[i]) for i in breakdown.parts) and (
        is_counted(whole) or (not whole.exact and whole.group in COUNTED)  # 5万余件: the interval says all there is
    )
    if not short:
        if counted:
            if breakdown.sure and (breakdown.tight or _alike(breakdown)):
                return Severity.ERROR
            return Severity.WARNING
        return Severity.WARNING if breakdown.tight else None
    if breakdown.completeness is Completeness.OPEN:
        return None
    if breakdown.completeness is Completeness.CLOSED and (counted or breakdown.tight):
        return Severity.ERROR if counted and breakdown.sure else Severity.WARNING
    whole_set = breakdown.one_set and breakdown.sure and len(breakdown.parts) > 2
    if counted and (whole_set or _one_slip_away(reading, breakdown)):
        return Severity.WARNING
    if not counted and not (breakdown.tight and breakdown.total_first):
        return None
    added = total(reading, breakdown.parts)
    least = whole.interval.low
    near = least is not None and added.high is not None and least > 0 and added.high / least >= _NEAR
    return Severity.INFO if near or breakdown.tight or len(breakdown.parts) >= 3 else None


def _alike(breakdown: Breakdown) -> bool:
    """Whether all labels end in the same word (街道调委会, 村居调委会) or begin with it."""
    first = breakdown.labels[0]
    return len(first) >= 2 and (
        all(label.endswith(first[-2:]) for label in breakdown.labels)
        or all(label.startswith(first[:2]) for label in breakdown.labels)
    )


def _one_slip_away(reading: Reading, breakdown: Breakdown) -> bool:
    """Whether swapping two neighbouring digits of one figure would make the sum right."""
    repair = reading.web.repair((breakdown.total, *breakdown.parts))
    return repair is not None and is_slip(reading.facts.quantities[repair.quantity], repair.value)


def _added(reading: Reading, breakdown: Breakdown) -> Interval:
    """The sum of the parts, each as it may stand before rounding."""
    result = Interval.point(0)
    for part in breakdown.parts:
        result = result + as_printed(reading.facts.quantities[part])
    return result


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
    difference = (
        number_words(abs(whole.low - added.low)) if exact and whole.low is not None and added.low is not None else ""
    )
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
