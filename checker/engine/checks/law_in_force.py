"""Laws against the time of the report: cited before they were passed, carried out before in force, or repealed."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.calendar import Law, LawCalendar, chinese_date
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.law_citations import Citation, citations_for
from checker.engine.text.report_year import horizon, settled_year
from checker.engine.text.year_mentions import role_at
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "law-in-force"
PLACEHOLDERS = frozenset({"law", "problem", "remedy"})


class Parameters(CheckParameters):
    """``looking_for``: laws too new (early) or gone (repealed).

    ``relying``: verbs that say a law was carried out or relied upon; ``prepares``: words of publicity, training and
    preparation, which are in order before a law is in force; ``as_history``: words that speak of a repealed law as one.
    """

    calendar: str = "laws"
    looking_for: Literal["early", "repealed"]
    relying: tuple[str, ...] = ()
    prepares: tuple[str, ...] = ()
    as_history: tuple[str, ...] = ()


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Every citation of a law of the calendar against the report year and the day of signature."""
    table = knowledge.model("calendar", parameters.calendar, LawCalendar)
    citations = citations_for(table)
    applies = _any_of(parameters.relying)
    prepares = _any_of(parameters.prepares)
    history = _any_of(parameters.as_history)

    def early(reading: Reading) -> Examination:
        year, known_until = settled_year(reading).year, horizon(reading)
        found = citations.of(reading)
        if year is None or known_until is None:
            return Examination.undetermined("认不出报告年度") if found else Examination.of(0, ())
        examined = 0
        faults: dict[tuple[str, str], Fault] = {}
        for citation in found:
            candidates = _meant(citation, table, year)
            if not candidates:
                continue
            examined += 1
            last_day = date(year + 1 if role_at(reading, citation.start) is Role.PLAN else year, 12, 31)
            passed = [law for law in candidates if law.adopted <= known_until]
            if not passed:
                law = candidates[0]
                problem = f"{chinese_date(law.adopted)}才通过（公布），成文时还没有"
                remedy = "删去或改为当时有效的法"
            else:
                law = passed[-1]
                if law.in_force <= last_day or not _applied(citation):
                    continue
                problem = f"{chinese_date(law.in_force)}起施行，{last_day.year}年内还不能贯彻实施或作为依据"
                remedy = "写成学习宣传、做好施行准备，或改引当时有效的规定"
            kind = "passed" if not passed else "force"
            severity = None if law.verified else Severity.WARNING
            faults.setdefault((citation.name, kind), _fault(reading, citation, problem, remedy, severity))
        return Examination.of(examined, list(faults.values()))

    def repealed(reading: Reading) -> Examination:
        year = settled_year(reading).year
        found = [citation for citation in citations.of(reading) if citation.name in table.gone]
        if not found:
            return Examination.not_applicable("没有提到已废止的法")
        if year is None:
            return Examination.undetermined("认不出报告年度")
        faults: dict[str, Fault] = {}
        for citation in found:
            law = table.gone[citation.name]
            now = year + 1 if role_at(reading, citation.start) is Role.PLAN else year
            # Within the year of its end a law may have been in use until then.
            if law.repealed > date(now, 1, 1) or (history and history.search(citation.around)):
                continue
            problem = f"已于{chinese_date(law.repealed)}失效"
            remedy = f"改为{law.by}的相应规定"
            faults.setdefault(citation.name, _fault(reading, citation, problem, remedy, None))
        return Examination.of(len(found), list(faults.values()))

    def _applied(citation: Citation) -> bool:
        if prepares is not None and prepares.search(citation.clause):
            return False
        return applies is not None and applies.search(citation.before[-24:]) is not None

    return early if parameters.looking_for == "early" else repealed


def _meant(citation: Citation, table: LawCalendar, year: int) -> tuple[Law, ...]:
    """The law, or the revisions that “新修订的” may mean, oldest first; none where the calendar cannot tell."""
    law = table.new_laws.get(citation.name)
    revisions = table.revised.get(citation.name, ())
    if citation.renewed and revisions and year >= 2015:
        # “新” of long ago says nothing about the latest revision.
        return tuple(revision for revision in revisions if revision.adopted.year >= year - 6) or ()
    return (law,) if law is not None else ()


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(words)) if words else None


def _fault(reading: Reading, citation: Citation, problem: str, remedy: str, severity: Severity | None) -> Fault:
    span = Span(*reading.document.running.place(citation.start, citation.end))
    law = reading.document.quote(span)
    return Fault(
        span, {"law": law, "problem": problem, "remedy": remedy}, severity=severity, identity=(citation.name, problem)
    )
