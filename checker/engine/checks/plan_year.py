"""The plan is for the year after the report year: in its heading, or at least somewhere in its text."""

from __future__ import annotations

import re
from bisect import bisect_left

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.report_year import OTHER_KIND, is_rule_of_law_report, settled_year
from checker.engine.text.year_mentions import YearMention, year_mentions
from checker.outline.model import Role, Section

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "plan-year"
PLACEHOLDERS = frozenset({"problem", "expected"})


# 2020年底前, 2020年12月底前, 2020年内
_DUE = re.compile(
    r"20\d\d年(?:度)?(?:\d{1,2}月)?(?:[底末内前]|(?=\d{1,2}月))(?:以?前|之前)?|20\d\d年\d{1,2}月(?:份|底|末)?(?:以?前|之前)"
)


class Parameters(CheckParameters):
    """``next_year``: words that name the next year; ``onward``: words that at least look ahead (then only a remark);

    ``efforts``: verbs that a plan opens with, right behind the year and its comma;

    ``promises``: words of intention after a year that opens a sentence; ``looking_back``: words that make such a
    sentence a look back; ``goals``: words before a year that is a date to be met, ``results``: verbs behind it;

    ``aims``: words before a year whose target is told; ``draws`` and ``yearly``: drawing up what is made anew each year
    (制定……年工作要点), ``past``: words that make it a look back.
    """

    next_year: tuple[str, ...]
    onward: tuple[str, ...]
    promises: tuple[str, ...]
    efforts: tuple[str, ...] = ()
    looking_back: tuple[str, ...]
    goals: tuple[str, ...]
    results: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    draws: tuple[str, ...] = ()
    yearly: tuple[str, ...] = ()
    past: tuple[str, ...] = ()


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Heading first; where it names no year, the text; then every sentence of the plan that opens with a year."""
    named = re.compile("|".join(map(re.escape, parameters.next_year)))
    onward = re.compile("|".join(map(re.escape, parameters.onward)))
    promise = re.compile("|".join(parameters.promises))
    back = re.compile("|".join(map(re.escape, parameters.looking_back)))
    goal = re.compile(f"(?:{'|'.join(map(re.escape, parameters.goals))})\\Z")
    effort = re.compile(f"，(?:我[区县市局镇]|全[区县市镇])?(?:{'|'.join(parameters.efforts) or '(?!)'})")
    aims = re.compile(f"(?:{'|'.join(map(re.escape, parameters.aims))})\\Z") if parameters.aims else None
    yearly = re.compile("|".join(parameters.yearly)) if parameters.yearly else None
    draws = re.compile(f"(?:{'|'.join(parameters.draws)})[^，。；]{{0,2}}\\Z") if parameters.draws else None
    past = re.compile("|".join(parameters.past)) if parameters.past else None
    done = re.compile("|".join(parameters.results)) if parameters.results else None

    def inspect(reading: Reading) -> Examination:
        if not is_rule_of_law_report(reading):
            return Examination.not_applicable(OTHER_KIND)
        outline = reading.outline
        plans = outline.by_role(Role.PLAN) or outline.items_by_role(Role.PLAN)
        if not plans:
            return Examination.not_applicable("没有下一年度安排部分（另有一条查）")
        year = settled_year(reading).year
        if year is None:
            return Examination.undetermined("认不出报告年度，无法判断计划应为哪一年")
        mentions = [mention for mention in year_mentions(reading) if not mention.titled]
        starts = [mention.span(reading).start for mention in mentions]
        faults: list[Fault] = []
        for plan in plans:
            inside = mentions[bisect_left(starts, plan.span.start) : bisect_left(starts, plan.span.end)]
            fault = _heading_fault(reading, plan, inside, year)
            if fault is None:
                faults.extend(_sentence_faults(reading, plan, inside, year))
                stated = any(mention.year == year + 1 for mention in inside)
                if not stated and not faults and not named.search(reading.document.quote(plan.span)):
                    looks_ahead = bool(onward.search(plan.heading.text))
                    fault = _missing(plan, year, Severity.INFO if looks_ahead else Severity.WARNING)
            if fault is not None:
                faults.append(fault)
        return Examination.of(len(plans), faults)

    def _sentence_faults(reading: Reading, plan: Section, inside: list[YearMention], year: int) -> list[Fault]:
        text = reading.document.running.text
        found: list[Fault] = []
        for mention in inside:
            # A short item is a heading by itself, and may well promise something.
            told = mention.in_body and not (mention.titled or mention.bracketed or mention.quoted or mention.ranged)
            if not told or mention.year == year + 1 or _within(mention, plan.heading.span, reading):
                continue
            if (judged := _judged(text, mention, year)) is not None:
                words, severity = judged
                found.append(_fault(mention.span(reading), words, year, severity))
        return found

    def _judged(text: str, mention: YearMention, year: int) -> tuple[str, Severity | None] | None:
        """What is wrong with a year of the plan, and how grave."""
        first, last = mention.sentence
        rest = text[mention.end : last]
        before = text[max(first, mention.start - 4) : mention.start]
        opens = mention.start == first or (mention.leads and before.endswith(("：", "，", "）")))
        over = mention.year <= year
        if opens and mention.month is None and promise.search(rest) and not back.search(rest):
            return f"计划部分写的是{mention.year}年的打算", None if over else Severity.WARNING
        if not over:
            return None
        if opens and mention.month is None and effort.match(rest) and not back.search(rest):
            return f"计划部分写的是{mention.year}年的打算", Severity.WARNING
        due = _DUE.match(text, mention.start)
        if due and (goal.search(before) or (opens and done is not None and done.match(text, due.end()))):
            return f"计划部分的期限是已经过去的{mention.year}年", Severity.WARNING
        clause = re.split("[，；]", text[due.end() : last], maxsplit=1)[0] if due else ""
        if due and due[0].endswith("前") and clause and not back.search(clause):
            return f"计划部分的期限是已经过去的{mention.year}年", Severity.WARNING
        if mention.month is not None:
            return None
        if aims is not None and aims.search(before):
            return f"计划部分写的是{mention.year}年的目标", Severity.WARNING
        drawn = draws is not None and draws.search(text, max(first, mention.start - 6), mention.start)
        if drawn and yearly is not None and yearly.match(text, mention.end):
            looks_back = past is not None and past.search(text, mention.end, min(mention.end + 30, last))
            if not looks_back:
                return f"计划部分要做的是{mention.year}年的年度文件", Severity.WARNING
        return None

    return inspect


def _within(mention: YearMention, span: Span, reading: Reading) -> bool:
    return span.start <= mention.span(reading).start < span.end


def _heading_fault(reading: Reading, plan: Section, inside: list[YearMention], year: int) -> Fault | None:
    heading = plan.heading
    named = [m for m in inside if not m.ranged and _within(m, heading.span, reading)]
    if not named or any(mention.year == year + 1 for mention in named):
        return None
    found = named[0].year
    if Role.PROBLEMS in plan.roles and found == year:
        return None  # 2020年存在的问题和下一步打算: the year may be that of the problems
    copied = "像是沿用了上年的标题" if found == year else "与报告年度对不上"
    return _fault(heading.span, f"计划部分的标题写的是{found}年，{copied}", year, None)


def _missing(plan: Section, year: int, severity: Severity) -> Fault:
    return _fault(plan.heading.span, f"计划部分通篇没有写明是{year + 1}年的安排", year, severity)


def _fault(span: Span, problem: str, year: int, severity: Severity | None) -> Fault:
    return Fault(span, {"problem": problem, "expected": f"{year + 1}年"}, severity=severity)
