"""Figures: counting quantities with the words around them, grouped into sentences.

The words right before a figure (back to the last mark or figure) name it; where there are none, the words after it do.
Everything here is position and wording; values are never compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.document.model import Document, Span
from checker.facts.model import NumberKind, Quantity

__all__ = ["Figure", "Sentence", "build_sentences"]

_SENTENCE_END = re.compile(r"[。！？]")
_MARK = re.compile(r"[，；：、。！？（）]")
_CLAUSE_MARK = re.compile(r"[，；：。！？（）]")
# Words that open an item without naming it.
_LEAD = re.compile(
    r"^(?:其中|截至目前|目前|今年以来|今年|全年|本年度?|年内|年度|20\d\d年度?|共计|共有|共|累计|合计|已|现有|现|有|另有|另|还有|并|且|及|和|与|以及|"
    r"年末|年底|近年来|总计|先后|分别|依法|经|其|对|将|了)+"
)
_TAIL = re.compile(
    r"(?:共计|共有|共|累计|合计|总计|达到|达|已达|为|有|是|仅|约|的|了|分别为|分别|计|已|：|近|超过|超)+$"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that takes part in arithmetic, with its words.

    ``index`` is its place in ``Facts.quantities``. ``before``/``after`` are the words of its own item, up to the next
    mark or figure; ``clause`` is the text from the start of its clause (，；：（） are the limits) to the figure.
    ``depth`` counts open brackets. Offsets are indices into the passage.
    """

    index: int
    quantity: Quantity
    before: str
    after: str
    clause: str
    item_start: int
    clause_start: int
    depth: int
    previous_end: int = 0  # where the figure before it ends

    @property
    def item_limit(self) -> int:
        """The start of its clause, or the end of the figure before it if that stands in the same clause."""
        return max(self.clause_start, self.previous_end)

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end

    @property
    def unit(self) -> str:
        return self.quantity.unit

    @property
    def label(self) -> str:
        """The words that name the figure: those before it, or, where they are only lead words, those after it."""
        words = _TAIL.sub("", _LEAD.sub("", self.before))
        return words or self.after

    @property
    def is_count(self) -> bool:
        return self.quantity.kind is NumberKind.COUNT or self.quantity.kind is NumberKind.BARE

    @property
    def is_rate(self) -> bool:
        return self.quantity.kind is NumberKind.PERCENT

    def same_kind_of_thing(self, other: Figure) -> bool:
        """Whether the two are counted in the same unit, or in units of one group."""
        if self.unit == other.unit:
            return True
        groups = {self.quantity.group, other.quantity.group}
        if groups == {"generic", "orgs"}:  # 12个镇街、19个部门，共31家单位
            return True
        return len(groups) == 1 and bool(self.quantity.group)


@dataclass(frozen=True)
class Sentence:
    """A sentence of one passage, with its figures in order. ``start``/``end`` index the passage."""

    passage: int
    number: int  # within the report
    start: int
    end: int
    text: str
    figures: tuple[Figure, ...]
    previous: Sentence | None  # the sentence before it in the same passage
    document_offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Document span of passage indices."""
        first = self.document_offsets[start]
        return Span(first, self.document_offsets[end - 1] + 1 if end > start else first)

    @cached_property
    def counts(self) -> tuple[Figure, ...]:
        """Its figures that are counts."""
        return tuple(figure for figure in self.figures if figure.is_count)

    def between(self, start: int, end: int) -> str:
        """Text between two passage indices."""
        return self.text[start - self.start : end - self.start]


def build_sentences(document: Document, quantities: Sequence[Quantity]) -> tuple[Sentence, ...]:
    """All sentences that hold at least one figure, in order; ``previous`` skips sentences without figures."""
    sentences: list[Sentence] = []
    by_passage: dict[int, list[tuple[int, Quantity]]] = {}
    for index, quantity in enumerate(quantities):
        if quantity.counts or quantity.kind is NumberKind.BARE:
            by_passage.setdefault(quantity.passage, []).append((index, quantity))
    for passage_index, members in by_passage.items():
        passage = document.passages[passage_index]
        text = passage.text
        marks = [m.start() for m in _MARK.finditer(text)]
        clause_marks = [m.start() for m in _CLAUSE_MARK.finditer(text)]
        depths = _bracket_depths(text)
        ends = [m.end() for m in _SENTENCE_END.finditer(text)]
        if not ends or ends[-1] < len(text):
            ends.append(len(text))
        figures_by_sentence: dict[int, list[Figure]] = {}
        previous_end = 0
        for position, (index, quantity) in enumerate(members):
            start, end = quantity.start, quantity.end
            mark = _last_before(marks, start)
            clause_start = _last_before(clause_marks, start)
            item_start = max(mark, previous_end)
            following = bisect_left(marks, end)
            stop = marks[following] if following < len(marks) else len(text)
            if position + 1 < len(members):
                stop = min(stop, members[position + 1][1].start)
            figures_by_sentence.setdefault(bisect_right(ends, start), []).append(
                Figure(
                    index,
                    quantity,
                    text[item_start:start],
                    text[end : max(stop, end)],
                    text[clause_start:start],
                    item_start,
                    clause_start,
                    sum(1 for a, b in depths if a < start < b),
                    previous_end,
                )
            )
            previous_end = end
        previous: Sentence | None = None
        for number, figures in figures_by_sentence.items():
            begin = ends[number - 1] if number else 0
            stop = ends[number] if number < len(ends) else len(text)
            previous = Sentence(
                passage_index,
                len(sentences),
                begin,
                stop,
                text[begin:stop],
                tuple(figures),
                previous,
                passage.offsets,
            )
            sentences.append(previous)
    return tuple(sentences)


def _last_before(marks: Sequence[int], position: int) -> int:
    """The index after the last mark before ``position``; 0 where there is none."""
    index = bisect_left(marks, position)
    return marks[index - 1] + 1 if index else 0


def _bracket_depths(text: str) -> list[tuple[int, int]]:
    """Spans of matched round brackets."""
    spans: list[tuple[int, int]] = []
    stack: list[int] = []
    for match in re.finditer(r"[（）]", text):
        if match.group() == "（":
            stack.append(match.start())
        elif stack:
            spans.append((stack.pop(), match.start()))
    return spans
