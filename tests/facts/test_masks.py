from __future__ import annotations

import pytest

from checker.document.model import Span
from checker.facts.masks import find_masks, find_quotes
from checker.outline.model import Heading, Section
from tests.facts.numbering import lexicon, read


def _masked(text: str) -> list[str]:
    return [text[mask.start : mask.end] for mask in find_masks(text, lexicon(), [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《2021年要点》和《办法》", ["《2021年要点》", "《办法》"]),
        ("转发《关于批转〈2020年方案〉的通知》3件", ["《关于批转〈2020年方案〉的通知》"]),
        ("转发《关于批转《2020年方案》的通知》3件", ["《关于批转《2020年方案》的通知》"]),
        ("《关于批转《2020年方案》3件", ["《关于批转《2020年方案》"]),  # one mark is missing
        ("《2020年方案共3件", []),
        ("a<3且4>b", ["<3且4>"]),
        ("x<3, y>4", []),
        ("见https://www.ls.gov.cn/a1.html。", ["https://www.ls.gov.cn/a1.html"]),
        ("邮箱sf2020@ls.gov.cn，", ["sf2020@ls.gov.cn"]),
        ("统一进一步", ["统一", "进一步"]),
        ("五万一千", []),  # 万一 is no word here
        ("三十分钟", []),  # nor 十分
    ],
)
def test_masks(text: str, expected: list[str]) -> None:
    assert _masked(text) == expected


def test_only_short_phrases_in_quotes_are_names() -> None:
    text = "“三提三知”和“全年共办理各类案件二十三件，均已办结”以及“未完"
    assert [text[start:end] for start, end in find_quotes(text)] == ["三提三知"]


def test_counts_in_a_quoted_sentence_are_counts() -> None:
    kinds = [q.kind.value for q in read("通报指出“全年共办理各类案件23件，均已办结”。")]
    assert kinds == ["count"]


def test_labels_of_headings_are_masked() -> None:
    text = "2.3家单位联合执法"
    heading = Heading("arabic", "2.", 2, text[2:], Span(0, len(text)), Span(2, len(text)))
    section = Section(heading, 1, Span(0, len(text)))
    assert [(q.text, q.kind.value) for q in read(text, (section,))] == [("2", "enumerator"), ("3家", "count")]
