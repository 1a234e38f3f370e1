"""The words of the head and of headings; the words and the items of a section."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from checker.document.model import Document, Span
from checker.outline.model import Heading, Outline, Section

__all__ = ["body_of", "folded_text", "head_words", "heading_words", "items_of"]

_SEMICOLON = re.compile("[；;]")
_ENUMERATED = re.compile(
    r"(?:^|[。；：])(?:首先|其次|再次|再者|最后|此外|另外|第[一二三四五六七八九][，,]|其[一二三四五六七八九][，,是])"
)


def head_words(document: Document, outline: Outline) -> str:
    """What the head and the signature name: organs, title and addressee, a line each."""
    words = [name for name, _ in outline.organs]
    if outline.title is not None:
        words.append(outline.title.text)
    if outline.addressee is not None:
        words.append(document.quote(outline.addressee))
    return "\n".join(words)


def heading_words(document: Document, heading: Heading) -> str:
    """Number and text of a heading as the author wrote them, without blanks and final mark: 一、主要举措和成效."""
    words = document.quote(Span(heading.span.start, max(heading.text_span.end, heading.span.start)))
    return re.sub(r"\s+", "", words)


def body_of(section: Section) -> Span:
    """The section without its heading."""
    return Span(min(section.heading.span.end, section.span.end), section.span.end)


def folded_text(document: Document, span: Span) -> str:
    """The folded prose within ``span``, without blanks."""
    passages = document.passages
    first = max(bisect_left(passages, span.start, key=lambda passage: passage.end), 0)
    parts = []
    for passage in passages[first : bisect_left(passages, span.end, key=lambda passage: passage.start)]:
        start, end = passage.index_of(span.start), passage.index_of(span.end)
        parts.append(passage.text[start:end])
    return re.sub(r"\s", "", "".join(parts))


def items_of(document: Document, section: Section) -> list[str]:
    """The points that a section makes, each as folded text.

    Numbered items where there are any; else its paragraphs, and a single paragraph's clauses between semicolons
    (问题有：甲；乙；丙) or after 首先、其次.
    """
    if section.children:
        return [folded_text(document, child.span) for child in section.children]
    body = body_of(section)
    first = bisect_right(document.passages, body.start, key=lambda passage: passage.end)
    passages = document.passages[first : bisect_left(document.passages, body.end, key=lambda passage: passage.start)]
    paragraphs = [text for p in passages if (text := p.text[p.index_of(body.start) : p.index_of(body.end)].strip())]
    items: list[str] = []
    for paragraph in paragraphs:
        cuts = [match.start() for match in _ENUMERATED.finditer(paragraph)]
        if len(cuts) > 1:
            ends = [*cuts[1:], len(paragraph)]
            items.extend(paragraph[a:b] for a, b in zip(cuts, ends, strict=True))
        else:
            items.extend(part for part in _SEMICOLON.split(paragraph) if part.strip())
    return items
