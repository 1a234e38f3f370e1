"""The report line by line: what the outline is built of."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from checker.document.model import BlockKind, Document, Span
from checker.document.passage import Passage

__all__ = ["Line", "read_lines"]

# A short block with line breaks in it is a title or a signature set with soft breaks, not a wrapped paragraph.
_SHORT_BLOCK = 110


class Line(Struct, frozen=True):
    """One paragraph, or one physical line of a short block. ``text`` is folded, without blanks at its ends.

    ``offset`` is where ``text`` begins within the folded text of ``passage``.
    """

    text: str
    passage: Passage
    offset: int
    heading: int | None = None

    def place(self, start: int, end: int) -> Span:
        """The document span of ``text[start:end]``."""
        return Span(*self.passage.place(self.offset + start, self.offset + end))

    @property
    def span(self) -> Span:
        return self.place(0, len(self.text))

    def gap_before(self, index: int) -> bool:
        """Whether the author left blanks before ``text[index]`` (the folded text drops them)."""
        offsets = self.passage.offsets
        at = self.offset + index
        return 0 < at < len(offsets) and (offsets[at] - offsets[at - 1] > 1 or self.passage.text[at - 1] == " ")

    @property
    def is_gapped(self) -> bool:
        """Whether blanks or line breaks were dropped from the block."""
        passage = self.passage
        return passage.end - passage.start != len(passage.text)

    def breaks(self, source: str) -> Iterator[int]:
        """Indexes in ``text`` that begin a new physical line within the block."""
        passage = self.passage
        position = source.find("\n", passage.start, passage.end)
        while position >= 0:
            index = passage.index_of(position) - self.offset
            if 0 < index < len(self.text):
                yield index
            position = source.find("\n", position + 1, passage.end)


def read_lines(document: Document) -> tuple[Line, ...]:
    """The lines of the prose in order; tables and footnotes only where the report has no other text."""
    pairs = [
        (block, passage)
        for block, passage in zip(document.prose, document.passages, strict=True)
        if block.kind is BlockKind.PARAGRAPH and passage.text
    ]
    if not pairs:
        pairs = [(b, p) for b, p in zip(document.prose, document.passages, strict=True) if p.text]
    lines: list[Line] = []
    for block, passage in pairs:
        if passage.end - passage.start <= _SHORT_BLOCK and "\n" in document.quote(block.span):
            lines.extend(_physical_lines(document.text, passage, block.heading))
        else:
            lines.append(Line(passage.text, passage, 0, block.heading))
    return tuple(lines)


def _physical_lines(source: str, passage: Passage, heading: int | None) -> Iterator[Line]:
    start = 0
    whole = Line(passage.text, passage, 0, heading)
    for cut in (*whole.breaks(source), len(passage.text)):
        text = passage.text[start:cut]
        if text.strip():
            lead = len(text) - len(text.lstrip())
            yield Line(text.strip(), passage, start + lead, heading)
        start = cut
