"""A run: one report through the rules. Rule × reading → outcome; faults become findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from fnmatch import fnmatchcase

from checker.document.model import Document, Span
from checker.engine.check import Examination, Fault
from checker.engine.checklist.profiles import (
    ProfileRequest,
    ProfileTable,
    assumed_year,
    era_reason,
    era_year,
    fits,
    profile_of,
    recognise,
)
from checker.engine.checklist.rule import Rule
from checker.engine.model import Coverage, Finding, Outcome, Severity, Status
from checker.engine.reading import Reading
from checker.engine.repeats import without_repeats
from checker.engine.result import Checked
from checker.engine.rulebook.rulebook import Rulebook
from checker.engine.score import score
from checker.engine.text.section_text import heading_words
from checker.facts.model import Facts
from checker.outline.model import Outline, Section

__all__ = ["Severities", "check_document", "check_reading", "read_report"]

Severities = tuple[tuple[str, Severity], ...]
"""Globs of rule ids, each with the severity that its rules shall have; the last one that fits counts."""

# Of one rule in one report: a text with more is no report, and a list that long is no help.
_MOST_FINDINGS = 500
_MOST_PLANS = 200


def read_report(document: Document, rulebook: Rulebook, today: date, request: ProfileRequest | None = None) -> Reading:
    """Outline, facts and profile of a document; what ``request`` says of it takes the place of recognition."""
    from checker.outline.build import build_outline

    outline = build_outline(document, rulebook.outline_vocabulary)
    request = request or ProfileRequest()
    outline, reasons = recognise(outline, request)
    facts = rulebook.fact_reader.read(document, outline)
    year = assumed_year(outline, today)
    if outline.year is None:
        reasons["year"] = f"{reasons['year']}；按{year}年度的要求检查".lstrip("；")
    held_to = None
    if request.era is not None:
        held_to = year = era_year(request.era, year, rulebook.profiles)
        reasons["era"] = era_reason(request, year)
    fitting = fitting_profiles(rulebook, outline, year)
    era = next((profile.era for profile in reversed(fitting) if profile.era), "")
    return Reading(
        document=document,
        outline=outline,
        facts=facts,
        profile=profile_of(outline, reasons, era, tuple(profile.title for profile in fitting), request.given()),
        today=today,
        held_to=held_to,
    )


def fitting_profiles(rulebook: Rulebook, outline: Outline, year: int) -> tuple[ProfileTable, ...]:
    """The profiles that fit a report of this kind and year, in the order in which they apply."""
    return tuple(profile for profile in rulebook.profiles if fits(profile.match, outline, year) is None)


def check_document(
    document: Document,
    rulebook: Rulebook,
    today: date,
    *,
    request: ProfileRequest | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Severities = (),
    strict: bool = False,
) -> Checked:
    """Read and check one document. An exception in a check makes its rule undetermined; ``strict`` lets it through.

    ``severities`` are the user's own, above those of rules and profiles. Raises UsageError where ``select`` and
    ``ignore`` leave no rule.
    """
    rules = rulebook.select(select, ignore)
    reading = read_report(document, rulebook, today, request)
    return check_reading(reading, rulebook, rules, severities, strict=strict)


def check_reading(
    reading: Reading, rulebook: Rulebook, rules: Sequence[Rule], severities: Severities = (), *, strict: bool = False
) -> Checked:
    """Check what has been read."""
    outline = reading.outline
    year = reading.held_to or assumed_year(outline, reading.today)
    plan = _plan(rulebook, rules, outline, year, severities)
    outcomes: list[Outcome] = []
    notes: list[str] = []
    seen: dict[str, int] = {}
    for rule, reason in plan:
        if reason is not None:
            outcomes.append(Outcome(rule.id, Status.NOT_APPLICABLE, 0, reason))
            continue
        try:
            examination = rulebook.inspect_of(rule)(reading)
            if len(examination.faults) > _MOST_FINDINGS:
                notes.append(f"“{rule.title}”查出{len(examination.faults)}处，只列前{_MOST_FINDINGS}处")
            outcomes.append(_outcome(rule, examination, reading, year, seen))
        except Exception as error:
            if strict:
                raise
            # One broken rule must not take the others with it, and must not pass for fine either.
            outcomes.append(
                Outcome(rule.id, Status.UNDETERMINED, 0, f"规则运行出错（{type(error).__name__}：{error}），请反馈")
            )
    planned = {rule.id: rule for rule, _ in plan}
    outcomes = without_repeats(outcomes, planned)
    rank = {rule.id: number for number, rule in enumerate(rules)}
    findings = sorted(
        (finding for outcome in outcomes for finding in outcome.findings),
        key=lambda f: (f.span.start if f.span else -1, rank[f.rule], f.span.end if f.span else -1),
    )
    title = outline.title
    return Checked(
        path=reading.document.path,
        format=reading.document.format,
        title=title.text if title else "",
        body=outline.place,
        year=outline.year,
        profile=reading.profile,
        score=score(outcomes, planned),
        coverage=_coverage(reading.facts, outcomes),
        outcomes=tuple(outcomes),
        findings=tuple(findings),
        notes=(*reading.document.notes, *notes),
        document=reading.document,
        reading=reading,
    )


def _plan(
    rulebook: Rulebook, rules: Sequence[Rule], outline: Outline, year: int, severities: Severities
) -> tuple[tuple[Rule, str | None], ...]:
    """Each rule as it stands for a report of this kind, and why it does not apply; worked out once for each kind."""
    place = outline.place if rulebook.names_places else ""
    key = (id(rules), year, outline.body.value, outline.level.value, outline.form.value, place, severities)
    known = rulebook.plans.get(key)
    if known is not None and known[0] is rules:
        return known[1]
    adjusted = rulebook.adjusted_for(fitting_profiles(rulebook, outline, year))
    plan: list[tuple[Rule, str | None]] = []
    for shipped in rules:
        rule, off = adjusted.get(shipped.id, (shipped, None))
        for glob, severity in severities:
            if fnmatchcase(rule.id, glob) and rule.severity is not severity:
                rule = rule.model_copy(update={"severity": severity})
        reason = off or fits(rule.applies, outline, year)
        if reason is None and not rule.basis_in(year):
            reason = f"{year}年度尚无（或已无）这条规则所依据的规定"
        plan.append((rule, reason))
        if reason is None:
            with suppress(Exception):  # told by the run; all checks first, for their literals are searched together
                rulebook.inspect_of(rule)
    if len(rulebook.plans) >= _MOST_PLANS:
        rulebook.plans.clear()
    rulebook.plans[key] = rules, tuple(plan)  # with the rules themselves, so that no others can take their id
    return rulebook.plans[key][1]


def _outcome(rule: Rule, examination: Examination, reading: Reading, year: int, seen: dict[str, int]) -> Outcome:
    if examination.status is not Status.FAIL:
        reason = None if examination.status is Status.PASS else examination.reason or "未说明原因"
        return Outcome(rule.id, examination.status, examination.examined, reason, used=examination.used)
    faults = sorted(examination.faults, key=lambda f: (f.span.start, f.span.end) if f.span else (-1, -1))
    del faults[_MOST_FINDINGS:]
    findings = tuple(_finding(rule, fault, reading, year, seen) for fault in faults)
    return Outcome(rule.id, Status.FAIL, examination.examined, None, findings, examination.used)


def _finding(rule: Rule, fault: Fault, reading: Reading, year: int, seen: dict[str, int]) -> Finding:
    span = fault.span
    quote = reading.document.quote(span) if span else ""
    section = reading.outline.top_section_at(span.start) if span else None
    heading = _heading(reading, section) if section else _part(span, reading.outline)
    known = reading.outline.year
    values = {
        "quote": quote,
        "section": heading,
        "year": f"{known}年" if known else "本年度",
        "next_year": f"{known + 1}年" if known else "下一年度",
        **fault.values,
    }
    severity = rule.severity
    if fault.severity is not None and fault.severity.rank < severity.rank:
        severity = fault.severity
    message = rule.message.format_map(values)
    return Finding(
        rule=rule.id,
        severity=severity,
        message=message,
        quote=quote,
        span=span,
        evidence=fault.evidence,
        arithmetic=fault.arithmetic,
        suggestion=_sentence(fault.suggestion or rule.fix.format_map(values)),
        basis=fault.basis or rule.basis_line(year),
        fingerprint=_fingerprint(rule, fault, quote or message, seen),
        replacement=fault.replacement,
        section=heading,
    )


def _heading(reading: Reading, section: Section) -> str:
    """The words of a section's heading; the same for all the findings in it."""
    key = ("heading", section.span.start)
    known: str | None = reading.memo.get(key)
    if known is None:
        known = reading.memo[key] = heading_words(reading.document, section.heading)
    return known


def _sentence(words: str) -> str:
    """With its full stop, whoever wrote it: a rule, a check, a calendar."""
    return words if not words or words[-1] in "。！？…" or words.endswith(("。”", "。）")) else f"{words}。"


def _part(span: Span | None, outline: Outline) -> str:
    """What stands outside all sections and yet has a name; "" for the head and for what has none."""
    if span is None or not outline.sections or span.start < outline.body_span.end:
        return ""
    return "附件" if outline.annex is not None and span.start >= outline.annex.start else "落款"


def _fingerprint(rule: Rule, fault: Fault, words: str, seen: dict[str, int]) -> str:
    """32 hex digits made of the rule, of what the fault is and of the figures it rests on; not of where it stands."""
    parts = [rule.id, *(fault.identity or (words,)), *(item.value or item.quote for item in fault.evidence)]
    base = "\x1f".join(parts)
    seen[base] = number = seen.get(base, 0) + 1
    if number > 1:  # the same fault once more in the same report
        base = f"{base}\x1f#{number}"
    return hashlib.sha256(base.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _coverage(facts: Facts, outcomes: Sequence[Outcome]) -> Coverage:
    numbers = frozenset([index for index, _ in facts.counting])
    checked = frozenset(index for outcome in outcomes for index in outcome.used)
    return Coverage(len(numbers), len((facts.bound | checked) & numbers), len(checked & numbers))
