"""Half-width marks in Chinese prose: one finding where the whole text is half width, one a slip elsewhere."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct

from checker.document.model import BlockKind, Document, Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.knowledge.record import Field

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "punctuation-width"
PLACEHOLDERS = frozenset({"what", "half", "full"})

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。", "｡": "。", "､": "、"}
_CLASS = {
    ",": "逗号",
    ";": "分号",
    ":": "冒号",
    "?": "问号",
    "!": "叹号",
    "(": "括号",
    ")": "括号",
    ".": "句号",
    '"': "引号",
    "'": "引号",
    "｡": "句号",
    "､": "顿号",
}
_CLASS |= {full: _CLASS[half] for half, full in _FULL.items()} | {"“": "引号", "”": "引号"}
_NO_FULL = 4  # so many marks, none of them full width: a text that was flattened, not a handful of slips
_FULL_SIGNS = (*_FULL.values(), "“", "”")
_HALF_MARK = re.compile(r"[,;:?!()\"'.｡､](?<!\.(?=\d))")  # the point of a decimal is none
_CHINESE = "\u4e00-\u9fff《》〈〉“”‘’（）【】〔〕、。，；：？！…—％"
_IS_CHINESE = re.compile(f"[{_CHINESE}]")
# 规范执法行为.全年评查: Chinese on both sides, no number or letter near; 12期.培训: a counter before it.
_POINT_FOR_STOP = re.compile(r"[\u4e00-\u9fff\d、，“”《》（）%]{3}[\u4e00-\u9fff”》）%]\.[\u4e00-\u9fff“《（]")
_SINGLE_QUOTED = re.compile(r"'[\u4e00-\u9fff][^'\n]{0,30}'")
_WORD_CHARACTER = re.compile("[\u4e00-\u9fff]")


class Parameters(CheckParameters):
    """From which share on the whole text counts as half width, and up to how many slips are told one by one."""

    whole_share: float = Field(default=0.5, ge=0, le=1, description="半角标点占多大比例算全文半角")
    whole_count: int = Field(default=12, ge=1, description="至少多少处才谈得上全文半角")
    listed: int = Field(default=8, ge=1, description="至多逐处报告几处，再多合并为一条")


class _Mark(Struct, frozen=True):
    offset: int
    sign: str


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Nothing to prepare."""

    def inspect(reading: Reading) -> Examination:
        document = reading.document
        halves = _half_marks(document)
        full = Counter[str]()
        for sign in _FULL_SIGNS:
            full[_CLASS[sign]] += document.text.count(sign)
        total_half, total_full = len(halves), sum(full.values())
        if total_half + total_full == 0:
            return Examination.not_applicable("文中没有逗号、句号之类的标点")
        examined = total_half + total_full
        # 。、and “” have no half-width twin that an export would leave: they say nothing about the text as a whole.
        telling_full = total_full - full["句号"] - full["顿号"] - full["引号"]
        telling_half = [mark for mark in halves if mark.sign not in '."']
        enough = parameters.whole_count if telling_full else _NO_FULL
        if len(telling_half) >= enough and (
            len(telling_half) >= parameters.whole_share * (len(telling_half) + telling_full)
        ):
            return Examination.of(examined, [_whole(reading, halves, telling_full)])
        if len(halves) > parameters.listed:
            return Examination.of(examined, [_many(reading, halves)])
        return Examination.of(examined, _slips(reading, halves))

    return inspect


def _half_marks(document: Document) -> list[_Mark]:
    """Half-width marks that stand in Chinese prose, in order."""
    found: list[_Mark] = []
    for block in document.prose:
        if block.kind is BlockKind.CELL:
            continue
        text = document.text[block.span.start : block.span.end]
        found.extend(
            _Mark(block.span.start + match.start(), match[0])
            for match in _HALF_MARK.finditer(text)
            if _in_chinese(text, match.start(), match[0])
        )
    return found


def _in_chinese(text: str, at: int, sign: str) -> bool:
    before = text[at - 1] if at else ""
    after = text[at + 1] if at + 1 < len(text) else ""
    if sign == ".":
        # The mark that ends a paragraph, or stands between two clauses; elsewhere a point may belong to a number, a
        # name or a list.
        if at > 3 and _POINT_FOR_STOP.match(text, at - 4):
            return True
        ends = at + 1 == len(text) or (text[at + 1].isspace() and text[at + 1 :].isspace())
        return ends and bool(_WORD_CHARACTER.match(before)) and at > 14
    if sign == "'":
        # 推行'一件事'改革: quotation marks; 90' or Children's are none.
        return bool(_SINGLE_QUOTED.match(text, at) or _SINGLE_QUOTED.match(text, max(0, text.rfind("'", 0, at))))
    if sign in ",:" and before.isdigit() and after.isdigit():
        return False  # 12,077 · 18:00
    if sign == ":" and text.startswith("//", at + 1):
        return False  # a URL
    if sign in "()":
        inner = _inside(text, at, sign)
        if inner is not None and re.fullmatch(r"[\x00-\x7f]*", inner):
            # (2016-2020), (APP): the brackets belong to the Chinese around them, unless the text around is ASCII too.
            left = text[text.rfind("(", 0, at + 1) - 1 : text.rfind("(", 0, at + 1)]
            return bool(_IS_CHINESE.match(left))
        return True
    return bool(_IS_CHINESE.match(before) or _IS_CHINESE.match(after))


def _inside(text: str, at: int, sign: str) -> str | None:
    """What stands within the brackets of which ``sign`` at ``at`` is one; None where its partner is missing."""
    if sign == "(":
        end = text.find(")", at)
        return text[at + 1 : end] if end >= 0 else None
    start = text.rfind("(", 0, at)
    return text[start + 1 : at] if start >= 0 else None


def _whole(reading: Reading, halves: list[_Mark], full: int) -> Fault:
    kinds = Counter(_CLASS[mark.sign] for mark in halves)
    listed = "、".join(f"{name}{count}处" for name, count in kinds.most_common())
    first = halves[0].offset
    return Fault(
        Span(first, first + 1),
        values={"what": f"全文标点用了半角（{listed}）", "half": str(len(halves)), "full": str(full)},
        suggestion="把全文的半角标点统一替换为全角（数字、英文、网址之内的除外）",
        identity=("全文",),
    )


def _many(reading: Reading, halves: list[_Mark]) -> Fault:
    kinds = Counter(_CLASS[mark.sign] for mark in halves)
    listed = "、".join(f"{name}{count}处" for name, count in kinds.most_common())
    spans = [Span(mark.offset, mark.offset + 1) for mark in halves]
    return Fault(
        spans[0],
        values={"what": f"文中标点全角半角混用，半角有{listed}", "half": str(len(halves)), "full": ""},
        evidence=tuple(reading.evidence("另一处", span) for span in spans[1:20]),
        suggestion="把半角标点统一替换为全角",
        severity=Severity.INFO,
        identity=("多处",),
    )


def _one_line(text: str, first: _Mark, last: _Mark) -> bool:
    return "\n" not in text[first.offset : last.offset]


def _slips(reading: Reading, halves: list[_Mark]) -> list[Fault]:
    """One fault a slip; a pair of brackets is one slip."""
    faults: list[Fault] = []
    text = reading.document.text
    closed: set[int] = set()
    for position, mark in enumerate(halves):
        if mark.offset in closed:
            continue
        # A pair of brackets or of quotation marks is one slip.
        closing = {"(": ")", '"': '"', "'": "'"}.get(mark.sign, "")
        partner = next((one for one in halves[position + 1 :] if one.sign == closing), None) if closing else None
        if (
            partner is not None
            and text.find(closing, mark.offset + 1) == partner.offset
            and _one_line(text, mark, partner)
        ):
            closed.add(partner.offset)
            span = Span(mark.offset, partner.offset + 1)
            inner = text[mark.offset + 1 : partner.offset]
            right: str | None = f"（{inner}）" if closing == ")" else f"“{inner}”"
        else:
            span = Span(mark.offset, mark.offset + 1)
            right = _FULL.get(mark.sign)
        around = text[max(0, mark.offset - 4) : mark.offset + 5].strip().replace("\n", "")
        name = _CLASS[mark.sign]
        faults.append(
            Fault(
                span,
                values={"what": f"“{around}”中的{name}用了半角", "half": "1", "full": ""},
                suggestion=f"改为全角“{right}”" if right else "改为全角引号“”",
                replacement=right,
                severity=Severity.INFO,
                identity=(name, around),
            )
        )
    return faults
