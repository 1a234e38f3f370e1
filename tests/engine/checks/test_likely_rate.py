"""Percentages that only the form of the sentence ties to counts: told where one slip explains them, else left alone."""

from __future__ import annotations

import pytest

from checker.engine.model import Finding, Severity
from tests.engine.checks.test_relations_properties import findings

RULE = "numbers/likely-rate"
SOUND = [
    "区内165家规上企业中有148家完成“法治体检”，覆盖面89.7%。",
    "专项执法摸排在建工地264个，向33个项目发出预警函，预警面为12.5%。",
    "行政执法事项由432项调整为118项，瘦身72.7%。",
    "抽检5210批次，合格率99.5%，26批次不合格产品均已下架。",
    "反馈问题45个，立行立改28个，限期整改的已完成15个，总体整改率95.6%。",
    "被纠错案件37件，集中在三个领域：自然资源16件（43.2%），公安交管12件（32.4%），社会保障9件（24.3%）。",
    "审查覆盖率87.5%，高出去年6.2个百分点，去年为81.3%。",
    "出庭应诉率由上年的95.6%提高到98.0%。应当出庭的案件5836件，实际出庭5719件。",
]
SLIPPED = [
    ("区内165家规上企业中有148家完成“法治体检”，覆盖面98.7%。", "98.7%"),
    ("区内165家规上企业中有1480家完成“法治体检”，覆盖面89.7%。", "1480家"),
    ("专项执法摸排在建工地624个，向33个项目发出预警函，预警面为12.5%。", "624个"),
    ("行政执法事项由342项调整为118项，瘦身72.7%。", "342项"),
    ("被纠错案件37件，集中在三个领域：自然资源16件（34.2%），公安交管12件（32.4%），社会保障9件（24.3%）。", "34.2%"),
    ("审查覆盖率87.5%，高出去年2.6个百分点，去年为81.3%。", "2.6个百分点"),
]


def told(text: str) -> list[Finding]:
    """What the rules on rates and changes say of a sentence."""
    return [f for f in findings(text) if f.rule in (RULE, "numbers/rate-mismatch", "numbers/change-mismatch")]


@pytest.mark.parametrize("text", SOUND)
def test_what_comes_out_right_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("text", "figure"), SLIPPED)
def test_a_slip_is_told_with_all_its_figures(text: str, figure: str) -> None:
    found = told(text)
    assert found
    assert any(figure in item.quote for finding in found for item in finding.evidence)


def test_what_is_only_a_little_off_is_remarked_on_at_most() -> None:
    text = "区内165家规上企业中有148家完成“法治体检”，覆盖面92.4%。"
    assert all(finding.severity is Severity.INFO for finding in told(text))


def test_the_rate_of_something_else_is_left_alone() -> None:
    assert told("规上企业达到629家，比上年增加37家，工业增加值增长6.3%，社会消费品零售总额增长4.1%。") == []


def test_one_fault_is_told_once() -> None:
    text = "全年审结复议案件200件，直接纠错26件，直接纠错率31.0%。"
    assert len(told(text)) == 1
