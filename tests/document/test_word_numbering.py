"""How Word counts."""

from __future__ import annotations

import pytest

from checker.document.readers.word_numbering import format_number


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九"}),
        ("chineseCountingThousand", {10: "十", 100: "一百", 101: "一百零一", 110: "一百一十", 2024: "二千零二十四"}),
        ("japaneseCounting", {3: "三", 15: "十五"}),
        ("ideographDigital", {1: "一", 10: "一〇", 25: "二五"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 21: "贰拾壹"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 51: "51"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedParen", {2: "⑵", 21: "21"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("ideographEnclosedCircle", {1: "㊀", 11: "11"}),
        ("upperLetter", {1: "A", 27: "AA"}),
        ("lowerLetter", {3: "c", 0: "0"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV", 5000: "5000"}),
        ("lowerRoman", {9: "ix"}),
        ("none", {5: ""}),
        ("bullet", {5: ""}),
        ("hebrew1", {5: "5"}),
    ],
)
def test_formats(format: str, shown: dict[int, str]) -> None:
    assert {number: format_number(number, format) for number in shown} == shown
