"""Was the report signed, and the web copy published, by the day on which it was due?"""

from __future__ import annotations

import re
from datetime import date

from checker.document.model import BlockKind, Span
from checker.document.passage import fold
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.calendar import chinese_date
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.checklist.rule import Years
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.report_year import OTHER_KIND, is_rule_of_law_report, settled_year
from checker.knowledge.record import Field, Record
from checker.outline.model import BodyKind, Form, Level

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "Term", "compile_check"]

KIND = "deadline"
PLACEHOLDERS = frozenset({"what", "day", "due", "lateness"})

_GOVERNMENTS = frozenset({BodyKind.GOVERNMENT, BodyKind.PARTY_GOVERNMENT})
_PUBLISHED = re.compile(r"(?:发布|公开|公布)(?:时间|日期)：?(20\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})")


class Term(Record):
    """When reports of some years (and of some levels of government) are due, in the year after.

    ``before`` is the first day that is too late (之前), ``by`` the last that is in time; one of them, as 03-01.
    ``severity`` softens the rule in years of transition.
    """

    years: Years | None = None
    levels: tuple[Level, ...] = ()
    before: str = Field(default="", pattern=r"^(\d\d-\d\d)?$")
    by: str = Field(default="", pattern=r"^(\d\d-\d\d)?$")
    severity: Severity | None = None
    source: str = ""

    def day(self, year: int) -> date:
        """The day written, in the year after the report year."""
        month, day = map(int, (self.before or self.by).split("-"))
        return date(year + 1, month, day)


class Parameters(CheckParameters):
    """Terms of reporting and of publication; the first that fits holds."""

    reporting: tuple[Term, ...]
    publication: tuple[Term, ...] = ()


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """The date of signature against the terms; for a web copy also its date of publication."""

    def inspect(reading: Reading) -> Examination:
        if not is_rule_of_law_report(reading):
            return Examination.not_applicable(OTHER_KIND)
        year = settled_year(reading).year
        outline = reading.outline
        signed = outline.signed
        examined = 0
        faults: list[Fault] = []
        published = _publication(reading)
        if year is not None:
            if signed is not None and signed.value is not None and signed.value.year == year + 1:
                term = _fitting(parameters.reporting, year, _own_level(reading))
                examined += term is not None
                if term is not None:
                    unsure = outline.level is Level.UNKNOWN and signed.value.month <= 3
                    faults += _late("成文", signed.value, signed.span, term, year, unsure=unsure)
            if published is not None and published[0].year == year + 1:
                term = _fitting(parameters.publication, year, _own_level(reading))
                examined += term is not None
                if term is not None:
                    faults += _late("公开", *published, term, year, unsure=False)
        if examined:
            return Examination.of(examined, faults)
        if signed is None:
            if outline.form is Form.WEB:
                return Examination.not_applicable("网页稿没有成文日期")
            return Examination.undetermined("没有成文日期，无法判断是否按期报送")
        if signed.value is None:
            return Examination.undetermined(f"成文日期“{signed.text}”读不出年月日")
        if year is None:
            return Examination.undetermined("认不出报告年度")
        return Examination.undetermined("成文日期的年份与报告年度对不上，先核对年份")

    return inspect


def _own_level(reading: Reading) -> Level:
    """Only the reports of provincial governments are due later: a provincial department is not meant."""
    outline = reading.outline
    if outline.level is Level.PROVINCE and outline.body not in _GOVERNMENTS and outline.body is not BodyKind.UNKNOWN:
        return Level.CITY
    return outline.level


def _fitting(terms: tuple[Term, ...], year: int, level: Level) -> Term | None:
    for term in terms:
        if (term.years is None or year in term.years) and (not term.levels or level in term.levels):
            return term
    return None


def _late(what: str, day: date, span: Span, term: Term, year: int, *, unsure: bool) -> list[Fault]:
    due = term.day(year)
    days = (day - due).days
    if days < 0 or (days == 0 and term.by):
        return []
    severity: Severity | None
    if days == 0:
        lateness, severity = "恰在限期当日（规定是“之前”）", Severity.INFO
    else:
        lateness = f"超过限期{days}天"
        severity = Severity.INFO if unsure else term.severity
    limit = f"{chinese_date(due)}{'前' if term.by else '之前'}"
    values = {"what": what, "day": chinese_date(day), "due": limit, "lateness": lateness}
    return [Fault(span, values, severity=severity, identity=(what, day.isoformat()))]


def _publication(reading: Reading) -> tuple[date, Span] | None:
    """The date of publication that the furniture of a web page tells."""
    document = reading.document
    for block in document.blocks:
        if block.kind is not BlockKind.FURNITURE:
            continue
        raw = document.quote(block.span)
        if "布" not in raw and "公开" not in raw:
            continue
        squeezed = "".join(fold(raw).split())
        match = _PUBLISHED.search(squeezed)
        if match:
            try:
                return date(int(match[1]), int(match[2]), int(match[3])), block.span
            except ValueError:
                return None
    return None
