"""Lines that were broken at a fixed width, and how to tell which belong together.

Text copied from a PDF or out of a mail breaks every line at some thirty to forty-five characters, in
mid-sentence. Joined wrongly, a heading vanishes into a paragraph; so everything here errs on the side of
leaving lines apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.document.assembly import BLANKS

__all__ = ["Wrapping", "starts_numbered"]

# A line that opens a paragraph of its own: a number of the outline, a list mark, a fixed opening.
_NUMBERED = re.compile(
    r"[（(【\[]?(?:第?[一二三四五六七八九十百]{1,4}(?:[、.．:：]|[)）】\]]|是[^否非])"
    r"|第[一二三四五六七八九十百]{1,4}(?:[章节条部篇编]|[，,])"
    r"|\d{1,2}(?:[、)）】]|[.．](?!\d))|[①-⑳⑴-⒇⒈-⒛㈠-㈩])"
    r"|[●■◆▲★○□◇△☆•※*+-]\s*\S|附件|特此报告"
)
# The end of a sentence, with the quotes and brackets that may follow it.
_SENTENCE_END = re.compile(r"[。！？!?；;：:…][”’』」）)\]】》]*$")
_INDENT = re.compile(r"[\u3000\u2003\u2002\t]|[ \u00a0]{2}")
# Columns; a Chinese character takes two.
_NARROWEST, _WIDEST = 36, 130
_FEWEST = 6


def starts_numbered(line: str) -> bool:
    """Whether a line begins with a number of the outline (一、（一）1. 一是 第一章 …) or a list mark."""
    return _NUMBERED.match(line.lstrip(BLANKS)) is not None


def _columns(text: str) -> int:
    """Width on a typewriter; GB 18030 happens to give Chinese characters two bytes."""
    return len(text.encode("gb18030", "replace"))


class Wrapping:
    """How the lines of one text were broken. ``lines`` keep their indentation; blank ones are left out."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.width = 0  # columns of a full line; 0: the lines were not broken at a fixed width
        self._indented = False
        if len(lines) < _FEWEST:
            return
        widths = [_columns(line.rstrip(BLANKS)) for line in lines]
        if sum(width > _WIDEST for width in widths) * 20 > len(lines):
            return
        # Only lines cut in mid-sentence tell: the ends of paragraphs are short anyway.
        cut = sorted(
            width
            for line, width in zip(lines, widths, strict=True)
            if _NARROWEST <= width <= _WIDEST and not _SENTENCE_END.search(line.rstrip(BLANKS))
        )
        if len(cut) < 4 or len(cut) * 4 < len(lines):
            return
        width = cut[-1 - len(cut) // 20]
        full = sum(width - 8 <= one <= width + 2 for one in cut)
        longer = sum(one > width + 4 for one in widths)
        if full < 4 or full * 2 < len(cut) or longer * 20 > len(lines):
            return
        self.width = width
        opening = sum(_INDENT.match(line) is not None for line in lines)
        self._indented = len(lines) <= opening * 12 and opening * 4 <= len(lines) * 3

    def continues(self, above: str, below: str) -> bool:
        """Whether the line ``below`` goes on with the paragraph of ``above``, the line just before it."""
        if not self.width or _INDENT.match(below) or starts_numbered(below):
            return False
        above = above.rstrip(BLANKS)
        if _columns(above) < self.width - 10:
            return False
        # After a full stop only the indentation of the other paragraphs says that this is the same one.
        return self._indented or not _SENTENCE_END.search(above)
