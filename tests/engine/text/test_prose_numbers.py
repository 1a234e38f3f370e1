"""Numbers that run on within a paragraph."""

from __future__ import annotations

from datetime import date

import pytest

from checker.document.readers.plain import from_text
from checker.engine.rulebook.rulebook import load_rulebook
from checker.engine.run import read_report
from checker.engine.text.prose_numbers import prose_breaks


def faults(text: str) -> list[str]:
    reading = read_report(from_text(text), load_rulebook(), date(2026, 1, 1))
    return [found.fault for found in prose_breaks(reading)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("做法有：一是健全制度；二是强化培训；四是加强监督。", "“二是”之后是“四是”，缺“三是”"),
        ("做法有：（1）健全制度；（2）强化培训；（2）加强监督。", "“（2）”重复"),
        ("做法有：①健全制度；③强化培训。", "“①”之后是“③”，缺“②”"),
        ("首先，健全制度。再次，强化培训。", "“首先”之后是“再次”，缺“其次”"),
        ("第一，健全制度。第三，强化培训。", "“第一”之后是“第三”，缺“第二”"),
    ],
)
def test_breaks(text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "一是健全制度，二要强化培训，三是加强监督。",
        "二是强化培训；三是加强监督。",  # begun in the paragraph before
        "一是健全制度；同时二是强化培训；三是加强监督。",  # stands there, unmarked
        "一是健全制度；二是强化培训。又分两步：一是试点；二是推开。",
        "考核第一，满意度第三，此次评查一是为了发现问题。",
    ],
)
def test_runs_that_are_in_order(text: str) -> None:
    assert not faults(text)
