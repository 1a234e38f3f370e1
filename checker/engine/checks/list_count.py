"""A stated number of names against the names listed beside it: “甲”“乙”“丙”三项制度."""

from __future__ import annotations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.operands import operand, quoted
from checker.engine.reading import Reading

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "list-count"
PLACEHOLDERS = frozenset({"stated", "counted", "names"})


class Parameters(CheckParameters):
    """No parameters of its own."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Count every listing."""
    return _inspect


def _inspect(reading: Reading) -> Examination:
    faults: list[Fault] = []
    used: list[int] = []
    for listing in reading.facts.listings:
        quantity = reading.facts.quantities[listing.quantity]
        stated = int(quantity.printed)
        used.append(listing.quantity)
        if listing.open and stated >= listing.least:
            continue  # 等 leaves room for more
        if not listing.open and listing.least <= stated <= listing.most:
            continue
        counted = str(listing.least) if listing.least == listing.most else f"{listing.least}—{listing.most}"
        faults.append(
            Fault(
                listing.span,
                {"stated": quoted(reading, listing.quantity), "counted": counted, "names": "、".join(listing.names)},
                (operand(reading, "所称项数", listing.quantity),),
                arithmetic=f"列出{counted}项 ≠ 所称{stated}项",
                severity=None if listing.quoted and not listing.open else Severity.WARNING,
                identity=(*listing.names, quantity.text),
            )
        )
    return Examination.of(len(used), faults, used)
