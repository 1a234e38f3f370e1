"""Which blocks are prose that must read as sentences: headings, head, tail and lists of names set apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from checker.document.model import Block, BlockKind
from checker.engine.reading import Reading
from checker.outline.model import Heading

__all__ = ["Paragraph", "paragraphs"]


class Paragraph(Struct, frozen=True):
    """One paragraph of the body. ``index`` is its passage; ``heading`` the heading it starts with, run in or alone."""

    index: int
    block: Block
    text: str  # folded
    heading: Heading | None

    @property
    def is_heading(self) -> bool:
        """Whether the heading is all there is."""
        return self.heading is not None and not self.heading.run_in


def paragraphs(reading: Reading) -> tuple[Paragraph, ...]:
    """The paragraphs between head and tail, in order; no tables, notes or furniture. Worked out once per reading."""
    known: tuple[Paragraph, ...] | None = reading.memo.get("paragraphs")
    if known is None:
        known = reading.memo["paragraphs"] = tuple(_paragraphs(reading))
    return known


def _paragraphs(reading: Reading) -> Iterator[Paragraph]:
    outline, document = reading.outline, reading.document
    headings = {section.heading.span.start: section.heading for section in outline.walk()}
    starts = sorted(headings)
    apart = [span for span in (outline.document_number, outline.addressee, outline.closing) if span]
    apart += [span for _, span in outline.organs]
    if outline.title:
        apart.append(outline.title.span)
    if outline.signed:
        apart.append(outline.signed.span)
    body = outline.body_span
    for index, (block, passage) in enumerate(zip(document.prose, document.passages, strict=True)):
        if block.kind is not BlockKind.PARAGRAPH or not passage.text or not body.overlaps(block.span):
            continue
        if any(span.overlaps(block.span) for span in apart):
            continue
        first = bisect_left(starts, block.span.start)
        own = starts[first] if first < len(starts) and starts[first] < block.span.end else None
        yield Paragraph(index, block, passage.text, headings[own] if own is not None else None)
