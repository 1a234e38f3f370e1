"""The short way of reading a number gives what the long way gives, whatever stands beside the number."""

from __future__ import annotations

import re
from itertools import product

import pytest

from checker.facts import quantities
from checker.facts.number_plain import PlainForm, plain_form
from tests.facts.numbering import lexicon, read

NEVER = PlainForm(re.compile(r"(?!)"), frozenset())
BEFORE = (
    "受理", "", "。", "，", "、", "第", "前", "经", "纬", "约", "近", "超过", "不足", "-", "负", "¥", "A",
    "1+", "（", "“", "〔", "（2021）", "签约", "3、", "2—", "其中", "每", "(", "_", "3:", "0", "数",
    "编号：", "表",
)  # fmt: skip
NUMBERS = ("7", "37", "120", "012", "1949", "2024", "3050", "12345", "123456", "1234567", "0")
AFTER = (
    "件", "件。", "人次", "件（次）", "元/吨", "余件", "多家", "件以上", "名左右", "—40件", "件—50件",
    "万元", "年", "年度", "月", "日", "次会议", "级", "期", "成", "号", "届", "大", "%", "个百分点", "、38件",
    ".5件", ",200件", "）件", "”", "”件", "热线", "", "起案件", "份", "个", "5G", "km", "/3", "分之一", "天",
    "小时", "倍", "路", "家至5家", "名·人", "户多", "件多",
)  # fmt: skip


@pytest.mark.parametrize("before", BEFORE)
def test_both_ways_read_the_same(before: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"全年{before}{number}{after}，审结30件" for number, after in product(NUMBERS, AFTER)]
    short = [read(text) for text in texts]
    monkeypatch.setattr(quantities, "plain_form", lambda lexicon: NEVER)
    for text, found in zip(texts, short, strict=True):
        assert found == read(text), text


def test_most_counts_go_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[bool] = []
    form = plain_form(lexicon())

    class Counting:
        def read(self, *arguments: object) -> object:
            found = PlainForm.read(form, *arguments)  # type: ignore[arg-type]
            taken.append(found is not None)
            return found

    monkeypatch.setattr(quantities, "plain_form", lambda lexicon: Counting())
    read("全年收到行政复议申请155件，受理132件，培训150人次、约3万件，结案率96.7%。")
    assert sum(taken) == 3
