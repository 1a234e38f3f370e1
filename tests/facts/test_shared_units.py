"""Units said once for a row in a bracket."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.facts.numbering import read

SHARED = [
    ("普法经费96.50万元（教材印制42.30、宣讲活动38.75、阵地维护15.45）。", ("42.30", "38.75", "15.45"), 10_000, "元"),
    ("归集信用信息8.4亿条（市级5.2、县级3.2）。", ("5.2", "3.2"), 100_000_000, "条"),
    ("评查许可、处罚、强制三类案卷186卷（依次为72、98、16）。", ("72", "98", "16"), 1, "卷"),
]


@pytest.mark.parametrize(("text", "numbers", "scale", "unit"), SHARED, ids=[text for text, *_ in SHARED])
def test_a_row_in_a_bracket_takes_the_unit_before_it(
    text: str, numbers: tuple[str, ...], scale: int, unit: str
) -> None:
    found = {quantity.text: quantity for quantity in read(text)}
    for number in numbers:
        assert found[number].unit == unit
        assert found[number].printed == Fraction(number) * scale


OWN = [
    "法治满意度测评覆盖12个乡镇（得分为96.5、94.2）。",
    "全年支出52.8万元（同比8.3、环比2.1）。",
    "在全市9个县排名（分别为3、5）靠前。",
    "服务群众3.2万人（男18000、女14000）。",
]


@pytest.mark.parametrize("text", OWN)
def test_what_is_no_part_keeps_to_itself(text: str) -> None:
    inside = [
        quantity for quantity in read(text) if quantity.start > text.index("（") and quantity.end < text.index("）")
    ]
    assert inside
    assert not any(quantity.unit for quantity in inside)


def test_a_name_that_looks_like_a_count_is_no_count() -> None:
    found = {quantity.text: quantity.unit for quantity in read("分级监管企业87家（风险一级23、风险二级64）。")}
    assert found["23"] == found["64"] == "家"
