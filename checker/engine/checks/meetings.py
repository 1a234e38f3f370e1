"""Party meetings against the time of the report: not held yet, never held, the newest forgotten, a list with gaps."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.calendar import Congress, MeetingCalendar, chinese_date, chinese_number
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.reading import Reading
from checker.engine.text.meeting_citations import MeetingCitation, meeting_citations
from checker.engine.text.report_year import OTHER_KIND, horizon, is_rule_of_law_report, settled_year

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "meetings"
PLACEHOLDERS = frozenset({"meeting", "problem"})

_NEAR = 16


class Parameters(CheckParameters):
    """``looking_for``: meetings not held (held), or the newest missing and gaps in lists (complete).

    ``expecting``: words that look forward to a meeting (迎接…胜利召开): then it need not have been held.
    ``enough``: length of text, in characters, from which the newest meeting is missed.
    """

    calendar: str = "meetings"
    looking_for: Literal["held", "complete"]
    expecting: tuple[str, ...] = ()
    enough: int = 1000


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Every meeting named, plenum by plenum."""
    table = knowledge.model("calendar", parameters.calendar, MeetingCalendar)
    expecting = re.compile("|".join(map(re.escape, parameters.expecting))) if parameters.expecting else None

    def held(reading: Reading) -> Examination:
        found = meeting_citations(reading)
        known_until = horizon(reading)
        year = settled_year(reading).year
        if not found:
            return Examination.not_applicable("没有提到党代会、中央全会")
        if known_until is None or year is None:
            return Examination.undetermined("认不出报告年度")
        faults: list[Fault] = []
        unknown: list[str] = []
        for citation in found:
            if _expected(reading, citation, expecting):
                continue
            for name, problem in _problems(citation, known_until, year):
                if problem is None:
                    unknown.append(name)
                else:
                    faults.append(_fault(reading, citation, name, problem))
        if unknown and not faults:
            return Examination.undetermined(
                f"会议表里没有{'、'.join(unknown)}（表核对到{chinese_date(table.complete_until)}）"
            )
        return Examination.of(len(found), _first_of_each(faults))

    def _problems(citation: MeetingCitation, known_until: date, year: int) -> list[tuple[str, str | None]]:
        """Name and problem of every meeting cited that was not held in time; None where the table cannot tell."""
        congress = table.by_number.get(citation.congress)
        numbers = citation.plenums or (0,)
        if congress is None:
            if citation.congress < min(table.by_number):
                return []
            told = None if year > table.complete_until.year else "当时还没有召开"
            return [(_name(citation.congress, number), told) for number in numbers]
        problems: list[tuple[str, str | None]] = []
        for number in numbers:
            name = _name(citation.congress, number)
            meeting = congress.plenums.get(number) if number else congress
            if meeting is None:
                if citation.congress < table.last_number:
                    problems.append(
                        (
                            name,
                            f"没有开过：{chinese_number(citation.congress)}届中央委员会只开了{len(congress.plenums)}次全会",
                        )
                    )
                else:
                    problems.append((name, None if year > table.complete_until.year else "当时还没有召开"))
            elif meeting.last > known_until:
                problems.append((name, f"{chinese_date(meeting.last)}才闭幕，成文时还没有召开"))
        return problems

    def complete(reading: Reading) -> Examination:
        if not is_rule_of_law_report(reading):
            return Examination.not_applicable(OTHER_KIND)
        year = settled_year(reading).year
        if year is None:
            return Examination.undetermined("认不出报告年度")
        newest = _newest(table, date(year, 12, 31))
        if newest is None:
            return Examination.not_applicable(f"会议表里没有{year}年以前的会议")
        found = meeting_citations(reading)
        if not found and len(reading.document.running.text) < parameters.enough:
            return Examination.not_applicable("没有提到党代会、中央全会")
        faults: list[Fault] = []
        cited = {(one.congress, number) for one in found for number in one.plenums or (0,)}
        whole = {one.congress for one in found if one.all_of}
        if newest not in cited and newest[0] not in whole:
            name = _name(*newest)
            problem = f"通篇没有提到{name}" + ("" if found else "，也没有提到其他党代会和中央全会")
            faults.append(Fault(None, {"meeting": name, "problem": problem}, identity=("newest", name)))
        for citation in found:
            gaps = _gaps(citation)
            if gaps:
                names = "、".join(f"{chinese_number(number)}中" for number in gaps)
                faults.append(
                    _fault(
                        reading,
                        citation,
                        f"{names}全会",
                        f"列举党的{chinese_number(citation.congress)}届全会，漏了{names}全会",
                    )
                )
        return Examination.of(max(len(found), 1), _first_of_each(faults))

    return held if parameters.looking_for == "held" else complete


def _name(congress: int, plenum: int) -> str:
    number = chinese_number(congress)
    return f"党的{number}届{chinese_number(plenum)}中全会" if plenum else f"党的{number}大"


def _newest(table: MeetingCalendar, day: date) -> tuple[int, int] | None:
    """Congress and plenum (0: the congress itself) that closed last by ``day``; first plenums do not count."""
    best: tuple[date, tuple[int, int]] | None = None
    for congress in table.congresses:
        meetings: list[tuple[Congress | object, int, date]] = [(congress, 0, congress.last)]
        meetings += [(held, number, held.last) for number, held in congress.plenums.items() if number > 1]
        for _, number, last in meetings:
            if last <= day and (best is None or last > best[0]):
                best = (last, (congress.number, number))
    return best[1] if best else None


def _gaps(citation: MeetingCitation) -> list[int]:
    """The plenums left out of a list that begins with the congress; the first, which only elects, need not be named."""
    if not citation.with_congress or not citation.plenums:
        return []
    named = set(citation.plenums)
    return [number for number in range(2, max(named)) if number not in named]


def _expected(reading: Reading, citation: MeetingCitation, expecting: re.Pattern[str] | None) -> bool:
    if expecting is None:
        return False
    text = reading.document.running.text
    return expecting.search(text, max(0, citation.start - _NEAR), citation.end + _NEAR) is not None


def _fault(reading: Reading, citation: MeetingCitation, name: str, problem: str) -> Fault:
    span = Span(*reading.document.running.place(citation.start, citation.end))
    return Fault(span, {"meeting": name, "problem": problem}, identity=(name, problem))


def _first_of_each(faults: list[Fault]) -> list[Fault]:
    return list({fault.identity: fault for fault in reversed(faults)}.values())[::-1]
