"""A part of the head or tail of the report that must be there: title, addressee, signature, date."""

from __future__ import annotations

from enum import StrEnum

from checker.document.model import Span
from checker.document.passage import Passage
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.knowledge.record import Field
from checker.outline.model import Outline

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "element"
PLACEHOLDERS = frozenset({"first", "last", "after"})


class Element(StrEnum):
    """The parts of a report that this kind can look for."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    SIGNATURE = "signature"
    DATE = "date"


class Parameters(CheckParameters):
    """The part, and how much text it takes before anything can be said to be missing."""

    element: Element = Field(description="要查的要素：标题、主送机关、署名、成文日期")
    least: int = Field(default=120, description="正文不足这么多字时不下结论（像是摘录）")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Fail where the part is missed: at the head for title and addressee, at the tail for signature and date."""

    def inspect(reading: Reading) -> Examination:
        if _has(reading.outline, parameters.element):
            return Examination.of(1, ())
        passages = [passage for passage in reading.document.passages if passage.text]
        if sum(len(passage.text) for passage in passages) < parameters.least:
            return Examination.undetermined("文字太少，像是摘录，看不出题头和落款是否齐全")
        first, last = _head(reading, passages), _tail(reading, passages)
        if parameters.element in (Element.TITLE, Element.ADDRESSEE):
            span = Span(*first.place(0, min(len(first.text), 16)))
        else:
            span = Span(*last.place(max(len(last.text) - 16, 0), len(last.text)))
        quote = reading.document.quote
        values = {  # the first and the last words of the report, where the part was looked for
            "first": quote(Span(*first.place(0, min(len(first.text), 12)))).strip(),
            "last": quote(Span(*last.place(max(len(last.text) - 12, 0), len(last.text)))).strip(),
            "after": "标题之后" if reading.outline.title else "报告开头",
        }
        return Examination.of(1, (Fault(span, values, identity=("missing",)),))

    return inspect


def _has(outline: Outline, element: Element) -> bool:
    if element is Element.TITLE:
        return outline.title is not None
    if element is Element.ADDRESSEE:
        return outline.addressee is not None
    if element is Element.SIGNATURE:
        return bool(outline.organs)
    return outline.signed is not None


def _head(reading: Reading, passages: list[Passage]) -> Passage:
    """The first paragraph after the title, where an addressee would stand; without a title, the first of all."""
    title = reading.outline.title
    if title is None:
        return passages[0]
    return next((passage for passage in passages if passage.start >= title.span.end), passages[0])


def _tail(reading: Reading, passages: list[Passage]) -> Passage:
    """The last paragraph before annexes: that is where the report ends."""
    annex = reading.outline.annex
    if annex is None:
        return passages[-1]
    return next((passage for passage in reversed(passages) if passage.end <= annex.start), passages[-1])
