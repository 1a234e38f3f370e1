from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.report.layout import clean, fit, pad, wrap


def test_a_chinese_character_takes_two_cells() -> None:
    assert pad("受理", 6) == "受理  "
    assert pad("受理", 6, right=True) == "  受理"
    assert fit("受理案件三十七件", 9) == "受理案件…"


def test_closing_marks_do_not_begin_a_line() -> None:
    lines = wrap("收到申请，受理案件，审结案件。", 10)
    assert all(line[0] not in "，。" for line in lines)
    assert "".join(lines) == "收到申请，受理案件，审结案件。"


def test_numbers_stay_whole() -> None:
    assert wrap("全年受理12,077件", 10) == ["全年受理", "12,077件"]


@pytest.mark.parametrize("nasty", ["\x1b[31m红", "\u202e反", "\x07", "\x9b2J", "\ud800"])
def test_control_characters_do_not_reach_the_terminal(nasty: str) -> None:
    cleaned = clean(f"前{nasty}后")
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E for c in cleaned)
    cleaned.encode("utf-8")


@given(st.text(alphabet="受理，。（）“”12.% abc", max_size=80), st.integers(8, 40))
def test_lines_keep_the_width_and_the_words(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
