"""Phrases that have no place in a report, outside quotations and titles of documents."""

from __future__ import annotations

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.searching.anchored import AnchoredPattern
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
    pattern = AnchoredPattern(parameters.patterns, knowledge.literals, knowledge.worked_out("anchors", dict))

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        faults = []
        for index, match in pattern.in_passages(running):
            if parameters.quoted or not _quoted(running.text, running.starts[index], match.start()):
                faults.append(Fault(Span(*running.place(*match.span())), {"phrase": match.group()}))
        return Examination.of(len(running.passages), faults)

    return inspect


def _quoted(text: str, start: int, position: int) -> bool:
    """Whether what begins at ``start`` has opened more marks than it has closed at ``position``."""
    return any(text.count(left, start, position) > text.count(right, start, position) for left, right in ("“”", "《》"))
