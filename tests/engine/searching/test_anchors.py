from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.engine.searching.anchors import anchors


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("建全(?!国)", {"建全"}),
        ("，{2,}", {"，，"}),
        ("[，、]。", {"，。", "、。"}),
        ("(?:在)?全国(?:首个|第一)", {"全国首个", "全国第一", "在全国首个", "在全国第一"}),
        ("(?<!全面)依法治(?=[省市])", {"依法治"}),
        ("甲+乙", {"甲"}),
        ("甲|乙丙", {"甲", "乙丙"}),
        (r"甲\d乙", {"甲"}),
        ("(?P<month>[6-9])月", {"6月", "7月", "8月", "9月"}),
    ],
)
def test_what_a_match_begins_with(pattern: str, expected: set[str]) -> None:
    assert set(anchors(pattern) or ()) == expected


@pytest.mark.parametrize("pattern", [r"\d+各", "甲*乙", "[^甲]乙", "(?P=甲)", ".甲", "甲?"])
def test_no_anchors_where_they_cannot_be_told(pattern: str) -> None:
    assert anchors(pattern) is None


_ATOMS = st.sampled_from(["甲", "乙", "丙", "[甲乙]", "(?:甲|乙丙)", "(?:乙)?", "丙?", "甲{2}", "(?:丙|甲?乙)", "丁+"])


@given(st.lists(_ATOMS, min_size=1, max_size=5), st.text(alphabet="甲乙丙丁", max_size=12))
def test_every_match_begins_with_an_anchor(atoms: list[str], text: str) -> None:
    pattern = "".join(atoms)
    beginnings = anchors(pattern)
    for match in re.finditer(pattern, text):
        assert beginnings is None or any(text.startswith(one, match.start()) for one in beginnings)
