"""Where something stands, as one would say it to whoever has the file open."""

from __future__ import annotations

from checker.document.model import Document, Span

__all__ = ["place_words"]


def place_words(document: Document | None, span: Span | None) -> str:
    """Where a span stands, as one would say it of this format: 第22行, 第3页, 第14段; "" for the report as a whole."""
    if document is None or span is None:
        return ""
    page = document.page_of(span.start)
    if page is not None:
        return f"第{page}页"
    if document.format in ("txt", "md"):
        return f"第{document.line_column(span.start)[0]}行"
    block = document.block_at(span.start)
    if block is not None and block.cell is not None:
        return f"表{block.cell.table + 1}第{block.cell.row + 1}行第{block.cell.column + 1}列"
    starts = [b.span.start for b in document.prose]
    return f"第{sum(start <= span.start for start in starts)}段"
