"""A part of the report's contents that must be there, by its role: achievements, problems, first responsibility, plan."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "section"
PLACEHOLDERS = frozenset({"where", "headings"})


class Parameters(CheckParameters):
    """``words``: any of them in the prose shows that the content is there without a section of its own.

    ``own``: the fault looked for is not that the content is absent but that it has no first-level section of its own.
    ``thematic``: first-level sections of no particular role count too (a report that is arranged by subjects).
    """

    role: Role
    words: tuple[str, ...] = ()
    own: bool = False
    thematic: bool = False
    least: int = 200


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Present: own section, an item of that role, or the words; own: the first of these only."""
    mention = re.compile("|".join(map(re.escape, parameters.words))) if parameters.words else None
    roles = {parameters.role, *((Role.OTHER, None) if parameters.thematic else ())}

    def inspect(reading: Reading) -> Examination:
        outline = reading.outline
        sections = outline.sections
        if any(section.role in roles for section in sections):
            return Examination.of(1, ())
        item = next((section.heading.span for section in outline.walk() if section.role is parameters.role), None)
        mentioned = item or _mention(reading, mention)
        if parameters.own:
            if mentioned is None:
                return Examination.not_applicable("全文没有这一内容，由“缺少”一条查")
            return Examination.of(1, (Fault(mentioned, {"where": _heading_of(reading, mentioned), "headings": ""}, identity=("not own",)),))
        if mentioned is not None:
            return Examination.of(1, ())
        if not sections:
            return Examination.undetermined("没有识别出一级标题，看不出各部分是否齐全")
        headings = "、".join(f"“{section.heading.label}{section.heading.text}”" for section in sections[:8])
        return Examination.of(len(sections), (Fault(None, {"where": "", "headings": headings}, identity=("missing",)),))

    return inspect


def _mention(reading: Reading, mention: re.Pattern[str] | None) -> Span | None:
    if mention is None:
        return None
    for passage in reading.document.passages:
        match = mention.search(passage.text)
        if match:
            return Span(*passage.place(*match.span()))
    return None


def _heading_of(reading: Reading, span: Span) -> str:
    section = reading.outline.section_at(span.start)
    return f"{section.heading.label}{section.heading.text}" if section else ""
