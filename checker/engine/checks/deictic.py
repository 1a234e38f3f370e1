"""Words that point from the day of writing (截至目前, 预计, 今年) in a report on a year that is over."""

from __future__ import annotations

import re

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.searching.anchored import AnchoredPattern
from checker.engine.text.places_named import together
from checker.engine.text.report_year import OTHER_KIND, is_closed, is_rule_of_law_report, settled_year, sure_signature
from checker.engine.text.year_mentions import role_at
from checker.knowledge.record import Record
from checker.knowledge.regex import RegexText
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "Pointer", "compile_check"]

KIND = "deictic"
PLACEHOLDERS = frozenset({"words", "problem", "remedy", "count", "places"})

_YEARS = re.compile(r"(20\d\d)年")


class Pointer(Record):
    """Words of one kind, told of in one finding.

    ``signs`` are literals of which ``find`` needs one: where none occurs, nothing is searched.
    ``find`` may name groups ``year`` and ``month``: then it is a fault only for a month of the report year before
    December, or for an earlier year. ``needs`` must and ``unless`` must not occur in the sentence; ``not_behind`` must
    not follow. ``future_is_fine``: a year after the report year in the sentence makes it right. ``parts`` are the parts
    of the report in which it counts.
    """

    find: RegexText
    signs: tuple[str, ...] = ()
    problem: str
    remedy: str
    severity: Severity | None = None
    needs: RegexText = ""
    unless: RegexText = ""
    not_behind: RegexText = ""
    future_is_fine: bool = False
    in_plan: bool = False
    in_problems: bool = False


class Parameters(CheckParameters):
    """The pointers of this rule."""

    pointers: tuple[Pointer, ...]


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """One search per pointer whose signs occur; one fault per pointer."""
    known: dict[str, list[str] | None] = knowledge.worked_out("anchors", dict)
    compiled = [
        (
            pointer,
            AnchoredPattern([pointer.find], knowledge.literals, known),
            re.compile(pointer.needs) if pointer.needs else None,
            re.compile(pointer.unless) if pointer.unless else None,
            re.compile(pointer.not_behind) if pointer.not_behind else None,
        )
        for pointer in parameters.pointers
    ]
    signs = list(dict.fromkeys(sign for pointer in parameters.pointers for sign in pointer.signs))
    searched = knowledge.literals.search_for(signs)

    def inspect(reading: Reading) -> Examination:
        if not is_rule_of_law_report(reading):
            return Examination.not_applicable(OTHER_KIND)
        year = settled_year(reading).year
        running = reading.document.running
        text = running.text
        if year is None:
            if any(find.pattern.search(text) for _, find, *_ in compiled):
                return Examination.undetermined("认不出报告年度")
            return Examination.not_applicable("没有这一类词语")
        if not is_closed(reading):
            when = "成文" if sure_signature(reading) else "现在"
            return Examination.not_applicable(f"{when}时报告年度尚未结束")
        body = _body(reading)
        faults: list[Fault] = []
        examined = 1
        occurring = {signs[number] for number, _, _ in searched.places(running)}
        for pointer, find, needs, unless, not_behind in compiled:
            places: list[tuple[int, int]] = []
            if pointer.signs and occurring.isdisjoint(pointer.signs):
                continue
            for match in find.matches(running, *body):
                start, end = match.span()
                examined += 1
                role = role_at(reading, start)
                if (role is Role.PLAN and not pointer.in_plan) or (role is Role.PROBLEMS and not pointer.in_problems):
                    continue
                if running.in_title(start) or _quoted(text, start) or (not_behind and not_behind.match(text, end)):
                    continue
                first, last = running.sentence(start)
                if (needs and not needs.search(text, first, last)) or (unless and unless.search(text, first, last)):
                    continue
                if pointer.future_is_fine and any(int(y[1]) > year for y in _YEARS.finditer(text, first, last)):
                    continue
                if _dated_well(match, year):
                    continue
                places.append((start, end))
            if places:
                words = "".join(f"“{word}”" for word in dict.fromkeys(text[a:b] for a, b in places))
                values = {"words": words, "problem": pointer.problem, "remedy": pointer.remedy}
                faults.append(
                    together(
                        reading,
                        places,
                        values,
                        severity=pointer.severity,
                        identity=(pointer.problem,),
                        suggestion=pointer.remedy,
                    )
                )
        return Examination.of(examined, faults)

    return inspect


def _body(reading: Reading) -> tuple[int, int]:
    running = reading.document.running
    span = reading.outline.body_span
    end = reading.outline.annex.start if reading.outline.annex else span.end
    return running.offset_of(span.start), running.offset_of(min(end, span.end))


def _dated_well(match: re.Match[str], year: int) -> bool:
    """Whether the date that a pattern found is one that a report on this year may stop at."""
    groups = match.groupdict()
    if "month" not in groups and "year" not in groups:
        return False
    named = int(groups["year"]) if groups.get("year") else year
    month = int(groups["month"]) if groups.get("month") else None
    if named != year:
        return named > year
    return month is None or month >= 12


def _quoted(text: str, offset: int, reach: int = 40) -> bool:
    opened = text.rfind("“", max(0, offset - reach), offset)
    return opened >= 0 and text.find("”", opened, offset) < 0 and text.find("\n", opened, offset) < 0
