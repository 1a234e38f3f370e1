"""A part of the head or tail of the report that must be there: title, addressee, signature, date."""

from __future__ import annotations

from enum import StrEnum

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.outline.model import Outline

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "element"
PLACEHOLDERS = frozenset({"first", "last"})  # the first and the last words of the report, where the part was looked for


class Element(StrEnum):
    """The parts of a report that this kind can look for."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    SIGNATURE = "signature"
    DATE = "date"


class Parameters(CheckParameters):
    """``least``: how many characters of prose a text must have before something can be missing from it."""

    element: Element
    least: int = 200


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Fail at the place where the part is missed: the head for title and addressee, the tail for signature and date."""

    def inspect(reading: Reading) -> Examination:
        if _has(reading.outline, parameters.element):
            return Examination.of(1, ())
        passages = [passage for passage in reading.document.passages if passage.text]
        if sum(len(passage.text) for passage in passages) < parameters.least:
            return Examination.undetermined("文字太少，像是摘录，看不出题头和落款是否缺失")
        first, last = passages[0], passages[-1]
        at_head = parameters.element in (Element.TITLE, Element.ADDRESSEE)
        place = first if at_head else last
        span = _edge(place.start, place.end, reading, at_head=at_head)
        return Examination.of(1, (Fault(span, {"first": first.text[:12], "last": last.text[-12:]}, identity=("missing",)),))

    return inspect


def _has(outline: Outline, element: Element) -> bool:
    if element is Element.TITLE:
        return outline.title is not None
    if element is Element.ADDRESSEE:
        return outline.addressee is not None
    if element is Element.SIGNATURE:
        return bool(outline.organs)
    return outline.signed is not None


def _edge(start: int, end: int, reading: Reading, *, at_head: bool) -> Span:
    """A few words at the edge of a block: enough to find the place, not the whole paragraph."""
    words = reading.document.text[start:end]
    if at_head:
        lead = len(words) - len(words.lstrip())
        return Span(start + lead, min(start + lead + 20, end))
    tail = len(words.rstrip())
    return Span(start + max(tail - 20, 0), start + tail)
