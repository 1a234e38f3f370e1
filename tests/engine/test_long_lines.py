"""Crafted lines through the whole checklist: four times the text may not take much more than four times the work.

Work is counted in calls, which are the same on every machine; seconds are measured in ``tests/bench``.
"""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType

import pytest

from checker.document.readers.plain import from_text
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document

HEAD = "青石区2023年度法治政府建设情况报告\n一、主要举措和成效\n"
TAIL = "\n二、存在的不足\n仍有短板。\n三、下一年度安排\n2024年继续努力。\n"
# Each was once the square of its length in some reading or rule.
UNITS = (
    "其中1件",
    "受理1件，办结1件，",
    "1%",
    "（",
    "”",
    "“（",
    "、",
    "法治",
    "×",
    "《》",
    "〔2023〕1号",
    "行政复议案件1件\n",
    "出庭应诉率1%，",
    "其中受理1件、办结1件。",
    "下一年\n",
    "不足\n",
    "a.b@",
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def calls(unit: str, length: int, rulebook: Rulebook) -> int:
    """Calls made by one run over a report with ``length`` characters of nothing but ``unit``."""
    text = HEAD + unit * (length // len(unit)) + TAIL
    count = 0

    def counted(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    sys.setprofile(counted)
    try:
        result = check_document(from_text(text), rulebook, date(2024, 3, 1))
    finally:
        sys.setprofile(None)
    assert not [outcome for outcome in result.outcomes if (outcome.reason or "").startswith("规则运行出错")]
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_text(unit: str, rulebook: Rulebook) -> None:
    calls(unit, 100, rulebook)  # patterns compile on their first use
    short = calls(unit, 1_200, rulebook)
    long = calls(unit, 4_800, rulebook)
    assert long < 20_000 or long < short * 6, (short, long)
