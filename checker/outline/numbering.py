"""Numbers of headings: 第一部分 · 一、 · （一） · 1. · （1） · ① · 一是, well formed and otherwise.

All on folded text, so brackets and colons are full width whatever the file holds.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from checker.outline.vocabulary import NumberingWords

__all__ = ["RANKS", "Label", "chinese_number", "read_inline", "read_label"]

# GB/T 9704-2012 7.3.3: 一、 → （一） → 1. → （1）; ① and 一是 stand below by custom, 第一部分 above.
RANKS = {
    "part": 0.0,
    "chinese": 1.0,
    "chinese-paren": 2.0,
    "arabic": 3.0,
    "arabic-paren": 4.0,
    "circled": 5.0,
    "serial": 6.0,
}

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERALS = "一二三四五六七八九十"
_NUMERAL = f"[{_NUMERALS}]{{1,3}}"
_SINGLE = {
    **{chr(0x2460 + i): ("circled", i + 1) for i in range(20)},
    **{chr(0x2474 + i): ("arabic-paren", i + 1) for i in range(20)},
    **{chr(0x2488 + i): ("arabic", i + 1) for i in range(20)},
    **{chr(0x2776 + i): ("circled", i + 1) for i in range(10)},
    **{chr(0x3220 + i): ("chinese-paren", i + 1) for i in range(10)},
    **{chr(0x3280 + i): ("circled", i + 1) for i in range(10)},
}
_SINGLES = "".join(_SINGLE)

_PART = re.compile(rf"第({_NUMERAL}|\d{{1,2}})(?:部分|章|编)[、，：.]?")
_CHINESE = re.compile(rf"({_NUMERAL})(?:([、.,，：·])|(）[、，.：]?)|([是要]))")
_BRACKETED = re.compile(rf"([（〔【\[(])({_NUMERAL}|\d{{1,2}})([）〕】\])])?([、，.：])?")
_ARABIC = re.compile(r"(\d{1,2})(?:([.、，：])|(）[、，.]?))")
_BARE_NUMERAL = re.compile(_NUMERAL)
# Three quick patterns for numbers within a paragraph; what stands before them is looked at afterwards.
_SERIAL = re.compile(f"[{_NUMERALS}][是要]")
_IN_BRACKETS = re.compile(rf"（(?:{_NUMERAL}|\d{{1,2}})）")
_AFTER_END = re.compile(rf"[。；：！？][”’》）]?(?:{_NUMERAL}[、）]|\d{{1,2}}[.、）](?!\d)|[{_SINGLES}])")
_ENDS = "。；：！？"
_CLOSERS = "”’》）"
_DIGIT = re.compile(r"\d+")
_YEAR_AHEAD = re.compile(r"20\d\d年")


class Label(Struct, frozen=True):
    """A number with its mark at ``text[start:end]``. ``sure`` is False where only the sequence can tell."""

    scheme: str
    number: int
    start: int
    end: int
    malformed: str | None = None
    sure: bool = True


def chinese_number(text: str) -> int | None:
    """The value of a numeral up to 99 (十二, 三十一) or of a row of digits (二〇二一); None when it is neither."""
    if not text:
        return None
    if "十" in text:
        tens, _, ones = text.partition("十")
        if (tens not in _DIGITS and tens) or (ones not in _DIGITS and ones):
            return None
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    value = 0
    for character in text:
        digit = _DIGITS.get(character)
        if digit is None:
            return None
        value = value * 10 + digit
    return value


def _value(text: str) -> int | None:
    return int(text) if text.isdigit() else (chinese_number(text) if len(text) == 1 or "十" in text else None)


def read_label(text: str, start: int, words: NumberingWords, *, blank_after: bool = False) -> Label | None:
    """The number that ``text`` carries at ``start``, or None.

    ``blank_after`` says that the author left a blank behind a numeral there (一　主要举措).
    """
    if start >= len(text):
        return None
    first = text[start]
    if first in _SINGLE:
        scheme, number = _SINGLE[first]
        return Label(scheme, number, start, start + 1)
    if first == "第":
        found = _PART.match(text, start)
        number_ = _value(found[1]) if found else None
        return Label("part", number_, start, found.end()) if found and number_ else None
    if first in "（〔【[(":
        return _bracketed(text, start)
    if first in _NUMERALS:
        return _chinese(text, start, words, blank_after)
    if first.isdigit():
        return _arabic(text, start)
    return None


def _bracketed(text: str, start: int) -> Label | None:
    found = _BRACKETED.match(text, start)
    if not found or (number := _value(found[2])) is None or number == 0:
        return None
    scheme = "arabic-paren" if found[2].isdigit() else "chinese-paren"
    if not found[3]:
        # （一坚持… may be a bracket that was lost, （十四五 a parenthesis: the sequence tells. （2021年） is a year.
        if text[found.end(2) : found.end(2) + 1].isdigit():
            return None
        return Label(scheme, number, start, found.end(2), "缺右括号", sure=False)
    if found[1] != "（" or found[3] != "）":
        return Label(scheme, number, start, found.end(3), "应使用圆括号")
    if found[4]:
        return Label(scheme, number, start, found.end(), "括号后不加标点")
    return Label(scheme, number, start, found.end(3))


def _chinese(text: str, start: int, words: NumberingWords, blank_after: bool) -> Label | None:
    found = _CHINESE.match(text, start)
    if not found:
        return _unmarked(text, start, words, blank_after)
    number = _value(found[1])
    if number is None:
        return None
    end = found.end()
    if found[4]:
        # 一是一 is an idiom; 一要 and 一是 alike open an item.
        return None if text[end : end + 1] == found[1] else Label("serial", number, start, end)
    if found[3]:
        return Label("chinese-paren", number, start, end, "缺左括号")
    if found[2] == "、":
        following = _BARE_NUMERAL.match(text, end)
        if following and _value(following[0]) == number + 1:
            # 一、二审案件 · 十一、十二月份
            paired = words.paired.match(text, following.end())
            return None if paired else Label("chinese", number, start, end, sure=False)
        return Label("chinese", number, start, end)
    if found[2] == "·":
        return None
    sure = found[2] == "."
    return Label("chinese", number, start, end, f"序号后应为顿号，写成了“{found[2]}”", sure=sure)


def _unmarked(text: str, start: int, words: NumberingWords, blank_after: bool) -> Label | None:
    """一主要举措和成效: a numeral whose mark was lost. Only the sequence and the words behind can tell."""
    found = _BARE_NUMERAL.match(text, start)
    if not found or (number := _value(found[0])) is None:
        return None
    following = text[found.end() : found.end() + 1]
    if not following or (not blank_after and following in words.after_bare_number):
        return None
    return Label("chinese", number, start, found.end(), "序号后缺顿号", sure=False)


def _arabic(text: str, start: int) -> Label | None:
    found = _ARABIC.match(text, start)
    if not found or (number := int(found[1])) == 0:
        return None
    end = found.end()
    if found[3]:
        return Label("arabic-paren", number, start, end, "缺左括号")
    digits = _DIGIT.match(text, end)
    if found[2] == ".":
        if digits is None:
            return Label("arabic", number, start, end)
        # 1.5万 and 12.4国家宪法日 are numbers; 1.2021年… and 2.12345热线 may be headings.
        if _YEAR_AHEAD.match(text, end):
            return Label("arabic", number, start, end)
        return Label("arabic", number, start, end, sure=False) if len(digits[0]) >= 3 else None
    if found[2] == "：":
        return None
    if found[2] == "、":
        # 1、2号楼 is a list.
        if digits and len(digits[0]) <= 2 and int(digits[0]) == number + 1:
            return None
        return Label("arabic", number, start, end, "阿拉伯数字后应为圆点，写成了“、”")
    return Label("arabic", number, start, end, "阿拉伯数字后应为圆点，写成了“，”", sure=False)


def read_inline(text: str, words: NumberingWords) -> list[Label]:
    """Numbers within a paragraph, after the end of a clause; quoted ones are left out.

    A serial after a comma (，二是) is not sure, nor is any number of another scheme: the sequence must tell.
    （一） counts even where no mark stands before it, as when heading and items were pasted into one line.
    """
    places: dict[int, bool] = {}
    for match in _SERIAL.finditer(text, 1):
        start = match.start()
        while start and text[start - 1] in _NUMERALS:
            start -= 1
        if start and (ended := _after_end(text, start)) is not None:
            places[start] = ended
    if "（" in text:
        for match in _IN_BRACKETS.finditer(text, 1):
            start = match.start()
            if match[0] == "（一）" or _after_end(text, start):
                places[start] = False
    for match in _AFTER_END.finditer(text):
        places[match.start() + 1 + (match[0][1] in _CLOSERS)] = False
    found: list[Label] = []
    quotes = titles = position = 0
    for start in sorted(places):
        quotes += text.count("“", position, start) - text.count("”", position, start)
        titles += text.count("《", position, start) - text.count("》", position, start)
        position = start
        if (quotes > 0 and _closes(text, start, "“", "”")) or (titles > 0 and _closes(text, start, "《", "》")):
            continue
        label = read_label(text, start, words)
        if label is None:
            continue
        sure = label.scheme == "serial" and places[start]
        found.append(label if label.sure is sure else replace(label, sure=sure))
    return found


def _closes(text: str, start: int, opening: str, closing: str) -> bool:
    """Whether the pair open at ``start`` is closed soon; a mark whose partner was lost quotes nothing."""
    end = text.find(closing, start, start + 80)
    return end >= 0 and text.find(opening, start, end) < 0


def _after_end(text: str, start: int) -> bool | None:
    """True after the end of a clause, False after a comma or the like, None after anything else."""
    before = text[start - 1]
    if before in _CLOSERS and start > 1:
        before = text[start - 2]
    if before in _ENDS:
        return True
    return False if before in "，、（" else None
