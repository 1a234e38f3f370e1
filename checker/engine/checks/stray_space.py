"""Blanks inside a sentence: between Chinese characters, or between a figure and its unit."""

from __future__ import annotations

import re

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.paragraphs import Paragraph, paragraphs
from checker.knowledge.record import Field

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "stray-space"
PLACEHOLDERS = frozenset({"around", "what"})

_HAN = "\u4e00-\u9fff"
_MARK = "，。；：、！？”’）》】〕"
# Blanks on one line only: a line break inside a paragraph is the file's, not the author's.
_BLANK = re.compile("[ \t\u00a0\u3000]")
_BLANKS = re.compile("[ \t\u00a0\u3000]+")
_OPENING, _DIGITS = frozenset("“《（"), frozenset("0123456789")
_PARTS_OF_FIGURES = frozenset(".%")
# 1 250件, 20 23年, 98. 5%; blanks between the columns of a table or the figures of a telephone number are meant.
_WITHIN_FIGURE = re.compile(
    r"(?<![\d.])\d{1,4}(?:[ \t\u00a0\u3000]\d{1,4})(?![\d \t\u00a0\u3000-])"
    rf"|(?<=[{_HAN}])\d+(?:[ \u00a0\u3000]+\.|\.[ \u00a0\u3000]+)\d+"
    r"|\d+(?:\.\d+)?[ \u00a0\u3000]+%"
)
# 4 598个、1 757 526件: groups of three, the other way of writing large numbers that GB/T 15835 knows.
_IN_THOUSANDS = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?:[ \u00a0\u2009]\d{3})+(?!\d)")
_MANNER = 3  # so many numbers in groups of three are no slips of the keys
_YEARS_APART = re.compile(r"\d+\s(?:19|20)\d\d\Z")  # 2024 2025, 表1 2025年
_AFTER_LABEL = re.compile(
    r"\s*(?:第?[一二三四五六七八九十百]{1,3}[、.．章节条]?|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、]?|[①-⑳]|附件\d*[：:]?)[ \t\u00a0\u3000]+\Z"
)
_MOTTO_HEAD = re.compile(rf"[“《][{_HAN}·、 \u3000]{{4,20}}\Z")
_MOTTO_TAIL = re.compile(rf"[{_HAN}·、 \u3000]{{4,20}}[”》]")
_BYLINE = re.compile(rf"(?:记者|作者|编辑|摄影|通讯员|来源)[：:]?[{_HAN}]{{0,3}}\Z")
_HAN_OR_SIGN = re.compile(rf"[{_HAN}{_MARK}“《（%]")
_JOINED = re.compile(rf"[{_HAN}][0-9]|[0-9%][{_HAN}]")


class Parameters(CheckParameters):
    """When blanks are a habit of the whole text rather than slips."""

    listed: int = Field(default=6, ge=1, description="至多逐处报告几处，再多合并为一条")
    habit: int = Field(default=8, ge=1, description="数字与汉字之间的空格超过多少处，就看作全文的习惯")
    shortest: int = Field(default=15, ge=1, description="不足多少字的段落（人名、落款、栏目名）不查")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Nothing to prepare."""

    def inspect(reading: Reading) -> Examination:
        text = reading.document.text
        slips: list[Span] = []
        figures: list[Span] = []
        within: list[Span] = []
        sources: list[str] = []
        examined = 0
        grouped: bool | None = None
        for paragraph in paragraphs(reading):
            if len(paragraph.text) < parameters.shortest:
                continue
            examined += 1
            start, end = paragraph.block.span.start, paragraph.block.span.end
            source = text[start:end]
            sources.append(source)
            blanks = [
                (match, source[match.start() - 1], source[match.end()])
                for match in _BLANKS.finditer(source, 1)
                if match.end() < len(source)
            ]
            if not blanks:
                continue
            for match in _WITHIN_FIGURE.finditer(source) if any(_in_figure(*beside) for _, *beside in blanks) else ():
                beside = source[match.start() - 1 : match.start()], source[match.end() : match.end() + 1]
                if grouped is None:
                    grouped = len(_IN_THOUSANDS.findall(text)) >= _MANNER
                if grouped and _IN_THOUSANDS.fullmatch(match[0]):
                    continue
                if _YEARS_APART.fullmatch(match[0]) or not all(_HAN_OR_SIGN.match(sign) for sign in beside if sign):
                    continue
                blank = _BLANK.search(match[0])
                assert blank is not None
                place = start + match.start() + blank.start()
                within.append(Span(place, place + len(match[0]) - len(match[0].rstrip()) + 1))
            for belongs, into in ((_between_han, slips), (_before_mark, slips), (_beside_figure, figures)):
                into.extend(
                    Span(start + match.start(), start + match.end())
                    for match, before, behind in blanks
                    if belongs(before, behind) and not _is_layout(paragraph, source, match)
                )
        if not examined:
            return Examination.not_applicable("没有成段的正文")
        faults: list[Fault] = []
        faults.extend(_faults(reading, slips, parameters.listed, "汉字之间"))
        faults.extend(_faults(reading, within, parameters.listed, "数字中间"))
        joined = sum(len(_JOINED.findall(source)) for source in sources) if len(figures) > 2 else 0
        habit = len(figures) > parameters.habit or (len(figures) > 2 and len(figures) >= joined)
        if figures and habit:
            faults.append(_fault(reading, figures, "全文数字与汉字之间"))
        else:
            faults.extend(_faults(reading, figures, parameters.listed, "数字与汉字之间"))
        return Examination.of(examined, faults)

    return inspect


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _between_han(before: str, behind: str) -> bool:
    return (_is_han(before) or before in _MARK or before in _OPENING) and (_is_han(behind) or behind in _OPENING)


def _before_mark(before: str, behind: str) -> bool:
    return behind in _MARK and (_is_han(before) or before in _DIGITS or before == "%")


def _beside_figure(before: str, behind: str) -> bool:
    return (behind in _DIGITS and _is_han(before)) or (_is_han(behind) and (before in _DIGITS or before == "%"))


def _in_figure(before: str, behind: str) -> bool:
    """Whether a number may have been torn apart here."""
    return (before.isdecimal() or before == ".") and (behind.isdecimal() or behind in _PARTS_OF_FIGURES)


def _is_layout(paragraph: Paragraph, source: str, match: re.Match[str]) -> bool:
    """Whether the blank sets things apart on purpose: after a number, after a heading, between columns."""
    if _AFTER_LABEL.match(source[: match.end()]):
        return True
    if len(match[0]) >= 4 or "\t" in match[0]:
        return True  # alignment
    if _in_motto(source, match) or _BYLINE.search(source, max(0, match.start() - 8), match.start()):
        return True
    heading = paragraph.heading
    if heading is not None:
        place = paragraph.block.span.start + match.start()
        return not heading.run_in or heading.span.start <= place <= heading.span.end
    return False


def _in_motto(source: str, match: re.Match[str]) -> bool:
    """“弘扬宪法精神 建设法治强区”: a blank that parts the halves of a motto or a title."""
    before = _MOTTO_HEAD.search(source, max(0, match.start() - 24), match.start())
    after = _MOTTO_TAIL.match(source, match.end())
    return before is not None and after is not None


def _faults(reading: Reading, spans: list[Span], listed: int, what: str) -> list[Fault]:
    if not spans:
        return []
    if len(spans) > listed:
        return [_fault(reading, spans, what)]
    return [_fault(reading, [span], what) for span in spans]


def _fault(reading: Reading, spans: list[Span], what: str) -> Fault:
    text = reading.document.text
    first = spans[0]
    around = text[max(0, first.start - 5) : first.end + 5].replace("\n", "")
    # The finding quotes the words beside the blank, not a blank alone.
    span = Span(first.start - 1, first.end + 1)
    quote = reading.document.quote(span)
    alone = len(spans) == 1
    return Fault(
        span,
        values={"around": around, "what": what if alone else f"{what}共{len(spans)}处"},
        evidence=tuple(reading.evidence("另一处", Span(s.start - 1, s.end + 1)) for s in spans[1:20]),
        suggestion="删去空格",
        replacement=quote[0] + quote[-1] if alone else None,
        severity=Severity.INFO,
        identity=(what, around),
    )
