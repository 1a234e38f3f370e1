"""The year a report is about: what each part claims, and which claim carries most weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from checker.document.model import Document, Span
from checker.outline.headings import Node
from checker.outline.model import Role, SignedDate, Source, Title, YearClaim

__all__ = ["choose_year", "claims_of", "heading_year"]

_PLAIN = re.compile(r"(?:19|20)\d\d(?=年)")
_RANGE = re.compile(r"(?:19|20)\d\d年?(?:—+|-|~|至)(?:19|20)\d\d年?")
_NAMED = re.compile(r"20\d\d年(?!版|(?:—|-|~|至)20\d\d)")
# How much a claim counts. The title is the report's own word on itself, but a slip there should not turn all
# other years into errors: heading, plan, lead and signature together outweigh it.
_WEIGHTS = {"title": 6, "heading": 4, "plan_heading": 3, "lead": 3, "frequency": 2, "signature": 3}
_WORDS = {
    "title": "标题",
    "heading": "一级标题",
    "plan_heading": "下一年度安排的标题",
    "lead": "导语",
    "frequency": "正文出现最多的年份",
    "signature": "成文日期",
}


def heading_year(text: str) -> tuple[int, int, int] | None:
    """The one year a heading names, with start and end; None for none, several, or a period."""
    if _RANGE.search(text):
        return None
    found = list(_PLAIN.finditer(text))
    if not found or len({match[0] for match in found}) > 1:
        return None
    return int(found[0][0]), found[0].start(), found[0].end()


def claims_of(
    document: Document,
    title: Title | None,
    tops: Sequence[Node],
    lead: Span | None,
    signed: SignedDate | None,
    body: Span,
) -> tuple[YearClaim, ...]:
    """All claims in order: title, headings, lead, most frequent year, signature."""
    claims: list[YearClaim] = []
    if title and title.year is not None:
        claims.append(YearClaim(title.year, "title", _year_span(document, title.span, title.year)))
    plans: list[Span] = []
    for node in tops:
        planned = Role.PLAN in node.roles
        if planned:
            plans.append(Span(node.heading.span.start, node.end))
        named = heading_year(node.heading.text)
        if named is None or node.roles == (Role.OTHER,):
            continue
        span = _year_span(document, node.heading.text_span, named[0])
        if planned and Role.ACHIEVEMENTS not in node.roles and Role.PROBLEMS not in node.roles:
            claims.append(YearClaim(named[0] - 1, "plan_heading", span))
        elif not planned:
            claims.append(YearClaim(named[0], "heading", span))
    counts, first_in_lead, places = _count(document, lead, plans, body)
    if first_in_lead:
        claims.append(YearClaim(first_in_lead[0], "lead", first_in_lead[1]))
    if counts:
        year, _ = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
        claims.append(YearClaim(year, "frequency", places[year]))
    if signed and signed.value:
        # In December a report may already speak of the year that ends.
        year = signed.value.year - (signed.value.month < 12)
        claims.append(YearClaim(year, "signature", signed.span))
    return tuple(claims)


def _year_span(document: Document, within: Span, year: int) -> Span:
    """Where ``year`` stands in the author's text; the whole when it is written otherwise (二〇二〇, full width)."""
    at = document.text.find(str(year), within.start, within.end)
    return Span(at, at + 4) if at >= 0 else within


def _count(
    document: Document, lead: Span | None, plans: Sequence[Span], body: Span
) -> tuple[Counter[int], tuple[int, Span] | None, dict[int, Span]]:
    running = document.running
    text = running.text
    counts: Counter[int] = Counter()
    places: dict[int, Span] = {}
    in_lead: tuple[int, Span] | None = None
    for found in _NAMED.finditer(text):
        start = found.start()
        # 2020—2025年 is a period, and a year within 《》 belongs to a law.
        if text[start - 1 : start] in ("—", "-", "~", "至") or running.in_title(start):
            continue
        at, end = running.place(start, found.end())
        if at < body.start or end > body.end or any(plan.start <= at < plan.end for plan in plans):
            continue
        year = int(text[start : start + 4])
        counts[year] += 1
        if year not in places:
            places[year] = Span(at, end)
        if in_lead is None and lead is not None and at < lead.end:
            in_lead = (year, Span(at, end))
    return counts, in_lead, places


def choose_year(claims: Sequence[YearClaim]) -> tuple[int | None, Source]:
    """The year with the most weight behind it; each kind of claim counts once per year, the title breaks a tie."""
    if not claims:
        return None, Source("标题、各级标题、导语、正文和成文日期都没有写明年份")
    weights: Counter[int] = Counter()
    for year, where in {(claim.year, claim.where) for claim in claims}:
        weights[year] += _WEIGHTS[where]
    titled = next((claim.year for claim in claims if claim.where == "title"), None)
    year = max(weights, key=lambda one: (weights[one], one == titled, one))
    backing = [claim for claim in claims if claim.year == year]
    named = list(dict.fromkeys(_WORDS[claim.where] for claim in backing))
    against = list(dict.fromkeys(f"{_WORDS[c.where]}指向{c.year}年" for c in claims if c.year != year))
    reason = f"{'、'.join(named)}指向{year}年"
    if against:
        reason += f"；{'、'.join(against)}"
    return year, Source(reason, backing[0].span)
