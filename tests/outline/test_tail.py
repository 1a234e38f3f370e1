from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from checker.document.readers.plain import from_text
from checker.outline.model import Outline

from .wording import PROSE, report

OutlineOf = Callable[[str], Outline]

GOVERNMENT = "青石区人民政府"


@pytest.mark.parametrize(
    ("written", "value", "style"),
    [
        ("2022年2月10日", date(2022, 2, 10), "arabic"),
        ("２０２２年２月１０日", date(2022, 2, 10), "arabic"),
        ("2022 年 2 月 10 日", date(2022, 2, 10), "arabic"),
        ("2022年02月10日", date(2022, 2, 10), "padded"),
        ("2022年2月08日", date(2022, 2, 8), "padded"),
        ("二〇二二年二月十日", date(2022, 2, 10), "chinese"),
        ("二○二二年十二月三十一日", date(2022, 12, 31), "chinese"),
        ("2022.2.10", date(2022, 2, 10), "dotted"),
        ("2022-02-10", date(2022, 2, 10), "dotted"),
        ("2022/2/10", date(2022, 2, 10), "dotted"),
        ("2022年2月30日", None, "arabic"),
        ("2022年13月1日", None, "arabic"),
        ("2022年2月", None, "incomplete"),
        ("2022年 月 日", None, "incomplete"),
    ],
)
def test_dates(written: str, value: date | None, style: str, outline_of: OutlineOf) -> None:
    text = report(tail=f"{GOVERNMENT}\n{written}   ")
    signed = outline_of(text).signed
    assert signed is not None
    assert (signed.value, signed.style) == (value, style)
    assert from_text(text).quote(signed.span) == written


@pytest.mark.parametrize(
    ("tail", "organs", "dated"),
    [
        (f"{GOVERNMENT}\n2022年2月10日", [GOVERNMENT], True),
        (f"2022年2月10日\n{GOVERNMENT}", [GOVERNMENT], True),
        (f"{GOVERNMENT} 2022年2月10日", [GOVERNMENT], True),
        (f"{GOVERNMENT}（盖章）2022年2月10日", [GOVERNMENT], True),
        (GOVERNMENT, [GOVERNMENT], False),
        ("2022年2月10日", [], True),
        ("中共青石区委　　　　青石区人民政府\n2022年2月10日", ["中共青石区委", GOVERNMENT], True),
        ("中共青石区委 青石区人民政府\n2022年2月10日", ["中共青石区委", GOVERNMENT], True),
        ("中共青石区委青石区人民政府\n2022年2月10日", ["中共青石区委", GOVERNMENT], True),
        ("中共青石区委\n青石区人民政府（公章）\n2022年2月10日", ["中共青石区委", GOVERNMENT], True),
        ("青 石 区 人 民 政 府\n2022年2月10日", [GOVERNMENT], True),
        (
            "青石区司法局　青石区财政局\n青石区教育局\n2022年1月5日",
            ["青石区司法局", "青石区财政局", "青石区教育局"],
            True,
        ),
        ("区司法局\n区财政局", ["区司法局", "区财政局"], False),
        (f"{GOVERNMENT}\n2022年2月10日\n（此件公开发布）", [GOVERNMENT], True),
        (f"{GOVERNMENT}\n2022年2月10日\n抄送：区人大常委会。\n{GOVERNMENT}办公室2022年2月11日印发", [GOVERNMENT], True),
        (f"附件：1.统计表\n　　2.典型案例\n{GOVERNMENT}\n2022年2月10日", [GOVERNMENT], True),
        (f"{GOVERNMENT}\n2022年2月10日\n附件：统计表\n一、填报口径\n受理100件。", [GOVERNMENT], True),
        ("扎实推进法治建设各项工作", [], False),
        ("2021年12月30日，青石区人民政府", [], False),
    ],
)
def test_signature(tail: str, organs: list[str], dated: bool, outline_of: OutlineOf) -> None:
    outline = outline_of(report(tail=tail))
    assert [name for name, _ in outline.organs] == organs
    assert (outline.signed is not None) is dated
    assert len(outline.sections) == 3
    assert all(not section.children for section in outline.sections)


def test_organ_spans_quote_the_author(outline_of: OutlineOf) -> None:
    text = report(tail=" 中共青石区委                 青石区人民政府\n2022年2月10日")
    document = from_text(text)
    assert [document.quote(span) for _, span in outline_of(text).organs] == ["中共青石区委", "青石区人民政府"]


@pytest.mark.parametrize(
    ("closing", "quoted"),
    [
        ("特此报告。", "特此报告。"),
        ("特此报告", "特此报告"),
        ("专此报告。", "专此报告。"),
        ("以上报告，请予审阅。", "以上报告，请予审阅。"),
        (f"{PROSE}特此报告。", "特此报告。"),
    ],
)
def test_closing(closing: str, quoted: str, outline_of: OutlineOf) -> None:
    text = report(tail=f"{closing}\n{GOVERNMENT}\n2022年2月10日")
    outline = outline_of(text)
    assert outline.closing is not None
    assert from_text(text).quote(outline.closing) == quoted


def test_body_and_last_section_end_before_the_tail(outline_of: OutlineOf) -> None:
    text = report(tail=f"特此报告。\n附件：统计表\n{GOVERNMENT}\n2022年2月10日\n（此件公开发布）")
    document = from_text(text)
    outline = outline_of(text)
    assert document.quote(outline.body_span).endswith(PROSE)
    assert outline.sections[-1].span.end == outline.body_span.end
    assert outline.annex is not None
    assert document.quote(outline.annex) == "（此件公开发布）"


def test_annex_without_signature(outline_of: OutlineOf) -> None:
    text = report(tail="附件1\n行政复议案件统计表\n一、收案情况\n受理100件。")
    outline = outline_of(text)
    assert outline.annex is not None
    assert from_text(text).quote(outline.annex).startswith("附件1")
    assert len(outline.sections) == 3


def test_dates_and_organs_within_the_text_are_no_signature(outline_of: OutlineOf) -> None:
    body = f"一、主要举措\n区司法局\n{PROSE}\n2021年5月9日\n{PROSE}\n二、存在的问题\n{PROSE}\n{PROSE}"
    outline = outline_of(report(body=body))
    assert outline.organs == ()
    assert outline.signed is None
