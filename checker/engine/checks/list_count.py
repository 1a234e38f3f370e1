"""A stated number of names against the names listed beside it: “甲”“乙”“丙”三项制度."""

from __future__ import annotations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.calendar import chinese_number
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.judging.operands import operand, quoted
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.facts.model import Listing, Quantity

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "list-count"
PLACEHOLDERS = frozenset({"stated", "counted", "names"})


_SURE, _LIKELY = 3, 2  # weights of a listing
_MANY = 3  # of so many names all but one are named, and 等: odd enough to mention


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
        odd = stated == listing.most + 1 and listing.least >= _MANY
        if listing.open and stated >= listing.least and not odd:
            continue  # 等 leaves room for more
        if not listing.open and stated in listing.lengths:
            continue
        counted = str(listing.least) if listing.least == listing.most else f"{listing.least}—{listing.most}"
        faults.append(
            Fault(
                listing.span,
                {"stated": quoted(reading, listing.quantity), "counted": counted, "names": "、".join(listing.names)},
                (operand(reading, "所称项数", listing.quantity),),
                arithmetic=f"列出{counted}项 ≠ 所称{stated}项",
                severity=_severity(listing, stated),
                suggestion=_suggestion(listing, quantity, stated),
                identity=(*listing.names, quantity.text),
            )
        )
    return Examination.of(len(used), faults, used)


def _suggestion(listing: Listing, quantity: Quantity, stated: int) -> str | None:
    """“四项”改为“三项”，或补上漏列的1项; None where the names can be counted in more ways than one."""
    if listing.open or len(listing.lengths) > 1:
        return None
    counted = listing.least
    before, number, behind = (
        quantity.text[: quantity.number_start - quantity.start],
        quantity.text[quantity.number_start - quantity.start : quantity.number_end - quantity.start],
        quantity.text[quantity.number_end - quantity.start :],
    )
    right = str(counted) if number.isdigit() else "两" if counted == 2 else chinese_number(counted)
    other = f"补上漏列的{stated - counted}项" if counted < stated else f"核对是否多列{counted - stated}项"
    return f"“{quantity.text}”改为“{before}{right}{behind}”，或{other}"


def _severity(listing: Listing, stated: int) -> Severity | None:
    """The rule's own where the names are surely counted; a remark where 等 may stand for the one that is missing."""
    if listing.open:
        return Severity.INFO if stated > listing.most else Severity.WARNING
    if listing.weight == _SURE:
        return None
    return Severity.WARNING if listing.weight == _LIKELY else Severity.INFO
