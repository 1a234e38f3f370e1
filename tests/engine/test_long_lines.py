"""Crafted lines through the whole checklist: four times the text may not take much more than four times the time."""

from __future__ import annotations

import time
from datetime import date

import pytest

from checker.document.readers.plain import from_text
from checker.engine.rulebook import Rulebook, load_rulebook
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


def seconds(unit: str, length: int, rulebook: Rulebook) -> float:
    """Processor time of one run over a report with ``length`` characters of nothing but ``unit``."""
    text = HEAD + unit * (length // len(unit)) + TAIL
    start = time.process_time()
    result = check_document(from_text(text), rulebook, date(2024, 3, 1))
    took = time.process_time() - start
    assert not [outcome for outcome in result.outcomes if (outcome.reason or "").startswith("规则运行出错")]
    return took


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str, rulebook: Rulebook) -> None:
    seconds(unit, 100, rulebook)  # patterns compile on their first use
    short = seconds(unit, 2_500, rulebook)
    long = seconds(unit, 10_000, rulebook)
    assert long < 0.2 or long < short * 9, (short, long)
