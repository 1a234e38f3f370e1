"""Headings on a line of their own take no final mark."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Evidence
from checker.engine.reading import Reading
from checker.engine.text.section_text import heading_words
from checker.outline.model import Section

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "heading-punctuation"
PLACEHOLDERS = frozenset({"heading", "mark", "count"})

_MARK = re.compile("[。；;，,：:、.．]")
_SCHEMES = frozenset({"part", "chinese", "chinese-paren", "arabic", "arabic-paren"})
_LONGEST = 45  # a longer line is a numbered paragraph, not a heading
# So is a line that gives figures (a year aside) or holds the end of a clause within.
_PROSE = re.compile(r"(?!20\d\d年)(?<!\d)\d|[。；：]")


class Parameters(CheckParameters):
    """None."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Told once for the report, at the first place: it is a habit of the writer, not a slip here and there."""

    def inspect(reading: Reading) -> Examination:
        text = reading.document.text
        headings = [section for section in reading.outline.walk() if _is_heading(section, reading)]
        marked: list[tuple[Section, Span]] = []
        for section in headings:
            end = section.heading.text_span.end
            if _MARK.match(text, end):
                marked.append((section, Span(end, end + 1)))
        if not marked:
            return Examination.of(len(headings), ())
        first, place = marked[0]
        others = marked[1:]
        words = Span(first.heading.text_span.start, place.end)
        fault = Fault(
            words,
            {
                "heading": heading_words(reading.document, first.heading),
                "mark": reading.document.quote(place),
                "count": f"（全文{len(marked)}处）" if others else "",
            },
            evidence=tuple(
                Evidence("同类", reading.document.quote(span), span)
                for span in (Span(s.heading.text_span.start, p.end) for s, p in others[:9])
            ),
            identity=("final mark",),
        )
        return Examination.of(len(headings), (fault,))

    return inspect


def _is_heading(section: Section, reading: Reading) -> bool:
    heading = section.heading
    if heading.run_in or heading.scheme not in _SCHEMES or len(heading.text) > _LONGEST:
        return False
    if _PROSE.search(heading.text):
        return False
    # With nothing under it, a numbered line with a full stop is a short paragraph.
    return bool(section.children) or reading.document.text[heading.span.end + 1 : section.span.end].strip() != ""
