from __future__ import annotations

import pytest

from checker.document.readers.plain import from_text
from checker.engine.searching.anchored import AnchoredPattern, beginnings
from checker.engine.searching.literals import LiteralIndex

TEXT = "2023年底前，力争年底前办结。\n今年将建成，年底\n前建成；年底前将完成。"


@pytest.mark.parametrize(
    "alternatives",
    [["年底前"], ["今年|年底前?", "将建成"], [r"\d+年", "年底前"], ["年底(?=\\Z)"], ["(?<=，)年底", "前建"]],
)
def test_it_finds_what_the_pattern_finds(alternatives: list[str]) -> None:
    running = from_text(TEXT).running
    anchored = AnchoredPattern(alternatives, LiteralIndex(), {})
    expected = [match.span() for match in anchored.pattern.finditer(running.text)]
    assert [match.span() for match in anchored.matches(running)] == expected
    inside = [match.span() for match in anchored.pattern.finditer(running.text, 6, 20)]
    assert [match.span() for match in anchored.matches(running, 6, 20)] == inside


def test_a_match_keeps_within_its_passage() -> None:
    running = from_text(TEXT).running
    for alternatives in (["年底[^。]{0,4}前"], [r"\w底[^。]{0,4}前"]):
        anchored = AnchoredPattern(alternatives, LiteralIndex(), {})
        for index, match in anchored.in_passages(running):
            assert "\n" not in match[0]
            assert match[0] in running.passages[index].text


def test_a_beginning_of_another_is_enough() -> None:
    assert beginnings("今年|今年(?:底|初)|年底", {}) == ["今年", "年底"]
