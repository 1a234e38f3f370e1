from __future__ import annotations

from datetime import date

import pytest

from checker.document.readers.plain import from_text
from checker.engine.model import Finding
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document
from tests.engine.checks.sound_reports import SOUND

REPORT = """青石区2021年度法治政府建设情况报告

区委、区人大常委会：

2021年，青石区认真落实各项任务，现将有关情况报告如下。

一、主要举措和成效

{text}

二、存在的不足

基层执法力量不足，主要原因是编制少。

青石区人民政府
{signed}
"""


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(cache=False)


def found(book: Rulebook, text: str, rule: str, signed: str = "2022年2月10日") -> list[Finding]:
    document = from_text(REPORT.format(text=text, signed=signed))
    checked = check_document(document, book, date(2022, 2, 20), select=[f"format/{rule}"], strict=True)
    for finding in checked.findings:
        assert finding.span is not None
        assert document.quote(finding.span) == finding.quote
    return list(checked.findings)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_report_is_left_in_peace(book: Rulebook, name: str) -> None:
    checked = check_document(from_text(SOUND[name]), book, date(2026, 3, 1), select=["format/*"], strict=True)
    assert checked.findings == ()


@pytest.mark.parametrize(
    ("number", "replacement"),
    [
        ("青政发【2020】7号", "〔2020〕7号"),
        ("青政发[2020]7号", "〔2020〕7号"),
        ("青政发［2020］7号", "〔2020〕7号"),
        ("青政发(2020)7号", "〔2020〕7号"),
        ("青政发〈2020〉7号", "〔2020〕7号"),
        ("青政发〔2020]7号", "〔2020〕7号"),
        ("青政发〔2020〕第7号", "〔2020〕7号"),
        ("青政发〔2020〕007号", "〔2020〕7号"),
        ("青政发〔2020年〕7号", "〔2020〕7号"),
        ("青政发﹝2020﹞7号", "〔2020〕7号"),
        ("青政发〔2020〕 7 号", "〔2020〕7号"),
        ("青政发2020〕7号", "〔2020〕7号"),
        ("青政发〔20207号", None),
        ("青政发〔20〕7号", None),
        ("青政发〔2034〕7号", None),
        ("青政发〔〕7号", None),
        ("青政发〔2020〕×号", None),
    ],
)
def test_document_numbers_out_of_form(book: Rulebook, number: str, replacement: str | None) -> None:
    findings = found(book, f"印发{number}文件，开展自查。", "document-number")
    if number == "青政发〔20207号":
        return  # five digits run together: nothing certain can be said
    assert [finding.replacement for finding in findings] == [replacement]


@pytest.mark.parametrize(
    "text",
    [
        "印发《办法》（青政发〔2020〕7号），落实（国办发〔2018〕37号、115号）要求。",
        "依据国务院令第713号、司法部公告（2020）3号开展工作。",
        "（2020）皖03行终12号判决已生效，编号K16059520/2023-106128。",
        "贯彻《关于推行三项制度的意见》（国办发〔2018〕118号）精神。",
        "办理青政复决字〔2020〕第12号案件。",
        "（2020）年度目标任务全部完成，共(12)项。",
    ],
)
def test_numbers_in_order(book: Rulebook, text: str) -> None:
    assert found(book, text, "document-number") == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("2021年13月，区政府召开会议。", "error"),
        ("2021年4月31日，区政府召开会议。", "error"),
        ("2月30日，区政府召开会议。", "error"),
        ("20210年5月，区政府召开会议。", "warning"),
        ("2202年5月，区政府召开会议。", "warning"),
        ("2021.5.9召开会议。", "info"),
        ("2021-05-09召开会议。", "info"),
        ("二〇二一年五月召开会议。", "info"),
        ("21年5月，区政府召开会议。", "info"),
        ("落实20202025年规划。", "warning"),
    ],
)
def test_dates_out_of_form(book: Rulebook, text: str, severity: str) -> None:
    assert [finding.severity.value for finding in found(book, text, "date-form")] == [severity]


@pytest.mark.parametrize(
    "text",
    [
        "2021年5月9日、5月底、2021年2—5月、2月29日前后均有安排。",
        "历时13个月，推进第21年5项任务，版本5.0.1上线，网址a.gov.cn/2021-05-09/x。",
        "落实2021—2025年规划，印发《二〇二一年工作要点》。",
    ],
)
def test_dates_in_order(book: Rulebook, text: str) -> None:
    assert found(book, text, "date-form") == []


@pytest.mark.parametrize(
    ("signed", "severity"),
    [("二〇二二年二月十日", "warning"), ("2022年02月10日", "warning"), ("2022年2月30日", "error")],
)
def test_the_date_of_signature(book: Rulebook, signed: str, severity: str) -> None:
    findings = found(book, "全年开展执法检查12次。", "date-form", signed)
    assert [finding.severity.value for finding in findings] == [severity]


def test_a_pair_of_brackets_is_one_slip(book: Rulebook) -> None:
    (finding,) = found(book, "全年受理案件12件(含上年结转2件)，审结10件，调解2件；开展培训3期。", "punctuation-width")
    assert finding.replacement == "（含上年结转2件）"


def test_marks_of_figures_and_addresses_are_no_slips(book: Rulebook) -> None:
    text = "全年12,077件，审结率98.5%，比例1:2，18:00前，见http://a.gov.cn/x?y=1,2，推广App(V2.0)，完成“A,B”两项。"
    assert found(book, text, "punctuation-width") == []


@pytest.mark.parametrize(
    ("text", "replacement"),
    [
        ("开展执法检查12次。强化对权益的保护，", None),
        ("区政府高度重视行政复议工作，全年受理案件12件", "全年受理案件12件。"),
        ("全年受理案件12件，审结10件。加强业务培训，提高办案质量", "，提高办案质量。"),
    ],
)
def test_sentences_that_break_off(book: Rulebook, text: str, replacement: str | None) -> None:
    (finding,) = found(book, text, "unfinished-sentence")
    assert finding.replacement == replacement or (replacement and (finding.replacement or "").endswith(replacement))


@pytest.mark.parametrize(
    "text",
    [
        "（一）健全机制，强化保障\n\n全年开展执法检查12次。",
        "主要做法如下：\n\n1.建立台账；\n\n2.定期通报。",
        "重点工作有：\n\n一是建章立制；\n\n二是强化监督。",
        "全年开展执法检查12次。（数据截至12月31日）",
    ],
)
def test_headings_and_lists_need_no_full_stop(book: Rulebook, text: str) -> None:
    assert found(book, text, "unfinished-sentence") == []


def test_a_wrapped_text_is_not_judged(book: Rulebook) -> None:
    lines = "\n\n".join(f"第{n}段文字到这里就断开了，后面接着写的是另外的一些" for n in "甲乙丙丁戊己庚辛")
    document = from_text(REPORT.format(text=lines, signed="2022年2月10日"))
    checked = check_document(document, book, date(2022, 2, 20), select=["format/unfinished-sentence"], strict=True)
    assert checked.outcomes[0].status.value in ("undetermined", "fail")
    assert len(checked.findings) <= 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("落实“三项制度，强化监督。", 1),
        ("落实三项制度”，强化监督。", 1),
        ("印发《办法（青政发〔2021〕7号）。", 1),
        ("落实（含“双随机）监管”。", 1),
        ("落实”三项制度”。", 1),
        ("落实“六五’规划。", 1),
        ("落实“三项制度”（含“双随机、一公开”）。主要有1）建制度；2）强监督。", 0),
        ("（1）全年检查12次。（2）审查文件8件。", 0),
        ("（十一）强化监督。It’s fine.", 0),
        ("专家指出：“全区成效明显。\n\n“今后要继续努力。”", 0),
        ("（东法办【2020】3号）", 0),
    ],
)
def test_pairs(book: Rulebook, text: str, count: int) -> None:
    assert len(found(book, text, "unpaired-mark")) == count


def test_titles_within_titles(book: Rulebook) -> None:
    (inner,) = found(book, "印发《关于落实《法治纲要》的意见》。", "title-mark-nesting")
    assert inner.replacement == "〈法治纲要〉"
    (angled,) = found(book, "转发<甲项办法><乙项办法>。", "title-mark-nesting")
    assert len(angled.evidence) == 1


@pytest.mark.parametrize(
    ("text", "replacement"),
    [("形成上下联动的工 作格局，全年检查12次。", "工作"), ("整改到位的问题共有10 个，其余按期推进。", "0个")],
)
def test_stray_blanks(book: Rulebook, text: str, replacement: str) -> None:
    (finding,) = found(book, text, "stray-space")
    assert finding.replacement == replacement


def test_layout_is_no_stray_blank(book: Rulebook) -> None:
    text = "（一） 健全工作机制\n\n　　举办“弘扬宪法精神 建设法治青石”活动，推广 App Store 上架应用，全年检查12次。"
    assert found(book, text, "stray-space") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("检查12次，，成效好。。", 2),
        ("检查12次、。", 1),
        ("检查12次；。", 1),
        ("怎么办？！走下去……好！", 0),
        ("含A、B、等3项。", 1),
    ],
)
def test_marks_in_a_row(book: Rulebook, text: str, count: int) -> None:
    assert len(found(book, text, "repeated-punctuation")) == count
