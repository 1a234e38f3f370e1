"""What must hold of the outline of any text whatever."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from checker.document.readers.plain import from_text
from checker.outline.build import build_outline
from checker.outline.model import Outline, Section
from checker.outline.vocabulary import OutlineVocabulary

from .wording import PROSE

_WORDS = """
青石区 人民政府 中共青石区委 关于 2021年度 法治政府建设 情况 的报告 报告 （公开版） 青政〔2022〕3号 市委、市政府：
一、 二、 三、 一 （一） （二） （一 二） 1. 2、 （1） ① 一是 二是 。一是 ，二是 ；三是 第一部分 主要举措
和成效 存在的不足 下步打算 第一责任人 特此报告。 附件： 2022年1月20日 二〇二二年一月
“ ” 《 》 （ ） ： 。 ， ！ 12.4 1.5万 字号：大
"""
PIECES = [*_WORDS.split(), " ", "　", "\n", "\n", "\n\n", PROSE]


def _check_sections(sections: tuple[Section, ...], start: int, end: int) -> None:
    position = start
    for section in sections:
        heading = section.heading
        assert position <= section.span.start <= section.span.end <= end
        assert section.span.start == heading.span.start
        assert section.span.contains(heading.span)
        assert heading.span.contains(heading.text_span)
        assert (section.role is None) == (not section.roles)
        _check_sections(section.children, section.span.start, section.span.end)
        position = section.span.end


def _check(outline: Outline, length: int) -> None:
    assert 0 <= outline.body_span.start <= outline.body_span.end <= length
    _check_sections(outline.sections, outline.body_span.start, outline.body_span.end)
    if outline.title:
        assert len(outline.title.span) > 0
    if outline.lead:
        assert outline.body_span.contains(outline.lead)
    for source in (outline.form_source, outline.body_source, outline.level_source, outline.year_source):
        assert source.reason
    for claim in outline.year_claims:
        assert 0 <= claim.span.start < claim.span.end <= length


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_has_a_consistent_outline(vocabulary: OutlineVocabulary, text: str) -> None:
    document = from_text(text)
    outline = build_outline(document, vocabulary)
    _check(outline, len(text))
    assert outline == build_outline(document, vocabulary)


def test_the_line_of_the_addressee_is_no_heading(vocabulary: OutlineVocabulary) -> None:
    text = "市委、市政府：青石区青石区青石区青石区青石区青石区存在的不足"
    outline = build_outline(from_text(text), vocabulary)
    _check(outline, len(text))
    assert outline.addressee is not None and not outline.sections


def test_a_number_within_a_line_takes_no_other_line(vocabulary: OutlineVocabulary) -> None:
    text = "：二是。一是\n人\n三是的"
    _check(build_outline(from_text(text), vocabulary), len(text))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_foreign_text(vocabulary: OutlineVocabulary, text: str) -> None:
    document = from_text(text)
    _check(build_outline(document, vocabulary), len(document.text))


def test_long_lines_do_not_run_away(vocabulary: OutlineVocabulary) -> None:
    for piece in ("一、", "（一）", "一是", "关于", "《", "中共", "。1.", "（", "二〇二二年", "和及与", "青石区", "20"):
        build_outline(from_text(piece * 8_000), vocabulary)
        build_outline(from_text(f"{piece}\n" * 2_000), vocabulary)


def test_vocabulary_is_strict(outline_table: dict[str, Any]) -> None:
    wrong = {**outline_table, "tail": {**outline_table["tail"], "annex_patterns": ["附件("]}}
    with pytest.raises(ValidationError, match="正则表达式"):
        OutlineVocabulary.model_validate(wrong)
    with pytest.raises(ValidationError, match="titel"):
        OutlineVocabulary.model_validate({**outline_table, "titel": {}})
