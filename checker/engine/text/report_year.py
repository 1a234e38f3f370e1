"""Which year a report is about, when all its parts are asked, and until when its author could know things.

One wrong year in a title must not turn every other year of the report into a fault: the parts vote.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from msgspec import Struct

from checker.engine.reading import Reading
from checker.outline.model import YearClaim

__all__ = [
    "OTHER_KIND",
    "SettledYear",
    "horizon",
    "is_closed",
    "is_rule_of_law_report",
    "settled_year",
    "sure_signature",
]

# A heading counts once for each section, the others once altogether.
_WEIGHTS = {"title": 3, "lead": 2, "plan_heading": 2, "frequency": 2, "heading": 1, "signature": 1}
_MOST_OF_A_KIND = 3

OTHER_KIND = "标题和开头都没有说是法治政府建设的报告，年份的写法另有惯例"
"""Why rules about the year of a report do not apply: a work report of 2025 looks back on 2024."""

_SUBJECT = re.compile("法治|依法行政|依法治")
_OPENING = 800  # characters in which a report says what it is about
_SHORT = 400  # a passage, not a report of some other kind


class SettledYear(Struct, frozen=True):
    """``year`` is what most parts say; ``claims`` are all that was said. ``given``: the user has set it."""

    year: int | None
    claims: tuple[YearClaim, ...]
    given: bool = False

    def support(self, year: int) -> tuple[YearClaim, ...]:
        """The claims for this year."""
        return tuple(claim for claim in self.claims if claim.year == year)


def settled_year(reading: Reading) -> SettledYear:
    """The report year by the vote of title, lead, headings, plan, signature and frequency; ties go to the outline's."""
    known = reading.memo.get("settled_year")
    if isinstance(known, SettledYear):
        return known
    outline = reading.outline
    claims = outline.year_claims
    given = outline.year is not None and all(claim.year != outline.year for claim in claims)
    year = outline.year
    if claims and not given and not outline.year_source.given:
        votes: Counter[int] = Counter()
        kinds: Counter[tuple[int, str]] = Counter()
        for claim in claims:
            if kinds[claim.year, claim.where] < (_MOST_OF_A_KIND if claim.where == "heading" else 1):
                kinds[claim.year, claim.where] += 1
                votes[claim.year] += _WEIGHTS.get(claim.where, 1)
        best = max(votes.values())
        leaders = [candidate for candidate, count in votes.items() if count == best]
        year = outline.year if outline.year in leaders else min(leaders)
    settled = SettledYear(year, claims, given or outline.year_source.given)
    reading.memo["settled_year"] = settled
    return settled


def sure_signature(reading: Reading) -> date | None:
    """The date of signature, unless it is missing or its year cannot be right: the report year or the one after."""
    signed = reading.outline.signed
    year = settled_year(reading).year
    if signed is None or signed.value is None:
        return None
    if year is not None and signed.value.year - year not in (0, 1):
        return None
    return signed.value


def horizon(reading: Reading) -> date | None:
    """The day up to which the author could know things: the signature, or three months after the year's end."""
    year = settled_year(reading).year
    signed = sure_signature(reading)
    if signed is not None and year is not None:
        return max(signed, date(year, 12, 31)) if signed.year == year else signed
    return None if year is None else date(year + 1, 3, 31)


def is_closed(reading: Reading) -> bool:
    """Whether the report looks back on a year that was over when it was written."""
    year = settled_year(reading).year
    if year is None:
        return False
    signed = sure_signature(reading)
    return signed.year > year if signed is not None else reading.today.year > year


def is_rule_of_law_report(reading: Reading) -> bool:
    """Whether title or opening speak of the rule of law; a short passage is taken for part of such a report."""
    known: bool | None = reading.memo.get("rule_of_law")
    if known is None:
        text = reading.document.running.text
        title = reading.outline.title
        known = (
            len(text) < _SHORT
            or (title is not None and _SUBJECT.search(title.text) is not None)
            or (title is None and _SUBJECT.search(text, 0, _OPENING) is not None)
            or _SUBJECT.search(_opening_prose(reading)) is not None
        )
        reading.memo["rule_of_law"] = known
    return known


def _opening_prose(reading: Reading) -> str:
    """The lead, or else what stands before the first section."""
    outline = reading.outline
    if outline.lead is not None:
        return reading.document.quote(outline.lead)[:_OPENING]
    return ""
