"""Figures: counting quantities with the words around them, grouped into sentences.

The words right before a figure (back to the last mark or figure) name it; where there are none, the words after it do.
Everything here is position and wording; values are never compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from checker.document.model import Document, Span
from checker.facts.model import ARITHMETIC_KINDS, NumberKind, Quantity

__all__ = ["CHANGED", "EARLIER", "Figure", "Sentence", "build_sentences", "of_this_year"]

_SENTENCE_ENDS = frozenset("。！？")
_MARK = re.compile(r"[，；：、。！？（）]")
# Beyond these a sentence or clause is no prose: it is taken in pieces, so that no reading of it takes long.
_LONGEST_SENTENCE = 2_000
_MOST_FIGURES = 120
_LONGEST_CLAUSE = 600
# Words that open an item without naming it.
_LEAD = re.compile(
    r"(?:其中|截至目前|目前|今年以来|今年|全年|本年度?|年内|年度|20\d\d年度?|共计|共有|共|累计|合计|已|现有|现|有|另有|另|还有|并|且|及|和|与|以及|"
    r"年末|年底|近年来|总计|先后|分别|依法|经|其(?![余他它])|对|将|了)+"
)
_TAIL = re.compile(
    r"(?:共计|共有|共|累计|合计|总计|达到|达|已达|为|有|是|仅|约|的|了|分别为|分别|计|已|：|近|超过|超)+$"
)
_CHANGE = re.compile(r"(?:增加|减少|增长|下降|上升|提高|降低|多|少|同比|压缩|压减|提升|净增|净减)(?:了|约|近|超过)?$")
_AVERAGE = re.compile(
    r"(?:每[个家所支队份组镇乡村街]|人均|平均|均价|每[千万百]?[人户件名]|千人|万人|指数|气温|降水|日照)"
)
# 按照每村3名的标准选聘396名: the measure is per village, what was chosen is not.
_BY_MEASURE = re.compile(r"(?:按|照|以)每[^，；。]{1,14}?的?(?:标准|比例|要求|原则|额度)")
_LIMITS = frozenset({"分", "岁", "周岁", "年", "倍"})
EARLIER = re.compile(
    r"(?:上年|去年|上一年|同期|往年|前年)(?!.{0,4}(?:结转|转入|转来|未结|未办|留|移|存|旧|跨|积|底前|末前|以前))"
)
_OF_ALL = re.compile(r"占[^，；。]{0,14}$")
_ITS_SHARE = re.compile(r"^[^，；。]{0,4}的?[\d.]+[%％]|^[^，；。]{0,6}的$")
_CHANGED_TO = re.compile(r"(?:调整|压减|精简|减少|增加|扩大|提高|整合|合并)(?:为|到|至)$")
_FORMER = re.compile(r"^[^，；。]{0,6}?(?:调整|压减|精简|减少|增加|扩大|提高|整合|变)(?:为|到|至)$")
CHANGED = re.compile(
    r"(?:同比|较上|比上|较去|比去|环比|增长|增加|减少|下降|调增|调减|调整[为到至]|压减|精简|核增|核减)"
)
_MULTIPLES = ("每", "每一", "各")
_LAST_OF_TAIL = frozenset("计有共到达为是仅约的了别已：近过超")  # the last characters of the words of _TAIL


class Figure(Struct, frozen=True):
    """A quantity that takes part in arithmetic, with its words.

    ``index`` is its place in ``Facts.quantities``. ``before``/``after`` are the words of its own item, up to the next
    mark or figure; ``clause`` is the text from the start of its clause (，；：（） are the limits) to the figure.
    ``depth`` counts open brackets. Offsets are indices into the passage. ``label`` are the words that name the figure:
    those before it, or, where they are only lead words, those after it. ``divisible`` is a count with a unit that is
    neither a change nor an average: those have no parts.
    """

    index: int
    quantity: Quantity
    start: int
    end: int
    before: str
    after: str
    clause: str
    item_start: int
    clause_start: int
    depth: int
    previous_end: int  # where the figure before it ends
    unit: str
    label: str
    is_count: bool
    divisible: bool

    @property
    def item_limit(self) -> int:
        """The start of its clause, or the end of the figure before it if that stands in the same clause."""
        return max(self.clause_start, self.previous_end)

    @property
    def is_rate(self) -> bool:
        return self.quantity.kind is NumberKind.PERCENT

    def same_kind_of_thing(self, other: Figure) -> bool:
        """Whether the two are counted in the same unit, or in units of one group."""
        if self.unit == other.unit:
            return True
        if "（" in self.unit or "（" in other.unit:  # 2016台（套）: 锅炉62台; 538件（批）: 来信67件、来访214批
            return bool(set(self.unit.rstrip("）").split("（")) & set(other.unit.rstrip("）").split("（")))
        groups = {self.quantity.group, other.quantity.group}
        if groups == {"generic", "orgs"}:  # 12个镇街、19个部门，共31家单位
            return True
        return len(groups) == 1 and bool(self.quantity.group)


class Sentence(Struct, frozen=True):
    """A sentence of one passage, with its figures in order. ``start``/``end`` index the passage.

    ``counts`` are those of its figures that are counts, ``divisible`` those that may have parts, or be parts,
    ``present`` those of the divisible that say what there is now, not last year or before a change.
    """

    passage: int
    number: int  # within the report
    start: int
    end: int
    text: str
    figures: tuple[Figure, ...]
    previous: Sentence | None  # the sentence before it in the same passage
    document_offsets: Sequence[int]
    counts: tuple[Figure, ...]
    divisible: tuple[Figure, ...]
    present: tuple[Figure, ...]

    def span(self, start: int, end: int) -> Span:
        """Document span of passage indices."""
        first = self.document_offsets[start]
        return Span(first, self.document_offsets[end - 1] + 1 if end > start else first)

    def between(self, start: int, end: int) -> str:
        """Text between two passage indices."""
        return self.text[start - self.start : end - self.start]


def of_this_year(figure: Figure) -> bool:
    """Whether it is what there is now: neither last year's figure nor what was before a change."""
    before = figure.before
    if before and "占" in before and _OF_ALL.search(before) and _ITS_SHARE.match(figure.after):
        return False  # 占审结案件162件的8.6%: said by the way
    if figure.unit in _LIMITS or (before and EARLIER.search(before)) or _FORMER.match(figure.after):
        return False
    return not before or CHANGED.search(before) is None or _CHANGED_TO.search(before) is not None


def build_sentences(document: Document, quantities: Sequence[Quantity]) -> tuple[Sentence, ...]:
    """All sentences that hold at least one figure, in order; ``previous`` skips sentences without figures."""
    sentences: list[Sentence] = []
    by_passage: dict[int, list[tuple[int, Quantity]]] = {}
    for index, quantity in enumerate(quantities):
        kind = quantity.kind
        if kind is NumberKind.COUNT or kind is NumberKind.BARE or kind in ARITHMETIC_KINDS:
            by_passage.setdefault(quantity.passage, []).append((index, quantity))
    for passage_index, members in by_passage.items():
        passage = document.passages[passage_index]
        text = passage.text
        marks = [m.start() for m in _MARK.finditer(text)]
        clause_marks = [at for at in marks if text[at] != "、"]
        ends = [at + 1 for at in clause_marks if text[at] in _SENTENCE_ENDS]
        opened, closed = _brackets(text)
        if not ends or ends[-1] < len(text):
            ends.append(len(text))
        if len(text) > _LONGEST_SENTENCE or len(members) > _MOST_FIGURES:
            ends = _cut(ends, marks, [quantity.start for _, quantity in members])
        figures_by_sentence: dict[int, list[Figure]] = {}
        previous_end = 0
        for position, (index, quantity) in enumerate(members):
            start, end, kind = quantity.start, quantity.end, quantity.kind
            earliest = start - _LONGEST_CLAUSE
            clause_start = max(_last_before(clause_marks, start), earliest)
            mark = bisect_left(marks, start)
            item_start = max(marks[mark - 1] + 1 if mark else 0, previous_end, earliest)
            following = bisect_left(marks, end, mark)
            stop = min(marks[following] if following < len(marks) else len(text), end + _LONGEST_CLAUSE)
            if position + 1 < len(members):
                stop = min(stop, members[position + 1][1].start)
            before, after, clause = (
                text[item_start:start],
                text[end:stop] if stop > end else "",
                text[clause_start:start],
            )
            is_count = kind is NumberKind.COUNT or kind is NumberKind.BARE
            figures_by_sentence.setdefault(bisect_right(ends, start), []).append(
                Figure(
                    index,
                    quantity,
                    start,
                    end,
                    before,
                    after,
                    clause,
                    item_start,
                    clause_start,
                    bisect_left(opened, start) - bisect_right(closed, start) if opened else 0,
                    previous_end,
                    quantity.unit,
                    _label(before, after),
                    is_count,
                    is_count and bool(quantity.unit) and _divisible(before, clause),
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
                tuple([figure for figure in figures if figure.is_count]),
                tuple([figure for figure in figures if figure.divisible]),
                tuple([figure for figure in figures if figure.divisible and of_this_year(figure)]),
            )
            sentences.append(previous)
    return tuple(sentences)


def _label(before: str, after: str) -> str:
    lead = _LEAD.match(before)
    words = before[lead.end() :] if lead else before
    if words and words[-1] in _LAST_OF_TAIL:
        words = _TAIL.sub("", words)
    return words or after


def _divisible(before: str, clause: str) -> bool:
    if _CHANGE.search(before) or before.endswith(_MULTIPLES):
        return False
    return _AVERAGE.search(clause) is None or _AVERAGE.search(_BY_MEASURE.sub("", clause)) is None


def _last_before(marks: Sequence[int], position: int) -> int:
    """The index after the last mark before ``position``; 0 where there is none."""
    index = bisect_left(marks, position)
    return marks[index - 1] + 1 if index else 0


def _brackets(text: str) -> tuple[list[int], list[int]]:
    """Where matched round brackets open, and where they close, each in order."""
    opened: list[int] = []
    closed: list[int] = []
    if "（" not in text:
        return opened, closed
    stack: list[int] = []
    for match in re.finditer(r"[（）]", text):
        if match.group() == "（":
            stack.append(match.start())
        elif stack:
            opened.append(stack.pop())
            closed.append(match.start())
    return sorted(opened), closed


def _cut(ends: Sequence[int], marks: Sequence[int], figures: Sequence[int]) -> list[int]:
    """Ends of sentences, with further ends where one is too long or holds too many figures."""
    cut: list[int] = []
    begin = 0
    for end in ends:
        while True:
            limit = begin + _LONGEST_SENTENCE
            beyond = bisect_left(figures, begin) + _MOST_FIGURES
            if beyond < len(figures):
                limit = min(limit, figures[beyond])
            if end <= limit:
                break
            # Behind a mark where there is one, else before a figure, else anywhere.
            mark = bisect_left(marks, limit) - 1
            figure = bisect_right(figures, limit) - 1
            if mark >= 0 and marks[mark] + 1 > begin:
                limit = marks[mark] + 1
            elif figure >= 0 and figures[figure] > begin:
                limit = figures[figure]
            cut.append(limit)
            begin = limit
        cut.append(end)
        begin = end
    return cut
