"""Dates: days that exist, the year in full, Arabic figures without noughts in front (GB/T 9704, GB/T 15835)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from checker.document.model import Span
from checker.document.running import RunningText
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "date-form"
PLACEHOLDERS = frozenset({"date", "problem", "right"})

# Everything hangs on the mark behind a run of digits: one pass over them, then a look at what stands around.
_BEHIND_DIGITS = re.compile(r"[年月日./-](?<=\d.)")
_DIGITS = re.compile(r"\d+")
_YEAR_MONTH = re.compile(r"年(\d{1,2})月(?:(\d{1,2})[日号])?")
_MONTH_DAY = re.compile(r"月(\d{1,2})日")
_DOTTED = re.compile(r"([./\-])(\d{1,2})\1(\d{1,2})(?![\d./\-A-Za-z])")
_RUN_TOGETHER = re.compile(
    r"(?:19[5-9]|20[0-4])\d(?:[1-9]|1[0-2])(?:[1-9]|[12]\d|3[01])|20[0-4]\d(?:0\d|1[0-2])[0-3]\d"
)
_CHINESE_YEAR = re.compile(
    r"(?:二[〇○零0Oo]|一九)[〇○零0一二三四五六七八九]{2}年(?:([一二三四五六七八九十]{1,2})月)?(?:([一二三四五六七八九十]{1,3})日)?"
)
_CENTURIES = (*(f"二{nought}" for nought in "〇○零0Oo"), "一九")
# 5月9号 of a day; 5月1号文件 and 6月3号线 are none.
_DAY_AS_HAO = re.compile(
    r"月(\d{1,2})号(?!线|楼|文|令|院|馆|台风|机|门|公告|案|提|建议|车|柜|窗|井|矿|地|专|通|票|码|仓|桥|墩)"
)
_NUMERAL_MONTH = re.compile(r"年[一二三四五六七八九十]{1,2}月\d{1,2}日")
_NUMERAL_DAY = re.compile(r"月[一二三四五六七八九十]{1,3}日")
_HALF_NUMERAL = re.compile(r"二[〇○零]\d\d年")
_DOUBLED = re.compile(r"(?<=\d)(?:年年(?=\d)|月月(?![底初末中份报度均])|日日(?![常均报前]))")
_TWO_DAYS = re.compile(r"月\d{1,2}日\d{1,2}日")
_DAY_CUT = re.compile(r"年(\d{1,2})月(\d{1,2})(?=[，。；])")
_DOT_MONTH = re.compile(r"\. ?(1[0-2]|[1-9])月")
_SHORT_YEAR = re.compile(r"年(?=\d{1,2}月(?:\d|份|底|初|末|以来|，|。|、))")
_AFTER_RANGE, _AFTER_BRACKET, _AFTER_YEAR = frozenset("第—-~至."), frozenset("〔."), frozenset("年.")
_SIGNATURE = {
    "chinese": "成文日期用阿拉伯数字书写",
    "dotted": "成文日期写作“年月日”，不用点号或斜线",
    "padded": "成文日期的月、日不编虚位，前面不写0",
}
_MAX_FEBRUARY = 29
_MIXED = "同一个日期里汉字和数字混用"
_LISTED = 3  # slips of one kind told one by one
_ARABIC_SINCE = 2012  # GB/T 9704—2012; its predecessor of 1999 asked for Chinese characters


class Parameters(CheckParameters):
    """No parameters: the calendar and the standard decide."""


class _Slip(Struct, frozen=True):
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
    for mark in _BEHIND_DIGITS.finditer(text):
        first = mark.start() - 1
        while first and text[first - 1].isdecimal():
            first -= 1
        run = _DIGITS.match(text, first)
        assert run is not None
        slip, seen = _at(running, run, text[run.end()])
        if seen:
            yield slip, 1
    if "年年" in text or "月月" in text or "日日" in text:
        for match in _DOUBLED.finditer(text):
            sign = match[0][0]
            yield _Slip(match.start(), match.end(), f"“{sign}”字重复", sign, Severity.WARNING), 1
    if (reading.year or reading.today.year) >= _ARABIC_SINCE:
        for match in _HALF_NUMERAL.finditer(text):
            if not running.in_title(match.start()):
                yield _Slip(match.start(), match.end(), _MIXED, "", Severity.INFO), 1
        for match in _CHINESE_YEAR.finditer(text) if any(one in text for one in _CENTURIES) else ():
            if not running.in_title(match.start()) and not text.startswith("远景", match.end()):
                yield _Slip(match.start(), match.end(), "公历年月日用阿拉伯数字书写", "", Severity.INFO), 1


def _at(running: RunningText, run: re.Match[str], following: str) -> tuple[_Slip | None, bool]:
    """What is wrong with the date that begins with a run of digits, and whether there is one."""
    text, start, end = running.text, run.start(), run.end()
    digits, before = run[0], text[run.start() - 1 : run.start()]
    if following == "年":
        if len(digits) == 8 and _joined(digits):
            right = f"{digits[:4]}—{digits[4:]}"
            return _Slip(start, end, "起止年份之间漏了连接号", right, Severity.WARNING), True
        if len(digits) == 2 and before not in _AFTER_RANGE and _SHORT_YEAR.match(text, end) and digits[0] in "12":
            return _Slip(start, end + 1, "年份应写全四位", f"20{digits}年", Severity.INFO), True
        if (
            len(digits) == 6
            and digits.startswith("2020")
            and digits[2:4] == digits[:2]
            and text[end + 1 : end + 2].isdigit()
        ):
            return _Slip(start, end + 1, "年份多了两位", "", Severity.WARNING), True
        if (
            len(digits) == 4
            and (match := _DAY_CUT.match(text, end))
            and not _impossible(int(digits), *map(int, match.groups()))
        ):
            right = f"{digits}{match[0]}日"
            return _Slip(start, match.end(), "漏了“日”字", right, Severity.WARNING), True
        if len(digits) == 4 and (match := _NUMERAL_MONTH.match(text, end)) and not running.in_title(start):
            return _Slip(start, match.end(), _MIXED, "", Severity.INFO), True
        match = _YEAR_MONTH.match(text, end)
        if match and len(digits) in (4, 5) and before not in _AFTER_BRACKET:
            return _year_month_day(text, start, digits, match), True
    elif following == "日":
        if _RUN_TOGETHER.fullmatch(digits):
            return _Slip(start, end + 1, "年、月、日的数字连在一起，漏了“年”“月”", "", Severity.WARNING), True
    elif following == "月":
        if (
            len(digits) in (5, 6)
            and digits.startswith(("19", "20"))
            and 1 <= int(digits[4:]) <= 12
            and before not in _AFTER_RANGE
        ):
            right = f"{digits[:4]}年{digits[4:]}月"
            return _Slip(start, end + 1, "漏了“年”字", right, Severity.WARNING), True
        match = _NUMERAL_DAY.match(text, end)
        if match and len(digits) <= 2 and not running.in_title(start):
            return _Slip(start, match.end(), _MIXED, "", Severity.INFO), True
        match = _TWO_DAYS.match(text, end)
        if match and len(digits) <= 2:
            return _Slip(start, match.end(), "日期重复，或两个日期之间漏了顿号", "", Severity.WARNING), True
        match = _DAY_AS_HAO.match(text, end)
        if match and len(digits) <= 2:
            right = f"{digits}月{match[1]}日"
            return _Slip(start, match.end(), "公文里的日期写“日”，不写“号”", right, Severity.INFO), True
        match = _MONTH_DAY.match(text, end)
        if match and len(digits) <= 2 and before not in _AFTER_YEAR:
            wrong = _impossible(None, int(digits), int(match[1]))
            return (_Slip(start, match.end(), wrong, "", None) if wrong else None), True
    elif len(digits) == 4 and digits.startswith(("19", "20")):
        match = _DOT_MONTH.match(text, end)
        if match and before not in _AFTER_RANGE:
            return _Slip(start, match.end(), "行文中的日期写作“年月日”", f"{digits}年{match[1]}月", Severity.INFO), True
        match = _DOTTED.match(text, end)
        if match and not re.match(r"[.\-/A-Za-z第]", before) and not running.in_title(start):
            return _dotted(start, int(digits), match)
    return None, False


def _joined(digits: str) -> bool:
    first, last = int(digits[:4]), int(digits[4:])
    return 1949 <= first < last <= first + 20


def _dotted(start: int, year: int, match: re.Match[str]) -> tuple[_Slip | None, bool]:
    month, day = int(match[2]), int(match[3])
    if wrong := _impossible(year, month, day):
        if match[1] == ".":
            return None, False  # a version or the number of an item
        return _Slip(start, match.end(), wrong, "", Severity.WARNING), True
    right = f"{year}年{month}月{day}日"
    return _Slip(start, match.end(), "行文中的日期写作“年月日”", right, Severity.INFO), True


def _year_month_day(text: str, start: int, digits: str, match: re.Match[str]) -> _Slip | None:
    year, month = int(digits), int(match[1])
    day = int(match[2]) if match[2] else None
    if len(digits) > 4:
        return _Slip(start, match.end(), "年份多了一位", "", Severity.WARNING)
    if wrong := _impossible(year, month, day):
        return _Slip(start, match.end(), wrong, "", None)
    if not 1840 <= year <= 2100:
        return _Slip(start, match.end(), f"年份{year}有误", "", Severity.WARNING)
    if match[1].startswith("0") or (match[2] or "").startswith("0"):
        right = f"{year}年{month}月" + (f"{day}{text[match.end() - 1]}" if day else "")
        return _Slip(start, match.end(), "月、日不编虚位，前面不写0", right, Severity.INFO)
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
