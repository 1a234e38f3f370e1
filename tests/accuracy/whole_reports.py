"""Faults planted in complete sound reports: years, sections, numbering, document numbers, words, marks, privacy, law.

The reports are named in ``reports.yaml`` with the figures that are tied; the words are in ``words.yaml``. Where a
report has no place for a fault, a sound sentence of the trade is put in first and spoilt then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tests.accuracy.passages import parsed, read_yaml
from tests.accuracy.planting import Planted, figure_faults

__all__ = ["CHECKLIST", "WholeReport", "report_faults", "whole_reports"]

_HERE = Path(__file__).parent
# The kinds of which the checklist's own floor speaks: years, headings, sections, document numbers, words.
CHECKLIST = (
    "title year",
    "lead year",
    "heading year",
    "plan year",
    "signature year",
    "missing section",
    "numbering gap",
    "numbering repeat",
    "number bracket",
    "document number",
    "confusable",
)

_CHINESE = "一二三四五六七八九十"
_YEARS = ("years/*",)


@dataclass(frozen=True)
class WholeReport:
    """A sound report. ``code`` is the issuing organ's in its document numbers, ``place`` how it calls itself."""

    name: str
    text: str
    code: str
    place: str
    figures: tuple[str, ...]

    @cached_property
    def year(self) -> int:
        """The year reported on."""
        found = re.search(r"(20\d\d)年", self.text)
        assert found is not None, self.name
        return int(found[1])

    @cached_property
    def signed(self) -> re.Match[str] | None:
        """The line of the date."""
        return re.search(r"^(20\d\d)年(\d+)月(\d+)日$", self.text, re.M)

    @cached_property
    def signed_on(self) -> tuple[int, int]:
        """Year and month of the date; by the middle of March where there is none."""
        return (int(self.signed[1]), int(self.signed[2])) if self.signed else (self.year + 1, 3)

    @cached_property
    def headings(self) -> tuple[re.Match[str], ...]:
        """Headings of the first level: group 1 the number, group 2 the words."""
        return tuple(re.finditer(r"^([一二三四五六])、(.+)$", self.text, re.M))

    def section(self, words: str) -> tuple[int, int]:
        """Span of the section whose heading has one of these words (a pattern), heading included."""
        for number, heading in enumerate(self.headings):
            if re.search(words, heading[2]):
                after = self.headings[number + 1].start() if number + 1 < len(self.headings) else self.body_end
                return heading.start(), after
        raise LookupError(f"{self.name}: no section {words}")

    @cached_property
    def body_end(self) -> int:
        """Where the closing formula, the signature or nothing follows."""
        closing = self.text.find("特此报告。")
        if closing >= 0:
            return closing
        lines = self.text.rstrip("\n").split("\n")
        blank = max((n for n, line in enumerate(lines) if not line), default=0)
        return sum(len(line) + 1 for line in lines[:blank]) if self.signed and blank else len(self.text)

    def with_sentence(self, sentence: str) -> tuple[str, int]:
        """The text with a sentence added to the second item of the section on what was done; and where it begins."""
        start, end = self.section(_MEASURES)
        item = self.text.index("（二）", start, end)
        at = self.text.index("\n", item)
        return self.text[:at] + sentence + self.text[at:], at


_MEASURES, _DUTY, _PROBLEMS, _PLAN = "举措|成效", "第一责任人", "不足|问题", "安排|打算"


def whole_reports() -> Iterator[WholeReport]:
    """Every report of the list."""
    content = read_yaml((_HERE / "reports.yaml").read_text("utf-8"))
    folder = _HERE / content["folder"]
    for name, entry in content["reports"].items():
        text = (folder / name).read_text("utf-8")
        yield WholeReport(name, text, entry["code"], entry["place"], tuple(entry["figures"]))


def report_faults(report: WholeReport) -> Iterator[Planted]:
    """Every fault for this report, each planted alone."""
    yield from _years(report)
    yield from _sections(report)
    yield from _numbering(report)
    yield from _document_numbers(report)
    yield from _words(report)
    yield from _marks(report)
    yield from _sentences(report)
    yield from _ending(report)
    yield from _carried(report)
    yield from _figures(report)


def _changed(
    report: WholeReport,
    how: str,
    start: int,
    end: int,
    after: str,
    expects: tuple[str, ...],
    *,
    place: tuple[int, int] | None = None,
    near: bool = True,
    follows: tuple[str, ...] = (),
) -> Planted:
    """``place`` is counted in the changed text; by default the new words, and where they are none the line."""
    text = report.text[:start] + after + report.text[end:]
    if place is None:
        place = (start, start + len(after)) if after else _line(text, start)
    before = report.text[start:end]
    return Planted(
        report.name, "reports", how, report.text, text, *place, before, after, expects, near=near, follows=follows
    )


def _line(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, end if end >= 0 else len(text)


# years


def _years(report: WholeReport) -> Iterator[Planted]:
    year, text = report.year, report.text
    title = text.index(f"{year}年度")
    lead = text.index(f"\n{year}年，") + 1
    for how, at in (("title year", title), ("lead year", lead)):
        for wrong in (year - 1, year + 1):
            # Which of the years is the wrong one is for a person to say: any finding on the conflict is right.
            yield _changed(report, how, at, at + 4, str(wrong), _YEARS, near=False, follows=("years/*",))
    for heading in report.headings:
        found = re.search(r"20\d\d", heading[2])
        if found is None:
            continue
        at = heading.start(2) + found.start()
        plan = int(found[0]) == year + 1
        for wrong in (int(found[0]) - 1, int(found[0]) + 1):
            how = "plan year" if plan else "heading year"
            yield _changed(report, how, at, at + 4, str(wrong), _YEARS, follows=("years/*",))
    if report.signed:
        at = report.signed.start(1)
        for wrong in (report.signed_on[0] - 1, report.signed_on[0] + 1):
            yield _changed(report, "signature year", at, at + 4, str(wrong), _YEARS, follows=("years/*",))


# form


def _sections(report: WholeReport) -> Iterator[Planted]:
    for words, rule in (
        (_MEASURES, "structure/measures-missing"),
        (_DUTY, "structure/responsibility-missing"),
        (_PROBLEMS, "structure/problems-missing"),
        (_PLAN, "structure/plan-missing"),
    ):
        start, end = report.section(words)
        kept = report.text[:start] + _renumbered(report.text[end:])
        # What stood in the section is missing with it, and who is left out cannot be in order.
        yield Planted(
            report.name, "reports", "missing section", report.text, kept, *_line(kept, start), rule, "",
            (rule,), near=False, follows=("structure/*", "numbers/core-indicator-missing", "years/plan-year"),
        )  # fmt: skip


def _renumbered(rest: str) -> str:
    """The headings that follow, each one less."""
    return re.sub(r"^([二三四五六])、", lambda m: _CHINESE[_CHINESE.index(m[1]) - 1] + "、", rest, flags=re.M)


def _numbering(report: WholeReport) -> Iterator[Planted]:
    expects = ("structure/numbering-*",)
    start, end = report.section(_MEASURES)
    if "（三）" not in report.text[start:end]:
        return
    items = list(re.finditer(r"^（([一二三四五六])）", report.text[start:end], re.M))
    levels = [(report.headings, "{}、", 0, len(report.text)), (items, "（{}）", start, end)]
    for matches, form, first, last in levels:
        for number in range(1, len(matches)):
            right = form.format(_CHINESE[number])
            at = report.text.index(right, first, last)
            earlier = form.format(_CHINESE[number - 1])
            yield _changed(
                report,
                "numbering repeat",
                at,
                at + len(right),
                earlier,
                expects,
                place=_line(report.text, at),
                follows=expects,
            )
            # A number left out: this one and all that follow are one too high.
            tail = report.text[at:last]
            for later in range(len(matches) - 1, number - 1, -1):
                tail = tail.replace("\n" + form.format(_CHINESE[later]), "\n" + form.format(_CHINESE[later + 1]))
            tail = tail.replace(right, form.format(_CHINESE[number + 1]), 1)
            yield _changed(
                report, "numbering gap", at, last, tail, expects, place=_line(report.text, at), follows=expects
            )
    second = report.text.index("（二）", start, end)
    for wrong in ("二）", "（二", "（二、", "(二）", "（二)", "〔二）"):
        yield _changed(
            report,
            "number bracket",
            second,
            second + 3,
            wrong,
            ("structure/numbering-form", "format/unpaired-mark", "format/punctuation-width"),
            place=_line(report.text, second),
            follows=("structure/numbering-gap",),
        )
    heading = report.headings[1]
    for wrong in ("，", "．", ",", ""):
        at = heading.start() + 1
        yield _changed(
            report, "number mark", at, at + 1, wrong, ("structure/numbering-*", "format/punctuation-width"),
            place=_line(report.text, at), follows=("structure/*",),
        )  # fmt: skip


def _document_numbers(report: WholeReport) -> Iterator[Planted]:
    year = report.year
    right = f"{report.code}〔{year}〕16号"
    sentence = f"印发《{report.place}合法性审查工作规程》（{right}），明确审查范围和时限。"
    for wrong in (
        f"【{year}】16号",
        f"[{year}]16号",
        f"（{year}）16号",
        f"({year})16号",
        f"{year}16号",
        f"〔{year}〕第16号",
        f"〔{year}〕016号",
        f"〔{year}〕06号",
        f"〔{year % 100}〕16号",
        f"〔{year}年〕16号",
        "〔〕16号",
        f"〔{year}）16号",
        f"{year}〕16号",
        f"〔{year}〕16",
        f"〔{year + 2}〕16号",
    ):
        how = "document-number year" if str(year + 2) in wrong else "document number"
        yield _carried_fault(
            report,
            how,
            sentence,
            right,
            report.code + wrong,
            ("format/document-number*", "format/unpaired-mark", "years/*"),
        )


def _words(report: WholeReport) -> Iterator[Planted]:
    """Where the report has the words, there; the sentences of the list are shared out among the reports."""
    lists = read_yaml((_HERE / "words.yaml").read_text("utf-8"))
    reports = sorted(read_yaml((_HERE / "reports.yaml").read_text("utf-8"))["reports"])
    mine = reports.index(report.name)
    expects = ("language/*",)
    for name, how in (("held_out", "confusable, once unseen"), ("blind", "confusable, unseen")):
        for number, (right, wrong, sentence) in enumerate(lists[name]):
            if number % len(reports) == mine:
                yield _carried_fault(report, how, sentence, right, wrong, expects)
    for number, (right, wrong, sentence) in enumerate(lists["words"]):
        if number % len(reports) == mine:
            yield _carried_fault(report, "confusable", sentence, right, wrong, expects)
        at = report.text.find(right)
        # Inside quotation marks and titles a name may be anything.
        if at >= 0 and number % 2 == mine % 2:
            yield _changed(report, "confusable", at, at + len(right), wrong, expects, follows=_CONSEQUENCES)


# What a misspelt word hides from other rules.
_CONSEQUENCES = ("structure/*", "numbers/core-indicator-missing", "language/*")


def _marks(report: WholeReport) -> Iterator[Planted]:
    start, end = report.section(_MEASURES)
    for opening, closing in ("“”", "（）", "《》"):
        found = re.compile(f"{opening}[^{opening}{closing}\n]{{2,30}}{closing}")
        for match in list(found.finditer(report.text, start))[:3]:
            if opening == "（" and report.text[match.start() - 1] == "\n":
                continue
            for at in (match.start(), match.end() - 1):
                yield _changed(
                    report, "unpaired mark", at, at + 1, "", ("format/unpaired-mark", "format/title-mark-nesting"),
                    place=_line(report.text, at),
                )  # fmt: skip
    commas = [match.start() for match in re.finditer("，", report.text[start:end])]
    for number in (1, len(commas) // 2, len(commas) - 2):
        at = start + commas[number]
        yield _changed(report, "half-width comma", at, at + 1, ",", ("format/punctuation-width",))
        yield _changed(report, "repeated mark", at, at + 1, "，，", ("format/repeated-punctuation",))
        yield _changed(report, "stray space", at + 3, at + 3, " ", ("format/stray-space",), place=(at, at + 6))
    stop = report.text.index("。", start, end)
    yield _changed(report, "repeated mark", stop, stop + 1, "。。", ("format/repeated-punctuation",))
    yield _changed(report, "repeated mark", stop, stop + 1, "，。", ("format/repeated-punctuation",))
    yield _changed(report, "half-width comma", stop, stop + 1, ".", ("format/punctuation-width",))


def _sentences(report: WholeReport) -> Iterator[Planted]:
    start, end = report.section(_MEASURES)
    paragraphs = list(re.finditer(r"^.+。$", report.text[start:end], re.M))
    expects = ("format/unfinished-sentence", "format/punctuation-missing")
    for match in paragraphs[1:3]:
        last = start + match.end() - 1
        comma = report.text.rindex("，", start + match.start(), last)
        for how, first, after in (
            ("final stop missing", last, ""),
            ("sentence cut", comma, "，"),
            ("sentence cut", comma, "，进一步加强和"),
            ("sentence cut", comma, "，切实把"),
        ):
            yield _changed(
                report, how, first, last + 1, after, expects, place=_line(report.text, first),
                follows=("numbers/core-indicator-missing",),
            )  # fmt: skip


def _ending(report: WholeReport) -> Iterator[Planted]:
    if report.signed is None:
        return
    date, text = report.signed, report.text
    blank = text.rindex("\n\n", 0, date.start()) + 2
    organ = replace(report, text=text)
    structure = ("structure/*",)
    yield _changed(organ, "missing date", date.start(), date.end(), "", ("structure/date-missing",), near=False)
    yield _changed(
        organ, "missing signature", blank, date.start(), "", ("structure/signature-missing",), near=False,
        follows=structure,
    )  # fmt: skip
    title_end = text.index("\n\n")
    yield _changed(
        organ, "missing title", 0, title_end + 2, "", ("structure/title-missing",), near=False, follows=structure
    )
    addressee = re.compile(r"^[^\n]{2,20}：$", re.M).search(text)
    if addressee is not None:
        yield _changed(
            organ, "missing addressee", addressee.start(), addressee.end() + 1, "", ("structure/addressee-missing",),
            near=False,
        )  # fmt: skip


# faults brought in by a sentence

# When each was held (closing month) or came into force.
_MEETINGS = (
    (2021, 11, "党的十九届六中全会"),
    (2022, 10, "党的二十大"),
    (2023, 3, "党的二十届二中全会"),
    (2024, 7, "党的二十届三中全会"),
    (2025, 10, "党的二十届四中全会"),
)
_LAWS = (
    (2021, 9, "中华人民共和国数据安全法"),
    (2021, 11, "中华人民共和国个人信息保护法"),
    (2022, 5, "信访工作条例"),
    (2022, 6, "中华人民共和国噪声污染防治法"),
    (2023, 9, "中华人民共和国无障碍环境建设法"),
    (2024, 1, "中华人民共和国爱国主义教育法"),
    (2024, 8, "公平竞争审查条例"),
    (2025, 5, "中华人民共和国民营经济促进法"),
    (2025, 11, "中华人民共和国法治宣传教育法"),
)


def _identity_number() -> str:
    """A made-up number with a right check digit."""
    body = "11010119900307451"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def _carried_fault(
    report: WholeReport,
    how: str,
    sentence: str,
    right: str,
    wrong: str,
    expects: tuple[str, ...],
    follows: tuple[str, ...] = (),
) -> Planted:
    """A sound sentence put into the report and one of its words spoilt; the place is the sentence's word."""
    text, at = report.with_sentence(sentence)
    position = at + sentence.index(right)
    return _changed(
        replace(report, text=text), how, position, position + len(right), wrong, expects, follows=follows,
        place=None if wrong else _line(text, at),
    )  # fmt: skip


def _carried(report: WholeReport) -> Iterator[Planted]:
    year = report.year
    private = ("content/private-data",)
    call = "群众可以通过12345热线反映诉求。"
    yield _carried_fault(report, "private data", call, "12345热线", "13812345678", private)
    yield _carried_fault(report, "private data", call, "12345热线", "李某手机139-1234-5678", private)
    yield _carried_fault(report, "private data", call, "12345热线", "固定电话0512-66123456", private)
    person = "依法办结当事人的听证申请，并按期答复。"
    yield _carried_fault(report, "private data", person, "当事人", f"当事人（身份证号{_identity_number()}）", private)
    yield _carried_fault(report, "private data", person, "当事人", "当事人（银行卡6222021234567890128）", private)
    study = "深入学习贯彻党的二十大精神，坚持党对法治建设的领导。"
    if year < 2022:
        study = study.replace("二十大", "十九大")
    held = re.search(r"党的..大", study)
    assert held is not None
    for _, _, meeting in [m for m in _MEETINGS if m[:2] > report.signed_on][:2]:
        yield _carried_fault(report, "future meeting", study, held[0], meeting, ("years/meeting-not-held",))
    basis = "严格执行《中华人民共和国行政许可法》，规范审批行为。"
    law = "中华人民共和国行政许可法"
    for _, _, wrong in [m for m in _LAWS if m[:2] > report.signed_on][:3]:
        yield _carried_fault(report, "future law", basis, law, wrong, ("years/law-not-in-force",))
    if year >= 2021:
        for wrong in ("中华人民共和国合同法", "中华人民共和国物权法", "中华人民共和国婚姻法"):
            yield _carried_fault(report, "repealed law", basis, law, wrong, ("years/repealed-law",))
    when = f"{year}年，全面完成执法证件换发工作，共换发证件26本。"
    for other in (year - 2, year - 3, year + 1):
        yield _carried_fault(report, "year in prose", when, str(year), str(other), ("years/*",))
    done = f"{year}年底平台建成并投入使用。"
    yield _carried_fault(report, "stale forecast", done, "平台建成", "平台预计建成", ("years/stale-forecast",))
    yield _carried_fault(report, "stale forecast", done, f"{year}年底", f"预计到{year}年底", ("years/stale-forecast",))
    as_of = f"截至{year}年12月31日，各项任务全部完成。"
    for wrong in ("截至目前", f"截至{year}年10月底"):
        yield _carried_fault(report, "stale as-of", as_of, f"截至{year}年12月31日", wrong, ("years/stale-as-of",))
    plan = "落实“八五”普法规划（2021—2025年），推进普法责任制。"
    if year < 2021:
        plan = "落实“七五”普法规划（2016—2020年），推进普法责任制。"
    period = re.search(r"\d{4}—\d{4}", plan)
    assert period is not None
    first, last = map(int, period[0].split("—"))
    for wrong in (f"{first - 1}—{last}", f"{first}—{last - 1}", f"{first - 5}—{last - 5}"):
        yield _carried_fault(report, "plan period", plan, period[0], wrong, ("years/period-name",))
    count = "全年开展执法培训26期。"
    for wrong in ("××期", "XX期", "*期", "  期", "〔〕期"):
        yield _carried_fault(report, "placeholder", count, "26期", wrong, ("content/placeholder", "format/*"))
    yield _carried_fault(
        report, "placeholder", count, "26期", "错误！未找到引用源。期", ("content/placeholder", "structure/web-residue")
    )
    advance = "执法规范化水平进一步提升。"
    yield _carried_fault(
        report, "request", advance, advance, "恳请上级在经费上给予支持。", ("structure/request-in-report",)
    )
    yield _carried_fault(
        report, "request", advance, advance, "以上报告当否，请批示。", ("structure/request-in-report",)
    )
    # Words of the page stand on a line of their own.
    for wrong in ("扫一扫在手机打开当前页", "【字体：大 中 小】", "打印本页 关闭窗口", "浏览次数：1286次"):
        yield _carried_fault(
            report, "web residue", advance, advance, f"\n{wrong}", ("structure/web-residue",), follows=("structure/*",)
        )
    for wrong in ("规范化化水平", "规范化水平水平", "执法执法规范化水平"):
        right = wrong.replace("化化", "化").replace("水平水平", "水平").replace("执法执法", "执法")
        yield _carried_fault(report, "repeated word", advance, right, wrong, ("language/repeated-word",))
    own = f"{report.place}各级执法机关全面落实行政执法公示制度。"
    yield _carried_fault(report, "other place", own, report.place, "清河县", ("content/wrong-place",))
    for wrong in ("本村", "本县" if report.name == "town.txt" else "本乡镇"):
        yield _carried_fault(report, "other level", own, report.place, wrong, ("content/wrong-level",))
    marked = "有关情况已按规定向社会公开。"
    yield _carried_fault(
        report, "classified", marked, "已按规定向社会公开", "属于内部资料，注意保存", ("content/classified-mark",)
    )


# figures


def _figures(report: WholeReport) -> Iterator[Planted]:
    for marked in report.figures:
        words, marks = parsed(marked)
        assert report.text.count(words) == 1, f"{report.name} does not say once: {words}"
        at = report.text.index(words)
        moved = [replace(mark, start=mark.start + at, end=mark.end + at) for mark in marks]
        for planted in figure_faults(report.text, moved, report.name, "reports"):
            yield replace(planted, expects=("numbers/*",))
