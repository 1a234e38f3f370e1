"""Marks that have no business in a finished, public report: placeholders, residue of templates, secrecy marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from checker.document.model import BlockKind, Span
from checker.document.passage import Passage
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading

__all__ = ["KIND", "PLACEHOLDERS", "Mark", "Parameters", "compile_check"]

KIND = "tell-tale"
PLACEHOLDERS = frozenset({"mark", "says"})


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"正则表达式有误：{error}") from error
    return pattern


RegexText = Annotated[str, AfterValidator(_compiles)]


class Mark(BaseModel):
    """One kind of mark. ``find`` is a regular expression over folded text (full-width signs already made half-width).

    ``signs`` are literals of which one must occur in the text at all: they make the search cheap. ``alone``: the mark
    must be a whole paragraph. ``softened_by``: where this occurs in the same paragraph, the mark is only remarked upon
    (cases told without names). ``not_in`` are file formats in which the sign means something else.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

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
        (mark, re.compile(mark.find), re.compile(mark.softened_by) if mark.softened_by else None)
        for mark in parameters.marks
    ]

    def inspect(reading: Reading) -> Examination:
        document = reading.document
        whole = document.running.text
        usable = [
            entry
            for entry in compiled
            if document.format not in entry[0].not_in
            and (not entry[0].signs or parameters.furniture or any(sign in whole for sign in entry[0].signs))
        ]
        passages = list(_passages(reading, parameters.furniture))
        if not usable:
            return Examination.of(len(passages), ())
        faults: list[Fault] = []
        for passage in passages:
            taken: list[tuple[int, int]] = []
            for mark, find, soft in usable:
                if mark.signs and not any(sign in passage.text for sign in mark.signs):
                    continue
                matches = [find.fullmatch(passage.text)] if mark.alone else find.finditer(passage.text)
                for match in matches:
                    if match is None or any(a < match.end() and match.start() < b for a, b in taken):
                        continue
                    taken.append(match.span())
                    softened = soft is not None and soft.search(passage.text) is not None
                    faults.append(
                        Fault(
                            Span(*passage.place(*match.span())),
                            {"mark": match[0], "says": mark.says},
                            severity=Severity.INFO if softened else mark.severity,
                            identity=(mark.says, passage.text[max(0, match.start() - 8) : match.end() + 8]),
                        )
                    )
        return Examination.of(len(passages), faults)

    return inspect


def _passages(reading: Reading, furniture: bool) -> Iterator[Passage]:
    document = reading.document
    yield from document.passages
    if furniture:
        for block in document.blocks:
            if block.kind is BlockKind.FURNITURE:
                yield Passage.of(document.text, block.span.start, block.span.end)
