"""Lines that were broken at a fixed width, and how to tell which belong together.

Text copied from a PDF or out of a mail breaks every line at some thirty to forty-five characters, in
mid-sentence. A break was *forced* when the next word had no room left on the line; any other break is the
author's. Joined wrongly, a heading vanishes into a paragraph; so where both are possible lines stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from checker.document.assembly import BLANKS

__all__ = ["Wrapping", "starts_numbered"]

# A line that opens a paragraph of its own: a number of the outline, a list mark, a fixed opening.
_HEADING = re.compile(
    r"第?[一二三四五六七八九十百]{1,4}[、.．:：]|[（(【\[][一二三四五六七八九十百]{1,4}[)）】\]]"
    r"|第[一二三四五六七八九十百]{1,4}(?:[章节条部篇编]|[，,])|[㈠-㈩]|附件|特此报告"
)
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:是[^否非]|[)）】])|[（(]?\d{1,2}(?:[、)）】]|[.．](?!\d))|[①-⑳⑴-⒇⒈-⒛]"
    r"|[●■◆▲★○□◇△☆•※*+-]\s*\S"
)
# The end of a sentence, with the quotes and brackets that may follow it.
_SENTENCE_END = re.compile(r"[。！？!?；;：:…][”’』」）)\]】》]*$")
_COMMA = re.compile(r"[，、。；：,;]")
_INDENT = re.compile(r"[\u3000\u2003\u2002\t]|[ \u00a0]{2}")
# What cannot be parted at the beginning of a line: a number or Latin word, or one character, and closing marks.
_FIRST_WORD = re.compile(r"(?:[0-9A-Za-z.%/-]+|.)[，。、；：！？）》〉”’】%,.;:!?)]*")
# Columns; a Chinese character takes two.
_NARROWEST, _WIDEST = 36, 130
_SLACK = 4  # a line may end one or two characters early or late, for punctuation's sake
_FEWEST = 6


def starts_numbered(line: str) -> bool:
    """Whether a line begins with a number of the outline (一、（一）1. 一是 第一章 …) or a list mark."""
    line = line.lstrip(BLANKS)
    return _HEADING.match(line) is not None or _ITEM.match(line) is not None


def _columns(text: str) -> int:
    """Width on a typewriter; GB 18030 happens to give Chinese characters two bytes."""
    return len(text.encode("gb18030", "replace"))


def _characters(text: str) -> int:
    """Width for a program that counts characters, whatever their width; doubled, to compare with columns."""
    return 2 * len(text)


class Wrapping:
    """How the lines of one text were broken. ``lines`` keep their indentation; blank ones are left out."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.width = 0  # of a full line; 0: the lines were not broken at a fixed width
        self._measure: Callable[[str], int] = _columns
        self._indented = False
        if len(lines) < _FEWEST or sum(len(line) > _WIDEST for line in lines) * 20 > len(lines):
            return
        lines = [line.rstrip(BLANKS) for line in lines]
        # Lines of prose that stop in mid-sentence: in wrapped text they are full, save for headings.
        cut = [
            line
            for line in lines
            if not _SENTENCE_END.search(line) and _COMMA.search(line) and not _HEADING.match(line.lstrip(BLANKS))
        ]
        for measure in (_columns, _characters):
            self._measure = measure
            self.width = self._full_width(lines, cut)
            if self.width:
                self._indented = self._is_indented(lines)
                return

    def _full_width(self, lines: Sequence[str], cut: Sequence[str]) -> int:
        widths = sorted(map(self._measure, lines))
        width = widths[-1 - len(lines) // 20]
        if not _NARROWEST <= width <= _WIDEST:
            return 0
        full = sum(width - _SLACK <= self._measure(line) <= width + _SLACK for line in cut)
        if full < 3 or full * 6 < len(lines) or (len(cut) - full) * 2 > full:
            return 0
        return width

    def _is_indented(self, lines: Sequence[str]) -> bool:
        """Whether paragraphs are: the line after a break of the author's begins with blanks, others do not."""
        opening: list[bool] = []
        inner: list[bool] = []
        for above, below in pairwise(lines):
            forced = self._is_forced(above, below)
            if not forced or not _SENTENCE_END.search(above):
                (inner if forced else opening).append(_INDENT.match(below) is not None)
        return len(opening) >= 3 and sum(opening) * 5 >= len(opening) * 4 and sum(inner) * 5 <= len(inner)

    def continues(self, above: str, below: str) -> bool:
        """Whether the line ``below`` goes on with the paragraph of ``above``, the line just before it."""
        if not self.width or _INDENT.match(below):
            return False
        above, below = above.rstrip(BLANKS), below.strip(BLANKS)
        if not self._is_forced(above, below) or _HEADING.match(below):
            return False
        ended = _SENTENCE_END.search(above) is not None
        if self._indented:
            return True
        # Without indentation nothing tells a full last line from any other after a full stop.
        return not ended and not _ITEM.match(below)

    def _is_forced(self, above: str, below: str) -> bool:
        """Whether the first word of ``below`` had no room at the end of ``above``."""
        first = _FIRST_WORD.match(below.lstrip(BLANKS))
        return self._measure(above) + (self._measure(first[0]) if first else 2) > self.width - _SLACK
