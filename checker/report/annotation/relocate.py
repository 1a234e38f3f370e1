"""From a place in one reading of a report to the same words in another reading of it.

A .doc is checked as its converter shows it, and commented in the Word file that LibreOffice makes of it; the two agree
but for a character here and there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from checker.document.model import Document, Span
from checker.report.annotation.remarks import Remark

__all__ = ["Relocation"]


class Relocation:
    """Finds the blocks of ``one`` again in ``other``: the n-th block of a text is its n-th block of that text."""

    def __init__(self, one: Document, other: Document) -> None:
        self._one = one
        self._other = other
        self._same = one.text == other.text
        places: dict[str, list[Span]] = defaultdict(list)
        for block in other.blocks:
            places[other.quote(block.span)].append(block.span)
        self._found: dict[int, Span] = {}
        seen: dict[str, int] = defaultdict(int)
        total = kept = 0
        for block in one.blocks:
            text = one.quote(block.span)
            number = seen[text]
            seen[text] += 1
            total += len(text)
            if number < len(places[text]):
                self._found[block.span.start] = places[text][number]
                kept += len(text)
        self.share = 1.0 if self._same or not total else kept / total

    def moved(self, remark: Remark) -> Remark:
        """The remark with its span in the other document; without one, and with a line that says so, if it is lost."""
        if remark.span is None or self._same:
            return remark
        span = self._moved(remark.span)
        if span is not None:
            return replace(remark, span=span)
        quote = remark.quote if len(remark.quote) <= 40 else remark.quote[:40] + "…"
        return replace(remark.with_line("位置：", f"原文“{quote}”"), span=None)

    def _moved(self, span: Span) -> Span | None:
        block = self._one.block_at(span.start)
        target = self._found.get(block.span.start) if block is not None else None
        if block is not None and target is not None and span.end <= block.span.end:
            shift = target.start - block.span.start
            return Span(span.start + shift, span.end + shift)
        words = self._one.quote(span)
        at = self._other.text.find(words) if len(words) > 3 else -1
        # Words that occur once are the same words.
        if at >= 0 and self._other.text.find(words, at + 1) < 0:
            return Span(at, at + len(words))
        return None
