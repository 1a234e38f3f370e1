"""The words of a finding with as much around them as a reader needs to know the place without the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from checker.document.model import Document, Span
from checker.engine.text.place_words import place_words
from checker.report.layout import clean

__all__ = ["Excerpt", "ExcerptLine", "Mark", "cut_excerpt", "place_words"]

_SENTENCE_END = frozenset("。；！？\n")
_CLAUSE_END = frozenset("，。；：！？、\n")
_NOT_FIRST = frozenset("，。、；：？！”’）》〉】〕…%％")
# Above this an excerpt keeps head and tail of the faulty words and drops the middle.
_LINES = 3
# Longer runs than this are torn at the end of a line after all.
_TORN = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """What is marked: ``fault`` is the finding itself, otherwise one of its operands."""

    span: Span
    fault: bool


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """One line of the excerpt. ``marks`` has one letter per character: ``^`` fault, ``-`` operand, blank neither."""

    text: str
    marks: str

    @property
    def underline(self) -> str:
        """The line that goes below ``text``: the same letters, as wide as the characters above them."""
        return "".join(
            mark * max(cell_len(character), 0) for character, mark in zip(self.text, self.marks, strict=True)
        ).rstrip()


Excerpt = tuple[ExcerptLine, ...]


def cut_excerpt(document: Document, fault: Span, operands: Sequence[Span], width: int) -> Excerpt:
    """The faulty words in their sentence, in lines of ``width`` cells; operands close by are marked too."""
    block = document.block_at(fault.start)
    low, high = (block.span.start, block.span.end) if block else (0, len(document.text))
    fault = Span(min(max(fault.start, low), high), min(max(fault.end, low), high))
    core = _with_neighbours(document.text, fault, operands, low, high, room=width * 2 - 12)
    room = width if _size(document.text, core) < width - 12 else width * 2
    start, end = _with_context(document.text, core, low, high, room)
    marks = [Mark(span, False) for span in operands if span != fault] + [Mark(fault, True)]
    return _lines(document.text, Span(start, end), (low, high), marks, width)


def _with_neighbours(text: str, fault: Span, operands: Sequence[Span], low: int, high: int, room: int) -> Span:
    """The fault together with the operands of its paragraph, nearest first, as long as they fit."""
    core = fault
    near = [span for span in operands if low <= span.start and span.end <= high]
    for span in sorted(near, key=lambda s: min(abs(s.start - fault.end), abs(fault.start - s.end))):
        wider = core.cover(span)
        if _size(text, wider) <= room:
            core = wider
    return core


def _with_context(text: str, core: Span, low: int, high: int, room: int) -> tuple[int, int]:
    """Widen to the sentence as far as ``room`` cells go: to the left first, for that is where the subject stands."""
    start, end = core.start, core.end
    left_room = max(room - _size(text, core) - 8, 12)
    used = 0
    while start > low and text[start - 1] not in _SENTENCE_END:
        used += cell_len(text[start - 1])
        if used > left_room * 2 // 3:
            break
        start -= 1
    if start > low and text[start - 1] not in _SENTENCE_END:
        # Begin at a clause rather than in the middle of one, unless that leaves nearly nothing.
        clause = next((i for i in range(start, core.start) if text[i] in _CLAUSE_END), None)
        if clause is not None and core.start - clause > 2:
            start = clause + 1
    while start < core.start and text[start].isspace():
        start += 1
    used = _size(text, Span(start, core.start))
    while end < high:
        used += cell_len(text[end])
        if used > left_room:
            break
        end += 1
        if text[end - 1] in _SENTENCE_END:
            break
    return start, end


def _size(text: str, span: Span) -> int:
    return cell_len(text[span.start : span.end])


def _lines(text: str, region: Span, bounds: tuple[int, int], marks: Sequence[Mark], width: int) -> Excerpt:
    letters: list[tuple[str, str]] = []
    if _cut_before(text, region.start, bounds[0]):
        letters.append(("…", " "))
    for offset in range(region.start, region.end):
        character = text[offset]
        if character in "\r\n" or cell_len(character) == 0:
            # The break of a hard-wrapped paragraph; zero-width characters would throw the marks off.
            if any(m.fault and m.span.start <= offset < m.span.end for m in marks) and character not in "\r\n":
                letters.append(("\ufffd", "^"))
            continue
        letters.append((clean(character) or " ", _mark_at(offset, marks)))
    point = next((m.span for m in marks if m.fault and not len(m.span)), None)
    if point is not None:
        # Something is missing here: the caret stands below the character before the gap.
        at = point.start - region.start - 1 + _cut_before(text, region.start, bounds[0])
        if 0 <= at < len(letters):
            letters[at] = (letters[at][0], "^")
    if region.end < bounds[1] and text[region.end - 1 : region.end] not in _SENTENCE_END:
        letters.append(("…", " "))
    return _folded(letters, width)


def _cut_before(text: str, start: int, low: int) -> bool:
    """Whether something of the same sentence stands before ``start``."""
    return start > low and text[start - 1] not in _SENTENCE_END


def _mark_at(offset: int, marks: Sequence[Mark]) -> str:
    found = " "
    for mark in marks:
        if mark.span.start <= offset < mark.span.end:
            if mark.fault:
                return "^"
            found = "-"
    return found


def _folded(letters: list[tuple[str, str]], width: int) -> Excerpt:
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0
    for letter in letters:
        size = cell_len(letter[0])
        if used + size > width and lines[-1]:
            carried = _carried(lines[-1], letter)
            rest = lines[-1][len(lines[-1]) - carried :]
            del lines[-1][len(lines[-1]) - carried :]
            lines.append(rest)
            used = sum(cell_len(character) for character, _ in rest)
        lines[-1].append(letter)
        used += size
    if len(lines) > _LINES + 1:
        lines = [*lines[: _LINES - 1], [("…", " ")] * 3, lines[-1]]
    return tuple(ExcerptLine("".join(c for c, _ in line), "".join(m for _, m in line)) for line in lines)


def _carried(line: list[tuple[str, str]], coming: tuple[str, str]) -> int:
    """How many characters go to the next line with ``coming``: a figure or a marked word is not torn apart."""
    for count, (character, mark) in enumerate(reversed(line)):
        following = line[-count] if count else coming
        joined = (mark != " " and mark == following[1]) or (character.isascii() and following[0].isascii())
        if following[0] not in _NOT_FIRST and not (joined and " " not in (character, following[0])):
            return count
        if count == _TORN:
            break
    return 1 if coming[0] in _NOT_FIRST and len(line) > 1 else 0
