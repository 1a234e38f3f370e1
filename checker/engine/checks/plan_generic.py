"""A plan that could stand in any report of any year: no year, no figure, no date."""

from __future__ import annotations

import re
from bisect import bisect_left

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.text.section_text import body_of, folded_text, heading_words
from checker.knowledge.record import Field
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "plan-generic"
PLACEHOLDERS = frozenset({"heading", "characters"})

_TITLES = re.compile("《[^《》]*》|〔[^〔〕]*〕")
_YEAR = re.compile(r"20\d\d年")


class Parameters(CheckParameters):
    """Words that tie a plan to its year."""

    words: tuple[str, ...] = Field(description="表明针对下一年度的词")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Fail where the section names no year to come, in figures or in words, and binds itself to no figure either."""
    words = re.compile("|".join(map(re.escape, parameters.words)))

    def inspect(reading: Reading) -> Examination:
        sections = reading.outline.by_role(Role.PLAN)
        if not sections:
            return Examination.not_applicable("没有下一年度安排（另有一条查）")
        counted = sorted(quantity.span.start for _, quantity in reading.facts.counting)
        faults = []
        for section in sections:
            body = _TITLES.sub("", folded_text(reading.document, body_of(section)))
            text = f"{section.heading.text}。{body}"
            past = f"{reading.year}年" if reading.year else ""
            years = [year for year in _YEAR.findall(text) if year != past]
            figures = bisect_left(counted, section.span.start) < bisect_left(counted, section.span.end)
            if not years and not figures and not words.search(text):
                values = {"heading": heading_words(reading.document, section.heading), "characters": str(len(body))}
                faults.append(Fault(section.heading.span, values, identity=("generic", section.heading.text)))
        return Examination.of(len(sections), faults)

    return inspect
