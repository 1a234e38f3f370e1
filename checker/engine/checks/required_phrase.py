"""Something that a report has to speak of, told by the words of which at least one must stand somewhere in it."""

from __future__ import annotations

import re

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.knowledge.record import Field
from checker.knowledge.regex import RegexText

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "required-phrase"
PLACEHOLDERS = frozenset({"wanted"})


class Parameters(CheckParameters):
    """The words, and how much text it takes before anything can be said to be missing."""

    patterns: tuple[RegexText, ...] = Field(
        min_length=1, description="至少要写到其中一个（正则表达式，普通词语照写即可）"
    )
    least: int = Field(default=120, ge=0, description="正文不足这么多字时不下结论（像是摘录）")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Fail where none of the words is found anywhere: prose, headings, tables."""
    pattern = re.compile("|".join(f"(?:{part})" for part in parameters.patterns))
    wanted = "”“".join(parameters.patterns)

    def inspect(reading: Reading) -> Examination:
        passages = reading.document.passages
        if any(pattern.search(passage.text) for passage in passages):
            return Examination.of(len(passages), ())
        if sum(len(passage.text) for passage in passages) < parameters.least:
            return Examination.undetermined("文字太少，像是摘录，看不出有没有写到")
        fault = Fault(None, {"wanted": f"“{wanted}”"}, identity=parameters.patterns)
        return Examination.of(len(passages), (fault,))

    return inspect
