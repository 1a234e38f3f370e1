"""From a document to its outline."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from checker.document.model import Document, Span
from checker.outline.head import Head, read_head
from checker.outline.headings import Node, build_tree, find_headings
from checker.outline.identity import form_of, identify
from checker.outline.lines import Line, read_lines
from checker.outline.model import Outline, Role, Section
from checker.outline.numbering import RANKS
from checker.outline.roles import TopHeading, announced, assign_roles, carries_responsibility
from checker.outline.tail import Tail, read_tail
from checker.outline.vocabulary import OutlineVocabulary
from checker.outline.years import choose_year, claims_of, heading_year

__all__ = ["build_outline"]

# A covering notice has at most so many lines.
_COVER = 24


def build_outline(document: Document, vocabulary: OutlineVocabulary) -> Outline:
    """Recognise the parts of a report. Never fails: what is not there is None, "" or UNKNOWN, with the reason.

    The lead is what stands between head and first heading; a text without any heading has no lead.
    """
    lines = read_lines(document)
    head = read_head(document, lines, vocabulary)
    cover = _under_cover(document, lines, head, vocabulary)
    if cover:
        head = cover[0]
    tail = read_tail(document, lines, head.next_line, vocabulary)
    if cover and not tail.organs and not tail.signed:
        tail.organs, tail.signed = cover[1].organs, cover[1].signed
    nodes = find_headings(document, lines, head.next_line, tail.first_line, vocabulary)
    if head.lead_start is not None:  # the line that the addressee opens is no heading
        nodes = [node for node in nodes if node.heading.span.start >= head.lead_start]
    body = _body_span(lines, head.next_line, tail.first_line, head.lead_start)
    tops = build_tree(nodes, body.end)
    lead = _lead(lines, head.next_line, head.lead_start, nodes)
    _give_roles(document, tops, head.title.year if head.title else None, vocabulary)
    form, form_source = form_of(document, head, tail, vocabulary)
    identity = identify(document, head, tail, vocabulary)
    signed = tail.signed or head.dated
    claims = claims_of(document, head.title, _first_level(tops), lead, signed, body)
    year, year_source = choose_year(claims)
    return Outline(
        title=head.title,
        document_number=head.number,
        addressee=head.addressee,
        lead=lead,
        sections=tuple(_section(node) for node in tops),
        closing=tail.closing,
        organs=tuple(tail.organs) or head.byline,
        signed=signed,
        body_span=body,
        form=form,
        form_source=form_source,
        body=identity.body,
        body_source=identity.body_source,
        level=identity.level,
        level_source=identity.level_source,
        place=identity.place,
        year=year,
        year_source=year_source,
        year_claims=claims,
        annex=tail.annex,
    )


def _under_cover(
    document: Document, lines: Sequence[Line], head: Head, vocabulary: OutlineVocabulary
) -> tuple[Head, Tail] | None:
    """The head of a report that is printed behind a notice (关于印发…的通知), and how the notice ends.

    The notice lends its number and signature; title, addressee and text are the report's own.
    """
    if head.title is None or head.title.genre not in vocabulary.title.cover_genres:
        return None
    for index in range(head.next_line, min(head.next_line + _COVER, len(lines))):
        if len(lines[index].text) > 60 or not vocabulary.title.subject.search(lines[index].text):
            continue
        inner = read_head(document, lines[index:], vocabulary)
        opens = inner.title is not None and inner.title.span.start == lines[index].span.start
        if opens and inner.title and vocabulary.title.plain_genre_end.search(inner.title.text):
            shifted = replace(inner, next_line=inner.next_line + index, number=inner.number or head.number)
            return shifted, read_tail(document, lines[:index], head.next_line, vocabulary)
    return None


def _body_span(lines: Sequence[Line], first: int, end: int, lead_start: int | None) -> Span:
    if first >= end:
        at = lines[first - 1].span.end if first else 0
        return Span(at, at)
    start = lead_start if lead_start is not None else lines[first].span.start
    return Span(start, max(start, lines[end - 1].span.end))


def _lead(lines: Sequence[Line], first: int, lead_start: int | None, nodes: Sequence[Node]) -> Span | None:
    """The paragraphs before the first heading that heads a paragraph."""
    opening = next((node for node in nodes if node.starts_line or node.rank <= RANKS["chinese-paren"]), None)
    if opening is None:
        return None
    start = lead_start if lead_start is not None else lines[first].span.start
    if not opening.starts_line:
        end = opening.heading.span.start
    elif opening.line > first:
        end = lines[opening.line - 1].span.end
    else:
        return None
    return Span(start, end) if start < end else None


def _first_level(roots: Sequence[Node]) -> list[Node]:
    return [node for node in roots if node.level == 1]


def _give_roles(document: Document, roots: Sequence[Node], base: int | None, vocabulary: OutlineVocabulary) -> None:
    tops = _first_level(roots)
    headings = [
        TopHeading(
            node.heading.text,
            named[0] if (named := heading_year(node.heading.text)) else None,
            document.text[node.heading.span.end : node.end],
            node.said or announced(node.heading.text, vocabulary.roles),
        )
        for node in tops
    ]
    for node, roles in zip(tops, assign_roles(headings, base, vocabulary.roles), strict=True):
        node.roles = roles
    for root in roots:
        if any(role in root.roles for role in (Role.PROBLEMS, Role.PLAN, Role.RESPONSIBILITY)):
            continue
        for node in root.walk():
            if node is not root or root.level > 1:
                heading = node.heading
                if carries_responsibility(heading.text, document.text, heading.span.end, node.end, vocabulary.roles):
                    node.roles = (Role.RESPONSIBILITY,)


def _section(node: Node) -> Section:
    return Section(
        heading=node.heading,
        level=node.level,
        span=Span(node.heading.span.start, node.end),
        role=node.roles[0] if node.roles else None,
        children=tuple(_section(child) for child in node.children),
        roles=node.roles,
    )
