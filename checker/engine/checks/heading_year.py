"""The year in the headings of achievements, problems and responsibility: that of the report."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.report_year import OTHER_KIND, is_rule_of_law_report, settled_year
from checker.engine.text.year_mentions import YearMention, year_mentions
from checker.outline.model import Role, Section

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "heading-year"
PLACEHOLDERS = frozenset({"found", "expected", "heading"})

_REVIEWING = frozenset({Role.ACHIEVEMENTS, Role.PROBLEMS, Role.RESPONSIBILITY})


class Parameters(CheckParameters):
    """``openings``: what follows the year in a heading that speaks of the report's own work."""

    openings: tuple[str, ...]


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """First-level headings by their role; other headings only where the year opens them and own work follows."""
    own_work = re.compile(f"(?:{'|'.join(map(re.escape, parameters.openings))})")

    def inspect(reading: Reading) -> Examination:
        if not is_rule_of_law_report(reading):
            return Examination.not_applicable(OTHER_KIND)
        year = settled_year(reading).year
        dated = [mention for mention in year_mentions(reading) if mention.heading and not _elsewhere(mention)]
        if not dated:
            return Examination.not_applicable("标题里没有写年份")
        if year is None:
            return Examination.undetermined("认不出报告年度")
        examined = 0
        faults: list[Fault] = []
        for mention in dated:
            place = mention.span(reading)
            section = reading.outline.section_at(place.start)
            top = reading.outline.top_section_at(place.start)
            if section is None or top is None or _is_plan(top):
                continue  # the plan has a rule of its own
            examined += 1
            if mention.year == year:
                continue
            if section is top and top.role in _REVIEWING:
                if mention.year == year + 1 and _follows_problems(reading, top):
                    continue  # 主要举措 of the coming year: a plan under another name
                severity = None
            elif section.heading.text_span.start == place.start and own_work.match(
                reading.document.running.text, mention.end
            ):
                severity = Severity.WARNING
            else:
                continue
            faults.append(_fault(reading, section, place, mention.year, year, severity))
        return Examination.of(examined, faults)

    return inspect


def _elsewhere(mention: YearMention) -> bool:
    return mention.titled or mention.bracketed or mention.quoted or mention.ranged


def _is_plan(section: Section) -> bool:
    return section.role is Role.PLAN or Role.PLAN in section.roles


def _follows_problems(reading: Reading, section: Section) -> bool:
    return any(
        other.role is Role.PROBLEMS and other.span.start < section.span.start for other in reading.outline.sections
    )


def _fault(
    reading: Reading, section: Section, place: Span, found: int, expected: int, severity: Severity | None
) -> Fault:
    heading = section.heading
    return Fault(
        heading.span,
        {"found": f"{found}年", "expected": f"{expected}年", "heading": f"{heading.label}{heading.text}"},
        evidence=(reading.evidence("标题中的年份", place, str(found)),),
        suggestion=f"把“{found}年”改为“{expected}年”",
        severity=severity,
        identity=(heading.text, str(found)),
    )
