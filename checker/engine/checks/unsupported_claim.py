"""Claims of success in sentences that give no figure and name no fact."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.document.running import RunningText
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.wording.expressions import Expression, Hit, Wording
from checker.facts.words import WordDictionary
from checker.knowledge.record import Field, field_validator
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "unsupported-claim"
PLACEHOLDERS = frozenset({"claim", "count", "shown"})


class Parameters(CheckParameters):
    """What claims are, what supports them, and how many places to show."""

    claims: tuple[str, ...] = Field(min_length=1, description="成效的说法（正则，以确定的字开头）")
    support: str = Field(description="同一句里有此正则（数据、事例）就算有依据")
    unless: str = Field(default="", description="同一句里有此正则（计划、要求）就不算成效")
    shown: int = Field(default=3, ge=1, description="至多列出几处")
    least: int = Field(default=1, ge=1, description="全文至少几处才报告")

    @field_validator("claims")
    @classmethod
    def _patterns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            re.compile(pattern)
        return value


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Builds one automaton for all claims."""
    claims = Wording(
        [Expression(find=claim) for claim in parameters.claims],
        WordDictionary(()),
        knowledge.literals,
        knowledge.worked_out("anchors", dict),
    )
    support = re.compile(parameters.support)
    unless = re.compile(parameters.unless) if parameters.unless else None

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        examined = 0
        bare: list[Hit] = []
        for hit in claims.hits(running, reading.year):
            if _elsewhere(reading, running, hit.start):
                continue
            examined += 1
            start, end = _full_sentence(running, hit.start)
            if support.search(running.text, start, end) or (unless and unless.search(running.text, start, end)):
                continue
            bare.append(hit)
        if examined == 0:
            return Examination.not_applicable("没有概括成效的说法")
        if len(bare) < parameters.least:
            return Examination.of(examined, [])
        spans = [Span(*running.place(hit.start, hit.end)) for hit in bare]
        shown = spans[: parameters.shown]
        return Examination.of(
            examined,
            [
                Fault(
                    span,
                    values={"claim": hit.wrong, "count": str(len(bare)), "shown": str(len(shown))},
                    evidence=tuple(reading.evidence("另一处", other) for other in spans[parameters.shown : 20])
                    if number == len(shown) - 1
                    else (),
                    identity=(_sentence_text(running, hit.start),),
                )
                for number, (span, hit) in enumerate(zip(shown, bare, strict=False))
            ],
        )

    return inspect


def _elsewhere(reading: Reading, running: RunningText, offset: int) -> bool:
    """Whether the words stand in a title, a heading, the lead, the problems or the plan: there they claim nothing."""
    if running.in_title(offset):
        return True
    place = running.place(offset, offset + 1)[0]
    outline = reading.outline
    if outline.lead is not None and outline.lead.start <= place < outline.lead.end:
        return True
    section = outline.section_at(place)
    if section is not None and section.heading.span.start <= place < section.heading.span.end:
        return True
    top = outline.top_section_at(place)
    return top is not None and top.role in (Role.PLAN, Role.PROBLEMS)


def _full_sentence(running: RunningText, offset: int) -> tuple[int, int]:
    """From 。 to 。: what supports a claim may stand before a semicolon."""
    text = running.text
    start = max(text.rfind(mark, 0, offset) for mark in "。！？\n") + 1
    ends = [found for mark in "。！？\n" if (found := text.find(mark, offset)) >= 0]
    return start, min(ends, default=len(text))


def _sentence_text(running: RunningText, offset: int) -> str:
    start, end = _full_sentence(running, offset)
    return running.text[start:end][:40]
