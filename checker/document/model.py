"""The document: one text, and where each character came from.

Offsets count Unicode code points of ``Document.text``; spans are half open. For a plain-text file
``text`` is the decoded file with newlines normalised to ``\\n`` and nothing else changed.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from msgspec import Struct

from checker.document.passage import Passage
from checker.document.running import RunningText

__all__ = ["Anchor", "Block", "BlockKind", "Cell", "Document", "Span"]


class Span(Struct, frozen=True, order=True):
    """A stretch of ``Document.text``: ``start`` inclusive, ``end`` exclusive; empty marks a point."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """Always true: a point is a place all the same, and only None is no place."""
        return True

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character, or a point lies within the other."""
        return self.start < max(other.end, other.start + 1) and other.start < max(self.end, self.start + 1)

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class BlockKind(StrEnum):
    """What a block is to the reader."""

    PARAGRAPH = "paragraph"
    CELL = "cell"  # one cell of a table
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"  # page header, page number, 字号/来源/浏览次数/扫码…: not the author's prose


class Anchor(Struct, frozen=True):
    """The way back to the source, as far as the format has one.

    ``page`` counts from 1; ``box`` is left, top, right, bottom in points of that page;
    ``paragraph`` is the index of the ``w:p`` in document order (docx); ``path`` an element path (html)
    or the name of the part inside a package (docx, ofd).
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    path: str | None = None


class Cell(Struct, frozen=True):
    """Where a table cell stands; all count from 0. ``columns`` and ``rows`` are its extent."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Block(Struct, frozen=True):
    """A paragraph, table cell or piece of furniture.

    ``span`` excludes the line break that ends it; a hard-wrapped paragraph holds line breaks inside.
    ``heading`` is what the *format* says (docx outline level, html h1–h6): 0 title, 1… levels, None nothing.
    """

    kind: BlockKind
    span: Span
    anchor: Anchor = Anchor()
    heading: int | None = None
    cell: Cell | None = None


@dataclass(frozen=True)
class Document:
    """A report as read from one file. ``notes`` are remarks of the reader for the user, in Chinese."""

    path: str
    format: str  # txt, md, docx, html, pdf, …
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    pages: int | None = None
    encoding: str | None = None

    def __getstate__(self) -> dict[str, Any]:
        # What is worked out of the text does not travel between processes.
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}

    def quote(self, span: Span) -> str:
        """The author's own words at ``span``."""
        return self.text[span.start : span.end]

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return tuple(starts)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counting from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        """The blocks that the author wrote: everything but furniture."""
        return tuple(block for block in self.blocks if block.kind is not BlockKind.FURNITURE)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """One folded view per prose block, in order (same indices as ``prose``)."""
        return tuple(Passage.of(self.text, block.span.start, block.span.end) for block in self.prose)

    @cached_property
    def running(self) -> RunningText:
        """All passages as one folded string, for patterns that run over the whole report."""
        return RunningText(self.passages)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds ``offset``, or None between blocks."""
        index = bisect_right(self._block_starts, offset) - 1
        if index >= 0 and offset <= self.blocks[index].span.end:
            return self.blocks[index]
        return None

    @cached_property
    def _block_starts(self) -> tuple[int, ...]:
        return tuple(block.span.start for block in self.blocks)

    def page_of(self, offset: int) -> int | None:
        block = self.block_at(offset)
        return block.anchor.page if block else None
