"""The tail of a report: 特此报告, signing organs, date, what is attached."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from checker.document.model import Document, Span
from checker.outline.dates import DATE, read_date
from checker.outline.lines import Line
from checker.outline.model import SignedDate
from checker.outline.organs import organs_of_line
from checker.outline.vocabulary import OutlineVocabulary

__all__ = ["Tail", "read_tail"]

# The signature stands among the last lines, unless an annex follows.
_REACH = 40
# A closing formula is a short line or the short end of one.
_LONGEST_CLOSING = 60
_LONGEST_ORGAN_LINE = 80
_DATE_ENDS = frozenset("日曰号月年。）0123456789")


class Tail(Struct):
    """``first_line`` is the index of the first line that is no longer body; ``body_end`` where the body's text ends."""

    first_line: int
    closing: Span | None = None
    organs: list[tuple[str, Span]] = field(default_factory=list)
    signed: SignedDate | None = None
    annex: Span | None = None


def read_tail(document: Document, lines: Sequence[Line], first: int, vocabulary: OutlineVocabulary) -> Tail:
    """Read the end of ``lines[first:]``: the signature block, and the closing and annex lines around it."""
    kinds = _Kinds(document, lines, vocabulary)
    lowest = max(first, 0)
    block = _signature(kinds, lowest, len(lines))
    tail = Tail(len(lines))
    if block:
        start, end = block
        for index in range(start, end):
            tail.organs.extend(kinds.organs(index))
            tail.signed = tail.signed or kinds.date(index)
        tail.first_line = start
        if end < len(lines):
            tail.annex = lines[end].span.cover(lines[-1].span)
    _take_above(kinds, tail, lowest)
    if not block:
        _trailing_annex(kinds, tail, lowest)
        _take_above(kinds, tail, lowest)
    return tail


class _Kinds:
    """What single lines are, asked at most once each."""

    def __init__(self, document: Document, lines: Sequence[Line], vocabulary: OutlineVocabulary) -> None:
        self._document = document
        self.lines = lines
        self._vocabulary = vocabulary
        self._organs: dict[int, list[tuple[str, Span]]] = {}

    def _date_match(self, index: int) -> re.Match[str] | None:
        """A date that is the whole line, or all of it behind the organs."""
        text = self.lines[index].text
        if len(text) > _LONGEST_ORGAN_LINE or text[-1] not in _DATE_ENDS:
            return None
        bare = self._vocabulary.tail.seal.sub("", text).rstrip("。）")
        dates = list(DATE.finditer(text))
        found = dates[-1] if dates else None
        if found is None or found.end() < len(bare) - 1:
            return None
        before = text[: found.start()].strip("（ ")
        return found if not before or self._named(index, found.start()) else None

    def _named(self, index: int, end: int) -> list[tuple[str, Span]]:
        line = self.lines[index]
        text = line.text[:end].rstrip("（ ")
        return organs_of_line(self._document, Line(text, line.passage, line.offset), self._vocabulary) if text else []

    def date(self, index: int) -> SignedDate | None:
        found = self._date_match(index)
        return read_date(found, self.lines[index]) if found else None

    def organs(self, index: int) -> list[tuple[str, Span]]:
        if index not in self._organs:
            line = self.lines[index]
            found = self._date_match(index)
            if len(line.text) > _LONGEST_ORGAN_LINE:
                named: list[tuple[str, Span]] = []
            else:
                named = self._named(index, found.start() if found else len(line.text))
            self._organs[index] = named
        return self._organs[index]

    def closing(self, index: int) -> bool:
        text = self.lines[index].text
        return len(text) <= _LONGEST_CLOSING and self._vocabulary.tail.closing.match(text) is not None

    def annex(self, index: int) -> bool:
        return self._vocabulary.tail.annex.fullmatch(self.lines[index].text) is not None

    def note(self, index: int) -> bool:
        return self._vocabulary.tail.note.fullmatch(self.lines[index].text) is not None

    def signs(self, index: int) -> bool:
        return self._date_match(index) is not None or bool(self.organs(index))


def _signature(kinds: _Kinds, first: int, last: int) -> tuple[int, int] | None:
    """The lines of the signature block: organs and date next to each other, before annexes and notes."""
    from_end = max(first, last - _REACH)
    dated = [index for index in range(from_end, last) if kinds._date_match(index)]
    best: tuple[int, int] | None = None
    for index in dated:
        start, end = _grow(kinds, index, from_end, last)
        named = any(kinds.organs(i) for i in range(start, end))
        closed = start > from_end and (kinds.closing(start - 1) or kinds.annex(start - 1))
        at_end = all(kinds.note(i) or kinds.annex(i) for i in range(end, last))
        if named or closed or at_end:
            best = (start, end)
            break
    if best:
        return best
    # No date: organs alone, at the very end or under 特此报告.
    end = last
    while end > from_end and (kinds.note(end - 1) or kinds.annex(end - 1)):
        end -= 1
    if end > from_end and kinds.organs(end - 1):
        return _grow(kinds, end - 1, from_end, last)
    for index in range(from_end, last - 1):
        if kinds.closing(index) and kinds.organs(index + 1):
            return _grow(kinds, index + 1, index + 1, last)
    return None


def _grow(kinds: _Kinds, index: int, first: int, last: int) -> tuple[int, int]:
    """Neighbouring lines of organs or a date around ``index``, one date at most."""
    dated = kinds._date_match(index) is not None
    start = index
    while start > first and kinds.signs(start - 1) and index - start < 6:
        if kinds._date_match(start - 1):
            if dated:
                break
            dated = True
        start -= 1
    end = index + 1
    while end < last and kinds.signs(end) and end - index < 6:
        if kinds._date_match(end):
            if dated:
                break
            dated = True
        end += 1
    return start, end


def _take_above(kinds: _Kinds, tail: Tail, lowest: int) -> None:
    """Closing, annex and note lines that stand right above the tail."""
    index = tail.first_line
    while index > lowest:
        line = kinds.lines[index - 1]
        if kinds.closing(index - 1) and tail.closing is None:
            tail.closing = line.span
        elif kinds.annex(index - 1):
            pass
        elif (above := _annex_list(kinds, index - 1, lowest)) is not None:
            index = above + 1
        elif not (kinds.note(index - 1) and tail.first_line < len(kinds.lines)):
            break
        index -= 1
    tail.first_line = index
    if tail.closing is None and index > lowest:
        _closing_within(kinds, tail, index - 1)


def _annex_list(kinds: _Kinds, index: int, lowest: int) -> int | None:
    """For a line 2.××表 of a list under 附件：, the index of the line that opens the list."""
    for above in range(index, max(lowest, index - 8) - 1, -1):
        if kinds.annex(above):
            return above
        if not re.match(r"\d{1,2}[.、]", kinds.lines[above].text) or len(kinds.lines[above].text) > 60:
            return None
    return None


def _closing_within(kinds: _Kinds, tail: Tail, index: int) -> None:
    """特此报告。 at the end of the last paragraph."""
    line = kinds.lines[index]
    closing = kinds._vocabulary.tail.closing
    start = max(0, len(line.text) - 14)
    found = closing.search(line.text, start)
    if found and line.text[found.start() - 1 : found.start()] in ("。", "，", "") and len(line.text) - found.end() <= 2:
        tail.closing = line.place(found.start(), len(line.text))


def _trailing_annex(kinds: _Kinds, tail: Tail, lowest: int) -> None:
    """附件 and what follows it at the end of a report without a signature."""
    total = len(kinds.lines)
    for index in range(max(lowest, total * 2 // 3), total):
        if kinds.annex(index):
            tail.annex = kinds.lines[index].span.cover(kinds.lines[-1].span)
            tail.first_line = index
            return
    while tail.first_line > lowest and kinds.note(tail.first_line - 1):
        tail.first_line -= 1
