"""Marks that have no business in a finished, public report: placeholders, residue of templates, secrecy marks."""

from __future__ import annotations

import re
from bisect import bisect_left, insort

from checker.document.model import BlockKind, Span
from checker.document.passage import Passage
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.searching.literals import LiteralSearch
from checker.knowledge.record import Record
from checker.knowledge.regex import RegexText

__all__ = ["KIND", "PLACEHOLDERS", "Mark", "Parameters", "compile_check"]

KIND = "tell-tale"
PLACEHOLDERS = frozenset({"mark", "says"})


class Mark(Record):
    """One kind of mark. ``find`` is a regular expression over folded text (full-width signs already made half-width).

    ``signs`` are literals of which one must occur in the text at all: they make the search cheap. ``alone``: the mark
    must be a whole paragraph. ``softened_by``: where this occurs in the same sentence, the mark is only remarked upon
    (cases told without names). ``not_in`` are file formats in which the sign means something else.
    """

    find: RegexText
    says: str
    signs: tuple[str, ...] = ()
    alone: bool = False
    severity: Severity | None = None
    softened_by: RegexText = ""
    not_in: tuple[str, ...] = ()


class Parameters(CheckParameters):
    """``marks`` in the order in which they are tried; ``furniture``: page headers and footers are read, too."""

    marks: tuple[Mark, ...]
    furniture: bool = False


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Paragraph by paragraph; the first mark that takes a stretch of text keeps it."""
    compiled = [
        (
            mark,
            re.compile(mark.find),
            re.compile(mark.softened_by) if mark.softened_by else None,
            frozenset(mark.signs),
        )
        for mark in parameters.marks
    ]
    signs = sorted({sign for mark in parameters.marks for sign in mark.signs})
    searched = knowledge.literals.search_for(signs)

    def inspect(reading: Reading) -> Examination:
        document = reading.document
        passages = _passages(reading, parameters.furniture)
        holding = _holding(reading, passages, signs, searched)
        faults: list[Fault] = []
        taken: list[tuple[int, int]] = []  # in order, none overlapping
        for mark, find, soft, signs_of_mark in compiled:
            if document.format in mark.not_in:
                continue
            for passage in _of_any(holding, signs_of_mark) if signs_of_mark else passages:
                matches = [find.fullmatch(passage.text)] if mark.alone else find.finditer(passage.text)
                first, last, soft_here = 0, -1, False  # the sentence of the match before, and whether it softens
                for match in matches:
                    if match is None:
                        continue
                    span = Span(*passage.place(*match.span()))
                    before = bisect_left(taken, (span.end, 0))
                    if before and span.start < taken[before - 1][1]:
                        continue
                    insort(taken, (span.start, span.end))
                    if soft is not None and not first <= match.start() < last:
                        first, last = _sentence(passage.text, match.start())
                        soft_here = soft.search(passage.text[first:last]) is not None
                    faults.append(
                        Fault(
                            span,
                            {"mark": match[0], "says": mark.says},
                            severity=Severity.INFO if soft_here else mark.severity,
                            identity=(mark.says, passage.text[max(0, match.start() - 8) : match.end() + 8]),
                        )
                    )
        return Examination.of(len(passages), faults)

    return inspect


def _holding(
    reading: Reading, passages: list[Passage], signs: list[str], searched: LiteralSearch
) -> dict[str, dict[int, Passage]]:
    """For every sign that occurs, the passages that hold it, by where they start."""
    found: dict[str, dict[int, Passage]] = {}
    running = reading.document.running
    for index, start, _ in searched.places(running):
        passage = running.passages[running.passage_at(start)]
        found.setdefault(signs[index], {})[passage.start] = passage
    for passage in passages[len(running.passages) :]:
        for sign in signs:
            if sign in passage.text:
                found.setdefault(sign, {})[passage.start] = passage
    return found


def _sentence(text: str, offset: int) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, offset) for mark in "。；！？") + 1
    end = min((found for mark in "。；！？" if (found := text.find(mark, offset)) >= 0), default=len(text))
    return start, end


def _of_any(holding: dict[str, dict[int, Passage]], signs: frozenset[str]) -> list[Passage]:
    """The passages that hold one of the signs, in order."""
    together: dict[int, Passage] = {}
    for sign, passages in holding.items():  # few occur at all
        if sign in signs:
            together |= passages
    return [together[start] for start in sorted(together)]


def _passages(reading: Reading, furniture: bool) -> list[Passage]:
    document = reading.document
    passages = list(document.passages)
    if furniture:
        passages += [
            Passage.of(document.text, block.span.start, block.span.end)
            for block in document.blocks
            if block.kind is BlockKind.FURNITURE
        ]
    return passages
