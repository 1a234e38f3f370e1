"""Putting a ``Document`` together, block by block, alike for every format that is not plain text.

Blocks are joined by one line break. Blanks at the ends of a block, control characters and invisible
marks go; blanks within stay, because they are the author's.
"""

from __future__ import annotations

import re

from checker.document.limits import Limits
from checker.document.model import Anchor, Block, BlockKind, Cell, Document, Span
from checker.errors import ReadError

__all__ = ["BLANKS", "CONTROLS", "Assembly", "is_blank_text"]

# What may stand at the ends of a block without belonging to it.
BLANKS = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u00ad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
# Characters that no text holds: they garble terminals, JSON and XML.
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_NOWHERE = Anchor()


def is_blank_text(text: str) -> bool:
    """Whether nothing of ``text`` can be seen."""
    return not text.strip(BLANKS)


class Assembly:
    """Collects blocks in reading order and yields the ``Document``.

    ``add`` raises ReadError as soon as the limits on characters or blocks are passed.
    """

    def __init__(self, path: str, format: str, limits: Limits) -> None:
        self._path = path
        self._format = format
        self._limits = limits
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._notes: dict[str, None] = {}
        self._length = 0

    @property
    def blocks(self) -> int:
        """How many blocks there are so far; the next one gets this index."""
        return len(self._blocks)

    def add(
        self,
        text: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        *,
        anchor: Anchor = _NOWHERE,
        heading: int | None = None,
        cell: Cell | None = None,
    ) -> Span | None:
        """Append one block and return its span, or None when nothing of it can be seen.

        An empty table cell counts: it keeps its place in the grid as a block of no length.
        """
        text = CONTROLS.sub("", text.strip(BLANKS))
        if not text and cell is None:
            return None
        start = self._length + 1 if self._pieces else 0
        span = Span(start, start + len(text))
        self._pieces.append(text)
        self._blocks.append(Block(kind, span, anchor, heading, cell))
        self._length = span.end
        self._limits.check_characters(self._length)
        self._limits.check_blocks(len(self._blocks))
        return span

    def note(self, remark: str) -> None:
        """Remember a remark for the user; the same remark is kept once."""
        self._notes.setdefault(remark)

    def finish(self, *, pages: int | None = None, encoding: str | None = None) -> Document:
        """The document. Raises ReadError when no prose was found at all."""
        if not any(block.kind is not BlockKind.FURNITURE and len(block.span) for block in self._blocks):
            raise ReadError("文件里没有可读的文字；如果正文是图片或扫描件，请先做文字识别（OCR）再核查")
        return Document(
            path=self._path,
            format=self._format,
            text="\n".join(self._pieces),
            blocks=tuple(self._blocks),
            notes=tuple(self._notes),
            pages=pages,
            encoding=encoding,
        )
