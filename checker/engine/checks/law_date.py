"""The day from which a law is said to be in force, against the calendar: 民法典自2020年1月1日起施行."""

from __future__ import annotations

import re
from datetime import date

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.calendar import LawCalendar, chinese_date
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.text.law_citations import Citation, citations_for
from checker.engine.text.report_year import settled_year

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "law-date"
PLACEHOLDERS = frozenset({"law", "stated", "right"})

_DAY = r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_BEHIND = re.compile(rf"》?(?:已|将)?(?:于|自|从){_DAY}起?(?:正式|全面)?(?:施行|实施|生效)")
_AHEAD = re.compile(rf"{_DAY}起?(?:正式|全面)?(?:施行|实施|生效)的(?:新)?(?:修订|修改)?的?《?(?:中华人民共和国)?$")
_REACH = 40
_FIRST = 2015  # the calendar holds every revision of the laws of the trade from this year on


class Parameters(CheckParameters):
    """``calendar``: the table of laws."""

    calendar: str = "laws"


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Every stated day against the days that the calendar knows for the law."""
    table = knowledge.model("calendar", parameters.calendar, LawCalendar)
    citations = citations_for(table)

    def inspect(reading: Reading) -> Examination:
        examined = 0
        faults: list[Fault] = []
        text = reading.document.running.text
        for citation in citations.of(reading):
            known = _known(citation, table)
            if not known:
                continue
            behind = _BEHIND.match(text, citation.end, citation.end + _REACH)
            ahead = _AHEAD.search(text[max(0, citation.start - _REACH) : citation.start])
            found = behind or ahead
            stated = _day(found, reading) if found is not None else None
            if found is None or stated is None or stated.year < _FIRST:
                continue
            examined += 1
            gone = table.gone.get(citation.name) if citation.name not in table.new_laws else None
            if stated < gone.repealed if gone is not None else stated in known:
                continue
            start = found.start() if behind else max(0, citation.start - _REACH) + found.start()
            start, end = min(start, citation.start), max(found.end() if behind else 0, citation.end)
            day = chinese_date(max(known))
            right = f"{day}起施行的是《{gone.by}》" if gone is not None else f"应为{day}"
            faults.append(
                Fault(
                    Span(*reading.document.running.place(start, end)),
                    {"law": citation.name, "stated": chinese_date(stated), "right": right},
                    identity=(citation.name, stated.isoformat()),
                )
            )
        if not examined:
            return Examination.not_applicable("没有写明哪部法从哪一天起施行")
        return Examination.of(examined, faults)

    return inspect


def _known(citation: Citation, table: LawCalendar) -> frozenset[date]:
    """The days from which the law, or one of its revisions, is in force; of a law that is gone, its last."""
    days = {revision.in_force for revision in table.revised.get(citation.name, ())}
    law = table.new_laws.get(citation.name)
    if law is not None:
        days.add(law.in_force)
    gone = table.gone.get(citation.name)
    if gone is not None and law is None:
        days.add(gone.repealed)
    return frozenset(days)


def _day(found: re.Match[str], reading: Reading) -> date | None:
    year = int(found["year"]) if found["year"] else settled_year(reading).year
    if year is None:
        return None
    try:
        return date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None
