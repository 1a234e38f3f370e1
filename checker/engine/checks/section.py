"""A part of the contents that must be there, by its role: achievements, problems, first responsibility, plan."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.section_text import heading_words
from checker.knowledge.record import Field
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "section"
PLACEHOLDERS = frozenset({"where", "headings"})


class Parameters(CheckParameters):
    """The role, and what counts as having it."""

    role: Role = Field(description="要有的部分")
    words: tuple[str, ...] = Field(default=(), description="正文里出现其中任何一个，就算写到了这一内容")
    own: bool = Field(default=False, description="查的不是有没有这一内容，而是有没有单独成为一个部分")
    marked: tuple[str, ...] = Field(default=(), description="小标题里写明其中任何一个，只作提示")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Present: a section or item of that role, or the words. With ``own``, a first-level section and nothing less."""
    role = parameters.role
    mention = re.compile("|".join(map(re.escape, parameters.words))) if parameters.words else None

    def inspect(reading: Reading) -> Examination:
        outline = reading.outline
        if outline.by_role(role):
            return Examination.of(1, ())
        items = outline.items_by_role(role)
        place = items[0].heading.span if items else _mention(reading, mention)
        if parameters.own:
            if place is None:
                return Examination.not_applicable("全文没有写到这一内容（另有一条查）")
            if not outline.sections:
                return Examination.undetermined("没有识别出一级标题，看不出各部分怎样划分")
            values = {"where": _heading_of(reading, place), "headings": ""}
            clear = any(word in item.heading.text for item in items for word in parameters.marked)
            severity = Severity.INFO if clear else None
            return Examination.of(1, (Fault(place, values, severity=severity, identity=("not own",)),))
        if place is not None:
            return Examination.of(1, ())
        if not outline.sections:
            return Examination.undetermined("没有识别出一级标题，看不出各部分是否齐全")
        headings = "".join(f"“{heading_words(reading.document, s.heading)}”" for s in outline.sections[:8])
        fault = Fault(None, {"where": "", "headings": headings}, identity=("missing",))
        return Examination.of(len(outline.sections), (fault,))

    return inspect


def _mention(reading: Reading, mention: re.Pattern[str] | None) -> Span | None:
    if mention is None:
        return None
    for passage in reading.document.passages:
        # Within 《…》 the words are part of a regulation's name, not of what was done.
        for match in mention.finditer(passage.text):
            if passage.text.count("《", 0, match.start()) <= passage.text.count("》", 0, match.start()):
                return Span(*passage.place(*match.span()))
    return None


def _heading_of(reading: Reading, span: Span) -> str:
    """Where in the report: “一、…”的“1.…”."""
    top, deepest = reading.outline.top_section_at(span.start), reading.outline.section_at(span.start)
    names = [f"“{heading_words(reading.document, s.heading)[:30]}”" for s in (top, deepest) if s is not None]
    return "的".join(dict.fromkeys(names)) or "导语"
