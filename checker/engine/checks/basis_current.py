"""Is what the report builds on still the current word: documents, formulas, campaigns; and not ahead of its time?"""

from __future__ import annotations

from datetime import date
from typing import Literal

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.calendar import BasisCalendar, Formula, chinese_date, folded_name
from checker.engine.checklist.calendar import Document as BasisDocument
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.law_citations import one_dash
from checker.engine.text.places_named import together
from checker.engine.text.report_year import OTHER_KIND, horizon, is_rule_of_law_report, settled_year
from checker.engine.text.year_mentions import role_at
from checker.knowledge.regex import any_word
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "basis-current"
PLACEHOLDERS = frozenset({"phrase", "problem", "remedy", "count", "places"})

_CLAUSE = "。；，！？\n"
_LEAD = 700  # without a lead in the outline, what opens the report


class Parameters(CheckParameters):
    """``looking_for``: outdated bases and formulas (stale), formulas and campaigns before their time (early),

    campaigns long over (over). ``relies``: words that make a document a basis; ``as_history``: words of the past;
    ``works``: verbs of a campaign going on; ``enough``: length of text from which a required phrase is missed.
    """

    calendar: str = "basis"
    looking_for: Literal["stale", "early", "over"]
    relies: tuple[str, ...] = ()
    as_history: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    enough: int = 1000


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Plain searches for the names of the calendar."""
    table = knowledge.model("calendar", parameters.calendar, BasisCalendar)
    relies = any_word(parameters.relies)
    history = any_word(parameters.as_history)
    works = any_word(parameters.works)
    documents = [(document, folded_name(document.name)) for document in table.documents]

    def stale(reading: Reading) -> Examination:
        if not is_rule_of_law_report(reading):
            return Examination.not_applicable(OTHER_KIND)
        year = settled_year(reading).year
        if year is None:
            return Examination.undetermined("认不出报告年度")
        text = reading.document.running.text
        searched = one_dash(reading)
        faults: list[Fault] = []
        for document, name in documents:
            if year >= document.from_year and not any(folded_name(one) in searched for one in document.successors):
                faults.extend(_document_faults(reading, searched, document, name))
        for formula in table.formulas:
            if formula.until_year is not None and year > formula.until_year:
                faults.extend(_formula_faults(reading, text, formula))
        if len(text) >= parameters.enough:
            for required in table.required:
                if year >= required.from_year and required.phrase not in text:
                    values = {
                        "phrase": required.phrase,
                        "problem": f"通篇没有出现“{required.phrase}”，{required.from_year}年度以后的报告一般应写明",
                        "remedy": "在导语或第一项举措中补上",
                        "count": "0",
                        "places": "",
                    }
                    faults.append(
                        Fault(None, values, severity=required.severity, identity=("missing", required.phrase))
                    )
        # A formula that was replaced and its successor that is missing are one fault, told at its place.
        told = {phrase for formula in table.formulas if formula.until_year for phrase in formula.successors
                if any(fault.identity == (formula.name,) for fault in faults)}  # fmt: skip
        faults = [fault for fault in faults if fault.identity[:1] != ("missing",) or fault.identity[1] not in told]
        return Examination.of(len(documents) + len(table.formulas), faults)

    def _document_faults(reading: Reading, searched: str, document: BasisDocument, name: str) -> list[Fault]:
        running = reading.document.running
        lead = _lead_end(reading)
        places = []
        for start in _places(searched, name):
            opens = searched[start - 1 : start] in "《〈" or searched[max(0, start - 8) : start].endswith("《中共中央")
            first, last = running.sentence(start)
            clause = max([first, *(searched.rfind(mark, first, start) + 1 for mark in _CLAUSE)])
            if not opens or (history and history.search(searched, first, last)):
                continue
            if start < lead or (relies and relies.search(searched, clause, start)):
                places.append((start, start + len(name)))
        if not places:
            return []
        problem = f"作为依据的《{document.name}》已有新的文件取代，而通篇没有提到新的"
        return [_told(reading, places, document.name, problem, f"改为以{document.by}为依据", document.severity)]

    def _formula_faults(reading: Reading, text: str, formula: Formula) -> list[Fault]:
        if any(successor in text for successor in formula.successors):
            return []
        places = [(start, start + len(formula.name)) for start in _places(text, formula.name)]
        if not places:
            return []
        problem = f"“{formula.name}”是以前的提法"
        return [_told(reading, places, formula.name, problem, f"改用现在的提法：{formula.by}", formula.severity)]

    def early(reading: Reading) -> Examination:
        known_until = horizon(reading)
        text = reading.document.running.text
        dated: list[tuple[str, tuple[str, ...], date]] = [
            (formula.name, (formula.name,), formula.since) for formula in table.formulas if formula.since
        ]
        dated += [(one.name, (one.name, *one.aliases), one.since) for one in table.campaigns]
        examined = 0
        faults: list[Fault] = []
        for name, forms, since in dated:
            places = [(start, start + len(form)) for form in forms for start in _places(text, form)]
            if not places:
                continue
            examined += 1
            if known_until is not None and since > known_until:
                problem = f"{chinese_date(since)}才有，成文时还没有"
                faults.append(_told(reading, sorted(places), name, problem, "删去或核对报告年度", None))
        if known_until is None and examined:
            return Examination.undetermined("认不出报告年度")
        return Examination.of(examined, faults)

    def over(reading: Reading) -> Examination:
        if not is_rule_of_law_report(reading):
            return Examination.not_applicable(OTHER_KIND)
        year = settled_year(reading).year
        text = reading.document.running.text
        running = reading.document.running
        examined = 0
        faults: list[Fault] = []
        for campaign in table.campaigns:
            if campaign.until is None:
                continue
            places = []
            for form in (campaign.name, *campaign.aliases):
                for start in _places(text, form):
                    examined += 1
                    if year is None or campaign.until >= date(year, 1, 1) or running.in_title(start):
                        continue
                    first, last = running.sentence(start)
                    around = text[first:last]
                    if any(word in around for word in campaign.ongoing) or (history and history.search(around)):
                        continue
                    clause = max([first, *(text.rfind(mark, first, start) + 1 for mark in "，；")])
                    if works and works.search(text, clause, min(last, start + len(form) + 8)):
                        places.append((start, start + len(form)))
            if places:
                plan = role_at(reading, places[0][0]) is Role.PLAN
                problem = f"“{campaign.name}”{campaign.until.year}年即已结束，" + (
                    "仍列入下一年度的安排" if plan else "仍写成正在开展"
                )
                faults.append(
                    _told(reading, sorted(places), campaign.name, problem, "删去，或写成成果的巩固和常态化", None)
                )
        if year is None and examined:
            return Examination.undetermined("认不出报告年度")
        return Examination.of(examined, faults)

    return {"stale": stale, "early": early, "over": over}[parameters.looking_for]


def _places(text: str, name: str) -> list[int]:
    found = []
    start = text.find(name)
    while start >= 0:
        found.append(start)
        start = text.find(name, start + len(name))
    return found


def _lead_end(reading: Reading) -> int:
    """Where the opening of the report ends, in the running text."""
    outline = reading.outline
    running = reading.document.running
    if outline.lead is not None:
        return running.offset_of(outline.lead.end)
    if outline.sections:
        return running.offset_of(outline.sections[0].span.start)
    return _LEAD


def _told(
    reading: Reading,
    places: list[tuple[int, int]],
    name: str,
    problem: str,
    remedy: str,
    severity: Severity | None,
) -> Fault:
    values = {"phrase": name, "problem": problem, "remedy": remedy}
    return together(reading, places, values, severity=severity, identity=(name,), suggestion=remedy)
