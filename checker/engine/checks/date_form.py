"""Dates: days that exist, the year in full, Arabic figures without leading noughts (GB/T 9704—2012, GB/T 15835—2011)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.document.model import Span
from checker.document.running import RunningText
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "date-form"
PLACEHOLDERS = frozenset({"date", "problem", "right"})

_YMD = re.compile(r"(?<![\d〔.])(\d{4,5})年(\d{1,2})月(?:(\d{1,2})[日号])?")
_MD = re.compile(r"(?<![\d年.])(\d{1,2})月(\d{1,2})日")
_DOTTED = re.compile(r"(?<![\d.\-/A-Za-z第])((?:19|20)\d\d)([./\-])(\d{1,2})\2(\d{1,2})(?![\d./\-A-Za-z])")
_CHINESE_YEAR = re.compile(
    r"(?:二[〇○零0Oo]|一九)[〇○零0一二三四五六七八九]{2}年(?:([一二三四五六七八九十]{1,2})月)?(?:([一二三四五六七八九十]{1,3})日)?"
)
_SHORT_YEAR = re.compile(r"(?<![\d第—\-~至.])[’'‘]?([12]\d)年(?=\d{1,2}月(?:\d|份|底|初|末|以来|，|。|、))")
_JOINED_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)((?:19|20)\d\d)(?=年)")
_SIGNATURE = {
    "chinese": "成文日期用阿拉伯数字书写",
    "dotted": "成文日期写作“年月日”，不用点号或斜线",
    "padded": "成文日期的月、日不编虚位，前面不写0",
}
_MAX_FEBRUARY = 29
_LISTED = 3  # slips of one kind told one by one
_ARABIC_SINCE = 2012  # GB/T 9704—2012; its predecessor of 1999 asked for Chinese characters


class Parameters(CheckParameters):
    """No parameters: the calendar and the standard decide."""


@dataclass(frozen=True, slots=True)
class _Slip:
    start: int
    end: int
    problem: str
    right: str
    severity: Severity | None


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Nothing to prepare."""

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        signed = reading.outline.signed
        faults: list[Fault] = []
        examined = 0
        if signed is not None:
            examined += 1
            problem = "" if signed.value is not None else "没有这一天"
            severity = None if signed.value is None else Severity.WARNING
            if signed.style != "chinese" or (reading.year or reading.today.year) >= _ARABIC_SINCE:
                problem = problem or _SIGNATURE.get(signed.style, "")
            if problem:
                value = signed.value
                right = f"{value.year}年{value.month}月{value.day}日" if value else ""
                faults.append(_fault(reading, signed.span, signed.text, problem, right, severity))
        slips: list[_Slip] = []
        for slip, seen in _slips(reading, running):
            examined += seen
            if slip is not None and not any(slip.start < one.end and one.start < slip.end for one in slips):
                slips.append(slip)
        groups: dict[str, list[tuple[Span, _Slip]]] = {}
        for slip in slips:
            span = Span(*running.place(slip.start, slip.end))
            if signed is None or not span.overlaps(signed.span):
                groups.setdefault(slip.problem, []).append((span, slip))
        for problem, group in groups.items():
            if group[0][1].severity is Severity.INFO and len(group) > _LISTED:
                spans = [span for span, _ in group]
                fault = _fault(reading, spans[0], reading.document.quote(spans[0]), problem, "", Severity.INFO)
                more = tuple(reading.evidence("另一处", span) for span in spans[1:20])
                faults.append(replace(fault, evidence=more, suggestion=f"共{len(spans)}处，逐处改正"))
            else:
                for span, slip in group:
                    written = running.text[slip.start : slip.end]
                    faults.append(_fault(reading, span, written, problem, slip.right, slip.severity))
        return Examination.of(examined, faults)

    return inspect


def _fault(reading: Reading, span: Span, written: str, problem: str, right: str, severity: Severity | None) -> Fault:
    return Fault(
        span,
        values={"date": written, "problem": problem, "right": right},
        suggestion=f"改为“{right}”" if right else None,
        replacement=right or None,
        severity=severity,
        identity=(written, problem),
    )


def _slips(reading: Reading, running: RunningText) -> Iterator[tuple[_Slip | None, int]]:
    """What is wrong with the dates in the running text; (None, 1) for a date that is right."""
    text = running.text
    for match in _YMD.finditer(text):
        yield _year_month_day(match), 1
    for match in _MD.finditer(text):
        month, day = int(match[1]), int(match[2])
        wrong = _impossible(None, month, day)
        yield (_Slip(match.start(), match.end(), wrong, "", None) if wrong else None), 1
    for match in _DOTTED.finditer(text):
        if running.in_title(match.start()):
            continue
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        if wrong := _impossible(year, month, day):
            if match[2] == ".":
                continue  # a version or an item number
            yield _Slip(match.start(), match.end(), wrong, "", Severity.WARNING), 1
        else:
            right = f"{year}年{month}月{day}日"
            yield _Slip(match.start(), match.end(), "行文中的日期写作“年月日”", right, Severity.INFO), 1
    for match in _CHINESE_YEAR.finditer(text):
        if not running.in_title(match.start()) and (reading.year or reading.today.year) >= _ARABIC_SINCE:
            yield _Slip(match.start(), match.end(), "公历年月日用阿拉伯数字书写", "", Severity.INFO), 1
    for match in _SHORT_YEAR.finditer(text):
        yield _Slip(match.start(), match.end(), "年份应写全四位", f"20{match[1]}年", Severity.INFO), 1
    for match in _JOINED_YEARS.finditer(text):
        first, last = int(match[1]), int(match[2])
        if first < last <= first + 20:
            right = f"{first}—{last}"
            yield _Slip(match.start(), match.end(), "起止年份之间漏了连接号", right, Severity.WARNING), 1


def _year_month_day(match: re.Match[str]) -> _Slip | None:
    year, month = int(match[1]), int(match[2])
    day = int(match[3]) if match[3] else None
    if len(match[1]) > 4:
        return _Slip(match.start(), match.end(), "年份多了一位", "", Severity.WARNING)
    if wrong := _impossible(year, month, day):
        return _Slip(match.start(), match.end(), wrong, "", None)
    if not 1840 <= year <= 2100:
        return _Slip(match.start(), match.end(), f"年份{year}有误", "", Severity.WARNING)
    if match[2].startswith("0") or (match[3] or "").startswith("0"):
        right = f"{year}年{month}月" + (f"{day}{match[0][-1]}" if day else "")
        return _Slip(match.start(), match.end(), "月、日不编虚位，前面不写0", right, Severity.INFO)
    return None


def _impossible(year: int | None, month: int, day: int | None) -> str:
    """Why there is no such day, or ""."""
    if not 1 <= month <= 12:
        return f"没有{month}月"
    if day is None:
        return ""
    last = _MAX_FEBRUARY if year is None and month == 2 else monthrange(year or 2023, month)[1]
    if 1 <= day <= last:
        return ""
    return f"{f'{year}年' if year and month == 2 else ''}{month}月没有{day}日"
