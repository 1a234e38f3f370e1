"""Whether the items of a section say why: problems with their causes."""

from __future__ import annotations

import re

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.section_text import body_of, folded_text, items_of
from checker.knowledge.record import Field
from checker.knowledge.regex import RegexText
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "section-causes"
PLACEHOLDERS = frozenset({"fault", "items", "explained"})


class Parameters(CheckParameters):
    """The words that introduce a cause, as regular expressions; ``covering`` ones speak for the whole section."""

    role: Role = Field(default=Role.PROBLEMS, description="要看的部分")
    words: tuple[RegexText, ...] = Field(min_length=1, description="引出原因的词（正则表达式）")
    covering: tuple[RegexText, ...] = Field(default=(), description="出现一次就算整个部分讲了原因的词（正则表达式）")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """No item with a cause: a fault. Fewer than half, or causes promised in the heading only: worth a remark."""
    cause = re.compile("|".join(parameters.words))
    covering = re.compile("|".join(parameters.covering)) if parameters.covering else None

    def inspect(reading: Reading) -> Examination:
        sections = reading.outline.by_role(parameters.role)
        if not sections:
            return Examination.not_applicable("没有这一部分（另有一条查）")
        faults = []
        examined = 0
        for section in sections:
            body = folded_text(reading.document, body_of(section))
            items = items_of(reading.document, section)
            examined += max(len(items), 1)
            if not body or (covering is not None and covering.search(body)):
                continue
            explained = sum(cause.search(item) is not None for item in items)
            if explained * 2 >= len(items) and explained:
                continue
            promised = "原因" in section.heading.text
            if explained:
                fault = f"{len(items)}条中只有{explained}条讲了原因"
            elif promised:
                fault = "标题写了“原因”，正文没有明说原因"
            else:
                fault = "只列了问题，没有分析原因"
            faults.append(
                Fault(
                    section.heading.span,
                    {"fault": fault, "items": str(len(items)), "explained": str(explained)},
                    severity=Severity.INFO if explained or promised else None,
                    identity=("causes", section.heading.text),
                )
            )
        return Examination.of(examined, faults)

    return inspect
