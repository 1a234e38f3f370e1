"""Paragraphs of prose that end without a final mark or break off."""

from __future__ import annotations

import re

from msgspec.structs import replace

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.paragraphs import Paragraph, paragraphs
from checker.knowledge.record import Field

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "unfinished-sentence"
PLACEHOLDERS = frozenset({"tail", "problem"})

_FINAL = re.compile(r"[。！？…](?:[”’）》】\]]|——)*\Z|[.!?]\Z|[。！？…]（[^（）]*）\Z")
_FINAL_SIGNS = frozenset("。！？….!?")
_ENUMERATED = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,3}[、.．章节条]|（[一二三四五六七八九十]{1,3}）|（?\d{1,2}）|\d{1,2}[.．、]|[①-⑳])"
)
_SERIAL = re.compile(
    r"[一二三四五六七八九十]{1,2}是|[其第][一二三四五六七八九十][，是：]|(?:首先|其次|再次|最后|此外|同时)，"
)
_ATTACHMENT = re.compile(
    r"附件[：:\d]|附[：:表]|（[^）]{1,200}）\Z|图\d|表\d|注[：:]|来源[：:]|联系人|联系电话|抄送|主送|印发\Z"
)
_HANGING = re.compile(
    r"(?:[的和与及或对在为将把被从向以由并使让于]|以及|并且|通过|根据|按照|关于|不断|进一步|切实|着力)\Z"
)
_SENTENCE = re.compile("[。！？；]")
# Words that no sentence ends with, right before its final mark: 不断提高办案质量以及。
_STOPS = re.compile("[。；！]")
_BEFORE_STOP = frozenset("及且步断实力中于为了照据过与或并和把将使让对向由在从但而即如的或")
_CUT = re.compile(
    "(?:以及|并且|或者|(?<![更再])进一步|(?<![续连源间继])不断|(?<=，)切实|(?<=，)着力|(?<=[，、])其中|由于|为了|(?<=[，。；])(?:对于|关于|按照|根据|通过|对|向|在|从|由|将|把|使|让|与|和|或|并|但|而|即|如)"
    "|(?<![合兼吞归一相])并|(?<![普涉触危波遍旁顾推企惠来以力提料殃累论可])及|把|(?<=水平)和|(?<![缓谐温调总平求讲柔融附议饱中随亲祥柔共唱言])和|(?:不断|进一步|大力)[\u4e00-\u9fff]{2}的)\\Z"
)
_CONTINUES = re.compile(r"\d[\d.,]*(?:[%‰件起人名个次项家户场份条年月日元万亿公平]|$)|[，。；：、）》”]")
_TORN = "与下一段断开"
_LISTED = 4
_SHORTEST = 12  # characters before the mark
_TITLE = 60  # a bare heading is not longer


class Parameters(CheckParameters):
    """Sizes that tell prose from a heading or a line of a list."""

    prose_length: int = Field(default=20, ge=8, description="不带序号的段落，至少多少字才算成句的正文")
    item_length: int = Field(default=48, ge=8, description="带序号的段落，至少多少字才算成句的正文")
    wrapped_share: float = Field(default=0.4, ge=0, le=1, description="断开的段落超过多大比例，就当作硬换行的文本")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Nothing to prepare."""

    def inspect(reading: Reading) -> Examination:
        body = paragraphs(reading)
        faults: list[Fault] = []
        examined = 0
        for position, paragraph in enumerate(body):
            if not _is_prose(paragraph, parameters):
                continue
            examined += 1
            following = body[position + 1] if position + 1 < len(body) else None
            fault = _judge(reading, paragraph, following)
            if fault:
                faults.append(fault)
        if examined == 0:
            return Examination.not_applicable("没有成段的正文")
        faults.extend(_cut_short(reading))
        if len(faults) >= 6 and len(faults) > parameters.wrapped_share * examined:
            return Examination.undetermined(
                f"{len(faults)}段没有句末标点，疑是按固定宽度折行的文本，无法判断段落在哪里结束", examined
            )
        return Examination.of(examined, _grouped(reading, faults))

    return inspect


def _cut_short(reading: Reading) -> list[Fault]:
    """Sentences whose final mark stands behind a word that something must follow."""
    faults: list[Fault] = []
    running = reading.document.running
    text = running.text
    for stop in _STOPS.finditer(text):
        at = stop.start()
        if at < _SHORTEST or text[at - 1] not in _BEFORE_STOP:
            continue
        found = _CUT.search(text, at - 5, at)
        if found is None or running.in_title(at - 1):
            continue
        span = Span(*running.place(found.start(), at + 1))
        tail = text[max(0, at - 12) : at + 1]
        faults.append(Fault(span, values={"tail": tail, "problem": "句子没有写完"}, identity=("cut", tail)))
    return faults


def _grouped(reading: Reading, faults: list[Fault]) -> list[Fault]:
    """Many paragraphs torn apart are one fault of whatever exported the text."""
    torn = [fault for fault in faults if fault.values["problem"].endswith(_TORN)]
    if len(torn) <= _LISTED:
        return faults
    first = replace(
        torn[0],
        values={**torn[0].values, "problem": f"{_TORN}（全文共{len(torn)}处）"},
        evidence=tuple(reading.evidence("另一处", fault.span) for fault in torn[1:20] if fault.span),
        identity=(_TORN,),
    )
    return [first, *(fault for fault in faults if fault not in torn)]


def _is_prose(paragraph: Paragraph, parameters: Parameters) -> bool:
    text = paragraph.text
    if _ATTACHMENT.match(text):
        return False
    if paragraph.heading is not None and paragraph.heading.run_in:
        return True
    if _SENTENCE.search(text[:-1]):
        return True
    if paragraph.is_heading:
        return len(text) >= 2 * parameters.item_length and text.count("，") >= 3
    if _SERIAL.match(text):
        return len(text) >= parameters.prose_length or text[-1] in "，、。；"
    if _ENUMERATED.match(text):
        return (len(text) >= parameters.item_length and "，" in text) or text[-1] in "，、"
    if text[-1] in "，、":
        return len(text) >= 6
    return len(text) >= parameters.prose_length and (
        "，" in text or "了" in text or len(text) >= 2 * parameters.prose_length
    )


def _judge(reading: Reading, paragraph: Paragraph, following: Paragraph | None) -> Fault | None:
    text = paragraph.text
    last = text[-1]
    if last in _FINAL_SIGNS or _FINAL.search(text):
        return None
    if last in "，、":
        if following is not None and following.heading is None and not _starts_anew(following.text):
            # The next paragraph may go on with the sentence: a line break too many.
            return _fault(reading, paragraph, f"段落以“{last}”结束，{_TORN}", Severity.INFO)
        return _fault(
            reading, paragraph, f"段落以“{last}”结束，句子没有写完", replacement="。" if last == "，" else None
        )
    if last == "；":
        if following is not None and (not following.is_heading or _same_series(paragraph, following)):
            return None
        return _fault(reading, paragraph, "最后一项以分号结束，应为句号", Severity.INFO, "。")
    if last == "：":
        if following is not None:
            return None
        return _fault(reading, paragraph, "以冒号结束，后面没有内容")
    if following is not None and _CONTINUES.match(following.text) and not following.heading:
        return _fault(reading, paragraph, _TORN, Severity.INFO)
    if _HANGING.search(text):
        return _fault(reading, paragraph, "句子没有写完")
    if last in "”’）》】" or re.match(r"[\u4e00-\u9fff0-9%A-Za-z℃㎡]", last):
        if not _SENTENCE.search(text) and paragraph.heading is None:
            if following is not None and _table_follows(reading, paragraph):
                return None
            if following is not None and not following.is_heading and not _SERIAL.match(text) and len(text) <= _TITLE:
                return _fault(reading, paragraph, "段末缺少句号（若是小标题，请编号或单独成行）", Severity.INFO)
        return _fault(reading, paragraph, "段末缺少句号", addition="。")
    return None


def _starts_anew(text: str) -> bool:
    return bool(_ENUMERATED.match(text) or _SERIAL.match(text))


def _same_series(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether the two are items of one list: （1）…； （2）…"""
    return bool(paragraph.heading and following.heading and paragraph.heading.scheme == following.heading.scheme)


def _table_follows(reading: Reading, paragraph: Paragraph) -> bool:
    """A line above a table is its caption."""
    blocks = reading.document.prose
    return paragraph.index + 1 < len(blocks) and blocks[paragraph.index + 1].cell is not None


def _fault(
    reading: Reading,
    paragraph: Paragraph,
    problem: str,
    severity: Severity | None = None,
    replacement: str | None = None,
    *,
    addition: str = "",
) -> Fault:
    passage = reading.document.passages[paragraph.index]
    size = len(passage.text)
    tail = passage.text[-12:]
    first = size - 1 if replacement else max(0, size - 12)
    span = Span(*passage.place(first, size))
    suggestion = f"在段末加“{addition}”" if addition else None
    if replacement:
        suggestion = f"把段末的“{passage.text[-1]}”改为“{replacement}”（如有漏句请补上）"
    # What is missing after a comma may be a whole clause: only a person can tell.
    return Fault(
        span,
        values={"tail": tail, "problem": problem},
        suggestion=suggestion,
        replacement=reading.document.quote(span) + addition if addition else None,
        severity=severity,
        identity=(problem, tail),
    )
