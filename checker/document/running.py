"""The whole prose as one folded string: patterns run over a report once, not once per paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from checker.document.passage import Passage

__all__ = ["RunningText"]

_TITLE_MARKS = re.compile("[《》\n]")
_SENTENCE_MARKS = "。！？；"
_LONGEST_SENTENCE = 4_000  # characters to either side
_SENTENCE_END = re.compile("[。！？；\n]")


class RunningText:
    """The passages of a document joined by line feeds; no passage holds one itself.

    Offsets into ``text`` are those of the folded view; ``place`` leads back to ``Document.text``.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        self.text = "\n".join(passage.text for passage in self.passages)
        starts: list[int] = []
        position = 0
        for passage in self.passages:
            starts.append(position)
            position += len(passage.text) + 1
        self.starts = tuple(starts)

    def passage_at(self, offset: int) -> int:
        """The index of the passage that holds ``offset``."""
        index = bisect_right(self.starts, offset) - 1
        return index if index > 0 else 0

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Document offsets of ``text[start:end]``; what runs over the end of its passage is cut."""
        index = self.passage_at(start)
        passage = self.passages[index]
        first = self.starts[index]
        return passage.place(start - first, min(end - first, len(passage.text)))

    def offset_of(self, document_offset: int) -> int:
        """The offset in ``text`` of the first kept character at or after a document offset."""
        index = bisect_right(self._document_starts, document_offset) - 1
        if index < 0:
            return 0
        passage = self.passages[index]
        return self.starts[index] + min(passage.index_of(document_offset), len(passage.text))

    @cached_property
    def _document_starts(self) -> tuple[int, ...]:
        return tuple(passage.start for passage in self.passages)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence (up to 。！？； or the end of the paragraph) around ``offset``."""
        # No further than the paragraph: a mark that is rare must not be looked for through the whole report.
        earliest = max(0, offset - _LONGEST_SENTENCE)
        first = max(earliest, self.text.rfind("\n", earliest, offset) + 1)
        start = max(first, *(self.text.rfind(mark, first, offset) + 1 for mark in _SENTENCE_MARKS))
        latest = min(len(self.text), offset + _LONGEST_SENTENCE)
        end = _SENTENCE_END.search(self.text, offset, latest)
        return start, end.start() if end else latest

    @cached_property
    def titles(self) -> tuple[tuple[int, int], ...]:
        """What stands within 《》, marks included, outermost pairs only, in order."""
        found: list[tuple[int, int]] = []
        depth = opened = 0
        for mark in _TITLE_MARKS.finditer(self.text):
            kind = mark[0]
            if kind == "《":
                if depth == 0:
                    opened = mark.start()
                depth += 1
            elif kind == "》" and depth:
                depth -= 1
                if depth == 0:
                    found.append((opened, mark.end()))
            elif kind == "\n":
                depth = 0
        return tuple(found)

    @cached_property
    def _title_starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.titles)

    def in_title(self, offset: int) -> bool:
        """Whether ``offset`` lies within 《》."""
        index = bisect_right(self._title_starts, offset) - 1
        return index >= 0 and offset < self.titles[index][1]
