"""发文字号: organ code, year in full within 〔〕, number without 第 or leading noughts (GB/T 9704—2012, 7.2.5)."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from msgspec import Struct

from checker.document.model import Span
from checker.document.running import RunningText
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.organ_code import organ_code

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "document-number"
PLACEHOLDERS = frozenset({"number", "problems", "right"})

_OPEN, _CLOSE = "〔[【〈﹝（{", "〕]】〉﹞）}"
_ORGAN = "[\u4e00-\u9fff]"
# 鲁政发〔2020〕7号 and its misshapen kin; blanks have vanished from the folded text.
_BRACKETED = re.compile(
    rf"[{re.escape(_OPEN)}](?P<year>(?:19|20)\d\d年?|\d\d|\d{{3}}|\d{{5}})[{re.escape(_CLOSE)}]"
    r"(?P<ordinal>第?)(?P<number>\d+)(?P<more>(?:[-—、]\d+)*)(?P<sign>号?)"
)
# The year is there, one bracket is not: 鲁政发2020〕7号, 鲁政发〔2020 7号.
_HALF_OPEN = re.compile(r"(?P<year>20\d\d)(?<=[发办函字令].{4})[〕\]】﹞](?P<number>\d+)号")
_HALF_CLOSED = re.compile(r"[〔\[【﹝](?<=[发办函字].)(?P<year>20\d\d)[年.、，]?第?(?P<number>\d{1,4})号")


def _behind_code(signs: int) -> str:
    """A look back over so many signs to the code of an organ, which ends in 发, 办 …; 印发2020年… is none."""
    rest = f".{{{signs}}})"
    return (
        f"(?<=[\u4e00-\u9fff][发办函字通规]{rest}(?<![印转下颁签制分核刊首开研出再]发{rest}"
        f"(?<![举主承协联交督查停兴试]办{rest}(?<![数文汉题]字{rest}(?<![开沟交畅贯打联普流]通{rest}(?<![法常]规{rest}"
    )


_BARE = re.compile(rf"(?P<year>20\d\d){_behind_code(4)}年?(?:第|-|—|—第)?(?P<number>\d{{1,4}})号")
# 临政发<2023>16号, “2023”: marks that are no brackets.
_ODD = re.compile(rf"[<＜《“\"'‘/|]{_behind_code(1)}(?P<year>20\d\d)[>＞》”\"'’/|]第?(?P<number>\d{{1,4}})号")
_DOUBLED = re.compile(rf"[〔\[【]{{2}}{_behind_code(2)}(?P<year>20\d\d)[〕\]】]{{1,2}}第?(?P<number>\d{{1,4}})号")
_CHINESE_NUMBER = re.compile(r"[〔\[【（](?P<year>20\d\d)[〕\]】）]第?(?P<number>[一二三四五六七八九十百〇零]{1,5})号")
# Nothing where the year or the number should stand: 国发〔〕33号, 国发〔2020〕号, 国发〔20××〕×号.
_BLANK = re.compile(
    r"[〔﹝](?:[×xX*＊_□○Oo?？]*|(?:19|20)[×xX*＊_□○]{1,2})[〕﹞]第?[\d×xX*＊_□○]*号?"
    r"|[〔﹝](?:19|20)\d\d[〕﹞]第?(?:[×xX*＊_□○]+号?|号)"
)
# （2020）鲁03行终12号: the number of a case, in round brackets by the rules of the courts.
_CASE = re.compile(
    r"[〔\[【﹝](?P<year>20\d\d)[〕\]】﹞]"
    r"(?=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼最]\S{1,12}?[初终申再执复协]\d+号)"
)
_BEFORE_YEAR = frozenset("〔[【﹝（<＜《“\"'‘/|")
_ORDINAL_KEPT = re.compile(r"(?:令|公告|通告|通报|主席令)\Z")
_CASE_FILE = re.compile(r"(?:决|罚|复|许|裁|强|处|立|案|调|终|受|驳|听|告|检)字?\Z")


class Parameters(CheckParameters):
    """No parameters: the form is fixed by the standard."""


class _Found(Struct, frozen=True):
    start: int
    end: int
    problems: tuple[str, ...]
    right: str
    certain: bool
    severity: Severity | None = None


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Nothing to prepare."""

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        if not any(mark in running.text for mark in "号〔﹝【["):
            return Examination.not_applicable("文中没有发文字号")
        examined = 0
        faults: list[Fault] = []
        taken: list[tuple[int, int]] = []  # in order, none overlapping
        for found in _candidates(reading, running):
            before = bisect_left(taken, (found.end, 0))
            if before and found.start < taken[before - 1][1]:
                continue
            insort(taken, (found.start, found.end))
            examined += 1
            if found.problems:
                faults.append(_fault(reading, running, found))
        return Examination.of(examined, faults)

    return inspect


def _fault(reading: Reading, running: RunningText, found: _Found) -> Fault:
    start = organ_code(running.text, found.start)
    span = Span(*running.place(found.start, found.end))
    number = running.text[start : found.end]
    return Fault(
        span,
        values={"number": number, "problems": "；".join(found.problems), "right": found.right},
        suggestion=f"改为“{running.text[start : found.start]}{found.right}”" if found.right else None,
        replacement=found.right if found.right and found.certain else None,
        severity=found.severity,
        identity=(running.text[found.start : found.end], *found.problems),
    )


def _candidates(reading: Reading, running: RunningText) -> Iterator[_Found]:
    text = running.text
    for match in _BLANK.finditer(text):
        # 〔〕 alone is no document number when nothing of one stands beside it.
        if match.end() - match.start() > 2 or re.match("[发办函字]", text[match.start() - 1 : match.start()] or " "):
            yield _Found(match.start(), match.end(), ("年份或序号空缺，是未填的占位",), "", False)
    for match in _BRACKETED.finditer(text):
        if found := _bracketed(reading, running, match):
            yield found
    # The year behind the mark is sooner found than the mark, which stands everywhere.
    marked = [at - 1 for at in _places(text, "20") if at and text[at - 1] in _BEFORE_YEAR]
    for matches, problem in (
        (_HALF_OPEN.finditer(text), "缺左括号“〔”"),
        (_at_places(_HALF_CLOSED, text, marked), "缺右括号“〕”"),
        (_BARE.finditer(text), "年份未用六角括号括入"),
        (_at_places(_ODD, text, marked), "年份未用六角括号括入"),
        (_at_places(_DOUBLED, text, [at - 1 for at in marked if at]), "括号重复"),
    ):
        for match in matches:
            right = f"〔{match['year']}〕{match['number'].lstrip('0') or '0'}号"
            yield _Found(match.start(), match.end(), (problem,), right, True, Severity.WARNING)
    for match in _at_places(_CHINESE_NUMBER, text, marked):
        if re.match("[发办函字通规]", text[match.start() - 1 : match.start()] or " "):
            yield _Found(match.start(), match.end(), ("序号用阿拉伯数字书写",), "", False, Severity.WARNING)
    for match in _at_places(_CASE, text, marked):
        yield _Found(
            match.start(),
            match.end(),
            ("人民法院案号的年份用圆括号",),
            f"（{match['year']}）",
            True,
            Severity.INFO,
        )


def _places(text: str, literal: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def _at_places(pattern: re.Pattern[str], text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    return (match for at in places if (match := pattern.match(text, at)) is not None)


def _bracketed(reading: Reading, running: RunningText, match: re.Match[str]) -> _Found | None:
    text = running.text
    opening, closing = text[match.start()], text[match.end("year")]
    organ_end = text[match.start() - 1] if match.start() else "\n"
    organ = bool(re.match(_ORGAN, organ_end))
    round_ = opening == "（" or closing == "）"
    if round_ and (not organ or not match["sign"] or len(match["year"]) == 3):
        return None  # （2020）12 may be anything
    before = text[max(0, match.start() - 6) : match.start()]
    if round_ and _ORDINAL_KEPT.search(before):
        return None
    if opening in "[【〈{" and not match["sign"] and not organ:
        return None
    year = match["year"].rstrip("年")
    problems: list[str] = []
    certain = True
    severity = Severity.WARNING
    lookalike = (opening, closing) == ("﹝", "﹞")
    if lookalike:
        problems.append("括号用了形似的“﹝﹞”，应为六角括号“〔〕”")
    elif (opening, closing) != ("〔", "〕"):
        problems.append(f"年份用了“{opening}{closing}”，应为六角括号“〔〕”")
    if match["sign"] and text.startswith("号", match.end()):
        problems.append("“号”字重复")
        certain = False
    if match["year"].endswith("年"):
        problems.append("括号内只写年份数字，不写“年”字")
    if len(year) != 4:
        problems.append("年份应写全四位")
        certain = False
    elif int(year) > (reading.year or reading.today.year) + 1 or int(year) < 1949:
        problems.append(f"年份{year}晚于报告年度" if int(year) >= 1949 else f"年份{year}有误")
        certain = False
    plain_ordinal = bool(match["ordinal"]) and not _ORDINAL_KEPT.search(before)
    if plain_ordinal and not _CASE_FILE.search(before):
        problems.append("序号前不加“第”字")
    number = match["number"]
    if len(number) > 1 and number.startswith("0"):
        problems.append("序号不编虚位，前面不写0")
        number = number.lstrip("0")
    if before.endswith("第") and organ:
        problems.append("括号前不加“第”字")
        certain = False
    if not match["sign"] and not _number_follows(text, match.end()):
        problems.append("序号后缺“号”字")
    minor = lookalike and len(problems) == 1
    if not problems:
        problems, minor = _small_slips(reading, running, match, organ)
        if minor and not problems:
            minor = False
    ordinal = "第" if match["ordinal"] and not plain_ordinal else ""
    if match["ordinal"] and _CASE_FILE.search(before):
        ordinal = "第"
    right = f"〔{year}〕{ordinal}{number}{match['more']}号"
    if problems == ["缺机关代字"]:
        right = ""
    return _Found(
        match.start(),
        match.end(),
        tuple(problems),
        right if certain else "",
        certain,
        Severity.INFO if minor else severity,
    )


def _small_slips(reading: Reading, running: RunningText, match: re.Match[str], organ: bool) -> tuple[list[str], bool]:
    """What is merely untidy about a number of the right form."""
    first = match.start() - 1 if organ else match.start()
    source = reading.document.quote(Span(*running.place(first, match.end())))
    if re.search(r"[^\S\n]", source):
        return ["字号中间有空格"], True
    before = running.text[match.start() - 1] if match.start() else "\n"
    if not organ and before not in "、和及》”）〉与，；":
        return ["缺机关代字"], True
    return [], False


def _number_follows(text: str, end: int) -> bool:
    """Whether 号 comes after further numbers: 〔2018〕37、115号, 〔2020〕1号至3号."""
    return bool(re.match(r"[、，和及与至—\-~]?第?\d*(?:[、，和及与至—\-~]\d+)*号", text[end : end + 16]))
