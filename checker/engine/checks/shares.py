"""Shares of one whole against one hundred per cent."""

from __future__ import annotations

from fractions import Fraction

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.number_words import share_words
from checker.engine.judging.operands import operand, quoted
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.relations.slips import is_slip
from checker.facts.interval import Interval
from checker.facts.model import Completeness, Shares
from checker.facts.rounding import printed_percent

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "shares"
PLACEHOLDERS = frozenset({"count", "sum", "shares", "missing"})


class Parameters(CheckParameters):
    """Nothing to set."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Add up every set of shares."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: set[int] = set()
    for shares in reading.facts.shares:
        used.update(shares.quantities)
        fault = _ask(reading, shares)
        if fault is not None:
            faults.append(fault)
    return Examination.of(len(reading.facts.shares), faults, used)


def _ask(reading: Reading, shares: Shares) -> Fault | None:
    """A fault where no rounding of the shares makes them one hundred per cent."""
    quantities = [reading.facts.quantities[index] for index in shares.quantities]
    # Each may have been rounded or cut off; one of them may have been made to fit the rest.
    windows = [Interval(q.printed - q.step / 2, q.printed + q.step) if q.exact else q.interval for q in quantities]
    whole = Interval.total(windows)
    if whole.contains(1):
        return None
    added = sum((q.printed for q in quantities), Fraction(0))
    closed = shares.completeness is Completeness.CLOSED
    if not closed and added < 1 and not any(is_slip(q, q.printed + 1 - added) for q in quantities):
        severity: Severity | None = Severity.INFO
    else:
        severity = None if closed and all(q.exact for q in quantities) else Severity.WARNING
    meant = [
        (index, q, q.printed + 1 - added)
        for index, q in zip(shares.quantities, quantities, strict=True)
        if q.exact and is_slip(q, q.printed + 1 - added)
    ]
    suggestion = None
    if len(meant) == 1:
        index, quantity, value = meant[0]
        suggestion = f"“{quoted(reading, index)}”改为{printed_percent(value, quantity.step)}即可相符，请核对原始数据"
    return Fault(
        shares.span,
        {
            "count": str(len(quantities)),
            "sum": share_words(added),
            "shares": "、".join(quoted(reading, index) for index in shares.quantities),
            "missing": share_words(abs(1 - added)),
        },
        tuple(operand(reading, "占比", index) for index in shares.quantities),
        arithmetic=f"{' + '.join(share_words(q.printed) for q in quantities)} = {share_words(added)}",
        suggestion=suggestion,
        severity=severity,
        identity=tuple(q.text for q in quantities),
    )
