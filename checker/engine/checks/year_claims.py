"""Do title and lead name the report year that the rest of the report names?"""

from __future__ import annotations

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.text.report_year import OTHER_KIND, SettledYear, is_rule_of_law_report, settled_year
from checker.engine.text.year_mentions import year_mentions
from checker.outline.model import YearClaim

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "year-claims"
PLACEHOLDERS = frozenset({"where", "found", "expected", "others"})

_NAMES = {
    "title": "标题",
    "lead": "导语",
    "heading": "一级标题",
    "plan_heading": "计划部分的标题",
    "signature": "成文日期",
    "frequency": "正文",
}
_SHOWN = 4


class Parameters(CheckParameters):
    """Nothing to set: headings, plan and signature have rules of their own."""


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Title and lead against the year on which the parts of the report agree."""

    def inspect(reading: Reading) -> Examination:
        if not is_rule_of_law_report(reading):
            return Examination.not_applicable(OTHER_KIND)
        settled = settled_year(reading)
        asked = [claim for claim in settled.claims if claim.where in ("title", "lead")]
        asked += _announced(reading, {claim.span.start for claim in asked})
        if settled.year is None or not settled.claims:
            return Examination.undetermined("标题、导语和各级标题都没有写明年度")
        return Examination.of(
            max(len(asked), 1), [_fault(claim, settled, reading) for claim in asked if claim.year != settled.year]
        )

    return inspect


def _announced(reading: Reading, known: set[int]) -> list[YearClaim]:
    """The year of 现将2021年度……情况报告如下, where the lead has claimed a year before."""
    lead = reading.outline.lead
    if lead is None:
        return []
    text = reading.document.running.text
    found = []
    for mention in year_mentions(reading):
        span = mention.span(reading)
        if lead.start <= span.start < lead.end and not mention.titled and not mention.ranged and mention.month is None:
            clause = max(text.rfind(mark, 0, mention.start) for mark in "，。；\n") + 1
            if text.startswith(("现将", "现就", "现把"), clause) and span.start not in known:
                found.append(YearClaim(mention.year, "lead", span))
    return found


def _fault(claim: YearClaim, settled: SettledYear, reading: Reading) -> Fault:
    assert settled.year is not None
    support = settled.support(settled.year)
    names = list(dict.fromkeys(_NAMES.get(one.where, one.where) for one in support))
    others = "、".join(names) if names else "指定的报告年度"
    evidence = [reading.evidence(_NAMES.get(one.where, one.where), one.span, str(one.year)) for one in support[:_SHOWN]]
    return Fault(
        claim.span,
        {
            "where": _NAMES[claim.where],
            "found": f"{claim.year}年",
            "expected": f"{settled.year}年",
            "others": others,
        },
        evidence=tuple(evidence),
        suggestion=f"改为{settled.year}年；如确为{claim.year}年度的报告，请逐处改正其余年份",
        identity=(claim.where, str(claim.year), str(settled.year)),
    )
