"""How much a section says: its share of the report, its characters, its items."""

from __future__ import annotations

from fractions import Fraction

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.text.section_text import folded_text, items_of
from checker.knowledge.record import Field
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "section-size"
PLACEHOLDERS = frozenset({"fault", "characters", "total", "share", "items"})


class Parameters(CheckParameters):
    """Below any of these the section is thin; nought switches a bound off."""

    role: Role = Field(description="要量的部分")
    min_percent: Fraction = Field(default=Fraction(0), ge=0, le=100, description="占全文字数的百分比不低于")
    min_characters: int = Field(default=0, ge=0, description="字数不少于")
    min_items: int = Field(default=0, ge=0, description="条数不少于")
    least: int = Field(default=1500, ge=0, description="全文不足这么多字时，不看占比和字数")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Characters are counted without blanks, as Word counts them; share is of all the prose. Headings count."""
    share_asked = parameters.min_percent / 100

    def inspect(reading: Reading) -> Examination:
        sections = reading.outline.by_role(parameters.role)
        if not sections:
            return Examination.not_applicable("没有这一部分（另有一条查）")
        characters = sum(len(folded_text(reading.document, section.span)) for section in sections)
        total = sum(len(passage.text) - passage.text.count(" ") for passage in reading.document.passages)
        items = sum(len(items_of(reading.document, section)) for section in sections)
        share = Fraction(characters, total) if total else Fraction(0)
        said = []
        if total >= parameters.least:
            if characters < parameters.min_characters:
                said.append(f"只有{characters}字")
            if share < share_asked:
                said.append(f"只占全文的{_percent(share)}")
        if items < parameters.min_items:
            said.append("只写了一条" if items <= 1 else f"只写了{items}条")
        if not said:
            return Examination.of(len(sections), ())
        values = {
            "fault": "，".join(said),
            "characters": str(characters),
            "total": str(total),
            "share": _percent(share),
            "items": str(items),
        }
        fault = Fault(
            sections[0].heading.span,
            values,
            arithmetic=f"{characters} ÷ {total} = {_percent(share)}" if share < share_asked else None,
            identity=("thin",),
        )
        return Examination.of(len(sections), (fault,))

    return inspect


def _percent(share: Fraction) -> str:
    tenths = int(share * 1000)  # cut off, not rounded: 2.98 % must not read 3.0 %
    return f"{tenths // 10}.{tenths % 10}%"
