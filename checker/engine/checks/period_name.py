"""Planning periods: the years in brackets behind a name, and whether the period is one of the report's time."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.calendar import Period, PeriodCalendar
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.report_year import settled_year
from checker.engine.text.year_mentions import role_at
from checker.facts.chinese_numerals import small_number
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "period-name"
PLACEHOLDERS = frozenset({"problem", "name", "right"})

_RANGE = re.compile(r"(20\d\d)(?:年?(?:[-—~]{1,2}|至|到)|(?=20\d\d年))([12]\d{3})(?=年|）)年?")
_LONGEST = 30  # years that a plan may span
_PLAN = re.compile("规划|纲要|计划|方案|战略")
# “十三五”后三年（2018—2020年）: words behind the name that make the range a part of the period.
_PART = re.compile(
    "[前后头末][一二两三四半几]|[一二两三四][个]?年|[中前后]期|以来|至今|年来|阶段|行动|方案|计划|工程|攻坚|剩余|余下|其余"
)
# 三年行动方案: the name says how many years it is for; one more where it runs from some day to the same day.
_FOR_YEARS = re.compile("(?P<number>[二两三四五六]|[2-6])年(?:[\u4e00-\u9fff]{0,6})(?:行动|计划|规划|攻坚)")
_DRAWN_UP = re.compile("(?:印发|出台|制定|制订|编制|发布|启动)[^，。；\\d]{0,4}$")
_PLAN_BEHIND = re.compile("[”’]?[\u4e00-\u9fff]{0,8}?(?:规划|方案|计划|工作)")
_QUOTES = '[“”"‘’]?'
_CLAUSE = "。；，！？\n"


class Parameters(CheckParameters):
    """``works``: verbs of carrying out; ``prepares``: words that speak of drawing up or winding up a plan."""

    calendar: str = "periods"
    works: tuple[str, ...]
    prepares: tuple[str, ...]


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """One pattern for all names; the periods of one name are alternatives."""
    table = knowledge.model("calendar", parameters.calendar, PeriodCalendar)
    named: dict[str, list[Period]] = {}
    for period in table.periods:
        for name in (period.name, *period.aliases):
            named.setdefault(_plain(name), []).append(period)
    names = sorted(named, key=len, reverse=True)
    name_pattern = re.compile("|".join(_loose(name) for name in names))
    current = [name for name in names if any(period.current for period in named[name])]
    current_pattern = re.compile("|".join(_loose(name) for name in current)) if current else None
    works = re.compile("|".join(map(re.escape, parameters.works)))
    prepares = re.compile("|".join(map(re.escape, parameters.prepares)))

    def inspect(reading: Reading) -> Examination:
        text = reading.document.running.text
        examined, faults = _ranges(reading, text)
        more, stale = _currents(reading, text)
        return Examination.of(examined + more, [*faults, *stale])

    def _ranges(reading: Reading, text: str) -> tuple[int, list[Fault]]:
        examined = 0
        faults: list[Fault] = []
        for match in _RANGE.finditer(text):
            if match.start() and text[match.start() - 1].isdigit():
                continue
            first, last = int(match[1]), int(match[2])
            window, start = _before(reading, match.start())
            if match[0].startswith(f"{first}{last}"):
                if window is not None:
                    examined += 1
                    span = _span(reading, match.start(), match.end())
                    right = f"{first}—{last}年"
                    faults.append(_fault(span, "起止年份之间缺了连接号", f"{first}{last}年", right))
                continue
            if window is None:
                hit = name_pattern.match(text, match.end())
                periods = named[_plain(hit[0])] if hit else []
                if hit and not any(p.first <= first < last <= p.last for p in periods) and last <= periods[-1].last:
                    examined += 1
                    name = _plain(hit[0])
                    right = "或".join(str(period) for period in dict.fromkeys(periods))
                    span = _span(reading, match.start(), hit.end())
                    faults.append(_fault(span, f"“{name}”写成了{first}—{last}年", name, right, Severity.WARNING))
                continue
            hits = list(name_pattern.finditer(window))
            if _PLAN.search(window) and not 0 < last - first <= _LONGEST:
                examined += 1
                span = _span(reading, match.start(), match.end())
                problem = f"规划的起止年份写成了{first}—{last}年，不合情理"
                right = str(named[_plain(hits[-1][0])][0]) if hits else "规划的实际起止年份"
                faults.append(_fault(span, problem, window[-16:].strip("（"), right))
                continue
            told = _FOR_YEARS.search(window)
            examined += told is not None
            if told is not None and not 0 <= last - first + 1 - small_number(told["number"]) <= 1:
                span = _span(reading, start + told.start(), match.end())
                problem = f"名称里是{told['number']}年，起止年份却是{first}—{last}年"
                right = f"{first}—{first + small_number(told['number']) - 1}年"
                faults.append(_fault(span, problem, told[0], right, Severity.WARNING))
                continue
            if not hits:
                continue
            name = _plain(hits[-1][0])
            periods = named[name]
            exact = any(period.exact for period in periods)
            local = exact and not _national(window, hits[-1].start())
            if local and (_like_national(first, last, periods) or first > max(period.last for period in periods)):
                continue  # a local plan of the same name may begin a little earlier or later
            examined += 1
            if any(period.first == first and period.last == last for period in periods):
                continue
            inside = not exact and any(period.first <= first < last <= period.last for period in periods)
            behind = window[hits[-1].end() :]
            if inside and _PART.search(behind):
                continue
            if exact and first > max(period.last for period in periods):
                continue  # a period that the table does not know yet
            right = "或".join(str(period) for period in dict.fromkeys(periods))
            span = _span(reading, start + hits[-1].start(), match.end())
            # A plan of the period drawn up late may well begin with its own year.
            late = inside and "规划" in behind and any(last == period.last and not period.current for period in periods)
            severity = Severity.WARNING if local or late else None
            faults.append(_fault(span, f"“{name}”写成了{first}—{last}年", name, right, severity))
        return examined, faults

    def _before(reading: Reading, offset: int) -> tuple[str | None, int]:
        """What stands before the range within the same title, or else within brackets right behind a name."""
        running = reading.document.running
        text = running.text
        if running.in_title(offset):
            start = max(text.rfind("《", 0, offset), text.rfind("〈", 0, offset)) + 1
            return text[start:offset], start
        bracket = offset - 1
        if bracket < 0 or text[bracket] not in "（(":
            return None, offset
        start = max(text.rfind(mark, 0, bracket) for mark in _CLAUSE) + 1
        start = max(start, bracket - 24)
        return text[start:offset], start

    def _currents(reading: Reading, text: str) -> tuple[int, list[Fault]]:
        year = settled_year(reading).year
        if current_pattern is None or year is None:
            return 0, []
        examined = 0
        faults: list[Fault] = []
        for match in current_pattern.finditer(text):
            examined += 1
            name = _plain(match[0])
            periods = [period for period in named[name] if period.current]
            now = year + 1 if role_at(reading, match.start()) is Role.PLAN else year
            if any(period.first <= now <= period.last for period in periods):
                continue
            start, end = reading.document.running.sentence(match.start())
            clause = max(start, *(text.rfind(mark, start, match.start()) + 1 for mark in "，；。"))
            stop = min((p for p in (text.find(mark, match.end(), end) for mark in "，；") if p >= 0), default=end)
            before, around = text[clause : match.start()], text[clause:stop]
            period = periods[0]
            over = now > period.last
            if over and _DRAWN_UP.search(before) and _PLAN_BEHIND.match(text, match.end(), stop):
                span = _span(reading, match.start(), match.end())
                problem = f"“{name}”（{period}）到{now}年已经结束，文中却写成才制定"
                faults.append(_fault(span, problem, name, "本年度所在的规划期", Severity.WARNING))
                continue
            if not works.search(before[-14:]) or prepares.search(around):
                continue
            # Next to its years the word may stand in a part about the coming year that has no heading to say so.
            severity = Severity.INFO if over and now == period.last + 1 else Severity.WARNING
            state = "已经结束" if over else "还没有开始"
            problem = f"“{name}”（{period}）到{now}年{state}，文中却写成正在实施"
            faults.append(
                _fault(_span(reading, match.start(), match.end()), problem, name, "本年度所在的规划期", severity)
            )
        return examined, faults

    return inspect


def _like_national(first: int, last: int, periods: list[Period]) -> bool:
    return any(last == period.last and period.first - 1 <= first < period.last for period in periods)


def _plain(name: str) -> str:
    return re.sub('[“”"‘’]', "", name)


def _loose(name: str) -> str:
    """The name with quotation marks allowed around its first two characters: “七五”普法."""
    plain = _plain(name)
    if re.match("[一二三四五六七八九十]{1,2}五", plain):
        head = re.match("[一二三四五六七八九十]{1,2}五", plain)
        assert head is not None
        return f"{head[0]}{_QUOTES}{re.escape(plain[head.end() :])}"
    return re.escape(plain)


def _national(window: str, start: int) -> bool:
    """Whether the name opens its title, or follows only an issuing organ of the centre."""
    return (
        re.fullmatch("(?:中共中央|国务院|中央|办公厅|、|印发|关于|的|贯彻落实|贯彻|落实|实施|〈|《)*", window[:start])
        is not None
    )


def _span(reading: Reading, start: int, end: int) -> Span:
    return Span(*reading.document.running.place(start, end))


def _fault(span: Span, problem: str, name: str, right: str, severity: Severity | None = None) -> Fault:
    return Fault(span, {"problem": problem, "name": name, "right": right}, severity=severity, identity=(name, problem))
