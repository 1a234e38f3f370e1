"""Phrases that have no place in a report, outside quotations and titles of documents."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.knowledge.record import Field
from checker.knowledge.regex import RegexText

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "phrase"
PLACEHOLDERS = frozenset({"phrase"})


class Parameters(CheckParameters):
    """Regular expressions over folded text, each beginning with a literal."""

    patterns: tuple[RegexText, ...] = Field(min_length=1, description="要找的说法（正则表达式，以实词开头）")
    quoted: bool = Field(default=False, description="引号和书名号里的也算")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Every place where one of the patterns stands."""
    pattern = re.compile("|".join(f"(?:{part})" for part in parameters.patterns))

    def inspect(reading: Reading) -> Examination:
        faults = []
        examined = 0
        for passage in reading.document.passages:
            examined += 1
            for match in pattern.finditer(passage.text):
                if not parameters.quoted and _quoted(passage.text, match.start()):
                    continue
                faults.append(Fault(Span(*passage.place(*match.span())), {"phrase": match.group()}))
        return Examination.of(examined, faults)

    return inspect


def _quoted(text: str, position: int) -> bool:
    return any(text.count(left, 0, position) > text.count(right, 0, position) for left, right in ("“”", "《》"))
